import { z } from 'zod';
import { command } from '../platform/command.js';
import { uuidKey, wireId } from '../platform/input.js';
import { NotAvailable, NotFound, NotPermitted, Problem } from '../platform/problem.js';
import { lockForAct, moveEndpoint } from './change-endpoint.js';

/** It goes on where it stood: what happened meanwhile is told now, what waited is tried at once. */
export const resumeWebhookEndpoint = command({
  name: 'resumeWebhookEndpoint',
  input: z.object({ endpointId: wireId('webhookEndpoint'), idempotencyKey: uuidKey }),
  problems: [NotFound, NotPermitted, NotAvailable],
  async execute(tx, viewer, { endpointId }) {
    const row = await lockForAct(tx, viewer, endpointId, 'RESUME');
    if (row instanceof Problem) return row;
    const change = { row, to: 'ACTIVE', event: 'webhookEndpoint.resumed' } as const;
    // What waits for a later attempt is tried now, and from the beginning of its schedule.
    await tx.execute(
      `UPDATE webhook_delivery SET next_attempt_at = clock_timestamp(), round_attempts = 0
        WHERE endpoint_id = $1 AND next_attempt_at IS NOT NULL`,
      [row.id],
    );
    await moveEndpoint(tx, viewer, 'resumeWebhookEndpoint', change, { disabled_reason: null, failing_since: null });
    return { endpointId };
  },
});
