import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../platform/database.js';
import { actsInPerson, organizationOf, systemViewer, type Viewer } from '../platform/viewer.js';
import {
  type Channel,
  memberChannel,
  operatorChannel,
  organizationChannel,
  programmeFundersChannel,
  programmePartiesChannel,
} from './channels.js';
import { type EventStretch, isAfter, type Position } from './position.js';
import type { SubjectKind } from './record-events.js';

/** An event as its readers get it: what was before and after stays in the database. */
export interface FeedEvent {
  readonly position: Position;
  readonly type: string;
  readonly subjectKind: SubjectKind;
  readonly subjectId: string;
  readonly at: Date;
  readonly businessDay: string;
}

interface EventRow {
  readonly epoch: number;
  readonly xid: string;
  readonly seq: bigint;
  readonly type: string;
  readonly subjectKind: SubjectKind;
  readonly subjectId: string;
  readonly at: Date;
  readonly businessDay: string;
}

/** How often a server looks for new events, for all its sockets together, in milliseconds. */
const pollMs = 100;
/** How many events a page of a replay holds. */
export const pageSize = 500;
/** How many of the latest events a server keeps at hand, so that readers near the head cost no statement. */
const recentMax = 2_000;

const eventColumns = 'e.epoch, e.xid, e.seq, e.type, e.subject_kind, e.subject_id, e.at, e.business_day';
/**
 * Only what no transaction in flight can still precede. An event of an older epoch is of another cluster, long past. The
 * snapshot counts every database of the cluster: a long write transaction anywhere holds the feed back.
 */
export const settled =
  '(%s.epoch < (SELECT epoch FROM installation) OR %s.xid < pg_snapshot_xmin(pg_current_snapshot()))';

/**
 * The committed events in their one order. One poll a server, whatever the number of readers; nothing is queued for a
 * reader: each pulls from its own position, from the events at hand or from the table.
 */
export class EventFeed {
  private head!: Position;
  private recent: (FeedEvent & { readonly channels: ReadonlySet<string> })[] = [];
  /** Everything after this position is in `recent`. */
  private recentFrom!: Position;
  private clock: { readonly offsetMs: bigint; readonly at: Date; readonly businessDay: string } | undefined;
  private waiting = new Set<() => void>();
  private stopped = false;
  private polling: Promise<void> = Promise.resolve();

  private constructor(
    private readonly database: Database,
    private readonly onFault: (error: unknown) => void,
  ) {}

  static async start(database: Database, onFault: (error: unknown) => void): Promise<EventFeed> {
    const feed = new EventFeed(database, onFault);
    feed.head = await feed.currentPosition();
    feed.recentFrom = feed.head;
    feed.polling = feed.poll();
    return feed;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.wake();
    await this.polling;
  }

  /** A position that everything committed before this call lies before, but what a transaction in flight holds back. */
  currentPosition(): Promise<Position> {
    return this.database.read(systemViewer, async db => {
      const row = await db.one<{ epoch: number; xid: string }>(
        'SELECT epoch, pg_snapshot_xmin(pg_current_snapshot()) AS xid FROM installation',
      );
      return { epoch: row.epoch, xid: BigInt(row.xid), seq: 0n };
    });
  }

  /** The next events of these channels after a position, at most a page, and how far that reaches. */
  async pageAfter(channels: readonly Channel[], after: Position): Promise<{ events: FeedEvent[]; reached: Position }> {
    if (!isAfter(this.recentFrom, after)) {
      const reached = isAfter(this.head, after) ? this.head : after;
      const events = this.recent.filter(
        event => isAfter(event.position, after) && channels.some(channel => event.channels.has(channel)),
      );
      return events.length <= pageSize ? { events, reached } : cut(events.slice(0, pageSize));
    }
    // Taken before the table is read: what is dropped from `recent` meanwhile may be newer than the page.
    const { recentFrom } = this;
    const events = await this.readPage(channels, after);
    return events.length === pageSize ? cut(events) : { events, reached: events.at(-1)?.position ?? recentFrom };
  }

