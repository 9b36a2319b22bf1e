import { addDays, addMonths, type LocalDate, localDate } from '../platform/local-date.js';

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

/** The last days of the fiscal years from one day to another, the latest first. */
export function yearEnds(
  from: LocalDate,
  until: LocalDate,
  { yearEndMonth }: { readonly yearEndMonth: number },
): LocalDate[] {
  const month = String(yearEndMonth).padStart(2, '0');
  const inYear = localDate(`${until.slice(0, 4)}-${month}-01`);
  const end = (months: number) => addDays(addMonths(inYear, months + 1), -1);
  const ends: LocalDate[] = [];
  for (let months = end(0) >= until ? 0 : 12; end(months) >= from; months -= 12) ends.push(end(months));
  return ends;
}
