import { Decimal } from 'decimal.js';
import { addDays, localDate } from '../../platform/local-date.js';
import { formatMoney, type Money, parseDecimalMoney } from '../../platform/money.js';
import {
  costOfForgoing,
  type DayCount,
  formatPercent,
  internalRateBps,
  price,
  type PriceTerms,
  type Quote,
} from '../../pricing/index.js';
import { cashFlowsOf } from './cash-flows.js';
import { dayCountNames } from './day-count-vectors.js';
import type { VectorRow } from './vector-row.js';
import { agreement, compareFilled, type Comparison, notApplicable, type VectorKind } from './verdict.js';

const discountOnly: Omit<PriceTerms, 'discount' | 'dayCount'> = {
  commission: null,
  flatFeeMinor: 0n,
  advanceBps: 10_000,
  costBearer: 'SUPPLIER',
  repaidBy: 'BUYER',
  platformFee: null,
};

/** Any day will do: tables of discounts count days, and only actual days are of one length. */
const valueDate = localDate('2026-01-01');

/** Discounts on face ("simple") and true discounts of a face in euros, rounded half up to the cent. */
export const discountVectors: VectorKind = {
  name: 'discounts',
  knownBy: ['face', 'annual_rate_pct'],
  needs: ['days', 'day_count'],
  judge(row) {
    const dayCount = dayCountNames.get(row.text('day_count'));
    if (dayCount !== 'ACT_360' && dayCount !== 'ACT_365')
      return notApplicable(`discount by ${row.text('day_count')} for a number of days`);
    const onFace = quoteOf(row, 'DISCOUNT_ON_FACE', dayCount);
    const trueDiscount = quoteOf(row, 'TRUE_DISCOUNT', dayCount);
    const judge = (shiftMinor: bigint) =>
      agreement(row, [
        ...sameAmounts(row, 'simple_discount', onFace.discountMinor - shiftMinor),
        ...sameAmounts(row, 'simple_proceeds', onFace.netMinor + shiftMinor),
        ...sameAmounts(row, 'true_discount', trueDiscount.discountMinor),
        ...sameAmounts(row, 'true_proceeds', trueDiscount.netMinor),
      ]);
    const verdict = judge(0n);
    if (verdict.outcome === 'FAILED' && isCutBelowHalf(row) && judge(1n).outcome === 'PASSED')
      return notApplicable('an exact half cent that the digits of the table leave just below the half');
    return verdict;
  },
};

/** The yearly cost of leaving a cash discount, in per cent with as many decimals as the table prints. */
export const tradeCreditVectors: VectorKind = {
  name: 'trade credit',
  knownBy: ['discount_pct'],
  needs: ['discount_days', 'net_days', 'basis'],
  judge(row) {
    const basis = row.whole('basis');
    if (basis !== 360 && basis !== 365) return notApplicable(`a year of ${basis} days`);
    const discount = {
      discountBps: row.decimal('discount_pct').times(100),
      discountDays: row.whole('discount_days'),
      netDays: row.whole('net_days'),
    };
    const cost = costOfForgoing(discount, basis);
    return agreement(row, [
      ...samePercents(row, 'annualised_simple_pct', cost && cost.simpleBps),
      ...samePercents(row, 'effective_annual_pct', cost && cost.effectiveBps),
    ]);
  },
};

/** Tables of rates are solved by iteration in binary floats: nine decimals, or nine digits of a large rate, are firm. */
const RATE_PRECISION = new Decimal('1e-9');

/** Internal rates of return and annual percentage rates, as a fraction of one. */
export const internalRateVectors: VectorKind = {
  name: 'internal rates',
  knownBy: ['cashflows'],
  needs: ['basis', 'expected'],
  judge(row) {
    const flows = cashFlowsOf(row);
    if (!flows) return notApplicable(`basis ${row.text('basis')} is not offered`);
    const rate = internalRateBps(flows)?.div(10_000);
    return agreement(row, [sameRate(row, 'expected', rate)]);
  },
};

function quoteOf(row: VectorRow, kind: 'DISCOUNT_ON_FACE' | 'TRUE_DISCOUNT', dayCount: DayCount): Quote {
  const rateBps = row.decimal('annual_rate_pct').times(100);
  const terms = { ...discountOnly, discount: { kind, rateBps }, dayCount };
  return price(terms, euros(row, 'face'), valueDate, addDays(valueDate, row.whole('days')));
}

function sameAmounts(row: VectorRow, of: string, amountMinor: bigint): Comparison[] {
  return compareFilled(row, [of], column => ({
    column,
    computed: formatMoney({ amountMinor, currency: 'EUR' }),
    agrees: euros(row, column).amountMinor === amountMinor,
  }));
}

function samePercents(row: VectorRow, of: string, rateBps: Decimal | null): Comparison[] {
  return compareFilled(row, [of], column => {
    const expected = row.decimal(column);
    const computed = rateBps ? formatPercent(rateBps, expected.decimalPlaces()) : 'none';
    return { column, computed, agrees: rateBps !== null && expected.equals(computed) };
  });
}

function sameRate(row: VectorRow, column: string, rate: Decimal | undefined): Comparison {
  const expected = row.decimal(column);
  if (!rate) return { column, computed: 'none', agrees: false };
  const margin = Decimal.max(1, rate.abs()).times(RATE_PRECISION);
  const agrees = expected.minus(rate).abs().lessThanOrEqualTo(margin);
  return { column, computed: rate.toFixed(12), agrees };
}

function euros(row: VectorRow, column: string): Money {
  const money = parseDecimalMoney(row.text(column), 'EUR');
  return 'faults' in money ? row.refuse(column, 'an amount in euros') : money;
}

/**
 * A table made with a fixed number of digits can hold 0.1249999… for an exact 0.125, and was then rounded down. Its own
 * unrounded figure gives it away.
 */
function isCutBelowHalf(row: VectorRow): boolean {
  if (!row.has('simple_discount_unrounded')) return false;
  const unrounded = row.decimal('simple_discount_unrounded');
  const exact = unrounded.toDecimalPlaces(30);
  const isHalfCent = exact.decimalPlaces() === 3 && exact.toFixed().endsWith('5');
  return isHalfCent && unrounded.lessThan(exact);
}
