import type { Quote } from './price.js';
import { effectiveRateBps } from './yearly-rate.js';

/** What decides the place of an offer. `timePriority` orders versions: the smaller, the earlier. */
export interface RankableOffer {
  readonly bidId: string;
  readonly timePriority: bigint;
  readonly quote: Quote;
}

export interface RankedOffer<Offer> {
  /** 1 is the best; no two offers share a rank. */
  readonly rank: number;
  readonly offer: Offer;
}

/**
 * Ranks offers of one mode: lowest total cost over the life to the cost bearer, then the earliest version, then the
 * smaller bid id. The answer depends on nothing but its input, so that an award can be replayed from the frozen book.
 * Throws where the offers are no alternatives to each other: another claim, value date, cost bearer or advance.
 */
export function rankOffers<Offer extends RankableOffer>(offers: readonly Offer[]): RankedOffer<Offer>[] {
  assertSameChoice(offers);
  if (offers.some(offer => offer.quote.advanceMinor !== offers[0]?.quote.advanceMinor)) {
    throw new TypeError('offers with different advances do not compare by cost');
  }
  return numbered(offers, (a, b) => compare(a.quote.totalCostMinor, b.quote.totalCostMinor));
}

/**
 * One order across modes with different advances: lowest effective yearly rate, then version, then bid id. Offers whose
 * rate is not defined stand last. Throws for another claim, value date or cost bearer.
 */
export function rankAcrossAdvances<Offer extends RankableOffer>(offers: readonly Offer[]): RankedOffer<Offer>[] {
  assertSameChoice(offers);
  const rates = new Map(offers.map(offer => [offer, effectiveRateBps(offer.quote)]));
  return numbered(offers, (a, b) => {
    const [rateOfA, rateOfB] = [rates.get(a), rates.get(b)];
    if (rateOfA && rateOfB) return rateOfA.comparedTo(rateOfB);
    return compare(rateOfA ? 0n : 1n, rateOfB ? 0n : 1n);
  });
}

function numbered<Offer extends RankableOffer>(
  offers: readonly Offer[],
  byCost: (a: Offer, b: Offer) => number,
): RankedOffer<Offer>[] {
  return [...offers]
    .sort((a, b) => byCost(a, b) || compare(a.timePriority, b.timePriority) || compare(a.bidId, b.bidId))
    .map((offer, index) => ({ rank: index + 1, offer }));
}

/** Code-unit order for texts: the same on every machine, whatever its locale. */
function compare<Value extends bigint | string>(a: Value, b: Value): -1 | 0 | 1 {
  return a < b ? -1 : a > b ? 1 : 0;
}

function assertSameChoice(offers: readonly RankableOffer[]): void {
  const choice = ({ quote }: RankableOffer) =>
    [quote.currency, quote.faceMinor, quote.valueDate, quote.costBearer].join(' ');
  if (new Set(offers.map(choice)).size > 1) throw new TypeError('offers differ in claim, value date or cost bearer');
}
