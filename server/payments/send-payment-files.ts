import type { BankPort, SubmittedFile } from '../bank/index.js';
import type { Database, Tx } from '../platform/database.js';
import type { ReportFault } from '../platform/report-fault.js';
import type { UnitOfWork } from '../platform/unit-of-work.js';
import { hasPermission, systemViewer, type Viewer } from '../platform/viewer.js';

/**
 * Hands released files to the bank, oldest first. That a file may leave is committed before it is handed over, and that it
 * was taken afterwards: outside any transaction, so that no lock waits for a bank. A crash between the two sends the same
 * bytes under the same message id again, which counts once. What cannot be handed over is reported and waits for the next
 * pass; the others go. Resolves to how many were sent.
 */
export async function sendPaymentFiles(
  work: UnitOfWork,
  database: Database,
  bank: BankPort,
  report: ReportFault,
): Promise<number> {
  const files = await database.read(systemViewer, db =>
    db.query<{ id: string }>(
      `SELECT f.id FROM payment_file f WHERE ${toBeSentAt('business_now()')} ORDER BY f.released_at, f.id`,
    ),
  );
  let sent = 0;
  for (const { id } of files) {
    try {
      if (await send(work, bank, id)) sent += 1;
    } catch (error) {
      report(new Error(`The payment file ${id} was not sent.`, { cause: error }));
    }
  }
  return sent;
}

/**
 * Whether file `f` has to go at an instant, both in SQL. After the last day of its legs 1 none goes any more, for then their
 * financings fail; one that may have left by then is asked back instead.
 */
function toBeSentAt(instant: string): string {
  return `(f.state = 'RELEASED' AND f.sent_at IS NULL AND f.withdrawn_at IS NULL AND (f.last_day IS NULL OR business_day_of(${instant}) <= f.last_day))`;
}

async function send(work: UnitOfWork, bank: BankPort, id: string): Promise<boolean> {
  const file = await work.perform(systemViewer, tx => beginSending(tx, id));
  if (!file) return false;
  await bank.submit(file);
  await work.perform(systemViewer, tx =>
    tx.execute('UPDATE payment_file SET sent_at = business_now() WHERE id = $1 AND sent_at IS NULL', [id]),
  );
  return true;
}

/**
 * A member of its owner takes a released file away, to bring it to the bank itself: from this commit on it may have left. The
 * same bytes each time. A sentence where it must not go any more; null where there is none for the viewer.
 */
export async function takePaymentFile(
  work: UnitOfWork,
  viewer: Viewer,
  id: string,
): Promise<{ readonly messageId: string; readonly body: string } | { readonly refused: string } | null> {
  if (!hasPermission(viewer, 'CHECKER') && !hasPermission(viewer, 'MAKER')) return null;
  return work.perform(viewer, async tx => {
    const own = await tx.maybe<SubmittedFile & { readonly mayHaveLeft: boolean }>(
      `SELECT message_id, body, sending_at IS NOT NULL AS may_have_left FROM payment_file
        WHERE id = $1 AND owner_id = viewer_organization()`,
      [id],
    );
    if (!own) return null;
    if (own.mayHaveLeft) return own;
    return (
      (await beginSending(tx, id)) ?? {
        refused: 'This file was not released, was withdrawn, or its last day is over: it must not go to a bank.',
      }
    );
  });
}

/** The file, which from this commit on may have left; undefined where it has gone, or must not go, meanwhile. */
async function beginSending(tx: Tx, id: string): Promise<SubmittedFile | undefined> {
  await tx.query('SELECT FROM payment_file WHERE id = $1 FOR UPDATE', [id]);
  // A second statement: what stands is judged as it is after the wait for whoever withdraws the file. The instant that is
  // judged is the one that is kept, for midnight may strike in between.
  const file = await tx.maybe<SubmittedFile & { readonly instant: string; readonly stands: boolean }>(
    `WITH moment AS MATERIALIZED (SELECT business_now() AS instant)
     SELECT f.message_id, f.body, moment.instant::text AS instant,
            f.sending_at IS NOT NULL OR NOT EXISTS (
              SELECT FROM payment p LEFT JOIN financing g ON g.id = p.financing_id
               WHERE p.file_id = f.id AND (p.state <> 'INSTRUCTED' OR g.state = 'FAILED')) AS stands
       FROM payment_file f, moment WHERE f.id = $1 AND ${toBeSentAt('moment.instant')}`,
    [id],
  );
  if (!file) return undefined;
  if (!file.stands) throw new Error('Not all of its payments stand.');
  const { messageId, body, instant } = file;
  await tx.execute('UPDATE payment_file SET sending_at = coalesce(sending_at, $2::timestamptz) WHERE id = $1', [
    id,
    instant,
  ]);
  return { messageId, body };
}
