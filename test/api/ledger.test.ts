import { graphql } from 'graphql';
import { apiSchema } from '../../server/http/schema.js';
import type { FinancingRow } from '../../server/financings/index.js';
import type { InvoiceRow } from '../../server/invoices/index.js';
import { toWireId } from '../../server/platform/ids.js';
import { RequestContext } from '../../server/platform/request-context.js';
import { systemViewer } from '../../server/platform/viewer.js';
import { insertParty, type MoneyMarket, openMoneyMarket, type Party } from '../support/money-market.js';

jest.setTimeout(60_000);

let market: MoneyMarket;
let stranger: Party;
let invoice: InvoiceRow;
let financing: FinancingRow;
beforeAll(async () => {
  market = await openMoneyMarket();
  stranger = await market.work.perform(systemViewer, tx => insertParty(tx, 'Stranger', 'FUNDER'));
  invoice = await market.approve();
  financing = await market.award(invoice);
  await market.release(await market.payment(invoice, 'DISBURSEMENT'));
  await market.settle();
  await market.setClock('2031-03-06T09:00:00+01:00');
  await market.settle();
});
afterAll(() => market.close());

async function ask<Data>(party: Party, source: string): Promise<Data> {
  const contextValue = new RequestContext(party.checker, market.database, market.work, {} as never, 'test');
  const { data, errors } = await graphql({ schema: await apiSchema(), source, contextValue });
  expect(errors).toBeUndefined();
  return JSON.parse(JSON.stringify(data));
}

interface AccountName {
  readonly organizationName: string;
  readonly kind: string;
  readonly own: boolean;
}

interface MovementView {
  readonly id: string;
  readonly kind: string;
  readonly transfers: readonly {
    readonly debitAccount: AccountName;
    readonly creditAccount: AccountName;
    readonly amount: { readonly amount: string };
    readonly invoiceId: string | null;
    readonly financingId: string | null;
  }[];
}

interface Connection<Node> {
  readonly edges: readonly { readonly node: Node }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}

async function movements(party: Party, args = ''): Promise<MovementView[]> {
  const answer = await ask<{ movements: Connection<MovementView> }>(
    party,
    `{ movements${args} { edges { node { id kind causeKind businessDay reverses transfers {
       debitAccount { organizationName kind own } creditAccount { organizationName kind own } amount { amount currency }
       invoiceId financingId } } } } }`,
  );
  return answer.movements.edges.map(({ node }) => node);
}

/** Each movement with its transfers as `debit ← credit amount`, own accounts starred. */
async function seen(party: Party, args?: string): Promise<string[]> {
  const name = (account: AccountName) => `${account.organizationName}${account.own ? '*' : ''} ${account.kind}`;
  return (await movements(party, args)).flatMap(({ kind, transfers }) =>
    transfers.map(
      transfer => `${kind}: ${name(transfer.debitAccount)} ← ${name(transfer.creditAccount)} ${transfer.amount.amount}`,
    ),
  );
}

test('each sees the transfers that touch its accounts, the operator all; the buyer never meets the price', async () => {
  expect(await seen(market.buyer)).toEqual([
    'UNDERTAKING: Supplier CLAIM ← Buyer* PAYABLE 100000.00',
    'UNDERTAKING: Buyer* PURCHASES ← Supplier SALES 100000.00',
  ]);
  expect(await seen(market.funder)).toEqual([
    'FEE: Funder* FEE_COST ← Operator FEE_INCOME 50.00',
    'FEE: Operator FEE_RECEIVABLE ← Funder* FEE_PAYABLE 50.00',
    'PURCHASE: Funder* CLAIM ← Supplier CLAIM 100000.00',
    'PURCHASE: Supplier BANK ← Funder* BANK 99250.00',
    'PURCHASE: Supplier DISCOUNT_COST ← Funder* DISCOUNT_UNEARNED 750.00',
  ]);
  expect(await seen(market.supplier)).toEqual([
    'PURCHASE: Funder CLAIM ← Supplier* CLAIM 100000.00',
    'PURCHASE: Supplier* BANK ← Funder BANK 99250.00',
    'PURCHASE: Supplier* DISCOUNT_COST ← Funder DISCOUNT_UNEARNED 750.00',
    'UNDERTAKING: Supplier* CLAIM ← Buyer PAYABLE 100000.00',
    'UNDERTAKING: Buyer PURCHASES ← Supplier* SALES 100000.00',
  ]);
  expect(await seen(market.operator)).toHaveLength(7);
  expect(await seen(stranger)).toEqual([]);
});

test('the funder is told the financing, not the invoice', async () => {
  const financingId = toWireId('financing', financing.id);
  const ofFunder = (await movements(market.funder)).flatMap(({ transfers }) => transfers);
  expect(ofFunder.every(transfer => transfer.invoiceId === null && transfer.financingId === financingId)).toBe(true);
  const [purchase] = (await movements(market.supplier)).flatMap(({ transfers }) => transfers);
  expect(purchase).toMatchObject({ invoiceId: toWireId('invoice', invoice.id), financingId });
});

