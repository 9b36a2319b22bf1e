import { advanceReader, type EventSource, eventsWithin, isBehind, lockReader } from '../events/index.js';
import type { Database } from '../platform/database.js';
import { fromWireId } from '../platform/ids.js';
import type { RequestContext } from '../platform/request-context.js';
import type { UnitOfWork } from '../platform/unit-of-work.js';
import { type MemberViewer, systemViewer } from '../platform/viewer.js';
import { readerOf } from './change-endpoint.js';
import { type OwedDelivery, oweDeliveries } from './webhook-outbox.js';

export interface EventCollector {
  readonly work: UnitOfWork;
  readonly database: Database;
  readonly events: EventSource;
  readonly contextFor: (viewer: MemberViewer) => RequestContext;
  readonly report: (fault: unknown) => void;
}

/** An endpoint with the viewer who reads for it. */
type Reader = Omit<MemberViewer, 'kind' | 'permissions'> & {
  readonly endpointId: string;
  readonly eventTypes: readonly string[] | null;
};

/** Endpoints of organizations that somebody still keeps, that have something to read. */
const behind = `
  SELECT w.id AS endpoint_id, w.event_types, w.organization_id, o.roles, m.person_id, m.id AS member_id,
         w.id AS session_id, w.id AS api_key_id
    FROM webhook_endpoint w
    JOIN organization o ON o.id = w.organization_id
    JOIN member m ON m.id = w.created_by
    JOIN event_reader r ON r.name = 'webhook:' || w.id
   WHERE w.state = 'ACTIVE' AND ${isBehind}
     AND EXISTS (SELECT FROM member k WHERE k.organization_id = w.organization_id AND k.active AND 'ADMINISTRATOR' = ANY(k.permissions))`;

/**
 * Reads on for every endpoint, a page of the log each, and puts into its outbox what its organization may see: the very events that
 * its subscription gives to a key that only reads, under the same ids. What was put there and how far was read commit together, so
 * each event is owed once, and after a crash again. Resolves to how many pages there were.
 */
export async function collectEvents(collector: EventCollector): Promise<number> {
  const readers = await collector.database.read(systemViewer, db => db.query<Reader>(behind));
  let pages = 0;
  for (const reader of readers) {
    // What cannot be read for one is kept from no other.
    try {
      pages += await collectPage(collector, reader);
    } catch (fault) {
      collector.report(fault);
    }
  }
  return pages;
}

/** What is read for an endpoint is read by no person: neither alerts nor what administrators alone may see. */
function viewerOf({ endpointId: _, eventTypes: __, ...member }: Reader): MemberViewer {
  return { ...member, kind: 'MEMBER', permissions: ['VIEWER'] };
}

async function collectPage(collector: EventCollector, reader: Reader): Promise<number> {
  const { work, events, contextFor } = collector;
  const name = readerOf(reader.endpointId);
  const stretch = await work.perform(systemViewer, tx => lockReader(tx, name));
  if (!stretch) return 0;
  const told = await eventsWithin(events, contextFor(viewerOf(reader)), stretch, reader.eventTypes);
  const owed = told.map(({ id, type, at, businessDay, subject }): OwedDelivery => {
    const about = { type: subject!.constructor.name, id: subject!.id };
    const body = JSON.stringify({ type, timestamp: at, data: { id, businessDay, subject: about } });
    return { eventId: fromWireId('event', id)!, eventType: type, body };
  });
  return work.perform(systemViewer, async tx => {
    const now = await lockReader(tx, name);
    // Another server has read this page meanwhile, or the reader was sent back.
    if (now?.after.join() !== stretch.after.join()) return 0;
    await oweDeliveries(tx, reader.endpointId, owed);
    await advanceReader(tx, name, stretch);
    return 1;
  });
}
