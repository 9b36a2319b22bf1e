import type { Db } from '../platform/database.js';
import type { BatchRead } from '../platform/request-context.js';
import type { Viewer } from '../platform/viewer.js';
import type { BidRow } from './auction.entity.js';
import { auctionVisible, bidVisible, isCostBearer, showsOffers } from './auction.policy.js';
import { type AuctionView, auctionView } from './auction.reads.js';
import { isAcceptable, takesAcceptance } from './auction.rules.js';
import { offersAsOf, type RankedBid, rankBids } from './rank-bids.js';

/** A bid with its funder's name. */
export interface OfferedBid extends BidRow {
  readonly funderName: string;
}

/** An auction with its offers, ranked; null where the viewer is not shown offers, or not yet. */
interface OfferBook {
  readonly auction: AuctionView;
  readonly offers: RankedBid<OfferedBid>[] | null;
}

const bidColumns = `id, auction_id, funder_id, placed_by, version, price_kind, rate_bps, day_count, flat_fee_minor,
  exposure_minor, currency, placed_at, priority_at, valid_until, decided_at, lost_reason, state, event_no, funder_name`
  .split(/,\s*/)
  .map(column => `b.${column} AS offered_${column}`)
  .join(', ');

/**
 * The books of auctions `t` under a condition, in one statement, so that auctions and bids are of one moment: those bids
 * that can be accepted, or will be; after an award the book as it stood then.
 */
async function offerBooks(
  db: Db,
  viewer: Viewer,
  condition: string,
  parameters: readonly unknown[],
): Promise<OfferBook[]> {
  const rows = await db.query<AuctionView & Record<string, unknown>>(
    `SELECT v.*, ${bidColumns}
       FROM (${auctionView} WHERE ${auctionVisible} AND ${condition}) v
       LEFT JOIN LATERAL (
         SELECT t.*, o.name AS funder_name
           FROM bid t JOIN auction a ON a.id = t.auction_id JOIN organization o ON o.id = t.funder_id
          WHERE a.id = v.id AND ${bidVisible}
            AND CASE a.state WHEN 'AWARDED' THEN t.state IN ('WON', 'LOST') AND t.decided_at = a.decided_at
                             ELSE t.state = 'LIVE' END) b ON true
      ORDER BY v.accept_until, v.id`,
    parameters,
  );
  const books = new Map<string, { auction: AuctionView; bids: OfferedBid[] }>();
  for (const row of rows) {
    const book = books.get(row.id) ?? { auction: row, bids: [] };
    if (row.offeredId !== null) book.bids.push(offeredBid(row));
    books.set(row.id, book);
  }
  return [...books.values()].map(({ auction, bids }) => {
    if (!showsOffers(viewer, auction)) return { auction, offers: null };
    const at = offersAsOf(auction);
    const standing = bids.filter(bid => bid.state !== 'LIVE' || isAcceptable(bid, at));
    return { auction, offers: rankBids(auction, standing, at) };
  });
}

const prefix = /^offered(?=[A-Z])/;

/** The bid out of a row of its auction. */
function offeredBid(row: Record<string, unknown>): OfferedBid {
  const columns = Object.entries(row).flatMap(([key, value]) => {
    if (!prefix.test(key)) return [];
    const name = key.replace(prefix, '');
    return [[name[0]!.toLowerCase() + name.slice(1), value] as const];
  });
  return Object.fromEntries(columns) as unknown as OfferedBid;
}

/** The offers of auctions, ranked. Null where the viewer is not shown offers, or not yet. */
export const offersOf: BatchRead<string, RankedBid<OfferedBid>[] | null> = async (db, viewer, auctionIds) => {
  const books = await offerBooks(db, viewer, 't.id = ANY($1::uuid[])', [auctionIds]);
  const offersById = new Map(books.map(({ auction, offers }) => [auction.id, offers]));
  return auctionIds.map(id => offersById.get(id) ?? null);
};

/** An offer that the viewer could take now, if it may deal. */
export interface Choice {
  readonly auction: AuctionView;
  readonly offer: RankedBid<OfferedBid>;
}

/** The best offer of each of these auctions in which the viewer can choose now; the auction that ends first comes first. */
export async function bestOffersOf(db: Db, viewer: Viewer, auctionIds: readonly string[]): Promise<Choice[]> {
  return bestOf(viewer, await offerBooks(db, viewer, 't.id = ANY($1::uuid[])', [auctionIds]));
}

/** As `bestOffersOf`, of the first so many of all auctions in which the viewer can choose now. */
export async function bestOffers(db: Db, viewer: Viewer, first: number): Promise<Choice[]> {
  // The rows that are read are bounded by an index; the rules themselves are asked of what came.
  const choosing = `t.id IN (
    SELECT t.id FROM auction t JOIN programme_terms d ON d.id = t.terms_id, (SELECT business_now() AS now OFFSET 0) clock
     WHERE t.state IN ('OPEN', 'CLOSED') AND clock.now < t.accept_until
       AND (t.kind = 'CONTINUOUS' OR t.closes_at <= clock.now)
       AND viewer_organization() = CASE d.cost_bearer WHEN 'BUYER' THEN t.buyer_id ELSE t.supplier_id END
       AND EXISTS (SELECT FROM bid b WHERE b.auction_id = t.id AND b.state = 'LIVE' AND clock.now < b.valid_until)
     ORDER BY t.accept_until, t.id LIMIT $1)`;
  return bestOf(viewer, await offerBooks(db, viewer, choosing, [first]));
}

/** Those of the bids that the viewer can choose now, in the order given. */
export async function chosenOffers(db: Db, viewer: Viewer, bidIds: readonly string[]): Promise<Choice[]> {
  const ofBids = 't.id IN (SELECT b.auction_id FROM bid b WHERE b.id = ANY($1::uuid[]))';
  const books = await offerBooks(db, viewer, ofBids, [bidIds]);
  const choices = books.flatMap(book => choicesOf(viewer, book));
  const byBid = new Map(choices.map(choice => [choice.offer.bid.id, choice]));
  return [...new Set(bidIds)].flatMap(id => byBid.get(id) ?? []);
}

function bestOf(viewer: Viewer, books: readonly OfferBook[]): Choice[] {
  return books.flatMap(book => choicesOf(viewer, book).slice(0, 1));
}

function choicesOf(viewer: Viewer, { auction, offers }: OfferBook): Choice[] {
  if (!offers || !isCostBearer(viewer, auction) || !takesAcceptance(auction, auction.asOf)) return [];
  return offers.map(offer => ({ auction, offer }));
}
