import { Exports } from '../../server/exports/index.js';
import { apiSchema } from '../../server/http/schema.js';
import { graphql } from 'graphql';
import { toWireId } from '../../server/platform/ids.js';
import { RequestContext } from '../../server/platform/request-context.js';
import { fecLines } from '../support/fec-checker.js';
import { type MoneyMarket, openMoneyMarket } from '../support/money-market.js';

/*
 * What statements, trial balances and the journal cost over a year of many transfers of one supplier. Prints its figures. The
 * full run: TRANSFERS=100000 npx jest test/bench/statements
 */

const TRANSFERS = Number(process.env.TRANSFERS ?? 4_000);

jest.setTimeout(120_000 + TRANSFERS * 3);

let market: MoneyMarket;
beforeAll(
  async () => {
    market = await openMoneyMarket();
    await market.approve();
    const parties = [market.supplier.id, market.buyer.id];
    await market.asAdmin('SET session_replication_role = replica');
    await market.asAdmin('CREATE TABLE many AS SELECT gen_random_uuid() AS id, n FROM generate_series(1, $1::int) n', [
      TRANSFERS / 2,
    ]);
    await market.asAdmin(
      `INSERT INTO movement (id, kind, cause_kind, cause_id, posted_at, business_day)
     SELECT id, 'UNDERTAKING', 'APPROVAL_LINE', n::text, at, business_day_of(at)
       FROM many, LATERAL (SELECT timestamptz '2030-03-04 09:00Z' + n * 360 * interval '1 day' / ${TRANSFERS / 2} AS at) a`,
    );
    const account = (party: number, kind: string) =>
      `(SELECT id FROM ledger_account WHERE organization_id = '${parties[party]}' AND kind = '${kind}')`;
    for (const [ordinal, debit, credit] of [
      [1, account(0, 'CLAIM'), account(1, 'PAYABLE')],
      [2, account(1, 'PURCHASES'), account(0, 'SALES')],
    ])
      await market.asAdmin(
        `INSERT INTO transfer (id, movement_id, ordinal, debit_account_id, credit_account_id, amount_minor, currency)
       SELECT gen_random_uuid(), id, ${ordinal}, ${debit}, ${credit}, 100, 'EUR' FROM many`,
      );
    await market.asAdmin(
      `UPDATE ledger_account SET debit_minor = debit_minor + CASE WHEN kind IN ('CLAIM', 'PURCHASES') THEN ${TRANSFERS * 50} ELSE 0 END,
                               credit_minor = credit_minor + CASE WHEN kind IN ('SALES', 'PAYABLE') THEN ${TRANSFERS * 50} ELSE 0 END`,
    );
    await market.asAdmin('SET session_replication_role = origin');
    await market.asAdmin('VACUUM ANALYZE');
  },
  60_000 + TRANSFERS * 3,
);
afterAll(() => market.close());

async function timed(what: string, source: string): Promise<Record<string, unknown>> {
  const contextValue = new RequestContext(market.supplier.checker, market.database, market.work, {} as never, 'bench');
  const startedAt = performance.now();
  const { data, errors } = await graphql({ schema: await apiSchema(), source, contextValue });
  print(what, performance.now() - startedAt);
  expect(errors).toBeUndefined();
  return data as Record<string, unknown>;
}

function print(what: string, milliseconds: number): void {
  process.stdout.write(`${what}: ${milliseconds.toFixed(0)} ms, ${TRANSFERS} transfers\n`);
}

test('statements, trial balances, journal and file', async () => {
  await timed('warm', '{ statements { account { id } } }');
  await timed('statements of all time', '{ statements { opening { amount } closing { amount } } }');
  await timed(
    'statements of the last month',
    '{ statements(from: "2031-02-03") { opening { amount } closing { amount } } }',
  );
  await timed('trial balance today', '{ trialBalances { debit { amount } } }');
  await timed('trial balance half a year ago', '{ trialBalances(on: "2030-09-03") { debit { amount } } }');
  const [claim] = await market.rows<{ id: string }>('ledger_account', `organization_id = $1 AND kind = 'CLAIM'`, [
    market.supplier.id,
  ]);
  const lines = (args: string) =>
    `{ node(id: "${toWireId('ledgerAccount', claim!.id)}") { ... on LedgerAccount { statementLines(first: 100${args}) {
       edges { node { balance { amount } } } pageInfo { endCursor } } } } }`;
  await timed('first page of lines', lines(''));
  await timed('last month’s first page of lines', lines(', from: "2031-02-03"'));
  await timed('first page of the journal', '{ journal(first: 100) { edges { node { id lines { letter } } } } }');
  await timed(
    'books',
    `mutation { setBooks(input: { yearEndMonth: 12, siren: "552100554", journals: [], accounts: [
       { kind: "CLAIM", number: "411", label: "Clients" }, { kind: "SALES", number: "707", label: "Ventes" }] }) { __typename } }`,
  );
  await timed(
    'numbers of a year',
    'mutation { numberJournal(input: { yearEnd: "2030-12-31" }) { ... on NumberJournalSuccess { numbered } ... on Problem { message } } }',
  );
  const context = new RequestContext(market.supplier.checker, market.database, market.work, {} as never, 'bench');
  const file = await new Exports(await apiSchema()).open('fec.txt', { yearEnd: '2030-12-31' }, context);
  if ('status' in file) throw new Error(file.message);
  const startedAt = performance.now();
  const chunks: Buffer[] = [];
  for await (const chunk of file.chunks) chunks.push(Buffer.from(chunk));
  const records = fecLines(Buffer.concat(chunks)).length;
  print(`file of ${records} records`, performance.now() - startedAt);
  expect(records).toBeGreaterThan(TRANSFERS * 0.8);
});
