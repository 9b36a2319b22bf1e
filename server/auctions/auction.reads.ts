import { fetchSize, type Page, pageOf } from '../platform/connection.js';
import type { Db, Tx } from '../platform/database.js';
import { type Listed, type Orders, type Sorting, sortedPage } from '../platform/keyset.js';
import type { BatchRead } from '../platform/request-context.js';
import type { Undertaking } from '../invoices/index.js';
import type { DayCount } from '../pricing/index.js';
import type { AuctionRow, PriceKind } from './auction.entity.js';
import { type AuctionStanding, auctionVisible, viewerMayBid } from './auction.policy.js';
import type { AuctionState } from './auction.states.js';
import { type PricedAuction, settlementColumns } from './bid-price.js';

/** An auction with all that decides what its viewer can see of it, do with it, and what a bid in it is worth. */
export interface AuctionView extends AuctionRow, AuctionStanding, PricedAuction {
  readonly kind: AuctionRow['kind'];
  readonly state: AuctionState;
  readonly closesAt: Date;
  readonly acceptUntil: Date;
  readonly suspendedAt: Date | null;
  readonly suspendedFor: string | null;
  readonly decidedAt: Date | null;
  readonly supplierId: string;
  readonly buyerId: string;
  readonly advanceBps: number;
  readonly faceMinor: bigint;
  readonly currency: string;
  readonly maturity: AuctionRow['maturity'];
  readonly costBearer: 'SUPPLIER' | 'BUYER';
  /** Whether the buyer knows of the auction. */
  readonly disclosure: 'DISCLOSED' | 'CONFIDENTIAL';
  readonly priceKinds: readonly PriceKind[];
  /** What a bid counts days by, unless it says otherwise. */
  readonly dayCount: DayCount;
  readonly undertaking: Undertaking;
  /** ISO 3166-1. */
  readonly buyerCountry: string;
  /** Whether offers name their funder. */
  readonly fundersNamed: boolean;
  readonly disbursementDaysMax: number;
  /** What the viewer's own money costs it a year, in basis points, where it is the supplier and says so. */
  readonly ownRateBps: string | null;
}

/** The clock comes first, so that all rows of a statement are judged at one instant. */
export const auctionView = `
  WITH clock AS MATERIALIZED (
    SELECT date_trunc('milliseconds', business_now()) AS as_of
  )
  SELECT t.*, c.as_of, ${settlementColumns},
         d.disclosure, d.cost_bearer, d.repaid_by, d.price_kinds, d.day_count, d.platform_fee_bps,
         d.platform_fee_payer, p.funders_named, p.disbursement_days_max, i.undertaking, o.country AS buyer_country,
         coalesce(${viewerMayBid}, false) AS viewer_may_bid,
         (SELECT me.own_rate_bps FROM organization me WHERE me.id = t.supplier_id AND me.id = viewer_organization()) AS own_rate_bps,
         own.id AS own_bid_id, own.state AS own_bid_state, own.valid_until AS own_bid_valid_until
    FROM auction t
   CROSS JOIN clock c
    JOIN programme_terms d ON d.id = t.terms_id
    JOIN programme p ON p.id = t.programme_id
    JOIN invoice i ON i.id = t.invoice_id
    JOIN organization o ON o.id = t.buyer_id
    LEFT JOIN LATERAL (
      SELECT b.id, b.state, b.valid_until FROM bid b
       WHERE b.auction_id = t.id AND b.funder_id = viewer_organization()
       ORDER BY b.state = 'LIVE' DESC, b.placed_at DESC, b.id LIMIT 1) own ON true`;

export const auctionById: BatchRead<string, AuctionView | null> = async (db, _viewer, ids) => {
  const rows = await db.query<AuctionView>(`${auctionView} WHERE t.id = ANY($1::uuid[]) AND ${auctionVisible}`, [ids]);
  const byId = new Map(rows.map(row => [row.id, row]));
  return ids.map(id => byId.get(id) ?? null);
};

