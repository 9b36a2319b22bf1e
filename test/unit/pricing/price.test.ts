import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { addDays, localDate } from '../../../server/platform/local-date.js';
import { sumMoney } from '../../../server/platform/money.js';
import {
  adjust,
  costOfWaiting,
  effectiveRateBps,
  formatPercent,
  type PriceTerms,
  price,
  type Quote,
  simpleYieldBps,
  slidingDiscountBps,
  targetCalendar,
} from '../../../server/pricing/index.js';

const day0 = localDate('2026-09-30');
const bps = (text: string | number) => new Decimal(text);
const eur = (amountMinor: bigint) => ({ amountMinor, currency: 'EUR' });

const plain: PriceTerms = {
  discount: null,
  commission: null,
  flatFeeMinor: 0n,
  advanceBps: 10_000,
  dayCount: 'ACT_360',
  costBearer: 'SUPPLIER',
  repaidBy: 'BUYER',
  platformFee: null,
};
const onFace = (rate: string | number): PriceTerms => ({
  ...plain,
  discount: { kind: 'DISCOUNT_ON_FACE', rateBps: bps(rate) },
});
const trueDiscount = (rate: string | number): PriceTerms => ({
  ...plain,
  discount: { kind: 'TRUE_DISCOUNT', rateBps: bps(rate) },
});
const priceFor = (terms: PriceTerms, faceMinor: bigint, days: number): Quote =>
  price(terms, eur(faceMinor), day0, addDays(day0, days));
const percent = (rate: Decimal | null, digits: number) => (rate ? formatPercent(rate, digits) : null);
const yearlyRates = (quote: Quote, digits: number) => [
  percent(simpleYieldBps(quote), digits),
  percent(effectiveRateBps(quote), digits),
];

describe('100,000 EUR, 57 days, 6.00 %', () => {
  test('on face, 360', () => {
    const quote = priceFor(onFace(600), 10_000_000n, 57);
    expect(quote).toEqual({
      currency: 'EUR',
      costBearer: 'SUPPLIER',
      valueDate: day0,
      maturity: '2026-11-26',
      tenorDays: 57,
      days: 57,
      basis: 360,
      faceMinor: 10_000_000n,
      advanceMinor: 10_000_000n,
      reserveMinor: 0n,
      discountMinor: 95_000n,
      commissionMinor: 0n,
      flatFeeMinor: 0n,
      platformFeeMinor: 0n,
      netMinor: 9_905_000n,
      repaymentMinor: 10_000_000n,
      totalCostMinor: 95_000n,
      proceedsMinor: 9_905_000n,
    });
    expect(yearlyRates(quote, 4)).toEqual(['6.1417', '6.3031']);
  });

  test.each([
    ['on face, 365', { ...onFace(600), dayCount: 'ACT_365' }, 93_699n],
    ['true discount, 360', trueDiscount(600), 94_106n],
    ['true discount, 365', { ...trueDiscount(600), dayCount: 'ACT_365' }, 92_829n],
  ] as const)('%s', (_name, terms, discountMinor) => {
    const quote = priceFor(terms, 10_000_000n, 57);
    expect([quote.discountMinor, quote.netMinor]).toEqual([discountMinor, 10_000_000n - discountMinor]);
  });

  test('waiting costs what the supplier’s own money costs', () => {
    expect(costOfWaiting(9_905_000n, bps(900), 57)).toBe(139_213n);
  });
});

