import { forgetMails } from '../mail/index.js';
import type { UnitOfWork } from '../platform/unit-of-work.js';
import { systemViewer } from '../platform/viewer.js';

/** How long an alert is kept after it was read, by the business clock. */
export const readAlertDays = 180;
const atOnce = 500;

/**
 * Forgets alerts that were read long ago, and mails that left, or were given up, long ago. What nobody read stays. Of each
 * alert its events stay, so that its fact is told of to nobody again. Resolves to how many are gone.
 */
export function forgetAlerts(work: UnitOfWork): Promise<number> {
  return work.perform(systemViewer, async tx => {
    const alerts = await tx.execute(
      `DELETE FROM alert WHERE id IN (
         SELECT a.id FROM alert a
          WHERE a.state = 'READ' AND a.read_at < (SELECT business_now()) - $1 * interval '1 day'
          ORDER BY a.read_at LIMIT ${atOnce} FOR UPDATE SKIP LOCKED)`,
      [readAlertDays],
    );
    return alerts + (await forgetMails(tx, atOnce));
  });
}
