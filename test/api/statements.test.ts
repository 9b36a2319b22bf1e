import { graphql } from 'graphql';
import { Exports, type ExportFile } from '../../server/exports/index.js';
import { apiSchema } from '../../server/http/schema.js';
import type { FinancingRow } from '../../server/financings/index.js';
import type { InvoiceRow } from '../../server/invoices/index.js';
import { toWireId } from '../../server/platform/ids.js';
import { RequestContext } from '../../server/platform/request-context.js';
import { systemViewer } from '../../server/platform/viewer.js';
import { fecFaults, fecLines } from '../support/fec-checker.js';
import { insertParty, type MoneyMarket, openMoneyMarket, type Party } from '../support/money-market.js';

/*
 * Statements, trial balances and the journal over the example of the ledger: 100,000.00 EUR at 4.50 % for 60 days, a fee of
 * 50.00 that the funder pays. Approved 3 March 2031, leg 1 on the 6th, leg 2 on 5 May.
 */

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
  await market.release(await market.payment(invoice, 'REPAYMENT'));
  await market.settle();
  await market.setClock('2031-05-05T09:00:00+02:00');
  await market.settle();
});
afterAll(() => market.close());

function contextOf(party: Party): RequestContext {
  return new RequestContext(party.checker, market.database, market.work, {} as never, 'test');
}

async function ask<Data>(party: Party, source: string): Promise<Data> {
  const { data, errors } = await graphql({ schema: await apiSchema(), source, contextValue: contextOf(party) });
  expect(errors).toBeUndefined();
  return JSON.parse(JSON.stringify(data));
}

interface Statement {
  readonly account: { readonly id: string; readonly kind: string; readonly currency: string };
  readonly opening: { readonly amount: string };
  readonly debit: { readonly amount: string };
  readonly credit: { readonly amount: string };
  readonly closing: { readonly amount: string };
}

async function statements(party: Party, args = ''): Promise<Statement[]> {
  const answer = await ask<{ statements: Statement[] }>(
    party,
    `{ statements${args} { account { id kind currency } opening { amount } debit { amount } credit { amount } closing { amount } } }`,
  );
  return answer.statements;
}

/** `CLAIM EUR 0.00 +100000.00 -100000.00 = 0.00` */
async function written(party: Party, args?: string): Promise<string[]> {
  return (await statements(party, args)).map(
    ({ account, opening, debit, credit, closing }) =>
      `${account.kind} ${account.currency} ${opening.amount} +${debit.amount} -${credit.amount} = ${closing.amount}`,
  );
}

const organizationId = (party: Party) => `organizationId: "${toWireId('organization', party.id)}"`;

