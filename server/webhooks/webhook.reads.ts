import { fetchSize, type Page, pageOf } from '../platform/connection.js';
import type { Db, Tx } from '../platform/database.js';
import { type Listed, placeOf, sortKey } from '../platform/keyset.js';
import type { BatchRead, RequestContext } from '../platform/request-context.js';
import type {
  WebhookAttemptRow,
  WebhookDeliveryRow,
  WebhookDeliveryState,
  WebhookEndpointRow,
} from './webhook.entity.js';
import { keepsWebhooks, shownMinutes, webhookEndpointVisible } from './webhook.policy.js';
import { openSecret } from './webhook-secret.js';

export const webhookEndpointById: BatchRead<string, WebhookEndpointRow | null> = async (db, viewer, ids) => {
  if (!keepsWebhooks(viewer)) return ids.map(() => null);
  const rows = await db.query<WebhookEndpointRow>(
    `SELECT t.* FROM webhook_endpoint t WHERE t.id = ANY($1::uuid[]) AND ${webhookEndpointVisible}`,
    [ids],
  );
  const byId = new Map(rows.map(row => [row.id, row]));
  return ids.map(id => byId.get(id) ?? null);
};

/** The endpoints of the viewer's organization, the latest first; none for who does not keep them. */
export function webhookEndpoints(context: RequestContext): Promise<WebhookEndpointRow[]> {
  if (!keepsWebhooks(context.viewer)) return Promise.resolve([]);
  return context.read(db =>
    db.query(
      `SELECT t.* FROM webhook_endpoint t WHERE ${webhookEndpointVisible} ORDER BY t.created_at DESC, t.id DESC LIMIT 100`,
    ),
  );
}

/** A delivery with where it stands and whose it is. */
export type DeliveryView = WebhookDeliveryRow & {
  readonly state: WebhookDeliveryState;
  readonly organizationId: string;
  /** Of the latest attempt. */
  readonly status: number | null;
  readonly fault: string | null;
};

const deliveryView = `d.id, d.endpoint_id, d.event_id, d.event_type, d.body, d.created_at, d.attempts, d.next_attempt_at,
  d.delivered_at, d.failed_at, t.organization_id, a.status, a.fault,
  CASE WHEN d.delivered_at IS NOT NULL THEN 'DELIVERED' WHEN d.failed_at IS NOT NULL THEN 'FAILED' ELSE 'WAITING' END AS state`;

const deliveryTables = `webhook_delivery d JOIN webhook_endpoint t ON t.id = d.endpoint_id
  LEFT JOIN webhook_attempt a ON (a.delivery_id, a.no) = (d.id, d.attempts)`;

export const webhookDeliveryById: BatchRead<string, DeliveryView | null> = async (db, viewer, ids) => {
  if (!keepsWebhooks(viewer)) return ids.map(() => null);
  const rows = await db.query<DeliveryView>(
    `SELECT ${deliveryView} FROM ${deliveryTables} WHERE d.id = ANY($1::uuid[]) AND ${webhookEndpointVisible}`,
    [ids],
  );
  const byId = new Map(rows.map(row => [row.id, row]));
  return ids.map(id => byId.get(id) ?? null);
};

export interface DeliveryFilter {
  readonly first: number;
  readonly after?: string | null;
  readonly state?: readonly WebhookDeliveryState[] | null;
}

const conditionOf: Readonly<Record<WebhookDeliveryState, string>> = {
  WAITING: 'd.next_attempt_at IS NOT NULL',
  DELIVERED: 'd.delivered_at IS NOT NULL',
  FAILED: 'd.failed_at IS NOT NULL',
};

/** What an endpoint the viewer was shown was called with, or will be, the latest first. */
export async function webhookDeliveryPage(
  db: Db,
  endpointId: string,
  filter: DeliveryFilter,
): Promise<Page<Listed<DeliveryView>>> {
  const place = placeOf(filter.after);
  const states = filter.state ? filter.state.map(state => conditionOf[state]).join(' OR ') || 'false' : 'true';
  const rows = await db.query<Listed<DeliveryView>>(
    `SELECT ${deliveryView}, ${sortKey('d.created_at')} AS sort_key FROM ${deliveryTables}
      WHERE d.endpoint_id = $1 AND ${webhookEndpointVisible} AND (${states})
        AND (d.created_at, d.id) < ($2::timestamptz, $3::uuid)
      ORDER BY d.created_at DESC, d.id DESC LIMIT $4`,
    [endpointId, place.at, place.id, fetchSize(filter.first)],
  );
  return pageOf(rows, filter.first);
}

/** The attempts of deliveries the viewer was shown, the latest first. */
export const webhookAttemptsOf: BatchRead<string, WebhookAttemptRow[]> = async (db, _viewer, deliveryIds) => {
  const rows = await db.query<WebhookAttemptRow>(
    `SELECT a.* FROM webhook_attempt a JOIN webhook_delivery d ON d.id = a.delivery_id
       JOIN webhook_endpoint t ON t.id = d.endpoint_id
      WHERE a.delivery_id = ANY($1::uuid[]) AND ${webhookEndpointVisible} ORDER BY a.no DESC`,
    [deliveryIds],
  );
  return deliveryIds.map(id => rows.filter(({ deliveryId }) => deliveryId === id));
};

/** The types of events that there are for webhooks: not what concerns a person alone, nor webhooks themselves. */
export async function webhookEventTypes(db: Db): Promise<string[]> {
  const rows = await db.query<{ eventType: string }>(
    `SELECT DISTINCT event_type FROM state_transition
      WHERE machine NOT IN ('alert', 'webhook_endpoint') AND event_type <> '' ORDER BY event_type`,
  );
  return rows.map(({ eventType }) => eventType);
}

/** Whether programs on the machine of the server may be called. */
export async function isLoopbackAllowed(db: Db): Promise<boolean> {
  return (await db.one<{ loopback: boolean }>('SELECT loopback FROM webhook_setting')).loopback;
}

/** Says at a start whether programs on the machine of the server may be called. Servers on one database are to agree on it. */
export async function allowLoopback(tx: Tx, allowed: boolean): Promise<void> {
  await tx.execute('UPDATE webhook_setting SET loopback = $1 WHERE loopback <> $1', [allowed]);
}

/** A secret just made, for who made it; null once its time to be shown is over, or another came in its place. */
export function freshSecret(
  context: RequestContext,
  { endpointId, secretNo }: { readonly endpointId: string; readonly secretNo: number },
): Promise<string | null> {
  return context.read(async (db, viewer) => {
    if (!keepsWebhooks(viewer)) return null;
    const found = await db.maybe<{ secret: Buffer; key: Buffer }>(
      `SELECT t.secret, i.cursor_key AS key FROM webhook_endpoint t CROSS JOIN installation i
        WHERE t.id = $1 AND t.secret_no = $2 AND ${webhookEndpointVisible}
          AND t.secret_made_at > clock_timestamp() - ${shownMinutes} * interval '1 minute'`,
      [endpointId, secretNo],
    );
    return found ? openSecret(found.key, endpointId, found.secret) : null;
  });
}

/** Takes an endpoint for a change, if the viewer may see it. */
export async function lockWebhookEndpoint(tx: Tx, id: string): Promise<WebhookEndpointRow | undefined> {
  return tx.maybe(`SELECT t.* FROM webhook_endpoint t WHERE t.id = $1 AND ${webhookEndpointVisible} FOR UPDATE OF t`, [
    id,
  ]);
}
