import { eur, newKey } from '../support/api-client.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { LiveSocket } from '../support/live-socket.js';
import { acceptTerms, newSupplier } from '../support/newcomers.js';
import { type ServerProcess, startServer } from '../support/server-process.js';
import {
  accept,
  acceptedFields,
  bid,
  listed,
  type Market,
  moveTo,
  nextTradeDays,
  offersOf,
  openMarket,
  type Party,
  type TradeDays,
} from '../support/trade.js';

/* A programme of sealed windows: until the close nobody but its owner learns anything of a bid, not even that there is one. */

jest.setTimeout(120_000);

let database: TestDatabase;
let server: ServerProcess;
let market: Market;
let days: TradeDays;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startServer(database);
  market = await sealed(await openMarket(server));
}, 300_000);

afterAll(async () => {
  await server?.stop();
  await database?.drop();
});

beforeEach(async () => {
  days = await nextTradeDays(market, 57);
  await moveTo(market, days.tradeDate);
});

test('before the close a bid does not exist for anybody else; afterwards the supplier takes the best', async () => {
  const [funderA, funderB] = market.funders as [Party, Party];
  const onlookers = [market.supplier, market.buyer, market.operator, funderB];
  const { auctionId } = await listed(market, invoice());
  const silent = await Promise.all(onlookers.map(party => seenOf(party, auctionId, [])));
  const sockets = await Promise.all(onlookers.map(party => LiveSocket.open(party.reader)));

  const bidA = await bid(funderA, auctionId, { rateBps: '450' });
  expect(await Promise.all(onlookers.map(party => seenOf(party, auctionId, [bidA])))).toEqual(silent);
  const guess = { bidId: bidA, version: 1, net: eur('99287.50'), valueDate: days.valueDate };
  const outcome = await market.supplier
    .as('DEALER')
    .mutate('acceptOffer', { ...guess, idempotencyKey: newKey() }, acceptedFields);
  expect(outcome).toMatchObject({ __typename: 'NotFound' });

  const bidB = await bid(funderB, auctionId, { rateBps: '600' });
  await moveTo(market, days.tradeDate, '09:30');
  const offers = await offersOf(market, auctionId);
  expect(offers.map(({ bidId, rank }) => ({ bidId, rank }))).toEqual([
    { bidId: bidA, rank: 1 },
    { bidId: bidB, rank: 2 },
  ]);
  await sockets[0]!.until('the close', () => sockets[0]!.events.some(({ type }) => type === 'auction.closed'));
  const beforeClose = sockets.map(({ events }) => {
    const close = events.findIndex(({ type }) => type === 'auction.closed');
    return events.slice(0, close).map(({ type }) => type);
  });
  // The second funder hears of its own bid alone.
  expect(beforeClose).toEqual([[], [], [], ['bid.placed']]);

  await accept(market, offers[0]!);
  await Promise.all(sockets.map(socket => socket.close()));
});

test('no bid is taken, changed or withdrawn after the close, and what nobody takes lapses', async () => {
  const [funderA, funderB] = market.funders as [Party, Party];
  const { auctionId } = await listed(market, invoice());
  const bidId = await bid(funderA, auctionId, { rateBps: '450' });
  await moveTo(market, days.tradeDate, '09:30');
  const terms = { priceKind: 'DISCOUNT_ON_FACE', rateBps: '400' };
  const late = [
    await funderB.as('DEALER').mutate('placeBid', { auctionId, ...terms, idempotencyKey: newKey() }, 'bid { id }'),
    await funderA.as('DEALER').mutate('changeBid', { bidId, ...terms, idempotencyKey: newKey() }, 'bid { id }'),
    await funderA.as('DEALER').mutate('withdrawBid', { bidId, idempotencyKey: newKey() }, 'bid { id }'),
  ];
  expect(late.map(({ __typename }) => __typename)).toEqual(['AuctionClosed', 'AuctionClosed', 'AuctionClosed']);

  await moveTo(market, days.tradeDate, '12:00');
  const { node } = await funderA.reader.query<{ node: object }>(
    'query ($id: ID!) { node(id: $id) { ... on Auction { state ownBid { state } } } }',
    { id: auctionId },
  );
  expect(node).toEqual({ state: 'LAPSED', ownBid: { state: 'EXPIRED' } });
});

/** A programme of the market's buyer and funders whose auctions are sealed for an hour, then open for two, and a supplier. */
async function sealed(demo: Market): Promise<Market> {
  const operator = demo.operator.as('ADMINISTRATOR');
  const rules = { auctionKind: 'SEALED_WINDOW', auctionMinutes: 60, acceptanceMinutes: 120 };
  const input = { buyerId: demo.buyer.id, name: 'Sealed windows', currency: 'EUR', ...rules };
  const made = await operator.succeedPlain('createProgramme', input, 'programme { id }');
  const { id: programmeId } = made.programme as { id: string };
  const terms = {
    programmeId,
    initiator: 'SUPPLIER',
    priceKinds: ['DISCOUNT_ON_FACE'],
    dayCount: 'ACT_360',
    platformFeePayer: 'FUNDER',
    platformFeeBps: '30',
    costBearer: 'SUPPLIER',
    text: 'Terms.',
    undertakingText: 'We pay whoever holds the claim.',
  };
  await operator.succeedPlain('publishTerms', terms, 'terms { id }');
  for (const funder of demo.funders) {
    await operator.succeedPlain('addFunder', { programmeId, funderId: funder.id }, 'programme { id }');
    await acceptTerms(funder, programmeId);
  }
  return { ...demo, programmeId, supplier: await newSupplier(demo, programmeId, 'Sealed Supplies GmbH') };
}

/** All that a party can read of an auction and of what it may hold. */
async function seenOf(party: Party, auctionId: string, bidIds: readonly string[]): Promise<object> {
  const { node } = await party.reader.query<{ node: object }>(
    `query ($id: ID!) { node(id: $id) { ... on Auction { state offers { bidId } ownBid { id } availableActions
       invoice { timeline { type } } } } }`,
    { id: auctionId },
  );
  const found = await party.reader.query<{ nodes: (object | null)[] }>(
    'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }',
    {
      ids: bidIds,
    },
  );
  const log = await party.reader.query<{ eventLog: object[] }>('{ eventLog(first: 3) { type subject { id } } }');
  return { node, found: found.nodes.filter(each => each !== null), log };
}

function invoice() {
  return { payable: '100000.00', issueDate: days.tradeDate, dueDate: days.dueDate };
}