describe('statements', () => {
  test('opening, movements and closing of each account over a period, and over all time', async () => {
    expect(await written(market.funder, '(from: "2031-03-07", until: "2031-05-05")')).toEqual([
      'BANK EUR -99250.00 +100000.00 -0.00 = 750.00',
      'CLAIM EUR 100000.00 +0.00 -100000.00 = 0.00',
      'DISCOUNT_EARNED EUR 0.00 +0.00 -750.00 = -750.00',
      'DISCOUNT_UNEARNED EUR -750.00 +750.00 -0.00 = 0.00',
      'FEE_COST EUR 50.00 +0.00 -0.00 = 50.00',
      'FEE_PAYABLE EUR -50.00 +0.00 -0.00 = -50.00',
    ]);
    expect(await written(market.supplier)).toEqual([
      'BANK EUR 0.00 +99250.00 -0.00 = 99250.00',
      'CLAIM EUR 0.00 +100000.00 -100000.00 = 0.00',
      'DISCOUNT_COST EUR 0.00 +750.00 -0.00 = 750.00',
      'SALES EUR 0.00 +0.00 -100000.00 = -100000.00',
    ]);
    expect(await written(market.supplier, '(from: "2031-03-04", until: "2031-03-05")')).toEqual([
      'BANK EUR 0.00 +0.00 -0.00 = 0.00',
      'CLAIM EUR 100000.00 +0.00 -0.00 = 100000.00',
      'DISCOUNT_COST EUR 0.00 +0.00 -0.00 = 0.00',
      'SALES EUR -100000.00 +0.00 -0.00 = -100000.00',
    ]);
  });

  interface Line {
    readonly businessDay: string;
    readonly kind: string;
    readonly counterparty: { readonly organizationName: string; readonly kind: string };
    readonly debit: { readonly amount: string } | null;
    readonly credit: { readonly amount: string } | null;
    readonly balance: { readonly amount: string };
    readonly invoiceId: string | null;
    readonly financingId: string | null;
  }
  interface Lines {
    readonly edges: readonly { readonly node: Line }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  }

  async function lines(party: Party, accountId: string, args = '(first: 50)'): Promise<Lines | undefined> {
    const { node } = await ask<{ node: { statementLines: Lines } | null }>(
      party,
      `{ node(id: "${accountId}") { ... on LedgerAccount { statementLines${args} { edges { node { businessDay kind
         counterparty { organizationName kind } debit { amount } credit { amount } balance { amount } invoiceId financingId } }
         pageInfo { hasNextPage endCursor } } } } }`,
    );
    return node?.statementLines;
  }

  test('each line with its day, its other side and the balance behind it; the last is the closing', async () => {
    const all = await statements(market.buyer);
    const payable = all.find(({ account }) => account.kind === 'PAYABLE')!;
    const { edges } = (await lines(market.buyer, payable.account.id))!;
    expect(
      edges.map(
        ({ node }) =>
          `${node.businessDay} ${node.kind} ${node.counterparty.organizationName} ${node.counterparty.kind} ${node.debit?.amount ?? '-'} ${node.credit?.amount ?? '-'} = ${node.balance.amount}`,
      ),
    ).toEqual([
      '2031-03-03 UNDERTAKING Supplier CLAIM - 100000.00 = -100000.00',
      '2031-05-05 REPAYMENT Funder CLAIM 100000.00 - = 0.00',
    ]);
    expect(edges.map(({ node }) => node.invoiceId)).toEqual([
      toWireId('invoice', invoice.id),
      toWireId('invoice', invoice.id),
    ]);
  });

  test('the funder is led to the financing, never to the invoice', async () => {
    const claim = (await statements(market.funder)).find(({ account }) => account.kind === 'CLAIM')!;
    const { edges } = (await lines(market.funder, claim.account.id))!;
    expect(edges.map(({ node }) => [node.invoiceId, node.financingId])).toEqual(
      edges.map(() => [null, toWireId('financing', financing.id)]),
    );
  });

  test('pages carry the balance on, and a period begins with what stood before it', async () => {
    const claim = (await statements(market.funder)).find(({ account }) => account.kind === 'CLAIM')!.account.id;
    const first = (await lines(market.funder, claim, '(first: 1)'))!;
    expect(first.edges.map(({ node }) => node.balance.amount)).toEqual(['100000.00']);
    expect(first.pageInfo.hasNextPage).toBe(true);
    const second = (await lines(market.funder, claim, `(first: 1, after: "${first.pageInfo.endCursor}")`))!;
    expect(second.edges.map(({ node }) => node.balance.amount)).toEqual(['0.00']);
    expect(second.pageInfo.hasNextPage).toBe(false);
    const later = (await lines(market.funder, claim, '(from: "2031-03-07")'))!;
    expect(later.edges.map(({ node }) => node.kind)).toEqual(['REPAYMENT']);
    expect((await lines(market.funder, claim, '(until: "2031-03-05")'))!.edges).toEqual([]);
    for (const nonsense of ['nonsense', Buffer.from('["2031-99-99T00:00:00.000000Z","x"]').toString('base64url')])
      expect((await lines(market.funder, claim, `(after: "${nonsense}")`))!.edges).toEqual([]);
  });

  test('those of another organization do not exist, but for the operator', async () => {
    expect(await written(stranger, `(${organizationId(market.funder)})`)).toEqual([]);
    expect(await written(market.supplier, `(${organizationId(market.funder)})`)).toEqual([]);
    expect(await written(market.supplier, '(organizationId: "nonsense")')).toEqual([]);
    const [first] = await statements(market.funder);
    expect(await lines(market.supplier, first!.account.id)).toBeUndefined();
    expect(await written(market.operator, `(${organizationId(market.funder)})`)).toHaveLength(6);
  });

  test('movements of a period', async () => {
    const kinds = async (args: string) => {
      const answer = await ask<{ movements: { edges: { node: { kind: string } }[] } }>(
        market.operator,
        `{ movements${args} { edges { node { kind } } } }`,
      );
      return answer.movements.edges.map(({ node }) => node.kind);
    };
    expect(await kinds('(from: "2031-03-04", until: "2031-03-06")')).toEqual(['FEE', 'PURCHASE']);
    expect(await kinds('(until: "2031-03-03")')).toEqual(['UNDERTAKING']);
    expect(await kinds('(from: "2031-05-06")')).toEqual([]);
  });
});