describe('1,000,000, 60 days, 7.5 %, 365, platform fee 0.30 % a year', () => {
  const terms = (
    payer: 'SUPPLIER' | 'FUNDER' | 'BUYER',
    costBearer: 'SUPPLIER' | 'BUYER' = 'SUPPLIER',
  ): PriceTerms => ({
    ...onFace(750),
    dayCount: 'ACT_365',
    costBearer,
    platformFee: { rateBps: bps(30), payer },
  });

  test('supplier bears, funder pays the fee', () => {
    expect(priceFor(terms('FUNDER'), 100_000_000n, 60)).toMatchObject({
      discountMinor: 1_232_877n,
      netMinor: 98_767_123n,
      repaymentMinor: 100_000_000n,
      platformFeeMinor: 49_315n,
      totalCostMinor: 1_232_877n,
      proceedsMinor: 98_767_123n,
    });
  });

  test('supplier pays the fee: it costs more, leg 1 stays', () => {
    const quote = priceFor(terms('SUPPLIER'), 100_000_000n, 60);
    expect(quote).toMatchObject({
      netMinor: 98_767_123n,
      platformFeeMinor: 49_315n,
      totalCostMinor: 1_282_192n,
      proceedsMinor: 98_717_808n,
    });
    // 12,821.92 / 987,178.08 · 365 / 60
    expect(percent(simpleYieldBps(quote), 4)).toBe('7.9013');
  });

  test('buyer bears and pays at maturity', () => {
    const quote = priceFor(terms('FUNDER', 'BUYER'), 100_000_000n, 60);
    expect(quote).toMatchObject({
      netMinor: 100_000_000n,
      repaymentMinor: 101_232_877n,
      totalCostMinor: 1_232_877n,
      proceedsMinor: 100_000_000n,
    });
    expect(percent(simpleYieldBps(quote), 4)).toBe('7.5000');
    const lentAtTheSameRate = { ...terms('FUNDER', 'BUYER'), discount: trueDiscount(750).discount };
    expect(priceFor(lentAtTheSameRate, 100_000_000n, 60).repaymentMinor).toBe(101_232_877n);
    expect(priceFor(terms('BUYER', 'BUYER'), 100_000_000n, 60).totalCostMinor).toBe(1_282_192n);
    expect(priceFor(terms('SUPPLIER', 'BUYER'), 100_000_000n, 60).totalCostMinor).toBe(1_232_877n);
  });

  test('due on a Sunday, paid on Monday: a day more', () => {
    const valueDate = localDate('2026-07-29');
    const { date: maturity, reason } = adjust(addDays(valueDate, 60), 'FOLLOWING', targetCalendar);
    const quote = price(terms('FUNDER'), eur(100_000_000n), valueDate, maturity);
    expect([reason, quote.days, quote.discountMinor]).toEqual(['Sunday', 61, 1_253_425n]);
  });
});

describe('other modes', () => {
  test('classic factoring: 90 % advance, 3.5 % on it, commission 0.6 % of the face', () => {
    const terms: PriceTerms = {
      ...onFace(350),
      advanceBps: 9000,
      commission: { rateBps: bps(60), commissionOn: 'FACE' },
    };
    const quote = priceFor(terms, 10_000_000n, 57);
    expect(quote).toMatchObject({
      advanceMinor: 9_000_000n,
      reserveMinor: 1_000_000n,
      discountMinor: 49_875n,
      commissionMinor: 60_000n,
      netMinor: 8_890_125n,
      repaymentMinor: 10_000_000n,
      totalCostMinor: 109_875n,
    });
    expect(percent(simpleYieldBps(quote), 2)).toBe('7.91');
  });

  test('unassigned: 85 % advance, a flat 2.0 % of it, paid back by the supplier', () => {
    const terms: PriceTerms = {
      ...plain,
      advanceBps: 8500,
      commission: { rateBps: bps(200), commissionOn: 'ADVANCE' },
      dayCount: 'ACT_365',
      repaidBy: 'SUPPLIER',
    };
    const quote = priceFor(terms, 10_000_000n, 57);
    expect(quote).toMatchObject({
      advanceMinor: 8_500_000n,
      commissionMinor: 170_000n,
      netMinor: 8_330_000n,
      repaymentMinor: 8_500_000n,
    });
    expect(percent(simpleYieldBps(quote), 2)).toBe('13.07');
  });

  test('three invoices are priced one by one, never pooled', () => {
    const discounts = (
      [
        [4_000_000n, 30],
        [2_500_000n, 45],
        [3_500_000n, 60],
      ] as const
    ).map(([faceMinor, days]) => eur(priceFor(onFace(600), faceMinor, days).discountMinor));
    expect(discounts).toEqual([eur(20_000n), eur(18_750n), eur(35_000n)]);
    expect(sumMoney('EUR', discounts)).toEqual(eur(73_750n));
  });

  test('100,000 EUR at 4.50 %, 60 days, with the platform fee apart', () => {
    const quote = priceFor({ ...onFace(450), platformFee: { rateBps: bps(30), payer: 'FUNDER' } }, 10_000_000n, 60);
    expect(quote).toMatchObject({
      discountMinor: 75_000n,
      netMinor: 9_925_000n,
      platformFeeMinor: 5_000n,
      totalCostMinor: 75_000n,
    });
  });

  test('30/360 counts its own days for interest, calendar days for the yearly rates', () => {
    const terms: PriceTerms = { ...onFace(600), dayCount: 'THIRTY_E_360' };
    const quote = price(terms, eur(10_000_000n), localDate('2026-01-31'), localDate('2026-03-31'));
    expect(quote).toMatchObject({ days: 60, basis: 360, tenorDays: 59, discountMinor: 100_000n });
  });
});

