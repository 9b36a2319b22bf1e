import { createHash, randomUUID } from 'node:crypto';
import { graphql } from 'graphql';
import { readPaymentFile } from '../../../server/bank/index.js';
import { failUndisbursed } from '../../../server/financings/index.js';
import { apiSchema } from '../../../server/http/schema.js';
import { preparePaymentFiles, takePaymentFile } from '../../../server/payments/index.js';
import { fromWireId, toWireId } from '../../../server/platform/ids.js';
import { localDate } from '../../../server/platform/local-date.js';
import { RequestContext, type Services } from '../../../server/platform/request-context.js';
import type { MemberViewer } from '../../../server/platform/viewer.js';
import { submitBankFile } from '../../../server/reconciliation/index.js';
import { entryOf, silentBank, statement } from '../../support/bank-reports.js';
import {
  colleagueOf,
  type MoneyMarket,
  openMoneyMarket,
  releaseInput,
  unexpected,
} from '../../support/money-market.js';

jest.setTimeout(120_000);

let market: MoneyMarket;
beforeEach(async () => {
  market = await openMoneyMarket();
});
afterEach(() => market.close());

async function ask<Data>(viewer: MemberViewer, source: string, variableValues = {}): Promise<Data> {
  const { data, errors } = await graphql({
    schema: await apiSchema(),
    source,
    variableValues,
    contextValue: new RequestContext(viewer, market.database, market.work, {} as Services, randomUUID()),
  });
  if (errors) throw errors[0]?.originalError ?? errors[0];
  return data as Data;
}

interface FileView {
  readonly id: string;
  readonly state: string;
  readonly sha256: string;
}

async function filesOf(viewer: MemberViewer): Promise<FileView[]> {
  const { paymentFiles } = await ask<{ paymentFiles: { edges: { node: FileView }[] } }>(
    viewer,
    `{ paymentFiles { edges { node { id messageId state executionDate total { amount currency } paymentCount sha256
       availableActions lines { payment { endToEndId file { state } } } owner { name } } } } }`,
  );
  return paymentFiles.edges.map(({ node }) => node);
}

const taken = (viewer: MemberViewer, { id }: FileView) =>
  takePaymentFile(market.work, viewer, fromWireId('paymentFile', id)!);

test('the payer’s makers and checkers take a file away: the same bytes each time, and from then on it may have left', async () => {
  const { buyer, supplier, funder, operator } = market;
  const invoice = await market.approve();
  const payment = await market.payment(invoice, 'SUPPLIER_PAYMENT');
  await market.release(payment);
  const [file] = await filesOf(buyer.checker);
  expect(file).toMatchObject({
    state: 'RELEASED',
    executionDate: '2031-05-05',
    total: { amount: '100000.00', currency: 'EUR' },
    paymentCount: 1,
    availableActions: ['DOWNLOAD'],
    lines: [{ payment: { endToEndId: payment.endToEndId, file: { state: 'RELEASED' } } }],
    owner: { name: 'Buyer' },
  });
  expect(await filesOf(operator.checker)).toMatchObject([{ id: file!.id, availableActions: [] }]);
  for (const { checker } of [supplier, funder]) expect(await filesOf(checker)).toEqual([]);
  const reader = { ...buyer.checker, permissions: ['VIEWER', 'ADMINISTRATOR'] as const };
  for (const viewer of [supplier.checker, funder.checker, operator.checker, reader])
    expect(await taken(viewer, file!)).toBeNull();
  expect(await filesOf(buyer.checker)).toMatchObject([{ state: 'RELEASED' }]);

  const first = (await taken(buyer.checker, file!)) as { body: string };
  expect(createHash('sha256').update(first.body).digest('hex')).toBe(file!.sha256);
  expect(readPaymentFile(first.body).instructions).toMatchObject([
    { endToEndId: payment.endToEndId, amountMinor: 10_000_000n },
  ]);
  expect(await taken({ ...buyer.checker, permissions: ['MAKER'] }, file!)).toMatchObject({ body: first.body });
  expect(await filesOf(buyer.checker)).toMatchObject([{ state: 'LEFT' }]);
  // The payee does not see the file that its money came in.
  const { node } = await ask<{ node: object }>(
    supplier.checker,
    'query ($id: ID!) { node(id: $id) { ... on Payment { state file { id } } } }',
    { id: toWireId('payment', payment.id) },
  );
  expect(node).toEqual({ state: 'INSTRUCTED', file: null });

  // With no bank connected, what the payer's bank booked settles it.
  const booked = entryOf(payment, 'DEBIT', { payer: buyer, payee: supplier, bookedOn: localDate('2031-05-05') });
  const { work, database } = market;
  await submitBankFile({ work, database, report: unexpected }, buyer.checker, {
    name: 'statement.xml',
    bytes: statement(buyer, 0n, [booked], { day: localDate('2031-05-05') }),
  });
  await market.settle(silentBank);
  expect(await market.payment(invoice, 'SUPPLIER_PAYMENT')).toMatchObject({
    state: 'SETTLED',
    settledOn: '2031-05-05',
  });
});