describe('trial balances', () => {
  interface Balance {
    readonly currency: string;
    readonly on: string;
    readonly debit: { readonly amount: string };
    readonly credit: { readonly amount: string };
    readonly lines: readonly {
      kind: string;
      debit: { amount: string };
      credit: { amount: string };
      balance: { amount: string };
    }[];
    readonly shares?: readonly {
      organization: { name: string };
      debit: { amount: string };
      credit: { amount: string };
    }[];
  }
  const figures =
    'currency on debit { amount } credit { amount } lines { kind debit { amount } credit { amount } balance { amount } }';

  const balanceLines = (balance: Balance) =>
    balance.lines.map(
      ({ kind, debit, credit, balance: of }) => `${kind} ${debit.amount} ${credit.amount} ${of.amount}`,
    );

  test('every kind at a day, with debits equal to credits', async () => {
    const { trialBalances } = await ask<{ trialBalances: Balance[] }>(
      market.funder,
      `{ trialBalances(on: "2031-03-06") { ${figures} } }`,
    );
    expect(trialBalances).toHaveLength(1);
    expect(trialBalances[0]).toMatchObject({
      currency: 'EUR',
      on: '2031-03-06',
      debit: { amount: '100050.00' },
      credit: { amount: '100050.00' },
    });
    expect(balanceLines(trialBalances[0]!)).toEqual([
      'BANK 0.00 99250.00 -99250.00',
      'CLAIM 100000.00 0.00 100000.00',
      'DISCOUNT_EARNED 0.00 0.00 0.00',
      'DISCOUNT_UNEARNED 0.00 750.00 -750.00',
      'FEE_COST 50.00 0.00 50.00',
      'FEE_PAYABLE 0.00 50.00 -50.00',
    ]);
    const later = await ask<{ trialBalances: Balance[] }>(market.funder, `{ trialBalances { ${figures} } }`);
    expect(later.trialBalances[0]).toMatchObject({
      on: '2031-05-05',
      debit: { amount: '200800.00' },
      credit: { amount: '200800.00' },
    });
  });

  test('of the market: the operator’s, with the share of each organization', async () => {
    const source = `{ marketTrialBalances { ${figures} shares { organization { name } debit { amount } credit { amount } } } }`;
    const { marketTrialBalances } = await ask<{ marketTrialBalances: Balance[] }>(market.operator, source);
    const [euro] = marketTrialBalances;
    expect(euro!.debit).toEqual(euro!.credit);
    expect(
      euro!
        .shares!.map(({ organization, debit, credit }) => `${organization.name} ${debit.amount} ${credit.amount}`)
        .sort(),
    ).toEqual([
      'Buyer 200000.00 200000.00',
      'Funder 200800.00 200800.00',
      'Operator 50.00 50.00',
      'Supplier 200000.00 200000.00',
    ]);
    expect(balanceLines(euro!)).toContain('BANK 199250.00 199250.00 0.00');
    expect((await ask<{ marketTrialBalances: Balance[] }>(market.funder, source)).marketTrialBalances).toEqual([]);
    const ofOther = await ask<{ trialBalances: Balance[] }>(
      market.buyer,
      `{ trialBalances(${organizationId(market.funder)}) { ${figures} } }`,
    );
    expect(ofOther.trialBalances).toEqual([]);
  });
});

