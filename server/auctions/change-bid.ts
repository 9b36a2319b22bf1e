import { z } from 'zod';
import { transition } from '../events/index.js';
import { lockOrganizationsForShare, OrganizationSuspended } from '../organizations/index.js';
import { command } from '../platform/command.js';
import type { Tx } from '../platform/database.js';
import { wireId } from '../platform/input.js';
import { InvalidInput, NotAvailable, NotFound, NotPermitted } from '../platform/problem.js';
import { organizationOf, personOf, type Viewer } from '../platform/viewer.js';
import { bidChannels } from './auction.channels.js';
import type { BidRow } from './auction.entity.js';
import { auctionRefusal } from './auction.policy.js';
import { AccountMissing, AuctionClosed, TermsNotAccepted } from './auction.problems.js';
import { type AuctionView, lockVisibleAuction } from './auction.reads.js';
import { findVisibleBid, lockBid } from './bid.reads.js';
import { bidMachine } from './bid.states.js';
import { bidFields, type JudgedBid, judgeBid } from './bid-input.js';
import { priceBidAt } from './bid-price.js';
import { bidderProblem } from './judge-bidder.js';

const input = z.object({ bidId: wireId('bid'), ...bidFields });

/**
 * A funder replaces its live bid by another version. The exposure is that of the invoice, so no limit moves. Unless the
 * change is strictly better for the cost bearer, the bid stands behind its equals from now on.
 */
export const changeBid = command({
  name: 'changeBid',
  input,
  problems: [
    NotFound,
    NotPermitted,
    AuctionClosed,
    NotAvailable,
    OrganizationSuspended,
    TermsNotAccepted,
    AccountMissing,
    InvalidInput,
  ],
  async execute(tx, viewer, input) {
    const organizationId = organizationOf(viewer);
    const named = organizationId === null ? undefined : await findVisibleBid(tx, input.bidId);
    if (!organizationId || !named) return new NotFound();
    const [funder] = await lockOrganizationsForShare(tx, [organizationId]);
    const auction = await lockVisibleAuction(tx, named.auctionId);
    if (!auction) return new NotFound();
    const bid = await lockBid(tx, named.id);

    const unable = auctionRefusal('CHANGE_BID', viewer, auction) ?? (await bidderProblem(tx, funder, auction));
    if (unable) return unable;
    if (bid.id !== auction.ownBidId) return new NotAvailable(bid.state);
    const judged = judgeBid(auction, input);
    if (judged instanceof InvalidInput) return judged;

    await writeVersion(tx, viewer, auction, bid, judged);
    return { bidId: bid.id };
  },
});

async function writeVersion(
  tx: Tx,
  viewer: Viewer,
  auction: AuctionView,
  bid: BidRow,
  { terms, quote, validUntil }: JudgedBid,
): Promise<void> {
  const isBetter = quote.totalCostMinor < priceBidAt(auction, bid, auction.asOf).totalCostMinor;
  await tx.execute(
    `UPDATE bid SET version = version + 1, price_kind = $2, rate_bps = $3, day_count = $4, flat_fee_minor = $5,
                    valid_until = $6, priority_at = $7, placed_by = $8
      WHERE id = $1`,
    [
      bid.id,
      terms.priceKind,
      terms.rateBps,
      terms.dayCount,
      terms.flatFeeMinor,
      validUntil,
      isBetter ? bid.priorityAt : auction.asOf,
      personOf(viewer),
    ],
  );
  await transition(tx, viewer, bidMachine, 'changeBid', [
    {
      row: bid,
      to: 'LIVE',
      event: 'bid.changed',
      channels: bidChannels(auction, bid),
      before: { version: bid.version, ...figuresOf(bid) },
      after: { version: bid.version + 1, ...figuresOf(terms) },
    },
  ]);
}

function figuresOf({ priceKind, rateBps, dayCount, flatFeeMinor }: JudgedBid['terms']): object {
  return { priceKind, rateBps, dayCount, flatFeeMinor: flatFeeMinor.toString() };
}
