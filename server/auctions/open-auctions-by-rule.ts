import type { InvoiceRow } from '../invoices/index.js';
import type { Tx } from '../platform/database.js';
import type { Viewer } from '../platform/viewer.js';
import { eligibilityProblems } from './eligibility.reads.js';
import type { EligibilityReason } from './eligibility.rules.js';
import { listingsOf, type OpenedAuction, openListings } from './list-invoices.js';

/** What the rule made of each invoice. */
export interface OpenedByRule {
  readonly opened: readonly OpenedAuction[];
  /** Not put up, and why; the supplier may do so itself once nothing stands against it. */
  readonly skipped: readonly { readonly invoiceId: string; readonly reasons: readonly EligibilityReason[] }[];
}

/**
 * Where the terms in force say that the buyer initiates, puts up each invoice that is eligible: as the system, at the
 * release, with the invoices locked by the caller. What is not eligible is no obstacle to the release.
 */
export async function openAuctionsByRule(
  tx: Tx,
  viewer: Viewer,
  cause: string,
  invoices: readonly InvoiceRow[],
): Promise<OpenedByRule> {
  const ids = invoices.map(invoice => invoice.id);
  const listings = (await listingsOf(tx, ids)).filter(listing => listing.initiator === 'BUYER');
  const ruled = listings.map(listing => listing.invoiceId);
  const reasonsOf = await eligibilityProblems(tx, ruled);
  const isEligible = (invoiceId: string) => reasonsOf.get(invoiceId)?.length === 0;
  const eligible = listings.filter(listing => isEligible(listing.invoiceId));
  return {
    opened: await openListings(tx, viewer, cause, invoices, eligible),
    skipped: ruled
      .filter(invoiceId => !isEligible(invoiceId))
      .map(invoiceId => ({ invoiceId, reasons: reasonsOf.get(invoiceId) ?? [] })),
  };
}
