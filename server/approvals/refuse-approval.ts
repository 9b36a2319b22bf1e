import { z } from 'zod';
import { transition } from '../events/index.js';
import { authoritiesOf, inPlaceOf } from '../identity/index.js';
import { refusal } from '../platform/actions.js';
import { command } from '../platform/command.js';
import { text, uuidKey, wireId } from '../platform/input.js';
import { NotAvailable, NotFound, NotPermitted } from '../platform/problem.js';
import { personOf } from '../platform/viewer.js';
import { approvalChannels } from './approval.channels.js';
import { approvalPolicy } from './approval.policy.js';
import { approvalMachine } from './approval.states.js';
import { lockVisibleApproval } from './lock-approval.js';

/** A checker turns a batch down; its invoices stay as they are and can be put into another. */
export const refuseApproval = command({
  name: 'refuseApproval',
  input: z.object({ approvalId: wireId('approval'), reason: text(500), idempotencyKey: uuidKey }),
  problems: [NotFound, NotPermitted, NotAvailable],
  async execute(tx, viewer, { approvalId, reason }) {
    const approval = await lockVisibleApproval(tx, approvalId);
    if (!approval) return new NotFound();
    const refused = refusal(approvalPolicy.REFUSE, viewer, approval);
    if (refused) return refused;
    const decidedFor = inPlaceOf(viewer, authoritiesOf(viewer, approval)[0]);
    await tx.execute(
      `UPDATE approval SET decided_by = $2, decided_for = $3, decided_at = business_now(), refusal_reason = $4
        WHERE id = $1`,
      [approval.id, personOf(viewer), decidedFor, reason],
    );
    await transition(tx, viewer, approvalMachine, 'refuseApproval', [
      {
        row: approval,
        to: 'REFUSED',
        event: 'approval.refused',
        channels: approvalChannels(approval),
        after: { reason },
      },
    ]);
    return { approvalId: approval.id };
  },
});
