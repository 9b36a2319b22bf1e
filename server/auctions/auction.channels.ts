import { type Channel, operatorChannel, organizationChannel, programmeFundersChannel } from '../events/index.js';
import { type AuctionClock, isRevealed } from './auction.rules.js';

/** Who hears of an auction: its supplier, its buyer where the terms are disclosed to it, the invited funders, the operator. */
export function auctionChannels(auction: {
  readonly supplierId: string;
  readonly buyerId: string;
  readonly programmeId: string;
  readonly disclosure: 'DISCLOSED' | 'CONFIDENTIAL';
}): Channel[] {
  const parties = auction.disclosure === 'DISCLOSED' ? [auction.supplierId, auction.buyerId] : [auction.supplierId];
  return [...parties.map(organizationChannel), operatorChannel, programmeFundersChannel(auction.programmeId)];
}

/** Who hears of a bid: its owner, and the cost bearer once bids are revealed. Never a rival. */
export function bidChannels(
  auction: AuctionClock & {
    readonly supplierId: string;
    readonly buyerId: string;
    readonly costBearer: 'SUPPLIER' | 'BUYER';
    readonly asOf: Date;
  },
  { funderId }: { readonly funderId: string },
): Channel[] {
  const owner = organizationChannel(funderId);
  if (!isRevealed(auction, auction.asOf)) return [owner];
  return [owner, organizationChannel(auction.costBearer === 'BUYER' ? auction.buyerId : auction.supplierId)];
}
