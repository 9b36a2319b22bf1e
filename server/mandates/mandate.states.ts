import type { Machine } from '../events/index.js';

export type MandateState = 'PROPOSED' | 'ACTIVE' | 'REVOKED' | 'EXPIRED';

/** Every arrow a mandate can take, and who takes it. */
export const mandateMachine: Machine<MandateState> = {
  subject: 'mandate',
  table: 'mandate',
  arrows: [
    { from: '', to: 'PROPOSED', event: 'mandate.proposed', by: 'maker or checker of the debtor' },
    {
      from: 'PROPOSED',
      to: 'ACTIVE',
      event: 'mandate.activated',
      by: 'checker of the debtor, another than who proposed',
    },
    { from: 'PROPOSED', to: 'REVOKED', event: 'mandate.revoked', by: 'maker or checker of the debtor' },
    {
      from: 'ACTIVE',
      to: 'REVOKED',
      event: 'mandate.revoked',
      by: 'maker or checker of the debtor or of the creditor',
    },
    { from: 'PROPOSED', to: 'EXPIRED', event: 'mandate.expired', by: 'sweep, on the day after its last' },
    { from: 'ACTIVE', to: 'EXPIRED', event: 'mandate.expired', by: 'sweep, on the day after its last' },
  ],
};
