import { addDays, daysInMonth, fromParts, type LocalDate, partsOf, weekdayOf } from '../platform/local-date.js';
import type { Calendar } from './calendar.js';

/*
 * Which days the payment systems of the larger currencies are closed, each by the rule of its own source, not by the public
 * holidays of a country: banks keep other days. Nothing here is a table of dates but what was proclaimed for one year alone.
 */

/** The calendars that a programme can name. */
export const calendarCodes = ['TARGET', 'LONDON', 'NEW_YORK', 'PARIS', 'TOKYO', 'BUDAPEST'] as const;
export type CalendarCode = (typeof calendarCodes)[number];

/** Where a currency's payments are settled, and until when a bank there takes an order for the same day. */
export interface CurrencyHome {
  readonly calendar: CalendarCode;
  /** 'HH:MM' on the clock of `zone`. */
  readonly cutOff: string;
  /** IANA. */
  readonly zone: string;
}

const homes: Readonly<Record<string, CurrencyHome>> = {
  EUR: { calendar: 'TARGET', cutOff: '16:00', zone: 'Europe/Paris' },
  GBP: { calendar: 'LONDON', cutOff: '15:00', zone: 'Europe/London' },
  USD: { calendar: 'NEW_YORK', cutOff: '17:00', zone: 'America/New_York' },
  JPY: { calendar: 'TOKYO', cutOff: '15:00', zone: 'Asia/Tokyo' },
  HUF: { calendar: 'BUDAPEST', cutOff: '16:00', zone: 'Europe/Budapest' },
};

/** What a programme has for its currency unless it says otherwise; undefined for a currency whose calendar is not kept. */
export function homeOf(currency: string): CurrencyHome | undefined {
  return Object.hasOwn(homes, currency) ? homes[currency] : undefined;
}

/**
 * The closing days of TARGET, the euro's large-value payment system: the calendar in force since 2002 (1 January, Good
 * Friday, Easter Monday, 1 May, 25 and 26 December) and those of its first three years, as the ECB published them.
 * Before 1999 the system did not exist; such days are judged by the rule of 1999.
 */
export const targetCalendar = calendarOf('TARGET', date => {
  const { year } = partsOf(date);
  const monthAndDay = date.slice(5);
  if (monthAndDay === '01-01') return "New Year's Day";
  if (monthAndDay === '12-25') return 'Christmas Day';
  // Closed twice for the euro itself: the year 2000 change and the introduction of notes and coins.
  if (monthAndDay === '12-31' && (year === 1999 || year === 2001)) return "New Year's Eve";
  if (year < 2000) return undefined;
  if (monthAndDay === '05-01') return 'Labour Day';
  if (monthAndDay === '12-26') return 'Christmas Holiday';
  return easterHoliday(date, { [-2]: 'Good Friday', [1]: 'Easter Monday' });
});

/** What England and Wales had once, or on another day than the rule, by proclamation: Banking and Financial Dealings Act 1971, section 1. */
const proclaimed: Readonly<Record<string, string>> = {
  '1995-05-08': 'Early May Bank Holiday',
  '1999-12-31': 'Millennium Day',
  '2002-06-03': 'Golden Jubilee',
  '2002-06-04': 'Spring Bank Holiday',
  '2011-04-29': 'Royal Wedding',
  '2012-06-04': 'Spring Bank Holiday',
  '2012-06-05': 'Diamond Jubilee',
  '2020-05-08': 'Early May Bank Holiday',
  '2022-06-02': 'Spring Bank Holiday',
  '2022-06-03': 'Platinum Jubilee',
  '2022-09-19': 'State Funeral of Queen Elizabeth II',
  '2023-05-08': 'Coronation of King Charles III',
};

/** In these years the proclamation put them on the days above, instead of the Mondays of the rule. */
const earlyMayMoved = new Set([1995, 2020]);
const springMoved = new Set([2002, 2012, 2022]);

/**
 * The bank holidays of England and Wales, on which CHAPS, Bacs and the clearing are closed: schedule 1 of the Banking and
 * Financial Dealings Act 1971 with its substitute days, New Year's Day (1974) and early May (1978) by proclamation, and what
 * was proclaimed for one year.
 */
const londonCalendar = calendarOf('LONDON', date => {
  const { year, month, day } = partsOf(date);
  const weekday = weekdayOf(date);
  if (Object.hasOwn(proclaimed, date)) return proclaimed[date];
  if (date === afterWeekend(fromParts(year, 1, 1))) return "New Year's Day";
  if (month === 5 && weekday === 1 && day <= 7 && !earlyMayMoved.has(year)) return 'Early May Bank Holiday';
  if (month === 5 && isLastOfMonth(date, 1) && !springMoved.has(year)) return 'Spring Bank Holiday';
  if (month === 8 && isLastOfMonth(date, 1)) return 'Summer Bank Holiday';
  if (month === 12) return christmasOfEngland(day, weekday);
  return easterHoliday(date, { [-2]: 'Good Friday', [1]: 'Easter Monday' });
});

