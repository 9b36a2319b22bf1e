import { z } from 'zod';
import { transition } from '../events/index.js';
import { authoritiesOf, inPlaceOf } from '../identity/index.js';
import { refusal } from '../platform/actions.js';
import { command } from '../platform/command.js';
import { text, uuidKey, wireId } from '../platform/input.js';
import { NotAvailable, NotFound, NotPermitted } from '../platform/problem.js';
import { hasPermission, personOf } from '../platform/viewer.js';
import { lockVisiblePaymentFiles } from './lock-payment-files.js';
import { momentOf } from './moment.js';
import { paymentFileChannels } from './payment-file.channels.js';
import { paymentFilePolicy } from './payment-file.policy.js';
import { paymentFileMachine } from './payment-file.states.js';

/** Either person turns a prepared file down: nothing of it ever leaves, and its payments are free for another. */
export const refusePaymentFile = command({
  name: 'refusePaymentFile',
  input: z.object({ fileId: wireId('paymentFile'), reason: text(500), idempotencyKey: uuidKey }),
  problems: [NotFound, NotPermitted, NotAvailable],
  async execute(tx, viewer, { fileId, reason }) {
    const [file] = await lockVisiblePaymentFiles(tx, [fileId]);
    if (!file) return new NotFound();
    const refused = refusal(paymentFilePolicy.REFUSE, viewer, file);
    if (refused) return refused;
    const { now } = await momentOf(tx);
    const decidedFor = hasPermission(viewer, 'MAKER') ? null : inPlaceOf(viewer, authoritiesOf(viewer, file)[0]);
    await transition(
      tx,
      viewer,
      paymentFileMachine,
      'refusePaymentFile',
      [
        {
          row: { ...file, state: 'PREPARED' },
          to: 'REFUSED',
          event: 'paymentFile.refused',
          channels: paymentFileChannels(file),
          after: { reason },
        },
      ],
      { refused_by: personOf(viewer), refused_at: now, refusal_reason: reason, decided_for: decidedFor },
    );
    return { fileId };
  },
});
