import { eur, newKey } from '../support/api-client.js';
import { plusDays } from '../support/figures.js';
import {
  accept,
  bid,
  clockOf,
  listed,
  type Market,
  moveTo,
  nextTradeDays,
  offersOf,
  openMarket,
  paymentsFor,
  type Party,
  release,
  untilState,
} from '../support/trade.js';
import { WebMarket } from './support/web-market.js';

/* What waits for a person: a message of a bank that nothing can follow from, and a payment whose account was closed. */

jest.setTimeout(120_000);

let web: WebMarket;
let market: Market;

beforeAll(async () => {
  web = await WebMarket.open();
  market = await openMarket(web.server);
}, 300_000);

afterAll(() => web?.close());

/** An invoice whose leg 1 was paid by the funder; resolves to the ids of both. */
async function disbursed(funder: Party, payable: string): Promise<{ invoiceId: string; financingId: string }> {
  const { tradeDate, valueDate, dueDate } = await nextTradeDays(market, 40);
  await moveTo(market, tradeDate);
  const { invoiceId, auctionId } = await listed(market, { payable, issueDate: tradeDate, dueDate });
  await bid(funder, auctionId, { rateBps: '410' });
  const financingId = await accept(market, (await offersOf(market, auctionId))[0]!);
  await release(funder, 'DISBURSEMENT', financingId);
  await moveTo(market, valueDate);
  await untilState(market.operator, 'Financing', financingId, 'DISBURSED');
  return { invoiceId, financingId };
}

test('a message that nothing can follow from reaches the window of the operator, with its reason and its payment', async () => {
  const window = await web.sit('operator');
  await window.goTo('Held messages');
  await window.says('No message waits.');
  const [funder] = market.funders as [Party];
  const { invoiceId, financingId } = await disbursed(funder, '71000.00');
  await release(market.buyer, 'REPAYMENT', financingId);
  const leg1 = (await paymentsFor(market, invoiceId)).find(({ kind }) => kind === 'DISBURSEMENT')!;
  const plan = { paymentId: leg1.id, behaviour: 'RETURN', reason: 'FOCR sent back' };
  await market.operator.as('CHECKER').succeed('planPayment', plan, 'payment { id }');

  const row = window.row('Held bank messages', 'Came back', leg1.amount.amount.replace('70', '70,'));
  await row.first().waitFor();
  const ours = row.filter({ hasText: 'Another payment has followed, which this would undo.' });
  await ours.getByRole('button', { name: 'Plan' }).waitFor();
  expect(window.count('DOCUMENT')).toBe(1);
  await ours.getByRole('link', { name: 'Funder to supplier' }).click();
  await window.page.waitForURL(`**/payments/${leg1.id}`);
  expect(window.complaints).toEqual([]);
});

test('a payee whose account was closed names the one that took its place, once that may be used', async () => {
  const [, funder] = market.funders as [Party, Party];
  const { financingId } = await disbursed(funder, '72000.00');
  const window = await web.sit('funder B');
  await window.goTo('Payments');
  await window.row('Payments', '72,000.00').waitFor();

  const account = { iban: 'DE89370400440532013000', holderName: funder.name, currency: 'EUR' };
  const proposed = await funder.as('ADMINISTRATOR').succeed('proposeBankAccount', account, 'bankAccount { id }');
  const { id: bankAccountId } = proposed.bankAccount as { id: string };
  await funder.members
    .at(-1)!
    .client.succeed('verifyBankAccount', { bankAccountId, payeeCheck: 'MATCH' }, 'bankAccount { state }');
  const payment = { paymentIds: [await leg2Of(financingId)], total: eur('72000.00'), idempotencyKey: newKey() };
  const refused = await market.buyer.as('MAKER').mutate('preparePaymentFiles', payment, 'files { id }');
  expect(refused).toMatchObject({ code: 'PAYMENTS_NOT_RELEASABLE', faults: [{ code: 'PAYEE_ACCOUNT_CLOSED' }] });

  await window.goTo('Home');
  await window.goTo('Payments');
  const row = window.row('Payments', '72,000.00');
  await row.getByText('The payee has closed the account to which it was agreed to go.').waitFor();
  await row.getByRole('button', { name: 'Name another account' }).click();
  await window.dialog.getByLabel('IBAN').waitFor();
  await window.pressInDialog('Name another account');
  await window.dialog
    .getByText(/may be used yet/)
    .first()
    .waitFor();

  const { today } = await clockOf(market);
  await moveTo(market, plusDays(today, 4));
  await window.pressInDialog('Name another account');
  await window.dialog.waitFor({ state: 'hidden' });
  await row.getByText('DE89370400440532013000').waitFor();
  expect(window.complaints).toEqual([]);
});

async function leg2Of(financingId: string): Promise<string> {
  const { node } = await market.operator.reader.query<{ node: { payments: { id: string; kind: string }[] } }>(
    'query ($id: ID!) { node(id: $id) { ... on Financing { payments { id kind } } } }',
    { id: financingId },
  );
  return node.payments.find(({ kind }) => kind === 'REPAYMENT')!.id;
}
