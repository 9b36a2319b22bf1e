import { readFileSync } from 'node:fs';
import { readZip } from '../support/read-zip.js';
import { plusDays } from '../support/figures.js';
import { csvInvoices } from '../support/invoice-files.js';
import { verifyAccounts } from '../support/newcomers.js';
import { approve, bid, clockOf, type Market, moveTo, openMarket, release } from '../support/trade.js';
import { tradeDaysAfter } from './support/trade-days.js';
import { WebMarket } from './support/web-market.js';
import { amountsIn, inState, MarketWindow } from './support/window.js';

/* A sole trader, invited by its customer, from the link it was given to its first money. */

jest.setTimeout(120_000);

/** An action is a form that is sent, or a click that leads on. */
const MOST_ACTIONS = 12;

let web: WebMarket;
let market: Market;

beforeAll(async () => {
  web = await WebMarket.open();
  market = await openMarket(web.server);
}, 300_000);

afterAll(() => web?.close());

test(`a supplier that never saw Tenor has its first money after at most ${MOST_ACTIONS} actions`, async () => {
  const { operator, buyer, funders, programmeId } = market;
  const { tradeDay, valueDay } = tradeDaysAfter((await clockOf(market)).today, 45);
  await moveTo(market, tradeDay);
  const invitation = { programmeId, name: 'Jeanne Petit', email: 'jeanne@petit.example' };
  const invited = await buyer.as('ADMINISTRATOR').succeedPlain('inviteSupplier', invitation, 'invitation { link }');

  const newcomer = new MarketWindow('newcomer', await (await web.context()).newPage());
  const { page } = newcomer;
  let actions = 0;
  async function act(step: () => Promise<unknown>): Promise<void> {
    await step();
    actions += 1;
    await newcomer.settled();
  }

  await act(() => page.goto((invited.invitation as { link: string }).link));
  await page.locator('[name="personName"]').fill('Jeanne Petit');
  await page.locator('[name="password"]').fill('a kiln and seven blue cups');
  await page.locator('[name="organization.country"]').fill('FR');
  await page.locator('[name="organization.registrationNumber"]').fill('732829320');
  await page.locator('[name="account.iban"]').fill('FR76 3000 6000 0112 3456 7890 189');
  await act(() => page.getByRole('button', { name: 'Accept the invitation' }).click());

  const organizations = await operator.reader.all<{ id: string; name: string }>('organizations', 'id name');
  const { id: supplierId } = organizations.find(({ name }) => name === 'Jeanne Petit')!;
  await operator
    .as('ADMINISTRATOR')
    .succeedPlain('admitOrganization', { organizationId: supplierId }, 'organization { state }');
  await newcomer.says('Your bank account waits to be verified by a second person.');
  await act(() => newcomer.press('Accept the terms'));
  await act(() => newcomer.pressInDialog('Accept the terms'));
  await verifyAccounts(market, supplierId);

  await act(() => newcomer.goTo('Invoices'));
  const supplier = { name: 'Jeanne Petit', country: 'FR', registrationNumber: '732829320', taxId: null };
  const dates = { issueDate: tradeDay, dueDate: plusDays(tradeDay, 45) };
  const invoice = { number: 'JP-1', payable: '2400.00', supplier, buyer: buyer.facts, ...dates };
  const file = { name: 'jp-1.csv', mimeType: 'text/csv', buffer: Buffer.from(csvInvoices([invoice])) };
  await act(() => page.locator('input[type=file]').setInputFiles(file));
  await newcomer.says('1 invoice landed, 0 refused');
  await approve(market, [await invoiceIdOf('JP-1')]);

  await inState(newcomer.row('Invoices', 'JP-1'), 'APPROVED');
  await act(() => newcomer.press('Get paid early JP-1'));
  await act(() => newcomer.pressInDialog('Open the auction'));
  const auctionId = `auc_${new URL(page.url()).pathname.split('auc_')[1]}`;
  await bid(funders[0]!, auctionId, { rateBps: '500' });
  await act(() => newcomer.press(`Accept ${funders[0]!.name}`));
  const [net] = await amountsIn(newcomer.fact('Net cash', newcomer.dialog));
  await act(() => newcomer.pressInDialog('Accept this offer'));

  await inState(newcomer.main, 'AGREED');
  await release(funders[0]!, 'DISBURSEMENT', `fin_${new URL(page.url()).pathname.split('fin_')[1]}`);
  await moveTo(market, valueDay, '12:00');
  await inState(newcomer.main, 'DISBURSED');
  expect(await amountsIn(newcomer.fact('Price paid to the supplier'))).toEqual([net]);
  expect(actions).toBeLessThanOrEqual(MOST_ACTIONS);

  // And whoever has had enough takes everything along.
  const before = actions;
  await act(() => newcomer.goTo('Organization'));
  await act(() => newcomer.press('Take everything along'));
  await act(() => newcomer.pressInDialog('Take everything along'));
  const download = page.waitForEvent('download');
  await act(() => page.getByRole('link', { name: 'Download everything' }).click());
  const archive = readFileSync((await (await download).path())!);
  const files = readZip(archive);
  expect([...files.keys()]).toContain('manifest.json');
  expect(files.get('lists/invoices.csv')!.toString()).toContain('JP-1');
  const document = [...files].find(([path]) => path.startsWith('documents/') && path.endsWith('/jp-1.csv'));
  expect(document![1].toString()).toBe(csvInvoices([invoice]));
  expect(actions - before).toBe(4);
  expect(newcomer.complaints).toEqual([]);
});

async function invoiceIdOf(number: string): Promise<string> {
  const invoices = await market.buyer.reader.all<{ id: string; number: string }>('invoices', 'id number');
  return invoices.find(invoice => invoice.number === number)!.id;
}
