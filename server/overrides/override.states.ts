import type { Machine } from '../events/index.js';

export type OverrideState = 'PROPOSED' | 'CONFIRMED' | 'REFUSED' | 'LAPSED';

/** Every arrow a proposal can take, and who takes it. */
export const overrideMachine: Machine<OverrideState> = {
  subject: 'override',
  table: 'operator_override',
  arrows: [
    { from: '', to: 'PROPOSED', event: 'override.proposed', by: 'a person of the operator' },
    { from: 'PROPOSED', to: 'CONFIRMED', event: 'override.confirmed', by: 'another person of the operator' },
    { from: 'PROPOSED', to: 'REFUSED', event: 'override.refused', by: 'a person of the operator, the same or another' },
    { from: 'PROPOSED', to: 'LAPSED', event: 'override.lapsed', by: 'the sweep, when its time is over' },
  ],
};
