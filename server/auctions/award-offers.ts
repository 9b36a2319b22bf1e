import { transition } from '../events/index.js';
import { agreeFinancings } from '../financings/index.js';
import { type AmountShortfall, commitExposures, freeReserved, LimitExceeded, lockExposures } from '../limits/index.js';
import { OrganizationSuspended, type VerifiedAccount } from '../organizations/index.js';
import type { Tx } from '../platform/database.js';
import type { LocalDate } from '../platform/local-date.js';
import type { Money } from '../platform/money.js';
import { NotAvailable, NotFound, NotPermitted, type Problem } from '../platform/problem.js';
import type { Viewer } from '../platform/viewer.js';
import { addBusinessDays, jointCalendar, type Quote } from '../pricing/index.js';
import { auctionChannels } from './auction.channels.js';
import type { BidRow } from './auction.entity.js';
import { auctionRefusal } from './auction.policy.js';
import { AlreadyFinanced, AuctionClosed, InvoiceNotEligible, OfferChanged, OfferGone } from './auction.problems.js';
import type { AuctionView } from './auction.reads.js';
import { isAcceptable, lossReason } from './auction.rules.js';
import { auctionMachine } from './auction.states.js';
import { exposureOf } from './bid-exposure.js';
import { priceBid, valueDateAt } from './bid-price.js';
import { type BidDecision, decideBids, exposuresOf, refusedBid } from './decide-bids.js';
import { type HeldOffer, holdOffers } from './held-offers.js';
import { rankBids } from './rank-bids.js';

/** An offer as the one who takes it was shown it. */
export interface ShownOffer {
  readonly bidId: string;
  readonly version: number;
  readonly net: Money;
  readonly valueDate: LocalDate;
}

/** What was agreed for an offer: the figures shown or, after a cut-off, no worse ones. */
export interface AgreedOffer {
  readonly bidId: string;
  readonly financingId: string;
  readonly quote: Quote;
}

/** Why nothing was taken: by the bid's id, each offer that stands in the way. */
export type OfferRefusals = ReadonlyMap<string, Problem>;

/** The refusals that an offer can meet, in the order in which they are judged. */
export const awardProblems = [
  NotFound,
  NotPermitted,
  AlreadyFinanced,
  AuctionClosed,
  NotAvailable,
  OrganizationSuspended,
  OfferGone,
  InvoiceNotEligible,
  OfferChanged,
  LimitExceeded,
] as const;

/**
 * The award, of one offer or of many: all of them are taken or none. Each is bound to what was shown: version, net and value
 * date. If the cut-off has passed meanwhile, the figures are those of the new value date: not lower, they are taken; lower,
 * the offer has changed. Where they are taken, every other bid is refused, limits move, and the financings with their leg 1
 * come into being, in this one transaction and a fixed number of statements. Each auction is named once.
 */
export async function awardOffers(
  tx: Tx,
  viewer: Viewer,
  cause: string,
  shown: readonly ShownOffer[],
): Promise<AgreedOffer[] | OfferRefusals> {
  const held = await holdOffers(
    tx,
    shown.map(({ bidId }) => bidId),
  );
  const judged = shown.map(offer => ({ bidId: offer.bidId, ...judgeOffer(viewer, offer, held.get(offer.bidId)) }));
  const awards = judged.flatMap(({ award }) => award ?? []);
  const refusals = new Map(judged.flatMap(({ bidId, refused }) => (refused ? [[bidId, refused]] : [])));

  if (refusals.size === 0) await recordAwards(tx, viewer, cause, awards);
  // Limits are moved even then: what they refuse is told with all else, and a refusal undoes it.
  const shortfalls = await moveExposures(tx, awards);
  for (const [index, { bid }] of awards.entries()) {
    const shortfall = shortfalls[index];
    // How much is missing is told to the limit's owner; the one who accepts is not.
    if (shortfall && !refusals.has(bid.id)) refusals.set(bid.id, new LimitExceeded(shortfall, false));
  }
  if (refusals.size > 0) return refusals;

  const agreements = awards.map(award => ({
    ...agreementOf(award),
    supplierAccountId: award.supplierAccount.id,
    funderAccountId: award.funderAccount.id,
  }));
  const financings = await agreeFinancings(tx, viewer, cause, agreements);
  return awards.map(({ bid, quote }, index) => ({ bidId: bid.id, financingId: financings[index]!.id, quote }));
}

