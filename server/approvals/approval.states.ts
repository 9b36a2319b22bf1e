import type { Machine } from '../events/index.js';

export type ApprovalState = 'PREPARED' | 'RELEASED' | 'REFUSED' | 'LAPSED';

/** Every arrow an approval can take, and who takes it. */
export const approvalMachine: Machine<ApprovalState> = {
  subject: 'approval',
  table: 'approval',
  arrows: [
    { from: '', to: 'PREPARED', event: 'approval.prepared', by: 'maker of the buyer' },
    { from: 'PREPARED', to: 'RELEASED', event: 'approval.released', by: 'checker of the buyer, another person' },
    { from: 'RELEASED', to: 'RELEASED', event: 'approval.progressed', by: 'a slice of the release' },
    { from: 'RELEASED', to: 'RELEASED', event: 'approval.completed', by: 'the last slice of the release' },
    { from: 'PREPARED', to: 'REFUSED', event: 'approval.refused', by: 'checker of the buyer' },
    { from: 'PREPARED', to: 'LAPSED', event: 'approval.lapsed', by: 'sweep, after the time the programme gives' },
  ],
};
