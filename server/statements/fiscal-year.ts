import { addDays, addMonths, type LocalDate } from '../platform/local-date.js';

/** A year of an organization's books: its first and last day. */
export interface FiscalYear {
  readonly start: LocalDate;
  readonly end: LocalDate;
}

/** The fiscal year that ends on this day; undefined where years of these books do not end on it. */
export function fiscalYear(
  end: LocalDate,
  { yearEndMonth }: { readonly yearEndMonth: number },
): FiscalYear | undefined {
  const next = addDays(end, 1);
  if (!next.endsWith('-01') || end.slice(5, 7) !== String(yearEndMonth).padStart(2, '0')) return undefined;
  return { start: addMonths(next, -12), end };
}
