import { type Quote, rankOffers } from '../pricing/index.js';
import type { BidRow } from './auction.entity.js';
import { lastAcceptance } from './auction.rules.js';
import type { AuctionView } from './auction.reads.js';
import { priceBid, pricedOn } from './bid-price.js';

/** A bid with its figures at its place: 1 costs the cost bearer least. */
export interface RankedBid<Bid extends BidRow = BidRow> {
  readonly rank: number;
  readonly bid: Bid;
  readonly quote: Quote;
}

/** Ranks bids of an auction as of an instant; the same book and instant give the same order for ever. */
export function rankBids<Bid extends BidRow>(auction: AuctionView, bids: readonly Bid[], at: Date): RankedBid<Bid>[] {
  const valueDate = pricedOn(auction, at);
  const offers = bids.map(bid => ({
    bidId: bid.id,
    timePriority: BigInt(bid.priorityAt.getTime()),
    quote: priceBid(auction, bid, valueDate),
    bid,
  }));
  return rankOffers(offers).map(({ rank, offer: { bid, quote } }) => ({ rank, bid, quote }));
}

/** The instant at which the offers of an auction are shown: the award's, the suspension's, else now, at most the last one. */
export function offersAsOf(auction: AuctionView): Date {
  const last = lastAcceptance(auction);
  return auction.decidedAt ?? auction.suspendedAt ?? (auction.asOf < last ? auction.asOf : last);
}

/** The instant at which a bid's own figures are shown: its decision's, else that of the offers. */
export function bidAsOf(bid: BidRow, auction: AuctionView): Date {
  return bid.decidedAt ?? offersAsOf(auction);
}
