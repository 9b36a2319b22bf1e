import { z } from 'zod';
import { transition } from '../events/index.js';
import { type Exposure, freeReserved } from '../limits/index.js';
import { command } from '../platform/command.js';
import type { Tx } from '../platform/database.js';
import { uuidKey, wireId } from '../platform/input.js';
import { NotAvailable, NotFound, NotPermitted } from '../platform/problem.js';
import type { Viewer } from '../platform/viewer.js';
import { auctionChannels } from './auction.channels.js';
import { auctionRefusal } from './auction.policy.js';
import { AuctionClosed } from './auction.problems.js';
import { type AuctionView, lockUnfinishedAuctions, lockVisibleAuction } from './auction.reads.js';
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
    await freeReserved(tx, await withdrawAuctions(tx, viewer, 'withdrawAuction', [auction]));
    return { auctionId };
  },
});

/**
 * Withdraws what auctions are unfinished of invoices whose approved amount falls: a face never changes under its bids. The
 * invoices are locked by the caller, who frees what the bids reserved, after its other locks.
 */
export async function withdrawListings(
  tx: Tx,
  viewer: Viewer,
  cause: string,
  invoiceIds: readonly string[],
): Promise<Exposure[]> {
  return withdrawAuctions(tx, viewer, cause, await lockUnfinishedAuctions(tx, invoiceIds));
}

/** Resolves to what the bids reserved. */
async function withdrawAuctions(
  tx: Tx,
  viewer: Viewer,
  cause: string,
  auctions: readonly AuctionView[],
): Promise<Exposure[]> {
  const auctionOf = new Map(auctions.map(auction => [auction.id, auction]));
  const bids = await lockLiveBids(tx, [...auctionOf.keys()]);
  const decisions = bids.map(bid => refusedBid(auctionOf.get(bid.auctionId)!, bid, 'WITHDRAWN'));
  await decideBids(tx, viewer, cause, decisions);
  await transition(
    tx,
    viewer,
    auctionMachine,
    cause,
    auctions.map(row => ({
      row,
      to: 'WITHDRAWN',
      event: 'auction.withdrawn',
      channels: auctionChannels(row),
      // One that stood still ends where it stood: a close it never came to reveals no bid.
      set: { decided_at: row.suspendedAt ?? row.asOf },
    })),
    { suspended_at: null, suspended_from: null, suspended_for: null },
  );
  return exposuresOf(decisions);
}
