import { operatorChannel, organizationChannel, transition } from '../events/index.js';
import { organizationMachine, type OrganizationRow } from '../organizations/index.js';
import type { Tx } from '../platform/database.js';
import type { Viewer } from '../platform/viewer.js';

interface MemberEvent {
  readonly event: 'organization.memberJoined' | 'organization.memberChanged';
  readonly before?: object;
  readonly after: object;
}

/** Records on the locked organization who joined it or whose permissions changed, and by whom. */
export function recordMember(
  tx: Tx,
  viewer: Viewer,
  cause: string,
  row: OrganizationRow,
  event: MemberEvent,
): Promise<void> {
  const channels = [organizationChannel(row.id), operatorChannel];
  return transition(tx, viewer, organizationMachine, cause, [{ row, to: row.state, channels, ...event }]);
}
