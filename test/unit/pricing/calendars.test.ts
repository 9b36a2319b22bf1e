import { addDays, type LocalDate, localDate, weekdayOf } from '../../../server/platform/local-date.js';
import {
  addBusinessDays,
  adjust,
  type CalendarCode,
  calendarCodes,
  calendarOfCurrency,
  homeOf,
  isBusinessDay,
  jointCalendar,
} from '../../../server/pricing/index.js';

/** The closing days of a year that are no Saturdays or Sundays. */
function closedIn(year: number, code: CalendarCode): string[] {
  const calendar = jointCalendar([code]);
  const closed: string[] = [];
  for (let day = localDate(`${year}-01-01`); day < localDate(`${year + 1}-01-01`); day = addDays(day, 1)) {
    if (weekdayOf(day) < 6 && !isBusinessDay(day, calendar)) closed.push(day.slice(5));
  }
  return closed;
}

const reason = (code: CalendarCode, day: string) => jointCalendar([code]).closingReason(localDate(day));

/* Each line as its authority published it: gov.uk/bank-holidays, the Federal Reserve's holiday schedule, the Cabinet Office of
   Japan with the banks' own days, the labour codes of France and Hungary. */
test.each<[CalendarCode, number, string]>([
  ['LONDON', 2002, '01-01 03-29 04-01 05-06 06-03 06-04 08-26 12-25 12-26'],
  ['LONDON', 2012, '01-02 04-06 04-09 05-07 06-04 06-05 08-27 12-25 12-26'],
  ['LONDON', 2020, '01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28'],
  ['LONDON', 2021, '01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28'],
  ['LONDON', 2022, '01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27'],
  ['LONDON', 2023, '01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26'],
  ['LONDON', 2026, '01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28'],
  ['LONDON', 2027, '01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28'],
  ['LONDON', 2028, '01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26'],
  ['NEW_YORK', 2021, '01-01 01-18 02-15 05-31 07-05 09-06 10-11 11-11 11-25'],
  ['NEW_YORK', 2022, '01-17 02-21 05-30 06-20 07-04 09-05 10-10 11-11 11-24 12-26'],
  ['NEW_YORK', 2023, '01-02 01-16 02-20 05-29 06-19 07-04 09-04 10-09 11-23 12-25'],
  ['NEW_YORK', 2026, '01-01 01-19 02-16 05-25 06-19 09-07 10-12 11-11 11-26 12-25'],
  ['NEW_YORK', 2027, '01-01 01-18 02-15 05-31 07-05 09-06 10-11 11-11 11-25'],
  ['NEW_YORK', 2028, '01-17 02-21 05-29 06-19 07-04 09-04 10-09 11-23 12-25'],
  ['PARIS', 2026, '01-01 04-03 04-06 05-01 05-08 05-14 05-25 07-14 11-11 12-25'],
  ['PARIS', 2027, '01-01 03-26 03-29 05-06 05-17 07-14 11-01 11-11'],
  [
    'TOKYO',
    2026,
    '01-01 01-02 01-12 02-11 02-23 03-20 04-29 05-04 05-05 05-06 07-20 08-11 09-21 09-22 09-23 10-12 11-03 11-23 12-31',
  ],
  [
    'TOKYO',
    2027,
    '01-01 01-11 02-11 02-23 03-22 04-29 05-03 05-04 05-05 07-19 08-11 09-20 09-23 10-11 11-03 11-23 12-31',
  ],
  ['BUDAPEST', 2026, '01-01 04-03 04-06 05-01 05-25 08-20 10-23 12-25'],
  ['TARGET', 2026, '01-01 04-03 04-06 05-01 12-25'],
])('%s is closed on the weekdays of %i that were published', (code, year, days) => {
  expect(closedIn(year, code)).toEqual(days.split(' '));
});

