export { type AcceptedOffer, acceptOffer } from './accept-offer.js';
export { acceptOffers } from './accept-offers.js';
export { BidRow } from './auction.entity.js';
export { type AuctionAction, auctionPolicy, auctionVisible } from './auction.policy.js';
export { auctionById, type AuctionView } from './auction.reads.js';
export {
  AuctionResolver,
  FinancingAuctionResolver,
  InvoiceAuctionResolver,
  loadAuction,
} from './auction.resolver.js';
export { auctionMachine } from './auction.states.js';
export { bidById } from './bid.reads.js';
export { BasketResolver, BuyerSightResolver, OfferRefusalResolver } from './basket.resolver.js';
export { BidResolver, loadBid, QuoteResolver } from './bid.resolver.js';
export { bidMachine } from './bid.states.js';
export { changeBid } from './change-bid.js';
export { closeDueAuctions } from './close-due-auctions.js';
export { expireBids } from './expire-bids.js';
export { followSuspensions } from './follow-suspensions.js';
export { lapseAuctions } from './lapse-auctions.js';
export { type OfferedBid, offersOf } from './offer.reads.js';
export { openAuction } from './open-auction.js';
export { openAuctionsByRule } from './open-auctions-by-rule.js';
export { placeBid } from './place-bid.js';
export { quotePrice } from './quote.js';
export type { RankedBid } from './rank-bids.js';
export { resumeAuction } from './resume-auction.js';
export { suspendAuction } from './suspend-auction.js';
export { withdrawAuction, withdrawListings } from './withdraw-auction.js';
export { withdrawBid } from './withdraw-bid.js';
