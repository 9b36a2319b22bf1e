import type { UnitOfWork } from '../platform/unit-of-work.js';
import { systemViewer } from '../platform/viewer.js';

/** For how long a delivery is kept after it ended, in days of the real clock. */
const keptDays = 30;
const sliceSize = 500;

/**
 * The sweep over deliveries that ended long ago, or whose endpoint was deleted: words and attempts go, and so do secrets whose time is
 * over. Resolves to how many deliveries.
 */
export async function forgetWebhooks(work: UnitOfWork): Promise<number> {
  await work.perform(systemViewer, tx =>
    tx.execute(
      `UPDATE webhook_endpoint SET previous_secret = NULL, previous_until = NULL
        WHERE previous_until <= clock_timestamp()`,
    ),
  );
  return (await forgetSlices(work, ended)) + (await forgetSlices(work, ofDeleted));
}

const ended = `
  SELECT d.id FROM webhook_delivery d
   WHERE d.next_attempt_at IS NULL AND coalesce(d.delivered_at, d.failed_at) < clock_timestamp() - ${keptDays} * interval '1 day'
   LIMIT ${sliceSize} FOR UPDATE SKIP LOCKED`;

const ofDeleted = `
  SELECT d.id FROM webhook_endpoint w JOIN webhook_delivery d ON d.endpoint_id = w.id
   WHERE w.state = 'DELETED' LIMIT ${sliceSize} FOR UPDATE OF d SKIP LOCKED`;

async function forgetSlices(work: UnitOfWork, ids: string): Promise<number> {
  let forgotten = 0;
  for (let slice = sliceSize; slice === sliceSize; forgotten += slice) {
    slice = await work.perform(systemViewer, tx => tx.execute(`DELETE FROM webhook_delivery WHERE id IN (${ids})`));
  }
  return forgotten;
}
