import { bidById } from '../../server/auctions/index.js';
import { auctionPage } from '../../server/auctions/auction.reads.js';
import { ownBidPage } from '../../server/auctions/bid.reads.js';
import { financingPage } from '../../server/financings/financing.reads.js';
import { encodeCursor, type Page } from '../../server/platform/connection.js';
import type { Db } from '../../server/platform/database.js';
import { keysOf, type Listed } from '../../server/platform/keyset.js';
import { type AuctionMarket, openAuctionMarket, type Trader } from '../support/auction-market.js';

let market: AuctionMarket;
let funder: Trader;
let financed: string[];
let bidFor: string[];
let listed: string[];

/** Five auctions one after another, of which three are awarded; all of one funder. */
beforeAll(async () => {
  market = await openAuctionMarket({ funders: 1, limitMinor: 1_000_000_000n });
  funder = market.funders[0]!;
  [listed, bidFor, financed] = [[], [], []];
  for (let index = 0; index < 5; index += 1) {
    const auction = await market.list();
    listed.unshift(auction.id);
    bidFor.unshift((await market.bid(funder, auction, { rateBps: '450' })).id);
    const [offer] = await market.offers(auction);
    if (index % 2 === 0) financed.unshift((await market.accept(offer!)).financingId);
  }
}, 60_000);
afterAll(() => market.close());

type ReadPage = (db: Db, page: { first: number; after?: string }) => Promise<Page<Listed<{ readonly id: string }>>>;

/** All rows of a list, page by page; the pages' sizes. */
async function walk(read: ReadPage, first: number): Promise<{ ids: string[]; sizes: number[] }> {
  const ids: string[] = [];
  const sizes: number[] = [];
  for (let after: string | undefined; ; ) {
    const page = await market.database.read(funder.viewer, db => read(db, { first, after }));
    ids.push(...page.rows.map(({ id }) => id));
    sizes.push(page.rows.length);
    if (!page.hasNextPage) return { ids, sizes };
    after = encodeCursor(keysOf(page.rows.at(-1)!));
  }
}

const lists: readonly (readonly [string, ReadPage, () => string[], number[]])[] = [
  ['auctions', auctionPage, () => listed, [2, 2, 1]],
  ['own bids', ownBidPage, () => bidFor, [2, 2, 1]],
  ['financings', financingPage, () => financed, [2, 1]],
];

test.each(lists)(
  '%s come newest first, page by page, without a gap or a repeat',
  async (_name, read, expected, sizes) => {
    expect(await walk(read, 2)).toEqual({ ids: expected(), sizes });
    expect((await walk(read, 1)).ids).toEqual(expected());
    expect((await walk(read, 100)).sizes).toEqual([expected().length]);
  },
);

test.each(lists)('%s behind a cursor that is none of ours are none', async (_name, read) => {
  for (const after of ['nonsense', encodeCursor(['infinity', listed[0]!])]) {
    const page = await market.database.read(funder.viewer, db => read(db, { first: 2, after }));
    expect(page).toEqual({ rows: [], hasNextPage: false });
  }
});

test('what shares an instant is in the order of ids, downwards', async () => {
  const { viewer } = funder;
  const [first] = await market.database.read(viewer, db => bidById(db, viewer, [bidFor[0]!]));
  await market.asAdmin('UPDATE bid SET placed_at = $1 WHERE funder_id = $2', [first!.placedAt, funder.id]);
  expect((await walk(ownBidPage, 2)).ids).toEqual([...bidFor].sort().reverse());
});
