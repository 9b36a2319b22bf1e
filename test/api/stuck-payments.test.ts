import { randomUUID } from 'node:crypto';
import { graphql } from 'graphql';
import { apiSchema } from '../../server/http/schema.js';
import { type PaymentRow, sendPaymentFiles } from '../../server/payments/index.js';
import { toWireId } from '../../server/platform/ids.js';
import { localDate } from '../../server/platform/local-date.js';
import { RequestContext } from '../../server/platform/request-context.js';
import { type MoneyMarket, openMoneyMarket, type Party, unexpected } from '../support/money-market.js';

jest.setTimeout(60_000);

let market: MoneyMarket;
beforeEach(async () => {
  market = await openMoneyMarket();
});
afterEach(() => market.close());

interface Page {
  readonly edges: readonly { cursor: string; node: { reason: string; since: string; payment: { id: string } } }[];
  readonly pageInfo: { readonly hasNextPage: boolean };
}

async function pageSeenBy(party: Party, args = 'first: 50'): Promise<Page> {
  const contextValue = new RequestContext(party.checker, market.database, market.work, {} as never, randomUUID());
  const source = `{ stuckPayments(${args}) { edges { cursor node { reason since payment { id } } } pageInfo { hasNextPage } } }`;
  const { data, errors } = await graphql({ schema: await apiSchema(), source, contextValue });
  expect(errors).toBeUndefined();
  return (JSON.parse(JSON.stringify(data)) as { stuckPayments: Page }).stuckPayments;
}

const seenBy = async (party: Party) => (await pageSeenBy(party)).edges.map(({ node }) => node);
const stuck = (payment: PaymentRow, reason: string, since: string) => ({
  reason,
  since,
  payment: { id: toWireId('payment', payment.id) },
});
async function supplierPayment(dueDate = '2031-05-05'): Promise<PaymentRow> {
  return market.payment(await market.approve({ adjustedDueDate: localDate(dueDate) }), 'SUPPLIER_PAYMENT');
}

test('lists what is not released, not sent and not booked, each from the day that makes it so', async () => {
  const [waiting, unsent, silent] = [await supplierPayment(), await supplierPayment(), await supplierPayment()];
  await supplierPayment('2031-06-02');
  const held = await market.approve({ adjustedDueDate: localDate('2031-05-05') });
  await market.award(held);
  await market.release(silent);
  expect(await sendPaymentFiles(market.work, market.database, market.bank, unexpected)).toBe(1);
  await market.setClock('2031-05-05T18:00:00+02:00');
  await market.release(unsent);
  const leg1 = await market.payment(held, 'DISBURSEMENT');
  expect(await seenBy(market.operator)).toEqual([stuck(leg1, 'NOT_RELEASED', leg1.dueOn)]);

  await market.setClock('2031-05-07T10:00:00+02:00');
  const { edges } = await pageSeenBy(market.operator);
  expect(edges.map(({ node }) => node)).toEqual([
    stuck(leg1, 'NOT_RELEASED', leg1.dueOn),
    // Of one day by their ids, which are random.
    ...[
      { id: waiting.id, node: stuck(waiting, 'NOT_RELEASED', '2031-05-05') },
      { id: unsent.id, node: stuck(unsent, 'FILE_NOT_SENT', '2031-05-05') },
    ]
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map(({ node }) => node),
  ]);
  // The third business day after the execution date.
  await market.setClock('2031-05-08T10:00:00+02:00');
  expect(await seenBy(market.operator)).toContainEqual(stuck(silent, 'NOT_BOOKED', '2031-05-05'));

  const rest = await pageSeenBy(market.operator, `first: 2, after: "${edges[0]!.cursor}"`);
  expect(rest.edges).toHaveLength(2);
  expect(rest.pageInfo.hasNextPage).toBe(true);
  expect((await seenBy(market.buyer)).map(({ payment }) => payment.id).sort()).toEqual(
    [waiting, unsent, silent].map(({ id }) => toWireId('payment', id)).sort(),
  );
  expect(await seenBy(market.funder)).toEqual([stuck(leg1, 'NOT_RELEASED', leg1.dueOn)]);
});

test('is empty where everything is on its way, and after a page that is none of ours', async () => {
  await supplierPayment();
  expect(await seenBy(market.operator)).toEqual([]);
  await market.setClock('2031-05-06T10:00:00+02:00');
  expect((await pageSeenBy(market.operator, 'first: 5, after: "x"')).edges).toEqual([]);
  expect(await seenBy(market.operator)).toHaveLength(1);
});
