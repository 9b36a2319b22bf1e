import { fecFaults, fecLines } from '../support/fec-checker.js';
import { accept, bid, clockOf, listed, moveTo, offersOf, openMarket, release } from '../support/trade.js';
import { plusDays } from '../support/figures.js';
import { tradeDaysAfter } from './support/trade-days.js';
import { WebMarket } from './support/web-market.js';

/*
 * An administrator takes the ledger into its own books: statements, trial balance, the accounts of its chart, numbers, and
 * the file for the tax office, as the pages lead.
 */

jest.setTimeout(180_000);

let web: WebMarket;

beforeAll(async () => {
  web = await WebMarket.open();
  const market = await openMarket(web.server);
  const { tradeDay, valueDay } = tradeDaysAfter((await clockOf(market)).today, 40);
  await moveTo(market, tradeDay);
  const invoice = { payable: '61000.00', issueDate: tradeDay, dueDate: plusDays(tradeDay, 45) };
  const { auctionId } = await listed(market, invoice);
  await bid(market.funders[0]!, auctionId, { rateBps: '450' });
  await release(market.funders[0]!, 'DISBURSEMENT', await accept(market, (await offersOf(market, auctionId))[0]!));
  await moveTo(market, valueDay);
}, 180_000);

afterAll(() => web?.close());

test('from the ledger to the file of the year', async () => {
  const window = await web.sit('supplier');
  const { page, main } = window;
  await window.goTo('Ledger');
  await main.getByRole('link', { name: 'Statements', exact: true }).click();
  await main.getByRole('link', { name: /^Claims EUR/ }).click();
  await window.says('What moved, oldest first');
  expect(await window.row('What moved, oldest first', 'Undertaking', '61,000.00').count()).toBe(1);
  expect(await window.row('What moved, oldest first', 'Purchase', '61,000.00').count()).toBe(1);

  await main.getByRole('link', { name: 'Trial balance', exact: true }).click();
  const totals = main.getByRole('row', { name: /^Total/ }).locator('data.amount');
  await totals.first().waitFor();
  const [debit, credit] = await totals.allInnerTexts();
  expect(debit).toBe(credit);

  await main.getByRole('link', { name: 'Journal', exact: true }).click();
  await main.getByRole('button', { name: 'Number the entries' }).click();
  await window.says('No account is set for: Claims.');
  await window.says('No account is set for: Sales.');

  await main.getByRole('button', { name: 'Set up the books' }).click();
  await window.dialog.getByLabel('SIREN', { exact: true }).fill('123');
  await window.pressInDialog('Save');
  await window.dialog.getByText('This is no SIREN').waitFor();
  await window.dialog.getByLabel('SIREN', { exact: true }).fill('552 100 554');
  await window.pressInDialog('Save');
  await window.dialog.waitFor({ state: 'hidden' });

  await main.getByRole('button', { name: 'Number the entries' }).click();
  await window.says(/entries got their numbers|One entry got its number/);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    main.getByRole('link', { name: /^File of the year/ }).click(),
  ]);
  const name = download.suggestedFilename();
  expect(name).toMatch(/^552100554FEC\d{4}1231\.txt$/);
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  const year = name.slice(12, 16);
  expect(fecFaults(name, bytes, { start: `${year}0101`, end: `${year}1231` })).toEqual([]);
  expect(fecLines(bytes).filter(line => line.CompteNum === '411000' && line.Credit === '61000,00')).toHaveLength(1);
  expect(window.complaints).toEqual([]);
  await page.context().close();
});
