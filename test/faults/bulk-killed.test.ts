import pg from 'pg';
import { type ApiClient, eventually, expectSuccess, newKey } from '../support/api-client.js';
import { expectBooksInOrder } from '../support/books.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { plusDays } from '../support/figures.js';
import { csvInvoices } from '../support/invoice-files.js';
import { expectNoViolation } from '../support/invariants-command.js';
import { type ServerProcess, startServer } from '../support/server-process.js';
import { clockOf, fileInvoice, type Market, marketAt, openMarket } from '../support/trade.js';

/*
 * A server is killed (kill -9) while it releases a batch, inside the decision, inside a slice and at any moment, or while it
 * takes in a file of many rows. Whatever is started next goes on, and the end is that of a market which nobody disturbed.
 * ROWS says how many invoices; 1100 unless it does: a decision with its slice, and two slices more.
 */

const ROWS = Number(process.env.ROWS ?? 1_100);
const SLICE = 500;

jest.setTimeout(300_000);

interface Run {
  readonly database: TestDatabase;
  readonly admin: pg.Client;
  server: ServerProcess;
  market: Market;
}

const runs: Run[] = [];

afterAll(async () => {
  for (const { admin, server, database } of runs) {
    await admin.end();
    await server.stop();
    await database.drop();
  }
});

async function open(): Promise<Run> {
  const database = await createTestDatabase();
  const server = await startServer(database);
  const admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  const run = { database, admin, server, market: await openMarket(server) };
  runs.push(run);
  return run;
}

/** Another server on the same database; everybody's credentials hold. */
async function restart(run: Run): Promise<void> {
  run.server = await startServer(run.database);
  run.market = marketAt(run.market, run.server);
}

async function kill(run: Run): Promise<void> {
  await run.server.kill();
  // What the server had begun is rolled back by the database, which takes a moment to see that it is gone.
  await eventually('the connections of the server are gone', async () => {
    const { rows } = await run.admin.query(
      `SELECT FROM pg_stat_activity WHERE datname = current_database() AND usename = 'tenor_app'`,
    );
    return rows.length === 0 ? true : undefined;
  });
}

interface Batch {
  readonly id: string;
  readonly contentHash: string;
}

/** A file of the supplier's. */
async function fileOf({ market }: Run, prefix: string): Promise<string> {
  const { today } = await clockOf(market);
  const invoices = Array.from({ length: ROWS }, (_, index) => ({
    ...fileInvoice(market, { payable: `${index + 1}.00`, issueDate: today, dueDate: plusDays(today, 60) }),
    number: `${prefix}-${String(index).padStart(5, '0')}`,
  }));
  return csvInvoices(invoices);
}

function upload({ market }: Run, file: string) {
  return market.supplier.as('MAKER').upload('rows.csv', file, 'text/csv');
}

/** The supplier sends the invoices, the buyer's maker prepares all of them by a filter. */
async function prepare(run: Run): Promise<Batch> {
  const { market } = run;
  const { report } = await upload(run, await fileOf(run, 'KILL'));
  if (report.landed?.length !== ROWS) throw new Error(JSON.stringify(report).slice(0, 1_000));
  const filter = { number: 'KILL' };
  const input = { programmeId: market.programmeId, filter };
  const { approval } = await market.buyer
    .as('MAKER')
    .succeed('prepareApproval', input, 'approval { id contentHash invoiceCount }');
  expect(approval).toMatchObject({ invoiceCount: ROWS });
  return approval as Batch;
}

function release(client: ApiClient, { id, contentHash }: Batch, idempotencyKey: string) {
  return client.mutate('releaseApproval', { approvalId: id, contentHash, idempotencyKey }, 'approvedCount');
}

async function approvedCount({ admin }: Run): Promise<number> {
  const { rows } = await admin.query<{ count: number }>(
    `SELECT approved_count AS count FROM approval WHERE invoice_count = ${ROWS}`,
  );
  return rows[0]!.count;
}

function completed(run: Run): Promise<true> {
  return eventually(
    'the batch is completed',
    async () => {
      const { rows } = await run.admin.query(
        'SELECT FROM approval WHERE invoice_count = $1 AND completed_at IS NOT NULL',
        [ROWS],
      );
      return rows.length === 1 ? true : undefined;
    },
    120_000,
  );
}

/** Holds the table so that the server stops in the middle of a transaction, with all that comes before it written. */
async function whileStuckAt(run: Run, table: string, act: () => Promise<void>): Promise<void> {
  const holder = new pg.Client({ connectionString: run.database.adminUrl });
  await holder.connect();
  try {
    await holder.query(`BEGIN; LOCK TABLE ${table} IN SHARE ROW EXCLUSIVE MODE`);
    await act();
  } finally {
    await holder.query('ROLLBACK');
    await holder.end();
  }
}

function stuck({ admin }: Run, table: string): Promise<true> {
  return eventually(
    `the server waits for ${table}`,
    async () => {
      const { rows } = await admin.query(
        `SELECT FROM pg_locks l JOIN pg_stat_activity a USING (pid)
          WHERE NOT l.granted AND l.relation = $1::regclass AND a.usename = 'tenor_app'`,
        [table],
      );
      return rows.length > 0 ? true : undefined;
    },
    30_000,
  );
}

