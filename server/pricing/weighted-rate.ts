import { Decimal } from 'decimal.js';
import { type CostOfCash, effectiveRateBps } from './yearly-rate.js';

const Precise = Decimal.clone({ precision: 40, rounding: Decimal.ROUND_HALF_UP });

/**
 * The effective yearly rate of several costs taken together, in basis points: the mean of their rates, each weighted by
 * the cash it gives times the days it gives it for. With these weights the mean of the simple yields is exactly the whole
 * cost / Σ (proceeds · days) · 365, so that no split of an invoice changes it. Null for none, and where one has no rate.
 */
export function weightedRateBps(costs: readonly CostOfCash[]): Decimal | null {
  let [weighted, weights] = [new Precise(0), new Precise(0)];
  for (const cost of costs) {
    const rate = effectiveRateBps(cost);
    if (rate === null) return null;
    const weight = new Precise((cost.proceedsMinor * BigInt(cost.tenorDays)).toString());
    weighted = weighted.plus(rate.times(weight));
    weights = weights.plus(weight);
  }
  return costs.length === 0 ? null : weighted.div(weights);
}
