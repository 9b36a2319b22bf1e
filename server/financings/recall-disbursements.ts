import type { BankPort } from '../bank/index.js';
import type { Database } from '../platform/database.js';
import { systemViewer } from '../platform/viewer.js';

/**
 * Asks the bank to give up each leg 1 whose financing failed while it was there, or may have been on its way there. It
 * learns the answer from a message, like everything; until then the same is asked again, which does no harm. What the bank
 * booked all the same is held for a person and not asked for any more. Changes nothing of ours, so it resolves to zero.
 */
export async function recallDisbursements(database: Database, bank: BankPort): Promise<number> {
  const payments = await database.read(systemViewer, db =>
    db.query<{ endToEndId: string }>(
      `SELECT p.end_to_end_id
         FROM payment p
         JOIN financing f ON f.id = p.financing_id
         JOIN payment_file s ON s.id = p.file_id
        WHERE p.kind = 'DISBURSEMENT' AND p.state = 'INSTRUCTED' AND f.state = 'FAILED' AND s.sending_at IS NOT NULL
          AND NOT EXISTS (SELECT FROM bank_message_receipt r
                           WHERE r.outcome = 'HELD' AND r.content ->> 'endToEndId' = p.end_to_end_id)
        ORDER BY p.id`,
    ),
  );
  if (payments.length > 0) await bank.recall(payments.map(payment => payment.endToEndId));
  return 0;
}
