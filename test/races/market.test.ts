import { randomUUID } from 'node:crypto';
import {
  acceptOffer,
  type AuctionView,
  changeBid,
  closeDueAuctions,
  expireBids,
  placeBid,
  resumeAuction,
  suspendAuction,
  withdrawAuction,
  withdrawBid,
} from '../../server/auctions/index.js';
import { setLimit } from '../../server/limits/index.js';
import type { Command } from '../../server/platform/command.js';
import type { Database } from '../../server/platform/database.js';
import { toWireId } from '../../server/platform/ids.js';
import type { UnitOfWork } from '../../server/platform/unit-of-work.js';
import type { MemberViewer } from '../../server/platform/viewer.js';
import {
  acceptanceOf,
  type AuctionMarket,
  deadlocksOf,
  openAuctionMarket,
  type Trader,
} from '../support/auction-market.js';
import { seconded } from '../support/seconded.js';

const acts = Number(process.env.TENOR_RACE_ACTS ?? 600);

let market: AuctionMarket;
let servers: UnitOfWork[];
let databases: Database[];
beforeAll(async () => {
  market = await openAuctionMarket({ funders: 6, limitMinor: 70_000_000n });
  const another = await market.another();
  servers = [market.work, another.work];
  databases = [market.database, another.database];
}, 60_000);
afterAll(() => market.close());

function anyOf<Item>(items: readonly Item[]): Item {
  return items[Math.floor(Math.random() * items.length)]!;
}

/** One act of somebody, from what stands now; what it comes to is theirs. */
async function act(auctions: readonly AuctionView[]): Promise<void> {
  const auction = anyOf(auctions);
  const onAuction = { auctionId: toWireId('auction', auction.id) };
  const funder = anyOf(market.funders);
  const price = { priceKind: 'DISCOUNT_ON_FACE', rateBps: String(300 + Math.floor(Math.random() * 300)) };
  const run = (command: Command<never, object>, viewer: MemberViewer, input: object) =>
    anyOf(servers).run(command, viewer, { idempotencyKey: randomUUID(), ...input });
  const ownBid = async () => {
    const [bid] = await market.rows<{ id: string }>(
      `SELECT id FROM bid WHERE auction_id = $1 AND funder_id = $2 AND state = 'LIVE'`,
      [auction.id, funder.id],
    );
    return { bidId: toWireId('bid', bid?.id ?? randomUUID()) };
  };
  const dice = Math.random();
  if (dice < 0.45) await run(placeBid as never, funder.viewer, { ...onAuction, ...price });
  else if (dice < 0.6) await run(changeBid as never, funder.viewer, { ...(await ownBid()), ...price });
  else if (dice < 0.7) await run(withdrawBid as never, funder.viewer, await ownBid());
  else if (dice < 0.84) {
    const [offer] = await market.offers(auction);
    if (offer) await run(acceptOffer as never, market.supplier.viewer, acceptanceOf(offer));
  } else if (dice < 0.86) await run(withdrawAuction as never, market.supplier.viewer, onAuction);
  else if (dice < 0.88) await run(suspendAuction as never, market.operator.viewer, { ...onAuction, reason: 'Race.' });
  else if (dice < 0.9) await run(resumeAuction as never, seconded(market.operator.viewer), onAuction);
  else if (dice < 0.95) await run(setLimit as never, funder.viewer, anyLimit(funder));
  else await (dice < 0.98 ? expireBids : closeDueAuctions)(anyOf(servers));
}

/** New scopes come into being while exposures move through the ones there are. */
function anyLimit(funder: Trader): object {
  const limit = { amount: anyOf(['300000.00', '700000.00', '900000.00']), currency: 'EUR' };
  const buyerId = toWireId('organization', market.buyer.id);
  const label = labels.get(funder.id);
  return anyOf([
    { scope: 'TOTAL', limit },
    { scope: 'BUYER', buyerId, limit },
    { scope: 'PAIR', buyerId, supplierAlias: label, limit },
    { scope: 'COUNTRY', country: 'FR', limit },
  ]);
}

let labels: ReadonlyMap<string, string>;

test(`${acts} acts of everybody at once over two servers: no fault, limits are the sum of what stands, no more than one award`, async () => {
  const rows = await market.rows<{ funderId: string; label: string }>('SELECT funder_id, label FROM supplier_alias');
  labels = new Map(rows.map(({ funderId, label }) => [funderId, label]));
  const auctions: AuctionView[] = [];
  for (let count = 0; count < 12; count += 1) auctions.push(await market.list());

  const workers = Array.from({ length: 16 }, async (_, worker) => {
    for (let done = worker; done < acts; done += 16) await act(auctions);
  });
  // A fault, as against a problem, rejects.
  await Promise.all(workers);

  expect(await market.limitDrift()).toEqual([]);
  const beyond = await market.rows(
    'SELECT FROM exposure_limit WHERE NOT lowered AND reserved_minor + committed_minor + outstanding_minor > limit_minor',
  );
  expect(beyond).toEqual([]);
  const astray = await market.rows(
    `SELECT a.id FROM auction a LEFT JOIN bid b ON b.auction_id = a.id LEFT JOIN financing f ON f.auction_id = a.id
      GROUP BY a.id, f.id
     HAVING (a.state = 'AWARDED') <> (f.id IS NOT NULL)
         OR count(*) FILTER (WHERE b.state = 'WON') <> (a.state = 'AWARDED')::integer
         OR (a.state IN ('AWARDED', 'WITHDRAWN', 'LAPSED') AND bool_or(b.state = 'LIVE'))`,
  );
  expect(astray).toEqual([]);
  expect(await deadlocksOf(market, databases)).toBe(0);
  const awarded = await market.rows("SELECT FROM auction WHERE state = 'AWARDED'");
  expect(awarded.length).toBeGreaterThan(0);
}, 120_000);
