import { readFileSync } from 'node:fs';
import { plusDays } from '../support/figures.js';
import { pdfLines } from '../support/pdf-text.js';
import {
  accept,
  approve,
  bid,
  clockOf,
  listed,
  type Market,
  moveTo,
  offersOf,
  openMarket,
  type Party,
  release,
  submit,
} from '../support/trade.js';
import { violationsOf } from './support/accessibility.js';
import { tradeDaysAfter } from './support/trade-days.js';
import { WebMarket } from './support/web-market.js';
import { amountsIn, type MarketWindow } from './support/window.js';

/* What a buyer publishes of a month: begun, filled, prepared by one person and closed by another, taken along as files. */

jest.setTimeout(180_000);

let web: WebMarket;
let market: Market;

/** A month in which one invoice was sold and one was not; time stands in the next month. */
beforeAll(async () => {
  web = await WebMarket.open();
  market = await openMarket(web.server);
  const { today } = await clockOf(market);
  const { tradeDay, valueDay } = tradeDaysAfter(monthAfter(today), 40);
  await moveTo(market, tradeDay);
  const invoice = (payable: string, days: number) => ({
    payable,
    issueDate: tradeDay,
    dueDate: plusDays(tradeDay, days),
  });
  const [funder] = market.funders as [Party];
  const sold = await listed(market, invoice('61000.00', 55));
  await bid(funder, sold.auctionId, { rateBps: '410' });
  await release(funder, 'DISBURSEMENT', await accept(market, (await offersOf(market, sold.auctionId))[0]!));
  await approve(market, [await submit(market, invoice('30000.00', 45))]);
  await moveTo(market, valueDay);
  await moveTo(market, plusDays(monthAfter(valueDay), 1));
}, 300_000);

afterAll(() => web?.close());

function monthAfter(day: string): string {
  return `${plusDays(`${day.slice(0, 7)}-01`, 32).slice(0, 7)}-01`;
}

/** An amount and whole units. */
function plus(amount: string, units: number): string {
  const [whole = '', decimals] = amount.split('.');
  return `${BigInt(whole) + BigInt(units)}.${decimals}`;
}

async function add(window: MarketWindow, values: Readonly<Record<string, string>>): Promise<void> {
  await window.main.getByRole('button', { name: 'Add a fact' }).first().click();
  for (const [label, value] of Object.entries(values)) {
    const field = window.dialog.getByLabel(label, { exact: true });
    if ((await field.evaluate(element => (element as { tagName: string }).tagName)) === 'SELECT')
      await field.selectOption({ label: value });
    else await field.fill(value);
  }
  await window.pressInDialog('Add a fact');
  await window.dialog.waitFor({ state: 'detached' });
  await window.settledAfterFrames();
}

