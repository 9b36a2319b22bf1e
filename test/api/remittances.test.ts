import { createHash, randomUUID } from 'node:crypto';
import { graphql } from 'graphql';
import { Exports } from '../../server/exports/index.js';
import type { FinancingRow } from '../../server/financings/index.js';
import { apiSchema } from '../../server/http/schema.js';
import type { InvoiceRow } from '../../server/invoices/index.js';
import { toWireId } from '../../server/platform/ids.js';
import { localDate } from '../../server/platform/local-date.js';
import { RequestContext, type Services } from '../../server/platform/request-context.js';
import type { MemberViewer } from '../../server/platform/viewer.js';
import { exportDueList } from '../../server/remittances/index.js';
import { type MoneyMarket, openMoneyMarket, type Party } from '../support/money-market.js';

jest.setTimeout(120_000);

let market: MoneyMarket;
let exports: Exports;

beforeEach(async () => {
  market = await openMoneyMarket();
  exports = new Exports(await apiSchema());
});
afterEach(() => market?.close());

const contextOf = (viewer: MemberViewer) =>
  new RequestContext(viewer, market.database, market.work, {} as Services, randomUUID());

async function ask<Data>(viewer: MemberViewer, source: string, variableValues = {}): Promise<Data> {
  const { data, errors } = await graphql({
    schema: await apiSchema(),
    source,
    variableValues,
    contextValue: contextOf(viewer),
  });
  if (errors) throw errors[0]?.originalError ?? errors[0];
  return data as Data;
}

async function fileOf(viewer: MemberViewer, name: string, parameters = {}): Promise<string> {
  const file = await exports.open(name, parameters, contextOf(viewer));
  if ('status' in file) throw new Error(`${file.status} ${file.code}`);
  let text = '';
  for await (const chunk of file.chunks) text += chunk;
  return text;
}

/** Sold, leg 1 settled: the supplier has its money, the buyer owes the funder. */
async function sell(invoice: InvoiceRow, of?: Parameters<MoneyMarket['award']>[1]): Promise<FinancingRow> {
  const financing = await market.award(invoice, of);
  await market.release(await market.payment(invoice, 'DISBURSEMENT'));
  await market.settle();
  await market.setClock('2031-03-06T18:00:00+01:00');
  await market.settle();
  return financing;
}

