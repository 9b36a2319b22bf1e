import type { Machine } from '../events/index.js';

export type DisclosurePackState = 'OPEN' | 'PREPARED' | 'CLOSED';

/** Every arrow a disclosure pack can take, and who takes it. */
export const disclosurePackMachine: Machine<DisclosurePackState> = {
  subject: 'disclosure_pack',
  table: 'disclosure_pack',
  arrows: [
    { from: '', to: 'OPEN', event: 'disclosurePack.opened', by: 'the buyer' },
    { from: 'OPEN', to: 'OPEN', event: 'disclosurePack.supplied', by: 'the buyer' },
    { from: 'PREPARED', to: 'OPEN', event: 'disclosurePack.supplied', by: 'the buyer' },
    { from: 'OPEN', to: 'PREPARED', event: 'disclosurePack.prepared', by: 'a person of the buyer' },
    { from: 'PREPARED', to: 'OPEN', event: 'disclosurePack.reopened', by: 'the buyer' },
    { from: 'PREPARED', to: 'CLOSED', event: 'disclosurePack.closed', by: 'another person of the buyer, a checker' },
  ],
};
