import fc from 'fast-check';
import {
  addDays,
  addMonths,
  compareLocalDates,
  daysBetween,
  daysInMonth,
  fromParts,
  instantAt,
  localDate,
  localDateIn,
  parseLocalDate,
  partsOf,
  weekdayOf,
} from '../../../server/platform/local-date.js';

const paris = 'Europe/Paris';

describe('parseLocalDate', () => {
  test.each(['2026-02-28', '2024-02-29', '2000-02-29', '1900-01-01', '9999-12-31'])('%s is a day', text => {
    expect(parseLocalDate(text)).toBe(text);
  });

  test.each([
    '2026-02-30',
    '2026-02-29',
    '2100-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '1899-12-31',
    '0026-01-01',
    '2026-2-3',
    '20260203',
    '03.02.2026',
    '2026-02-03T00:00',
    ' 2026-02-03',
    '2026-02-03\n',
    '+2026-02-03',
    '',
  ])('%j is not', text => {
    expect(parseLocalDate(text)).toBeUndefined();
  });

  test('localDate throws where parseLocalDate has no answer', () => {
    expect(localDate('2026-02-28')).toBe('2026-02-28');
    expect(() => localDate('2026-02-30')).toThrow(RangeError);
  });
});

describe('arithmetic', () => {
  test('addDays', () => {
    expect(addDays(localDate('2024-02-28'), 1)).toBe('2024-02-29');
    expect(addDays(localDate('2026-02-28'), 1)).toBe('2026-03-01');
    expect(addDays(localDate('2026-01-01'), -1)).toBe('2025-12-31');
    expect(() => addDays(localDate('9999-12-31'), 1)).toThrow(RangeError);
    expect(() => addDays(localDate('1900-01-01'), -1)).toThrow(RangeError);
  });

  test.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2026-12-15', 1, '2027-01-15'],
    ['2026-01-15', -1, '2025-12-15'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2026-05-31', -13, '2025-04-30'],
  ])('%s plus %i months is %s', (from, months, to) => {
    expect(addMonths(localDate(from), months)).toBe(to);
  });

  test('daysBetween leaves out the first day and counts the last', () => {
    expect(daysBetween(localDate('2026-03-01'), localDate('2026-03-01'))).toBe(0);
    expect(daysBetween(localDate('2026-02-28'), localDate('2026-03-01'))).toBe(1);
    expect(daysBetween(localDate('2024-02-28'), localDate('2024-03-01'))).toBe(2);
    expect(daysBetween(localDate('2026-03-01'), localDate('2026-02-28'))).toBe(-1);
    expect(daysBetween(localDate('1900-01-01'), localDate('2000-01-01'))).toBe(36_524);
  });

  test('weekdayOf is ISO: Monday 1, Sunday 7', () => {
    expect(['2026-01-05', '2026-01-06', '2026-01-10', '2026-01-11'].map(day => weekdayOf(localDate(day)))).toEqual([
      1, 2, 6, 7,
    ]);
    expect(weekdayOf(localDate('1900-01-01'))).toBe(1);
  });

  test('compareLocalDates, partsOf, fromParts, daysInMonth', () => {
    const [earlier, later] = [localDate('2026-09-30'), localDate('2026-10-01')];
    expect([
      compareLocalDates(earlier, later),
      compareLocalDates(later, earlier),
      compareLocalDates(later, later),
    ]).toEqual([-1, 1, 0]);
    expect(partsOf(earlier)).toEqual({ year: 2026, month: 9, day: 30 });
    expect(fromParts(2026, 9, 30)).toBe(earlier);
    expect(() => fromParts(2026, 9, 31)).toThrow(RangeError);
    expect([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map(month => daysInMonth(2026, month))).toEqual([
      31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31,
    ]);
    expect([2000, 2024, 2100].map(year => daysInMonth(year, 2))).toEqual([29, 29, 28]);
  });

  test('days added are days between, and the weekday moves with them', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000 }), fc.integer({ min: -30_000, max: 30_000 }), (start, days) => {
        const from = addDays(localDate('2000-01-01'), start);
        const to = addDays(from, days);
        expect(daysBetween(from, to)).toBe(days);
        expect(compareLocalDates(from, to)).toBe(days > 0 ? -1 : days < 0 ? 1 : 0);
        expect((((weekdayOf(to) - weekdayOf(from) - days) % 7) + 7) % 7).toBe(0);
      }),
    );
  });
});

describe('zones', () => {
  test('the day depends on the zone', () => {
    const instant = new Date('2026-06-30T22:30:00Z');
    expect(localDateIn(instant, paris)).toBe('2026-07-01');
    expect(localDateIn(instant, 'UTC')).toBe('2026-06-30');
    expect(localDateIn(instant, 'America/New_York')).toBe('2026-06-30');
    expect(localDateIn(new Date('2026-12-31T22:30:00Z'), paris)).toBe('2026-12-31');
  });

  test.each([
    ['2026-01-15', '16:00', paris, '2026-01-15T15:00:00.000Z'],
    ['2026-07-15', '16:00', paris, '2026-07-15T14:00:00.000Z'],
    ['2026-03-29', '02:30', paris, '2026-03-29T01:30:00.000Z'], // skipped: becomes 03:30
    ['2026-10-25', '02:30', paris, '2026-10-25T00:30:00.000Z'], // twice: the first
    ['2026-03-28', '16:00', paris, '2026-03-28T15:00:00.000Z'],
    ['2026-03-30', '16:00', paris, '2026-03-30T14:00:00.000Z'],
    ['2026-11-01', '17:00', 'America/New_York', '2026-11-01T22:00:00.000Z'],
    ['2026-01-01', '00:00', 'Asia/Kathmandu', '2025-12-31T18:15:00.000Z'],
  ])('%s %s in %s is %s', (date, time, zone, instant) => {
    expect(instantAt(localDate(date), time, zone).toISOString()).toBe(instant);
  });

  test('an unknown zone or a malformed time is a bug', () => {
    const instant = new Date('2026-06-30T22:30:00Z');
    expect(() => localDateIn(instant, 'Europe/Nowhere')).toThrow(RangeError);
    expect(() => instantAt(localDate('2026-01-01'), '24:00', paris)).toThrow(RangeError);
    expect(() => instantAt(localDate('2026-01-01'), '9:00', paris)).toThrow(RangeError);
  });
});
