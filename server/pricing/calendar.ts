import { addDays, type LocalDate } from '../platform/local-date.js';

/** Which days a payment system is closed. Those there are: calendars.ts. */
export interface Calendar {
  readonly code: string;
  /** Why the day is no business day ('Saturday', 'Good Friday'), or undefined on a business day. */
  closingReason(date: LocalDate): string | undefined;
}

/**
 * How a day that is no business day is moved. MODIFIED: not across the end (or beginning) of the month; then the other
 * way. UNADJUSTED: it stays. ISDA 2006 Definitions, section 4.12.
 */
export type RollConvention = 'FOLLOWING' | 'MODIFIED_FOLLOWING' | 'PRECEDING' | 'MODIFIED_PRECEDING' | 'UNADJUSTED';

/** A day after rolling. `reason` names the original day when it was moved, and is null when it was not. */
export interface AdjustedDate {
  readonly date: LocalDate;
  readonly moved: boolean;
  readonly reason: string | null;
}

export function isBusinessDay(date: LocalDate, calendar: Calendar): boolean {
  return calendar.closingReason(date) === undefined;
}

/** Moves a day to a business day by the convention; a business day stays. */
export function adjust(date: LocalDate, convention: RollConvention, calendar: Calendar): AdjustedDate {
  const reason = calendar.closingReason(date);
  if (reason === undefined || convention === 'UNADJUSTED') return { date, moved: false, reason: null };
  return { date: roll(date, convention, calendar), moved: true, reason };
}

/**
 * The n-th business day after the date (before it, where n is negative). Zero gives the date itself, business day or
 * not.
 */
export function addBusinessDays(date: LocalDate, businessDays: number, calendar: Calendar): LocalDate {
  const step = businessDays < 0 ? -1 : 1;
  let day = date;
  for (let left = businessDays * step; left > 0; left -= 1) day = nextBusinessDay(addDays(day, step), step, calendar);
  return day;
}

/**
 * Business days with `from` excluded and `to` included; negative, with the same days counted, where `to` is earlier.
 */
export function businessDaysBetween(from: LocalDate, to: LocalDate, calendar: Calendar): number {
  if (to < from) return -businessDaysBetween(to, from, calendar);
  let count = 0;
  for (let day = from; day < to; ) {
    day = addDays(day, 1);
    if (isBusinessDay(day, calendar)) count += 1;
  }
  return count;
}

function roll(date: LocalDate, convention: Exclude<RollConvention, 'UNADJUSTED'>, calendar: Calendar): LocalDate {
  const later = () => nextBusinessDay(date, 1, calendar);
  const earlier = () => nextBusinessDay(date, -1, calendar);
  switch (convention) {
    case 'FOLLOWING':
      return later();
    case 'PRECEDING':
      return earlier();
    case 'MODIFIED_FOLLOWING':
      return isSameMonth(later(), date) ? later() : earlier();
    case 'MODIFIED_PRECEDING':
      return isSameMonth(earlier(), date) ? earlier() : later();
  }
}

function nextBusinessDay(date: LocalDate, step: 1 | -1, calendar: Calendar): LocalDate {
  let day = date;
  while (!isBusinessDay(day, calendar)) day = addDays(day, step);
  return day;
}

function isSameMonth(a: LocalDate, b: LocalDate): boolean {
  return a.slice(0, 7) === b.slice(0, 7);
}