/** A Christmas or Boxing Day of a week-end is made good on the 27th, the 28th, or both. */
function christmasOfEngland(day: number, weekday: number): string | undefined {
  if (day === 25) return 'Christmas Day';
  if (day === 26) return 'Boxing Day';
  // The 27th is a Monday or Tuesday where the 25th was a Saturday or Sunday; so the 28th for the 26th.
  if (day === 27 && (weekday === 1 || weekday === 2)) return 'Christmas Day';
  if (day === 28 && (weekday === 1 || weekday === 2)) return 'Boxing Day';
  return undefined;
}

/**
 * The days on which the Federal Reserve Banks are closed (Fedwire, FedACH): the holidays of 5 U.S.C. 6103 but for
 * Inauguration Day. One that falls on a Sunday closes the Monday after; one on a Saturday closes nothing: the Friday before
 * is open, unlike at federal offices and as SIFMA recommends for the bond market.
 */
const newYorkCalendar = calendarOf('NEW_YORK', date => federalHoliday(date) ?? afterSunday(date, federalHoliday));

function federalHoliday(date: LocalDate): string | undefined {
  const { year, month, day } = partsOf(date);
  const weekday = weekdayOf(date);
  const isNth = (nth: number) => day > 7 * (nth - 1) && day <= 7 * nth;
  if (weekday === 1 && month === 1 && isNth(3) && year >= 1986) return 'Birthday of Martin Luther King, Jr.';
  if (weekday === 1 && month === 2 && isNth(3)) return "Washington's Birthday";
  if (weekday === 1 && month === 9 && isNth(1)) return 'Labor Day';
  if (weekday === 1 && month === 10 && isNth(2)) return 'Columbus Day';
  if (weekday === 4 && month === 11 && isNth(4)) return 'Thanksgiving Day';
  if (month === 5 && isLastOfMonth(date, 1)) return 'Memorial Day';
  switch (date.slice(5)) {
    case '01-01':
      return "New Year's Day";
    case '06-19':
      return year >= 2022 ? 'Juneteenth' : undefined;
    case '07-04':
      return 'Independence Day';
    case '11-11':
      return 'Veterans Day';
    case '12-25':
      return 'Christmas Day';
    default:
      return undefined;
  }
}

/**
 * The public holidays of France (Code du travail, L3133-1) together with TARGET: a euro is paid where both are open. For
 * payments alone TARGET decides; this one is for programmes that also ask for an open office.
 */
const parisCalendar = calendarOf('PARIS', date => {
  switch (date.slice(5)) {
    case '05-08':
      return 'Victory Day 1945';
    case '07-14':
      return 'Bastille Day';
    case '08-15':
      return 'Assumption Day';
    case '11-01':
      return "All Saints' Day";
    case '11-11':
      return 'Armistice Day 1918';
    default:
      return targetCalendar.closingReason(date) ?? easterHoliday(date, { [39]: 'Ascension Day', [50]: 'Whit Monday' });
  }
});

/**
 * The days on which banks of Japan are closed (Order for Enforcement of the Banking Act, article 5): the holidays of the
 * Act on National Holidays (Act No. 178 of 1948) as it stands since 2022, and 31 December to 3 January. A holiday on a Sunday
 * closes the next day that is none; a day between two holidays is one. Earlier years are judged by the same rule.
 */
const tokyoCalendar = calendarOf('TOKYO', date => {
  const monthAndDay = date.slice(5);
  if (monthAndDay === '12-31' || monthAndDay === '01-02' || monthAndDay === '01-03') return 'Bank Holiday';
  const own = nationalHoliday(date);
  if (own !== undefined) return own;
  // The substitute of a Sunday stands behind the holidays that follow it.
  let before = addDays(date, -1);
  while (nationalHoliday(before) !== undefined && weekdayOf(before) !== 7) before = addDays(before, -1);
  if (nationalHoliday(before) !== undefined) return `${nationalHoliday(before)} (substitute)`;
  const isBetween = nationalHoliday(addDays(date, -1)) !== undefined && nationalHoliday(addDays(date, 1)) !== undefined;
  return isBetween ? 'Citizens’ Holiday' : undefined;
});

const fixedInJapan: Readonly<Record<string, string>> = {
  '01-01': "New Year's Day",
  '02-11': 'National Foundation Day',
  '02-23': "Emperor's Birthday",
  '04-29': 'Showa Day',
  '05-03': 'Constitution Memorial Day',
  '05-04': 'Greenery Day',
  '05-05': "Children's Day",
  '08-11': 'Mountain Day',
  '11-03': 'Culture Day',
  '11-23': 'Labour Thanksgiving Day',
};

