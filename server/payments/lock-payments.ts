import type { Tx } from '../platform/database.js';
import type { PaymentRow } from './payment.entity.js';
import { paymentColumns, type PaymentView } from './payment.policy.js';

/** Locks payments, the lowest id first, and reads them with what holds them after the lock. */
export async function lockPayments(tx: Tx, ids: readonly string[]): Promise<PaymentView[]> {
  await tx.query('SELECT t.id FROM payment t WHERE t.id = ANY ($1::uuid[]) ORDER BY t.id FOR UPDATE', [ids]);
  // A second statement: what holds a payment is judged as it is after the wait for the lock.
  return tx.query(`SELECT ${paymentColumns} FROM payment t WHERE t.id = ANY ($1::uuid[]) ORDER BY t.id`, [ids]);
}

/** Locks every payment of these invoices, the lowest id first. */
export function lockPaymentsOfInvoices(tx: Tx, invoiceIds: readonly string[]): Promise<PaymentRow[]> {
  return tx.query('SELECT t.* FROM payment t WHERE t.invoice_id = ANY ($1::uuid[]) ORDER BY t.id FOR UPDATE', [
    invoiceIds,
  ]);
}

/** Locks every payment of the invoice, or of the bill, that a payment is of: the lowest id first. */
export function lockPaymentsBeside(
  tx: Tx,
  { invoiceId, feeBillId }: Pick<PaymentRow, 'invoiceId' | 'feeBillId'>,
): Promise<PaymentRow[]> {
  return tx.query('SELECT t.* FROM payment t WHERE t.invoice_id = $1 OR t.fee_bill_id = $2 ORDER BY t.id FOR UPDATE', [
    invoiceId,
    feeBillId,
  ]);
}
