import { z } from 'zod';
import { transition } from '../events/index.js';
import { command } from '../platform/command.js';
import type { Tx } from '../platform/database.js';
import { uuidKey, wireId } from '../platform/input.js';
import { NotAvailable, NotFound, NotPermitted } from '../platform/problem.js';
import { SecondPersonNeeded } from '../organizations/index.js';
import { actsAlone, type Viewer } from '../platform/viewer.js';
import { auctionChannels } from './auction.channels.js';
import { auctionRefusal } from './auction.policy.js';
import { type AuctionView, lockVisibleAuction } from './auction.reads.js';
import { movedBySuspension } from './auction.rules.js';
import { auctionMachine } from './auction.states.js';
import { lockLiveBids } from './bid.reads.js';

const input = z.object({ auctionId: wireId('auction'), idempotencyKey: uuidKey });

/** Two persons of the operator let an auction go on: what was still to come when it stopped comes later by the time it stood still. */
export const resumeAuction = command({
  name: 'resumeAuction',
  input,
  problems: [NotFound, NotPermitted, NotAvailable, SecondPersonNeeded],
  async execute(tx, viewer, { auctionId }) {
    const auction = await lockVisibleAuction(tx, auctionId);
    if (!auction) return new NotFound();
    const refused = auctionRefusal('RESUME', viewer, auction);
    if (refused) return refused;
    if (actsAlone(viewer)) return new SecondPersonNeeded();

    await continueAuctions(tx, viewer, 'resumeAuction', [auction]);
    return { auctionId };
  },
});

/** Lets suspended, locked auctions go on: their times and those of their bids move by the time each stood still. */
export async function continueAuctions(
  tx: Tx,
  viewer: Viewer,
  cause: string,
  auctions: readonly AuctionView[],
): Promise<void> {
  await moveBids(tx, auctions);
  await transition(
    tx,
    viewer,
    auctionMachine,
    cause,
    auctions.map(auction => ({
      row: auction,
      to: auction.suspendedFrom!,
      event: 'auction.resumed',
      channels: auctionChannels(auction),
      set: { closes_at: moved(auction, auction.closesAt), accept_until: moved(auction, auction.acceptUntil) },
    })),
    { suspended_at: null, suspended_from: null, suspended_for: null },
  );
}

async function moveBids(tx: Tx, auctions: readonly AuctionView[]): Promise<void> {
  const auctionOf = new Map(auctions.map(auction => [auction.id, auction]));
  const bids = await lockLiveBids(tx, [...auctionOf.keys()]);
  await tx.execute(
    'UPDATE bid t SET valid_until = g.valid_until FROM unnest($1::uuid[], $2::timestamptz[]) AS g(id, valid_until) WHERE t.id = g.id',
    [bids.map(bid => bid.id), bids.map(bid => moved(auctionOf.get(bid.auctionId)!, bid.validUntil))],
  );
}

function moved(auction: AuctionView, instant: Date): Date {
  return movedBySuspension(instant, auction.suspendedAt!, auction.asOf);
}
