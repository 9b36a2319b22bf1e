import type { Tx } from '../platform/database.js';
import type { UnitOfWork } from '../platform/unit-of-work.js';
import { systemViewer } from '../platform/viewer.js';
import { auctionById, type AuctionView } from './auction.reads.js';

/** Auctions in a transaction; with their bids that stays within some hundreds of rows. */
const sliceSize = 25;

/** Runs a sweep in transactions of its own until one finds nothing to do. Resolves to the sum of what they did. */
export async function inSlices(work: UnitOfWork, slice: (tx: Tx) => Promise<number>): Promise<number> {
  let sum = 0;
  for (;;) {
    const done = await work.perform(systemViewer, slice);
    if (done === 0) return sum;
    sum += done;
  }
}

/**
 * Locks the next auctions for which a condition on `t` holds at the business time $1, and reads them after the lock. What
 * somebody else holds is left: it is being decided, and the next sweep looks again.
 */
export async function pickDueAuctions(tx: Tx, condition: string, order: string): Promise<AuctionView[]> {
  const { now } = await tx.one<{ now: string }>('SELECT business_now()::text AS now');
  const due = await tx.query<{ id: string }>(
    `SELECT t.id FROM auction t WHERE ${condition} ORDER BY ${order} LIMIT ${sliceSize} FOR UPDATE OF t SKIP LOCKED`,
    [now],
  );
  const auctions = await auctionById(
    tx,
    systemViewer,
    due.map(({ id }) => id),
  );
  return auctions.filter(auction => auction !== null);
}
