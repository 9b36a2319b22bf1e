import { createHash, randomUUID } from 'node:crypto';
import { graphql } from 'graphql';
import { Exports } from '../../server/exports/index.js';
import { drawFeeBills } from '../../server/fees/index.js';
import { apiSchema } from '../../server/http/schema.js';
import type { PaymentRow } from '../../server/payments/index.js';
import { findViolations } from '../../server/invariants/index.js';
import { toWireId } from '../../server/platform/ids.js';
import { localDate } from '../../server/platform/local-date.js';
import { RequestContext, type Services } from '../../server/platform/request-context.js';
import type { MemberViewer } from '../../server/platform/viewer.js';
import { exportDueList } from '../../server/remittances/index.js';
import { type MoneyMarket, openMoneyMarket } from '../support/money-market.js';

jest.setTimeout(120_000);

let market: MoneyMarket;
let financingId: string;
let billId: string;

/** A fee of 50.00 of March 2031, billed in April, not paid yet. */
beforeAll(async () => {
  market = await openMoneyMarket();
  const invoice = await market.approve();
  financingId = toWireId('financing', (await market.award(invoice)).id);
  await market.release(await market.payment(invoice, 'DISBURSEMENT'));
  await market.setClock('2031-03-06T18:00:00+01:00');
  await market.settle();
  await market.setClock('2031-04-01T08:00:00+02:00');
  await drawFeeBills(market.work);
  const [bill] = await market.rows<{ id: string }>('fee_bill');
  billId = toWireId('feeBill', bill!.id);
});
afterAll(() => market?.close());

const contextOf = (viewer: MemberViewer) =>
  new RequestContext(viewer, market.database, market.work, {} as Services, randomUUID());

async function ask(viewer: MemberViewer, source: string, variableValues = {}): Promise<Record<string, unknown>> {
  const { data, errors } = await graphql({
    schema: await apiSchema(),
    source,
    variableValues,
    contextValue: contextOf(viewer),
  });
  if (errors) throw errors[0]?.originalError ?? errors[0];
  return data as Record<string, unknown>;
}

async function fileOf(viewer: MemberViewer, name: string, parameters = {}): Promise<string> {
  const file = await new Exports(await apiSchema()).open(name, parameters, contextOf(viewer));
  if ('status' in file) return file.code;
  let text = '';
  for await (const chunk of file.chunks) text += chunk;
  return text;
}

const shown = `number state month drawnOn dueOn paidOn total { amount currency } payer { name } operator { name }
  lines { financingId amount { amount } postedOn }
  payments { kind state availableActions feeBill { number } remittance { billNumber approved { amount } net { amount } } }`;

test('the payer and the operator see the bill, its lines and its payment; nobody else learns of it', async () => {
  const list = `{ feeBills { edges { node { id ${shown} } } } }`;
  const bill = (payment: object) => ({
    id: billId,
    number: 'F000001',
    state: 'DRAWN',
    month: '2031-03-01',
    drawnOn: '2031-04-01',
    dueOn: '2031-05-02',
    paidOn: null,
    total: { amount: '50.00', currency: 'EUR' },
    payer: { name: 'Funder' },
    operator: { name: 'Operator' },
    lines: [{ financingId, amount: { amount: '50.00' }, postedOn: '2031-03-06' }],
    payments: [
      {
        kind: 'FEE_BILL',
        state: 'DUE',
        feeBill: { number: 'F000001' },
        remittance: { billNumber: 'F000001', approved: { amount: '50.00' }, net: { amount: '50.00' } },
        ...payment,
      },
    ],
  });
  const { funder, operator, supplier, buyer } = market;
  expect(await ask(funder.checker, list)).toEqual({
    feeBills: { edges: [{ node: bill({ availableActions: ['PREPARE'] }) }] },
  });
  expect(await ask(operator.checker, list)).toEqual({
    feeBills: { edges: [{ node: bill({ availableActions: [] }) }] },
  });
  for (const { checker } of [supplier, buyer]) {
    expect(await ask(checker, list)).toEqual({ feeBills: { edges: [] } });
    expect(await ask(checker, 'query ($id: ID!) { node(id: $id) { id } }', { id: billId })).toEqual({ node: null });
  }
});

