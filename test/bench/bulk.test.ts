import { readFileSync, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { approvalById, prepareApproval, releaseApproval, workReleases } from '../../server/approvals/index.js';
import { csvInvoices as sampleCsv, type SampleRow } from '../../server/demo/sample-invoices.js';
import { parseDocument } from '../../server/documents/index.js';
import { submitDocument } from '../../server/invoices/index.js';
import { Database } from '../../server/platform/database.js';
import { toWireId } from '../../server/platform/ids.js';
import { UnitOfWork } from '../../server/platform/unit-of-work.js';
import { systemViewer } from '../../server/platform/viewer.js';
import { eventually } from '../support/api-client.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { plusDays } from '../support/figures.js';
import { csvInvoices } from '../support/invoice-files.js';
import { expectNoViolation } from '../support/invariants-command.js';
import { openInvoiceMarket, sampleRow } from '../support/invoice-market.js';
import { type ServerProcess, startServer } from '../support/server-process.js';
import { clockOf, fileInvoice, openMarket } from '../support/trade.js';

/*
 * A file of many rows, of which ten are wrong, and a batch of as many invoices: how long, how many statements, how much
 * memory. The full run: BULK_ROWS=10000 npx jest test/bench/bulk
 */

const ROWS = Number(process.env.BULK_ROWS ?? 1_500);
const BAD = 10;
const SLICE = 500;
const MEGABYTE = 1024 * 1024;
/** What one slice may take at the most: sets, however many invoices there are. */
const MOST_STATEMENTS = { land: 8, release: 50 };

jest.setTimeout(120_000 + ROWS * 30);

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

describe('a server', () => {
  let database: TestDatabase;
  let server: ServerProcess;
  let admin: pg.Client;

  beforeAll(async () => {
    database = await createTestDatabase();
    server = await startServer(database);
    admin = new pg.Client({ connectionString: database.adminUrl });
    await admin.connect();
  }, 300_000);
  afterAll(async () => {
    await admin?.end();
    await server?.stop();
    await database?.drop();
  });

  test(`takes in ${ROWS} rows and releases a batch of ${ROWS}`, async () => {
    const market = await openMarket(server);
    const { today } = await clockOf(market);
    const rows = Array.from({ length: ROWS }, (_, index) => ({
      ...fileInvoice(market, { payable: `${index + 1}.00`, issueDate: today, dueDate: plusDays(today, 60) }),
      number: `BULK-${index}`,
    }));
    const spoilt = rows.map((row, index) =>
      index % Math.floor(ROWS / BAD) === 1 ? { ...row, payable: '1.001' } : row,
    );
    const bad = spoilt.filter(({ payable }) => payable === '1.001').length;
    const maker = market.supplier.as('MAKER');
    const send = (content: typeof rows) => maker.upload('rows.csv', csvInvoices(content), 'text/csv');
    await maker.upload('warm.csv', csvInvoices([{ ...rows[0]!, number: 'WARM' }]), 'text/csv');

    const first = await measured(`${ROWS} rows, ${bad} of them wrong`, server, admin, () => send(spoilt));
    expect([first.report.landed.length, first.report.refused.length]).toEqual([ROWS - bad, bad]);
    const second = await measured('the mended file', server, admin, () => send(rows));
    expect([second.report.landed.length, second.report.refused.length]).toEqual([bad, ROWS - bad]);

    const buyer = market.buyer;
    const prepared = await measured('prepared by a filter', server, admin, () =>
      buyer
        .as('MAKER')
        .succeed(
          'prepareApproval',
          { programmeId: market.programmeId, filter: { number: 'BULK' } },
          'approval { id contentHash invoiceCount }',
        ),
    );
    const { id, contentHash, invoiceCount } = prepared.approval as Record<string, string>;
    expect(invoiceCount).toBe(ROWS);
    const releasing = async () => {
      const answered = performance.now();
      await buyer.as('CHECKER').succeed('releaseApproval', { approvalId: id, contentHash }, 'approvedCount');
      say(`  the release was answered after ${seconds(performance.now() - answered)} s`);
      await eventually(
        'the batch is done',
        async () => {
          const { node } = await buyer.reader.query<{ node: { pendingCount: number } }>(
            'query ($id: ID!) { node(id: $id) { ... on Approval { pendingCount } } }',
            { id },
          );
          return node.pendingCount === 0 ? true : undefined;
        },
        60_000 + ROWS * 20,
      );
    };
    await measured(`released, all ${ROWS} invoices`, server, admin, releasing);
    const { rows: counted } = await admin.query(
      `SELECT count(*)::int AS count FROM invoice WHERE number LIKE 'BULK-%' AND state = 'APPROVED'`,
    );
    expect(counted[0]).toEqual({ count: ROWS });
    await expectNoViolation(database);
  });
});

/** Says how long it took, the most memory that the server had meanwhile, and its longest transaction. */
async function measured<T>(what: string, server: ServerProcess, admin: pg.Client, act: () => Promise<T>): Promise<T> {
  // The kernel counts the most from here on (Linux).
  writeFileSync(`/proc/${server.pid}/clear_refs`, '5');
  let longestMs = 0;
  let isOver = false;
  const watching = (async () => {
    while (!isOver) {
      const { rows } = await admin.query<{ ms: number }>(
        `SELECT coalesce(max(extract(epoch FROM clock_timestamp() - xact_start)), 0)::float8 * 1000 AS ms
           FROM pg_stat_activity WHERE datname = current_database() AND usename = 'tenor_app' AND backend_xid IS NOT NULL`,
      );
      longestMs = Math.max(longestMs, rows[0]!.ms);
      await new Promise(resolve => setTimeout(resolve, 20));
    }
  })();
  const startedAt = performance.now();
  const outcome = await act().finally(() => {
    isOver = true;
  });
  const ms = performance.now() - startedAt;
  await watching;
  const peak = Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))?.[1]) * 1024;
  const memory = `most memory ${(peak / MEGABYTE).toFixed(0)} MB, now ${(server.residentBytes() / MEGABYTE).toFixed(0)} MB`;
  say(`${what}: ${seconds(ms)} s, ${memory}, longest writing transaction ${seconds(longestMs)} s`);
  return outcome;
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(2);
}

