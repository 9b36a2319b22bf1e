import { z } from 'zod';
import { command } from '../platform/command.js';
import { uuidKey, wireId } from '../platform/input.js';
import { InvalidInput, NotAvailable, NotFound, NotPermitted, Problem } from '../platform/problem.js';
import { lockForAct, moveEndpoint } from './change-endpoint.js';
import { endpointSettings, judgeSettings } from './endpoint-settings.js';
import { tryNow } from './webhook-outbox.js';

/**
 * Another address, program or choice of events for an endpoint: it keeps its secret, its place among the events and its state.
 * What waits goes to the new address, at once; what it is told of is chosen anew for what has not been read for it yet.
 */
export const changeWebhookEndpoint = command({
  name: 'changeWebhookEndpoint',
  input: z.object({ endpointId: wireId('webhookEndpoint'), ...endpointSettings, idempotencyKey: uuidKey }),
  problems: [NotFound, NotPermitted, NotAvailable],
  async execute(tx, viewer, { endpointId, url, description, eventTypes }) {
    const row = await lockForAct(tx, viewer, endpointId, 'CHANGE');
    if (row instanceof Problem) return row;
    const read = await judgeSettings(tx, { url, eventTypes });
    if (read instanceof InvalidInput) return read;
    // Another address has not failed yet.
    const moves = read.url !== row.url;
    if (moves) await tryNow(tx, row.id);
    const after = { url: read.url, description, eventTypes };
    await moveEndpoint(
      tx,
      viewer,
      'changeWebhookEndpoint',
      { row, to: row.state, event: 'webhookEndpoint.changed', after },
      { url: read.url, description, event_types: eventTypes, ...(moves && { failing_since: null }) },
    );
    return { endpointId };
  },
});
