import { freeReserved } from '../limits/index.js';
import type { Tx } from '../platform/database.js';
import type { UnitOfWork } from '../platform/unit-of-work.js';
import { systemViewer } from '../platform/viewer.js';
import type { AuctionView } from './auction.reads.js';
import { lockLiveBids } from './bid.reads.js';
import { type BidDecision, decideBids, exposuresOf } from './decide-bids.js';
import { inSlices, pickAuctions, pickStoppingAuctions } from './pick-due-auctions.js';
import { continueAuctions } from './resume-auction.js';
import { stopAuctions } from './suspend-auction.js';

/**
 * Does what the suspension of an organization, and its resuming, ask of auctions: as supplier or buyer its unfinished ones
 * stand still from the instant of its suspension, as funder its live bids are taken back; once it is resumed, what stood
 * still for it goes on. Every slice is a transaction; an acceptance holds its parties, so it comes before the suspension
 * or is refused, whether or not this has run. Resolves to how many auctions and bids changed.
 */
export async function followSuspensions(work: UnitOfWork): Promise<number> {
  if (!(await work.perform(systemViewer, isAnyoneStopped))) return 0;
  const stopped = await inSlices(work, stopSlice);
  const withdrawn = await inSlices(work, withdrawSlice);
  return stopped + withdrawn + (await inSlices(work, continueSlice));
}

/** Hardly ever: asked first, so that the sweep costs next to nothing. */
async function isAnyoneStopped(tx: Tx): Promise<boolean> {
  const { stopped } = await tx.one<{ stopped: boolean }>(
    `SELECT EXISTS (SELECT FROM organization WHERE suspended_at IS NOT NULL)
         OR EXISTS (SELECT FROM auction WHERE suspended_for IS NOT NULL) AS stopped`,
  );
  return stopped;
}

interface Suspension {
  readonly id: string;
  readonly suspendedAt: Date;
}

async function stopSlice(tx: Tx): Promise<number> {
  const auctions = await pickStoppingAuctions(tx);
  const suspensionOf = await suspensionsOfParties(tx, auctions);
  const stops = auctions.flatMap(auction => {
    const suspension = suspensionOf(auction);
    if (!suspension) return [];
    const suspendedAt = suspension.suspendedAt < auction.openedAt ? auction.openedAt : suspension.suspendedAt;
    return [{ auction, suspendedAt, suspendedFor: suspension.id, reason: null }];
  });
  await stopAuctions(tx, systemViewer, 'suspendOrganization', stops);
  return stops.length;
}

const hasBidsOfSuspended = `t.id IN (
  SELECT b.auction_id FROM organization o JOIN bid b ON b.funder_id = o.id AND b.state = 'LIVE'
   WHERE o.state = 'SUSPENDED' AND o.suspended_at <= $1)`;

async function withdrawSlice(tx: Tx): Promise<number> {
  const auctions = await pickAuctions(tx, hasBidsOfSuspended, 't.id');
  const auctionOf = new Map(auctions.map(auction => [auction.id, auction]));
  const bids = await lockLiveBids(tx, [...auctionOf.keys()]);
  const suspensionOf = await suspensionsOf(
    tx,
    bids.map(bid => bid.funderId),
  );
  const decisions = bids.flatMap((bid): BidDecision[] => {
    const suspension = suspensionOf.get(bid.funderId);
    if (!suspension) return [];
    const auction = auctionOf.get(bid.auctionId)!;
    // What had run out before, while its clock still ran, expired.
    const hadExpired = bid.validUntil <= earlier(suspension.suspendedAt, auction.suspendedAt);
    return [
      hadExpired
        ? { auction, bid, to: 'EXPIRED', reason: 'EXPIRED' }
        : { auction, bid, to: 'WITHDRAWN', reason: 'SUSPENDED' },
    ];
  });
  await decideBids(tx, systemViewer, 'suspendOrganization', decisions);
  await freeReserved(tx, exposuresOf(decisions));
  return decisions.length;
}

const stoodForResumed = `t.id IN (
  SELECT a.id FROM auction a JOIN organization o ON o.id = a.suspended_for
   WHERE a.suspended_for IS NOT NULL AND o.state <> 'SUSPENDED' AND a.suspended_at <= $1)`;

/** Where the other party is suspended too, the auction stands on, for that one. */
async function continueSlice(tx: Tx): Promise<number> {
  const auctions = await pickAuctions(tx, stoodForResumed, 't.id');
  const suspensionOf = await suspensionsOfParties(tx, auctions);
  const standing = auctions.filter(suspensionOf);
  await tx.execute(
    'UPDATE auction t SET suspended_for = g.party FROM unnest($1::uuid[], $2::uuid[]) AS g(id, party) WHERE t.id = g.id',
    [standing.map(({ id }) => id), standing.map(auction => suspensionOf(auction)!.id)],
  );
  await continueAuctions(
    tx,
    systemViewer,
    'resumeOrganization',
    auctions.filter(auction => !suspensionOf(auction)),
  );
  return auctions.length;
}

/** The suspension that stops an auction: of its two parties' the earlier. */
async function suspensionsOfParties(
  tx: Tx,
  auctions: readonly AuctionView[],
): Promise<(auction: AuctionView) => Suspension | undefined> {
  const suspensionOf = await suspensionsOf(
    tx,
    auctions.flatMap(({ supplierId, buyerId }) => [supplierId, buyerId]),
  );
  return ({ supplierId, buyerId }) => {
    const suspensions = [supplierId, buyerId].flatMap(id => suspensionOf.get(id) ?? []);
    return suspensions.sort((a, b) => a.suspendedAt.getTime() - b.suspendedAt.getTime())[0];
  };
}

/** Read without a lock, which would come too late here: what changes now is found by the next sweep. */
async function suspensionsOf(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Suspension>> {
  const rows = await tx.query<Suspension>(
    'SELECT id, suspended_at FROM organization WHERE id = ANY($1) AND suspended_at IS NOT NULL',
    [[...new Set(ids)]],
  );
  return new Map(rows.map(row => [row.id, row]));
}

function earlier(instant: Date, other: Date | null): Date {
  return other !== null && other < instant ? other : instant;
}
