import { randomUUID } from 'node:crypto';
import { graphql } from 'graphql';
import { Exports } from '../../server/exports/index.js';
import { drawFeeBills } from '../../server/fees/index.js';
import { apiSchema } from '../../server/http/schema.js';
import { toWireId } from '../../server/platform/ids.js';
import { RequestContext, type Services } from '../../server/platform/request-context.js';
import type { MemberViewer } from '../../server/platform/viewer.js';
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