function nationalHoliday(date: LocalDate): string | undefined {
  const { year, month, day } = partsOf(date);
  const isMonday = (nth: number) => weekdayOf(date) === 1 && day > 7 * (nth - 1) && day <= 7 * nth;
  const fixed = fixedInJapan[date.slice(5)];
  if (fixed !== undefined) return fixed;
  if (month === 1 && isMonday(2)) return 'Coming of Age Day';
  if (month === 7 && isMonday(3)) return 'Marine Day';
  if (month === 9 && isMonday(3)) return 'Respect for the Aged Day';
  if (month === 10 && isMonday(2)) return 'Sports Day';
  if (month === 3 && day === equinoxDay(year, 20_843_100)) return 'Vernal Equinox Day';
  if (month === 9 && day === equinoxDay(year, 23_248_800)) return 'Autumnal Equinox Day';
  return undefined;
}

/**
 * The day of the month of an equinox in Japan, right from 1980 to 2099, by the formula of the Hydrographic Department (New
 * Calendar Handbook, 1981): base + 0.242194 a year since 1980, less the leap days; here in millionths of a day.
 */
function equinoxDay(year: number, base: number): number {
  const years = year - 1980;
  return quotient(base + 242_194 * years, 1_000_000) - quotient(years, 4);
}

/**
 * The public holidays of Hungary (Act I of 2012, section 102). The rest days that a decree moves for one year, which banks
 * keep as well, are not known here.
 */
const budapestCalendar = calendarOf('BUDAPEST', date => {
  const { year } = partsOf(date);
  switch (date.slice(5)) {
    case '01-01':
      return "New Year's Day";
    case '03-15':
      return '1848 Revolution Memorial Day';
    case '05-01':
      return 'Labour Day';
    case '08-20':
      return "Saint Stephen's Day";
    case '10-23':
      return '1956 Revolution Memorial Day';
    case '11-01':
      return "All Saints' Day";
    case '12-25':
    case '12-26':
      return 'Christmas Day';
  }
  if (year >= 2017 && date === addDays(easterSunday(year), -2)) return 'Good Friday';
  return easterHoliday(date, { [1]: 'Easter Monday', [50]: 'Whit Monday' });
});

const weekendsOnly = calendarOf('WEEKENDS', () => undefined);

const calendars: Readonly<Record<CalendarCode, Calendar>> = {
  TARGET: targetCalendar,
  LONDON: londonCalendar,
  NEW_YORK: newYorkCalendar,
  PARIS: parisCalendar,
  TOKYO: tokyoCalendar,
  BUDAPEST: budapestCalendar,
};

/** The calendar that is open where all of these are; the reason of a closing day is that of the first that is closed. */
export function jointCalendar(codes: readonly CalendarCode[]): Calendar {
  const [first, ...others] = codes.map(code => calendars[code]);
  if (!first) throw new RangeError('a joint calendar of none');
  if (others.length === 0) return first;
  return {
    code: codes.join('+'),
    closingReason: date => [first, ...others].map(calendar => calendar.closingReason(date)).find(reason => reason),
  };
}

/** When a currency is paid at all; where its calendar is not kept, every day but Saturdays and Sundays. */
export function calendarOfCurrency(currency: string): Calendar {
  const home = homeOf(currency);
  return home ? calendars[home.calendar] : weekendsOnly;
}

/** A day that was judged is remembered: lists ask for the same few hundred days over and over. */
function calendarOf(code: string, holiday: (date: LocalDate) => string | undefined): Calendar {
  const known = new Map<LocalDate, string | undefined>();
  return {
    code,
    closingReason(date) {
      if (!known.has(date)) known.set(date, weekendName(date) ?? holiday(date));
      return known.get(date);
    },
  };
}

function weekendName(date: LocalDate): string | undefined {
  const weekday = weekdayOf(date);
  return weekday === 6 ? 'Saturday' : weekday === 7 ? 'Sunday' : undefined;
}

/** The day, or the Monday after where it falls on a week-end. */
function afterWeekend(date: LocalDate): LocalDate {
  const weekday = weekdayOf(date);
  return weekday === 6 ? addDays(date, 2) : weekday === 7 ? addDays(date, 1) : date;
}

/** On a Monday, what the Sunday before it was. */
function afterSunday(date: LocalDate, holiday: (date: LocalDate) => string | undefined): string | undefined {
  return weekdayOf(date) === 1 ? holiday(addDays(date, -1)) : undefined;
}

function isLastOfMonth(date: LocalDate, weekday: number): boolean {
  const { year, month, day } = partsOf(date);
  return weekdayOf(date) === weekday && day + 7 > daysInMonth(year, month);
}

/** What stands so many days from Easter Sunday. */
function easterHoliday(date: LocalDate, names: Readonly<Record<number, string>>): string | undefined {
  const easter = easterSunday(partsOf(date).year);
  const found = Object.entries(names).find(([days]) => date === addDays(easter, Number(days)));
  return found?.[1];
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
