import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { acceptOffer, type AuctionView, type BidRow, placeBid, withdrawBid } from '../../server/auctions/index.js';
import { setLimit } from '../../server/limits/index.js';
import type { Command } from '../../server/platform/command.js';
import type { Database } from '../../server/platform/database.js';
import { toWireId } from '../../server/platform/ids.js';
import { Problem } from '../../server/platform/problem.js';
import type { UnitOfWork } from '../../server/platform/unit-of-work.js';
import {
  acceptanceOf,
  type AuctionMarket,
  deadlocksOf,
  openAuctionMarket,
  type Trader,
} from '../support/auction-market.js';

/* A new limit starts with what stands under it, whatever moves meanwhile, and keeps nobody waiting but its owner. */

const rounds = Number(process.env.TENOR_RACE_ROUNDS ?? 10);

let market: AuctionMarket;
let servers: UnitOfWork[];
let databases: Database[];
beforeAll(async () => {
  market = await openAuctionMarket({ funders: 2, limitMinor: 1_000_000_000n });
  const another = await market.another();
  servers = [market.work, another.work];
  databases = [market.database, another.database];
}, 60_000);
afterAll(() => market.close());
afterEach(async () => expect(await market.limitDrift()).toEqual([]));

/** A funder whom nothing limits but its limit on the buyer. */
async function newFunder(): Promise<Trader> {
  const funder = await market.trader(`Funder ${randomUUID().slice(0, 8)}`, 'FUNDER');
  await market.invite(funder);
  await market.limit(funder, 'BUYER', '10000000.00');
  return funder;
}

async function scopesOf(funder: Trader): Promise<object[]> {
  const [alias] = await market.rows<{ label: string }>('SELECT label FROM supplier_alias WHERE funder_id = $1', [
    funder.id,
  ]);
  const limit = { amount: '9000000.00', currency: 'EUR' };
  const buyerId = toWireId('organization', market.buyer.id);
  return [
    { scope: 'TOTAL', limit },
    { scope: 'COUNTRY', country: 'FR', limit },
    { scope: 'PAIR', buyerId, supplierAlias: alias!.label, limit },
  ];
}

/** Runs the work while the new limit is made and not yet committed. */
async function whileUncommitted(by: Trader, input: object, work: () => Promise<void>): Promise<void> {
  const parsed = setLimit.input.parse({ ...input, idempotencyKey: randomUUID() });
  await market.database.attempt(by.viewer, async tx => {
    const outcome = await setLimit.execute(tx, by.viewer, parsed);
    if (outcome instanceof Problem) throw new Error(outcome.code);
    await work();
  });
}

async function untilSomebodyWaits(): Promise<void> {
  for (;;) {
    const [{ count }] = (await market.asAdmin(
      `SELECT count(*)::integer FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    )) as [{ count: number }];
    if (count > 0) return;
    await sleep(5);
  }
}

const run = (command: Command<never, object>, by: Trader, input: object): Promise<object> =>
  servers[Math.floor(Math.random() * 2)]!.run(command, by.viewer, {
    idempotencyKey: randomUUID(),
    ...input,
  } as never);
const bidOn = (auction: AuctionView, by: Trader) =>
  run(placeBid as never, by, {
    auctionId: toWireId('auction', auction.id),
    priceKind: 'DISCOUNT_ON_FACE',
    rateBps: '450',
  });

test('a new limit of one funder keeps no other from bidding', async () => {
  const [one, other] = [await newFunder(), await newFunder()];
  const auctions = [await market.list(), await market.list(), await market.list()];
  for (const [index, input] of (await scopesOf(one)).entries()) {
    await whileUncommitted(one, input, async () => {
      expect(await bidOn(auctions[index]!, other)).toMatchObject({ bidId: expect.any(String) });
    });
  }
});

describe('what moves while a new limit is made is counted in it', () => {
  const acts: Record<string, (bid: BidRow, auction: AuctionView, funder: Trader) => Promise<object>> = {
    'a bid that is withdrawn': (bid, _, funder) =>
      run(withdrawBid as never, funder, { bidId: toWireId('bid', bid.id) }),
    'a bid that wins': async (_, auction) => {
      const [offer] = await market.offers(auction);
      return run(acceptOffer as never, market.supplier, acceptanceOf(offer!));
    },
    'a bid that loses': async (_, auction) => {
      await bidOn(auction, market.funders[0]!);
      const offers = await market.offers(auction);
      const rival = offers.find(({ bid }) => bid.funderId === market.funders[0]!.id)!;
      return run(acceptOffer as never, market.supplier, acceptanceOf(rival));
    },
    'a bid that is placed': async (_, __, funder) => bidOn(await market.list(), funder),
  };

  test.each(Object.keys(acts))('%s', async name => {
    for (const which of [0, 1, 2]) {
      const funder = await newFunder();
      const auction = await market.list();
      const bid = await market.bid(funder, auction, { rateBps: '440' });
      const input = (await scopesOf(funder))[which]!;
      let acting: Promise<object>;
      await whileUncommitted(funder, input, async () => {
        acting = acts[name]!(bid, auction, funder);
        await untilSomebodyWaits();
      });
      expect(await acting!).not.toBeInstanceOf(Problem);
      expect(await market.limitDrift()).toEqual([]);
    }
  });

  test('an award, in the programme’s own limit', async () => {
    const auction = await market.list();
    await market.bid(await newFunder(), auction, { rateBps: '440' });
    const [offer] = await market.offers(auction);
    const programmeId = toWireId('programme', market.programmeId);
    const limit = { amount: '90000000.00', currency: 'EUR' };
    let acting: Promise<object>;
    await whileUncommitted(market.operator, { scope: 'PROGRAMME', programmeId, limit }, async () => {
      acting = run(acceptOffer as never, market.supplier, acceptanceOf(offer!));
      await untilSomebodyWaits();
    });
    expect(await acting!).not.toBeInstanceOf(Problem);
  });
});

test(`${rounds} rounds of everything at once over two servers: every limit is the sum of what stands, nobody met in a deadlock`, async () => {
  for (let round = 0; round < rounds; round += 1) {
    const funders = [await newFunder(), await newFunder()];
    const auctions = [await market.list(), await market.list(), await market.list()];
    const acts: (() => Promise<object>)[] = [];
    for (const funder of funders) {
      const bid = await market.bid(funder, auctions[0]!, { rateBps: '450' });
      acts.push(
        () => run(withdrawBid as never, funder, { bidId: toWireId('bid', bid.id) }),
        () => bidOn(auctions[1]!, funder),
        () => bidOn(auctions[2]!, funder),
        ...(await scopesOf(funder)).map(input => () => run(setLimit as never, funder, input)),
      );
    }
    acts.push(async () => {
      const [offer] = await market.offers(auctions[0]!);
      return offer ? run(acceptOffer as never, market.supplier, acceptanceOf(offer)) : {};
    });
    const shuffled = acts.map(act => ({ act, lot: Math.random() })).sort((a, b) => a.lot - b.lot);
    // A fault, as against a problem, rejects.
    await Promise.all(shuffled.map(({ act }) => act()));
    expect(await market.limitDrift()).toEqual([]);
  }
  expect(await deadlocksOf(market, databases)).toBe(0);
}, 120_000);
