import { type MoneyMarket, openMoneyMarket } from '../../support/money-market.js';

let market: MoneyMarket;
beforeAll(async () => {
  market = await openMoneyMarket();
});
afterAll(() => market.close());

test('first', async () => {
  const invoice = await market.approve();
  await market.award(invoice);
  await market.release(await market.payment(invoice, 'DISBURSEMENT'));
  await market.settle();
  await market.setClock('2031-03-06T10:00:00+01:00');
  await market.settle();
  await market.release(await market.payment(invoice, 'REPAYMENT'));
  await market.setClock('2031-05-05T10:00:00+01:00');
  await market.settle();
  console.log((await market.ledger()).join('\n'));
});
