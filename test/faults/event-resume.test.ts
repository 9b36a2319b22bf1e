import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { csvInvoices } from '../support/invoice-files.js';
import { type EventFrame, LiveSocket } from '../support/live-socket.js';
import { type ServerProcess, startServer } from '../support/server-process.js';
import { clockOf, fileInvoice, type Market, marketAt, openMarket } from '../support/trade.js';
import { plusDays } from '../support/figures.js';

/* Readers of events lose nothing and meet nothing twice, whatever befalls the server; and they go with their session. */

jest.setTimeout(120_000);

let database: TestDatabase;
let server: ServerProcess;
let market: Market;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startServer(database);
  market = await openMarket(server);
}, 300_000);

afterAll(async () => {
  await server?.stop();
  await database?.drop();
});

test('after kill -9 a reader resumes from its cursor, with no event lost and none repeated', async () => {
  const reader = market.buyer.reader;
  const before = await LiveSocket.open(reader);
  const first = await upload(market, 40);
  await before.until('half of the events', () => before.events.length >= 20);
  const lastSeen = before.cursor;
  const seen = [...before.events];

  const cut = before.closed;
  await server.kill();
  await cut;
  server = await startServer(database);
  market = marketAt(market, server);
  const second = await upload(market, 40);
  const after = await LiveSocket.open(market.buyer.reader, lastSeen);
  await after.until('the last event', () => seen.length + after.events.length >= 80);
  // Nothing more comes: what is in flight would come before an event made now.
  const [marker] = await upload(market, 1);
  await after.until('the marker', () => subjectsOf(after.events).includes(marker!));

  const subjects = subjectsOf([...seen, ...after.events]);
  expect(subjects).toHaveLength(81);
  expect(new Set(subjects)).toEqual(new Set([...first, ...second, marker!]));
  await after.close();
}, 300_000);

test('any cursor may be resumed from, as often as one likes, with the same events in the same order', async () => {
  const socket = await LiveSocket.open(market.supplier.reader);
  const start = socket.cursor;
  await upload(market, 30);
  await socket.until('all events', () => socket.events.length === 30);
  for (const resumedAt of [start, socket.events[0]!.cursor, socket.events[17]!.cursor, socket.events[28]!.cursor]) {
    const expected = socket.events.slice(socket.events.findIndex(({ cursor }) => cursor === resumedAt) + 1);
    const resumed = await LiveSocket.open(market.supplier.reader, resumedAt);
    await resumed.until('the rest', () => resumed.events.length >= expected.length);
    expect(subjectsOf(resumed.events)).toEqual(subjectsOf(expected));
    await resumed.close();
  }
  await socket.close();
});

test('a cursor of another organization, or of nobody, opens nothing', async () => {
  const supplierSocket = await LiveSocket.open(market.supplier.reader);
  for (const cursor of [supplierSocket.cursor, 'made-up', `${supplierSocket.cursor.slice(0, -2)}AA`]) {
    await expect(LiveSocket.open(market.buyer.reader, cursor)).rejects.toThrow('UNKNOWN_CURSOR');
  }
  await supplierSocket.close();
});

/** Invoices by CSV: one event each, to the supplier, the buyer and the operator. */
async function upload(at: Market, count: number): Promise<string[]> {
  const { today } = await clockOf(at);
  const invoices = Array.from({ length: count }, () =>
    fileInvoice(at, { payable: '1250.00', issueDate: today, dueDate: plusDays(today, 45) }),
  );
  const { report } = await at.supplier.as('MAKER').upload('invoices.csv', csvInvoices(invoices), 'text/csv');
  expect(report.refused).toEqual([]);
  return report.landed.map(({ invoiceId }) => invoiceId);
}

function subjectsOf(frames: readonly EventFrame[]): string[] {
  return frames.map(({ subject }) => subject!.id);
}
