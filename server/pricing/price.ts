import { Decimal } from 'decimal.js';
import { daysBetween, type LocalDate } from '../platform/local-date.js';
import { divideHalfUp, type Money } from '../platform/money.js';
import { type CountedPeriod, countDays, type DayCount } from './day-count.js';

/** One yearly rate, taken off the advance (on face) or such that the price grows to the advance (true discount). */
export interface YearlyDiscount {
  readonly kind: 'DISCOUNT_ON_FACE' | 'TRUE_DISCOUNT';
  /** Basis points a year, not negative; may have decimals. */
  readonly rateBps: Decimal;
}

/**
 * A share of the amount, not a yearly rate: the whole maximum until `earliestDate`, then falling evenly to nothing on
 * the due date.
 */
export interface SlidingDiscount {
  readonly kind: 'SLIDING_DISCOUNT';
  readonly maximumBps: Decimal;
  readonly earliestDate: LocalDate;
}

/** A share of the face or of the advance, whatever the tenor. */
export interface FlatCommission {
  readonly rateBps: Decimal;
  readonly commissionOn: 'FACE' | 'ADVANCE';
}

/** What the operator is owed: a yearly rate on the face. Shown in the offer, billed apart, never taken out of a leg. */
export interface PlatformFee {
  readonly rateBps: Decimal;
  readonly payer: 'SUPPLIER' | 'FUNDER' | 'BUYER';
}

/** Everything of an offer, and of the terms it stands under, that decides its figures. */
export interface PriceTerms {
  readonly discount: YearlyDiscount | SlidingDiscount | null;
  readonly commission: FlatCommission | null;
  /** An amount in the face's currency, whatever the face and the tenor; 0n for none. */
  readonly flatFeeMinor: bigint;
  /** The share of the face paid at once: whole basis points, 1 to 10000. */
  readonly advanceBps: number;
  readonly dayCount: DayCount;
  readonly costBearer: 'SUPPLIER' | 'BUYER';
  readonly repaidBy: 'BUYER' | 'SUPPLIER' | 'NOBODY';
  readonly platformFee: PlatformFee | null;
}

/** The figures of one offer for one invoice on one value date. All amounts are minor units of `currency`. */
export interface Quote {
  readonly currency: string;
  readonly costBearer: 'SUPPLIER' | 'BUYER';
  readonly valueDate: LocalDate;
  readonly maturity: LocalDate;
  /** Calendar days, value date excluded, maturity included: what the yearly rates are measured on. */
  readonly tenorDays: number;
  /** The days and the basis of the agreed day count: what interest is computed on. */
  readonly days: number;
  readonly basis: 360 | 365;

  readonly faceMinor: bigint;
  readonly advanceMinor: bigint;
  /** Face less advance. */
  readonly reserveMinor: bigint;

  /**
   * The named components, each rounded once. Where the buyer bears the cost, the discount is interest added to leg 2.
   */
  readonly discountMinor: bigint;
  readonly commissionMinor: bigint;
  readonly flatFeeMinor: bigint;
  readonly platformFeeMinor: bigint;

  /**
   * Leg 1, what the supplier receives on the value date. Not positive where the costs eat the advance up: nothing to
   * offer.
   */
  readonly netMinor: bigint;
  /**
   * Leg 2, what comes back at maturity: the face from the buyer, the advance from the supplier, nothing where nobody
   * repays.
   */
  readonly repaymentMinor: bigint;
  /** Over the whole life, to the cost bearer; includes the platform fee only where the cost bearer pays it. */
  readonly totalCostMinor: bigint;
  /**
   * The cash the cost bearer has the use of until maturity, its costs taken off where they are paid up front: the base
   * of the yearly rates.
   */
  readonly proceedsMinor: bigint;
}

const BPS = 10_000n;

/**
 * Prices one invoice. `maturity` is the adjusted due date, at or after the value date. Components are rounded half up
 * once each; legs and totals are their sums, so advance = net + costs and face = advance + reserve hold to the cent.
 * Throws a RangeError for terms that nobody could have agreed to; whether an offer is allowed is decided before.
 */
export function price(terms: PriceTerms, face: Money, valueDate: LocalDate, maturity: LocalDate): Quote {
  assertPriceable(terms, face, valueDate, maturity);
  const period = countDays(terms.dayCount, valueDate, maturity);
  const supplierBears = terms.costBearer === 'SUPPLIER';

  const faceMinor = face.amountMinor;
  const advanceMinor = divideHalfUp(faceMinor * BigInt(terms.advanceBps), BPS);
  const discountMinor = discountOf(terms, advanceMinor, period, valueDate, maturity);
  const commissionMinor = commissionOf(terms.commission, faceMinor, advanceMinor);
  const platformFeeMinor = terms.platformFee ? interestFor(faceMinor, terms.platformFee.rateBps, period) : 0n;

  const chargedMinor = discountMinor + commissionMinor + terms.flatFeeMinor;
  const feeBorneMinor = terms.platformFee?.payer === terms.costBearer ? platformFeeMinor : 0n;
  const totalCostMinor = chargedMinor + feeBorneMinor;

  return {
    currency: face.currency,
    costBearer: terms.costBearer,
    valueDate,
    maturity,
    tenorDays: daysBetween(valueDate, maturity),
    days: period.days,
    basis: period.basis,
    faceMinor,
    advanceMinor,
    reserveMinor: faceMinor - advanceMinor,
    discountMinor,
    commissionMinor,
    flatFeeMinor: terms.flatFeeMinor,
    platformFeeMinor,
    netMinor: supplierBears ? advanceMinor - chargedMinor : advanceMinor,
    repaymentMinor: repaymentOf(terms, faceMinor, advanceMinor, chargedMinor),
    totalCostMinor,
    proceedsMinor: supplierBears ? advanceMinor - totalCostMinor : advanceMinor,
  };
}