  /** Resolves when the head has moved, the time is over, or the reader gives up. */
  async changed(milliseconds: number, signal: AbortSignal): Promise<void> {
    if (this.stopped || signal.aborted) return;
    await new Promise<void>(resolve => {
      const done = () => {
        clearTimeout(timer);
        this.waiting.delete(done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      this.waiting.add(done);
      signal.addEventListener('abort', done, { once: true });
    });
  }

  /** Where the business clock stood when it was last seen to have been moved; another object after each move. */
  get movedClock(): { readonly at: Date; readonly businessDay: string } | undefined {
    return this.clock;
  }

  get isStopped(): boolean {
    return this.stopped;
  }

  private async poll(): Promise<void> {
    while (!this.stopped) {
      try {
        while ((await this.takeNew()) === pageSize && !this.stopped);
        await this.watchClock();
      } catch (error) {
        this.onFault(error);
        await sleep(1_000);
      }
      await sleep(pollMs);
    }
  }

  private async takeNew(): Promise<number> {
    const after = this.head;
    const rows = await this.database.read(systemViewer, db =>
      db.query<EventRow & { channels: string[] }>(
        `SELECT ${eventColumns}, array_agg(c.channel) AS channels
           FROM (SELECT * FROM event e WHERE (e.epoch, e.xid, e.seq) > ($1, $2::xid8, $3) AND ${settled.replaceAll('%s', 'e')}
                  ORDER BY e.epoch, e.xid, e.seq LIMIT ${pageSize}) e
           JOIN event_channel c USING (epoch, xid, seq)
          GROUP BY ${eventColumns} ORDER BY e.epoch, e.xid, e.seq`,
        [after.epoch, after.xid.toString(), after.seq],
      ),
    );
    if (rows.length === 0) return 0;
    for (const row of rows) this.recent.push({ ...feedEvent(row), channels: new Set(row.channels) });
    this.head = this.recent.at(-1)!.position;
    if (this.recent.length > recentMax) {
      const dropped = this.recent.splice(0, this.recent.length - recentMax);
      this.recentFrom = dropped.at(-1)!.position;
    }
    this.wake();
    return rows.length;
  }

  /** A clock that was moved is no event, and no secret: readers are told where it stands now. */
  private async watchClock(): Promise<void> {
    const clock = await this.database.read(systemViewer, db =>
      db.one<{ offsetMs: bigint; at: Date; businessDay: string }>(
        'SELECT offset_ms, business_now() AS at, business_today() AS business_day FROM business_clock',
      ),
    );
    if (clock.offsetMs === this.clock?.offsetMs) return;
    const isMoved = this.clock !== undefined;
    this.clock = clock;
    if (isMoved) this.wake();
  }

  private readPage(channels: readonly Channel[], after: Position): Promise<FeedEvent[]> {
    return this.database.read(systemViewer, async db => {
      const rows = await db.query<EventRow>(
        `SELECT ${eventColumns} FROM (
           SELECT DISTINCT p.epoch, p.xid, p.seq FROM unnest($1::text[]) AS wanted(name) CROSS JOIN LATERAL (
             SELECT c.epoch, c.xid, c.seq FROM event_channel c
              WHERE c.channel = wanted.name AND (c.epoch, c.xid, c.seq) > ($2, $3::xid8, $4) AND ${settled.replaceAll('%s', 'c')}
              ORDER BY c.epoch, c.xid, c.seq LIMIT ${pageSize}) p
         ) d JOIN event e USING (epoch, xid, seq) ORDER BY e.epoch, e.xid, e.seq LIMIT ${pageSize}`,
        [channels, after.epoch, after.xid.toString(), after.seq],
      );
      return rows.map(feedEvent);
    });
  }

  private wake(): void {
    for (const done of [...this.waiting]) done();
  }
}

/** The channels a viewer may read now. */
export async function channelsOf(database: Database, viewer: Viewer): Promise<Channel[]> {
  const organizationId = organizationOf(viewer);
  if (viewer.kind !== 'MEMBER' || organizationId === null) return [];
  const channels: Channel[] = [organizationChannel(organizationId)];
  if (actsInPerson(viewer)) channels.push(memberChannel(viewer.memberId));
  if (viewer.roles.includes('OPERATOR')) channels.push(operatorChannel);
  if (!viewer.roles.some(role => role === 'SUPPLIER' || role === 'FUNDER')) return channels;
  const joined = await database.read(viewer, db =>
    db.query<{ programmeId: string; mayBid: boolean }>(
      `SELECT pf.programme_id, EXISTS (SELECT FROM exposure_limit l WHERE l.scope = 'BUYER'
                AND l.funder_id = pf.funder_id AND l.buyer_id = p.buyer_id AND l.currency = p.currency) AS may_bid
         FROM programme_funder pf JOIN programme p ON p.id = pf.programme_id WHERE pf.funder_id = $1
        UNION ALL
       SELECT programme_id, false FROM programme_supplier WHERE supplier_id = $1`,
      [organizationId],
    ),
  );
  for (const { programmeId, mayBid } of joined) {
    channels.push(programmePartiesChannel(programmeId));
    if (mayBid) channels.push(programmeFundersChannel(programmeId));
  }
  return channels;
}

/** The latest events of these channels before a position (or the newest), newest first. */
export function eventsBefore(
  database: Database,
  viewer: Viewer,
  channels: readonly Channel[],
  before: Position | null,
  limit: number,
): Promise<FeedEvent[]> {
  return database.read(viewer, async db => {
    const rows = await db.query<EventRow>(
      `SELECT ${eventColumns} FROM (
         SELECT DISTINCT p.epoch, p.xid, p.seq FROM unnest($1::text[]) AS wanted(name) CROSS JOIN LATERAL (
           SELECT c.epoch, c.xid, c.seq FROM event_channel c
            WHERE c.channel = wanted.name AND ($2::integer IS NULL OR (c.epoch, c.xid, c.seq) < ($2, $3::xid8, $4::bigint))
              AND ${settled.replaceAll('%s', 'c')}
            ORDER BY c.epoch DESC, c.xid DESC, c.seq DESC LIMIT $5) p
       ) d JOIN event e USING (epoch, xid, seq) ORDER BY e.epoch DESC, e.xid DESC, e.seq DESC LIMIT $5`,
      [channels, before?.epoch ?? null, before?.xid.toString() ?? null, before?.seq ?? null, limit],
    );
    return rows.map(feedEvent);
  });
}

/** The events of these channels within a stretch of the log, oldest first. */
export function eventsOfStretch(
  database: Database,
  viewer: Viewer,
  channels: readonly Channel[],
  { after, until }: EventStretch,
): Promise<FeedEvent[]> {
  return database.read(viewer, async db => {
    const rows = await db.query<EventRow>(
      `SELECT ${eventColumns} FROM event e
        WHERE (e.epoch, e.xid, e.seq) > ($2, $3::xid8, $4) AND (e.epoch, e.xid, e.seq) <= ($5, $6::xid8, $7)
          AND EXISTS (SELECT FROM event_channel c
                       WHERE (c.epoch, c.xid, c.seq) = (e.epoch, e.xid, e.seq) AND c.channel = ANY($1::text[]))
        ORDER BY e.epoch, e.xid, e.seq`,
      [channels, ...after, ...until],
    );
    return rows.map(feedEvent);
  });
}

function feedEvent(row: EventRow): FeedEvent {
  return {
    position: { epoch: row.epoch, xid: BigInt(row.xid), seq: row.seq },
    type: row.type,
    subjectKind: row.subjectKind,
    subjectId: row.subjectId,
    at: row.at,
    businessDay: row.businessDay,
  };
}

function cut(events: FeedEvent[]): { events: FeedEvent[]; reached: Position } {
  return { events, reached: events.at(-1)!.position };
}
