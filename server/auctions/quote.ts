import type { Decimal } from 'decimal.js';
import { z } from 'zod';
import type { Db } from '../platform/database.js';
import { orNull, positiveRateBps, wireId } from '../platform/input.js';
import { InvalidInput, NotFound } from '../platform/problem.js';
import { invalidInput } from '../platform/unit-of-work.js';
import { hasRole, type Viewer } from '../platform/viewer.js';
import type { Quote } from '../pricing/index.js';
import { isCostBearer } from './auction.policy.js';
import { auctionById, type AuctionView } from './auction.reads.js';
import { judgePrice, priceFields } from './bid-input.js';
import { offersAsOf } from './rank-bids.js';

const input = z.object({ auctionId: wireId('auction'), ...priceFields, ownRateBps: orNull(positiveRateBps) });

/** A price in an auction with its figures if it were accepted now. */
export interface QuotedPrice {
  readonly auction: AuctionView;
  readonly quote: Quote;
  /** What the viewer says that its own money costs a year. */
  readonly ownRateBps: Decimal | null;
}

/** The figures of a price that somebody thinks of: a funder that may bid, or who would bear the cost. Nothing is kept. */
export async function quotePrice(
  db: Db,
  viewer: Viewer,
  rawInput: unknown,
): Promise<QuotedPrice | InvalidInput | NotFound> {
  const parsed = input.safeParse(rawInput);
  if (!parsed.success) return invalidInput(parsed.error);
  const [auction] = await auctionById(db, viewer, [parsed.data.auctionId]);
  if (!auction || !mayQuote(viewer, auction)) return new NotFound();
  const judged = judgePrice(auction, parsed.data, offersAsOf(auction));
  if (judged instanceof InvalidInput) return judged;
  return { auction, quote: judged.quote, ownRateBps: parsed.data.ownRateBps };
}

function mayQuote(viewer: Viewer, auction: AuctionView): boolean {
  return (
    auction.viewerMayBid || auction.ownBidId !== null || isCostBearer(viewer, auction) || hasRole(viewer, 'OPERATOR')
  );
}