describe('the file of a fiscal year', () => {
  const sirens = new Map([
    ['Supplier', '552100554'],
    ['Buyer', '732829320'],
    ['Funder', '552081317'],
    ['Operator', '443061841'],
  ]);
  const year = { start: '20310101', end: '20311231' };
  const reference = (leg: 'D' | 'R') =>
    market.payment(invoice, leg === 'D' ? 'DISBURSEMENT' : 'REPAYMENT').then(({ endToEndId }) => endToEndId);

  async function fec(party: Party, parameters: Record<string, string> = { yearEnd: '2031-12-31' }) {
    const answer = await new Exports(await apiSchema()).open('fec.txt', parameters, contextOf(party));
    if ('status' in answer) return answer;
    return { fileName: answer.fileName, bytes: await bytesOf(answer) };
  }

  async function bytesOf({ chunks }: ExportFile): Promise<Buffer> {
    const parts: Buffer[] = [];
    for await (const chunk of chunks) parts.push(Buffer.from(chunk));
    return Buffer.concat(parts);
  }

  async function suggestedBooks(party: Party) {
    type Account = { kind: string; suggestedNumber: string; suggestedLabel: string; used: boolean };
    const { books } = await ask<{ books: { accounts: Account[] } }>(
      party,
      '{ books { accounts { kind suggestedNumber suggestedLabel used } } }',
    );
    return books.accounts
      .filter(({ used }) => used)
      .map(({ kind, suggestedNumber, suggestedLabel }) => ({ kind, number: suggestedNumber, label: suggestedLabel }));
  }

  function setBooks(
    party: Party,
    accounts: readonly object[],
    others = `yearEndMonth: 12, siren: "${sirens.get(party.name)}"`,
  ) {
    const list = accounts.map(
      account =>
        `{${Object.entries(account)
          .map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
          .join(', ')}}`,
    );
    return ask<{ setBooks: Record<string, unknown> }>(
      party,
      `mutation { setBooks(input: { ${others}, accounts: [${list.join(', ')}], journals: [] }) {
         ... on SetBooksSuccess { books { siren } } ... on InvalidInput { fields { path code } } ... on Problem { code } } }`,
    );
  }

  function number(party: Party, yearEnd = '2031-12-31') {
    return ask<{ numberJournal: Record<string, unknown> }>(
      party,
      `mutation { numberJournal(input: { yearEnd: "${yearEnd}" }) { ... on NumberJournalSuccess { numbered }
         ... on Problem { code message } ... on JournalNotReady { unmappedKinds otherCurrencies lacksSiren } } }`,
    );
  }

  test('what lacks is named at once, by the mutation and by the address', async () => {
    expect((await number(market.supplier)).numberJournal).toEqual({
      code: 'JOURNAL_NOT_READY',
      message: 'No account is set for BANK, CLAIM, DISCOUNT_COST, SALES. No SIREN is set.',
      unmappedKinds: ['BANK', 'CLAIM', 'DISCOUNT_COST', 'SALES'],
      otherCurrencies: [],
      lacksSiren: true,
    });
    expect(await fec(market.supplier)).toEqual({
      status: 409,
      code: 'JOURNAL_NOT_READY',
      message: 'No account is set for BANK, CLAIM, DISCOUNT_COST, SALES. No SIREN is set.',
    });
    expect(await fec(market.supplier, { yearEnd: '2031-06-30' })).toMatchObject({
      status: 400,
      code: 'NOT_A_YEAR_END',
    });
    expect(await fec(market.supplier, {})).toMatchObject({ status: 400 });
    expect(await fec(market.supplier, { yearEnd: '2031-12-31', state: 'X' })).toMatchObject({ status: 400 });
    expect(
      await fec(market.supplier, { yearEnd: '2031-12-31', organizationId: toWireId('organization', market.funder.id) }),
    ).toMatchObject({
      status: 404,
    });
  });

  test('of supplier, buyer, funder and operator, field by field', async () => {
    for (const party of [market.supplier, market.buyer, market.funder, market.operator]) {
      await setBooks(party, await suggestedBooks(party));
      expect((await number(party)).numberJournal).toEqual({
        numbered: party.name === 'Operator' ? 1 : party.name === 'Funder' ? 3 : 2,
      });
    }
    const org = (party: Party) => toWireId('organization', party.id);
    const [leg1, leg2, deal] = [await reference('D'), await reference('R'), toWireId('financing', financing.id)];
    const records = async (party: Party) => {
      const file = await fec(party);
      if ('status' in file) throw new Error(file.message);
      expect(file.fileName).toBe(`${sirens.get(party.name)}FEC20311231.txt`);
      expect(fecFaults(file.fileName, file.bytes, year)).toEqual([]);
      return fecLines(file.bytes).map(line => Object.values(line).join('|'));
    };
    const buyerAux = `${org(market.buyer)}|Buyer`;
    const supplierAux = `${org(market.supplier)}|Supplier`;
    const approved = `Facture approuvée - Buyer`;
    expect(await records(market.supplier)).toEqual([
      `VE|Ventes|1|20310303|411000|Clients|${buyerAux}|${invoice.number}|20310220|${approved}|100000,00|0,00|L2|20310306|20310303||`,
      `VE|Ventes|1|20310303|707000|Ventes de marchandises|||${invoice.number}|20310220|${approved}|0,00|100000,00|||20310303||`,
      `BQ|Banque|2|20310306|411000|Clients|${buyerAux}|${leg1}|20310306|Cession de créance - Funder|0,00|100000,00|L2|20310306|20310306||`,
      `BQ|Banque|2|20310306|512000|Banques|||${leg1}|20310306|Cession de créance - Funder|99250,00|0,00|||20310306||`,
      `BQ|Banque|2|20310306|661600|Intérêts sur opérations de financement|||${leg1}|20310306|Cession de créance - Funder|750,00|0,00|||20310306||`,
    ]);
    expect(await records(market.buyer)).toEqual([
      `AC|Achats|1|20310303|401000|Fournisseurs|${supplierAux}|${invoice.number}|20310220|Facture approuvée - Supplier|0,00|100000,00|L2|20310505|20310303||`,
      `AC|Achats|1|20310303|607000|Achats de marchandises|||${invoice.number}|20310220|Facture approuvée - Supplier|100000,00|0,00|||20310303||`,
      `BQ|Banque|2|20310505|512000|Banques|||${leg2}|20310505|Paiement au cessionnaire - Funder|0,00|100000,00|||20310505||`,
      `BQ|Banque|2|20310505|401000|Fournisseurs|${supplierAux}|${leg2}|20310505|Paiement au cessionnaire - Funder|100000,00|0,00|L2|20310505|20310505||`,
    ]);
    expect(await records(market.funder)).toEqual([
      `BQ|Banque|1|20310306|467000|Créances acquises|${buyerAux}|${leg1}|20310306|Cession de créance - Supplier|100000,00|0,00|L3|20310505|20310306||`,
      `BQ|Banque|1|20310306|512000|Banques|||${leg1}|20310306|Cession de créance - Supplier|0,00|99250,00|||20310306||`,
      `BQ|Banque|1|20310306|487000|Produits constatés d'avance|||${leg1}|20310306|Cession de créance - Supplier|0,00|750,00|||20310306||`,
      `AC|Achats|2|20310306|627000|Services bancaires et assimilés|||${leg1}|20310306|Commission de la plateforme - Operator|50,00|0,00|||20310306||`,
      `AC|Achats|2|20310306|401000|Fournisseurs|${org(market.operator)}|Operator|${leg1}|20310306|Commission de la plateforme - Operator|0,00|50,00|||20310306||`,
      `BQ|Banque|3|20310505|512000|Banques|||${leg2}|20310505|Paiement au cessionnaire - Buyer|100000,00|0,00|||20310505||`,
      `BQ|Banque|3|20310505|467000|Créances acquises|${buyerAux}|${leg2}|20310505|Paiement au cessionnaire - Buyer|0,00|100000,00|L3|20310505|20310505||`,
      `BQ|Banque|3|20310505|487000|Produits constatés d'avance|||${leg2}|20310505|Paiement au cessionnaire - Buyer|750,00|0,00|||20310505||`,
      `BQ|Banque|3|20310505|763000|Revenus des autres créances|||${leg2}|20310505|Paiement au cessionnaire - Buyer|0,00|750,00|||20310505||`,
    ]);
    expect(await records(market.operator)).toEqual([
      `VE|Ventes|1|20310306|706000|Prestations de services|||${deal}|20310306|Commission de la plateforme - Funder|0,00|50,00|||20310306||`,
      `VE|Ventes|1|20310306|411000|Clients|${org(market.funder)}|Funder|${deal}|20310306|Commission de la plateforme - Funder|50,00|0,00|||20310306||`,
    ]);
    // The operator reads it, and a stranger finds nothing.
    const ofFunder = { yearEnd: '2031-12-31', organizationId: org(market.funder) };
    expect(await fec(market.operator, ofFunder)).toMatchObject({ fileName: '552081317FEC20311231.txt' });
    expect(await fec(stranger, ofFunder)).toMatchObject({ status: 404, code: 'NOT_FOUND' });
  });

  test('numbers are given once, and go on without a gap; what comes later comes behind', async () => {
    expect((await number(market.supplier)).numberJournal).toEqual({ numbered: 0 });
    const second = await market.approve();
    // Two at once: whoever comes later finds nothing left.
    const both = await Promise.all([number(market.supplier), number(market.supplier)]);
    expect(both.map(({ numberJournal }) => numberJournal.numbered).sort()).toEqual([0, 1]);
    const file = await fec(market.supplier);
    if ('status' in file) throw new Error(file.message);
    expect(fecFaults(file.fileName, file.bytes, year)).toEqual([]);
    const lines = fecLines(file.bytes);
    expect(lines.at(-1)).toMatchObject({ EcritureNum: '3', PieceRef: second.number, EcritureLet: '' });
    expect(lines.slice(0, 2).map(line => line.EcritureLet)).toEqual(['L2', '']);

    const refused = (sql: string) => expect(market.work.perform(systemViewer, tx => tx.execute(sql))).rejects.toThrow();
    await refused('UPDATE journal_number SET no = 9');
    await refused('DELETE FROM journal_number');
    const { movementId } = (
      await market.rows<{ movementId: string }>('journal_number', 'organization_id = $1 LIMIT 1', [market.supplier.id])
    )[0]!;
    const entry = (no: number, end = '2031-12-31') =>
      `INSERT INTO journal_number (organization_id, year_end, no, movement_id) VALUES ('${market.buyer.id}', '${end}', ${no},
         (SELECT movement_id FROM journal_number WHERE organization_id = '${market.funder.id}' AND no = 2))`;
    await refused(entry(4));
    await refused(entry(1, '2031-11-30'));
    await refused(entry(1, '2031-12-30'));
    expect(movementId).toBeDefined();
  });

  test('an administrator alone sets the books, within their rules', async () => {
    const accounts = await suggestedBooks(market.supplier);
    expect((await setBooks(market.supplier, accounts, 'yearEndMonth: 6, siren: "552100554"')).setBooks).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path: 'yearEndMonth', code: 'NUMBERED' }],
    });
    const faulty = [
      { kind: 'CLAIM', number: '41', label: 'Clients' },
      { kind: 'CLAIM', number: '411', label: '' },
    ];
    const { fields } = (await setBooks(market.supplier, faulty, 'yearEndMonth: 13, siren: "123456789"')).setBooks as {
      fields: { path: string; code: string }[];
    };
    expect(fields.map(({ path }) => path).sort()).toEqual(
      expect.arrayContaining(['accounts.0.number', 'accounts.1.label', 'siren', 'yearEndMonth']),
    );
    const viewer = { ...market.supplier, checker: { ...market.supplier.checker, permissions: ['VIEWER' as const] } };
    expect((await setBooks(viewer, accounts)).setBooks).toEqual({ code: 'NOT_PERMITTED' });
    expect((await number(viewer)).numberJournal).toMatchObject({ code: 'NOT_PERMITTED' });
    const ofOther = await ask<{ books: null }>(market.buyer, `{ books(${organizationId(market.supplier)}) { siren } }`);
    expect(ofOther.books).toBeNull();
  });
});

