import { z } from 'zod';
import { created } from '../events/index.js';
import { freeReserved, LimitExceeded, problemOfOwn, reserveExposure, TenorTooLong } from '../limits/index.js';
import { lockOrganizationsForShare, OrganizationSuspended } from '../organizations/index.js';
import { command } from '../platform/command.js';
import type { Tx } from '../platform/database.js';
import { newId } from '../platform/ids.js';
import { wireId } from '../platform/input.js';
import { InvalidInput, NotAvailable, NotFound, NotPermitted } from '../platform/problem.js';
import { organizationOf, personOf, type Viewer } from '../platform/viewer.js';
import { bidChannels } from './auction.channels.js';
import { auctionRefusal } from './auction.policy.js';
import { AccountMissing, AuctionClosed, BidExists, TermsNotAccepted } from './auction.problems.js';
import { type AuctionView, lockVisibleAuction } from './auction.reads.js';
import { lockBid } from './bid.reads.js';
import { bidMachine } from './bid.states.js';
import { exposureMinorOf, exposureOf } from './bid-exposure.js';
import { bidFields, type JudgedBid, judgeBid } from './bid-input.js';
import { decideBids, exposuresOf, refusedBid } from './decide-bids.js';
import { bidderProblem } from './judge-bidder.js';

const input = z.object({ auctionId: wireId('auction'), ...bidFields });

/**
 * A funder's firm price for the whole invoice. Its exposure is reserved on every limit of the funder before the bid exists,
 * so that an accepted bid can always be funded.
 */
export const placeBid = command({
  name: 'placeBid',
  input,
  problems: [
    NotFound,
    NotPermitted,
    AuctionClosed,
    BidExists,
    NotAvailable,
    OrganizationSuspended,
    TermsNotAccepted,
    AccountMissing,
    InvalidInput,
    TenorTooLong,
    LimitExceeded,
  ],
  async execute(tx, viewer, input) {
    const funderId = organizationOf(viewer);
    if (funderId === null) return new NotFound();
    const [funder] = await lockOrganizationsForShare(tx, [funderId]);
    const auction = await lockVisibleAuction(tx, input.auctionId);
    if (!auction) return new NotFound();

    const unable = auctionRefusal('PLACE_BID', viewer, auction) ?? (await bidderProblem(tx, funder, auction));
    if (unable) return unable;
    const judged = judgeBid(auction, input);
    if (judged instanceof InvalidInput) return judged;

    await expireOwnBid(tx, viewer, auction);
    const exposure = exposureOf(auction, { funderId, exposureMinor: exposureMinorOf(auction) });
    const shortfall = await reserveExposure(tx, { ...exposure, tenorDays: judged.quote.tenorDays });
    if (shortfall) return problemOfOwn(shortfall);
    return { bidId: await insertBid(tx, viewer, auction, funderId, judged) };
  },
});

/** A bid whose validity ran out makes room for a new one, whether or not the sweep has come by. */
async function expireOwnBid(tx: Tx, viewer: Viewer, auction: AuctionView): Promise<void> {
  if (auction.ownBidId === null || auction.ownBidState !== 'LIVE') return;
  const expired = [refusedBid(auction, await lockBid(tx, auction.ownBidId), 'EXPIRED')];
  await decideBids(tx, viewer, 'placeBid', expired);
  await freeReserved(tx, exposuresOf(expired));
}

async function insertBid(
  tx: Tx,
  viewer: Viewer,
  auction: AuctionView,
  funderId: string,
  { terms, validUntil }: JudgedBid,
): Promise<string> {
  const id = newId();
  await tx.execute(
    `INSERT INTO bid (id, auction_id, funder_id, placed_by, version, price_kind, rate_bps, day_count, flat_fee_minor,
                      exposure_minor, currency, placed_at, priority_at, valid_until, state, event_no)
     VALUES ($1, $2, $3, $4, 1, $5, $6, $7, $8, $9, $10, $11, $11, $12, 'LIVE', 1)`,
    [
      id,
      auction.id,
      funderId,
      personOf(viewer),
      terms.priceKind,
      terms.rateBps,
      terms.dayCount,
      terms.flatFeeMinor,
      exposureMinorOf(auction),
      auction.currency,
      auction.asOf,
      validUntil,
    ],
  );
  const after = { ...terms, flatFeeMinor: terms.flatFeeMinor.toString() };
  const channels = bidChannels(auction, { funderId });
  await created(tx, viewer, bidMachine, 'placeBid', [{ id, state: 'LIVE', event: 'bid.placed', channels, after }]);
  return id;
}
