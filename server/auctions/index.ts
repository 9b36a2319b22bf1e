export { type AcceptedOffer, acceptOffer } from './accept-offer.js';
export { AuctionRow, BidRow, type LostReason } from './auction.entity.js';
export { type AuctionAction, auctionPolicy, auctionVisible, bidVisible } from './auction.policy.js';
export { auctionById, type AuctionView } from './auction.reads.js';
export {
  AuctionResolver,
  FinancingAuctionResolver,
  InvoiceAuctionResolver,
  loadAuction,
} from './auction.resolver.js';
export { auctionMachine, type AuctionState } from './auction.states.js';
export { Auction, presentAuction } from './auction.types.js';
export { bidById, offersOf, type OfferedBid } from './bid.reads.js';
export { BidResolver, loadBid, QuoteResolver } from './bid.resolver.js';
export { bidMachine, type BidState } from './bid.states.js';
export { Bid, presentBid } from './bid.types.js';
export { changeBid } from './change-bid.js';
export { closeDueAuctions } from './close-due-auctions.js';
export { eligibilityProblems } from './eligibility.reads.js';
export { type EligibilityCode, type EligibilityReason } from './eligibility.rules.js';
export { expireBids } from './expire-bids.js';
export { lapseAuctions } from './lapse-auctions.js';
export { openAuction } from './open-auction.js';
export { openAuctionsByRule, type OpenedByRule } from './open-auctions-by-rule.js';
export { placeBid } from './place-bid.js';
export { quotePrice } from './quote.js';
export { type RankedBid } from './rank-bids.js';
export { resumeAuction } from './resume-auction.js';
export { suspendAuction } from './suspend-auction.js';
export { withdrawAuction } from './withdraw-auction.js';
export { withdrawBid } from './withdraw-bid.js';
