export { type Channel, operatorChannel, organizationChannel, programmeFundersChannel } from './channels.js';
export { type NewEvent, recordEvents, type SubjectKind } from './record-events.js';
export { type Arrow, type Change, created, type Machine, type Stateful, transition } from './transition.js';
