import { addDays, addMonths, fromParts, type LocalDate, partsOf } from '../platform/local-date.js';

export type PeriodKind = 'MONTH' | 'QUARTER' | 'HALF_YEAR' | 'YEAR';

export const periodMonths: Readonly<Record<PeriodKind, number>> = { MONTH: 1, QUARTER: 3, HALF_YEAR: 6, YEAR: 12 };

/** A span of whole months of a fiscal year, its last day included. */
export interface Period {
  readonly kind: PeriodKind;
  readonly firstDay: LocalDate;
  readonly lastDay: LocalDate;
}

/** The period of this kind that begins on this day; null where none does in a fiscal year that begins in `firstMonth` (1 to 12). */
export function periodFrom(kind: PeriodKind, firstDay: LocalDate, firstMonth: number): Period | null {
  const { month, day } = partsOf(firstDay);
  const months = periodMonths[kind];
  if (day !== 1 || (month - firstMonth + 12) % months !== 0) return null;
  return { kind, firstDay, lastDay: addDays(addMonths(firstDay, months), -1) };
}

/** Every period of every kind that begins within the two years before a day or on it: the latest first, the longest last. */
export function periodsUntil(today: LocalDate, firstMonth: number): Period[] {
  const { year, month } = partsOf(today);
  const thisMonth = fromParts(year, month, 1);
  const starts = Array.from({ length: 25 }, (_, months) => addMonths(thisMonth, -months));
  return (Object.keys(periodMonths) as PeriodKind[]).flatMap(kind =>
    starts.flatMap(start => periodFrom(kind, start, firstMonth) ?? []),
  );
}