test('the statements of a slice are a handful, however many invoices', async () => {
  const market = await openInvoiceMarket();
  const ofTransaction = new Map<number, number>();
  const database = await Database.connect({
    url: market.urls.appUrl,
    poolSize: 2,
    applicationName: 'tenor-bench',
    onStatement: (_sql, transaction) => ofTransaction.set(transaction, (ofTransaction.get(transaction) ?? 0) + 1),
  });
  const work = new UnitOfWork(database);
  const counted = async <T>(what: string, act: () => Promise<T>): Promise<[T, number[]]> => {
    ofTransaction.clear();
    const outcome = await act();
    const counts = [...ofTransaction.values()];
    say(`${what}: ${counts.reduce((sum, count) => sum + count, 0)} statements in ${counts.length} transactions`);
    return [outcome, counts];
  };
  const content = Array.from({ length: ROWS }, (_, index) => ({
    ...sampleRow(market),
    invoice_number: `BULK-${index}`,
  })) as SampleRow[];
  const bytes = Buffer.from(sampleCsv(content));
  const file = { name: 'rows.csv', mediaType: 'text/csv', bytes };
  const [report, landed] = await counted(`${ROWS} rows of a file`, () =>
    submitDocument(work, market.supplierMaker, parseDocument(bytes, file.name), file),
  );
  expect(report.landed).toHaveLength(ROWS);
  expect(Math.max(...landed)).toBeLessThanOrEqual(MOST_STATEMENTS.land);

  const programmeId = toWireId('programme', market.programmeId);
  const [outcome] = await counted(`a batch of ${ROWS} prepared`, () =>
    work.run(prepareApproval, market.maker, { programmeId, filter: {}, idempotencyKey: randomUUID() }),
  );
  const { approvalId } = outcome as { approvalId: string };
  const [approval] = await database.read(systemViewer, db => approvalById(db, systemViewer, [approvalId]));
  const contentHash = approval!.contentHash.toString('hex');
  const [, released] = await counted(`and released`, async () => {
    const input = { approvalId: toWireId('approval', approvalId), contentHash, idempotencyKey: randomUUID() };
    await work.run(releaseApproval, market.checker, input);
    while ((await workReleases(work)) > 0);
  });
  expect(Math.max(...released)).toBeLessThanOrEqual(MOST_STATEMENTS.release);
  expect(released.filter(count => count > 1)).toHaveLength(Math.ceil(ROWS / SLICE));
  await database.close();
  await market.close();
});
