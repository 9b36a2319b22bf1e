import { untilAllIsTold } from '../support/all-told.js';
import { eur, newKey } from '../support/api-client.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { LiveSocket } from '../support/live-socket.js';
import { type ServerProcess, startServer } from '../support/server-process.js';
import { canonical, publishedSchema, readEverything } from '../support/transcript.js';
import {
  accept,
  bid,
  listed,
  type Market,
  moveTo,
  nextTradeDays,
  offersOf,
  openMarket,
  type Party,
  release,
  type TradeDays,
  untilState,
} from '../support/trade.js';

/*
 * Two markets that are equal but for what one funder bids. Its rival asks every query of the schema at every stage, tries to
 * touch the hidden bid, and keeps every frame: the two transcripts must be the same, byte for byte.
 */

interface World {
  readonly database: TestDatabase;
  readonly server: ServerProcess;
  readonly market: Market;
}

/** What the hidden funder does in the first auction, which it wins, and in the second, which nobody wins. */
interface HiddenBids {
  readonly first: (funder: Party, auctionId: string) => Promise<string>;
  readonly second: (funder: Party, auctionId: string) => Promise<void>;
}

const hidden: readonly [HiddenBids, HiddenBids] = [
  {
    first: (funder, auctionId) => bid(funder, auctionId, { rateBps: '450' }),
    second: () => Promise.resolve(),
  },
  {
    async first(funder, auctionId) {
      const terms = { priceKind: 'DISCOUNT_ON_FACE', dayCount: 'ACT_360' };
      const bidId = await bid(funder, auctionId, { rateBps: '900' });
      const changed = { ...terms, bidId, rateBps: '500', flatFee: eur('1.00') };
      await funder.as('DEALER').succeed('changeBid', changed, 'bid { version }');
      await funder.as('DEALER').succeed('withdrawBid', { bidId }, 'bid { state }');
      return bid(funder, auctionId, { rateBps: '300', priceKind: 'TRUE_DISCOUNT' });
    },
    async second(funder, auctionId) {
      await bid(funder, auctionId, { rateBps: '100' });
    },
  },
];

jest.setTimeout(120_000);

const worlds: World[] = [];
let days: TradeDays;

beforeAll(async () => {
  for (let number = 0; number < 2; number++) {
    const database = await createTestDatabase();
    const server = await startServer(database);
    worlds.push({ database, server, market: await openMarket(server) });
  }
  days = await nextTradeDays(worlds[0]!.market, 57);
}, 300_000);

afterAll(async () => {
  for (const { server, database } of worlds) {
    await server.stop();
    await database.drop();
  }
});

test('what a funder can read, try and hear does not depend on what its rival bids', async () => {
  const [one, other] = await Promise.all(worlds.map((world, index) => transcriptOf(world, hidden[index]!)));
  expect(one!.length).toBeGreaterThan(100);
  expect(other).toEqual(one);
}, 300_000);

async function transcriptOf({ market, database }: World, bids: HiddenBids): Promise<string[]> {
  const schema = publishedSchema();
  const [hiddenFunder, rival] = market.funders as [Party, Party];
  await moveTo(market, days.tradeDate);
  const invoice = { payable: '100000.00', issueDate: days.tradeDate, dueDate: days.dueDate };
  const socket = await LiveSocket.open(rival.reader);
  const lines: string[] = [];

  const first = await listed(market, { ...invoice, number: 'NI-1' });
  const second = await listed(market, { ...invoice, number: 'NI-2' });
  await bid(rival, first.auctionId, { rateBps: '600' });
  await bid(rival, second.auctionId, { rateBps: '600' });
  const hiddenBid = await bids.first(hiddenFunder, first.auctionId);
  await bids.second(hiddenFunder, second.auctionId);
  const ids = [first.auctionId, second.auctionId, first.invoiceId, second.invoiceId, hiddenBid];
  const readAll = async (stage: string) => {
    await untilAllIsTold(database);
    lines.push(
      stage,
      ...(await readEverything(schema, rival.reader, ids)),
      ...(await attempts(rival, first.auctionId, hiddenBid)),
    );
  };
  await readAll('while bids stand');

  const offers = await offersOf(market, first.auctionId);
  expect(offers[0]!.bidId).toBe(hiddenBid);
  const financingId = await accept(market, offers[0]!);
  ids.push(financingId);
  await readAll('after the award');

  await release(hiddenFunder, 'DISBURSEMENT', financingId);
  await moveTo(market, days.valueDate, '12:00');
  await untilState(market.supplier, 'Financing', financingId, 'DISBURSED');
  await readAll('after leg 1, the second auction being over');

  await moveTo(market, days.dueDate, '06:00');
  await release(market.buyer, 'REPAYMENT', financingId);
  await moveTo(market, days.dueDate, '12:00');
  await untilState(market.supplier, 'Financing', financingId, 'REPAID');
  await readAll('after leg 2');

  // An event of its own, after which nothing of before can still be under way.
  await rival.as('RISK').succeed('setLimit', { scope: 'TOTAL', limit: eur('77000000.00') }, 'limit { id }');
  await socket.until('the last event', () => socket.events.some(({ type }) => type === 'limit.changed'));
  await socket.close();
  const frames = socket.events.map(frame => JSON.stringify(frame));
  return canonical([...lines, 'frames', ...frames].join('\n')).split('\n');
}

/** What a funder might try on a bid that is not its own, and what it may ask of the auction. */
async function attempts(rival: Party, auctionId: string, bidId: string): Promise<string[]> {
  const dealer = rival.as('DEALER');
  const terms = { priceKind: 'DISCOUNT_ON_FACE', dayCount: 'ACT_360', rateBps: '700' };
  const key = () => ({ idempotencyKey: newKey() });
  const outcomes = [
    await dealer.mutate('withdrawBid', { bidId, ...key() }, 'bid { id }'),
    await dealer.mutate('changeBid', { bidId, ...terms, ...key() }, 'bid { id }'),
    await dealer.mutate(
      'acceptOffer',
      { bidId, version: 1, net: eur('1.00'), valueDate: days.valueDate, ...key() },
      'net { amount }',
    ),
    await dealer.send(
      'query ($input: QuoteInput!) { quote(input: $input) { __typename ... on Quote { net { amount } days } } }',
      { input: { auctionId, ...terms } },
    ),
  ];
  return outcomes.map(outcome => `attempt ${JSON.stringify(outcome)}`);
}
