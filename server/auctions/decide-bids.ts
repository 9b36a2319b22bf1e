import { transition } from '../events/index.js';
import type { Exposure } from '../limits/index.js';
import type { Tx } from '../platform/database.js';
import type { Viewer } from '../platform/viewer.js';
import { bidChannels } from './auction.channels.js';
import type { BidRow, LostReason } from './auction.entity.js';
import type { AuctionView } from './auction.reads.js';
import { bidMachine, type BidState } from './bid.states.js';
import { exposureOf } from './bid-exposure.js';

/** What becomes of a live bid, locked, of an auction as it was before the decision. */
export interface BidDecision {
  readonly auction: AuctionView;
  readonly bid: BidRow;
  readonly to: Exclude<BidState, 'LIVE'>;
  readonly reason: LostReason | null;
}

const events: Readonly<Record<BidDecision['to'], string>> = {
  WON: 'bid.won',
  LOST: 'bid.lost',
  WITHDRAWN: 'bid.withdrawn',
  EXPIRED: 'bid.expired',
};

/** The decision for a live bid that is not taken: expired if its validity had run out, else lost for this reason. */
export function refusedBid(auction: AuctionView, bid: BidRow, reason: LostReason): BidDecision {
  // While an auction is suspended the validity of its bids stands still.
  if (bid.validUntil <= (auction.suspendedAt ?? auction.asOf))
    return { auction, bid, to: 'EXPIRED', reason: 'EXPIRED' };
  return { auction, bid, to: 'LOST', reason };
}

/**
 * Decides live bids, at the instant at which their auctions were read under the lock. Their exposure is the caller's to
 * move, in the same transaction.
 */
export async function decideBids(
  tx: Tx,
  viewer: Viewer,
  cause: string,
  decisions: readonly BidDecision[],
): Promise<void> {
  if (decisions.length === 0) return;
  await transition(
    tx,
    viewer,
    bidMachine,
    cause,
    decisions.map(({ auction, bid, to, reason }) => ({
      row: bid,
      to,
      event: events[to],
      channels: bidChannels(auction, bid),
      set: { lost_reason: reason },
    })),
    { decided_at: decisions[0]!.auction.asOf },
  );
}

/** The exposures of decided bids. */
export function exposuresOf(decisions: readonly BidDecision[]): Exposure[] {
  return decisions.map(({ auction, bid }) => exposureOf(auction, bid));
}
