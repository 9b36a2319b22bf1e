import { z } from 'zod';
import { command } from '../platform/command.js';
import { newId, toWireId } from '../platform/ids.js';
import { uuidKey, wireId } from '../platform/input.js';
import { NotAvailable, NotFound, NotPermitted, Problem } from '../platform/problem.js';
import { lockForAct } from './change-endpoint.js';
import { oweDeliveries } from './webhook-outbox.js';

/** An endpoint is called with an event that never was, of the type 'webhook.test'. */
export const sendTestWebhook = command({
  name: 'sendTestWebhook',
  input: z.object({ endpointId: wireId('webhookEndpoint'), idempotencyKey: uuidKey }),
  problems: [NotFound, NotPermitted, NotAvailable],
  async execute(tx, viewer, { endpointId }) {
    const row = await lockForAct(tx, viewer, endpointId, 'SEND_TEST');
    if (row instanceof Problem) return row;
    const eventId = newId();
    const { now } = await tx.one<{ now: Date }>('SELECT business_now() AS now');
    const type = 'webhook.test';
    const body = JSON.stringify({ type, timestamp: now, data: { id: toWireId('event', eventId), subject: null } });
    const [deliveryId] = await oweDeliveries(tx, row.id, [{ eventId, eventType: type, body }]);
    return { deliveryId: deliveryId! };
  },
});
