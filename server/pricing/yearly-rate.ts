import { Decimal } from 'decimal.js';

/** A cost paid for having cash for a time. A Quote is one. */
export interface CostOfCash {
  readonly totalCostMinor: bigint;
  /** The cash one has the use of, the cost taken off where it is paid up front. */
  readonly proceedsMinor: bigint;
  /** Calendar days. */
  readonly tenorDays: number;
}

/** Many more digits than are ever shown, so that ranking by a rate never meets a rounding. */
const Precise = Decimal.clone({ precision: 40, rounding: Decimal.ROUND_HALF_UP });

/**
 * Simple yield on 365 days in basis points a year: cost / proceeds · 365 / days. Null where there is no rate: no day
 * between, or no cash left.
 */
export function simpleYieldBps(cost: CostOfCash): Decimal | null {
  return hasRate(cost) ? simpleBps(costRatio(cost), cost.tenorDays, 365) : null;
}

/**
 * Effective yearly rate in basis points: (1 + cost / proceeds)^(365 / days) − 1, the rate at which both flows are worth
 * the same on the value date (as the annual percentage rate of Directive 2008/48/EC, annex I, for two flows). Null as
 * for the simple yield. The power costs about 0.2 ms: ask for it where it is shown or ranks.
 */
export function effectiveRateBps(cost: CostOfCash): Decimal | null {
  return hasRate(cost) ? effectiveBps(costRatio(cost), cost.tenorDays, 365) : null;
}

/** A share off for payment by an early day, such as '2/10 net 30': 2 % until day 10, the whole until day 30. */
export interface CashDiscount {
  /** 0 up to, not including, 10000. */
  readonly discountBps: Decimal;
  /** Days from the invoice on which the reduced amount, and the whole amount, are due. */
  readonly discountDays: number;
  readonly netDays: number;
}

/** One cost, in basis points a year. */
export interface YearlyCost {
  readonly simpleBps: Decimal;
  readonly effectiveBps: Decimal;
}

/**
 * What it costs a buyer a year to leave a cash discount of share s and pay n days later: simple s / (1 − s) · basis / n,
 * effective (1 + s / (1 − s))^(basis / n) − 1, as corporate finance teaches it for trade credit. Null where there is no
 * rate: no day between, or nothing left to pay.
 */
export function costOfForgoing(discount: CashDiscount, basis: 360 | 365): YearlyCost | null {
  const days = discount.netDays - discount.discountDays;
  const reducedBps = new Precise(10_000).minus(discount.discountBps);
  if (days <= 0 || !reducedBps.isPositive() || reducedBps.isZero()) return null;
  const ratio = new Precise(discount.discountBps).div(reducedBps);
  return { simpleBps: simpleBps(ratio, days, basis), effectiveBps: effectiveBps(ratio, days, basis) };
}

/** A rate as a percentage with exactly `digits` decimals, half up, without the sign: 614.17 bps and 2 give '6.14'. */
export function formatPercent(rateBps: Decimal, digits: number): string {
  return new Precise(rateBps).div(100).toFixed(digits, Decimal.ROUND_HALF_UP);
}

/**
 * The dearest rate that is told, in basis points. A fee that eats nearly all of the claim comes to a rate without end, or
 * to none where it leaves no cash; such a price must show as what it is, beside the others, and not keep them from sight.
 */
const dearestBps = new Decimal('9999999999.9999').times(100);

/** A yearly rate as it is told: percent with four decimals. */
export function toldRate(rateBps: Decimal | null): string {
  return formatPercent(rateBps === null || rateBps.gt(dearestBps) ? dearestBps : rateBps, 4);
}

function simpleBps(ratio: Decimal, days: number, basis: 360 | 365): Decimal {
  return ratio.times(basis).div(days).times(10_000);
}

function effectiveBps(ratio: Decimal, days: number, basis: 360 | 365): Decimal {
  return ratio.plus(1).pow(new Precise(basis).div(days)).minus(1).times(10_000);
}

function hasRate({ tenorDays, proceedsMinor }: CostOfCash): boolean {
  return tenorDays > 0 && proceedsMinor > 0n;
}

function costRatio({ totalCostMinor, proceedsMinor }: CostOfCash): Decimal {
  return new Precise(totalCostMinor.toString()).div(proceedsMinor.toString());
}
