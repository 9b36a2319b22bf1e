import { type Channel, operatorChannel, organizationChannel, recordEvents } from '../events/index.js';
import type { Tx } from '../platform/database.js';
import type { Viewer } from '../platform/viewer.js';
import type { ProgrammeRow } from './programme.entity.js';

/** The events of a programme, which has no states: each follows the one before. */
export type ProgrammeEvent =
  | 'programme.created'
  | 'programme.termsPublished'
  | 'programme.overdueStopSet'
  | 'programme.supplierJoined'
  | 'programme.funderJoined'
  | 'programme.termsAccepted';

interface Recorded {
  readonly type: ProgrammeEvent;
  /** Beside the buyer and the operator. Who joins is not told to the other parties: they must not learn of each other. */
  readonly channels?: readonly Channel[];
  readonly after?: object;
}

/** Records an event of the programme, whose row this transaction has locked or just inserted with event number 0. */
export async function recordProgramme(
  tx: Tx,
  viewer: Viewer,
  cause: string,
  row: Pick<ProgrammeRow, 'id' | 'buyerId'>,
  { type, channels = [], after }: Recorded,
): Promise<void> {
  const { eventNo } = await tx.one<{ eventNo: number }>(
    'UPDATE programme SET event_no = event_no + 1 WHERE id = $1 RETURNING event_no',
    [row.id],
  );
  await recordEvents(tx, viewer, [
    {
      type,
      subjectKind: 'programme',
      subjectId: row.id,
      subjectNo: eventNo,
      stateBefore: '',
      stateAfter: '',
      channels: [organizationChannel(row.buyerId), operatorChannel, ...channels],
      cause,
      after,
    },
  ]);
}
