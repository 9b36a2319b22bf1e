import { z } from 'zod';
import { command } from '../platform/command.js';
import { uuidKey, wireId } from '../platform/input.js';
import { NotAvailable, NotFound, NotPermitted, Problem } from '../platform/problem.js';
import { lockForAct, moveEndpoint } from './change-endpoint.js';
import { tryNow } from './webhook-outbox.js';

/** It goes on where it stood: what happened meanwhile is told now, what waited is tried at once. */
export const resumeWebhookEndpoint = command({
  name: 'resumeWebhookEndpoint',
  input: z.object({ endpointId: wireId('webhookEndpoint'), idempotencyKey: uuidKey }),
  problems: [NotFound, NotPermitted, NotAvailable],
  async execute(tx, viewer, { endpointId }) {
    const row = await lockForAct(tx, viewer, endpointId, 'RESUME');
    if (row instanceof Problem) return row;
    const change = { row, to: 'ACTIVE', event: 'webhookEndpoint.resumed' } as const;
    await tryNow(tx, row.id);
    await moveEndpoint(tx, viewer, 'resumeWebhookEndpoint', change, { disabled_reason: null, failing_since: null });
    return { endpointId };
  },
});
