import { localDate } from '../../server/platform/local-date.js';
import { entry, notification, statement } from '../support/bank-reports.js';
import { clockOf, type Market, openMarket } from '../support/trade.js';
import { WebMarket } from './support/web-market.js';

/* What banks booked, seen by whoever brings it, by the second person, and by the operator. */

jest.setTimeout(180_000);

let web: WebMarket;
let market: Market;
let iban: string;

beforeAll(async () => {
  web = await WebMarket.open();
  market = await openMarket(web.server);
  const { node } = await market.buyer.reader.query<{ node: { bankAccounts: { iban: string; state: string }[] } }>(
    'query ($id: ID!) { node(id: $id) { ... on Organization { bankAccounts { iban state } } } }',
    { id: market.buyer.id },
  );
  iban = node.bankAccounts.find(({ state }) => state === 'VERIFIED')!.iban;
}, 300_000);

afterAll(() => web?.close());

test('a file is brought, what matches nothing is named by one person and confirmed by another', async () => {
  const maker = await web.sit("buyer's maker");
  await maker.goTo('Reconciliation');
  await maker.row('Accounts held against their bank', iban).getByText('No statement yet').waitFor();
  const day = localDate((await clockOf(market)).today);
  const rent = entry({ side: 'DEBIT', amountMinor: 123_456n, remittance: 'rent of the office', bookedOn: day });
  const bytes = statement({ iban }, 10_000_000n, [rent], { day });
  await maker.main.locator('input[type=file]').setInputFiles({ name: 'day.xml', mimeType: 'text/xml', buffer: bytes });
  await maker.row('Accounts in day.xml', iban, 'Taken').waitFor();
  const account = maker.row('Accounts held against their bank', iban);
  await account.getByText('Agrees').waitFor();
  await account.getByText('1,234.56').first().waitFor();
  // The same file again changes nothing.
  await maker.main
    .locator('input[type=file]')
    .setInputFiles({ name: 'again.xml', mimeType: 'text/xml', buffer: bytes });
  await maker.row('Accounts in again.xml', iban, 'Taken').waitFor();

  await maker.main.getByRole('link', { name: 'Entries in suspense' }).click();
  const row = maker.row('Bank entries', 'rent of the office');
  await row.getByText('It matches no payment.').waitFor();
  await row.getByRole('button', { name: 'Say what it is' }).click();
  await maker.dialog.getByLabel('What it is').selectOption({ label: 'It has nothing to do with this market' });
  await maker.dialog.getByLabel('Reason').fill('It is the rent of March.');
  await maker.pressInDialog('Say what it is');
  await row.getByText('Waits for another person').waitFor();
  expect(await row.getByRole('button', { name: 'Confirm' }).count()).toBe(0);

  const checker = await web.sit("buyer's checker");
  await checker.goTo('Reconciliation');
  await checker.main.getByRole('link', { name: 'Entries in suspense' }).click();
  await checker.row('Bank entries', 'rent of the office').getByRole('button', { name: 'Confirm' }).click();
  await checker.dialog.getByText('It is the rent of March.').waitFor();
  await checker.pressInDialog('Confirm');
  await checker.says('No entry is here.');
  // The window of the first person follows by itself.
  await maker.says('No entry is here.');
  expect([...maker.complaints, ...checker.complaints]).toEqual([]);
});

test('money that came wrongly is held for whom the bank names, and shown to both', async () => {
  const accounts = 'query ($id: ID!) { node(id: $id) { ... on Organization { name bankAccounts { iban state } } } }';
  const { node } = await market.supplier.reader.query<{
    node: { name: string; bankAccounts: { iban: string; state: string }[] };
  }>(accounts, { id: market.supplier.id });
  const from = { name: node.name, iban: node.bankAccounts.find(({ state }) => state === 'VERIFIED')!.iban };
  const wrong = entry({ side: 'CREDIT', amountMinor: 77_700n, debtor: from, remittance: 'sent to the wrong account' });
  const brought = await market.buyer
    .as('MAKER')
    .bringBankFile('in.xml', new Uint8Array(notification({ iban }, [wrong])));
  expect(brought.status).toBe(200);

  const maker = await web.sit("buyer's maker");
  await maker.goTo('Reconciliation');
  await maker.main.getByRole('link', { name: 'Entries in suspense' }).click();
  await maker.row('Bank entries', 'sent to the wrong account').getByRole('button', { name: 'Say what it is' }).click();
  const words = `Came wrongly from ${from.name}, for nothing known`;
  await maker.dialog.getByLabel('What it is').selectOption({ label: words });
  await maker.dialog.getByLabel('Reason').fill('It is not ours.');
  await maker.pressInDialog('Say what it is');
  await maker.row('Bank entries', 'sent to the wrong account').getByText('Waits for another person').waitFor();

  const checker = await web.sit("buyer's checker");
  await checker.goTo('Reconciliation');
  await checker.main.getByRole('link', { name: 'Entries in suspense' }).click();
  await checker.row('Bank entries', 'sent to the wrong account').getByRole('button', { name: 'Confirm' }).click();
  await checker.pressInDialog('Confirm');
  await checker.says('No entry is here.');
  const supplier = await web.sit('supplier');
  for (const window of [checker, supplier]) {
    await window.goTo('Reconciliation');
    const row = window.row('Money that came wrongly', from.name);
    await row.getByText('777.00').waitFor();
    await row.getByText('Held', { exact: true }).waitFor();
  }
  expect([...maker.complaints, ...checker.complaints, ...supplier.complaints]).toEqual([]);
});

test('the operator sees a broken file with its place, and a held report; two of its persons decide', async () => {
  const bytes = notification({ iban }, [entry({ side: 'DEBIT', amountMinor: 1n })]);
  const supplier = market.supplier.as('MAKER');
  expect((await supplier.bringBankFile('broken.xml', new Uint8Array(bytes.subarray(0, 300)))).status).toBe(422);
  expect((await supplier.bringBankFile('foreign.xml', new Uint8Array(bytes))).status).toBe(200);
  const window = await web.sit('operator');
  await window.goTo('Bank files');
  await window.row('Files of banks', 'broken.xml', /line \d+, column \d+/).waitFor();
  await window.goTo('Bank statements');
  const row = window.row('Statements and reports', 'Its account is no verified account of whoever brought it.');
  await row.getByRole('button', { name: 'Set aside' }).click();
  await window.dialog.getByLabel('Reason').fill('It is not theirs.');
  await window.pressInDialog('Set aside');
  await window.goTo('Exceptions');
  await window.says('Set a held report of an account aside for good');
  expect(window.complaints).toEqual([]);
});

test('a business day is chosen in the address, and nothing on it is said in words', async () => {
  const window = await web.sit('supplier');
  await window.goTo('Settlement day');
  await window.main.getByLabel('Business day').fill('2031-05-05');
  await window.press('Apply');
  await window.page.waitForURL('**/settlement-day?day=2031-05-05');
  await window.says('Totals of 5 May 2031');
  await window.settled();
  expect(await window.main.getByText('No payment of yours is due on this day.').count()).toBe(3);
  expect(window.complaints).toEqual([]);
});
