import pg from 'pg';
import { eventually } from '../support/api-client.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { plusDays } from '../support/figures.js';
import { Follower } from '../support/follower.js';
import { expectNoViolation } from '../support/invariants-command.js';
import { type ServerProcess, startServer } from '../support/server-process.js';
import { clockOf, type Market, openMarket, submit } from '../support/trade.js';

/* Every connection of the server to its database is cut at once, again and again: it goes on by itself. */

jest.setTimeout(120_000);

const CUTS = 5;

let database: TestDatabase;
let server: ServerProcess;
let market: Market;
let admin: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startServer(database);
  market = await openMarket(server);
  admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
}, 300_000);

afterAll(async () => {
  await admin?.end();
  await server?.stop();
  await database?.drop();
});

test('requests are answered again within seconds, and readers of events lose nothing and meet nothing twice', async () => {
  const { today } = await clockOf(market);
  const invoice = { payable: '1250.00', issueDate: today, dueDate: plusDays(today, 45) };
  const readers = await Promise.all([market.supplier, market.buyer].map(({ reader }) => Follower.open(reader)));
  const submitted: string[] = [];
  for (let cut = 1; cut <= CUTS; cut++) {
    submitted.push(await submit(market, invoice));
    await cutEveryConnection();
    submitted.push(
      await eventually('a submission after the cut', () => submit(market, invoice).catch(() => undefined)),
    );
    await Promise.all(readers.map(reader => reader.catchUp(submitted.length)));
  }
  process.stderr.write(JSON.stringify(readers.map(r=>r.interruptions))+'\n'+server.log()); expect(server.isRunning()).toBe(true);
  for (const { subjects } of readers) expect(subjects).toEqual(submitted);
  await Promise.all(readers.map(reader => reader.close()));
  await expectNoViolation(database);
});

async function cutEveryConnection(): Promise<void> {
  const { rowCount } = await admin.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND usename = 'tenor_app'`,
  );
  expect(rowCount).toBeGreaterThan(0);
}
