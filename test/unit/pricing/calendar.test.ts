import fc from 'fast-check';
import { addDays, daysBetween, localDate } from '../../../server/platform/local-date.js';
import {
  addBusinessDays,
  adjust,
  businessDaysBetween,
  isBusinessDay,
  type RollConvention,
  targetCalendar,
} from '../../../server/pricing/index.js';

const rollConventions: RollConvention[] = ['FOLLOWING', 'MODIFIED_FOLLOWING', 'PRECEDING', 'MODIFIED_PRECEDING'];
const someDay = fc.integer({ min: 0, max: 40 * 365 }).map(days => addDays(localDate('2000-01-01'), days));
const rolled = (day: string, convention: RollConvention) => adjust(localDate(day), convention, targetCalendar).date;

describe('TARGET closing days', () => {
  test.each([
    ['2026-01-01', "New Year's Day"],
    ['2026-04-03', 'Good Friday'],
    ['2026-04-06', 'Easter Monday'],
    ['2026-05-01', 'Labour Day'],
    ['2026-12-25', 'Christmas Day'],
    ['2025-12-26', 'Christmas Holiday'],
    ['2026-12-26', 'Saturday'],
    ['2026-09-27', 'Sunday'],
    ['2038-04-26', 'Easter Monday'], // the latest Easter there is, 25 April
    ['2008-03-21', 'Good Friday'], // one of the earliest, 23 March
    ['2000-04-21', 'Good Friday'],
    ['2000-05-01', 'Labour Day'],
    ['2000-12-26', 'Christmas Holiday'],
    ['1999-12-31', "New Year's Eve"],
    ['2001-12-31', "New Year's Eve"],
  ])('%s: %s', (day, reason) => {
    expect(targetCalendar.closingReason(localDate(day))).toBe(reason);
    expect(isBusinessDay(localDate(day), targetCalendar)).toBe(false);
  });

  test.each([
    '2026-04-02', // Maundy Thursday
    '2026-05-14', // Ascension: a French and German holiday, a TARGET day
    '2026-07-14',
    '2026-11-11',
    '2026-12-24',
    '2026-12-31',
    '2000-12-29',
    '2002-12-31',
    '1999-04-02', // Good Friday of the first year, when TARGET was open
    '1999-05-03',
  ])('%s is a business day', day => {
    expect(targetCalendar.closingReason(localDate(day))).toBeUndefined();
  });
});

describe('adjust', () => {
  test('a business day stays', () => {
    for (const convention of rollConventions) {
      expect(adjust(localDate('2026-09-28'), convention, targetCalendar)).toEqual({
        date: '2026-09-28',
        moved: false,
        reason: null,
      });
    }
  });

  test('a moved day says why', () => {
    expect(adjust(localDate('2026-09-27'), 'FOLLOWING', targetCalendar)).toEqual({
      date: '2026-09-28',
      moved: true,
      reason: 'Sunday',
    });
    expect(adjust(localDate('2026-04-03'), 'FOLLOWING', targetCalendar)).toEqual({
      date: '2026-04-07',
      moved: true,
      reason: 'Good Friday',
    });
    expect(adjust(localDate('2026-04-06'), 'PRECEDING', targetCalendar)).toEqual({
      date: '2026-04-02',
      moved: true,
      reason: 'Easter Monday',
    });
  });

  test.each([
    // The last day of January is a Saturday: modified following turns back.
    ['2026-01-31', 'FOLLOWING', '2026-02-02'],
    ['2026-01-31', 'MODIFIED_FOLLOWING', '2026-01-30'],
    ['2026-01-31', 'PRECEDING', '2026-01-30'],
    ['2026-01-31', 'MODIFIED_PRECEDING', '2026-01-30'],
    // The first day of February is a Sunday: modified preceding turns forward.
    ['2026-02-01', 'FOLLOWING', '2026-02-02'],
    ['2026-02-01', 'MODIFIED_FOLLOWING', '2026-02-02'],
    ['2026-02-01', 'PRECEDING', '2026-01-30'],
    ['2026-02-01', 'MODIFIED_PRECEDING', '2026-02-02'],
  ] as const)('%s %s is %s', (day, convention, expected) => {
    expect(rolled(day, convention)).toBe(expected);
  });

  test('always lands on a business day, the modified conventions within the month', () => {
    fc.assert(
      fc.property(someDay, fc.constantFrom(...rollConventions), (day, convention) => {
        const { date, moved, reason } = adjust(day, convention, targetCalendar);
        expect(isBusinessDay(date, targetCalendar)).toBe(true);
        expect(moved).toBe(date !== day);
        expect(reason === null).toBe(!moved);
        if (convention.startsWith('MODIFIED')) expect(date.slice(0, 7)).toBe(day.slice(0, 7));
      }),
    );
  });
});

describe('business days', () => {
  test('addBusinessDays steps over closing days', () => {
    const maundyThursday = localDate('2026-04-02');
    expect(addBusinessDays(maundyThursday, 1, targetCalendar)).toBe('2026-04-07');
    expect(addBusinessDays(maundyThursday, 2, targetCalendar)).toBe('2026-04-08');
    expect(addBusinessDays(localDate('2026-04-07'), -1, targetCalendar)).toBe('2026-04-02');
    expect(addBusinessDays(localDate('2026-04-05'), 1, targetCalendar)).toBe('2026-04-07');
    expect(addBusinessDays(localDate('2026-04-05'), 0, targetCalendar)).toBe('2026-04-05');
  });

  test('businessDaysBetween leaves out the first day and counts the last', () => {
    expect(businessDaysBetween(localDate('2026-04-02'), localDate('2026-04-07'), targetCalendar)).toBe(1);
    expect(businessDaysBetween(localDate('2026-04-01'), localDate('2026-04-03'), targetCalendar)).toBe(1);
    expect(businessDaysBetween(localDate('2026-04-07'), localDate('2026-04-02'), targetCalendar)).toBe(-1);
    expect(businessDaysBetween(localDate('2026-04-07'), localDate('2026-04-07'), targetCalendar)).toBe(0);
  });

  test('steps and counts agree', () => {
    fc.assert(
      fc.property(someDay, fc.integer({ min: 1, max: 40 }), (day, steps) => {
        const later = addBusinessDays(day, steps, targetCalendar);
        expect(businessDaysBetween(day, later, targetCalendar)).toBe(steps);
        expect(daysBetween(day, later)).toBeGreaterThanOrEqual(steps);
        if (isBusinessDay(day, targetCalendar)) expect(addBusinessDays(later, -steps, targetCalendar)).toBe(day);
      }),
    );
  });
});
