import fc from 'fast-check';
import { type CostOfCash, effectiveRateBps } from '../../../server/pricing/yearly-rate.js';
import { weightedRateBps } from '../../../server/pricing/weighted-rate.js';

/** Three invoices at 6 % on 360 days: 40,000 for 30 days, 25,000 for 45, 35,000 for 60. */
const three: CostOfCash[] = [
  { totalCostMinor: 20_000n, proceedsMinor: 3_980_000n, tenorDays: 30 },
  { totalCostMinor: 18_750n, proceedsMinor: 2_481_250n, tenorDays: 45 },
  { totalCostMinor: 35_000n, proceedsMinor: 3_465_000n, tenorDays: 60 },
];

test('three invoices at 6 %: 6.2982 % a year', () => {
  // Computed apart, with 60 digits.
  expect(weightedRateBps(three)!.toFixed(20)).toBe('629.82024845993185780978');
});

test('of one it is its rate; the order does not matter; twice the same is the same', () => {
  expect(weightedRateBps([three[0]!])!.toFixed(25)).toBe(effectiveRateBps(three[0]!)!.toFixed(25));
  const [one, other] = [weightedRateBps(three)!, weightedRateBps([...three].reverse())!];
  expect(other.toFixed(25)).toBe(one.toFixed(25));
  expect(weightedRateBps([...three, ...three])!.toFixed(25)).toBe(one.toFixed(25));
});

test('of none there is none, nor where one of them has none', () => {
  expect(weightedRateBps([])).toBeNull();
  expect(weightedRateBps([...three, { totalCostMinor: 1n, proceedsMinor: 0n, tenorDays: 30 }])).toBeNull();
  expect(weightedRateBps([...three, { totalCostMinor: 1n, proceedsMinor: 10n, tenorDays: 0 }])).toBeNull();
});

test('it lies between the lowest and the highest of them', () => {
  const cost = fc.record({
    // At most a tenth of the cash: beyond, yearly rates of a day have more digits than are kept.
    totalCostMinor: fc.bigInt(0n, 10n ** 5n),
    proceedsMinor: fc.bigInt(10n ** 6n, 10n ** 12n),
    tenorDays: fc.integer({ min: 1, max: 400 }),
  });
  fc.assert(
    fc.property(fc.array(cost, { minLength: 1, maxLength: 8 }), costs => {
      const rates = costs.map(each => effectiveRateBps(each)!.toDecimalPlaces(15)).sort((a, b) => a.comparedTo(b));
      const rate = weightedRateBps(costs)!.toDecimalPlaces(15);
      expect(rate.gte(rates[0]!.minus('1e-12')) && rate.lte(rates.at(-1)!.plus('1e-12'))).toBe(true);
    }),
  );
});
