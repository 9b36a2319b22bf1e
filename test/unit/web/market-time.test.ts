import { putInForce } from '../../../web/src/lib/language.js';
import {
  clockText,
  dayBefore,
  dayText,
  instantIn,
  instantText,
  localIn,
  remainingText,
} from '../../../web/src/lib/market-time.js';

afterEach(() => putInForce('en'));

test('days and instants are written as the market reads them', () => {
  expect(dayText('2026-03-02')).toBe('2 Mar 2026');
  expect(instantText('2026-03-02T15:04:59Z', 'Europe/Paris')).toBe('2 Mar 2026, 16:04');
  expect(instantText('2026-07-02T22:30:00Z', 'Europe/Paris')).toBe('3 Jul 2026, 00:30');
  expect(clockText(new Date('2026-03-02T15:04:59Z'), 'Europe/Paris')).toEqual({
    day: 'Mon 2 Mar 2026',
    time: '16:04:59',
  });
});

test('French writes days, instants and what is left as French', () => {
  putInForce('fr');
  expect(dayText('2026-03-02')).toBe('2 mars 2026');
  expect(instantText('2026-03-02T15:04:59Z', 'Europe/Paris')).toBe('2 mars 2026, 16:04');
  expect(clockText(new Date('2026-03-02T15:04:59Z'), 'Europe/Paris')).toEqual({
    day: 'lun. 2 mars 2026',
    time: '16:04:59',
  });
  expect(remainingText(100_000_000)).toBe('1 j 3 h');
  expect(instantIn('Europe/Paris', '2026-07-15T09:00')).toBe('2026-07-15T07:00:00.000Z');
});

test.each([
  [0, undefined],
  [-1, undefined],
  [900, '1 s'],
  [59_000, '59 s'],
  [60_000, '1 min'],
  [3_599_000, '59 min'],
  [3_600_000, '1 h 0 min'],
  [100_000_000, '1 d 3 h'],
])('%d milliseconds left read as %s', (milliseconds, text) => expect(remainingText(milliseconds)).toBe(text));

test.each([
  ['2026-01-15T09:00', '2026-01-15T08:00:00.000Z'],
  ['2026-07-15T09:00', '2026-07-15T07:00:00.000Z'],
  ['2026-03-29T03:30', '2026-03-29T01:30:00.000Z'],
  ['2026-10-25T04:00', '2026-10-25T03:00:00.000Z'],
])('clocks in Paris show %s at %s', (local, instant) => expect(instantIn('Europe/Paris', local)).toBe(instant));

test.each([
  ['2026-01-15T08:00:59.000Z', '2026-01-15T09:00'],
  ['2026-07-15T22:30:00.000Z', '2026-07-16T00:30'],
])('at %s clocks in Paris show %s', (instant, local) => expect(localIn('Europe/Paris', instant)).toBe(local));

test('what is no time has no instant', () => expect(instantIn('Europe/Paris', '')).toBeUndefined());

test.each([
  ['2027-03-01', '2027-02-28'],
  ['2028-01-01', '2027-12-31'],
])('before %s is %s', (day, before) => expect(dayBefore(day)).toBe(before));
