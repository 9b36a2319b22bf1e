import { transition } from '../events/index.js';
import type { Tx } from '../platform/database.js';
import type { UnitOfWork } from '../platform/unit-of-work.js';
import { systemViewer } from '../platform/viewer.js';
import { auctionChannels } from './auction.channels.js';
import type { AuctionView } from './auction.reads.js';
import { auctionMachine } from './auction.states.js';
import { lapse } from './lapse-auctions.js';
import { inSlices, pickDueAuctions } from './pick-due-auctions.js';

const cause = 'closeDueAuctions';

/**
 * Closes what is due to close. With the close of a CONTINUOUS auction its offers are over, so it lapses in the same
 * transaction; a SEALED_WINDOW one goes on to its acceptance. Resolves to how many closed.
 */
export function closeDueAuctions(work: UnitOfWork): Promise<number> {
  return inSlices(work, async tx => {
    const auctions = await pickDueAuctions(tx, `t.state = 'OPEN' AND t.closes_at <= $1`, 't.closes_at, t.id');
    await close(tx, auctions);
    const over = auctions.filter(auction => auction.kind === 'CONTINUOUS');
    await lapse(
      tx,
      cause,
      over.map(auction => ({ ...auction, state: 'CLOSED', eventNo: auction.eventNo + 1 })),
    );
    return auctions.length;
  });
}

async function close(tx: Tx, auctions: readonly AuctionView[]): Promise<void> {
  await transition(
    tx,
    systemViewer,
    auctionMachine,
    cause,
    auctions.map(row => ({ row, to: 'CLOSED', event: 'auction.closed', channels: auctionChannels(row) })),
  );
}
