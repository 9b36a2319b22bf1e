export {
  type Channel,
  memberChannel,
  operatorChannel,
  organizationChannel,
  programmeFundersChannel,
  programmePartiesChannel,
} from './channels.js';
export { recordEvents, type SubjectKind } from './record-events.js';
export { type Arrow, type Change, created, type Machine, transition } from './transition.js';
export { EventFeed, eventsBefore, type FeedEvent } from './event-feed.js';
export {
  advanceReader,
  closeReader,
  isBehind,
  lockReader,
  openReader,
  positionBefore,
  rewindReader,
} from './event-reader.js';
export { openCursor, type Position } from './position.js';
export { eventHistory, type EventSource, eventsWithin, type SubjectReader } from './event-stream.js';
export { EventsResolver } from './events.resolver.js';
