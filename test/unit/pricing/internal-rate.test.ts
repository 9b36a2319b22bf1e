import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { addDays, localDate } from '../../../server/platform/local-date.js';
import { type CashFlow, effectiveRateBps, internalRateBps, yearsFromFirst } from '../../../server/pricing/index.js';

const Precise = Decimal.clone({ precision: 40 });
const day0 = localDate('2026-09-30');

const flow = (years: string | number, amountMinor: bigint): CashFlow => ({ years: new Precise(years), amountMinor });
const rateOf = (...flows: CashFlow[]) => internalRateBps(flows)?.div(10_000);
const near = (a: Decimal, b: Decimal, digits: number) =>
  expect(
    a
      .minus(b)
      .abs()
      .lessThanOrEqualTo(new Precise(b.abs().plus(1)).times(`1e-${digits}`)),
  ).toBe(true);

test.each([
  ['a tenth over a year', [flow(0, -1_000n), flow(1, 1_100n)], '0.1'],
  ['a tenth a year over two', [flow(0, -1_000n), flow(2, 1_210n)], '0.1'],
  ['a loss', [flow(0, -1_000n), flow(1, 900n)], '-0.1'],
  ['nearly all lost', [flow(0, -1_000_000n), flow(1, 1n)], '-0.999999'],
  ['as much as was paid', [flow(0, -1_000n), flow(1, 400n), flow(2, 600n)], '0'],
  ['ten thousand times as much', [flow(0, -1n), flow(1, 10_000n)], '9999'],
  ['the other side of the same deal', [flow(0, 1_000n), flow(1, -1_100n)], '0.1'],
  ['an annuity of its own interest', [flow(0, -1_000n), flow(1, 50n), flow(2, 50n), flow(3, 1_050n)], '0.05'],
])('%s', (_name, flows, expected) => {
  near(rateOf(...flows)!, new Decimal(expected), 24);
});

test('two payments of 700 for 1000 lent: the root of a quadratic equation', () => {
  // 1000 x² − 700 x − 700 = 0 for x = 1 + rate.
  const root = new Precise(700).plus(new Precise(700 * 700 + 4 * 1000 * 700).sqrt()).div(2000);
  near(rateOf(flow(0, -1_000n), flow(1, 700n), flow(2, 700n))!, root.minus(1), 24);
});

test('days are counted by 365, from whichever flow comes first', () => {
  const lent = { date: day0, amountMinor: -9_905_000n };
  const paid = { date: addDays(day0, 57), amountMinor: 10_000_000n };
  const rateBps = internalRateBps(yearsFromFirst([paid, lent]))!;
  expect(rateBps.toFixed(4)).toBe('630.3087');
  near(rateBps, effectiveRateBps({ totalCostMinor: 95_000n, proceedsMinor: 9_905_000n, tenorDays: 57 })!, 20);
});

test('half lost in a day is all lost in a year', () => {
  near(rateOf(flow(0, -2n), flow(new Precise(1).div(365).toString(), 1n))!, new Decimal(-1), 24);
});

test('there is no rate for nothing, for flows of one direction, or of one time', () => {
  expect(internalRateBps([])).toBeNull();
  expect(internalRateBps(yearsFromFirst([]))).toBeNull();
  expect(internalRateBps([flow(0, -1_000n)])).toBeNull();
  expect(internalRateBps([flow(0, 1_000n), flow(1, 1_000n)])).toBeNull();
  expect(internalRateBps([flow(1, -1_000n), flow(1, 1_100n)])).toBeNull();
  // 100 today and 300 in two years against 150 in one: worth more than nothing at every rate.
  expect(internalRateBps([flow(0, 100n), flow(1, -150n), flow(2, 300n)])).toBeNull();
});

test('of two rates the one nearer to none is found', () => {
  // −1000 + 2500/x − 1540/x² = 0 at x = 1.1 and at x = 1.4.
  near(rateOf(flow(0, -1_000n), flow(1, 2_500n), flow(2, -1_540n))!, new Decimal('0.1'), 24);
});

describe('for flows that are paid out first and come back later', () => {
  const amounts = fc.bigInt({ min: 1n, max: 10n ** 13n });
  const similar = fc.bigInt({ min: 10n ** 9n, max: 10n ** 10n });
  const back = fc.array(fc.record({ amountMinor: amounts, days: fc.integer({ min: 1, max: 3_000 }) }), {
    minLength: 1,
    maxLength: 8,
  });
  const dated = (out: bigint, later: readonly { amountMinor: bigint; days: number }[]) =>
    yearsFromFirst([
      { date: day0, amountMinor: -out },
      ...later.map(({ amountMinor, days }) => ({ date: addDays(day0, days), amountMinor })),
    ]);

  const growthAt = (rateBps: Decimal) => new Precise(rateBps).div(10_000).plus(1);
  /** Where nearly all is lost within days, a year's rate is a total loss to as many digits as it has. */
  const beTold = (rateBps: Decimal) => fc.pre(growthAt(rateBps).greaterThan('1e-12'));

  test('the rate makes them worth nothing', () => {
    fc.assert(
      fc.property(amounts, back, (out, later) => {
        const flows = dated(out, later);
        const rateBps = internalRateBps(flows)!;
        beTold(rateBps);
        const growth = growthAt(rateBps);
        const worth = flows.map(({ amountMinor, years }) =>
          new Precise(amountMinor.toString()).div(growth.pow(new Precise(years))),
        );
        const sum = worth.reduce((total, part) => total.plus(part), new Precise(0));
        const moved = worth.reduce((total, part) => total.plus(part.abs()), new Precise(0));
        expect(sum.abs().div(moved).lessThan('1e-20')).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  test('for one repayment it is the effective rate; in other units it is the same', () => {
    fc.assert(
      fc.property(similar, similar, fc.integer({ min: 30, max: 3_000 }), (out, repaid, days) => {
        const flows = dated(out, [{ amountMinor: repaid, days }]);
        const closed = effectiveRateBps({ totalCostMinor: repaid - out, proceedsMinor: out, tenorDays: days })!;
        expect(growthAt(internalRateBps(flows)!).div(growthAt(closed)).minus(1).abs().lessThan('1e-24')).toBe(true);
        const hundredfold = flows.map(({ years, amountMinor }) => ({ years, amountMinor: amountMinor * 100n }));
        expect(growthAt(internalRateBps(hundredfold)!).div(growthAt(closed)).minus(1).abs().lessThan('1e-24')).toBe(
          true,
        );
      }),
      { numRuns: 40 },
    );
  });

  test('more back is a higher rate', () => {
    fc.assert(
      fc.property(amounts, back, (out, later) => {
        const more = later.map(part => ({ ...part, amountMinor: part.amountMinor * 2n }));
        const [rate, higher] = [internalRateBps(dated(out, later))!, internalRateBps(dated(out, more))!];
        beTold(rate);
        expect(higher.greaterThan(rate)).toBe(true);
      }),
      { numRuns: 15 },
    );
  });
});