test('the bills and their lines are files', async () => {
  const { funder, supplier } = market;
  expect(await fileOf(funder.checker, 'fee-bills.csv')).toBe(
    '\ufeffbill_id,number,state,month,payer,operator,currency,total,drawn_on,due_on,paid_on\r\n' +
      `${billId},F000001,DRAWN,2031-03-01,Funder,Operator,EUR,50.00,2031-04-01,2031-05-02,\r\n`,
  );
  expect(await fileOf(funder.checker, 'fee-bill-lines.csv', { bill: billId })).toBe(
    `\ufefffinancing_id,posted_on,currency,amount\r\n${financingId},2031-03-06,EUR,50.00\r\n`,
  );
  expect(await fileOf(supplier.checker, 'fee-bill-lines.csv', { bill: billId })).toBe('NOT_FOUND');
});

test('who hears of it: its payer and the operator', async () => {
  const { funder, supplier, buyer } = market;
  const channels = await market.asAdmin<{ channel: string }>(
    `SELECT c.channel FROM event e JOIN event_channel c USING (epoch, xid, seq) WHERE e.type = 'feeBill.drawn' ORDER BY 1`,
  );
  expect(channels.map(({ channel }) => channel)).toEqual(['operator', `organization:${funder.id}`]);
  expect(channels.some(({ channel }) => channel.includes(supplier.id) || channel.includes(buyer.id))).toBe(false);
});

test('the bill stands in the due list of its payer alone, and what became of it is told by the next export', async () => {
  const { funder, buyer, supplier, operator } = market;
  const [payment] = await market.rows<{ endToEndId: string; id: string }>('payment', `kind = 'FEE_BILL'`);
  const account = [operator.iban, '', 'EUR', '50.00', payment!.endToEndId];
  const line = (change: string, changed = '') =>
    [change, changed, '2031-05-02', 'Operator', 'Operator', ...account, 'F000001', ''].join(',');
  const exported = async () => {
    const outcome = await market.work.run(exportDueList, funder.checker, { idempotencyKey: randomUUID() });
    const id = toWireId('dueListExport', (outcome as { exportId: string }).exportId);
    const text = await fileOf(funder.checker, 'due-list.csv', { export: id });
    const { node } = await ask(
      funder.checker,
      'query ($id: ID!) { node(id: $id) { ... on DueListExport { sha256 lines } } }',
      { id },
    );
    const lines = text.trimEnd().split('\r\n').slice(1);
    expect(node).toEqual({ sha256: createHash('sha256').update(text).digest('hex'), lines: lines.length });
    return lines;
  };
  expect(
    await ask(
      funder.checker,
      '{ dueLines { edges { node { change invoiceId invoiceNumber feeBillId billNumber paymentId payeeName iban reference hold } } } }',
    ),
  ).toEqual({
    dueLines: {
      edges: [
        {
          node: {
            change: 'NEW',
            invoiceId: null,
            invoiceNumber: null,
            feeBillId: billId,
            billNumber: 'F000001',
            paymentId: toWireId('payment', payment!.id),
            payeeName: 'Operator',
            iban: operator.iban,
            reference: payment!.endToEndId,
            hold: null,
          },
        },
      ],
    },
  });
  expect(await fileOf(funder.checker, 'due-lines.csv')).toContain(`,F000001,${billId}\r\n`);
  for (const { checker } of [supplier, operator]) {
    expect(await ask(checker, '{ dueLines { edges { cursor } } }')).toEqual({ dueLines: { edges: [] } });
  }
  expect(await fileOf(buyer.checker, 'due-lines.csv')).not.toContain('F000001');

  expect(await exported()).toEqual([line('NEW')]);
  expect(await exported()).toEqual([line('UNCHANGED')]);
  await market.asAdmin(`UPDATE bank_account SET usable_from = business_now() + interval '1 day' WHERE id = $1`, [
    operator.accountId,
  ]);
  const held = [
    '2031-05-02',
    'Operator',
    '',
    '',
    '',
    'EUR',
    '50.00',
    payment!.endToEndId,
    'F000001',
    'ACCOUNT_COOLS_OFF',
  ];
  expect(await exported()).toEqual([['CHANGED', 'ACCOUNT HOLD', ...held].join(',')]);
  await market.asAdmin('UPDATE bank_account SET usable_from = business_now() WHERE id = $1', [operator.accountId]);
  expect(await exported()).toEqual([line('CHANGED', 'ACCOUNT HOLD')]);
  const [due] = await market.rows<PaymentRow>('payment', `kind = 'FEE_BILL'`);
  await market.release(due!);
  expect(await exported()).toEqual([line('RELEASED')]);
  expect(await exported()).toEqual([]);
});

