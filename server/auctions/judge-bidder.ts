import { type OrganizationRow, OrganizationSuspended, verifiedAccount } from '../organizations/index.js';
import type { Tx } from '../platform/database.js';
import type { Problem } from '../platform/problem.js';
import { hasAccepted } from '../programmes/index.js';
import { AccountMissing, TermsNotAccepted } from './auction.problems.js';
import type { AuctionView } from './auction.reads.js';

/**
 * Why this funder cannot bid in this auction, or null: it must be admitted, have accepted the terms, and have an account
 * for the legs. The award asks again: what is missing then is the offer's end, not the supplier's loss of time.
 *
 * @param funder held FOR SHARE
 */
export async function bidderProblem(
  tx: Tx,
  funder: OrganizationRow | undefined,
  auction: AuctionView,
): Promise<Problem | null> {
  if (funder?.state !== 'ADMITTED') return new OrganizationSuspended();
  if (!(await hasAccepted(tx, auction.termsId, funder.id))) return new TermsNotAccepted(auction.termsId);
  const account = await verifiedAccount(tx, funder.id, auction.currency);
  return account?.usable ? null : new AccountMissing(auction.currency);
}
