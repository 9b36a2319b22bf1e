import { transition } from '../events/index.js';
import { freeReserved } from '../limits/index.js';
import type { Tx } from '../platform/database.js';
import type { UnitOfWork } from '../platform/unit-of-work.js';
import { systemViewer } from '../platform/viewer.js';
import { auctionChannels } from './auction.channels.js';
import type { AuctionView } from './auction.reads.js';
import { auctionMachine } from './auction.states.js';
import { lockLiveBids } from './bid.reads.js';
import { decideBids, exposuresOf, refusedBid } from './decide-bids.js';
import { inSlices, pickDueAuctions } from './pick-due-auctions.js';

/** Ends what nobody awarded in its acceptance window. Resolves to how many lapsed. */
export function lapseAuctions(work: UnitOfWork): Promise<number> {
  return inSlices(work, async tx => {
    const auctions = await pickDueAuctions(tx, `t.state = 'CLOSED' AND t.accept_until <= $1`, 't.accept_until, t.id');
    await lapse(tx, 'lapseAuctions', auctions);
    return auctions.length;
  });
}

/** Ends closed, locked auctions: what bids still stand expire, and what they reserved is free. */
export async function lapse(tx: Tx, cause: string, auctions: readonly AuctionView[]): Promise<void> {
  if (auctions.length === 0) return;
  const auctionOf = new Map(auctions.map(auction => [auction.id, auction]));
  const bids = await lockLiveBids(tx, [...auctionOf.keys()]);
  const decisions = bids.map(bid => refusedBid(auctionOf.get(bid.auctionId)!, bid, 'EXPIRED'));
  await decideBids(tx, systemViewer, cause, decisions);
  await transition(
    tx,
    systemViewer,
    auctionMachine,
    cause,
    auctions.map(row => ({ row, to: 'LAPSED', event: 'auction.lapsed', channels: auctionChannels(row) })),
    { decided_at: auctions[0]!.asOf },
  );
  await freeReserved(tx, exposuresOf(decisions));
}
