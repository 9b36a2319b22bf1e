import { readFileSync } from 'node:fs';
import { Exports } from '../../server/exports/index.js';
import { apiSchema } from '../../server/http/schema.js';
import { closeDisclosurePack, prepareDisclosurePack } from '../../server/disclosures/index.js';
import { fromWireId } from '../../server/platform/ids.js';
import { type DisclosureMarket, openDisclosureMarket } from '../support/disclosure-market.js';

/*
 * What the disclosure of a month costs with many invoices: all promised in March or April, each third sold, each third paid in
 * April. Prints times and memory. The full run: INVOICES=200000 npx jest test/bench/disclosures
 */

const INVOICES = Number(process.env.INVOICES ?? 600);

jest.setTimeout(120_000 + INVOICES * 3);

let market: DisclosureMarket;
beforeAll(
  async () => {
    market = await openDisclosureMarket();
    await grow();
  },
  120_000 + INVOICES * 3,
);
afterAll(() => market?.close());

/** Copies of an invoice that was sold, with the movements that a statement is made of, in a few statements. */
async function grow(): Promise<void> {
  const { supplier, buyer, funder, invoices } = market;
  const [financing] = await market.rows<{ id: string }>('financing', 'invoice_id = $1', [invoices.sold]);
  await market.asAdmin('SET session_replication_role = replica');
  await market.asAdmin(
    `CREATE TABLE many AS
     SELECT n, gen_random_uuid() AS id, gen_random_uuid() AS undertaking, gen_random_uuid() AS purchase, gen_random_uuid() AS paid,
            gen_random_uuid() AS financing, date '2031-03-04' + n % 50 AS day FROM generate_series(1, $1::int) n`,
    [INVOICES],
  );
  await copy('invoice', invoices.sold, 'true', {
    id: 'many.id',
    number: `'M-' || many.n`,
    number_key: `'M' || many.n`,
    fingerprint: `sha256(('M' || many.n)::bytea)`,
    due_date: 't.issue_date + 20 + many.n % 120',
    adjusted_due_date: 't.issue_date + 20 + many.n % 120',
  });
  await copy('financing', financing!.id, 'many.n % 3 = 0', {
    id: 'many.financing',
    invoice_id: 'many.id',
    auction_id: 'many.purchase',
    bid_id: 'many.paid',
  });
  const move = async (
    kind: string,
    column: string,
    day: string,
    where: string,
    debit: string,
    credit: string,
    of: string,
  ) => {
    await market.asAdmin(
      `INSERT INTO movement (id, kind, cause_kind, cause_id, posted_at, business_day)
       SELECT ${column}, '${kind}', 'APPROVAL_LINE', ${column}::text, ${day}, ${day} FROM many WHERE ${where}`,
    );
    await market.asAdmin(
      `INSERT INTO transfer (id, movement_id, ordinal, debit_account_id, credit_account_id, amount_minor, currency, invoice_id, financing_id)
       SELECT gen_random_uuid(), ${column}, 1, ${debit}, ${credit}, 100, 'EUR', id, ${of} FROM many WHERE ${where}`,
    );
  };
  const account = ({ id }: { id: string }, kind: string) =>
    `(SELECT id FROM ledger_account WHERE organization_id = '${id}' AND kind = '${kind}' AND currency = 'EUR')`;
  const payable = account(buyer, 'PAYABLE');
  const claims = [account(funder, 'CLAIM'), account(supplier, 'CLAIM')] as const;
  await move('UNDERTAKING', 'undertaking', 'day', 'true', claims[1], payable, 'NULL');
  await move('PURCHASE', 'purchase', 'day', 'n % 3 = 0', ...claims, 'financing');
  await move('PAID_TO_SUPPLIER', 'paid', `date '2031-04-25'`, 'n % 3 = 1', payable, claims[1], 'NULL');
  await market.asAdmin('SET session_replication_role = DEFAULT');
  await market.asAdmin('VACUUM ANALYZE');
}