/** All that the release has left behind, under the numbers of the invoices: no id of ours, and no instant. */
async function traces({ admin }: Run): Promise<object> {
  const ask = async (sql: string) => (await admin.query(sql)).rows;
  const ofBatch = `invoice i WHERE i.number LIKE 'KILL-%'`;
  return {
    approval: await ask(
      `SELECT a.state, a.invoice_count, a.approved_count, a.approved_minor::text, a.left_out_count, a.failed_count,
              d.email AS decided_by FROM approval a JOIN person d ON d.id = a.decided_by WHERE a.invoice_count = ${ROWS}`,
    ),
    invoices: await ask(
      `SELECT i.number, i.state, i.approved_minor::text, i.undertaking, i.event_no FROM ${ofBatch} ORDER BY i.number`,
    ),
    payments: await ask(
      `SELECT i.number, p.kind, p.state, p.amount_minor::text, p.attempt, p.event_no
         FROM payment p JOIN invoice i ON i.id = p.invoice_id WHERE i.number LIKE 'KILL-%' ORDER BY 1, 2`,
    ),
    auctions: await ask(
      `SELECT i.number, a.state, a.face_minor::text FROM auction a JOIN invoice i ON i.id = a.invoice_id
        WHERE i.number LIKE 'KILL-%' ORDER BY 1`,
    ),
    transfers: await ask(
      `SELECT i.number, m.kind, t.ordinal, t.amount_minor::text, d.kind AS debit, c.kind AS credit
         FROM transfer t JOIN movement m ON m.id = t.movement_id JOIN invoice i ON i.id = t.invoice_id
         JOIN ledger_account d ON d.id = t.debit_account_id JOIN ledger_account c ON c.id = t.credit_account_id
        WHERE i.number LIKE 'KILL-%' ORDER BY 1, 3`,
    ),
    events: await ask(
      `SELECT e.type, e.actor_kind, e.cause, p.email, count(*)::int AS count
         FROM event e LEFT JOIN person p ON p.id = e.person_id
        WHERE e.subject_kind IN ('approval', 'auction', 'payment')
           OR e.subject_id IN (SELECT i.id FROM ${ofBatch})
        GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`,
    ),
  };
}

test('killed inside the decision, inside a slice and at any moment, a release ends as if nobody had disturbed it', async () => {
  const run = await open();
  const batch = await prepare(run);
  const key = newKey();
  const checker = () => run.market.buyer.as('CHECKER');

  // Inside the decision: nobody gets an answer, and nothing is left of it.
  await whileStuckAt(run, 'payment', async () => {
    const unanswered = release(checker(), batch, key).catch(() => 'NO ANSWER');
    await stuck(run, 'payment');
    await run.server.kill();
    expect(await unanswered).toBe('NO ANSWER');
  });
  expect(await approvedCount(run)).toBe(0);
  await restart(run);

  // The same request again, to the next server: the decision with the first slice. Then inside the next one.
  expect(expectSuccess(await release(checker(), batch, key))).toMatchObject({ approvedCount: SLICE });
  await whileStuckAt(run, 'payment', async () => {
    await stuck(run, 'payment');
    await run.server.kill();
  });
  const afterSlice = await approvedCount(run);
  expect(afterSlice % SLICE).toBe(0);
  expect(afterSlice).toBeLessThan(ROWS);

  // At any moment, as often as there is something left to do.
  let kills = 0;
  for (; kills < 3 && (await approvedCount(run)) < ROWS; kills++) {
    const before = await approvedCount(run);
    await restart(run);
    await eventually('another slice', async () => ((await approvedCount(run)) > before ? true : undefined), 60_000);
    await new Promise(resolve => setTimeout(resolve, Math.random() * 400));
    await kill(run);
    expect([0, ROWS % SLICE]).toContain((await approvedCount(run)) % SLICE);
  }
  await restart(run);
  await completed(run);
  expect(kills).toBeGreaterThan(0);

  // The repeated request gets the first answer; whoever asks anew is told that it was decided.
  expect(expectSuccess(await release(checker(), batch, key))).toMatchObject({ approvedCount: SLICE });
  expect(await release(checker(), batch, newKey())).toMatchObject({ code: 'NOT_AVAILABLE', state: 'RELEASED' });
  await expectNoViolation(run.database);

  const undisturbed = await open();
  const other = await prepare(undisturbed);
  expectSuccess(await release(undisturbed.market.buyer.as('CHECKER'), other, newKey()));
  await completed(undisturbed);
  await expectNoViolation(undisturbed.database);
  expect(await traces(run)).toEqual(await traces(undisturbed));
  await expectBooksInOrder(run.market);
});

test('killed while it takes in a file: the same file, sent again, adds the rest, and all is there once', async () => {
  const run = runs[0]!;
  const file = await fileOf(run, 'FILE');
  const ask = async () => {
    const { rows } = await run.admin.query(
      `SELECT count(*)::int AS invoices, (SELECT count(*)::int FROM document WHERE name = 'rows.csv') AS documents
         FROM invoice WHERE number LIKE 'FILE-%'`,
    );
    return rows[0] as { invoices: number; documents: number };
  };
  const unanswered = upload(run, file).catch(() => 'NO ANSWER');
  await eventually('the first slice', async () => ((await ask()).invoices > 0 ? true : undefined), 60_000);
  await whileStuckAt(run, 'invoice_copy', async () => {
    await stuck(run, 'invoice_copy');
    await run.server.kill();
  });
  expect(await unanswered).toBe('NO ANSWER');
  await restart(run);
  const { invoices } = await ask();
  expect([invoices % SLICE, invoices < ROWS]).toEqual([0, true]);

  const { report } = await upload(run, file);
  expect([report.landed.length, report.refused.length]).toEqual([ROWS - invoices, invoices]);
  expect(await ask()).toEqual({ invoices: ROWS, documents: 2 });
  await expectNoViolation(run.database);
});
