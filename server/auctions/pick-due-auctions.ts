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
 * The auctions `t` that stand still for a party: it was suspended while there was time left. No timer ends them, though
 * their own state may not say so yet.
 */
const stopsWithParty = `EXISTS (
  SELECT FROM organization o WHERE o.id IN (t.supplier_id, t.buyer_id) AND o.suspended_at <
    CASE t.state WHEN 'OPEN' THEN t.closes_at WHEN 'CLOSED' THEN t.accept_until END)`;

/** Locks the next auctions for which time decides: a condition on `t` holds at the business time $1, and no party's suspension stops them. */
export function pickDueAuctions(tx: Tx, condition: string, order: string): Promise<AuctionView[]> {
  return pickAuctions(tx, `${condition} AND NOT ${stopsWithParty}`, order);
}

/** The auctions `t` that still run while a party is suspended, by the few that are. */
const runsForSuspended = `t.state IN ('OPEN', 'CLOSED') AND t.id IN (
  SELECT a.id FROM organization o JOIN auction a ON a.supplier_id = o.id AND a.state IN ('OPEN', 'CLOSED')
   WHERE o.state = 'SUSPENDED' AND o.suspended_at <= $1
  UNION ALL
  SELECT a.id FROM organization o JOIN auction a ON a.buyer_id = o.id AND a.state IN ('OPEN', 'CLOSED')
   WHERE o.state = 'SUSPENDED' AND o.suspended_at <= $1)`;

/** Locks the next auctions that a party's suspension stops. */
export function pickStoppingAuctions(tx: Tx): Promise<AuctionView[]> {
  return pickAuctions(tx, `${runsForSuspended} AND ${stopsWithParty}`, 't.id');
}

/**
 * Locks the next auctions for which a condition on `t` holds at the business time $1, and reads them after the lock. What
 * somebody else holds is left: it is being decided, and the next sweep looks again.
 */
export async function pickAuctions(tx: Tx, condition: string, order: string): Promise<AuctionView[]> {
  const { now } = await tx.one<{ now: string }>('SELECT business_now()::text AS now');
  const due = await tx.query<{ id: string }>(
    `SELECT t.id FROM auction t WHERE ${condition} ORDER BY ${order} LIMIT ${sliceSize} FOR UPDATE OF t SKIP LOCKED`,
    [now],
  );
  if (due.length === 0) return [];
  const auctions = await auctionById(
    tx,
    systemViewer,
    due.map(({ id }) => id),
  );
  return auctions.filter(auction => auction !== null);
}
