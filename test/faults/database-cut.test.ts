import pg from 'pg';
import { eventually, newKey } from '../support/api-client.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { plusDays } from '../support/figures.js';
import { Follower } from '../support/follower.js';
import { expectNoViolation } from '../support/invariants-command.js';
import { type ServerProcess, startServer } from '../support/server-process.js';
import { clockOf, type Market, openMarket, submit } from '../support/trade.js';

/*
 * Every connection of the server to its database is cut at once, again and again: it goes on by itself. Told to stop, it cuts
 * what works beside the requests.
 */

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
  expect(server.isRunning()).toBe(true);
  for (const { subjects } of readers) expect(subjects).toEqual(submitted);
  await Promise.all(readers.map(reader => reader.close()));
  await expectNoViolation(database);
});

test('told to stop in the midst of a long statement of a sweep, it gives that up, and who waits for the sweeps, too', async () => {
  // Shorter than the longest a statement may take, so that it would be done if it were let go on.
  await admin.query(`
    CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(4.5); RETURN NEW; END';
    CREATE TRIGGER dawdle BEFORE UPDATE ON alert_watch FOR EACH ROW EXECUTE FUNCTION dawdle()`);
  const lookedUntil = async () => (await admin.query('SELECT looked_until::text AS at FROM alert_watch')).rows[0].at;
  const { today } = await clockOf(market);
  await submit(market, { payable: '1250.00', issueDate: today, dueDate: plusDays(today, 45) });
  const before = await eventually('a sweep that dawdles', async () => {
    const { rowCount } = await admin.query(
      `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'`,
    );
    return rowCount === 1 ? lookedUntil() : undefined;
  });
  const moving = market.operator.reader.mutate('moveClock', { byDays: 1, idempotencyKey: newKey() }, 'played');
  const moved = moving.then(
    () => 'moved',
    () => 'given up',
  );
  const ordered = `SELECT FROM idempotency_record WHERE command = 'moveClock' AND outcome IS NOT NULL`;
  await eventually('the order', async () => ((await admin.query(ordered)).rowCount === 1 ? true : undefined));
  expect(await server.stop()).toBe(0);
  expect(await moved).toBe('given up');
  expect(await lookedUntil()).toBe(before);
  const left = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND usename = 'tenor_app'`;
  expect((await admin.query(left)).rowCount).toBe(0);

  await admin.query('DROP TRIGGER dawdle ON alert_watch');
  server = await startServer(database);
  market = await openMarket(server);
  expect((await clockOf(market)).today).toBe(today);
  await expectNoViolation(database);
});

async function cutEveryConnection(): Promise<void> {
  const { rowCount } = await admin.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND usename = 'tenor_app'`,
  );
  expect(rowCount).toBeGreaterThan(0);
}
