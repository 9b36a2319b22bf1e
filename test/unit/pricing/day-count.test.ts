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

test('a later end never counts fewer days in Europe', () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: 0, max: 1000 }), (from, days) => {
      const { days: first } = countDays('THIRTY_E_360', from, addDays(from, days));
      const { days: second } = countDays('THIRTY_E_360', from, addDays(from, days + 1));
      expect(second).toBeGreaterThanOrEqual(first);
    }),
  );
});
