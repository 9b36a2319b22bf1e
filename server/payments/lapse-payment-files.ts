import { transition } from '../events/index.js';
import type { UnitOfWork } from '../platform/unit-of-work.js';
import { systemViewer } from '../platform/viewer.js';
import { paymentFileChannels } from './payment-file.channels.js';
import type { PaymentFileRow } from './payment-file.entity.js';
import { paymentFileMachine } from './payment-file.states.js';

/** How many files lapse in one transaction. */
const SLICE = 500;

/** The sweep over files that nobody released by the end of their day; gives back how many lapsed. */
export async function lapsePaymentFiles(work: UnitOfWork): Promise<number> {
  let total = 0;
  for (;;) {
    const lapsed = await lapseSlice(work);
    total += lapsed;
    if (lapsed < SLICE) return total;
  }
}

function lapseSlice(work: UnitOfWork): Promise<number> {
  return work.perform(systemViewer, async tx => {
    const due = await tx.query<Pick<PaymentFileRow, 'id' | 'ownerId' | 'state' | 'eventNo'>>(
      `SELECT t.id, t.owner_id, t.state, t.event_no FROM payment_file t
        WHERE t.state = 'PREPARED' AND t.lapses_at <= (SELECT business_now())
        ORDER BY t.lapses_at, t.id LIMIT $1 FOR UPDATE SKIP LOCKED`,
      [SLICE],
    );
    await transition(
      tx,
      systemViewer,
      paymentFileMachine,
      'lapsePaymentFiles',
      due.map(row => ({ row, to: 'LAPSED', event: 'paymentFile.lapsed', channels: paymentFileChannels(row) })),
    );
    return due.length;
  });
}
