import type { Database } from '../platform/database.js';
import { toWireId } from '../platform/ids.js';
import type { Node } from '../platform/node.js';
import type { RequestContext } from '../platform/request-context.js';
import { organizationOf, type Viewer } from '../platform/viewer.js';
import { channelsOf, type EventFeed, eventsBefore, eventsOfStretch, type FeedEvent } from './event-feed.js';
import type { EventFrame, LoggedEvent } from './events.types.js';
import { eventIdOf, type EventStretch, openCursor, type Position, sealCursor } from './position.js';
import type { SubjectKind } from './record-events.js';

/** Reads the subjects of events as the viewer may see them now; null for what it may not. One statement a kind. */
export type SubjectReader = (
  context: RequestContext,
  kind: SubjectKind,
  ids: readonly string[],
) => Promise<ReadonlyMap<string, Node>>;

/** What the stream stands on. */
export interface EventSource {
  readonly database: Database;
  readonly feed: EventFeed;
  readonly cursorKey: Buffer;
  readonly readSubjects: SubjectReader;
}

/** A bare cursor follows at least this often, in milliseconds. */
const heartbeatMs = 30_000;
/** How many subjects are re-read at once: all that a reader that stands still can hold in memory. */
const chunkSize = 50;
/** How many events a page of the history looks through. */
const historyPage = 200;
/** How long a viewer's channels are taken as known, in milliseconds. */
const channelsFreshMs = 1_000;

/** Thrown for a cursor that this installation did not give to this organization. */
export class UnknownCursor extends Error {
  constructor() {
    super('This cursor is not one of yours.');
  }
}

/**
 * The frames of a viewer after a cursor: first a bare cursor, then every event of its channels whose subject it may see,
 * in the one order, each read through the viewer's policy. It pulls; a reader that stands still costs a chunk of memory.
 */
export async function* eventFrames(
  source: EventSource,
  context: RequestContext,
  after: string | null,
  signal: AbortSignal,
): AsyncGenerator<EventFrame> {
  const organizationId = organizationOf(context.viewer);
  if (organizationId === null) throw new UnknownCursor();
  const seal = (position: Position) => sealCursor(source.cursorKey, organizationId, position);
  const told = (event: FeedEvent, subject: Node) => tellingOf(source, organizationId, event, subject);
  let position =
    after === null ? await source.feed.currentPosition() : openCursor(source.cursorKey, organizationId, after);
  if (!position) throw new UnknownCursor();
  const channels = freshChannels(source.database, context.viewer);

  let bareAt = performance.now();
  let clock = source.feed.movedClock;
  yield bareFrame(seal(position));
  while (!source.feed.isStopped && !signal.aborted) {
    const page = await source.feed.pageAfter(await channels(), position);
    for (let start = 0; start < page.events.length; start += chunkSize) {
      const chunk = page.events.slice(start, start + chunkSize);
      context.forget();
      const subjects = await subjectsOf(source, context, chunk);
      for (const event of chunk) {
        const subject = subjects.get(event);
        if (subject) yield told(event, subject);
        if (signal.aborted) return;
      }
    }
    position = page.reached;
    const moved = source.feed.movedClock;
    if (moved && moved !== clock) {
      yield { ...bareFrame(seal(position)), at: moved.at, businessDay: moved.businessDay };
    }
    clock = moved;
    if (page.events.length === 0) {
      await source.feed.changed(heartbeatMs - (performance.now() - bareAt), signal);
      if (performance.now() - bareAt >= heartbeatMs) {
        bareAt = performance.now();
        yield bareFrame(seal(position));
      }
    }
  }
}

/** The newest events of a viewer, or those before a cursor of its log, newest first. */
export async function eventLog(
  source: EventSource,
  context: RequestContext,
  first: number,
  after: string | null,
): Promise<LoggedEvent[]> {
  const organizationId = organizationOf(context.viewer);
  if (organizationId === null) return [];
  const before = after === null ? null : openCursor(source.cursorKey, organizationId, after);
  if (before === undefined) return [];
  const channels = await channelsOf(source.database, context.viewer);
  return logged(source, context, await eventsBefore(source.database, context.viewer, channels, before, first));
}

/** All events of a viewer, newest first, in pages of no fixed size; each page is read when it is asked for. */
export async function* eventHistory(source: EventSource, context: RequestContext): AsyncGenerator<LoggedEvent[]> {
  let before: Position | null = null;
  for (;;) {
    const channels = await channelsOf(source.database, context.viewer);
    const events: FeedEvent[] = await eventsBefore(source.database, context.viewer, channels, before, historyPage);
    context.forget();
    yield await logged(source, context, events);
    if (events.length < historyPage) return;
    before = events.at(-1)!.position;
  }
}

/** Events as their viewer may read them: those whose subject it sees. */
async function logged(
  source: EventSource,
  context: RequestContext,
  events: readonly FeedEvent[],
): Promise<LoggedEvent[]> {
  const organizationId = organizationOf(context.viewer)!;
  const subjects = await subjectsOf(source, context, events);
  return events
    .filter(event => subjects.has(event))
    .map(event => tellingOf(source, organizationId, event, subjects.get(event)!));
}

/** An event in the words in which its viewer is told of it. */
function tellingOf(source: EventSource, organizationId: string, event: FeedEvent, subject: Node) {
  const { position, type, at, businessDay } = event;
  return {
    id: toWireId('event', eventIdOf(source.cursorKey, organizationId, position)),
    cursor: sealCursor(source.cursorKey, organizationId, position),
    type,
    at,
    businessDay,
    subject,
  };
}

/**
 * The events of a stretch of the log as its viewer may read them, oldest first: those of its channels, of these types, whose subject it
 * sees. The same as the frames of its subscription.
 *
 * @param types null for all
 */
export async function eventsWithin(
  source: EventSource,
  context: RequestContext,
  stretch: EventStretch,
  types: readonly string[] | null,
): Promise<LoggedEvent[]> {
  const channels = await channelsOf(source.database, context.viewer);
  const events = await eventsOfStretch(source.database, context.viewer, channels, stretch);
  const wanted = types === null ? events : events.filter(({ type }) => types.includes(type));
  const told: LoggedEvent[] = [];
  for (let start = 0; start < wanted.length; start += chunkSize) {
    context.forget();
    told.push(...(await logged(source, context, wanted.slice(start, start + chunkSize))));
  }
  return told;
}

async function subjectsOf(
  source: EventSource,
  context: RequestContext,
  events: readonly FeedEvent[],
): Promise<ReadonlyMap<FeedEvent, Node>> {
  const found = new Map<FeedEvent, Node>();
  for (const kind of new Set(events.map(event => event.subjectKind))) {
    const ofKind = events.filter(event => event.subjectKind === kind);
    const nodes = await source.readSubjects(context, kind, [...new Set(ofKind.map(event => event.subjectId))]);
    for (const event of ofKind) {
      const node = nodes.get(event.subjectId);
      if (node) found.set(event, node);
    }
  }
  return found;
}

function freshChannels(database: Database, viewer: Viewer) {
  let readAt = Number.NEGATIVE_INFINITY;
  let known: Awaited<ReturnType<typeof channelsOf>> = [];
  return async () => {
    if (performance.now() - readAt > channelsFreshMs) {
      known = await channelsOf(database, viewer);
      readAt = performance.now();
    }
    return known;
  };
}

function bareFrame(cursor: string): EventFrame {
  return { id: null, cursor, type: null, at: null, businessDay: null, subject: null };
}