test('a fee was too high: two persons of the operator take it back and post the right one, before it is billed', async () => {
  const { funder, operator, supplier } = market;
  const invoice = await market.approve();
  const financing = await market.award(invoice, { valueDate: localDate('2031-04-02'), discountMinor: 412_50n });
  await market.release(await market.payment(invoice, 'DISBURSEMENT'));
  await market.setClock('2031-04-03T18:00:00+02:00');
  await market.settle();
  const subjectId = toWireId('financing', financing.id);
  const [account] = await market.rows<{ verifiedBy: string }>('bank_account', 'id = $1', [operator.accountId]);
  const second = { ...operator.checker, personId: account!.verifiedBy, memberId: randomUUID() };

  const propose = async (viewer: MemberViewer, of: object) => {
    const input = {
      act: 'CORRECT_FEE',
      subjectId,
      reason: 'The rate was mistyped.',
      idempotencyKey: randomUUID(),
      ...of,
    };
    const { proposeOverride } = (await ask(
      viewer,
      `mutation ($input: ProposeOverrideInput!) { proposeOverride(input: $input) {
         ... on Problem { code } ... on ProposeOverrideSuccess { override { id amount { amount } } } } }`,
      { input },
    )) as { proposeOverride: { code?: string; override?: { id: string; amount: object } } };
    return proposeOverride;
  };
  const confirm = async (viewer: MemberViewer, overrideId: string) => {
    const { confirmOverride } = await ask(
      viewer,
      `mutation ($input: ConfirmOverrideInput!) { confirmOverride(input: $input) {
         ... on Problem { code } ... on ConfirmOverrideSuccess { override { state } } } }`,
      { input: { overrideId, idempotencyKey: randomUUID() } },
    );
    return confirmOverride;
  };
  const euros = (amount: string) => ({ amount: { amount, currency: 'EUR' } });

  for (const wrong of [euros('50.00'), euros('50.01'), { amount: { amount: '45.00', currency: 'USD' } }])
    expect(await propose(operator.checker, wrong)).toEqual({ code: 'FEE_OUT_OF_RANGE' });
  expect(await propose(operator.checker, {})).toEqual({ code: 'INVALID_INPUT' });
  expect(await propose(operator.checker, { ...euros('45.00'), subjectId: financingId })).toEqual({
    code: 'FEE_BILLED',
  });
  expect(await propose(funder.checker, euros('45.00'))).toEqual({ code: 'NOT_FOUND' });
  const before = await market.ledger();
  const { override } = await propose(operator.checker, euros('45.00'));
  expect(override).toMatchObject({ amount: { amount: '45.00' } });
  expect(await market.ledger()).toEqual(before);
  expect(await confirm(operator.checker, override!.id)).toEqual({ code: 'SAME_PERSON' });
  expect(await confirm(second, override!.id)).toEqual({ override: { state: 'CONFIRMED' } });
  expect((await market.ledger()).slice(before.length)).toEqual([
    'REVERSAL | Operator FEE_INCOME | Funder FEE_COST | 50.00 EUR',
    'REVERSAL | Funder FEE_PAYABLE | Operator FEE_RECEIVABLE | 50.00 EUR',
    'FEE | Funder FEE_COST | Operator FEE_INCOME | 45.00 EUR',
    'FEE | Operator FEE_RECEIVABLE | Funder FEE_PAYABLE | 45.00 EUR',
  ]);
  const shown = 'query ($id: ID!) { node(id: $id) { ... on Financing { platformFee { amount } timeline { type } } } }';
  const corrected = { type: 'financing.feeCorrected' };
  expect(await ask(funder.checker, shown, { id: subjectId })).toMatchObject({
    node: { platformFee: { amount: '45.00' }, timeline: expect.arrayContaining([corrected]) },
  });
  // It is no business of who does not pay it.
  const { node } = (await ask(supplier.checker, shown, { id: subjectId })) as { node: { timeline: object[] } };
  expect(node.timeline).not.toContainEqual(corrected);

  // What stands can be corrected again, to nothing too; the bill holds each step.
  const again = await propose(second, euros('0.00'));
  expect(await confirm(operator.checker, again.override!.id)).toEqual({ override: { state: 'CONFIRMED' } });
  expect(await propose(operator.checker, euros('10.00'))).toEqual({ code: 'NOT_AVAILABLE' });
  expect(await findViolations(market.database)).toEqual([]);
});
