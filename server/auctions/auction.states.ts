import type { Machine } from '../events/index.js';

export type AuctionState = 'OPEN' | 'CLOSED' | 'AWARDED' | 'LAPSED' | 'WITHDRAWN' | 'SUSPENDED';

/** Every arrow an auction can take, and who takes it. */
export const auctionMachine: Machine<AuctionState> = {
  subject: 'auction',
  table: 'auction',
  arrows: [
    { from: '', to: 'OPEN', event: 'auction.opened', by: "dealer of the supplier, or the programme's rule" },
    { from: 'OPEN', to: 'CLOSED', event: 'auction.closed', by: 'sweep, at the close' },
    { from: 'OPEN', to: 'AWARDED', event: 'auction.awarded', by: 'dealer of the cost bearer, accepting an offer' },
    { from: 'OPEN', to: 'WITHDRAWN', event: 'auction.withdrawn', by: 'dealer of the supplier' },
    { from: 'OPEN', to: 'SUSPENDED', event: 'auction.suspended', by: 'operator, or the suspension of a party' },
    { from: 'CLOSED', to: 'AWARDED', event: 'auction.awarded', by: 'dealer of the cost bearer, accepting an offer' },
    { from: 'CLOSED', to: 'LAPSED', event: 'auction.lapsed', by: 'sweep, at the end of the acceptance window' },
    { from: 'CLOSED', to: 'WITHDRAWN', event: 'auction.withdrawn', by: 'dealer of the supplier' },
    { from: 'CLOSED', to: 'SUSPENDED', event: 'auction.suspended', by: 'operator, or the suspension of a party' },
    { from: 'SUSPENDED', to: 'OPEN', event: 'auction.resumed', by: 'operator, or the resuming of that party' },
    { from: 'SUSPENDED', to: 'CLOSED', event: 'auction.resumed', by: 'operator, or the resuming of that party' },
    { from: 'SUSPENDED', to: 'WITHDRAWN', event: 'auction.withdrawn', by: 'dealer of the supplier' },
  ],
};
