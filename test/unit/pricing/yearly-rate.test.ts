import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { costOfForgoing, effectiveRateBps, formatPercent, simpleYieldBps } from '../../../server/pricing/index.js';

const terms = (percent: string, discountDays: number, netDays: number) => ({
  discountBps: new Decimal(percent).times(100),
  discountDays,
  netDays,
});

test.each([
  // 4/96 for 20 days: 25/600 · 18; (25/24)^18.
  ['4/10 net 30 on 360', terms('4', 10, 30), 360, '75.000000', '108.505639'],
  ['4/10 net 30 on 365', terms('4', 10, 30), 365, '76.041667', '110.644438'],
  // 1/99 for 50 days.
  ['1/10 net 60', terms('1', 10, 60), 365, '7.373737', '7.612589'],
  // A whole year: simple and effective are one.
  ['2.5/5 net 365', terms('2.5', 5, 370), 365, '2.564103', '2.564103'],
  ['0/10 net 30', terms('0', 10, 30), 365, '0.000000', '0.000000'],
] as const)('%s costs a year', (_name, discount, basis, simple, effective) => {
  const cost = costOfForgoing(discount, basis)!;
  expect([formatPercent(cost.simpleBps, 6), formatPercent(cost.effectiveBps, 6)]).toEqual([simple, effective]);
});

test('no day between, or nothing left to pay: no rate', () => {
  expect(costOfForgoing(terms('2', 30, 30), 365)).toBeNull();
  expect(costOfForgoing(terms('2', 31, 30), 365)).toBeNull();
  expect(costOfForgoing(terms('100', 10, 30), 365)).toBeNull();
  expect(costOfForgoing(terms('100.01', 10, 30), 365)).toBeNull();
});

test('leaving a discount costs what borrowing the reduced amount for the days between costs', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 1n, max: 9_999n }),
      fc.integer({ min: 0, max: 60 }),
      fc.integer({ min: 1, max: 720 }),
      (discountBps, discountDays, days) => {
        const discount = {
          discountBps: new Decimal(discountBps.toString()),
          discountDays,
          netDays: discountDays + days,
        };
        const borrowed = { totalCostMinor: discountBps, proceedsMinor: 10_000n - discountBps, tenorDays: days };
        const cost = costOfForgoing(discount, 365)!;
        expect(cost.simpleBps.toString()).toBe(simpleYieldBps(borrowed)!.toString());
        expect(cost.effectiveBps.toString()).toBe(effectiveRateBps(borrowed)!.toString());
      },
    ),
  );
});
