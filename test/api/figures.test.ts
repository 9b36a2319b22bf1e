import { randomUUID } from 'node:crypto';
import { graphql } from 'graphql';
import { apiSchema } from '../../server/http/schema.js';
import { localDate } from '../../server/platform/local-date.js';
import { RequestContext, type Services } from '../../server/platform/request-context.js';
import type { MemberViewer } from '../../server/platform/viewer.js';
import { type MoneyMarket, openMoneyMarket } from '../support/money-market.js';

/*
 * One market, from Monday 3 March 2031 on: of four approved invoices one is sold and paid out on the sixth, one is sold and
 * not paid out yet, two are the supplier's.
 */

jest.setTimeout(120_000);

let market: MoneyMarket;

beforeAll(async () => {
  market = await openMoneyMarket();
  const sold = await market.approve({ amountMinor: 10_000_000n, adjustedDueDate: localDate('2031-05-05') });
  await market.approve({ amountMinor: 6_000_000n, adjustedDueDate: localDate('2031-05-05') });
  await market.approve({ amountMinor: 4_000_000n, adjustedDueDate: localDate('2031-03-10') });
  const agreed = await market.approve({ amountMinor: 2_000_000n, adjustedDueDate: localDate('2031-06-02') });
  await market.award(sold);
  await market.release(await market.payment(sold, 'DISBURSEMENT'));
  await market.settle();
  await market.setClock('2031-03-06T18:00:00+01:00');
  await market.settle();
  await market.award(agreed, { valueDate: localDate('2031-03-10') });
});
afterAll(() => market?.close());

async function ask<Data>(viewer: MemberViewer, source: string): Promise<Data> {
  const contextValue = new RequestContext(viewer, market.database, market.work, {} as Services, randomUUID());
  const { data, errors } = await graphql({ schema: await apiSchema(), source, contextValue });
  if (errors) throw errors[0]?.originalError ?? errors[0];
  return data as Data;
}

const calendar = (span: string) =>
  `{ dueCalendar(span: ${span}) { from until count toSuppliers { amount } toFunders { amount } total { amount currency } } }`;
const ladder = (span: string) =>
  `{ maturityLadder(span: ${span}) { from until count committed { amount } outstanding { amount } total { amount currency } } }`;
const figures = `{ programmeFigures { programme { name } month invoiceCount approved { amount currency } financedCount
  financed { amount } shareFinanced medianHours daysEarly } }`;

test("the buyer's calendar: what is due in which week, to its suppliers and to who bought the claim", async () => {
  expect(await ask(market.buyer.checker, calendar('WEEK'))).toEqual({
    dueCalendar: [
      {
        from: '2031-03-10',
        until: '2031-03-16',
        count: 1,
        toSuppliers: { amount: '40000.00' },
        toFunders: { amount: '0.00' },
        total: { amount: '40000.00', currency: 'EUR' },
      },
      {
        from: '2031-05-05',
        until: '2031-05-11',
        count: 2,
        toSuppliers: { amount: '60000.00' },
        toFunders: { amount: '100000.00' },
        total: { amount: '160000.00', currency: 'EUR' },
      },
      {
        from: '2031-06-02',
        until: '2031-06-08',
        count: 1,
        toSuppliers: { amount: '20000.00' },
        toFunders: { amount: '0.00' },
        total: { amount: '20000.00', currency: 'EUR' },
      },
    ],
  });
});

test('by days, what lies beyond the last day is one span without an end', async () => {
  const { dueCalendar } = await ask<{ dueCalendar: Record<string, unknown>[] }>(market.buyer.checker, calendar('DAY'));
  expect(dueCalendar.map(({ from, until, count }) => [from, until, count])).toEqual([
    ['2031-03-10', '2031-03-10', 1],
    ['2031-04-06', null, 3],
  ]);
});

test("the funder's ladder: what is out and what is committed, by the month it comes back", async () => {
  expect(await ask(market.funder.checker, ladder('MONTH'))).toEqual({
    maturityLadder: [
      {
        from: '2031-05-01',
        until: '2031-05-31',
        count: 1,
        committed: { amount: '0.00' },
        outstanding: { amount: '100000.00' },
        total: { amount: '100000.00', currency: 'EUR' },
      },
      {
        from: '2031-06-01',
        until: '2031-06-30',
        count: 1,
        committed: { amount: '20000.00' },
        outstanding: { amount: '0.00' },
        total: { amount: '20000.00', currency: 'EUR' },
      },
    ],
  });
});

const march = {
  programme: { name: 'Programme' },
  month: '2031-03-01',
  invoiceCount: 4,
  approved: { amount: '220000.00', currency: 'EUR' },
  financedCount: 1,
  financed: { amount: '100000.00' },
  // 100,000 of 220,000; Monday 10:00 to Thursday 18:00; 6 March to 5 May.
  shareFinanced: '45.5',
  medianHours: '80.0',
  daysEarly: '60.0',
};

test('programmes: share financed, hours to money and days early, for their buyer and for the operator', async () => {
  expect(await ask(market.buyer.checker, figures)).toEqual({ programmeFigures: [march] });
  expect(await ask(market.operator.checker, figures)).toEqual({ programmeFigures: [march] });
});

test('nobody else has a part in them', async () => {
  const all = `{ ${[calendar('WEEK'), ladder('WEEK'), figures].map(query => query.slice(1, -1)).join(' ')} }`;
  const nothing = { dueCalendar: [], maturityLadder: [], programmeFigures: [] };
  expect(await ask(market.supplier.checker, all)).toEqual(nothing);
  expect(await ask(market.funder.checker, all)).toMatchObject({ dueCalendar: [], programmeFigures: [] });
  expect(await ask(market.buyer.checker, all)).toMatchObject({ maturityLadder: [] });
  expect(await ask(market.operator.checker, all)).toMatchObject({ dueCalendar: [], maturityLadder: [] });
});

test('what is financed under terms that are not disclosed to the buyer is not financed for it', async () => {
  await market.asAdmin(
    `SET session_replication_role = replica; UPDATE programme_terms SET disclosure = 'CONFIDENTIAL'`,
  );
  expect(await ask(market.buyer.checker, figures)).toEqual({
    programmeFigures: [
      {
        ...march,
        financedCount: 0,
        financed: { amount: '0.00' },
        shareFinanced: '0.0',
        medianHours: null,
        daysEarly: null,
      },
    ],
  });
  expect(await ask(market.operator.checker, figures)).toEqual({ programmeFigures: [march] });
});
