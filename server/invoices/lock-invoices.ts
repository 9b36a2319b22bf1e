import type { Tx } from '../platform/database.js';
import { filterParameters, type InvoiceFilter, invoiceMatches } from './invoice.filter.js';
import { invoiceColumns, type InvoiceView, invoiceVisible } from './invoice.policy.js';

/** Locks invoices, the lowest id first, and reads them after the lock; those that do not exist are left out. */
export function lockInvoices(tx: Tx, ids: readonly string[]): Promise<InvoiceView[]> {
  return lock(tx, ids, 'true');
}

/** As `lockInvoices`, but leaves out what the viewer may not see. */
export function lockVisibleInvoices(tx: Tx, ids: readonly string[]): Promise<InvoiceView[]> {
  return lock(tx, ids, invoiceVisible);
}

async function lock(tx: Tx, ids: readonly string[], condition: string): Promise<InvoiceView[]> {
  if (ids.length === 0) return [];
  await tx.query(`SELECT t.id FROM invoice t WHERE t.id = ANY($1::uuid[]) AND ${condition} ORDER BY t.id FOR UPDATE`, [
    ids,
  ]);
  // A second statement: what stands around an invoice is judged as it is after the wait for the lock.
  return tx.query<InvoiceView>(
    `SELECT ${invoiceColumns} FROM invoice t WHERE t.id = ANY($1::uuid[]) AND ${condition} ORDER BY t.id`,
    [ids],
  );
}

/** Locks what a filter finds of the viewer's own invoices as a buyer, the lowest id first, `most` at the most; their ids. */
export async function lockMatchingInvoices(tx: Tx, filter: InvoiceFilter, most: number): Promise<string[]> {
  const parameters = filterParameters(filter);
  if (parameters === null) return [];
  const rows = await tx.query<{ id: string }>(
    `SELECT t.id FROM invoice t LEFT JOIN programme p ON p.id = t.programme_id
      WHERE t.buyer_id = viewer_organization() AND ${invoiceMatches(2)} ORDER BY t.id LIMIT $1 FOR UPDATE OF t`,
    [most, ...parameters],
  );
  return rows.map(({ id }) => id);
}

/** An invoice as the buyer's own system names it. */
export interface NamedInvoice {
  readonly supplierId: string;
  readonly numberKey: string;
}

/**
 * Locks the viewer's invoices as a buyer that stand under these numbers, rejected and withdrawn ones left out, the lowest id
 * first. More than one may stand under a number.
 */
export function lockNamedInvoices(
  tx: Tx,
  names: readonly NamedInvoice[],
): Promise<(NamedInvoice & { readonly id: string })[]> {
  return tx.query(
    `SELECT t.id, t.supplier_id, t.number_key FROM invoice t
       JOIN (SELECT DISTINCT * FROM unnest($1::uuid[], $2::text[]) AS g(supplier_id, number_key)) n
         ON (t.supplier_id, t.number_key) = (n.supplier_id, n.number_key)
      WHERE t.buyer_id = viewer_organization() AND t.state NOT IN ('REJECTED', 'WITHDRAWN')
      ORDER BY t.id FOR UPDATE OF t`,
    [names.map(name => name.supplierId), names.map(name => name.numberKey)],
  );
}
