import { z } from 'zod';
import { transition } from '../events/index.js';
import { command } from '../platform/command.js';
import { text, uuidKey, wireId } from '../platform/input.js';
import { NotAvailable, NotFound, NotPermitted } from '../platform/problem.js';
import { auctionChannels } from './auction.channels.js';
import { auctionRefusal } from './auction.policy.js';
import { AuctionClosed } from './auction.problems.js';
import { lockVisibleAuction } from './auction.reads.js';
import { auctionMachine } from './auction.states.js';

const input = z.object({ auctionId: wireId('auction'), reason: text(500), idempotencyKey: uuidKey });

/** The operator stops an auction: bids and timers stand still until it is resumed. */
export const suspendAuction = command({
  name: 'suspendAuction',
  input,
  problems: [NotFound, NotPermitted, AuctionClosed, NotAvailable],
  async execute(tx, viewer, { auctionId, reason }) {
    const auction = await lockVisibleAuction(tx, auctionId);
    if (!auction) return new NotFound();
    const refused = auctionRefusal('SUSPEND', viewer, auction);
    if (refused) return refused;

    const channels = auctionChannels(auction);
    await transition(
      tx,
      viewer,
      auctionMachine,
      'suspendAuction',
      [{ row: auction, to: 'SUSPENDED', event: 'auction.suspended', channels, after: { reason } }],
      { suspended_at: auction.asOf, suspended_from: auction.state },
    );
    return { auctionId };
  },
});
