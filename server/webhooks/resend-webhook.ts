import { z } from 'zod';
import { refusal } from '../platform/actions.js';
import { command } from '../platform/command.js';
import { uuidKey, wireId } from '../platform/input.js';
import { NotAvailable, NotFound, NotPermitted } from '../platform/problem.js';
import { webhookDeliveryActions } from './webhook.policy.js';
import { webhookDeliveryById } from './webhook.reads.js';
import { beginAnew } from './webhook-outbox.js';

/** One delivery that has ended begins anew, with the id and the words it had. */
export const resendWebhook = command({
  name: 'resendWebhook',
  input: z.object({ deliveryId: wireId('webhookDelivery'), idempotencyKey: uuidKey }),
  problems: [NotFound, NotPermitted, NotAvailable],
  async execute(tx, viewer, { deliveryId }) {
    const [found] = await webhookDeliveryById(tx, viewer, [deliveryId]);
    if (!found) return new NotFound();
    const refused = refusal(webhookDeliveryActions.RESEND, viewer, found);
    if (refused) return refused;
    return (await beginAnew(tx, deliveryId)) ? { deliveryId } : new NotAvailable('WAITING');
  },
});