export type AuctionOrder = 'OPENED' | 'CLOSES' | 'MATURITY' | 'FACE';

/** No order depends on bids. Amounts compare within their currency. */
const orders: Orders<AuctionOrder> = {
  OPENED: { columns: [{ sql: 't.opened_at', type: 'timestamptz' }], descending: true },
  CLOSES: { columns: [{ sql: 't.closes_at', type: 'timestamptz' }], descending: false },
  MATURITY: { columns: [{ sql: 't.maturity', type: 'date' }], descending: false },
  FACE: {
    columns: [
      { sql: 't.currency', type: 'text' },
      { sql: 't.face_minor', type: 'bigint' },
    ],
    descending: true,
  },
};

export interface AuctionFilter extends Sorting<AuctionOrder> {
  readonly first: number;
  readonly state?: readonly AuctionState[] | null;
}

/** The board: the auctions that the viewer sees, the latest opened first unless they are sorted otherwise. */
export async function auctionPage(db: Db, filter: AuctionFilter): Promise<Page<Listed<AuctionView>>> {
  const sorted = sortedPage(orders, filter);
  const rows = await db.query<Listed<AuctionView>>(
    `SELECT t.*, ${sorted.key} FROM (${auctionView}
      WHERE t.id IN (
        SELECT t.id FROM auction t
         WHERE ${auctionVisible} AND ($4::text[] IS NULL OR t.state = ANY($4)) AND ${sorted.after(1)}
         ORDER BY ${sorted.orderBy} LIMIT $3)) t
      ORDER BY ${sorted.orderBy}`,
    [...sorted.parameters, fetchSize(filter.first), filter.state ?? null],
  );
  return pageOf(rows, filter.first);
}

/** The latest auction of each invoice, where the viewer sees it. */
export const auctionOfInvoice: BatchRead<string, AuctionView | null> = async (db, _viewer, invoiceIds) => {
  const rows = await db.query<AuctionView>(
    `SELECT DISTINCT ON (t.invoice_id) t.*
       FROM (${auctionView} WHERE t.invoice_id = ANY($1::uuid[]) AND ${auctionVisible}) t
      ORDER BY t.invoice_id, t.opened_at DESC, t.id`,
    [invoiceIds],
  );
  const byInvoice = new Map(rows.map(row => [row.invoiceId, row]));
  return invoiceIds.map(id => byInvoice.get(id) ?? null);
};

/** Locks the unfinished auctions of invoices, the lowest id first, and reads them after the wait, as of one instant. */
export async function lockUnfinishedAuctions(tx: Tx, invoiceIds: readonly string[]): Promise<AuctionView[]> {
  const unfinished = `t.invoice_id = ANY($1::uuid[]) AND t.state IN ('OPEN', 'CLOSED', 'SUSPENDED')`;
  await tx.query(`SELECT t.id FROM auction t WHERE ${unfinished} ORDER BY t.id FOR UPDATE OF t`, [invoiceIds]);
  return tx.query(`${auctionView} WHERE ${unfinished} ORDER BY t.id`, [invoiceIds]);
}

/** Locks the auction if the viewer sees it, and reads it as it is after the wait for the lock. */
export async function lockVisibleAuction(tx: Tx, auctionId: string): Promise<AuctionView | undefined> {
  return (await lockVisibleAuctions(tx, [auctionId]))[0];
}

/** Locks those of the auctions that the viewer sees, the lowest id first, and reads them after the wait, as of one instant. */
export async function lockVisibleAuctions(tx: Tx, ids: readonly string[]): Promise<AuctionView[]> {
  await tx.query(
    `SELECT t.id FROM auction t WHERE t.id = ANY($1::uuid[]) AND ${auctionVisible} ORDER BY t.id FOR UPDATE OF t`,
    [ids],
  );
  return tx.query(`${auctionView} WHERE t.id = ANY($1::uuid[]) AND ${auctionVisible} ORDER BY t.id`, [ids]);
}
