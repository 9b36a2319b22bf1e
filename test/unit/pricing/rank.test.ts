import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { addDays, localDate } from '../../../server/platform/local-date.js';
import {
  effectiveRateBps,
  formatPercent,
  type PriceTerms,
  price,
  type Quote,
  type RankableOffer,
  rankAcrossAdvances,
  rankOffers,
  simpleYieldBps,
} from '../../../server/pricing/index.js';

const valueDate = localDate('2026-09-30');
const face = { amountMinor: 8_000_000n, currency: 'EUR' };
const terms = (
  kind: 'DISCOUNT_ON_FACE' | 'TRUE_DISCOUNT',
  rateBps: number,
  over: Partial<PriceTerms> = {},
): PriceTerms => ({
  discount: { kind, rateBps: new Decimal(rateBps) },
  commission: null,
  flatFeeMinor: 0n,
  advanceBps: 10_000,
  dayCount: 'ACT_360',
  costBearer: 'SUPPLIER',
  repaidBy: 'BUYER',
  platformFee: null,
  ...over,
});
const quoteOf = (priceTerms: PriceTerms) => price(priceTerms, face, valueDate, addDays(valueDate, 61));
const offer = (bidId: string, quote: Quote, timePriority = 1n): RankableOffer => ({ bidId, timePriority, quote });
const order = (ranked: { offer: RankableOffer }[]) => ranked.map(({ offer: { bidId } }) => bidId);

const bids = [
  offer('1', quoteOf(terms('TRUE_DISCOUNT', 510))),
  offer('2', quoteOf(terms('DISCOUNT_ON_FACE', 525, { dayCount: 'ACT_365' }))),
  offer('3', quoteOf(terms('DISCOUNT_ON_FACE', 520))),
  offer('4', quoteOf(terms('DISCOUNT_ON_FACE', 490, { flatFeeMinor: 7_500n }))),
];

describe('80,000 EUR, 61 days: the lowest rate is the dearest', () => {
  test.each([
    ['1', 68_541n, 7_931_459n, '5.1708', '5.2835'],
    ['2', 70_192n, 7_929_808n, '5.2965', '5.4147'],
    ['3', 70_489n, 7_929_511n, '5.3191', '5.4383'],
    ['4', 73_922n, 7_926_078n, '5.5806', '5.7119'],
  ])('bid %s', (bidId, totalCostMinor, netMinor, simple, effective) => {
    const { quote } = bids.find(bid => bid.bidId === bidId) as RankableOffer;
    expect([quote.totalCostMinor, quote.netMinor]).toEqual([totalCostMinor, netMinor]);
    expect(formatPercent(simpleYieldBps(quote) as Decimal, 4)).toBe(simple);
    expect(formatPercent(effectiveRateBps(quote) as Decimal, 4)).toBe(effective);
  });

  test('the order does not depend on how the offers came, and leaves them alone', () => {
    const shuffled = [bids[2], bids[0], bids[3], bids[1]] as RankableOffer[];
    const before = [...shuffled];
    const ranked = rankOffers(shuffled);
    expect(ranked.map(({ rank, offer: { bidId } }) => [rank, bidId])).toEqual([
      [1, '1'],
      [2, '2'],
      [3, '3'],
      [4, '4'],
    ]);
    expect(shuffled).toEqual(before);
    expect(ranked[0]?.offer).toBe(bids[0]);
  });
});

describe('ties', () => {
  const same = quoteOf(terms('DISCOUNT_ON_FACE', 520));
  test('the earlier version, then the smaller bid id', () => {
    expect(order(rankOffers([offer('a', same, 3n), offer('c', same, 2n), offer('b', same, 2n)]))).toEqual([
      'b',
      'c',
      'a',
    ]);
  });

  test('ids are ordered by code unit, whatever the locale', () => {
    expect(order(rankOffers([offer('a', same), offer('_', same), offer('B', same), offer('é', same)]))).toEqual([
      'B',
      '_',
      'a',
      'é',
    ]);
  });

  test('priorities beyond 2^53 keep their order', () => {
    expect(
      order(rankOffers([offer('a', same, 9_007_199_254_740_993n), offer('b', same, 9_007_199_254_740_992n)])),
    ).toEqual(['b', 'a']);
  });
});

