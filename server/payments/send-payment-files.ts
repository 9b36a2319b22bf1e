import type { BankPort } from '../bank/index.js';
import type { Database } from '../platform/database.js';
import type { UnitOfWork } from '../platform/unit-of-work.js';
import { systemViewer } from '../platform/viewer.js';
import type { PaymentFileRow } from './payment.entity.js';

const slice = 100;

/**
 * Hands released files to the bank, oldest first, and marks them sent: outside any transaction, so that no lock waits for a
 * bank. A crash between the two sends the same bytes under the same message id again, which counts once. Resolves to how
 * many were sent.
 */
export async function sendPaymentFiles(work: UnitOfWork, database: Database, bank: BankPort): Promise<number> {
  let sent = 0;
  for (;;) {
    const files = await database.read(systemViewer, db =>
      db.query<Pick<PaymentFileRow, 'id' | 'messageId' | 'body'>>(
        `SELECT id, message_id, body FROM payment_file WHERE sent_at IS NULL ORDER BY released_at, id LIMIT $1`,
        [slice],
      ),
    );
    if (files.length === 0) return sent;
    for (const { id, messageId, body } of files) {
      await bank.submit({ messageId, body });
      await work.perform(systemViewer, tx =>
        tx.execute('UPDATE payment_file SET sent_at = business_now() WHERE id = $1 AND sent_at IS NULL', [id]),
      );
    }
    sent += files.length;
  }
}