describe('the journal', () => {
  type Entry = {
    number: number | null;
    businessDay: string;
    journalCode: string;
    kind: string;
    lines: {
      accountKind: string;
      debit: { amount: string } | null;
      credit: { amount: string } | null;
      counterparty: string | null;
    }[];
  };

  async function journal(party: Party, args = '(first: 50)'): Promise<string[]> {
    const answer = await ask<{ journal: { edges: { node: Entry }[] } }>(
      party,
      `{ journal${args} { edges { node { number businessDay journalCode kind lines { accountKind counterparty debit { amount } credit { amount } } } } } }`,
    );
    return answer.journal.edges.flatMap(({ node }) =>
      node.lines.map(
        ({ accountKind, debit, credit, counterparty }) =>
          `${node.number} ${node.businessDay} ${node.journalCode} ${node.kind} ${accountKind} ${debit?.amount ?? '-'} ${credit?.amount ?? '-'} ${counterparty}`,
      ),
    );
  }

  test('oldest first, with its numbers; that of another organization is empty', async () => {
    expect(await journal(market.buyer, '(until: "2031-03-31")')).toEqual([
      '1 2031-03-03 AC UNDERTAKING PAYABLE - 100000.00 Supplier',
      '1 2031-03-03 AC UNDERTAKING PURCHASES 100000.00 - Supplier',
    ]);
    expect(
      await journal(market.operator, `(${organizationId(market.buyer)}, from: "2031-03-04", until: "2031-05-04")`),
    ).toEqual([]);
    expect(await journal(stranger, `(${organizationId(market.buyer)})`)).toEqual([]);
  });
});
