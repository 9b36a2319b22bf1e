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
export { advanceReader, lockReader } from './event-reader.js';
export { type Position } from './position.js';
export { eventHistory, type EventSource, type SubjectReader } from './event-stream.js';
export { EventsResolver } from './events.resolver.js';
