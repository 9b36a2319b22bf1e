import type { Machine } from '../events/index.js';

export type BidState = 'LIVE' | 'WON' | 'LOST' | 'WITHDRAWN' | 'EXPIRED';

/** Every arrow a bid can take, and who takes it. */
export const bidMachine: Machine<BidState> = {
  subject: 'bid',
  table: 'bid',
  arrows: [
    { from: '', to: 'LIVE', event: 'bid.placed', by: 'dealer of the funder' },
    { from: 'LIVE', to: 'LIVE', event: 'bid.changed', by: 'dealer of the funder' },
    { from: 'LIVE', to: 'WON', event: 'bid.won', by: 'dealer of the cost bearer, accepting it' },
    {
      from: 'LIVE',
      to: 'LOST',
      event: 'bid.lost',
      by: 'another bid being accepted, or the supplier withdrawing the auction',
    },
    { from: 'LIVE', to: 'WITHDRAWN', event: 'bid.withdrawn', by: "dealer of the funder, or the funder's suspension" },
    { from: 'LIVE', to: 'EXPIRED', event: 'bid.expired', by: 'the end of its validity' },
  ],
};