describe('sliding discount: 2 % on day 10, net 30', () => {
  const issued = localDate('2026-09-01');
  const due = addDays(issued, 30);
  const discount = { kind: 'SLIDING_DISCOUNT', maximumBps: bps(200), earliestDate: addDays(issued, 10) } as const;
  const terms: PriceTerms = { ...plain, discount, dayCount: 'ACT_365', repaidBy: 'NOBODY' };

  test.each([
    [0, '2.00', 200_000n],
    [10, '2.00', 200_000n],
    [11, '1.90', 190_000n],
    [18, '1.20', 120_000n],
    [29, '0.10', 10_000n],
    [30, '0.00', 0n],
  ])('paid on day %i: %s %%', (paidDay, rate, discountMinor) => {
    const paid = addDays(issued, paidDay);
    expect(formatPercent(slidingDiscountBps(discount, paid, due), 2)).toBe(rate);
    expect(price(terms, eur(10_000_000n), paid, due)).toMatchObject({
      discountMinor,
      netMinor: 10_000_000n - discountMinor,
      repaymentMinor: 0n,
      totalCostMinor: discountMinor,
    });
  });

  test('paid late it is nothing; a due date before the earliest date leaves all or nothing', () => {
    expect(slidingDiscountBps(discount, addDays(due, 5), due).toString()).toBe('0');
    expect(slidingDiscountBps(discount, issued, addDays(issued, 5)).toString()).toBe('200');
    expect(slidingDiscountBps(discount, addDays(issued, 11), addDays(issued, 5)).toString()).toBe('0');
  });
});

