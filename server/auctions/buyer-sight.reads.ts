import { organizationChannel } from '../events/index.js';
import { type FinancingSight, financingInSight } from '../financings/index.js';
import { organizationById } from '../organizations/index.js';
import type { Db } from '../platform/database.js';
import { seenBy } from '../platform/seen-by.js';
import type { Viewer } from '../platform/viewer.js';
import { auctionChannels, bidChannels } from './auction.channels.js';
import { type AuctionView, auctionById } from './auction.reads.js';
import { agreementOf } from './award-offers.js';
import { bidById } from './bid.reads.js';
import { chosenOffers } from './offer.reads.js';

/** What the buyer of an auction would see of an offer's acceptance now. */
export interface BuyerSight {
  readonly auction: AuctionView;
  /** Whether the auction exists for the buyer, and its award. */
  readonly auctionShown: boolean;
  /** Whether the price that is accepted is shown as a bid. */
  readonly bidShown: boolean;
  /** Null where it would not exist for the buyer. */
  readonly financing: FinancingSight | null;
  /** Whether the buyer learns who the funder is. The viewer itself may not know yet: no name is told. */
  readonly funderShown: boolean;
  /** The types of the events that it would be told. */
  readonly events: readonly string[];
}

/**
 * What the buyer would be told if the viewer accepted this offer now: the award's own rows, held against the conditions
 * under which they are read and the channels on which they are told, for a member of the buyer. Nothing is locked or
 * written. Null where the viewer cannot choose this offer.
 */
export async function buyerSight(db: Db, viewer: Viewer, bidId: string): Promise<BuyerSight | null> {
  const [choice] = await chosenOffers(db, viewer, [bidId]);
  if (!choice) return null;
  const { auction, offer } = choice;
  const { bid, quote } = offer;
  const { buyerId } = auction;
  return seenBy(db, viewer, buyerId, async () => {
    const [auctionSeen] = await auctionById(db, viewer, [auction.id]);
    const [bidSeen] = await bidById(db, viewer, [bid.id]);
    const [funder] = await organizationById(db, viewer, [bid.funderId]);
    const financing = await financingInSight(db, viewer, buyerId, agreementOf({ auction, bid, quote }));
    const channel = organizationChannel(buyerId);
    const told: [event: string, told: boolean][] = [
      ['bid.won', bidSeen !== null && bidChannels(auction, bid).includes(channel)],
      ['auction.awarded', auctionSeen !== null && auctionChannels(auction).includes(channel)],
      ['financing.agreed', financing?.told ?? false],
    ];
    return {
      auction,
      auctionShown: auctionSeen !== null,
      bidShown: bidSeen !== null,
      financing,
      funderShown: financing !== null && funder !== null,
      events: told.flatMap(([event, isTold]) => (isTold ? [event] : [])),
    };
  });
}
