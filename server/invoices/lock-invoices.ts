import type { Tx } from '../platform/database.js';
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
