import { operatorChannel, organizationChannel, transition } from '../events/index.js';
import type { Tx } from '../platform/database.js';
import { systemViewer } from '../platform/viewer.js';
import { lockOrganizations } from './organization.reads.js';
import { organizationMachine } from './organization.states.js';

/**
 * Admits the operator's own organization, for there is nobody yet who could.
 *
 * @returns false where the marketplace has an operator already
 */
export async function admitFirstOperator(tx: Tx, cause: string, id: string): Promise<boolean> {
  // Two first operators at once: the second waits here and then sees the first.
  await tx.query(`SELECT pg_advisory_xact_lock(hashtext('tenor.operator'))`);
  const [row] = await lockOrganizations(tx, [id]);
  const another = await tx.maybe(`SELECT FROM organization WHERE 'OPERATOR' = ANY(roles) AND id <> $1 LIMIT 1`, [id]);
  if (!row || another) return false;
  const channels = [organizationChannel(id), operatorChannel];
  await transition(tx, systemViewer, organizationMachine, cause, [
    { row, to: 'ADMITTED', event: 'organization.admitted', channels },
  ]);
  return true;
}
