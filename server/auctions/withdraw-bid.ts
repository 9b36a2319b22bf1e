import { z } from 'zod';
import { freeReserved } from '../limits/index.js';
import { command } from '../platform/command.js';
import { uuidKey, wireId } from '../platform/input.js';
import { NotAvailable, NotFound, NotPermitted } from '../platform/problem.js';
import { auctionRefusal } from './auction.policy.js';
import { AuctionClosed } from './auction.problems.js';
import { lockVisibleAuction } from './auction.reads.js';
import { findVisibleBid, lockBid } from './bid.reads.js';
import { type BidDecision, decideBids, exposuresOf } from './decide-bids.js';

const input = z.object({ bidId: wireId('bid'), idempotencyKey: uuidKey });

/** A funder takes its live bid back, before the close; what it reserved is free. */
export const withdrawBid = command({
  name: 'withdrawBid',
  input,
  problems: [NotFound, NotPermitted, AuctionClosed, NotAvailable],
  async execute(tx, viewer, { bidId }) {
    const named = await findVisibleBid(tx, bidId);
    const auction = named && (await lockVisibleAuction(tx, named.auctionId));
    if (!auction) return new NotFound();
    const bid = await lockBid(tx, bidId);

    const unable = auctionRefusal('WITHDRAW_BID', viewer, auction);
    if (unable) return unable;
    if (bid.id !== auction.ownBidId) return new NotAvailable(bid.state);

    const withdrawn: BidDecision[] = [{ auction, bid, to: 'WITHDRAWN', reason: null }];
    await decideBids(tx, viewer, 'withdrawBid', withdrawn);
    await freeReserved(tx, exposuresOf(withdrawn));
    return { bidId };
  },
});
