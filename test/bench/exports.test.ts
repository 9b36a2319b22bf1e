import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { type ServerProcess, startServer } from '../support/server-process.js';
import { type Market, openMarket } from '../support/trade.js';

/*
 * A list of many rows as a file: each row once, and memory as flat as for a short one. The full run:
 * EXPORT_ROWS=100000 npx jest test/bench/exports
 */

const ROWS = Number(process.env.EXPORT_ROWS ?? 3_000);
const MEGABYTE = 1024 * 1024;
const MOST_GROWTH = 60 * MEGABYTE;
const PATIENCE_MS = 120_000 + ROWS * 3;

jest.setTimeout(120_000);

let database: TestDatabase;
let server: ServerProcess;
let market: Market;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startServer(database);
  market = await openMarket(server);
  await insertInvoices(ROWS);
}, 300_000);

afterAll(async () => {
  await server?.stop();
  await database?.drop();
});

test(
  `${ROWS} rows are streamed, each once, in flat memory`,
  async () => {
    const { supplier } = market;
    const { token } = supplier.reader;
    // The first run warms up what every later one shares.
    await take('/exports/invoices.csv?number=NOSUCH', token!);
    const warm = await take('/exports/invoices.csv?state=REJECTED', token!);
    expect(warm.records).toBe(0);
    const before = server.residentBytes();
    const startedAt = performance.now();
    const { records, ids, bytes, peak } = await take('/exports/invoices.csv?number=BENCH', token!);
    const ms = performance.now() - startedAt;
    expect(records).toBe(ROWS);
    expect(ids.size).toBe(ROWS);
    process.stderr.write(
      `${ROWS} rows, ${(bytes / MEGABYTE).toFixed(1)} MB in ${(ms / 1000).toFixed(1)} s; resident memory before ` +
        `${(before / MEGABYTE).toFixed(1)} MB, at its most ${(peak / MEGABYTE).toFixed(1)} MB\n`,
    );
    expect(peak - before).toBeLessThan(MOST_GROWTH);
  },
  PATIENCE_MS,
);

/** Reads a file as it comes, and looks at the server's memory meanwhile. */
async function take(path: string, token: string) {
  const response = await fetch(`${server.url}${path}`, { headers: { authorization: `Bearer ${token}` } });
  expect(response.status).toBe(200);
  const ids = new Set<string>();
  let [bytes, peak, records, rest] = [0, 0, -1, ''];
  const decoder = new TextDecoder();
  for await (const chunk of response.body!) {
    bytes += (chunk as Uint8Array).length;
    const lines = (rest + decoder.decode(chunk as Uint8Array, { stream: true })).split('\r\n');
    rest = lines.pop()!;
    records += lines.length;
    for (const line of lines) if (line.startsWith('inv_')) ids.add(line.slice(0, line.indexOf(',')));
    peak = Math.max(peak, server.residentBytes());
  }
  expect(rest).toBe('');
  return { records, ids, bytes, peak };
}

/** Straight into the tables, with the event of each: a hundred thousand uploads would take the day. */
async function insertInvoices(count: number): Promise<void> {
  const client = new pg.Client({ connectionString: database.adminUrl });
  await client.connect();
  try {
    await client.query(
      `WITH made AS (
         INSERT INTO invoice (id, supplier_id, buyer_id, programme_id, number, number_key, type_code, issue_date, due_date,
                              adjusted_due_date, currency, payable_minor, fingerprint, submitted_by_side, state, event_no,
                              submitted_at)
         SELECT gen_random_uuid(), s.id, b.id, p.id, 'BENCH-' || n, 'BENCH' || n, '380', current_date, current_date + 60,
                current_date + 60, p.currency, 100000 + n, sha256(convert_to('bench' || n, 'UTF8')), 'SUPPLIER', 'SUBMITTED',
                1, clock_timestamp() - n * interval '1 second'
           FROM generate_series(1, $3::integer) n, organization s, organization b, programme p
          WHERE s.name = $1 AND b.name = $2 AND p.buyer_id = b.id
         RETURNING id)
       INSERT INTO event (type, subject_kind, subject_id, subject_no, state_before, state_after, actor_kind, cause, epoch)
       SELECT 'invoice.submitted', 'invoice', id, 1, '', 'SUBMITTED', 'SYSTEM', 'bench', (SELECT epoch FROM installation)
         FROM made`,
      [market.supplier.name, market.buyer.name, count],
    );
    await client.query('ANALYZE invoice');
  } finally {
    await client.end();
  }
}
