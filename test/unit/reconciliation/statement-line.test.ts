import { follows } from '../../../server/reconciliation/statement-line.js';

const before = { day: '2031-12-31', sequence: 250, openingMinor: 0n, closingMinor: 7n };
const after = { day: '2032-01-02', sequence: 251, openingMinor: 7n, closingMinor: 9n };

test.each([
  ['count on into a new year', 250, 251, true],
  ['count from 1 again', 250, 1, true],
  ['count from 1 behind the year', 2_031_250, 2_032_001, true],
  ['count from 1 behind the last digits of the year', 310_000_250, 320_000_001, true],
  ['are numbered by their days', 31_365, 32_002, true],
  ['are numbered by the days of the year', 365, 2, true],
  ['are numbered as days are written', 20_311_231, 20_320_102, true],
  ['bear the same number every day', 1, 1, true],
  ['are not numbered', null, 251, true],
  ['leave one out', 250, 252, false],
  ['leave one out and begin like the year', 250, 321, false],
  ['begin the year with 2', 250, 2, false],
  ['go back', 250, 249, false],
])('statements that %s', (_, of, then, isNext) => {
  expect(follows({ ...after, sequence: then }, { ...before, sequence: of })).toBe(isNext);
});

test('the same day a statement counts on or has a further page, and starts anew in no year but a new one', () => {
  const sameDay = { ...after, day: before.day };
  for (const sequence of [251, 250]) expect(follows({ ...sameDay, sequence }, before)).toBe(true);
  for (const sequence of [1, 252]) expect(follows({ ...sameDay, sequence }, before)).toBe(false);
  expect(follows({ ...after, day: '2031-12-31', sequence: 1 }, { ...before, day: '2031-12-30' })).toBe(false);
});

test('a statement that opens elsewhere, or is of an earlier day, does not follow', () => {
  expect(follows({ ...after, openingMinor: 8n }, before)).toBe(false);
  expect(follows({ ...after, day: '2031-12-30' }, before)).toBe(false);
});
