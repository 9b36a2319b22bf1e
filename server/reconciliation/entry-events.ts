import { created, operatorChannel, organizationChannel, transition } from '../events/index.js';
import type { Tx } from '../platform/database.js';
import type { Viewer } from '../platform/viewer.js';
import type { BankEntryRow } from './reconciliation.entity.js';
import { bankEntryMachine } from './reconciliation.states.js';

/** What else changes with an entry's state. */
type Columns = Partial<Pick<BankEntryRow, 'reason' | 'suspended'>>;

/**
 * Moves an entry, which is locked, and tells its organization and the operator. Nothing was told of one that had not been
 * worked on: its first event is its creation.
 */
export async function recordEntry(
  tx: Tx,
  viewer: Viewer,
  cause: string,
  entry: BankEntryRow,
  to: 'SUSPENSE' | 'HELD' | 'RESOLVED',
  event: string,
  columns: Columns = {},
): Promise<void> {
  const channels = [organizationChannel(entry.organizationId), operatorChannel];
  const { state } = entry;
  if (state === 'SUSPENSE' || state === 'HELD' || state === 'RESOLVED') {
    const row = { id: entry.id, state, eventNo: entry.eventNo! };
    await transition(tx, viewer, bankEntryMachine, cause, [{ row, to, event, channels, after: columns }], {
      ...columns,
    });
    return;
  }
  await tx.execute(
    `UPDATE bank_entry SET state = $2, event_no = 1, reason = $3, suspended = $4, message_id = NULL WHERE id = $1`,
    [entry.id, to, columns.reason ?? null, columns.suspended ?? 0],
  );
  await created(tx, viewer, bankEntryMachine, cause, [{ id: entry.id, state: to, event, channels, after: columns }]);
}
