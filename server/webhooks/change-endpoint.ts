import { organizationChannel, transition } from '../events/index.js';
import { refusal } from '../platform/actions.js';
import type { Tx } from '../platform/database.js';
import { NotFound, type Problem } from '../platform/problem.js';
import type { Viewer } from '../platform/viewer.js';
import type { WebhookEndpointRow } from './webhook.entity.js';
import { keepsWebhooks, type WebhookEndpointAction, webhookEndpointActions } from './webhook.policy.js';
import { lockWebhookEndpoint } from './webhook.reads.js';
import { webhookEndpointMachine, type WebhookEndpointState } from './webhook-endpoint.states.js';

/** The endpoint under its lock, for an act of an administrator; or why there is none. */
export async function lockForAct(
  tx: Tx,
  viewer: Viewer,
  id: string,
  action: WebhookEndpointAction,
): Promise<WebhookEndpointRow | Problem> {
  const row = keepsWebhooks(viewer) ? await lockWebhookEndpoint(tx, id) : undefined;
  if (!row) return new NotFound();
  return refusal(webhookEndpointActions[action], viewer, row) ?? row;
}

/** Moves a locked endpoint along an arrow. Its organization hears of it. */
export function moveEndpoint(
  tx: Tx,
  viewer: Viewer,
  cause: string,
  change: {
    readonly row: WebhookEndpointRow;
    readonly to: WebhookEndpointState;
    readonly event: string;
    readonly after?: object;
  },
  set: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const channels = [organizationChannel(change.row.organizationId)];
  return transition(tx, viewer, webhookEndpointMachine, cause, [{ ...change, channels }], set);
}

/** The name of an endpoint's reader of the event log. */
export function readerOf(endpointId: string): string {
  return `webhook:${endpointId}`;
}
