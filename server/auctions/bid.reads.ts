import { fetchSize, type Page, pageOf } from '../platform/connection.js';
import type { Db, Tx } from '../platform/database.js';
import { type Listed, type Orders, type Sorting, sortedPage } from '../platform/keyset.js';
import type { BatchRead } from '../platform/request-context.js';
import type { BidRow } from './auction.entity.js';
import { bidVisible } from './auction.policy.js';
import type { BidState } from './bid.states.js';

export const bidById: BatchRead<string, BidRow | null> = async (db, _viewer, ids) => {
  const rows = await db.query<BidRow>(
    `SELECT t.* FROM bid t JOIN auction a ON a.id = t.auction_id WHERE t.id = ANY($1::uuid[]) AND ${bidVisible}`,
    [ids],
  );
  const byId = new Map(rows.map(row => [row.id, row]));
  return ids.map(id => byId.get(id) ?? null);
};

export type BidOrder = 'PLACED' | 'VALID_UNTIL' | 'RATE';

const orders: Orders<BidOrder> = {
  PLACED: { columns: [{ sql: 't.placed_at', type: 'timestamptz' }], descending: true },
  VALID_UNTIL: { columns: [{ sql: 't.valid_until', type: 'timestamptz' }], descending: false },
  RATE: { columns: [{ sql: 't.rate_bps', type: 'numeric' }], descending: false },
};

export interface BidFilter extends Sorting<BidOrder> {
  readonly first: number;
  readonly state?: readonly BidState[] | null;
}

/** The viewer's own bids, the latest placed first unless they are sorted otherwise. */
export async function ownBidPage(db: Db, filter: BidFilter): Promise<Page<Listed<BidRow>>> {
  const sorted = sortedPage(orders, filter);
  const rows = await db.query<Listed<BidRow>>(
    `SELECT t.*, ${sorted.key} FROM bid t
      WHERE t.funder_id = viewer_organization() AND ($4::text[] IS NULL OR t.state = ANY($4)) AND ${sorted.after(1)}
      ORDER BY ${sorted.orderBy} LIMIT $3`,
    [...sorted.parameters, fetchSize(filter.first), filter.state ?? null],
  );
  return pageOf(rows, filter.first);
}

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