/** One offer as it would be taken now. */
interface Award {
  readonly auction: AuctionView;
  readonly bid: BidRow;
  readonly quote: Quote;
  /** The other live bids. */
  readonly losers: readonly BidDecision[];
  readonly supplierAccount: VerifiedAccount;
  readonly funderAccount: VerifiedAccount;
}

/** Why an offer cannot be taken, and the award of one that stands: a changed offer is both. */
interface Judgement {
  readonly refused?: Problem;
  readonly award?: Award;
}

function judgeOffer(viewer: Viewer, shown: ShownOffer, held: HeldOffer | undefined): Judgement {
  if (!held) return { refused: new NotFound() };
  const { auction, bids, bid, admitted, reasons, supplierAccount, funderAccount } = held;
  const unable = refusalToAccept(viewer, held);
  if (unable) return { refused: unable };
  if (!admitted) return { refused: new OrganizationSuspended() };
  if (!bid || !isAcceptable(bid, auction.asOf)) return { refused: new OfferGone() };
  if (reasons.length > 0 || !supplierAccount || !funderAccount) return { refused: new InvoiceNotEligible(reasons) };

  const quote = priceBid(auction, bid, valueDateAt(auction, auction.asOf).valueDate);
  const award: Award = { auction, bid, quote, losers: losersTo(auction, bid, bids), supplierAccount, funderAccount };
  if (isAsShown(bid, quote, shown)) return { award };
  return { award, refused: new OfferChanged({ ...quote, version: bid.version }) };
}

/** Why no offer of this auction can be accepted by this viewer now, or null. */
function refusalToAccept(viewer: Viewer, { auction, financing }: HeldOffer): Problem | null {
  const refused = auctionRefusal('ACCEPT_OFFER', viewer, auction);
  if (refused === null || refused instanceof NotPermitted) return refused;
  return financing ? new AlreadyFinanced(financing.id) : refused;
}

/** Bound to the version, and to the net that was shown; on another value date to no less than that. */
function isAsShown(bid: BidRow, quote: Quote, { version, net, valueDate }: ShownOffer): boolean {
  if (bid.version !== version || net.currency !== quote.currency) return false;
  return quote.valueDate === valueDate ? quote.netMinor === net.amountMinor : quote.netMinor >= net.amountMinor;
}

/** What becomes of the other live bids: their owners learn a reason, and all of them at once. */
function losersTo(auction: AuctionView, winner: BidRow, bids: readonly BidRow[]): BidDecision[] {
  const acceptable = bids.filter(bid => isAcceptable(bid, auction.asOf));
  const rankOf = new Map(rankBids(auction, acceptable, auction.asOf).map(({ bid, rank }) => [bid.id, rank]));
  const winningRank = rankOf.get(winner.id)!;
  return bids
    .filter(bid => bid.id !== winner.id)
    .map(bid => refusedBid(auction, bid, lossReason(rankOf.get(bid.id) ?? winningRank + 1, winningRank)));
}

async function recordAwards(tx: Tx, viewer: Viewer, cause: string, awards: readonly Award[]): Promise<void> {
  const decisions = awards.flatMap(({ auction, bid, losers }): BidDecision[] => [
    { auction, bid, to: 'WON', reason: null },
    ...losers,
  ]);
  await decideBids(tx, viewer, cause, decisions);
  await transition(
    tx,
    viewer,
    auctionMachine,
    cause,
    awards.map(({ auction, bid }) => ({
      row: auction,
      to: 'AWARDED',
      event: 'auction.awarded',
      channels: auctionChannels(auction),
      set: { awarded_bid_id: bid.id, decided_at: auction.asOf },
    })),
  );
}

/**
 * One lock for all limits that move: two awards with the same funders must not meet halfway. Answers for each award which
 * programme's limit does not bear them together, or null.
 */
async function moveExposures(tx: Tx, awards: readonly Award[]): Promise<(AmountShortfall | null)[]> {
  const won = awards.map(({ auction, bid }) => exposureOf(auction, bid));
  const lost = awards.flatMap(({ losers }) => exposuresOf(losers));
  await lockExposures(tx, [...won, ...lost]);
  await freeReserved(tx, lost);
  return commitExposures(tx, won);
}

/** What an award agrees, but for the accounts that it pins. */
export function agreementOf({ auction, bid, quote }: Pick<Award, 'auction' | 'bid' | 'quote'>) {
  return {
    auction,
    bid,
    quote,
    disburseUntil: addBusinessDays(quote.valueDate, auction.disbursementDaysMax, jointCalendar(auction.calendars)),
    agreedAt: auction.asOf,
  };
}
