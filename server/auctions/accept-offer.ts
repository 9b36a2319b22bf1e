import { z } from 'zod';
import { transition } from '../events/index.js';
import { agreeFinancing, standingFinancingOf } from '../financings/index.js';
import { lockInvoices } from '../invoices/index.js';
import { commitExposure, freeReserved, LimitExceeded, type LimitShortfall, lockExposures } from '../limits/index.js';
import {
  lockOrganizationsForShare,
  lockVerifiedAccountsForShare,
  OrganizationSuspended,
  type VerifiedAccount,
} from '../organizations/index.js';
import { command } from '../platform/command.js';
import type { Tx } from '../platform/database.js';
import { localDateInput, moneyInput, uuidKey, wireId } from '../platform/input.js';
import type { LocalDate } from '../platform/local-date.js';
import { formatMoney } from '../platform/money.js';
import { NotAvailable, NotFound, NotPermitted, type Problem } from '../platform/problem.js';
import type { Viewer } from '../platform/viewer.js';
import { lockProgrammesForShare } from '../programmes/index.js';
import { addBusinessDays, type Quote, targetCalendar } from '../pricing/index.js';
import { auctionChannels } from './auction.channels.js';
import type { BidRow } from './auction.entity.js';
import { auctionRefusal } from './auction.policy.js';
import { AlreadyFinanced, AuctionClosed, InvoiceNotEligible, OfferChanged, OfferGone } from './auction.problems.js';
import { type AuctionView, lockVisibleAuction } from './auction.reads.js';
import { isAcceptable, lossReason } from './auction.rules.js';
import { auctionMachine } from './auction.states.js';
import { type BidReference, findVisibleBid, lockLiveBids } from './bid.reads.js';
import { exposureOf } from './bid-exposure.js';
import { priceBid, valueDateAt } from './bid-price.js';
import { type BidDecision, decideBids, exposuresOf, refusedBid } from './decide-bids.js';
import { eligibilityProblems } from './eligibility.reads.js';
import { type EligibilityReason, eligibilityReason } from './eligibility.rules.js';
import { rankBids } from './rank-bids.js';

const input = z.object({
  bidId: wireId('bid'),
  version: z.int().min(1),
  net: moneyInput,
  valueDate: localDateInput,
  idempotencyKey: uuidKey,
});

type Input = z.output<typeof input>;

export interface AcceptedOffer {
  readonly financingId: string;
  readonly net: { readonly amount: string; readonly currency: string };
  readonly discount: { readonly amount: string; readonly currency: string };
  readonly valueDate: LocalDate;
}

/**
 * The award: one offer is taken, every other bid is refused, limits move, the financing and its leg 1 come into being, all
 * in this one transaction. It is bound to what was shown: version, net and value date. If the cut-off has passed meanwhile,
 * the figures are those of the new value date: not lower, they are taken; lower, the answer is OfferChanged.
 */
export const acceptOffer = command({
  name: 'acceptOffer',
  input,
  problems: [
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
  ],
  async execute(tx, viewer, input): Promise<AcceptedOffer | Problem> {
    const named = await findVisibleBid(tx, input.bidId);
    if (!named) return new NotFound();
    const parties = await holdParties(tx, named);
    await lockInvoices(tx, [named.invoiceId]);
    const auction = await lockVisibleAuction(tx, named.auctionId);
    if (!auction) return new NotFound();
    const bids = await lockLiveBids(tx, [auction.id]);
    const bid = bids.find(({ id }) => id === named.id);

    const refused = await refusalToAccept(tx, viewer, auction);
    if (refused) return refused;
    if (!parties.admitted) return new OrganizationSuspended();
    if (!bid || !isAcceptable(bid, auction.asOf)) return new OfferGone();
    const { supplierAccount, funderAccount } = parties;
    const reasons = await reasonsAgainst(tx, auction, parties);
    if (reasons.length > 0 || !supplierAccount || !funderAccount) return new InvoiceNotEligible(reasons);
    const { valueDate } = valueDateAt(auction, auction.asOf);
    const quote = priceBid(auction, bid, valueDate);
    if (!isAsShown(bid, quote, input)) return new OfferChanged({ ...quote, version: bid.version });

    const losers = losersTo(auction, bid, bids);
    await award(tx, viewer, auction, bid, losers);
    const shortfall = await moveExposures(tx, auction, bid, losers);
    // How much is missing is told to the limit's owner; the one who accepts is not.
    if (shortfall?.kind === 'AMOUNT') return new LimitExceeded(shortfall, false);
    const financing = await agreeFinancing(tx, viewer, 'acceptOffer', {
      auction,
      bid,
      quote,
      disburseUntil: addBusinessDays(valueDate, auction.disbursementDaysMax, targetCalendar),
      supplierAccountId: supplierAccount.id,
      funderAccountId: funderAccount.id,
      agreedAt: auction.asOf,
    });
    return answerOf(financing.id, quote);
  },
});

