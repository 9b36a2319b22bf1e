import fc from 'fast-check';
import type { LimitRow, LimitScope } from '../../../server/limits/limit.entity.js';
import {
  amountShortfallOf,
  type Exposure,
  headroomOf,
  tenorShortfallOf,
  useOf,
} from '../../../server/limits/limit.rules.js';

const limit = (scope: LimitScope, figures: Partial<LimitRow> = {}): LimitRow => ({
  id: scope,
  scope,
  funderId: 'funder',
  buyerId: null,
  supplierId: null,
  country: null,
  programmeId: null,
  currency: 'EUR',
  limitMinor: 0n,
  reservedMinor: 0n,
  committedMinor: 0n,
  outstandingMinor: 0n,
  tenorDaysMax: null,
  lowered: false,
  eventNo: 1,
  ...figures,
});

const exposure = (amountMinor: bigint, tenorDays?: number): Exposure => ({
  funderId: 'funder',
  buyerId: 'buyer',
  supplierId: 'supplier',
  buyerCountry: 'FR',
  programmeId: 'programme',
  currency: 'EUR',
  amountMinor,
  tenorDays,
});

/** 10,000,000 with 6,200,000 outstanding, 800,000 committed and 2,000,000 of live bids. */
const used = limit('BUYER', {
  limitMinor: 1_000_000_000n,
  outstandingMinor: 620_000_000n,
  committedMinor: 80_000_000n,
  reservedMinor: 200_000_000n,
});

describe('a limit of 10,000,000 with 9,000,000 in use', () => {
  test('has a headroom of 1,000,000', () => {
    expect(useOf(used)).toBe(900_000_000n);
    expect(headroomOf(used)).toBe(100_000_000n);
  });

  test('bears 1,000,000 to the cent and not a cent more', () => {
    expect(amountShortfallOf([used], exposure(100_000_000n))).toBeNull();
    expect(amountShortfallOf([used], exposure(100_000_001n))).toEqual({
      kind: 'AMOUNT',
      scope: 'BUYER',
      shortByMinor: 1n,
      currency: 'EUR',
    });
  });

  test('is short by 500,000 for a bid of 1,500,000', () => {
    expect(amountShortfallOf([used], exposure(150_000_000n))).toMatchObject({ shortByMinor: 50_000_000n });
  });
});

test('of several limits the one with the widest gap is named', () => {
  const total = limit('TOTAL', { limitMinor: 1_000_000_000n, outstandingMinor: 990_000_000n });
  expect(amountShortfallOf([used, total], exposure(150_000_000n))).toMatchObject({
    scope: 'TOTAL',
    shortByMinor: 140_000_000n,
  });
  expect(amountShortfallOf([total, used], exposure(150_000_000n))).toMatchObject({
    scope: 'TOTAL',
    shortByMinor: 140_000_000n,
  });
});

test('a limit lowered below its use has a negative headroom, and misses that as well', () => {
  const lowered = limit('BUYER', { limitMinor: 100n, outstandingMinor: 150n, lowered: true });
  expect(headroomOf(lowered)).toBe(-50n);
  expect(amountShortfallOf([lowered], exposure(1n))).toMatchObject({ shortByMinor: 51n });
});

describe('the longest tenor', () => {
  const limits = [limit('TOTAL', { tenorDaysMax: 90 }), limit('BUYER', { tenorDaysMax: 60 }), limit('PAIR')];

  test.each([
    [60, null],
    [61, 60],
    [91, 60],
  ])('%i days', (tenorDays, tenorDaysMax) => {
    const shortfall = tenorShortfallOf(limits, exposure(1n, tenorDays));
    expect(shortfall).toEqual(
      tenorDaysMax === null ? null : { kind: 'TENOR', scope: 'BUYER', tenorDays, tenorDaysMax },
    );
  });

  test('is not asked where no tenor is given', () => {
    expect(tenorShortfallOf(limits, exposure(1n))).toBeNull();
  });
});

test('a shortfall is what the widest limit misses, and there is none exactly where every limit bears the amount', () => {
  const amounts = fc.bigInt({ min: 0n, max: 10n ** 14n });
  const anyLimit = fc
    .record({ limitMinor: amounts, reservedMinor: amounts, committedMinor: amounts, outstandingMinor: amounts })
    .map(figures => limit('BUYER', figures));
  fc.assert(
    fc.property(
      fc.array(anyLimit, { minLength: 1, maxLength: 4 }),
      fc.bigInt({ min: 1n, max: 10n ** 14n }),
      (limits, amount) => {
        const gaps = limits.map(each => amount + useOf(each) - each.limitMinor);
        const widest = gaps.reduce((a, b) => (a > b ? a : b));
        expect(amountShortfallOf(limits, exposure(amount))?.shortByMinor ?? null).toBe(widest > 0n ? widest : null);
      },
    ),
  );
});
