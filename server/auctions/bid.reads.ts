import { fetchSize, type Page, pageOf } from '../platform/connection.js';
import type { Db, Tx } from '../platform/database.js';
import { belowCursor } from '../platform/keyset.js';
import type { BatchRead } from '../platform/request-context.js';
import type { BidRow } from './auction.entity.js';
import { bidVisible, showsOffers } from './auction.policy.js';
import { auctionById } from './auction.reads.js';
import { isAcceptable } from './auction.rules.js';
import type { BidState } from './bid.states.js';
import { offersAsOf, type RankedBid, rankBids } from './rank-bids.js';

export const bidById: BatchRead<string, BidRow | null> = async (db, _viewer, ids) => {
  const rows = await db.query<BidRow>(
    `SELECT t.* FROM bid t JOIN auction a ON a.id = t.auction_id WHERE t.id = ANY($1::uuid[]) AND ${bidVisible}`,
    [ids],
  );
  const byId = new Map(rows.map(row => [row.id, row]));
  return ids.map(id => byId.get(id) ?? null);
};

export interface BidFilter {
  readonly first: number;
  readonly after?: string | null;
  readonly state?: readonly BidState[] | null;
}

/** The viewer's own bids, the latest placed first. */
export async function ownBidPage(db: Db, filter: BidFilter): Promise<Page<BidRow>> {
  const below = belowCursor(filter.after);
  const rows = await db.query<BidRow>(
    `SELECT t.* FROM bid t
      WHERE t.funder_id = viewer_organization() AND ($1::text[] IS NULL OR t.state = ANY($1))
        AND (t.placed_at, t.id) < ($2::timestamptz, $3::uuid)
      ORDER BY t.placed_at DESC, t.id DESC LIMIT $4`,
    [filter.state ?? null, below.at, below.id, fetchSize(filter.first)],
  );
  return pageOf(rows, filter.first);
}

/** A bid with its funder's name. */
export interface OfferedBid extends BidRow {
  readonly funderName: string;
}

/**
 * The offers of auctions, ranked: those that can be accepted, or will be; after an award the book as it stood then. Null
 * where the viewer is not shown offers, or not yet.
 */
export const offersOf: BatchRead<string, RankedBid<OfferedBid>[] | null> = async (db, viewer, auctionIds) => {
  const auctions = await auctionById(db, viewer, auctionIds);
  const bids = await db.query<OfferedBid>(
    `SELECT t.*, o.name AS funder_name
       FROM bid t JOIN auction a ON a.id = t.auction_id JOIN organization o ON o.id = t.funder_id
      WHERE a.id = ANY($1::uuid[]) AND ${bidVisible}
        AND CASE a.state WHEN 'AWARDED' THEN t.state IN ('WON', 'LOST') AND t.decided_at = a.decided_at
                         ELSE t.state = 'LIVE' END`,
    [auctionIds],
  );
  return auctions.map(auction => {
    if (!auction || !showsOffers(viewer, auction)) return null;
    const at = offersAsOf(auction);
    const standing = bids.filter(
      bid => bid.auctionId === auction.id && (bid.state !== 'LIVE' || isAcceptable(bid, at)),
    );
    return rankBids(auction, standing, at);
  });
};

/** The bid, what a bid's command must lock beside it, where the viewer sees it. */
export interface BidReference {
  readonly id: string;
  readonly auctionId: string;
  readonly invoiceId: string;
  readonly supplierId: string;
  readonly buyerId: string;
  readonly funderId: string;
  readonly programmeId: string;
  readonly currency: string;
}

/** What never changes of a bid that the viewer sees; read before anything is locked. */
export async function findVisibleBid(db: Db, bidId: string): Promise<BidReference | undefined> {
  return (await findVisibleBids(db, [bidId]))[0];
}

/** What never changes of those of the bids that the viewer sees; read before anything is locked. */
export function findVisibleBids(db: Db, bidIds: readonly string[]): Promise<BidReference[]> {
  return db.query(
    `SELECT t.id, t.auction_id, a.invoice_id, a.supplier_id, a.buyer_id, t.funder_id, a.programme_id, t.currency
       FROM bid t JOIN auction a ON a.id = t.auction_id WHERE t.id = ANY($1::uuid[]) AND ${bidVisible}`,
    [bidIds],
  );
}

/** Locks bids, the lowest id first, and reads them. Their auctions are locked already, so no others come or go. */
export function lockLiveBids(tx: Tx, auctionIds: readonly string[]): Promise<BidRow[]> {
  return tx.query(`SELECT * FROM bid WHERE auction_id = ANY($1::uuid[]) AND state = 'LIVE' ORDER BY id FOR UPDATE`, [
    auctionIds,
  ]);
}

/** Locks one bid and reads it; its auction is locked already. */
export function lockBid(tx: Tx, bidId: string): Promise<BidRow> {
  return tx.one('SELECT * FROM bid WHERE id = $1 FOR UPDATE', [bidId]);
}
