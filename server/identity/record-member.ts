import { operatorChannel, organizationChannel, transition } from '../events/index.js';
import { organizationMachine, type OrganizationRow } from '../organizations/index.js';
import type { Tx } from '../platform/database.js';
import type { Viewer } from '../platform/viewer.js';

interface MemberEvent {
  readonly event: `organization.${'memberJoined' | 'memberChanged' | 'keyCreated' | 'keyRotated' | 'keyRevoked'}`;
  readonly before?: object;
  readonly after: object;
}

/** Records on the locked organization who joined it, whose permissions changed, or which keys it has, and by whom. */
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
