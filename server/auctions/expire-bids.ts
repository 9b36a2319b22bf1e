import { freeReserved } from '../limits/index.js';
import type { UnitOfWork } from '../platform/unit-of-work.js';
import { systemViewer } from '../platform/viewer.js';
import { lockLiveBids } from './bid.reads.js';
import { decideBids, exposuresOf, refusedBid } from './decide-bids.js';
import { inSlices, pickDueAuctions } from './pick-due-auctions.js';

const hasDueBids = `t.state IN ('OPEN', 'CLOSED')
  AND t.id IN (SELECT b.auction_id FROM bid b WHERE b.state = 'LIVE' AND b.valid_until <= $1)`;

/** Frees what bids reserved whose validity ran out before their auction did. Resolves to how many expired. */
export function expireBids(work: UnitOfWork): Promise<number> {
  return inSlices(work, async tx => {
    const auctions = await pickDueAuctions(tx, hasDueBids, 't.id');
    const auctionOf = new Map(auctions.map(auction => [auction.id, auction]));
    const bids = await lockLiveBids(tx, [...auctionOf.keys()]);
    const decisions = bids
      .map(bid => refusedBid(auctionOf.get(bid.auctionId)!, bid, 'EXPIRED'))
      .filter(decision => decision.to === 'EXPIRED');
    await decideBids(tx, systemViewer, 'expireBids', decisions);
    await freeReserved(tx, exposuresOf(decisions));
    return decisions.length;
  });
}