test('balances: debit less credit, own ones; all for the operator', async () => {
  const balances = async (party: Party) => {
    type Amount = { readonly amount: string; readonly currency: string };
    type Account = { organization: { name: string }; kind: string; debit: Amount; credit: Amount; balance: Amount };
    const { ledgerAccounts } = await ask<{ ledgerAccounts: Account[] }>(
      party,
      '{ ledgerAccounts { organization { name } kind currency debit { amount } credit { amount } balance { amount currency } } }',
    );
    return ledgerAccounts.map(
      ({ organization, kind, debit, credit, balance }) =>
        `${organization.name} ${kind} ${debit.amount} ${credit.amount} ${balance.amount} ${balance.currency}`,
    );
  };
  expect(await balances(market.funder)).toEqual([
    'Funder BANK 0.00 99250.00 -99250.00 EUR',
    'Funder CLAIM 100000.00 0.00 100000.00 EUR',
    'Funder DISCOUNT_UNEARNED 0.00 750.00 -750.00 EUR',
    'Funder FEE_COST 50.00 0.00 50.00 EUR',
    'Funder FEE_PAYABLE 0.00 50.00 -50.00 EUR',
  ]);
  expect(await balances(market.buyer)).toEqual([
    'Buyer PAYABLE 0.00 100000.00 -100000.00 EUR',
    'Buyer PURCHASES 100000.00 0.00 100000.00 EUR',
  ]);
  expect(await balances(stranger)).toEqual([]);
  expect(await balances(market.operator)).toHaveLength(13);
});

test('filters by account, invoice and financing; an invoice that must not be known finds nothing', async () => {
  const kinds = async (party: Party, args: string) => (await movements(party, args)).map(({ kind }) => kind);
  const byInvoice = `(invoiceId: "${toWireId('invoice', invoice.id)}")`;
  expect(await kinds(market.supplier, byInvoice)).toEqual(['PURCHASE', 'UNDERTAKING']);
  expect(await kinds(market.funder, byInvoice)).toEqual([]);
  const byFinancing = `(financingId: "${toWireId('financing', financing.id)}")`;
  expect(await kinds(market.funder, byFinancing)).toEqual(['FEE', 'PURCHASE']);
  expect(await kinds(market.buyer, byFinancing)).toEqual([]);
  expect(await kinds(stranger, byFinancing)).toEqual([]);
  const [account] = await market.rows<{ id: string }>('ledger_account', `organization_id = $1 AND kind = 'SALES'`, [
    market.supplier.id,
  ]);
  const byAccount = `(accountId: "${toWireId('ledgerAccount', account!.id)}")`;
  expect(await kinds(market.supplier, byAccount)).toEqual(['UNDERTAKING']);
  expect(await kinds(market.funder, byAccount)).toEqual([]);
  expect(await kinds(market.supplier, '(accountId: "nonsense")')).toEqual([]);
});

test('pages, newest first, without a gap or a repeat', async () => {
  const page = async (after?: string) => {
    const args = after ? `(first: 1, after: "${after}")` : '(first: 1)';
    const answer = await ask<{ movements: Connection<{ kind: string }> }>(
      market.operator,
      `{ movements${args} { edges { node { kind } } pageInfo { hasNextPage endCursor } } }`,
    );
    return answer.movements;
  };
  const kinds: string[] = [];
  for (let after: string | undefined, more = true; more; ) {
    const { edges, pageInfo } = await page(after);
    kinds.push(...edges.map(({ node }) => node.kind));
    ({ endCursor: after, hasNextPage: more } = pageInfo);
  }
  expect(kinds).toEqual(['FEE', 'PURCHASE', 'UNDERTAKING']);
  for (const nonsense of ['nonsense', Buffer.from('["2031-99-99T00:00:00.000000Z","x"]').toString('base64url')]) {
    expect((await page(nonsense)).edges).toEqual([]);
  }
});

test('a movement and an account by their ids, for whom they touch', async () => {
  const [purchase] = (await movements(market.supplier)).filter(({ kind }) => kind === 'PURCHASE');
  const [account] = await market.rows<{ id: string }>('ledger_account', `organization_id = $1 AND kind = 'BANK'`, [
    market.funder.id,
  ]);
  const ids = [purchase!.id, toWireId('ledgerAccount', account!.id)];
  const found = async (party: Party) =>
    (await ask<{ nodes: unknown }>(party, `{ nodes(ids: ${JSON.stringify(ids)}) { id } }`)).nodes;
  expect(await found(market.funder)).toEqual(ids.map(id => ({ id })));
  expect(await found(market.supplier)).toEqual([{ id: ids[0] }, null]);
  expect(await found(market.buyer)).toEqual([null, null]);
});