describe('limits of the arithmetic', () => {
  test('a half cent is rounded up, once per component', () => {
    // 1.00 at 1 % over 180/360 is exactly half a cent.
    expect(priceFor(onFace(100), 100n, 180).discountMinor).toBe(1n);
    expect(priceFor(onFace('99.99'), 100n, 180).discountMinor).toBe(0n);
    // An advance of 0.5 cent.
    expect(priceFor({ ...plain, advanceBps: 5000 }, 1n, 30)).toMatchObject({ advanceMinor: 1n, reserveMinor: 0n });
  });

  test('the largest amounts and rates with many decimals stay exact', () => {
    const faceMinor = 999_999_999_999_999n;
    // 999999999999999 · 612.3456789 / 10000 · 89 / 365, as a fraction: 14931168608794.506…
    expect(priceFor({ ...onFace('612.3456789'), dayCount: 'ACT_365' }, faceMinor, 89).discountMinor).toBe(
      14_931_168_608_795n,
    );
  });

  test('no day, no rate, no cost', () => {
    const quote = priceFor(onFace(600), 10_000_000n, 0);
    expect(quote).toMatchObject({ discountMinor: 0n, netMinor: 10_000_000n });
    expect([simpleYieldBps(quote), effectiveRateBps(quote)]).toEqual([null, null]);
  });

  test('costs that eat up the advance leave no net and no rate', () => {
    const quote = priceFor({ ...onFace(600), flatFeeMinor: 20_000n }, 10_000n, 57);
    expect(quote.netMinor).toBe(-10_095n);
    expect([simpleYieldBps(quote), effectiveRateBps(quote)]).toEqual([null, null]);
  });

  test.each([
    ['a negative rate', { ...onFace(-1) }],
    ['no number as a rate', { ...onFace(Number.NaN) }],
    ['an endless rate', { ...onFace(Number.POSITIVE_INFINITY) }],
    ['an advance of nothing', { ...plain, advanceBps: 0 }],
    ['an advance beyond the face', { ...plain, advanceBps: 10_001 }],
    ['an advance in parts of a basis point', { ...plain, advanceBps: 99.5 }],
    ['a negative fee', { ...plain, flatFeeMinor: -1n }],
    ['a buyer that bears a cost it does not repay', { ...onFace(600), costBearer: 'BUYER', repaidBy: 'NOBODY' }],
    [
      'a sliding discount borne by the buyer',
      {
        ...plain,
        costBearer: 'BUYER',
        discount: { kind: 'SLIDING_DISCOUNT', maximumBps: bps(200), earliestDate: day0 },
      },
    ],
  ] as [string, PriceTerms][])('%s is a bug', (_name, terms) => {
    expect(() => priceFor(terms, 10_000n, 57)).toThrow(RangeError);
  });

  test('so are a face that is not positive and a maturity before the value date', () => {
    expect(() => priceFor(plain, 0n, 57)).toThrow(RangeError);
    expect(() => priceFor(plain, -1n, 57)).toThrow(RangeError);
    expect(() => priceFor(plain, 1n, -1)).toThrow(RangeError);
  });
});

test('formatPercent rounds half up, never through a float', () => {
  expect(formatPercent(bps('614.165'), 4)).toBe('6.1417');
  expect(formatPercent(bps('614.1649999'), 4)).toBe('6.1416');
  expect(formatPercent(bps(100), 0)).toBe('1');
  expect(formatPercent(bps('100.5'), 3)).toBe('1.005');
  expect(formatPercent(bps('100.5'), 2)).toBe('1.01');
  expect(formatPercent(bps(0), 2)).toBe('0.00');
});

