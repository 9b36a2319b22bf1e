import pg from 'pg';
import { untilAllIsTold } from '../support/all-told.js';
import { eur, newKey } from '../support/api-client.js';
import { plusDays } from '../support/figures.js';
import { csvInvoices } from '../support/invoice-files.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { LiveSocket } from '../support/live-socket.js';
import { type ServerProcess, startServer } from '../support/server-process.js';
import { canonical, publishedSchema, readEverything } from '../support/transcript.js';
import {
  accept,
  approve,
  bid,
  clockOf,
  fileInvoice,
  list,
  listed,
  type Market,
  moveTo,
  nextTradeDays,
  offersOf,
  openMarket,
  type Party,
  release,
  submit,
  type TradeDays,
  untilState,
} from '../support/trade.js';

/*
 * Two markets that are equal but for what one funder bids and for the credit notes between supplier and buyer. The other
 * funder, a rival for two claims and the holder of a third, asks every query of the schema at every stage, tries to touch what
 * is hidden, and keeps every frame: the two transcripts must be the same, byte for byte.
 */

interface World {
  readonly database: TestDatabase;
  readonly server: ServerProcess;
  readonly market: Market;
}

/**
 * What the hidden funder does in the first auction, which it wins, and in the second, which nobody wins; and the amounts that
 * the supplier credits of the third claim at each stage. Its invoices say so much more that what is promised is the same.
 */
interface Hidden {
  readonly first: (funder: Party, auctionId: string) => Promise<string>;
  readonly second: (funder: Party, auctionId: string) => Promise<void>;
  readonly credited: { readonly beforeRelease: number; readonly whileListed: number; readonly afterAward: number };
}

const hidden: readonly [Hidden, Hidden] = [
  {
    first: (funder, auctionId) => bid(funder, auctionId, { rateBps: '450' }),
    second: () => Promise.resolve(),
    credited: { beforeRelease: 0, whileListed: 0, afterAward: 0 },
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
    credited: { beforeRelease: 12_000, whileListed: 5_000, afterAward: 3_000 },
  },
];

jest.setTimeout(120_000);

const worlds: World[] = [];
let days: TradeDays;

/** Of one seeded market, so that they are the same to the byte, each with the same business time at its start. */
beforeAll(async () => {
  const seeded = await createTestDatabase();
  await (await startServer(seeded)).stop();
  const start = `${plusDays(new Date().toISOString().slice(0, 10), 2)}T03:00:00Z`;
  for (let number = 0; number < 2; number++) {
    const database = await createTestDatabase(new URL(seeded.appUrl).pathname.slice(1));
    await setClock(database, start);
    const server = await startServer(database);
    worlds.push({ database, server, market: await openMarket(server) });
  }
  await seeded.drop();
  days = await nextTradeDays(worlds[0]!.market, 57);
}, 300_000);

/*
 * What stands in a transcript by the business clock is compared to the hour: each stage begins at a full hour of both clocks,
 * and none may last one.
 */
async function setClock({ ownerUrl }: TestDatabase, instant: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  await client.query(
    'UPDATE business_clock SET offset_ms = ceil(extract(epoch FROM $1::timestamptz - clock_timestamp()) * 1000)::bigint',
    [instant],
  );
  await client.end();
}

afterAll(async () => {
  for (const { server, database } of worlds) {
    await server.stop();
    await database.drop();
  }
});

test('what a funder can read, try and hear depends neither on what its rival bids nor on credit notes', async () => {
  const [one, other] = await Promise.all(worlds.map((world, index) => transcriptOf(world, hidden[index]!)));
  expect(one!.length).toBeGreaterThan(100);
  expect(other).toEqual(one);
}, 300_000);

