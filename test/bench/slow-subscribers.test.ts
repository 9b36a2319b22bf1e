import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { plusDays } from '../support/figures.js';
import { csvInvoices } from '../support/invoice-files.js';
import { Follower } from '../support/follower.js';
import { type ServerProcess, startServer } from '../support/server-process.js';
import { clockOf, fileInvoice, type Market, openMarket, type Party } from '../support/trade.js';

/*
 * Subscribers that stop reading must cost the server no memory, and nobody an event. The full run:
 * SLOW_SOCKETS=100 SLOW_EVENTS=20000 SLOW_REST_MS=30000 npx jest test/bench/slow-subscribers
 */

const PAUSED = Number(process.env.SLOW_SOCKETS ?? 20);
const EVENTS = Number(process.env.SLOW_EVENTS ?? 1_000);
/** How long after the last event the memory is looked at. */
const REST_MS = Number(process.env.SLOW_REST_MS ?? 3_000);
const ROWS_A_FILE = 1_000;
const MEGABYTE = 1024 * 1024;
const MOST_GROWTH = 100 * MEGABYTE;
const PATIENCE_MS = 60_000 + EVENTS * PAUSED;

jest.setTimeout(120_000);

let database: TestDatabase;
let server: ServerProcess;
let market: Market;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startServer(database, { env: { SOCKETS_PER_PERSON: '1000', SOCKETS_PER_ADDRESS: '1000' } });
  market = await openMarket(server);
}, 300_000);

afterAll(async () => {
  await server?.stop();
  await database?.drop();
});

test(
  `${PAUSED} paused subscribers, ${EVENTS} events: memory stays, the others lose nothing, the paused catch up`,
  async () => {
    const live = await Promise.all([market.buyer, market.supplier, market.operator].map(openLive));
    await upload(200);
    await untilCounted(live, 200);
    const paused = await Promise.all(Array.from({ length: PAUSED }, () => Follower.open(market.buyer.reader)));
    for (const follower of paused) follower.pause();
    const before = server.residentBytes();

    const startedAt = performance.now();
    for (let sent = 0; sent < EVENTS; sent += ROWS_A_FILE) await upload(Math.min(ROWS_A_FILE, EVENTS - sent));
    await untilCounted(live, 200 + EVENTS);
    const liveMs = performance.now() - startedAt;
    await new Promise(resolve => setTimeout(resolve, REST_MS));
    const growth = server.residentBytes() - before;
    expect(server.isRunning()).toBe(true);

    const expected = live[0]!.subjects.slice(200);
    expect(new Set(expected).size).toBe(EVENTS);
    for (const { subjects } of live) expect(new Set(subjects)).toEqual(new Set(live[0]!.subjects));
    const resumedAt = performance.now();
    await Promise.all(paused.map(follower => follower.catchUp(expected.length, PATIENCE_MS)));
    for (const { subjects } of paused)
      expect(subjects.every((subject, index) => subject === expected[index])).toBe(true);
    for (const { subjects } of paused) expect(subjects).toHaveLength(EVENTS);

    expect([...live, ...paused].flatMap(({ interruptions }) => interruptions)).toEqual([]);
    const seconds = (ms: number) => (ms / 1000).toFixed(1);
    process.stderr.write(
      `${PAUSED} paused, ${EVENTS} events: live readers had all after ${seconds(liveMs)} s, memory grew by ` +
        `${(growth / MEGABYTE).toFixed(1)} MB, the paused had caught up ${seconds(performance.now() - resumedAt)} s after resuming\n`,
    );
    expect(growth).toBeLessThan(MOST_GROWTH);
    await Promise.all([...live, ...paused].map(follower => follower.close()));
  },
  2 * PATIENCE_MS,
);

function openLive(party: Party): Promise<Follower> {
  return Follower.open(party.reader);
}

async function untilCounted(followers: readonly Follower[], count: number): Promise<void> {
  await Promise.all(followers.map(follower => follower.catchUp(count, PATIENCE_MS)));
}

/** Each invoice of the file is one event. */
async function upload(count: number): Promise<void> {
  const { today } = await clockOf(market);
  const dueDate = plusDays(today, 45);
  const invoices = Array.from({ length: count }, () =>
    fileInvoice(market, { payable: '1250.00', issueDate: today, dueDate }),
  );
  const { status, report } = await market.supplier
    .as('MAKER')
    .upload('invoices.csv', csvInvoices(invoices), 'text/csv');
  if (report.landed?.length !== count) throw new Error(`${status} ${JSON.stringify(report)}\n${server.log()}`);
}
