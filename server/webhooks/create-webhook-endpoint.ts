import { z } from 'zod';
import { created, openReader, organizationChannel } from '../events/index.js';
import { lockOrganizations } from '../organizations/index.js';
import { command } from '../platform/command.js';
import type { Tx } from '../platform/database.js';
import { newId } from '../platform/ids.js';
import { readInstallation } from '../platform/installation.js';
import { orNull, plainName, uuidKey } from '../platform/input.js';
import { InvalidInput, NotPermitted } from '../platform/problem.js';
import { readerOf } from './change-endpoint.js';
import { endpointsMax, keepsWebhooks } from './webhook.policy.js';
import { TooManyWebhookEndpoints } from './webhook.problems.js';
import { isLoopbackAllowed, webhookEventTypes } from './webhook.reads.js';
import { webhookEndpointMachine } from './webhook-endpoint.states.js';
import { newWebhookSecret, sealSecret } from './webhook-secret.js';
import { readWebhookUrl, urlFaultMessages } from './webhook-url.js';

/**
 * An administrator says where the organization wants to be called from now on. The outcome that is remembered holds no secret: an
 * answer that was lost is given again for a short while, with the secret, and later without.
 */
export const createWebhookEndpoint = command({
  name: 'createWebhookEndpoint',
  input: z.object({
    url: z.string(),
    description: plainName(80),
    /** Null: all. */
    eventTypes: orNull(
      z
        .array(z.string().max(80))
        .min(1)
        .max(200)
        .transform(types => [...new Set(types)].sort()),
    ),
    idempotencyKey: uuidKey,
  }),
  problems: [NotPermitted, TooManyWebhookEndpoints],
  async execute(tx, viewer, { url: given, description, eventTypes }) {
    if (!keepsWebhooks(viewer)) return new NotPermitted();
    const { organizationId, memberId } = viewer;
    await lockOrganizations(tx, [organizationId]);
    const read = readWebhookUrl(given.trim(), await isLoopbackAllowed(tx));
    if ('fault' in read) {
      return new InvalidInput([{ path: 'url', code: read.fault, message: urlFaultMessages[read.fault] }]);
    }
    const unknown = await unknownTypes(tx, eventTypes);
    if (unknown.length > 0) {
      const message = `There is no event ${unknown.join(', ')}.`;
      return new InvalidInput([{ path: 'eventTypes', code: 'UNKNOWN_EVENT_TYPE', message }]);
    }
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

async function unknownTypes(tx: Tx, eventTypes: readonly string[] | null): Promise<string[]> {
  if (eventTypes === null) return [];
  const known = new Set(await webhookEventTypes(tx));
  return eventTypes.filter(type => !known.has(type));
}

/** The organization's row must be locked: that keeps the count. */
async function countEndpoints(tx: Tx, organizationId: string): Promise<number> {
  const { count } = await tx.one<{ count: number }>(
    `SELECT count(*)::integer AS count FROM webhook_endpoint WHERE organization_id = $1 AND state <> 'DELETED'`,
    [organizationId],
  );
  return count;
}
