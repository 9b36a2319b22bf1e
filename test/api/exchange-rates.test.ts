import { randomUUID } from 'node:crypto';
import { graphql } from 'graphql';
import { addExchangeRates, reportInCurrency } from '../../server/exchange-rates/index.js';
import { apiSchema } from '../../server/http/schema.js';
import { localDate } from '../../server/platform/local-date.js';
import { RequestContext, type Services } from '../../server/platform/request-context.js';
import { type MemberViewer, systemViewer } from '../../server/platform/viewer.js';
import { type MoneyMarket, openMoneyMarket } from '../support/money-market.js';

jest.setTimeout(120_000);

let market: MoneyMarket;
let operator: MemberViewer;

beforeAll(async () => {
  market = await openMoneyMarket();
  operator = { ...market.operator.checker, permissions: ['ADMINISTRATOR'] };
  await market.approve({ amountMinor: 10_000_000n, adjustedDueDate: localDate('2031-05-05') });
  // A Sunday: what was published on Friday counts.
  await market.setClock('2031-03-09T10:00:00+01:00');
});
afterAll(() => market?.close());

function handIn(viewer: MemberViewer, file: string) {
  return market.work.run(addExchangeRates, viewer, {
    fileName: 'eurofxref-hist.csv',
    file,
    idempotencyKey: randomUUID(),
  });
}

async function ask<Data>(viewer: MemberViewer, source: string): Promise<Data> {
  const contextValue = new RequestContext(viewer, market.database, market.work, {} as Services, randomUUID());
  const { data, errors } = await graphql({ schema: await apiSchema(), source, contextValue });
  if (errors) throw errors[0]?.originalError ?? errors[0];
  return data as Data;
}

const kept = () =>
  market.asAdmin(
    'SELECT day::text AS day, currency, trim_scale(rate) AS rate FROM exchange_rate ORDER BY day, currency',
  );

const history = 'Date,USD,JPY,CYP,\n2031-03-07,1.0812,163.06,N/A,\n2031-03-06,1.08,163,N/A,\n';

test('none but an administrator of the operator hands in rates', async () => {
  for (const viewer of [market.buyer.checker, { ...operator, permissions: ['CHECKER'] } as MemberViewer]) {
    expect(await handIn(viewer, history)).toMatchObject({ code: 'NOT_PERMITTED' });
  }
});

test('before there is a rate, nothing is made of an amount', async () => {
  const { reportedFigures } = await ask<{ reportedFigures: object[] }>(
    market.buyer.checker,
    '{ reportedFigures(currency: "USD") { kind total { amount } parts { amount { amount currency } reported { amount } rate } } }',
  );
  expect(reportedFigures).toEqual([
    {
      kind: 'DUE',
      total: null,
      parts: [{ amount: { amount: '100000.00', currency: 'EUR' }, reported: null, rate: null }],
    },
  ]);
});

test('a file is kept whole, once, and corrected by the next', async () => {
  expect(await handIn(operator, history)).toEqual({
    firstDay: '2031-03-06',
    lastDay: '2031-03-07',
    total: 4,
    changed: 4,
  });
  expect(await handIn(operator, history)).toMatchObject({ changed: 0 });
  expect(await handIn(operator, history.replace('163,', '163.5,'))).toMatchObject({ total: 4, changed: 1 });
  const rates = [
    { day: '2031-03-06', currency: 'JPY', rate: '163.5' },
    { day: '2031-03-06', currency: 'USD', rate: '1.08' },
    { day: '2031-03-07', currency: 'JPY', rate: '163.06' },
    { day: '2031-03-07', currency: 'USD', rate: '1.0812' },
  ];
  expect(await kept()).toMatchObject(rates);

  const refused = await handIn(operator, `${history}2031-03-05,1,x,,\n2031-03-10,1,1,,\n`);
  expect(refused).toMatchObject({
    code: 'UNREADABLE_RATES',
    faultCount: 2,
    faults: [
      { path: 'row 4, column JPY', code: 'NOT_A_RATE' },
      { path: 'row 5, column Date', code: 'IN_THE_FUTURE' },
    ],
  });
  expect(await kept()).toMatchObject(rates);
});

test('a report shows the rate, its day and its source, in the digits of its currency', async () => {
  const figure = (currency: string) =>
    ask<{ reportedFigures: object[] }>(
      market.buyer.checker,
      `{ reportedFigures(currency: "${currency}") { kind asOf total { amount currency }
         parts { amount { amount } reported { amount } rate rateDay source } } }`,
    ).then(({ reportedFigures }) => reportedFigures);
  expect(await figure('USD')).toEqual([
    {
      kind: 'DUE',
      asOf: '2031-03-09',
      total: { amount: '108120.00', currency: 'USD' },
      parts: [
        {
          amount: { amount: '100000.00' },
          reported: { amount: '108120.00' },
          rate: '1.0812',
          rateDay: '2031-03-07',
          source: 'ECB',
        },
      ],
    },
  ]);
  expect(await figure('JPY')).toMatchObject([{ total: { amount: '16306000', currency: 'JPY' } }]);
  expect(await figure('EUR')).toMatchObject([
    { total: { amount: '100000.00' }, parts: [{ rate: null, source: null }] },
  ]);
  expect(await figure('NONE')).toEqual([]);
});

test('amounts of two currencies meet at the cross rate of one day, each rounded by itself', async () => {
  const on = (day: string) =>
    market.database.read(systemViewer, db =>
      reportInCurrency(
        db,
        [
          { amountMinor: 12_345n, currency: 'JPY' },
          { amountMinor: 100n, currency: 'USD' },
          { amountMinor: 100n, currency: 'CHF' },
        ],
        'USD',
        localDate(day),
      ),
    );
  const [yen, dollars, francs] = await on('2031-03-09');
  // 12,345 × 1.0812 / 163.06 = 81.856…
  expect(yen).toMatchObject({ reported: { amountMinor: 8186n }, rate: '0.0066306881', rateDay: '2031-03-07' });
  expect(dollars).toMatchObject({ reported: { amountMinor: 100n }, rate: null });
  expect(francs).toMatchObject({ reported: null, source: null });
  const [earlier] = await on('2031-03-06');
  expect(earlier).toMatchObject({ rateDay: '2031-03-06', rate: '0.0066055046' });
  const [before] = await on('2031-03-05');
  expect(before).toMatchObject({ reported: null });
});
