import { z } from 'zod';
import { transition } from '../events/index.js';
import { command } from '../platform/command.js';
import type { Tx } from '../platform/database.js';
import { uuidKey, wireId } from '../platform/input.js';
import { NotAvailable, NotFound, NotPermitted } from '../platform/problem.js';
import { auctionChannels } from './auction.channels.js';
import { auctionRefusal } from './auction.policy.js';
import { type AuctionView, lockVisibleAuction } from './auction.reads.js';
import { movedBySuspension } from './auction.rules.js';
import { auctionMachine } from './auction.states.js';
import { lockLiveBids } from './bid.reads.js';

const input = z.object({ auctionId: wireId('auction'), idempotencyKey: uuidKey });

/** The operator lets an auction go on: what was still to come when it stopped comes later by the time it stood still. */
export const resumeAuction = command({
  name: 'resumeAuction',
  input,
  problems: [NotFound, NotPermitted, NotAvailable],
  async execute(tx, viewer, { auctionId }) {
    const auction = await lockVisibleAuction(tx, auctionId);
    if (!auction) return new NotFound();
    const refused = auctionRefusal('RESUME', viewer, auction);
    if (refused) return refused;

    const moved = (instant: Date) => movedBySuspension(instant, auction.suspendedAt!, auction.asOf);
    await moveBids(tx, auction, moved);
    await transition(
      tx,
      viewer,
      auctionMachine,
      'resumeAuction',
      [{ row: auction, to: auction.suspendedFrom!, event: 'auction.resumed', channels: auctionChannels(auction) }],
      {
        suspended_at: null,
        suspended_from: null,
        closes_at: moved(auction.closesAt),
        accept_until: moved(auction.acceptUntil),
      },
    );
    return { auctionId };
  },
});

async function moveBids(tx: Tx, auction: AuctionView, moved: (instant: Date) => Date): Promise<void> {
  const bids = await lockLiveBids(tx, [auction.id]);
  await tx.execute(
    'UPDATE bid t SET valid_until = g.valid_until FROM unnest($1::uuid[], $2::timestamptz[]) AS g(id, valid_until) WHERE t.id = g.id',
    [bids.map(bid => bid.id), bids.map(bid => moved(bid.validUntil))],
  );
}
