import { z } from 'zod';
import { command } from '../platform/command.js';
import { uuidKey, wireId } from '../platform/input.js';
import { NotAvailable, NotFound, NotPermitted, Problem } from '../platform/problem.js';
import { lockForAct, moveEndpoint } from './change-endpoint.js';

/** Nothing is sent and nothing is lost: its place among the events stays where it is. */
export const pauseWebhookEndpoint = command({
  name: 'pauseWebhookEndpoint',
  input: z.object({ endpointId: wireId('webhookEndpoint'), idempotencyKey: uuidKey }),
  problems: [NotFound, NotPermitted, NotAvailable],
  async execute(tx, viewer, { endpointId }) {
    const row = await lockForAct(tx, viewer, endpointId, 'PAUSE');
    if (row instanceof Problem) return row;
    const change = { row, to: 'PAUSED', event: 'webhookEndpoint.paused' } as const;
    await moveEndpoint(tx, viewer, 'pauseWebhookEndpoint', change);
    return { endpointId };
  },
});
