import type { Db, Tx } from '../platform/database.js';
import type { PaymentFileLineRow } from './payment-file.entity.js';
import { paymentFileColumns, type PaymentFileView, paymentFileVisible } from './payment-file.policy.js';

/** Locks files, the lowest id first, after their payments; and reads those that the viewer sees. */
export async function lockVisiblePaymentFiles(tx: Tx, ids: readonly string[]): Promise<PaymentFileView[]> {
  await tx.query(
    `SELECT t.id FROM payment_file t WHERE t.id = ANY ($1::uuid[]) AND ${paymentFileVisible} ORDER BY t.id FOR UPDATE`,
    [ids],
  );
  // A second statement: what stands is judged as it is after the wait for the lock.
  return tx.query(
    `SELECT ${paymentFileColumns} FROM payment_file t WHERE t.id = ANY ($1::uuid[]) AND ${paymentFileVisible}
      ORDER BY t.id`,
    [ids],
  );
}

/** The lines of those of these files that the viewer sees, which never change: to be read before anything is locked. */
export function linesOfVisibleFiles(db: Db, fileIds: readonly string[]): Promise<PaymentFileLineRow[]> {
  return db.query(
    `SELECT l.* FROM payment_file_line l JOIN payment_file t ON t.id = l.file_id
      WHERE l.file_id = ANY ($1::uuid[]) AND ${paymentFileVisible} ORDER BY l.file_id, l.payment_id`,
    [fileIds],
  );
}
