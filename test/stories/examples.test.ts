import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ApiClient, eventually } from '../support/api-client.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { plusDays } from '../support/figures.js';
import { csvInvoices } from '../support/invoice-files.js';
import { type ServerProcess, startServer } from '../support/server-process.js';
import { clockOf, fileInvoice, list, type Market, openMarket } from '../support/trade.js';

/* The programs of examples/, run as an integrator runs them, against a server that is killed on the way. */

jest.setTimeout(120_000);

let folder: string;
let database: TestDatabase;
let server: ServerProcess;
let market: Market;
const programs = new Set<ChildProcess>();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tenor-examples-'));
  database = await createTestDatabase();
  server = await startServer(database);
  market = await openMarket(server);
}, 300_000);

afterAll(async () => {
  for (const program of programs) program.kill('SIGKILL');
  await server?.stop();
  await database?.drop();
  rmSync(folder, { recursive: true });
});

test('a month submitted from CSV, approved from an ERP, bid for by a rule, and followed through a restart', async () => {
  const { today } = await clockOf(market);
  const invoices = ['100000.00', '25000.00', '1250.50'].map(payable =>
    fileInvoice(market, { payable, issueDate: today, dueDate: plusDays(today, 60) }),
  );
  const month = join(folder, 'month.csv');
  writeFileSync(month, csvInvoices([...invoices, { ...invoices[0]!, number: 'X-1', payable: '1.005' }]));

  const followed = follow(market.supplier.reader);
  await followed.untilCursor();

  const submitted = await run('submit-invoices.mjs', market.supplier.as('MAKER'), month);
  expect(submitted.code).toBe(1);
  const lines = submitted.stdout.trim().split('\n');
  expect(lines.slice(0, 3).map(line => line.split('\t').slice(1, 3))).toEqual(
    invoices.map(({ number }) => [number, 'SUBMITTED']),
  );
  expect(lines[3]).toMatch(/\tX-1\tAMOUNT_TOO_MANY_DECIMALS\trow 5, column payable_amount: /);
  const invoiceIds = lines.slice(0, 3).map(line => line.split('\t')[3]!);

  const payables = join(folder, 'payables.csv');
  writeFileSync(payables, csvInvoices(invoices));
  const prepared = await run('approve-from-erp.mjs', market.buyer.as('MAKER'), payables);
  expect(prepared).toMatchObject({ code: 0, stderr: '' });
  const [approvalId, count, total, contentHash] = prepared.stdout.trim().split('\t');
  expect([count, total]).toEqual(['3 invoices', '126250.50 EUR']);
  await market.buyer.as('CHECKER').succeed('releaseApproval', { approvalId, contentHash }, 'approval { id }');

  const auctions: string[] = [];
  for (const invoiceId of invoiceIds) auctions.push(await list(market, invoiceId));
  const funder = market.funders[0]!;
  const bidding = start('bid-by-rule.mjs', funder.as('DEALER'), '450', '90');
  const bids = () => funder.reader.all<{ auction: { id: string }; rateBps: string }>('bids', 'auction { id } rateBps');
  const inNew = async () => (await bids()).filter(({ auction }) => auctions.includes(auction.id));
  await eventually('a bid in each auction', async () => ((await inNew()).length >= 3 ? true : undefined));
  bidding.kill('SIGKILL');
  expect((await inNew()).map(({ auction, rateBps }) => [auction.id, rateBps]).sort()).toEqual(
    auctions.map(id => [id, '450']).sort(),
  );

  await followed.until(({ type }) => type === 'invoice.approved', 3);
  await server.kill();
  server = await startServer(database, { env: { PORT: new URL(server.url).port } });
  const after = await openMarket(server);
  const later = fileInvoice(after, { payable: '990.00', issueDate: today, dueDate: plusDays(today, 50) });
  const more = join(folder, 'more.csv');
  writeFileSync(more, csvInvoices([later]));
  expect((await run('submit-invoices.mjs', after.supplier.as('MAKER'), more)).code).toBe(0);
  await followed.until(({ type }) => type === 'invoice.submitted', 4);

  // The follower itself is killed and started again: it goes on where it was and says nothing twice.
  followed.kill();
  const said = followed.events.length;
  const again = follow(after.supplier.reader);
  const last = { ...later, number: `${later.number}-B` };
  writeFileSync(more, csvInvoices([last]));
  expect((await run('submit-invoices.mjs', after.supplier.as('MAKER'), more)).code).toBe(0);
  await again.until(({ type }) => type === 'invoice.submitted', 1);
  again.kill();
  const all = [...followed.events.slice(0, said), ...again.events];
  const submissions = all.filter(({ type }) => type === 'invoice.submitted').map(({ id }) => id);
  expect(submissions).toHaveLength(5);
  expect(new Set(submissions).size).toBe(5);
}, 180_000);

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function start(example: string, caller: ApiClient, ...args: string[]): ChildProcess {
  const program = spawn(process.execPath, [join(__dirname, '../../examples', example), ...args], {
    env: { PATH: process.env.PATH, TENOR_URL: caller.server.url, TENOR_TOKEN: caller.token! },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  programs.add(program);
  program.once('close', () => programs.delete(program));
  return program;
}

function run(example: string, caller: ApiClient, ...args: string[]): Promise<Ended> {
  const program = start(example, caller, ...args);
  let [stdout, stderr] = ['', ''];
  program.stdout!.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  program.stderr!.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return new Promise(resolve => program.once('close', code => resolve({ code, stdout, stderr })));
}

interface FollowedEvent {
  readonly type: string;
  readonly id: string;
}

/** A run of follow-events, with what it printed. */
function follow(caller: ApiClient) {
  const cursorFile = join(folder, 'cursor');
  const program = start('follow-events.mjs', caller, cursorFile);
  const events: FollowedEvent[] = [];
  let rest = '';
  program.stdout!.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop()!;
    events.push(...lines.map(line => JSON.parse(line) as FollowedEvent));
  });
  return {
    events,
    untilCursor: () => eventually('the first cursor', async () => (existsSync(cursorFile) ? true : undefined)),
    until: (fits: (event: FollowedEvent) => boolean, count: number) =>
      eventually('the events', async () => (events.filter(fits).length >= count ? true : undefined)),
    kill: () => program.kill('SIGKILL'),
  };
}
