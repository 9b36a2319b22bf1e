export { type Channel, operatorChannel, organizationChannel, programmeFundersChannel } from './channels.js';
export { type NewEvent, recordEvents, type SubjectKind } from './record-events.js';
export { type Arrow, type Change, created, type Machine, type Stateful, transition } from './transition.js';
export { channelsOf, EventFeed, eventsBefore, type FeedEvent } from './event-feed.js';
export { openCursor, type Position, sealCursor } from './position.js';
export type { EventSource, SubjectReader } from './event-stream.js';
export { EventsResolver } from './events.resolver.js';
