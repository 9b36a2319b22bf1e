import { fetchSize, type Page, pageOf } from '../platform/connection.js';
import type { Db, Tx } from '../platform/database.js';
import { type Listed, placeOf, sortKey } from '../platform/keyset.js';
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

export interface FinancingFilter {
  readonly first: number;
  readonly after?: string | null;
  readonly state?: readonly FinancingState[] | null;
}

/** The financings that the viewer sees, the latest agreed first. */
export async function financingPage(db: Db, filter: FinancingFilter): Promise<Page<Listed<FinancingView>>> {
  const place = placeOf(filter.after);
  const rows = await db.query<Listed<FinancingView>>(
    `SELECT ${financingColumns}, ${sortKey('t.agreed_at')} AS sort_key FROM financing t
      WHERE ${financingVisible} AND ($1::text[] IS NULL OR t.state = ANY($1))
        AND (t.agreed_at, t.id) < ($2::timestamptz, $3::uuid)
      ORDER BY t.agreed_at DESC, t.id DESC LIMIT $4`,
    [filter.state ?? null, place.at, place.id, fetchSize(filter.first)],
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
