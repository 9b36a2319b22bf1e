/**
 * Where each amount on the screen comes from. What a query brings is noted as it arrives: the nearest thing with an id that
 * the amount stands below, and the path from there; without such a thing the query itself. What is added up here remembers
 * its parts. So every amount can be asked for again, at the field that gave it, or at the rows behind it.
 */

/** What an amount can be a figure of, by the prefix of its id. */
const kindByPrefix: Readonly<Record<string, string>> = {
  alt: 'ALERT',
  apr: 'APPROVAL',
  auc: 'AUCTION',
  bid: 'BID',
  bke: 'BANK_ENTRY',
  bkm: 'BANK_MESSAGE',
  bkr: 'BANK_REPORT',
  crn: 'CREDIT_NOTE',
  fee: 'FEE_BILL',
  fin: 'FINANCING',
  inv: 'INVOICE',
  lac: 'LEDGER_ACCOUNT',
  lim: 'LIMIT',
  mdt: 'MANDATE',
  mem: 'MEMBER',
  mov: 'MOVEMENT',
  ovr: 'OVERRIDE',
  pay: 'PAYMENT',
  pmf: 'PAYMENT_FILE',
  rfd: 'REFUND',
  trf: 'TRANSFER',
};

/** One amount's origin. */
export interface AmountSource {
  /** `INVOICE.payable`; `FIGURE.DueCalendar:dueCalendar.0.total` for what belongs to no one thing; `SUM`, `DIFFERENCE`; `DOCUMENT`. */
  readonly source: string;
  /** The id of the thing; of a figure the variables of its query, of a sum its parts, as JSON. */
  readonly of: string;
}

const sources = new WeakMap<object, AmountSource>();

export function sourceOf(money: object): AmountSource | undefined {
  return sources.get(money);
}

/** Notes where every amount of an answer comes from. */
export function noteSources(operation: string, variables: unknown, data: unknown): void {
  walk(data, { source: `FIGURE.${operation}:`, of: JSON.stringify(variables ?? {}) }, []);
}

/** Notes that an amount was reckoned here from others, which it gives back. */
export function derived<Money extends object>(money: Money, how: 'SUM' | 'DIFFERENCE', parts: readonly Money[]): Money {
  const known = parts.map(part => sourceOf(part));
  if (known.every(part => part !== undefined)) sources.set(money, { source: how, of: JSON.stringify(known) });
  return money;
}

function walk(value: unknown, owner: AmountSource, path: readonly (string | number)[]): void {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) walk(item, owner, [...path, index]);
  } else if (typeof value === 'object' && value !== null) {
    if (isMoney(value)) {
      sources.set(value, { source: owner.source + path.join('.'), of: owner.of });
      return;
    }
    const kind = kindOf(value);
    for (const [name, item] of Object.entries(value))
      if (kind) walk(item, { source: `${kind}.`, of: (value as { id: string }).id }, [name]);
      else walk(item, owner, [...path, name]);
  }
}

function kindOf(value: object): string | undefined {
  const match = 'id' in value && typeof value.id === 'string' ? /^([a-z]{3})_[a-z2-7]{26}$/.exec(value.id) : null;
  return match ? kindByPrefix[match[1]!] : undefined;
}

function isMoney(value: object): boolean {
  return (
    'amount' in value && 'currency' in value && typeof value.amount === 'string' && typeof value.currency === 'string'
  );
}
