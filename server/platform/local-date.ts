import { Temporal } from 'temporal-polyfill';

declare const localDateBrand: unique symbol;

/** A calendar day 'YYYY-MM-DD' of the years 1900 to 9999, without a zone. Ordinary string comparison orders it. */
export type LocalDate = string & { readonly [localDateBrand]: true };

const FIRST_YEAR = 1900;
const LAST_YEAR = 9999;
const MILLISECONDS_PER_DAY = 86_400_000;
const LOCAL_DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const CLOCK_TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/**
 * The date, or undefined for anything that is not a real day written exactly 'YYYY-MM-DD' (2026-02-30, 2026-2-3,
 * '2026-02-03T…').
 */
export function parseLocalDate(text: string): LocalDate | undefined {
  const match = LOCAL_DATE.exec(text);
  if (!match) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (year < FIRST_YEAR || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  return text as LocalDate;
}

/** For dates that are known to be good: constants, database columns. Throws where parseLocalDate has no answer. */
export function localDate(text: string): LocalDate {
  const date = parseLocalDate(text);
  if (date === undefined) throw new RangeError(`not a calendar day: ${text}`);
  return date;
}

/** Throws beyond the years 1900 to 9999. */
export function addDays(date: LocalDate, days: number): LocalDate {
  return fromEpochDay(epochDayOf(date) + days);
}

/** Same day of the month, or its last day where the month is shorter: 2026-01-31 plus 1 is 2026-02-28. */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const { year, month, day } = partsOf(date);
  const monthIndex = year * 12 + (month - 1) + months;
  const newMonth = (monthIndex % 12) + 1;
  const newYear = (monthIndex - (monthIndex % 12)) / 12;
  const lastDay = daysInMonth(newYear, newMonth);
  return fromParts(newYear, newMonth, day < lastDay ? day : lastDay);
}

export function compareLocalDates(a: LocalDate, b: LocalDate): -1 | 0 | 1 {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Calendar days with `from` excluded and `to` included; negative where `to` is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return epochDayOf(to) - epochDayOf(from);
}

/** ISO 8601: Monday 1 … Sunday 7. */
export function weekdayOf(date: LocalDate): 1 | 2 | 3 | 4 | 5 | 6 | 7 {
  const sundayZero = new Date(epochDayOf(date) * MILLISECONDS_PER_DAY).getUTCDay();
  return (sundayZero === 0 ? 7 : sundayZero) as 1 | 2 | 3 | 4 | 5 | 6 | 7;
}

export function partsOf(date: LocalDate): { readonly year: number; readonly month: number; readonly day: number } {
  return { year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)) };
}

/** Throws for a day that does not exist. */
export function fromParts(year: number, month: number, day: number): LocalDate {
  return localDate(`${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`);
}

/** Days of a month of the Gregorian calendar, month 1 to 12. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** The calendar day on which an instant falls in an IANA zone, e.g. 'Europe/Paris'. Throws for an unknown zone. */
export function localDateIn(instant: Date, zone: string): LocalDate {
  const zoned = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone);
  return fromParts(zoned.year, zoned.month, zoned.day);
}

/** Whether it names a zone such as 'Europe/Paris'. */
export function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== undefined;
  } catch {
    return false;
  }
}

/**
 * The instant at which a clock in the zone shows `time` ('HH:MM') on `date`. Where summer time skips that time, the
 * clock's reading is carried over the gap (02:30 becomes 03:30); where winter time repeats it, the first of the two is
 * meant. Throws for an unknown zone or a malformed time.
 */
export function instantAt(date: LocalDate, time: string, zone: string): Date {
  if (!CLOCK_TIME.test(time)) throw new RangeError(`not a time of day: ${time}`);
  const zoned = Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime(zone, { disambiguation: 'compatible' });
  return new Date(zoned.epochMilliseconds);
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function epochDayOf(date: LocalDate): number {
  const { year, month, day } = partsOf(date);
  return Date.UTC(year, month - 1, day) / MILLISECONDS_PER_DAY;
}

function fromEpochDay(epochDay: number): LocalDate {
  const date = new Date(epochDay * MILLISECONDS_PER_DAY);
  const year = date.getUTCFullYear();
  if (Number.isNaN(year) || year < FIRST_YEAR || year > LAST_YEAR)
    throw new RangeError(`day ${epochDay} is out of range`);
  return fromParts(year, date.getUTCMonth() + 1, date.getUTCDate());
}

function pad(value: number, width: number): string {
  return value.toString().padStart(width, '0');
}
