import { z } from 'zod';
import { closeReader } from '../events/index.js';
import { command } from '../platform/command.js';
import { uuidKey, wireId } from '../platform/input.js';
import { NotAvailable, NotFound, NotPermitted, Problem } from '../platform/problem.js';
import { toWireId } from '../platform/ids.js';
import { lockForAct, moveEndpoint, readerOf } from './change-endpoint.js';

/** It is called no more, and its secrets are forgotten at once; what it was told is swept away. */
export const deleteWebhookEndpoint = command({
  name: 'deleteWebhookEndpoint',
  input: z.object({ endpointId: wireId('webhookEndpoint'), idempotencyKey: uuidKey }),
  problems: [NotFound, NotPermitted, NotAvailable],
  async execute(tx, viewer, { endpointId }) {
    const row = await lockForAct(tx, viewer, endpointId, 'DELETE');
    if (row instanceof Problem) return row;
    await closeReader(tx, readerOf(row.id));
    await moveEndpoint(
      tx,
      viewer,
      'deleteWebhookEndpoint',
      { row, to: 'DELETED', event: 'webhookEndpoint.deleted' },
      { secret: null, previous_secret: null, previous_until: null, disabled_reason: null },
    );
    return { deletedId: toWireId('webhookEndpoint', endpointId) };
  },
});
