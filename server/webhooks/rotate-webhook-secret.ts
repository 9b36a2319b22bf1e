import { z } from 'zod';
import { command } from '../platform/command.js';
import { readInstallation } from '../platform/installation.js';
import { uuidKey, wireId } from '../platform/input.js';
import { NotAvailable, NotFound, NotPermitted, Problem } from '../platform/problem.js';
import { lockForAct, moveEndpoint } from './change-endpoint.js';
import { overlapHours } from './webhook.policy.js';
import { newWebhookSecret, sealSecret } from './webhook-secret.js';

/** A new secret; the one before signs as well for a day, so that the receiver can change over. */
export const rotateWebhookSecret = command({
  name: 'rotateWebhookSecret',
  input: z.object({ endpointId: wireId('webhookEndpoint'), idempotencyKey: uuidKey }),
  problems: [NotFound, NotPermitted, NotAvailable],
  async execute(tx, viewer, { endpointId }) {
    const row = await lockForAct(tx, viewer, endpointId, 'ROTATE_SECRET');
    if (row instanceof Problem) return row;
    const { cursorKey } = await readInstallation(tx);
    await tx.execute(
      `UPDATE webhook_endpoint
          SET previous_secret = secret, previous_until = clock_timestamp() + ${overlapHours} * interval '1 hour',
              secret = $2, secret_no = secret_no + 1, secret_made_at = clock_timestamp()
        WHERE id = $1`,
      [row.id, sealSecret(cursorKey, row.id, newWebhookSecret())],
    );
    const secretNo = row.secretNo + 1;
    await moveEndpoint(tx, viewer, 'rotateWebhookSecret', {
      row,
      to: row.state,
      event: 'webhookEndpoint.secretRotated',
      after: { secretNo },
    });
    return { endpointId, secretNo };
  },
});
