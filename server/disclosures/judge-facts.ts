import { minorUnitsOf } from '../platform/currencies.js';
import { parseDecimalMoney } from '../platform/money.js';
import type { DisclosureFactRow, FactKind, Moment } from './disclosure-pack.entity.js';

/** A fact as it was written, in a form or a file. */
export interface WrittenFact {
  readonly kind: string | null;
  readonly moment: string | null;
  readonly label: string | null;
  readonly amount: string | null;
  readonly daysFrom: string | null;
  readonly daysUntil: string | null;
  readonly note: string | null;
}

/** What a fact says; who said it, and when, comes to it later. */
export type Fact = Pick<
  DisclosureFactRow,
  'kind' | 'moment' | 'label' | 'amountMinor' | 'currency' | 'daysFrom' | 'daysUntil' | 'note'
>;

export interface FactFault {
  readonly field: keyof WrittenFact;
  readonly code: string;
  readonly message: string;
}

type Field = Exclude<keyof WrittenFact, 'kind'>;

/** What each kind of fact takes; what it must have stands first. */
const fieldsOf: Readonly<Record<FactKind, { readonly needs: readonly Field[]; readonly takes: readonly Field[] }>> = {
  TERMS: { needs: ['note'], takes: [] },
  SECURITY: { needs: ['note'], takes: [] },
  RANGE_NOTE: { needs: ['note'], takes: [] },
  LINE_ITEM: { needs: ['moment', 'label', 'amount'], takes: [] },
  COMPARABLE: { needs: ['moment', 'daysFrom', 'daysUntil'], takes: ['label', 'amount', 'note'] },
  NON_CASH: { needs: ['label', 'amount'], takes: ['note'] },
};

const labelMax = 200;
const noteMax = 4_000;
const daysMax = 3_650;

/** The fact, in the currency of its programme, or every fault with its place. */
export function judgeFact(written: WrittenFact, currency: string): Fact | readonly FactFault[] {
  const kind = kindOf(written.kind);
  if (!kind)
    return [{ field: 'kind', code: 'UNKNOWN_KIND', message: `Write one of ${Object.keys(fieldsOf).join(', ')}.` }];
  const { needs, takes } = fieldsOf[kind];
  const faults: FactFault[] = [];
  const say = (field: Field, code: string, message: string) => void faults.push({ field, code, message });
  for (const field of ['moment', 'label', 'amount', 'daysFrom', 'daysUntil', 'note'] as const) {
    if (needs.includes(field) && written[field] === null) say(field, 'REQUIRED', `${kind} needs this.`);
    if (![...needs, ...takes].includes(field) && written[field] !== null)
      say(field, 'NOT_TAKEN', `${kind} does not take this.`);
  }
  if (faults.length > 0) return faults;

  const { moment, label, note } = written;
  if (moment !== null && moment !== 'BEGINNING' && moment !== 'END')
    say('moment', 'UNKNOWN_MOMENT', 'Write BEGINNING or END.');
  for (const [field, text, max] of [
    ['label', label, labelMax],
    ['note', note, noteMax],
  ] as const) {
    if (text !== null && text.length > max) say(field, 'TOO_LONG', `This is longer than ${max} characters.`);
    if (text !== null && /[^\P{Cc}\t\n\r]/u.test(text))
      say(field, 'CONTROL_CHARACTER', 'This contains control characters.');
  }
  const amountMinor = readAmount();
  const [daysFrom, daysUntil] = [readDays('daysFrom'), readDays('daysUntil')];
  if (daysFrom !== null && daysUntil !== null && daysUntil < daysFrom)
    say('daysUntil', 'BEFORE_FROM', 'This is less than the days it begins with.');
  return faults.length > 0
    ? faults
    : { kind, moment: moment as Moment | null, label, amountMinor, currency, daysFrom, daysUntil, note };

  function readAmount(): bigint | null {
    if (written.amount === null) return null;
    const money = parseDecimalMoney(written.amount, currency);
    if ('faults' in money) {
      const form = `digits with a point and at most ${minorUnitsOf(currency)} decimals`;
      for (const code of money.faults) say('amount', code, `Write an amount of ${currency} as ${form}.`);
      return null;
    }
    if (kind !== 'NON_CASH' && money.amountMinor < 0n) say('amount', 'NEGATIVE', 'This must not be less than zero.');
    return money.amountMinor;
  }

  function readDays(field: 'daysFrom' | 'daysUntil'): number | null {
    const text = written[field];
    if (text === null) return null;
    const days = /^\d{1,4}$/.test(text) ? Number(text) : daysMax + 1;
    if (days <= daysMax) return days;
    say(field, 'NOT_DAYS', `Write whole days, 0 to ${daysMax}.`);
    return null;
  }
}

function kindOf(text: string | null): FactKind | undefined {
  return (Object.keys(fieldsOf) as FactKind[]).find(kind => kind === text);
}
