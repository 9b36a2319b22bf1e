import { z } from 'zod';
import { transition } from '../events/index.js';
import { refusal } from '../platform/actions.js';
import { command } from '../platform/command.js';
import { uuidKey, wireId } from '../platform/input.js';
import { NotAvailable, NotFound, NotPermitted } from '../platform/problem.js';
import { personOf } from '../platform/viewer.js';
import { mandateChannels, mandatePolicy } from './mandate.policy.js';
import { lockMandate } from './mandate.reads.js';
import { mandateMachine } from './mandate.states.js';

/** One person of either side ends it at once: nothing more is released under it. What was released runs on. */
export const revokeMandate = command({
  name: 'revokeMandate',
  input: z.object({ mandateId: wireId('mandate'), idempotencyKey: uuidKey }),
  problems: [NotFound, NotPermitted, NotAvailable],
  async execute(tx, viewer, { mandateId }) {
    const row = await lockMandate(tx, mandateId);
    if (!row) return new NotFound();
    const refused = refusal(mandatePolicy.REVOKE, viewer, row);
    if (refused) return refused;

    const { now } = await tx.one<{ now: Date }>('SELECT business_now() AS now');
    await transition(
      tx,
      viewer,
      mandateMachine,
      'revokeMandate',
      [{ row, to: 'REVOKED', event: 'mandate.revoked', channels: mandateChannels(row, row.activatedAt !== null) }],
      { revoked_by: personOf(viewer), ended_at: now },
    );
    return { mandateId };
  },
});