describe('for every invoice', () => {
  const faces = fc.bigInt({ min: 1n, max: 10n ** 15n - 1n });
  const tenors = fc.integer({ min: 0, max: 720 });
  const rates = fc.integer({ min: 0, max: 500_000 }).map(thousandths => bps(thousandths).div(100));
  const dayCounts = fc.constantFrom('ACT_360', 'ACT_365', 'THIRTY_E_360', 'THIRTY_U_360');
  const anyTerms: fc.Arbitrary<PriceTerms> = fc.record({
    discount: fc.oneof(
      fc.constant(null),
      fc.record({ kind: fc.constantFrom('DISCOUNT_ON_FACE', 'TRUE_DISCOUNT'), rateBps: rates }),
    ),
    commission: fc.option(fc.record({ rateBps: rates, commissionOn: fc.constantFrom('FACE', 'ADVANCE') })),
    flatFeeMinor: fc.bigInt({ min: 0n, max: 10_000n }),
    advanceBps: fc.integer({ min: 1, max: 10_000 }),
    dayCount: dayCounts,
    costBearer: fc.constantFrom('SUPPLIER', 'BUYER'),
    repaidBy: fc.constant('BUYER'),
    platformFee: fc.option(fc.record({ rateBps: rates, payer: fc.constantFrom('SUPPLIER', 'FUNDER', 'BUYER') })),
  }) as fc.Arbitrary<PriceTerms>;

  test('the parts sum to the whole, to the cent', () => {
    fc.assert(
      fc.property(anyTerms, faces, tenors, (terms, faceMinor, days) => {
        const quote = priceFor(terms, faceMinor, days);
        const charged = quote.discountMinor + quote.commissionMinor + quote.flatFeeMinor;
        const feeBorne = terms.platformFee?.payer === terms.costBearer ? quote.platformFeeMinor : 0n;
        const supplierBears = terms.costBearer === 'SUPPLIER';
        expect(quote.advanceMinor + quote.reserveMinor).toBe(faceMinor);
        expect(quote.netMinor + (supplierBears ? charged : 0n)).toBe(quote.advanceMinor);
        expect(quote.repaymentMinor).toBe(faceMinor + (supplierBears ? 0n : charged));
        expect(quote.totalCostMinor).toBe(charged + feeBorne);
        expect(quote.proceedsMinor).toBe(supplierBears ? quote.netMinor - feeBorne : quote.netMinor);
      }),
    );
  });

  test('price and discount make the face, on face and true', () => {
    fc.assert(
      fc.property(faces, rates, tenors, fc.constantFrom(onFace, trueDiscount), (faceMinor, rate, days, terms) => {
        const quote = priceFor(terms(rate.toString()), faceMinor, days);
        expect(quote.netMinor + quote.discountMinor).toBe(faceMinor);
        expect(quote.discountMinor >= 0n).toBe(true);
      }),
    );
  });

  test('a discount never falls when the rate or the days rise', () => {
    const kinds = fc.constantFrom(onFace, trueDiscount);
    fc.assert(
      fc.property(
        faces,
        rates,
        rates,
        tenors,
        tenors,
        kinds,
        dayCounts,
        (faceMinor, rateA, rateB, daysA, daysB, kind, dayCount) => {
          const discount = (rate: Decimal, days: number) =>
            priceFor({ ...kind(rate.toString()), dayCount }, faceMinor, days).discountMinor;
          const [low, high] = rateA.lessThan(rateB) ? [rateA, rateB] : [rateB, rateA];
          const [short, long] = daysA < daysB ? [daysA, daysB] : [daysB, daysA];
          expect(discount(high, short) >= discount(low, short)).toBe(true);
          expect(discount(low, long) >= discount(low, short)).toBe(true);
        },
      ),
    );
  });

  test('true discount is never dearer than on face at the same rate', () => {
    fc.assert(
      fc.property(
        faces,
        rates,
        tenors,
        fc.integer({ min: 1, max: 10_000 }),
        dayCounts,
        (faceMinor, rate, days, advanceBps, dayCount) => {
          const discount = (terms: PriceTerms) =>
            priceFor({ ...terms, advanceBps, dayCount }, faceMinor, days).discountMinor;
          expect(discount(trueDiscount(rate.toString())) <= discount(onFace(rate.toString()))).toBe(true);
        },
      ),
    );
  });

  test('the effective rate is the simple one compounded: equal over a year, higher below, lower above', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1_000_000n, max: 10n ** 12n }),
        fc.integer({ min: 1, max: 720 }),
        (faceMinor, days) => {
          const quote = priceFor(onFace(600), faceMinor, days);
          const difference = (effectiveRateBps(quote) as Decimal).comparedTo(simpleYieldBps(quote) as Decimal);
          fc.pre(days !== 365);
          expect(difference).toBe(days < 365 ? 1 : -1);
        },
      ),
    );
    const [simple, effective] = yearlyRates(priceFor(onFace(600), 10_000_000n, 365), 30);
    expect(effective).toBe(simple);
  });
});
