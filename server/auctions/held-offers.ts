import { type FinancingRow, standingFinancingsOf } from '../financings/index.js';
import { lockInvoices } from '../invoices/index.js';
import {
  lockOrganizationsForShare,
  lockVerifiedAccountsForShare,
  type VerifiedAccount,
} from '../organizations/index.js';
import type { Tx } from '../platform/database.js';
import { lockProgrammesForShare } from '../programmes/index.js';
import type { BidRow } from './auction.entity.js';
import { type AuctionView, lockVisibleAuctions } from './auction.reads.js';
import { type BidReference, findVisibleBids, lockLiveBids } from './bid.reads.js';
import { eligibilityAtAward } from './eligibility.reads.js';
import { type EligibilityReason, eligibilityReason } from './eligibility.rules.js';

/** A bid that the viewer sees, with everything that decides whether it can be taken, as it stands until the commit. */
export interface HeldOffer {
  readonly auction: AuctionView;
  /** Every live bid of the auction, the bid itself among them unless it is gone. */
  readonly bids: readonly BidRow[];
  readonly bid: BidRow | undefined;
  /** Whether all three parties are admitted. */
  readonly admitted: boolean;
  readonly supplierAccount: VerifiedAccount | undefined;
  readonly funderAccount: VerifiedAccount | undefined;
  /** What stands against financing the invoice. */
  readonly reasons: readonly EligibilityReason[];
  /** The financing of the invoice that stands. */
  readonly financing: FinancingRow | undefined;
}

/**
 * Holds the offers of these bids in the one order: parties, programmes, accounts, invoices, auctions, all of their live
 * bids. A fixed number of statements, however many they are. By the bid's id; one that the viewer does not see is left out.
 */
export async function holdOffers(tx: Tx, bidIds: readonly string[]): Promise<ReadonlyMap<string, HeldOffer>> {
  const named = await findVisibleBids(tx, bidIds);
  const invoiceIds = named.map(({ invoiceId }) => invoiceId);
  const parties = await holdParties(tx, named);
  await lockInvoices(tx, invoiceIds);
  const auctions = await lockVisibleAuctions(
    tx,
    named.map(({ auctionId }) => auctionId),
  );
  const auctionOf = new Map(auctions.map(auction => [auction.id, auction]));
  const bookOf = new Map<string, BidRow[]>(auctions.map(({ id }) => [id, []]));
  for (const bid of await lockLiveBids(tx, [...auctionOf.keys()])) bookOf.get(bid.auctionId)!.push(bid);
  const reasonsOf = await eligibilityAtAward(tx, auctions);
  const financings = await standingFinancingsOf(tx, invoiceIds);
  const financingOf = new Map(financings.map(financing => [financing.invoiceId, financing]));

  const held = named.flatMap(reference => {
    const auction = auctionOf.get(reference.auctionId);
    if (!auction) return [];
    const bids = bookOf.get(auction.id)!;
    const party = parties(reference);
    const offer: HeldOffer = {
      ...party,
      auction,
      bids,
      bid: bids.find(({ id }) => id === reference.id),
      reasons: [...(reasonsOf.get(auction.id) ?? []), ...accountReasons(party)],
      financing: financingOf.get(auction.invoiceId),
    };
    return [[reference.id, offer] as const];
  });
  return new Map(held);
}

type HeldParties = Pick<HeldOffer, 'admitted' | 'supplierAccount' | 'funderAccount'>;

/** Holds the three parties of each, the programmes, and the accounts of the legs. */
async function holdParties(tx: Tx, named: readonly BidReference[]): Promise<(of: BidReference) => HeldParties> {
  const partiesOf = ({ supplierId, buyerId, funderId }: BidReference) => [supplierId, buyerId, funderId];
  const organizations = await lockOrganizationsForShare(tx, distinct(named.flatMap(partiesOf)));
  await lockProgrammesForShare(tx, distinct(named.map(({ programmeId }) => programmeId)));
  const accounts = await lockVerifiedAccountsForShare(
    tx,
    distinct(named.flatMap(({ supplierId, funderId }) => [supplierId, funderId])),
    distinct(named.map(({ currency }) => currency)),
  );
  const admittedIds = new Set(organizations.filter(({ state }) => state === 'ADMITTED').map(({ id }) => id));
  const accountOf = new Map(
    accounts.filter(({ usable }) => usable).map(account => [`${account.organizationId} ${account.currency}`, account]),
  );
  return of => ({
    admitted: partiesOf(of).every(id => admittedIds.has(id)),
    supplierAccount: accountOf.get(`${of.supplierId} ${of.currency}`),
    funderAccount: accountOf.get(`${of.funderId} ${of.currency}`),
  });
}

function accountReasons({ supplierAccount, funderAccount }: HeldParties): EligibilityReason[] {
  const reasons: EligibilityReason[] = [];
  if (!supplierAccount) reasons.push(eligibilityReason('SUPPLIER_ACCOUNT'));
  if (!funderAccount) reasons.push(eligibilityReason('FUNDER_ACCOUNT'));
  return reasons;
}

function distinct(ids: readonly string[]): string[] {
  return [...new Set(ids)];
}
