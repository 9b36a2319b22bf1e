import { type ApiClient, eventually } from '../support/api-client.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { plusDays } from '../support/figures.js';
import { csvInvoices } from '../support/invoice-files.js';
import { type EventFrame, LiveSocket } from '../support/live-socket.js';
import { type ServerProcess, startServer } from '../support/server-process.js';
import { clockOf, fileInvoice, type Market, openMarket } from '../support/trade.js';

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
  server = await startServer(database, { env: { NODE_OPTIONS: '--require /tmp/mem.cjs --max-old-space-size=512', SOCKETS_PER_PERSON: '1000', SOCKETS_PER_ADDRESS: '1000' } });
  market = await openMarket(server);
}, 300_000);

afterAll(async () => {
  if (process.env.DEBUG_LOG) process.stderr.write(server.log());
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
    const before = server.residentBytes(); const samples: number[]=[]; const tm=setInterval(()=>samples.push(Math.round(server.residentBytes()/MEGABYTE)),2000);

    const startedAt = performance.now();
    for (let sent = 0; sent < EVENTS; sent += ROWS_A_FILE) await upload(Math.min(ROWS_A_FILE, EVENTS - sent));
    await untilCounted(live, 200 + EVENTS);
    clearInterval(tm); process.stderr.write(`samples ${samples.join(' ')}\n`);
    const liveMs = performance.now() - startedAt;
    await new Promise(resolve => setTimeout(resolve, REST_MS));
    const mb=()=>(server.residentBytes()/MEGABYTE).toFixed(0); process.stderr.write(`RSS after rest ${mb()} before ${(before/MEGABYTE).toFixed(0)}\n`); for (let i=0;i<4;i++){await new Promise(r=>setTimeout(r,10000)); process.stderr.write(`RSS ${mb()}\n`);}
    const growth = server.residentBytes() - before;
    expect(server.isRunning()).toBe(true);
    expect(growth).toBeLessThan(MOST_GROWTH);

    const expected = live[0]!.subjects.slice(200);
    expect(new Set(expected).size).toBe(EVENTS);
    for (const { subjects } of live) expect(new Set(subjects)).toEqual(new Set(live[0]!.subjects));
    const resumedAt = performance.now();
    await Promise.all(paused.map(follower => follower.catchUp(expected.length)));
    for (const { subjects } of paused)
      expect(subjects.every((subject, index) => subject === expected[index])).toBe(true);
    for (const { subjects } of paused) expect(subjects).toHaveLength(EVENTS);

    expect([...live, ...paused].flatMap(({ interruptions }) => interruptions)).toEqual([]);
    const seconds = (ms: number) => (ms / 1000).toFixed(1);
    process.stderr.write(
      `${PAUSED} paused, ${EVENTS} events: live readers had all after ${seconds(liveMs)} s, memory grew by ` +
        `${(growth / MEGABYTE).toFixed(1)} MB, the paused had caught up ${seconds(performance.now() - resumedAt)} s after resuming\n`,
    );
    await Promise.all([...live, ...paused].map(follower => follower.close()));
  },
  2 * PATIENCE_MS,
);

/** A reader that keeps what each event was about, and comes back from its cursor where its socket was cut. */
class Follower {
  readonly subjects: string[] = [];
  /** What ended a subscription of it: each time it resumed from its cursor. */
  readonly interruptions: string[] = [];
  private cursor: string | null = null;
  private socket: LiveSocket | undefined;

  private constructor(private readonly client: ApiClient) {}

  static async open(client: ApiClient): Promise<Follower> {
    const follower = new Follower(client);
    await follower.connect();
    return follower;
  }

  pause(): void {
    this.socket!.pause();
  }

  /** Reads on until so many events are there. */
  async catchUp(count: number): Promise<void> {
    this.socket!.resume();
    await eventually(
      `${count} events`,
      async () => {
        if (this.socket!.isGone || this.socket!.notices.length > 0) await this.comeBack();
        return this.subjects.length >= count ? true : undefined;
      },
      PATIENCE_MS,
    );
  }

  close(): Promise<void> {
    return this.socket!.close();
  }

  private async comeBack(): Promise<void> {
    this.interruptions.push(JSON.stringify(this.socket!.notices));
    if (!this.socket!.isGone) await this.socket!.cut();
    await this.connect();
  }

  private async connect(): Promise<void> {
    this.socket = await LiveSocket.open(this.client, this.cursor, {
      selection: 'cursor type subject { id }',
      onFrame: frame => this.take(frame),
    });
  }

  private take({ cursor, type, subject }: EventFrame): void {
    this.cursor = cursor;
    if (type === 'invoice.submitted') this.subjects.push(subject!.id);
  }
}

function openLive(party: { reader: ApiClient }): Promise<Follower> {
  return Follower.open(party.reader);
}

async function untilCounted(followers: readonly Follower[], count: number): Promise<void> {
  await Promise.all(followers.map(follower => follower.catchUp(count)));
}

/** Each invoice of the file is one event. */
async function upload(count: number): Promise<void> {
  const { today } = await clockOf(market);
  const dueDate = plusDays(today, 45);
  const invoices = Array.from({ length: count }, () =>
    fileInvoice(market, { payable: '1250.00', issueDate: today, dueDate }),
  );
  const { report } = await market.supplier.as('MAKER').upload('invoices.csv', csvInvoices(invoices), 'text/csv');
  expect(report.landed).toHaveLength(count);
}