describe('remittance', () => {
  const remittance = `query ($id: ID!) { node(id: $id) { ... on Payment { remittance {
    payer { name } payerIban payee { name } payeeIban invoiceNumber reference fileReference
    approved { amount } reserve { amount } discount { amount } fees { amount } interest { amount } adjustment { amount }
    net { amount currency } platformFee { amount } valueDate } } } }`;
  interface Shown {
    node: { remittance: Record<string, unknown> | null } | null;
  }
  const amounts = { reserve: '0.00', fees: '0.00', interest: '0.00', adjustment: '0.00' };
  const money = (of: Record<string, string>) =>
    Object.fromEntries(Object.entries(of).map(([name, amount]) => [name, { amount }]));

  test('payer and payee of each leg see its figures, each what it may; nobody else sees it', async () => {
    const invoice = await market.approve();
    await sell(invoice, { discountMinor: 75_000n, flatFeeMinor: 1_000n });
    const leg1 = await market.payment(invoice, 'DISBURSEMENT');
    const leg2 = await market.payment(invoice, 'REPAYMENT');
    const { supplier, buyer, funder, operator } = market;
    const seenBy = async ({ checker }: Party, id: string) =>
      (await ask<Shown>(checker, remittance, { id: toWireId('payment', id) })).node?.remittance ?? null;

    const [file] = await market.rows<{ messageId: string }>('payment_file');
    expect(await seenBy(funder, leg1.id)).toEqual({
      payer: { name: 'Funder' },
      payerIban: funder.iban,
      payee: { name: 'Supplier' },
      payeeIban: supplier.iban,
      // A claim without a number.
      invoiceNumber: null,
      reference: leg1.endToEndId,
      fileReference: file!.messageId,
      ...money({ ...amounts, approved: '100000.00', discount: '750.00', fees: '10.00', platformFee: '50.00' }),
      net: { amount: '99240.00', currency: 'EUR' },
      valueDate: '2031-03-06',
    });
    const masked = funder.iban.slice(0, 2) + '*'.repeat(funder.iban.length - 6) + funder.iban.slice(-4);
    expect(await seenBy(supplier, leg1.id)).toMatchObject({
      payerIban: masked,
      payeeIban: supplier.iban,
      invoiceNumber: invoice.number,
      fileReference: null,
      platformFee: null,
      discount: { amount: '750.00' },
    });
    expect(await seenBy(buyer, leg2.id)).toMatchObject({
      payerIban: null,
      payeeIban: funder.iban,
      invoiceNumber: invoice.number,
      ...money({ ...amounts, approved: '100000.00', discount: '0.00' }),
      net: { amount: '100000.00', currency: 'EUR' },
      platformFee: null,
      valueDate: '2031-05-05',
    });
    expect(await seenBy(buyer, leg1.id)).toBeNull();
    expect(await seenBy(supplier, leg2.id)).toBeNull();
    expect(await seenBy(operator, leg1.id)).toBeNull();
    expect(await fileOf(operator.checker, 'remittances.csv')).toBe(
      '\ufeffpayment_id,kind,state,payer,payer_iban,payee,payee_holder,payee_iban,invoice_number,order_reference,currency,' +
        'approved,reserve,discount,fees,interest,adjustment,net,platform_fee,due_on,value_date,credited_on,reference,' +
        'file_reference,financing_id,bill_number\r\n',
    );
  });

  test('the file has a line a payment, and can be narrowed to days', async () => {
    const invoice = await market.approve();
    const { id } = await sell(invoice);
    const leg1 = await market.payment(invoice, 'DISBURSEMENT');
    const { supplier, funder } = market;
    const [, line, end] = (
      await fileOf(supplier.checker, 'remittances.csv', { direction: 'IN', settledFrom: '2031-03-06' })
    ).split('\r\n');
    expect(end).toBe('');
    expect(line!.split(',')).toEqual([
      toWireId('payment', leg1.id),
      'DISBURSEMENT',
      'SETTLED',
      'Funder',
      `${funder.iban.slice(0, 2)}${'*'.repeat(funder.iban.length - 6)}${funder.iban.slice(-4)}`,
      'Supplier',
      'Supplier',
      supplier.iban,
      invoice.number,
      '',
      'EUR',
      '100000.00',
      '0.00',
      '750.00',
      '0.00',
      '0.00',
      '0.00',
      '99250.00',
      '',
      '2031-03-06',
      '2031-03-06',
      leg1.creditedOn ?? '',
      leg1.endToEndId,
      '',
      toWireId('financing', id),
      '',
    ]);
    const none = await fileOf(supplier.checker, 'remittances.csv', { settledUntil: '2031-03-05' });
    expect(none.split('\r\n')).toHaveLength(2);
  });
});

