import { z } from 'zod';
import { created, openReader, organizationChannel } from '../events/index.js';
import { lockOrganizations } from '../organizations/index.js';
import { command } from '../platform/command.js';
import type { Tx } from '../platform/database.js';
import { newId } from '../platform/ids.js';
import { readInstallation } from '../platform/installation.js';
import { uuidKey } from '../platform/input.js';
import { InvalidInput, NotPermitted } from '../platform/problem.js';
import { readerOf } from './change-endpoint.js';
import { endpointSettings, judgeSettings } from './endpoint-settings.js';
import { endpointsMax, keepsWebhooks } from './webhook.policy.js';
import { TooManyWebhookEndpoints } from './webhook.problems.js';
import { webhookEndpointMachine } from './webhook-endpoint.states.js';
import { newWebhookSecret, sealSecret } from './webhook-secret.js';

/**
 * An administrator says where the organization wants to be called from now on. The outcome that is remembered holds no secret: an
 * answer that was lost is given again for a short while, with the secret, and later without.
 */
export const createWebhookEndpoint = command({
  name: 'createWebhookEndpoint',
  input: z.object({
    ...endpointSettings,
    idempotencyKey: uuidKey,
  }),
  problems: [NotPermitted, TooManyWebhookEndpoints],
  async execute(tx, viewer, { description, eventTypes, url }) {
    if (!keepsWebhooks(viewer)) return new NotPermitted();
    const { organizationId, memberId } = viewer;
    await lockOrganizations(tx, [organizationId]);
    const read = await judgeSettings(tx, { url, eventTypes });
    if (read instanceof InvalidInput) return read;
    if ((await countEndpoints(tx, organizationId)) >= endpointsMax) return new TooManyWebhookEndpoints();

    const endpointId = newId();
    const { cursorKey } = await readInstallation(tx);
    await tx.execute(
      `INSERT INTO webhook_endpoint (id, organization_id, created_by, url, description, event_types, secret, state, event_no)
       VALUES ($1, $2, $3, $4, $5, $6, $7, 'ACTIVE', 1)`,
      [
        endpointId,
        organizationId,
        memberId,
        read.url,
        description,
        eventTypes,
        sealSecret(cursorKey, endpointId, newWebhookSecret()),
      ],
    );
    await openReader(tx, readerOf(endpointId));
    await created(tx, viewer, webhookEndpointMachine, 'createWebhookEndpoint', [
      {
        id: endpointId,
        state: 'ACTIVE',
        event: 'webhookEndpoint.created',
        channels: [organizationChannel(organizationId)],
        after: { url: read.url, description, eventTypes },
      },
    ]);
    return { endpointId, secretNo: 1 };
  },
});

/** The organization's row must be locked: that keeps the count. */
async function countEndpoints(tx: Tx, organizationId: string): Promise<number> {
  const { count } = await tx.one<{ count: number }>(
    `SELECT count(*)::integer AS count FROM webhook_endpoint WHERE organization_id = $1 AND state <> 'DELETED'`,
    [organizationId],
  );
  return count;
}
