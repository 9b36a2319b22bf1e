import { randomUUID } from 'node:crypto';
import type { LookupAddress } from 'node:dns';
import { EventFeed } from '../../server/events/index.js';
import { subjectReader } from '../../server/http/nodes.js';
import { apiSchema, nodeKinds } from '../../server/http/schema.js';
import type { Database } from '../../server/platform/database.js';
import { toWireId } from '../../server/platform/ids.js';
import { RequestContext, type Services } from '../../server/platform/request-context.js';
import type { UnitOfWork } from '../../server/platform/unit-of-work.js';
import { systemViewer, type Viewer } from '../../server/platform/viewer.js';
import { allowLoopback, collectEvents, createWebhookEndpoint, WebhookDeliveries } from '../../server/webhooks/index.js';
import { untilAllIsTold } from './all-told.js';
import { type AuctionMarket, openAuctionMarket, type Trader } from './auction-market.js';

/** An auction market whose organizations are called. */
export interface WebhookMarket extends AuctionMarket {
  readonly feed: EventFeed;
  contextOf(viewer: Viewer): RequestContext;
  /** An endpoint of the trader: its id inside. */
  endpoint(of: Trader, url: string, eventTypes?: readonly string[]): Promise<string>;
  /** Reads everything that happened into the outboxes. */
  collect(): Promise<number>;
  /** Makes the calls that are due, and waits until they have ended; as another server where one is given. */
  deliver(server?: Partial<WebhookServer>): Promise<number>;
  deliveries(endpointId: string): Promise<DeliveryFacts[]>;
  /** As if the time of every delivery that waits had come. */
  letTimePass(): Promise<unknown>;
}

export interface WebhookServer {
  readonly work: UnitOfWork;
  readonly resolve: (host: string) => Promise<readonly LookupAddress[]>;
  readonly timeoutMs: number;
  readonly loopbackAllowed: boolean;
}

export interface DeliveryFacts {
  readonly id: string;
  readonly eventId: string;
  readonly eventType: string;
  readonly body: string;
  readonly attempts: number;
  readonly nextAttemptAt: Date | null;
  /** Seconds from the beginning of the last attempt to the next. */
  readonly pause: number | null;
  readonly deliveredAt: Date | null;
  readonly failedAt: Date | null;
  readonly status: number | null;
  readonly excerpt: string | null;
  readonly fault: string | null;
}

export async function openWebhookMarket(): Promise<WebhookMarket> {
  const market = await openAuctionMarket({ funders: 2 });
  const { database, work, installation } = market;
  await work.perform(systemViewer, tx => allowLoopback(tx, true));
  await apiSchema();
  const feed = await EventFeed.start(database, error => console.error(error));
  const events = { database, feed, cursorKey: installation.cursorKey, readSubjects: subjectReader(nodeKinds) };
  const contextOf = (viewer: Viewer, on: Database = database) =>
    new RequestContext(viewer, on, work, { events } as unknown as Services, randomUUID());
  const report = (fault: unknown) => {
    throw fault;
  };
  return {
    ...market,
    feed,
    contextOf,
    async endpoint(of, url, eventTypes) {
      const input = { url, description: `Program of ${of.name}`, eventTypes };
      return (await market.succeed(createWebhookEndpoint, of.viewer, input)).endpointId;
    },
    async collect() {
      await untilAllIsTold(market.urls);
      let pages = 0;
      for (let more = 1; more > 0; pages += more) {
        more = await collectEvents({ work, database, events, contextFor: contextOf, report });
      }
      return pages;
    },
    async deliver({ work: by = work, loopbackAllowed = true, ...surroundings } = {}) {
      const deliveries = new WebhookDeliveries({
        work: by,
        installationKey: installation.cursorKey,
        surroundings: { loopbackAllowed, ...surroundings },
        report,
      });
      let calls = 0;
      for (let begun = 1; begun > 0; calls += begun) {
        begun = await deliveries.begin();
        await deliveries.idle();
      }
      return calls;
    },
    deliveries: endpointId =>
      market.rows<DeliveryFacts>(
        `SELECT d.*, a.status, a.excerpt, a.fault,
                extract(epoch FROM d.next_attempt_at - a.ended_at)::double precision AS pause
           FROM webhook_delivery d LEFT JOIN webhook_attempt a ON (a.delivery_id, a.no) = (d.id, d.attempts)
          WHERE d.endpoint_id = $1 ORDER BY d.created_at, d.id`,
        [endpointId],
      ),
    letTimePass: () =>
      market.asAdmin(
        'UPDATE webhook_delivery SET next_attempt_at = clock_timestamp() WHERE next_attempt_at > clock_timestamp() AND isfinite(next_attempt_at)',
      ),
    async close() {
      await feed.stop();
      await market.close();
    },
  };
}

/** The id on the wire of an endpoint. */
export const wireEndpoint = (id: string) => toWireId('webhookEndpoint', id);
