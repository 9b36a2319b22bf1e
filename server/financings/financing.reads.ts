import { fetchSize, type Page, pageOf } from '../platform/connection.js';
import type { Db, Tx } from '../platform/database.js';
import { idsOfPage, type Listed, type Orders, type Sorting, sortedPage, waysOfParties } from '../platform/keyset.js';
import type { BatchRead } from '../platform/request-context.js';
import type { FinancingRow } from './financing.entity.js';
import { financingVisible, invoiceShown, priceVisible } from './financing.policy.js';
import type { FinancingState } from './financing.states.js';

/** A financing with what the viewer may know of it. */
export interface FinancingView extends FinancingRow {
  readonly priceVisible: boolean;
  readonly invoiceShown: boolean;
}

const financingColumns = `t.*, ${priceVisible} AS price_visible, ${invoiceShown} AS invoice_shown`;
const financingView = `SELECT ${financingColumns} FROM financing t`;

export type FinancingOrder = 'AGREED' | 'MATURITY' | 'FACE';

/** Amounts compare within their currency. */
const orders: Orders<FinancingOrder> = {
  AGREED: { columns: [{ sql: 't.agreed_at', type: 'timestamptz' }], descending: true },
  MATURITY: { columns: [{ sql: 't.maturity', type: 'date' }], descending: false },
  FACE: {
    columns: [
      { sql: 't.currency', type: 'text' },
      { sql: 't.face_minor', type: 'bigint' },
    ],
    descending: true,
  },
};

export interface FinancingFilter extends Sorting<FinancingOrder> {
  readonly first: number;
  readonly state?: readonly FinancingState[] | null;
}

/** The financings that the viewer sees, the latest agreed first unless they are sorted otherwise. */
export async function financingPage(db: Db, filter: FinancingFilter): Promise<Page<Listed<FinancingView>>> {
  const sorted = sortedPage(orders, filter);
  const ids = idsOfPage(sorted, {
    source: 'financing t',
    ways: waysOfParties('t.supplier_id', 't.funder_id', 't.buyer_id'),
    condition: `${sorted.after(1)} AND ($4::text[] IS NULL OR t.state = ANY($4)) AND ${financingVisible}`,
    limit: '$3',
  });
  const rows = await db.query<Listed<FinancingView>>(
    `SELECT ${financingColumns}, ${sorted.key} FROM financing t WHERE t.id IN (${ids}) AND ${financingVisible}
      ORDER BY ${sorted.orderBy} LIMIT $3`,
    [...sorted.parameters, fetchSize(filter.first), filter.state ?? null],
  );
  return pageOf(rows, filter.first);
}

export const financingById: BatchRead<string, FinancingView | null> = async (db, _viewer, ids) => {
  const rows = await db.query<FinancingView>(`${financingView} WHERE t.id = ANY($1::uuid[]) AND ${financingVisible}`, [
    ids,
  ]);
  const byId = new Map(rows.map(row => [row.id, row]));
  return ids.map(id => byId.get(id) ?? null);
};

/** The financing of each invoice: the one that stands, else the latest that failed. */
export const financingOfInvoice: BatchRead<string, FinancingView | null> = async (db, _viewer, invoiceIds) => {
  const rows = await db.query<FinancingView>(
    `SELECT DISTINCT ON (t.invoice_id) t.*
       FROM (${financingView} WHERE t.invoice_id = ANY($1::uuid[]) AND ${financingVisible}) t
      ORDER BY t.invoice_id, t.state = 'FAILED', t.agreed_at DESC, t.id`,
    [invoiceIds],
  );
  const byInvoice = new Map(rows.map(row => [row.invoiceId, row]));
  return invoiceIds.map(id => byInvoice.get(id) ?? null);
};

/** Locks financings, the lowest id first, and reads them; those that do not exist are left out. */
export function lockFinancings(tx: Tx, ids: readonly string[]): Promise<FinancingRow[]> {
  return tx.query('SELECT * FROM financing WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE', [ids]);
}

/** The financings of these invoices that have not failed: at most one an invoice stands. */
export function standingFinancingsOf(db: Db, invoiceIds: readonly string[]): Promise<FinancingRow[]> {
  return db.query(`SELECT * FROM financing WHERE invoice_id = ANY($1::uuid[]) AND state <> 'FAILED'`, [invoiceIds]);
}