async function transcriptOf({ market, database }: World, { first: bidFirst, second: bidSecond, credited }: Hidden) {
  const schema = publishedSchema();
  const [hiddenFunder, rival] = market.funders as [Party, Party];
  await moveTo(market, days.tradeDate);
  const invoice = { payable: '100000.00', issueDate: days.tradeDate, dueDate: days.dueDate };
  const socket = await LiveSocket.open(rival.reader);
  const lines: string[] = [];
  const secrets: Secrets = { nodes: [], files: ['/exports/credit-notes.csv'] };

  const first = await listed(market, { ...invoice, number: 'NI-1' });
  const second = await listed(market, { ...invoice, number: 'NI-2' });
  const credit = (note: string, amount: number) => creditOf(market, 'NI-3', note, amount, secrets);
  const payable = `${100_000 + credited.beforeRelease}.00`;
  const thirdInvoice = await submit(market, { ...invoice, payable, number: 'NI-3' });
  await credit('NI-3-A', credited.beforeRelease);
  await approve(market, [thirdInvoice]);
  const third = { invoiceId: thirdInvoice, auctionId: await list(market, thirdInvoice) };
  for (const { auctionId } of [first, second, third]) await bid(rival, auctionId, { rateBps: '600' });
  const hiddenBid = await bidFirst(hiddenFunder, first.auctionId);
  await bidSecond(hiddenFunder, second.auctionId);
  await credit('NI-3-B', credited.whileListed);
  await takeDueList(market, secrets);
  const ids = [first, second, third].flatMap(({ auctionId, invoiceId }) => [auctionId, invoiceId]).concat(hiddenBid);
  const readAll = async (stage: string) => {
    await untilQuiet(market, database);
    lines.push(
      stage,
      ...(await readEverything(schema, rival.reader, ids)),
      ...(await attempts(rival, first.auctionId, hiddenBid)),
    );
    await expectNothing(rival, secrets);
  };
  await readAll('while bids stand');

  const offers = await offersOf(market, first.auctionId);
  expect(offers[0]!.bidId).toBe(hiddenBid);
  const financingId = await accept(market, offers[0]!);
  const heldFinancingId = await accept(market, (await offersOf(market, third.auctionId))[0]!);
  ids.push(financingId, heldFinancingId);
  await untilQuiet(market, database);
  await credit('NI-3-C', credited.afterAward);
  // The release of a later invoice takes off it what is owed for the claim that was sold.
  const later = `${50_000 + credited.whileListed + credited.afterAward}.00`;
  const fourth = await listed(market, { ...invoice, payable: later, number: 'NI-4' });
  ids.push(fourth.auctionId, fourth.invoiceId);
  await takeDueList(market, secrets);
  await readAll('after the awards');

  await release(hiddenFunder, 'DISBURSEMENT', financingId);
  await release(rival, 'DISBURSEMENT', heldFinancingId);
  await moveTo(market, days.valueDate, '12:00');
  for (const id of [financingId, heldFinancingId]) await untilState(market.supplier, 'Financing', id, 'DISBURSED');
  await readAll('after leg 1, the second auction being over');

  await moveTo(market, days.dueDate, '06:00');
  for (const id of [financingId, heldFinancingId]) await release(market.buyer, 'REPAYMENT', id);
  await moveTo(market, days.dueDate, '12:00');
  for (const id of [financingId, heldFinancingId]) await untilState(market.supplier, 'Financing', id, 'REPAID');
  await readAll('after leg 2');

  // An event of its own, after which nothing of before can still be under way.
  await rival.as('RISK').succeed('setLimit', { scope: 'TOTAL', limit: eur('77000000.00') }, 'limit { id }');
  await socket.until('the last event', () => socket.events.some(({ type }) => type === 'limit.changed'));
  await socket.close();
  const frames = socket.events.map(frame => JSON.stringify(frame));
  return canonical([...lines, 'frames', ...frames].join('\n')).split('\n');
}

/** Until the sweeps have done what there was to do, and told of all that happened: else it were a matter of their pace. */
async function untilQuiet(market: Market, database: TestDatabase): Promise<void> {
  await untilAllIsTold(database);
  const { now } = await clockOf(market);
  const aSecondLater = new Date(Date.parse(now) + 1_000).toISOString();
  await market.operator.reader.succeed('moveClock', { to: aSecondLater }, 'played');
  await untilAllIsTold(database);
}

/** What only supplier and buyer may reach: things by their ids, files by their paths. */
interface Secrets {
  readonly nodes: string[];
  readonly files: string[];
}

/** The supplier credits so much of its invoice; nothing is done where it is zero. */
async function creditOf(market: Market, invoice: string, number: string, amount: number, secrets: Secrets) {
  if (amount === 0) return;
  const facts = { payable: `${amount}.00`, issueDate: days.tradeDate, dueDate: days.dueDate, number };
  const file = csvInvoices([{ ...fileInvoice(market, facts), precedingInvoice: invoice }]);
  const { report } = await market.supplier.as('MAKER').upload(`${number}.csv`, file, 'text/csv');
  expect(report).toMatchObject({ creditNotes: [{ number }], refused: [] });
  secrets.nodes.push(report.creditNotes[0]!.creditNoteId, report.documentId!);
  secrets.files.push(`/documents/${report.documentId}`);
}

async function takeDueList(market: Market, secrets: Secrets): Promise<void> {
  const { dueListExport } = await market.buyer.as('MAKER').succeed('exportDueList', {}, 'dueListExport { id href }');
  const { id, href } = dueListExport as { id: string; href: string };
  secrets.nodes.push(id);
  secrets.files.push(href);
}

/** What a viewer may not see does not exist for it. */
async function expectNothing(viewer: Party, { nodes, files }: Secrets): Promise<void> {
  for (const id of nodes) {
    const { data } = await viewer.reader.send('query ($id: ID!) { node(id: $id) { __typename id } }', { id });
    expect(data).toEqual({ node: null });
  }
  for (const path of files) {
    const { status, body } = await viewer.reader.download(path);
    if (status === 200) expect(body.trimEnd().split('\r\n')).toHaveLength(1);
    else expect(status).toBe(404);
  }
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