/** One row more for each of many, as the row of this id but for these columns. */
async function copy(table: string, id: string, where: string, but: Readonly<Record<string, string>>): Promise<void> {
  const columns = await market.asAdmin<{ name: string }>(
    `SELECT column_name AS name FROM information_schema.columns
      WHERE table_schema = 'public' AND table_name = $1 AND is_generated = 'NEVER' ORDER BY ordinal_position`,
    [table],
  );
  const names = columns.map(({ name }) => name);
  await market.asAdmin(
    `INSERT INTO ${table} (${names.join()}) SELECT ${names.map(name => but[name] ?? `t.${name}`).join()}
       FROM ${table} t CROSS JOIN many WHERE t.id = '${id}' AND ${where}`,
  );
}

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  const result = await work();
  process.stdout.write(
    `${what}: ${(performance.now() - startedAt).toFixed(0)} ms, this process ${megabytes(process.pid)} MB, ` +
      `the largest of the database ${await largestOfDatabase()} MB at most; ${INVOICES} invoices\n`,
  );
  return result;
}

async function largestOfDatabase(): Promise<number> {
  const backends = await market.asAdmin<{ pid: number }>(
    'SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
  );
  return backends.reduce((most, { pid }) => {
    const own = megabytes(pid);
    return own > most ? own : most;
  }, 0);
}

/** The most that the process ever held. */
function megabytes(pid: number): number {
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Math.round(Number(kilobytes) / 1024);
}

async function fileOf(name: string): Promise<Buffer> {
  const file = await new Exports(await apiSchema()).open(
    name,
    { language: 'en' },
    market.contextOf(market.buyer.checker),
  );
  if ('status' in file) throw new Error(`${file.status} ${file.code}`);
  const chunks: Buffer[] = [];
  for await (const chunk of file.chunks) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

test('a month is prepared, closed and written', async () => {
  const packId = await market.pack('04');
  const figures = `query ($id: ID!) { node(id: $id) { ... on DisclosurePack { statements { programme { id }
    figures { figure invoiceCount amount { amount } } } } } }`;
  await timed('warm', () => market.ask(market.buyer.checker, '{ viewer { permissions } }'));
  await timed('prepare', () => market.run(prepareDisclosurePack, market.buyer.checker, { packId }));
  const [pack] = await market.rows<{ preparedHash: Buffer; state: string }>('disclosure_pack', 'id = $1', [
    fromWireId('disclosurePack', packId),
  ]);
  expect(pack!.state).toBe('PREPARED');
  await timed('page of it while it is open', () => market.ask(market.buyer.checker, figures, { id: packId }));
  const contentHash = pack!.preparedHash.toString('hex');
  await timed('close', () => market.run(closeDisclosurePack, market.releaser, { packId, contentHash }));
  const counted = await market.asAdmin<{ figure: string; count: number }>(
    `SELECT l.figure, count(*)::integer FROM disclosure_line l JOIN many ON many.id = l.invoice_id GROUP BY 1 ORDER BY 1`,
  );
  const [{ before, owed, sold, soldBefore, paid }] = (await market.asAdmin(
    `SELECT count(*) FILTER (WHERE day < '2031-04-01')::integer AS before, count(*) FILTER (WHERE n % 3 <> 1)::integer AS owed,
            count(*) FILTER (WHERE n % 3 = 0)::integer AS sold, count(*) FILTER (WHERE n % 3 = 1)::integer AS paid,
            count(*) FILTER (WHERE n % 3 = 0 AND day < '2031-04-01')::integer AS "soldBefore" FROM many`,
  )) as [Record<'before' | 'owed' | 'sold' | 'soldBefore' | 'paid', number>];
  expect(Object.fromEntries(counted.map(({ figure, count }) => [figure, count]))).toEqual({
    OPENING: before,
    CONFIRMED: INVOICES - before,
    PAID: paid,
    CLOSING: owed,
    OPENING_FUNDED: soldBefore,
    CLOSING_FUNDED: sold,
  });
  await timed('page of it', () => market.ask(market.buyer.checker, figures, { id: packId }));
  const pdf = await timed('PDF', () => fileOf(`disclosures/${packId}.pdf`));
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  const xlsx = await timed('XLSX', () => fileOf(`disclosures/${packId}.xlsx`));
  expect(xlsx.subarray(0, 2).toString()).toBe('PK');
});
