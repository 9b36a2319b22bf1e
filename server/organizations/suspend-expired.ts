import { operatorChannel, organizationChannel, transition } from '../events/index.js';
import type { Tx } from '../platform/database.js';
import type { UnitOfWork } from '../platform/unit-of-work.js';
import { systemViewer } from '../platform/viewer.js';
import { expiredDocuments } from './admission-document.reads.js';
import { businessNow } from './decide-organization.js';
import type { OrganizationRow } from './organization.entity.js';
import { organizationMachine } from './organization.states.js';

/**
 * Suspends each admitted organization on the day after a document that it is admitted on expired; the reason names the
 * documents. One transaction each. The operator's own organization is nobody's to suspend. Resolves to how many.
 */
export async function suspendExpired(work: UnitOfWork): Promise<number> {
  let suspended = 0;
  while (await work.perform(systemViewer, suspendNext)) suspended += 1;
  return suspended;
}

async function suspendNext(tx: Tx): Promise<boolean> {
  const row = await tx.maybe<OrganizationRow>(
    `SELECT o.* FROM organization o
      WHERE o.state = 'ADMITTED' AND NOT 'OPERATOR' = ANY(o.roles) AND o.id IN (
        SELECT d.organization_id FROM admission_document d WHERE d.replaced_at IS NULL AND d.expires_on < business_today())
      ORDER BY o.id LIMIT 1 FOR NO KEY UPDATE OF o SKIP LOCKED`,
  );
  // Read anew under the lock: a renewal that was recorded meanwhile counts.
  const expired = row ? await expiredDocuments(tx, row.id) : [];
  if (!row || expired.length === 0) return false;

  const reason = expired.map(({ kind, number, expiresOn }) => `${kind} ${number} expired on ${expiresOn}.`).join(' ');
  const channels = [organizationChannel(row.id), operatorChannel];
  await transition(
    tx,
    systemViewer,
    organizationMachine,
    'suspendExpired',
    [{ row, to: 'SUSPENDED', event: 'organization.suspended', channels, after: { reason } }],
    { suspended_at: await businessNow(tx) },
  );
  return true;
}
