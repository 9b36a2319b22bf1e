import type { Exposure } from '../limits/index.js';
import { divideHalfUp } from '../platform/money.js';
import type { AuctionView } from './auction.reads.js';

/** What any bid for the invoice exposes its funder to: the advance on the face, whatever the price. */
export function exposureMinorOf({ faceMinor, advanceBps }: Pick<AuctionView, 'faceMinor' | 'advanceBps'>): bigint {
  return divideHalfUp(faceMinor * BigInt(advanceBps), 10_000n);
}

/** A bid's exposure as limits know it. */
export function exposureOf(
  auction: AuctionView,
  bid: { readonly funderId: string; readonly exposureMinor: bigint },
): Exposure {
  const { buyerId, supplierId, buyerCountry, programmeId, currency } = auction;
  return {
    funderId: bid.funderId,
    buyerId,
    supplierId,
    buyerCountry,
    programmeId,
    currency,
    amountMinor: bid.exposureMinor,
  };
}