test.each<[CalendarCode, string, string]>([
  ['LONDON', '2026-04-03', 'Good Friday'],
  ['LONDON', '2026-05-04', 'Early May Bank Holiday'],
  ['LONDON', '2023-05-08', 'Coronation of King Charles III'],
  ['LONDON', '2026-12-28', 'Boxing Day'],
  ['NEW_YORK', '2026-06-19', 'Juneteenth'],
  ['NEW_YORK', '2027-07-05', 'Independence Day'],
  ['NEW_YORK', '2026-07-04', 'Saturday'],
  ['PARIS', '2026-05-14', 'Ascension Day'],
  ['PARIS', '2026-05-01', 'Labour Day'],
  ['TOKYO', '2026-05-06', 'Constitution Memorial Day (substitute)'],
  ['TOKYO', '2026-09-22', 'Citizens’ Holiday'],
])('%s says why it is closed on %s', (code, day, why) => {
  expect(reason(code, day)).toBe(why);
});

test.each<[CalendarCode, string]>([
  // Independence Day on a Saturday, New Year's Day on a Saturday, Juneteenth before it was one: the Federal Reserve is open.
  ['NEW_YORK', '2026-07-03'],
  ['NEW_YORK', '2027-12-31'],
  ['NEW_YORK', '2021-06-18'],
  // In 2020 and 2022 two Mondays of the rule were working days.
  ['LONDON', '2020-05-04'],
  ['LONDON', '2022-05-30'],
  ['LONDON', '2026-07-14'],
  ['TARGET', '2026-05-14'],
])('%s is open on %s', (code, day) => {
  expect(reason(code, day)).toBeUndefined();
});

test('two calendars together are open where both are', () => {
  const joint = jointCalendar(['LONDON', 'NEW_YORK']);
  const open = (day: string) => isBusinessDay(localDate(day), joint);
  expect(['2026-05-04', '2026-06-19', '2026-07-03', '2026-08-31'].map(open)).toEqual([false, false, true, false]);
  expect(addBusinessDays(localDate('2026-12-24'), 1, joint)).toBe('2026-12-29');
  expect(joint.closingReason(localDate('2026-06-19'))).toBe('Juneteenth');
  expect(joint.code).toBe('LONDON+NEW_YORK');
  expect(() => jointCalendar([])).toThrow(RangeError);
});

test('a day is moved by the convention on the calendar, and says why', () => {
  const move = (day: string, convention: Parameters<typeof adjust>[1], code: CalendarCode) =>
    adjust(localDate(day), convention, jointCalendar([code]));
  expect(move('2028-01-01', 'FOLLOWING', 'LONDON')).toEqual({ date: '2028-01-04', moved: true, reason: 'Saturday' });
  expect(move('2028-01-01', 'FOLLOWING', 'NEW_YORK').date).toBe('2028-01-03');
  expect(move('2027-05-31', 'MODIFIED_FOLLOWING', 'LONDON').date).toBe('2027-05-28');
  expect(move('2026-05-06', 'PRECEDING', 'TOKYO').date).toBe('2026-05-01');
  expect(move('2026-05-06', 'UNADJUSTED', 'TOKYO')).toEqual({ date: '2026-05-06', moved: false, reason: null });
});

test('each currency has the calendar of its payment system; one without is closed at week-ends alone', () => {
  const homes = ['EUR', 'GBP', 'USD', 'JPY', 'HUF'].map(currency => homeOf(currency));
  expect(homes.map(home => [home?.calendar, home?.cutOff, home?.zone].join(' '))).toEqual([
    'TARGET 16:00 Europe/Paris',
    'LONDON 15:00 Europe/London',
    'NEW_YORK 17:00 America/New_York',
    'TOKYO 15:00 Asia/Tokyo',
    'BUDAPEST 16:00 Europe/Budapest',
  ]);
  expect([homeOf('CHF'), homeOf('toString')]).toEqual([undefined, undefined]);
  const closed = (currency: string, day: string) => calendarOfCurrency(currency).closingReason(localDate(day));
  expect([closed('GBP', '2026-05-04'), closed('EUR', '2026-05-04')]).toEqual(['Early May Bank Holiday', undefined]);
  expect([closed('CHF', '2026-08-01'), closed('CHF', '2026-12-25')]).toEqual(['Saturday', undefined]);
});

test('no calendar is closed for more than seven days on end', () => {
  for (const code of calendarCodes) {
    const calendar = jointCalendar([code]);
    for (let day: LocalDate = localDate('2000-01-01'); day < localDate('2033-01-01'); day = addDays(day, 1)) {
      expect(addBusinessDays(day, 1, calendar) <= addDays(day, 8)).toBe(true);
    }
  }
});
