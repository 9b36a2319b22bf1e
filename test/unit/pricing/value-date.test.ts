import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { localDate } from '../../../server/platform/local-date.js';
import { daysBetween } from '../../../server/platform/local-date.js';
import { isBusinessDay, price, targetCalendar, valueDateOf } from '../../../server/pricing/index.js';

const rule = { cutOff: '16:00', zone: 'Europe/Paris', settlementDays: 1, calendar: targetCalendar };

describe('the acceptance day', () => {
  test.each([
    // 2026-09-24 is a Thursday; Paris is two hours ahead of UTC.
    ['in time', '2026-09-24T13:59:59.999Z', '2026-09-24', '2026-09-25', '2026-09-24T14:00:00.000Z'],
    ['at the cut-off', '2026-09-24T14:00:00.000Z', '2026-09-25', '2026-09-28', '2026-09-25T14:00:00.000Z'],
    ['after it', '2026-09-24T14:05:00.000Z', '2026-09-25', '2026-09-28', '2026-09-25T14:00:00.000Z'],
    ['early on Saturday', '2026-09-26T06:00:00.000Z', '2026-09-28', '2026-09-29', '2026-09-28T14:00:00.000Z'],
    ['late on Saturday', '2026-09-26T20:00:00.000Z', '2026-09-28', '2026-09-29', '2026-09-28T14:00:00.000Z'],
    ['late on Friday', '2026-09-25T20:00:00.000Z', '2026-09-28', '2026-09-29', '2026-09-28T14:00:00.000Z'],
    [
      'past midnight in Paris, Wednesday still in UTC',
      '2026-09-23T22:30:00.000Z',
      '2026-09-24',
      '2026-09-25',
      '2026-09-24T14:00:00.000Z',
    ],
    ['late on Maundy Thursday', '2026-04-02T15:00:00.000Z', '2026-04-07', '2026-04-08', '2026-04-07T14:00:00.000Z'],
    ['in time on Maundy Thursday', '2026-04-02T13:00:00.000Z', '2026-04-02', '2026-04-07', '2026-04-02T14:00:00.000Z'],
    [
      'in winter the cut-off is an hour later in UTC',
      '2026-01-15T14:30:00.000Z',
      '2026-01-15',
      '2026-01-16',
      '2026-01-15T15:00:00.000Z',
    ],
    [
      'over the week-end on which summer time begins',
      '2026-03-27T15:00:00.000Z',
      '2026-03-30',
      '2026-03-31',
      '2026-03-30T14:00:00.000Z',
    ],
  ])('%s', (_when, instant, tradeDate, valueDate, holdsUntil) => {
    expect(valueDateOf(new Date(instant), rule)).toEqual({ tradeDate, valueDate, holdsUntil: new Date(holdsUntil) });
  });

  test.each([
    [0, '2026-09-24'],
    [1, '2026-09-25'],
    [2, '2026-09-28'],
  ])('settlement in %i business days', (settlementDays, valueDate) => {
    expect(valueDateOf(new Date('2026-09-24T10:00:00Z'), { ...rule, settlementDays }).valueDate).toBe(valueDate);
  });

  test('other settlement periods do not exist', () => {
    for (const settlementDays of [-1, 3, 0.5]) {
      expect(() => valueDateOf(new Date('2026-09-24T10:00:00Z'), { ...rule, settlementDays })).toThrow(RangeError);
    }
  });

  test('the dates are business days, and change exactly when they say', () => {
    const instants = fc.date({
      min: new Date('2020-01-01T00:00:00Z'),
      max: new Date('2030-01-01T00:00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instants, fc.integer({ min: 0, max: 2 }), (instant, settlementDays) => {
        const { tradeDate, valueDate, holdsUntil } = valueDateOf(instant, { ...rule, settlementDays });
        expect(isBusinessDay(tradeDate, targetCalendar) && isBusinessDay(valueDate, targetCalendar)).toBe(true);
        expect(holdsUntil.getTime()).toBeGreaterThan(instant.getTime());

        const lastMoment = valueDateOf(new Date(holdsUntil.getTime() - 1), { ...rule, settlementDays });
        expect([lastMoment.tradeDate, lastMoment.valueDate]).toEqual([tradeDate, valueDate]);
        const nextMoment = valueDateOf(holdsUntil, { ...rule, settlementDays });
        expect(nextMoment.tradeDate > tradeDate && nextMoment.valueDate > valueDate).toBe(true);
      }),
    );
  });
});

test('accepted after the cut-off the price is for fewer days', () => {
  const terms = {
    discount: { kind: 'DISCOUNT_ON_FACE', rateBps: new Decimal(600) },
    commission: null,
    flatFeeMinor: 0n,
    advanceBps: 10_000,
    dayCount: 'ACT_360',
    costBearer: 'SUPPLIER',
    repaidBy: 'BUYER',
    platformFee: null,
  } as const;
  const face = { amountMinor: 10_000_000n, currency: 'EUR' };
  const maturity = localDate('2026-11-21');

  const inTime = valueDateOf(new Date('2026-09-24T13:55:00Z'), rule);
  expect(inTime.valueDate).toBe('2026-09-25');
  expect(daysBetween(inTime.valueDate, maturity)).toBe(57);
  expect(price(terms, face, inTime.valueDate, maturity)).toMatchObject({
    days: 57,
    discountMinor: 95_000n,
    netMinor: 9_905_000n,
  });

  const tooLate = valueDateOf(new Date('2026-09-24T14:05:00Z'), rule);
  expect(tooLate.valueDate).toBe('2026-09-28');
  expect(price(terms, face, tooLate.valueDate, maturity)).toMatchObject({
    days: 54,
    discountMinor: 90_000n,
    netMinor: 9_910_000n,
  });
});