test('one person fills and prepares a month, another closes it; each figure leads to its invoices', async () => {
  const maker = await web.sit("buyer's maker");
  await maker.goTo('Disclosures');
  await maker.says('No period was begun yet.');
  expect(await violationsOf(maker.page)).toEqual([]);
  await maker.press('Begin a period');
  const { today } = await clockOf(market);
  const month = plusDays(`${today.slice(0, 7)}-01`, -1).slice(0, 7);
  await maker.dialog.getByLabel('Period').selectOption(`MONTH ${month}-01`);
  await maker.pressInDialog('Begin a period');
  await maker.page.waitForURL('**/disclosures/dsp_*');
  await maker.row('From the beginning to the end', 'Confirmed in the period').first().waitFor();

  // What the demo market had approved before.
  const beginning = 'Outstanding at the beginning';
  const [opening = ''] = await amountsIn(maker.row('From the beginning to the end', beginning).first());
  const closing = plus(opening, 91_000);
  const figures = async (window: MarketWindow) =>
    Object.fromEntries(
      await Promise.all(
        [beginning, 'Confirmed in the period', 'Paid in the period', 'Outstanding at the end'].map(async name => {
          const [amount] = await amountsIn(window.row('From the beginning to the end', name).first());
          return [name, amount];
        }),
      ),
    );
  const expected = {
    [beginning]: opening,
    'Confirmed in the period': '91000.00',
    'Paid in the period': '0.00',
    'Outstanding at the end': closing,
  };
  expect(await figures(maker)).toEqual(expected);
  const funded = 'Of which suppliers have their money from funders';
  const position = maker.row('Liabilities that are part of the arrangement', funded).first();
  expect(await amountsIn(position)).toEqual(['0.00', '61000.00']);

  await add(maker, { 'What it is about': 'Security and guarantees', Text: 'None.' });
  await add(maker, { Name: 'Trade and other payables', 'Amount in EUR': plus(closing, -1_000) });
  await maker.says('In no line yet');
  await maker.press('Prepare');
  await maker.pressInDialog('Prepare');
  await maker.says('The lines of the balance sheet do not come to the carrying amount');
  expect(await violationsOf(maker.page)).toEqual([]);
  await maker.pressInDialog('Close');
  await add(maker, { Name: 'Borrowings', 'Amount in EUR': '1000.00' });

  // A file with a fault changes nothing.
  await maker.press('Upload facts');
  await maker.dialog.getByLabel('CSV file').setInputFiles({
    name: 'facts.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('programme,kind,note\nNobody,SECURITY,x\nNobody,GUESS,\n'),
  });
  await maker.pressInDialog('Upload');
  await maker.says(/You have no programme of this name/);
  expect(await violationsOf(maker.page)).toEqual([]);
  await maker.pressInDialog('Close');

  await maker.press('Prepare');
  await maker.pressInDialog('Prepare');
  await maker.says('The pack is prepared.');
  await maker.settledAfterFrames();
  expect(await maker.main.getByRole('button', { name: 'Close for good' }).count()).toBe(0);
  expect(await violationsOf(maker.page)).toEqual([]);

  const link = maker.row('From the beginning to the end', 'Confirmed in the period').first().getByRole('link');
  await link.click();
  await maker.row('Invoices behind the figure').first().waitFor();
  expect((await amountsIn(maker.page.getByRole('table'))).sort()).toEqual(['30000.00', '61000.00']);
  expect(await violationsOf(maker.page)).toEqual([]);
  expect(maker.complaints).toEqual([]);

  const checker = await web.sit("buyer's checker");
  await checker.goTo('Disclosures');
  await checker.row('Periods').first().getByRole('link').first().click();
  await checker.press('Close for good');
  await checker.pressInDialog('Close for good');
  await checker.says('The pack is closed.');
  await checker.main.locator('[data-state="CLOSED"]').first().waitFor();
  expect(await figures(checker)).toEqual(expected);
  for (const name of ['Add a fact', 'Remove', 'Prepare', 'Open again', 'Upload facts'])
    expect(await checker.main.getByRole('button', { name }).count()).toBe(0);
  expect(checker.complaints).toEqual([]);
});

test('in French the page, the note and its files are French; the operator reads, and others have no such page', async () => {
  const window = await web.sit('operator');
  await window.goTo('Disclosures');
  await window.row('Periods').first().getByRole('link').first().click();
  await window.page.getByRole('button', { name: 'Français' }).click();
  await window.row('Du début à la fin', 'Confirmé pendant la période').first().waitFor();
  expect(await violationsOf(window.page)).toEqual([]);
  expect(await window.main.getByRole('button').count()).toBe(0);
  const download = window.page.waitForEvent('download');
  await window.main.getByRole('link', { name: 'Télécharger en PDF' }).click();
  const printed = pdfLines(readFileSync((await (await download).path())!));
  expect(printed).toContain('Accords de financement de fournisseurs');
  expect(printed).toContain('91\u00a0000,00');
  const { pathname } = new URL(window.page.url());
  expect(window.complaints).toEqual([]);

  const supplier = await web.sit('supplier');
  await supplier.page.goto(new URL(pathname, supplier.page.url()).href);
  await supplier.says('No such page');
});
