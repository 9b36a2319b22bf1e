/** The kinds of things that events are about, as their type is named in the API, and the first letters of their ids. */
const prefixes = {
  Organization: 'org',
  Member: 'mem',
  BankAccount: 'acc',
  Programme: 'prg',
  Terms: 'trm',
  Invoice: 'inv',
  Approval: 'apr',
  Auction: 'auc',
  Bid: 'bid',
  Financing: 'fin',
  Payment: 'pay',
  Limit: 'lim',
  Clock: 'clk',
} as const;

export type SubjectKind = keyof typeof prefixes;

/** The kind by the first word of an event's type, for events whose subject the viewer may not, or no longer, see. */
const kindByWord: Readonly<Record<string, SubjectKind>> = {
  organization: 'Organization',
  member: 'Member',
  account: 'BankAccount',
  programme: 'Programme',
  terms: 'Terms',
  invoice: 'Invoice',
  duplicate: 'Invoice',
  approval: 'Approval',
  auction: 'Auction',
  bid: 'Bid',
  financing: 'Financing',
  payment: 'Payment',
  limit: 'Limit',
  clock: 'Clock',
};

/** What a frame of `events` is about. */
export interface Touch {
  readonly kind: SubjectKind | undefined;
  /** Its subject and what that belongs to; empty where the subject is hidden. */
  readonly ids: ReadonlySet<string>;
}

/** What must be asked again when something happens. */
export interface Interest {
  /** Any event about one of these may add a row, take one away or change a sum. */
  readonly lists: readonly SubjectKind[];
  /** The ids in the data that is shown. */
  readonly ids: ReadonlySet<string>;
}

/** Undefined for a bare cursor, which tells of nothing. */
export function touchOf(frame: { type?: string | null; subject?: unknown }): Touch | undefined {
  if (!frame.type) return undefined;
  const typename = (frame.subject as { __typename?: string } | null | undefined)?.__typename;
  const kind = typename && typename in prefixes ? (typename as SubjectKind) : kindByWord[frame.type.split('.')[0]!];
  return { kind, ids: idsIn(frame.subject) };
}

/**
 * Whether data is out of date after an event: it shows the subject or what that belongs to, or it lists things of its
 * kind. A hidden subject counts as every thing of its kind.
 */
export function isTouched({ lists, ids }: Interest, touch: Touch): boolean {
  if (touch.kind && lists.includes(touch.kind)) return true;
  for (const id of touch.ids) if (ids.has(id)) return true;
  if (touch.ids.size > 0 || !touch.kind) return false;
  const prefix = `${prefixes[touch.kind]}_`;
  for (const id of ids) if (id.startsWith(prefix)) return true;
  return false;
}

/** Every id below a value: the texts under keys that are `id` or end in `Id`. */
export function idsIn(value: unknown, found = new Set<string>()): Set<string> {
  if (Array.isArray(value)) for (const item of value) idsIn(item, found);
  else if (value !== null && typeof value === 'object') {
    for (const [key, item] of Object.entries(value)) {
      if (typeof item === 'string' && (key === 'id' || key.endsWith('Id'))) found.add(item);
      else if (typeof item === 'object') idsIn(item, found);
    }
  }
  return found;
}