/**
 * What waiting for the due date costs a supplier whose own money costs `ownRateBps` a year: on actual days / 365,
 * rounded half up. The rate is the supplier's setting; there is no default.
 */
export function costOfWaiting(netMinor: bigint, ownRateBps: Decimal, tenorDays: number): bigint {
  return interestFor(netMinor, ownRateBps, { days: tenorDays, basis: 365 });
}

/**
 * The share a sliding discount grants for a payment on `paidDate`, in basis points: exact where it is a finite decimal.
 */
export function slidingDiscountBps(discount: SlidingDiscount, paidDate: LocalDate, dueDate: LocalDate): Decimal {
  const { earned, whole } = slidingShare(discount.earliestDate, paidDate, dueDate);
  return discount.maximumBps.times(earned.toString()).div(whole.toString());
}

function discountOf(
  { discount, costBearer }: PriceTerms,
  advanceMinor: bigint,
  period: CountedPeriod,
  valueDate: LocalDate,
  maturity: LocalDate,
): bigint {
  if (!discount) return 0n;
  if (discount.kind === 'SLIDING_DISCOUNT') return slidingDiscount(discount, advanceMinor, valueDate, maturity);
  // The supplier gets the whole advance: either way of discounting then is plain interest on the money lent.
  if (discount.kind === 'DISCOUNT_ON_FACE' || costBearer === 'BUYER')
    return interestFor(advanceMinor, discount.rateBps, period);
  return trueDiscount(advanceMinor, discount.rateBps, period);
}

/** amount · rate · days / basis, rounded half up. */
function interestFor(amountMinor: bigint, rateBps: Decimal, { days, basis }: CountedPeriod): bigint {
  const rate = exactFraction(rateBps);
  return divideHalfUp(amountMinor * rate.numerator * BigInt(days), rate.denominator * BPS * BigInt(basis));
}

/** The price amount / (1 + rate · days / basis) is what is rounded; the discount is what is left of the amount. */
function trueDiscount(amountMinor: bigint, rateBps: Decimal, { days, basis }: CountedPeriod): bigint {
  const rate = exactFraction(rateBps);
  const one = rate.denominator * BPS * BigInt(basis);
  return amountMinor - divideHalfUp(amountMinor * one, one + rate.numerator * BigInt(days));
}

function slidingDiscount(
  discount: SlidingDiscount,
  amountMinor: bigint,
  paidDate: LocalDate,
  dueDate: LocalDate,
): bigint {
  const maximum = exactFraction(discount.maximumBps);
  const { earned, whole } = slidingShare(discount.earliestDate, paidDate, dueDate);
  return divideHalfUp(amountMinor * maximum.numerator * earned, maximum.denominator * BPS * whole);
}

/**
 * (due − paid) / (due − earliest), clamped to 0 and 1; a due date that leaves no room grants all until the earliest
 * date and nothing after.
 */
function slidingShare(
  earliestDate: LocalDate,
  paidDate: LocalDate,
  dueDate: LocalDate,
): { earned: bigint; whole: bigint } {
  if (paidDate <= earliestDate) return { earned: 1n, whole: 1n };
  if (paidDate >= dueDate) return { earned: 0n, whole: 1n };
  return { earned: BigInt(daysBetween(paidDate, dueDate)), whole: BigInt(daysBetween(earliestDate, dueDate)) };
}

function commissionOf(commission: FlatCommission | null, faceMinor: bigint, advanceMinor: bigint): bigint {
  if (!commission) return 0n;
  const rate = exactFraction(commission.rateBps);
  const baseMinor = commission.commissionOn === 'FACE' ? faceMinor : advanceMinor;
  return divideHalfUp(baseMinor * rate.numerator, rate.denominator * BPS);
}

/** A supplier that collects for the funder passes on the advance; what it collects beyond is its own reserve. */
function repaymentOf(terms: PriceTerms, faceMinor: bigint, advanceMinor: bigint, chargedMinor: bigint): bigint {
  if (terms.repaidBy === 'NOBODY') return 0n;
  const principalMinor = terms.repaidBy === 'BUYER' ? faceMinor : advanceMinor;
  return terms.costBearer === 'BUYER' ? principalMinor + chargedMinor : principalMinor;
}

/** A Decimal is a finite decimal number, hence a fraction of whole numbers: nothing is lost. */
function exactFraction(value: Decimal): { numerator: bigint; denominator: bigint } {
  if (!value.isFinite() || value.isNegative()) throw new RangeError(`not a rate: ${value.toString()}`);
  const decimals = value.decimalPlaces();
  return { numerator: BigInt(value.toFixed(decimals).replace('.', '')), denominator: 10n ** BigInt(decimals) };
}

function assertPriceable(terms: PriceTerms, face: Money, valueDate: LocalDate, maturity: LocalDate): void {
  const { advanceBps, discount, costBearer } = terms;
  if (face.amountMinor <= 0n) throw new RangeError('only a positive face has a price');
  if (maturity < valueDate) throw new RangeError(`maturity ${maturity} lies before value date ${valueDate}`);
  if (!Number.isInteger(advanceBps) || advanceBps < 1 || advanceBps > 10_000)
    throw new RangeError(`advance of ${advanceBps} bps`);
  if (terms.flatFeeMinor < 0n) throw new RangeError('a flat fee is not negative');
  if (costBearer === 'BUYER' && discount?.kind === 'SLIDING_DISCOUNT')
    throw new RangeError('a sliding discount is the supplier’s cost');
  if (costBearer === 'BUYER' && terms.repaidBy !== 'BUYER')
    throw new RangeError('the buyer bears its cost by repaying it');
}