describe('due list', () => {
  interface Lines {
    dueLines: {
      edges: { node: { change: string; changed: string[]; invoiceNumber: string; payeeName: string; iban: string } }[];
    };
  }
  const dueLines =
    'query ($filter: DueLineFilter) { dueLines(filter: $filter) { edges { node { change changed invoiceNumber payeeName iban hold } } } }';

  /** `number change changed payee` of each line, in the order of the list. */
  async function linesNow(filter = {}): Promise<string[]> {
    const { dueLines: page } = await ask<Lines>(market.buyer.checker, dueLines, { filter });
    return page.edges.map(({ node }) =>
      [node.invoiceNumber, node.change, ...node.changed, node.payeeName].join(' ').trim(),
    );
  }

  async function exported(viewer = market.buyer.checker) {
    const outcome = await market.work.run(exportDueList, viewer, { idempotencyKey: randomUUID() });
    if (!('exportId' in outcome)) throw new Error(JSON.stringify(outcome));
    const id = toWireId('dueListExport', outcome.exportId);
    const text = await fileOf(viewer, 'due-list.csv', { export: id });
    const [row] = await market.rows<{ sha256: Buffer; lineCount: number; changedCount: number; exportedBy: string }>(
      'due_list_export',
      'id = $1',
      [outcome.exportId],
    );
    expect(createHash('sha256').update(text).digest('hex')).toBe(row!.sha256.toString('hex'));
    const lines = text.slice(1).trimEnd().split('\r\n').slice(1);
    expect(row).toMatchObject({ lineCount: lines.length, exportedBy: viewer.personId });
    return { id, text, lines: lines.map(line => line.split(',')), row: row! };
  }

  test('an export tells what changed since the one before: new, sold to a funder, released, cancelled', async () => {
    const { supplier, funder } = market;
    const sold = await market.approve();
    const paid = await market.approve({ adjustedDueDate: localDate('2031-05-06') });
    const kept = await market.approve({ adjustedDueDate: localDate('2031-05-07') });
    expect(await linesNow()).toEqual([sold, paid, kept].map(({ number }) => `${number} NEW Supplier`));
    const first = await exported();
    const pays = (await market.payment(sold, 'SUPPLIER_PAYMENT')).endToEndId;
    expect(first.lines[0]).toEqual([
      ...[
        'NEW',
        '',
        '2031-05-05',
        'Supplier',
        'Supplier',
        supplier.iban,
        '',
        'EUR',
        '100000.00',
        pays,
        sold.number,
        '',
      ],
    ]);
    expect(first.row).toMatchObject({ lineCount: 3, changedCount: 3 });
    expect(await linesNow()).toEqual([sold, paid, kept].map(({ number }) => `${number} UNCHANGED Supplier`));

    // While the claim is being sold the line is held; once leg 1 has settled it names the funder and its account.
    await market.award(sold);
    expect(await linesNow({ change: ['CHANGED'] })).toEqual([`${sold.number} CHANGED HOLD Supplier`]);
    await market.release(await market.payment(sold, 'DISBURSEMENT'));
    await market.settle();
    await market.setClock('2031-03-06T18:00:00+01:00');
    await market.settle();
    await market.release(await market.payment(paid, 'SUPPLIER_PAYMENT'));
    const fresh = await market.approve({ adjustedDueDate: localDate('2031-05-08') });
    expect(await linesNow()).toEqual([
      `${sold.number} CHANGED PAYEE ACCOUNT REFERENCE Funder`,
      `${paid.number} RELEASED Supplier`,
      `${kept.number} UNCHANGED Supplier`,
      `${fresh.number} NEW Supplier`,
    ]);
    expect(await linesNow({ dueUntil: '2031-05-06' })).toHaveLength(2);
    const second = await exported();
    expect(second.lines.map(line => [line[10], line[0], line[1], line[3], line[5]])).toEqual([
      [sold.number, 'CHANGED', 'PAYEE ACCOUNT REFERENCE', 'Funder', funder.iban],
      [paid.number, 'RELEASED', '', 'Supplier', supplier.iban],
      [kept.number, 'UNCHANGED', '', 'Supplier', supplier.iban],
      [fresh.number, 'NEW', '', 'Supplier', supplier.iban],
    ]);
    expect(second.row).toMatchObject({ lineCount: 4, changedCount: 3 });

    // What was released is told once; earlier files stay what they were.
    const third = await exported();
    expect(third.lines.map(line => [line[10], line[0]])).toEqual([
      [sold.number, 'UNCHANGED'],
      [kept.number, 'UNCHANGED'],
      [fresh.number, 'UNCHANGED'],
    ]);
    for (const earlier of [first, second, third]) {
      expect(await fileOf(market.buyer.checker, 'due-list.csv', { export: earlier.id })).toBe(earlier.text);
    }
  });

  test('what fails at the bank is owed again under another reference', async () => {
    const invoice = await market.approve();
    await exported();
    const payment = await market.payment(invoice, 'SUPPLIER_PAYMENT');
    await market.asAdmin(
      `INSERT INTO simulated_bank.plan (end_to_end_id, behaviour, reason) VALUES ($1, 'REJECT', 'AM04 no money')`,
      [payment.endToEndId],
    );
    await market.release(payment);
    expect(await linesNow()).toEqual([`${invoice.number} RELEASED Supplier`]);
    await exported();
    await market.setClock('2031-05-05T23:00:00+02:00');
    await market.settle();
    expect(await linesNow()).toEqual([`${invoice.number} NEW Supplier`]);
  });

  test('an account that is not to be paid into yet is not named', async () => {
    const invoice = await market.approve();
    await market.asAdmin(`UPDATE bank_account SET usable_from = business_now() + interval '1 day' WHERE id = $1`, [
      market.supplier.accountId,
    ]);
    const { lines } = await exported();
    expect(lines).toEqual([
      ['NEW', '', '2031-05-05', 'Supplier', '', '', '', 'EUR', '100000.00', expect.any(String), invoice.number].concat(
        'ACCOUNT_COOLS_OFF',
      ),
    ]);
    await market.setClock('2031-03-05T10:00:00+01:00');
    expect(await linesNow()).toEqual([`${invoice.number} CHANGED ACCOUNT HOLD Supplier`]);
  });

  test('only makers and checkers of who can owe export, and nobody sees the list of another', async () => {
    await market.approve();
    const { id } = await exported();
    const { buyer, supplier, funder, operator } = market;
    for (const viewer of [
      operator.checker,
      { ...buyer.checker, permissions: ['VIEWER', 'ADMINISTRATOR', 'DEALER'] } as MemberViewer,
    ]) {
      const outcome = await market.work.run(exportDueList, viewer, { idempotencyKey: randomUUID() });
      expect(outcome).toMatchObject({ code: 'NOT_PERMITTED' });
    }
    for (const { checker } of [supplier, funder, operator]) {
      const { dueLines: page } = await ask<Lines>(checker, dueLines);
      expect(page.edges).toEqual([]);
      expect(await exports.open('due-list.csv', { export: id }, contextOf(checker))).toMatchObject({ status: 404 });
      const { node } = await ask<{ node: unknown }>(checker, 'query ($id: ID!) { node(id: $id) { id } }', { id });
      expect(node).toBeNull();
    }
    expect(await exports.open('due-list.csv', {}, contextOf(buyer.checker))).toMatchObject({ status: 400 });
    expect(await exports.open('due-list.csv', { export: 'dle_x' }, contextOf(buyer.checker))).toMatchObject({
      status: 404,
    });
  });

  test('two at once are numbered one after the other; a repeat gives the first', async () => {
    for (let made = 0; made < 5; made++) await market.approve();
    const other = await market.another();
    const key = randomUUID();
    const outcomes = await Promise.all([
      market.work.run(exportDueList, market.buyer.checker, { idempotencyKey: key }),
      other.work.run(exportDueList, market.buyer.checker, { idempotencyKey: randomUUID() }),
      other.work.run(exportDueList, market.buyer.checker, { idempotencyKey: key }),
    ]);
    expect(outcomes[0]).toEqual(outcomes[2]);
    const rows = await market.rows<{ no: number; changedCount: number; lineCount: number }>('due_list_export');
    expect(rows.map(({ no, changedCount, lineCount }) => [no, changedCount, lineCount]).sort()).toEqual([
      [1, 5, 5],
      [2, 0, 5],
    ]);
  });
});
