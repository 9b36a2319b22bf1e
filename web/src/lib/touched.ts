/** The kinds of things that events are about, as their type is named in the API; a moved clock is no thing. */
export type SubjectKind =
  | 'Organization'
  | 'BankAccount'
  | 'Programme'
  | 'Invoice'
  | 'CreditNote'
  | 'Approval'
  | 'Auction'
  | 'Bid'
  | 'Financing'
  | 'Payment'
  | 'Mandate'
  | 'PaymentFile'
  | 'FeeBill'
  | 'Limit'
  | 'BankMessage'
  | 'BankFile'
  | 'BankReport'
  | 'BankEntry'
  | 'EntryResolution'
  | 'Refund'
  | 'Alert'
  | 'Override'
  | 'CompleteExport'
  | 'DisclosurePack'
  | 'WebhookEndpoint'
  | 'Clock';

/** What a frame of `events` is about. */
export interface Touch {
  readonly kind: string;
  /** Its subject and what that belongs to. */
  readonly ids: ReadonlySet<string>;
}

/** What must be asked again when something happens. */
export interface Interest {
  /** Any event about one of these may add a row, take one away or change a sum. ALL: whatever is in the log. */
  readonly lists: readonly SubjectKind[] | 'ALL';
  /** The ids in the data that is shown. */
  readonly ids: ReadonlySet<string>;
}

/** That the clock was moved; it has no subject and is in no log. */
export const clockTouch: Touch = { kind: 'Clock', ids: new Set() };

/** Undefined for a bare cursor, which tells of nothing; one with a time tells of a moved clock. */
export function touchOf(frame: { type?: string | null; at?: string | null; subject?: unknown }): Touch | undefined {
  if (!frame.type) return frame.at ? clockTouch : undefined;
  const typename = (frame.subject as { __typename?: string } | null | undefined)?.__typename;
  return { kind: typename ?? '', ids: idsIn(frame.subject) };
}

/** Whether data is out of date after an event: it shows the subject or what that belongs to, or it lists its kind. */
export function isTouched({ lists, ids }: Interest, touch: Touch): boolean {
  if (lists === 'ALL' ? touch !== clockTouch : lists.some(kind => kind === touch.kind)) return true;
  for (const id of touch.ids) if (ids.has(id)) return true;
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
