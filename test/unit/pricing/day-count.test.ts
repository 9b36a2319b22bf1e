import fc from 'fast-check';
import { addDays, addMonths, daysBetween, localDate } from '../../../server/platform/local-date.js';
import { countDays, type DayCount } from '../../../server/pricing/index.js';

const count = (convention: DayCount, from: string, to: string) => countDays(convention, localDate(from), localDate(to));

test.each([
  ['ACT_360', '2026-01-31', '2026-03-29', { days: 57, basis: 360 }],
  ['ACT_365', '2024-02-28', '2024-03-01', { days: 2, basis: 365 }],
  ['ACT_365', '2023-12-31', '2024-12-31', { days: 366, basis: 365 }],
  ['THIRTY_E_360', '2026-01-31', '2026-03-31', { days: 60, basis: 360 }],
  ['THIRTY_U_360', '2026-01-31', '2026-03-31', { days: 60, basis: 360 }],
  // A 31st at the end, after an ordinary day, is a 30th in Europe and a 31st in the United States.
  ['THIRTY_E_360', '2026-01-15', '2026-03-31', { days: 75, basis: 360 }],
  ['THIRTY_U_360', '2026-01-15', '2026-03-31', { days: 76, basis: 360 }],
  // The last of February is an ordinary day in Europe and a 30th in the United States.
  ['THIRTY_E_360', '2026-02-28', '2026-03-31', { days: 32, basis: 360 }],
  ['THIRTY_U_360', '2026-02-28', '2026-03-31', { days: 30, basis: 360 }],
  ['THIRTY_E_360', '2024-02-28', '2024-03-01', { days: 3, basis: 360 }],
  ['THIRTY_U_360', '2024-02-28', '2024-03-01', { days: 3, basis: 360 }],
  ['THIRTY_U_360', '2024-02-29', '2024-03-01', { days: 1, basis: 360 }],
  ['THIRTY_U_360', '2024-02-29', '2025-02-28', { days: 360, basis: 360 }],
  ['THIRTY_E_360', '2024-02-29', '2025-02-28', { days: 359, basis: 360 }],
  ['THIRTY_U_360', '2026-08-31', '2027-02-28', { days: 178, basis: 360 }],
] as const)('%s from %s to %s', (convention, from, to, expected) => {
  expect(count(convention, from, to)).toEqual(expected);
});

const anyDay = fc.integer({ min: 0, max: 20_000 }).map(days => addDays(localDate('2000-01-01'), days));

test('actual counts are calendar days; 30/360 gives 30 days to every whole month', () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 0, max: 60 }), (from, days, months) => {
      const to = addDays(from, days);
      expect(countDays('ACT_360', from, to)).toEqual({ days: daysBetween(from, to), basis: 360 });
      expect(countDays('ACT_365', from, to)).toEqual({ days: daysBetween(from, to), basis: 365 });

      const firstOfMonth = localDate(`${from.slice(0, 8)}01`);
      const later = addMonths(firstOfMonth, months);
      expect(countDays('THIRTY_E_360', firstOfMonth, later).days).toBe(30 * months);
      expect(countDays('THIRTY_U_360', firstOfMonth, later).days).toBe(30 * months);
    }),
  );
});

const isLastOfFebruary = (day: string) => day.slice(5, 7) === '02' && addDays(localDate(day), 1).endsWith('-01');

test('the two 30/360 differ only from the last of February, or to a 31st', () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: 0, max: 1000 }), (from, days) => {
      const to = addDays(from, days);
      const { days: european } = countDays('THIRTY_E_360', from, to);
      const { days: american } = countDays('THIRTY_U_360', from, to);
      const startsOn30 = isLastOfFebruary(from) || ['30', '31'].includes(from.slice(8));
      const fromFebruary = isLastOfFebruary(from) ? Number(from.slice(8)) - 30 : 0;
      const toFebruary = isLastOfFebruary(from) && isLastOfFebruary(to) ? 30 - Number(to.slice(8)) : 0;
      const to31st = to.endsWith('-31') && !startsOn30 ? 1 : 0;
      expect(american - european).toBe(fromFebruary + toFebruary + to31st);
    }),
    { numRuns: 2_000 },
  );
});

test('in Europe parts of a period sum to the whole, and a period turned round is its negative', () => {
  const tenor = fc.integer({ min: 0, max: 1000 });
  fc.assert(
    fc.property(anyDay, tenor, tenor, (from, first, second) => {
      const between = addDays(from, first);
      const to = addDays(between, second);
      const count = (a: typeof from, b: typeof from) => countDays('THIRTY_E_360', a, b).days;
      expect(count(from, between) + count(between, to)).toBe(count(from, to));
      expect(count(to, from)).toBe(-count(from, to) || 0);
    }),
  );
});

test('a year, from any day to the same day, has 360 days, the end of February aside', () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: 1, max: 20 }), (from, years) => {
      fc.pre(!['02-28', '02-29'].includes(from.slice(5)));
      const to = addMonths(from, 12 * years);
      expect(countDays('THIRTY_E_360', from, to)).toEqual({ days: 360 * years, basis: 360 });
      expect(countDays('THIRTY_U_360', from, to)).toEqual({ days: 360 * years, basis: 360 });
    }),
  );
});

test('a later end never counts fewer days in Europe', () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: 0, max: 1000 }), (from, days) => {
      const { days: first } = countDays('THIRTY_E_360', from, addDays(from, days));
      const { days: second } = countDays('THIRTY_E_360', from, addDays(from, days + 1));
      expect(second).toBeGreaterThanOrEqual(first);
    }),
  );
});