test('a file that one person alone prepared is taken away by nobody, and no bank gets it', async () => {
  const { buyer, work } = market;
  const payment = await market.payment(await market.approve(), 'SUPPLIER_PAYMENT');
  const colleague = await colleagueOf(market, buyer.checker);
  await work.run(preparePaymentFiles, buyer.checker, releaseInput([payment]));
  const [file] = await filesOf(buyer.checker);
  const sentence = 'This file was not released, was withdrawn, or its last day is over: it must not go to a bank.';
  for (const viewer of [buyer.checker, colleague]) expect(await taken(viewer, file!)).toEqual({ refused: sentence });
  await market.settle();
  expect(await filesOf(buyer.checker)).toMatchObject([{ state: 'PREPARED', availableActions: ['REFUSE'] }]);
  expect(await filesOf(colleague)).toMatchObject([{ availableActions: ['RELEASE', 'REFUSE'] }]);
});

test('a file of legs 1 whose last day is over is never taken away', async () => {
  const { funder } = market;
  const invoice = await market.approve();
  await market.award(invoice);
  await market.release(await market.payment(invoice, 'DISBURSEMENT'));
  const [file] = await filesOf(funder.checker);
  await market.setClock('2031-03-20T10:00:00+01:00');
  const sentence = 'This file was not released, was withdrawn, or its last day is over: it must not go to a bank.';
  expect(await taken(funder.checker, file!)).toEqual({ refused: sentence });
  await failUndisbursed(market.work);
  expect(await filesOf(funder.checker)).toMatchObject([{ state: 'WITHDRAWN', availableActions: [] }]);
  expect(await taken(funder.checker, file!)).toEqual({ refused: sentence });
});

test('a day is summed by direction, state and currency', async () => {
  const { buyer, supplier, funder } = market;
  const [one, two] = [await market.approve(), await market.approve({ amountMinor: 2_000_000n })];
  await market.approve({ amountMinor: 7n, adjustedDueDate: localDate('2031-05-06') });
  await market.release(await market.payment(one, 'SUPPLIER_PAYMENT'));
  const source = '{ settlementDay(day: "2031-05-05") { direction paymentState count total { amount currency } } }';
  const day = (direction: string) => ({
    settlementDay: [
      { direction, paymentState: 'DUE', count: 1, total: { amount: '20000.00', currency: 'EUR' } },
      { direction, paymentState: 'INSTRUCTED', count: 1, total: { amount: '100000.00', currency: 'EUR' } },
    ],
  });
  expect(await ask(buyer.checker, source)).toEqual(day('OUT'));
  expect(await ask(supplier.checker, source)).toEqual(day('IN'));
  expect(await ask(funder.checker, source)).toEqual({ settlementDay: [] });
  const listed = await ask<{ payments: { edges: { node: { id: string } }[] } }>(
    buyer.checker,
    '{ payments(filter: { dueFrom: "2031-05-05", dueUntil: "2031-05-05", state: [DUE] }) { edges { node { id } } } }',
  );
  const due = await market.payment(two, 'SUPPLIER_PAYMENT');
  expect(listed.payments.edges.map(({ node }) => node.id)).toEqual([toWireId('payment', due.id)]);
});