test('no offers, no ranks', () => {
  expect(rankOffers([])).toEqual([]);
  expect(rankAcrossAdvances([])).toEqual([]);
});

test('the platform fee counts where the cost bearer pays it', () => {
  const fee = { rateBps: new Decimal(30) };
  const dearer = offer(
    'dearer',
    quoteOf(terms('DISCOUNT_ON_FACE', 500, { platformFee: { ...fee, payer: 'SUPPLIER' } })),
  );
  const cheaper = offer(
    'cheaper',
    quoteOf(terms('DISCOUNT_ON_FACE', 520, { platformFee: { ...fee, payer: 'FUNDER' } })),
  );
  expect(order(rankOffers([dearer, cheaper]))).toEqual(['cheaper', 'dearer']);
});

describe('what does not compare', () => {
  const base = offer('a', quoteOf(terms('DISCOUNT_ON_FACE', 520)));
  const differing: [string, Partial<Quote>][] = [
    ['currency', { currency: 'USD' }],
    ['face', { faceMinor: 1n }],
    ['value date', { valueDate: addDays(valueDate, 1) }],
    ['cost bearer', { costBearer: 'BUYER' }],
  ];
  test.each(differing)('another %s', (_name, over) => {
    const other = offer('b', { ...base.quote, ...over });
    expect(() => rankOffers([base, other])).toThrow(TypeError);
    expect(() => rankAcrossAdvances([base, other])).toThrow(TypeError);
  });

  test('different advances compare by effective yearly rate only', () => {
    const whole = offer('whole', quoteOf(terms('DISCOUNT_ON_FACE', 520)));
    const part = offer('part', quoteOf(terms('DISCOUNT_ON_FACE', 550, { advanceBps: 9000 })));
    const eatenUp = offer('eaten up', quoteOf(terms('DISCOUNT_ON_FACE', 100, { flatFeeMinor: 9_000_000n })));
    expect(part.quote.totalCostMinor < whole.quote.totalCostMinor).toBe(true);
    expect(() => rankOffers([whole, part])).toThrow(TypeError);
    expect(order(rankAcrossAdvances([eatenUp, part, whole]))).toEqual(['whole', 'part', 'eaten up']);
  });
});

test('ranks are 1 to n, costs never fall, and any order of arrival gives the same answer', () => {
  const books = fc.uniqueArray(
    fc.record({
      bidId: fc.uuid(),
      timePriority: fc.bigInt({ min: 0n, max: 3n }),
      rate: fc.integer({ min: 0, max: 20 }),
    }),
    { selector: bid => bid.bidId, maxLength: 12 },
  );
  fc.assert(
    fc.property(books, fc.infiniteStream(fc.nat()), (book, randoms) => {
      const offers = book.map(bid => offer(bid.bidId, quoteOf(terms('DISCOUNT_ON_FACE', bid.rate)), bid.timePriority));
      const shuffled = offers
        .map(bid => ({ bid, key: randoms.next().value as number }))
        .sort((a, b) => a.key - b.key)
        .map(({ bid }) => bid);
      const ranked = rankOffers(offers);
      expect(ranked.map(({ rank }) => rank)).toEqual(offers.map((_, index) => index + 1));
      expect(rankOffers(shuffled)).toEqual(ranked);
      for (const [index, { offer: next }] of ranked.entries()) {
        const previous = ranked[index - 1]?.offer;
        if (previous) expect(previous.quote.totalCostMinor <= next.quote.totalCostMinor).toBe(true);
      }
    }),
  );
});