interface HeldParties {
  readonly admitted: boolean;
  readonly supplierAccount: VerifiedAccount | undefined;
  readonly funderAccount: VerifiedAccount | undefined;
}

/** Holds the three parties, the programme and the accounts of the legs as they are until the commit. */
async function holdParties(tx: Tx, named: BidReference): Promise<HeldParties> {
  const { supplierId, buyerId, funderId, programmeId, currency } = named;
  const organizations = await lockOrganizationsForShare(tx, [supplierId, buyerId, funderId]);
  await lockProgrammesForShare(tx, [programmeId]);
  const accounts = await lockVerifiedAccountsForShare(tx, [supplierId, funderId], currency);
  const usable = (id: string) => accounts.find(account => account.organizationId === id && account.usable);
  return {
    admitted: organizations.every(({ state }) => state === 'ADMITTED'),
    supplierAccount: usable(supplierId),
    funderAccount: usable(funderId),
  };
}

/** Why no offer of this auction can be accepted by this viewer now, or null. */
async function refusalToAccept(tx: Tx, viewer: Viewer, auction: AuctionView): Promise<Problem | null> {
  const refused = auctionRefusal('ACCEPT_OFFER', viewer, auction);
  if (refused === null || refused instanceof NotPermitted) return refused;
  const financing = await standingFinancingOf(tx, auction.invoiceId);
  return financing ? new AlreadyFinanced(financing.id) : refused;
}

async function reasonsAgainst(
  tx: Tx,
  { invoiceId }: AuctionView,
  { supplierAccount, funderAccount }: HeldParties,
): Promise<EligibilityReason[]> {
  const reasons = [...((await eligibilityProblems(tx, [invoiceId], 'AWARD')).get(invoiceId) ?? [])];
  if (!supplierAccount) reasons.push(eligibilityReason('SUPPLIER_ACCOUNT'));
  if (!funderAccount) reasons.push(eligibilityReason('FUNDER_ACCOUNT'));
  return reasons;
}

/** Bound to the version, and to the net that was shown; on another value date to no less than that. */
function isAsShown(bid: BidRow, quote: Quote, { version, net, valueDate }: Input): boolean {
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

async function award(
  tx: Tx,
  viewer: Viewer,
  auction: AuctionView,
  winner: BidRow,
  losers: readonly BidDecision[],
): Promise<void> {
  await decideBids(tx, viewer, 'acceptOffer', [{ auction, bid: winner, to: 'WON', reason: null }, ...losers]);
  await transition(
    tx,
    viewer,
    auctionMachine,
    'acceptOffer',
    [{ row: auction, to: 'AWARDED', event: 'auction.awarded', channels: auctionChannels(auction) }],
    { awarded_bid_id: winner.id, decided_at: auction.asOf },
  );
}

/** One lock for all limits that move: two awards with the same funders must not meet halfway. */
async function moveExposures(
  tx: Tx,
  auction: AuctionView,
  winner: BidRow,
  losers: readonly BidDecision[],
): Promise<LimitShortfall | null> {
  const won = exposureOf(auction, winner);
  const lost = exposuresOf(losers);
  await lockExposures(tx, [won, ...lost]);
  await freeReserved(tx, lost);
  return commitExposure(tx, won);
}

function answerOf(financingId: string, { currency, netMinor, discountMinor, valueDate }: Quote): AcceptedOffer {
  const money = (amountMinor: bigint) => ({ amount: formatMoney({ amountMinor, currency }), currency });
  return { financingId, net: money(netMinor), discount: money(discountMinor), valueDate };
}
