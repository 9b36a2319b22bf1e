import { z } from 'zod';
import { transition } from '../events/index.js';
import { freeReserved } from '../limits/index.js';
import { command } from '../platform/command.js';
import { uuidKey, wireId } from '../platform/input.js';
import { NotAvailable, NotFound, NotPermitted } from '../platform/problem.js';
import { auctionChannels } from './auction.channels.js';
import { auctionRefusal } from './auction.policy.js';
import { AuctionClosed } from './auction.problems.js';
import { lockVisibleAuction } from './auction.reads.js';
import { auctionMachine } from './auction.states.js';
import { lockLiveBids } from './bid.reads.js';
import { decideBids, exposuresOf, refusedBid } from './decide-bids.js';

const input = z.object({ auctionId: wireId('auction'), idempotencyKey: uuidKey });

/** A supplier takes its invoice back; every bid is lost for that reason, and what bids reserved is free. */
export const withdrawAuction = command({
  name: 'withdrawAuction',
  input,
  problems: [NotFound, NotPermitted, AuctionClosed, NotAvailable],
  async execute(tx, viewer, { auctionId }) {
    const auction = await lockVisibleAuction(tx, auctionId);
    if (!auction) return new NotFound();
    const refused = auctionRefusal('WITHDRAW', viewer, auction);
    if (refused) return refused;

    const bids = await lockLiveBids(tx, [auctionId]);
    const decisions = bids.map(bid => refusedBid(auction, bid, 'WITHDRAWN'));
    await decideBids(tx, viewer, 'withdrawAuction', decisions);
    await transition(
      tx,
      viewer,
      auctionMachine,
      'withdrawAuction',
      [{ row: auction, to: 'WITHDRAWN', event: 'auction.withdrawn', channels: auctionChannels(auction) }],
      // One that stood still ends where it stood: a close it never came to reveals no bid.
      {
        decided_at: auction.suspendedAt ?? auction.asOf,
        suspended_at: null,
        suspended_from: null,
        suspended_for: null,
      },
    );
    await freeReserved(tx, exposuresOf(decisions));
    return { auctionId };
  },
});
