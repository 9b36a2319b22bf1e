import { addDays, fromParts, type LocalDate, partsOf, weekdayOf } from '../platform/local-date.js';

/** Which days a payment system is closed. One object per calendar; TARGET is the first. */
export interface Calendar {
  readonly code: string;
  /** Why the day is no business day ('Saturday', 'Good Friday'), or undefined on a business day. */
  closingReason(date: LocalDate): string | undefined;
}

/**
 * How a day that is no business day is moved. MODIFIED: not across the end (or beginning) of the month; then the other
 * way. ISDA 2006 Definitions, section 4.12.
 */
export type RollConvention = 'FOLLOWING' | 'MODIFIED_FOLLOWING' | 'PRECEDING' | 'MODIFIED_PRECEDING';

/** A day after rolling. `reason` names the original day when it was moved, and is null when it was not. */
export interface AdjustedDate {
  readonly date: LocalDate;
  readonly moved: boolean;
  readonly reason: string | null;
}

/**
 * The closing days of TARGET, the euro's large-value payment system: the calendar in force since 2002 (1 January, Good
 * Friday, Easter Monday, 1 May, 25 and 26 December) and those of its first three years, as the ECB published them.
 * Before 1999 the system did not exist; such days are judged by the rule of 1999.
 */
export const targetCalendar: Calendar = {
  code: 'TARGET',
  closingReason(date) {
    return weekendName(date) ?? targetHoliday(date);
  },
};

export function isBusinessDay(date: LocalDate, calendar: Calendar): boolean {
  return calendar.closingReason(date) === undefined;
}

/** Moves a day to a business day by the convention; a business day stays. */
export function adjust(date: LocalDate, convention: RollConvention, calendar: Calendar): AdjustedDate {
  const reason = calendar.closingReason(date);
  if (reason === undefined) return { date, moved: false, reason: null };
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

function roll(date: LocalDate, convention: RollConvention, calendar: Calendar): LocalDate {
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

function weekendName(date: LocalDate): string | undefined {
  const weekday = weekdayOf(date);
  return weekday === 6 ? 'Saturday' : weekday === 7 ? 'Sunday' : undefined;
}

function targetHoliday(date: LocalDate): string | undefined {
  const { year } = partsOf(date);
  const monthAndDay = date.slice(5);
  if (monthAndDay === '01-01') return "New Year's Day";
  if (monthAndDay === '12-25') return 'Christmas Day';
  // Closed twice for the euro itself: the year 2000 change and the introduction of notes and coins.
  if (monthAndDay === '12-31' && (year === 1999 || year === 2001)) return "New Year's Eve";
  if (year < 2000) return undefined;
  if (monthAndDay === '05-01') return 'Labour Day';
  if (monthAndDay === '12-26') return 'Christmas Holiday';

  const easter = easterSunday(year);
  if (date === addDays(easter, -2)) return 'Good Friday';
  if (date === addDays(easter, 1)) return 'Easter Monday';
  return undefined;
}

/** Gregorian Easter by the anonymous algorithm ("Meeus/Jones/Butcher", Nature, 20 April 1876). */
function easterSunday(year: number): LocalDate {
  const goldenNumber = year % 19;
  const century = quotient(year, 100);
  const yearOfCentury = year % 100;
  const moonCorrection = quotient(century - quotient(century + 8, 25) + 1, 3);
  const epact = (19 * goldenNumber + century - quotient(century, 4) - moonCorrection + 15) % 30;
  const weekday = (32 + 2 * (century % 4) + 2 * quotient(yearOfCentury, 4) - epact - (yearOfCentury % 4)) % 7;
  const late = quotient(goldenNumber + 11 * epact + 22 * weekday, 451);
  const dayOfMarch = epact + weekday - 7 * late + 22;
  return addDays(fromParts(year, 3, 1), dayOfMarch - 1);
}

function quotient(dividend: number, divisor: number): number {
  return (dividend - (dividend % divisor)) / divisor;
}
