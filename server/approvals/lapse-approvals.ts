import { transition } from '../events/index.js';
import type { UnitOfWork } from '../platform/unit-of-work.js';
import { systemViewer } from '../platform/viewer.js';
import { approvalChannels } from './approval.channels.js';
import type { ApprovalRow } from './approval.entity.js';
import { approvalMachine } from './approval.states.js';

/** How many approvals lapse in one transaction. */
const SLICE = 500;

/** The sweep over batches that nobody released in time; gives back how many lapsed. */
export async function lapseApprovals(work: UnitOfWork): Promise<number> {
  let total = 0;
  for (;;) {
    const lapsed = await lapseSlice(work);
    total += lapsed;
    if (lapsed < SLICE) return total;
  }
}

function lapseSlice(work: UnitOfWork): Promise<number> {
  return work.perform(systemViewer, async tx => {
    const due = await tx.query<ApprovalRow>(
      `SELECT t.* FROM approval t WHERE t.state = 'PREPARED' AND t.lapses_at <= (SELECT business_now())
        ORDER BY t.lapses_at, t.id LIMIT $1 FOR UPDATE SKIP LOCKED`,
      [SLICE],
    );
    await transition(
      tx,
      systemViewer,
      approvalMachine,
      'lapseApprovals',
      due.map(row => ({ row, to: 'LAPSED', event: 'approval.lapsed', channels: approvalChannels(row) })),
    );
    return due.length;
  });
}
