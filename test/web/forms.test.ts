import { demoOrganizations } from '../../server/demo/parties.js';
import { csvInvoices, type SampleRow } from '../../server/demo/sample-invoices.js';
import { ApiClient } from '../support/api-client.js';
import { plusDays } from '../support/figures.js';
import { newMember } from '../support/newcomers.js';
import { bid, clockOf, listed, type Market, moveTo, offersOf, openMarket, type Party } from '../support/trade.js';
import { violationsOf } from './support/accessibility.js';
import { AmountOracle } from './support/amount-oracle.js';
import { CuttableNetwork } from './support/cuttable-network.js';
import { AmountReader } from './support/shown-amounts.js';
import { tradeDaysAfter } from './support/trade-days.js';
import { WebMarket } from './support/web-market.js';
import { amountsIn, inState, MarketWindow } from './support/window.js';

/* What a form or a page does when its answer is no, is another one, is lost, or comes from somebody who is signed out. */

jest.setTimeout(120_000);

const OFFERS = 'Offers, the cheapest first';

let web: WebMarket;
let market: Market;
let supplier: MarketWindow;
let issueDate: string;
let dueDate: string;

beforeAll(async () => {
  web = await WebMarket.open();
  market = await openMarket(web.server);
  issueDate = tradeDaysAfter((await clockOf(market)).today, 50).tradeDay;
  dueDate = plusDays(issueDate, 50);
  await moveTo(market, issueDate);
  supplier = await web.sit('supplier');
}, 300_000);

afterAll(() => web?.close());

describe('a form', () => {
  test('shows each fault that the server found at its field, the focus on the first, and clears them when it is right', async () => {
    const operator = await web.sit('operator');
    const { dialog, page } = operator;
    await operator.goTo('Programmes');
    await operator.press('Create a programme');
    await dialog.getByLabel('Buyer', { exact: true }).selectOption(market.buyer.name);
    await dialog.getByLabel('Name').fill('Lumière pools');
    const typed = { Currency: 'XXX', 'Minutes of an auction': '0', 'Minutes to accept': '50000' };
    for (const [label, text] of Object.entries(typed)) await dialog.getByLabel(label).fill(text);
    await operator.pressInDialog('Create a programme');

    await dialog.getByText('This is no currency of ISO 4217.').waitFor();
    expect(await faultsIn(operator)).toEqual({
      Currency: 'This is no currency of ISO 4217.',
      'Minutes of an auction': 'This must be a whole number from 1 to 43200.',
      'Minutes to accept': 'This must be a whole number from 0 to 43200.',
    });
    expect(await dialog.getByLabel('Currency').and(page.locator(':focus')).count()).toBe(1);
    expect(await violationsOf(page)).toEqual([]);

    const right = { Currency: 'EUR', 'Minutes of an auction': '90', 'Minutes to accept': '0' };
    for (const [label, text] of Object.entries(right)) await dialog.getByLabel(label).fill(text);
    await operator.pressInDialog('Create a programme');
    await operator.says('The programme is created.');
    expect(await operator.title.innerText()).toBe('Lumière pools');
    await page.context().close();
  });

  test('sends nothing while a field cannot be read, and says which', async () => {
    const funder = await web.sit('funder A');
    await funder.goTo('Limits');
    await funder.press('Set a limit');
    await funder.dialog.getByLabel('Limit', { exact: true }).fill('1,000');
    await funder.dialog.getByLabel('Longest tenor in days').fill('ninety');
    await funder.settled();
    const requests = funder.count('REQUEST');
    await funder.pressInDialog('Set the limit');

    expect(await faultsIn(funder)).toEqual({
      Limit: 'Write an amount such as 1234.56.',
      'Longest tenor in days': 'Write a whole number.',
    });
    expect(await funder.dialog.getByLabel('Limit', { exact: true }).and(funder.page.locator(':focus')).count()).toBe(1);
    expect(funder.count('REQUEST')).toBe(requests);
    await funder.page.context().close();
  });

  test('accepts nothing when the offer has changed, shows the new figures, and takes those', async () => {
    const funderA = market.funders[0]!;
    const { auctionId } = await openAuction('51000.00');
    const bidId = await bid(funderA, auctionId, { rateBps: '400' });
    const [before] = await offersOf(market, auctionId);
    await openOffers(supplier, '51,000.00');
    await supplier.press(`Accept ${funderA.name}`);
    expect(await amountsIn(supplier.fact('Net cash', supplier.dialog))).toEqual([before!.quote.net.amount]);
    await changeBid(funderA, bidId, '700');
    const [after] = await offersOf(market, auctionId);
    await supplier.row(OFFERS, '7.00 %').waitFor();
    expect(await amountsIn(supplier.fact('Net cash', supplier.dialog))).toEqual([before!.quote.net.amount]);

    await supplier.pressInDialog('Accept this offer');
    await supplier.dialog.getByText('The figures have changed; nothing was accepted.').waitFor();
    expect(await amountsIn(supplier.fact('Net cash', supplier.dialog))).toEqual([after!.quote.net.amount]);
    expect(await amountsIn(supplier.fact('Discount', supplier.dialog))).toEqual([after!.quote.discount.amount]);
    expect(await financingsOf(auctionId)).toBe(0);
    expect(await violationsOf(supplier.page)).toEqual([]);

    await supplier.pressInDialog('Accept these new figures');
    await inState(supplier.main, 'AGREED');
    expect(await amountsIn(supplier.fact('Price paid to the supplier'))).toEqual([after!.quote.net.amount]);
  });

  test('whose answer was lost sends the same key again, and the offer is taken once', async () => {
    const network = await networkToServer();
    const { auctionId } = await openAuction('52000.00');
    await bid(market.funders[0]!, auctionId, { rateBps: '410' });
    const window = await web.sit('supplier', { port: network.port });
    await openOffers(window, '52,000.00');
    await window.press(`Accept ${market.funders[0]!.name}`);
    const sent: string[] = [];
    window.page.on('request', request => {
      if (request.postData()?.includes('"AcceptOffer"')) sent.push(request.postData()!);
    });
    network.loseAnswers();
    await window.pressInDialog('Accept this offer');
    await window.dialog.getByText('No answer came.').waitFor();
    expect(await financingsOf(auctionId)).toBe(1);
    network.mend();

    await window.pressInDialog('Accept this offer');
    await inState(window.main, 'AGREED');
    expect(sent).toHaveLength(2);
    expect(sent[0]).toMatch(/"idempotencyKey":"[0-9a-f-]{36}"/);
    expect(sent[1]).toBe(sent[0]);
    expect(await financingsOf(auctionId)).toBe(1);
    await window.page.context().close();
    await network.close();
  });
});

test('offers from anywhere are compared, each amount as the API says it', async () => {
  const visitor = await web.sit('supplier');
  const { page, main } = visitor;
  await visitor.goTo('Compare offers');
  await visitor.press('Compare');
  await main.getByText('Fill this in.').first().waitFor();
  const claim = { 'Amount of the claim': '100000', 'Day of the money': '2027-01-07', Due: '2027-03-05' };
  for (const [label, text] of Object.entries(claim)) await main.getByLabel(label, { exact: true }).fill(text);
  await main.getByLabel('What your own money costs, in percent a year').fill('9');
  const [first, second] = [main.getByRole('group', { name: 'Offer 1' }), main.getByRole('group', { name: 'Offer 2' })];
  await first.getByLabel('Rate in percent a year').fill('6.00');
  await second.getByLabel('Name').fill('Factor');
  await second.getByLabel('Rate in percent a year').fill('3.50');
  await second.getByLabel('Paid at once, whole percent').fill('90');
  await second.getByLabel('Commission in percent of the claim').fill('0.6');
  await visitor.press('Compare');

  await main.getByText('The cheapest money: Offer 1').waitFor();
  expect(await amountsIn(main.getByRole('table', { name: 'Cost of each offer in EUR' }))).toEqual([
    '99050.00',
    '950.00',
    '88901.25',
    '1098.75',
  ]);
  const { email, password } = web.signInOf('supplier');
  const oracle = await AmountOracle.of(await ApiClient.signIn(web.server, email, password), web.adminUrl);
  const reader = new AmountReader(oracle, new Map());
  const faults = await reader.faultsOf(page);
  await oracle.close();
  expect({ faults, read: reader.read }).toEqual({ faults: [], read: 18 });
  expect(await violationsOf(page)).toEqual([]);
  await first.getByLabel('Rate in percent a year').fill('7.00');
  expect(await main.getByText('The cheapest money').count()).toBe(0);
  await page.context().close();
});

test('the link of an invitation is shown once', async () => {
  const operator = await web.sit('operator');
  const { dialog, page } = operator;
  await operator.goTo('Organizations');
  await operator.press('Invite an organization');
  await dialog.getByLabel('Name of the organization').fill('Papeterie du Lac SA');
  await dialog.getByLabel('E-mail address').fill('hello@papeterie.example');
  await operator.pressInDialog('Make the link');
  const link = dialog.getByLabel('Link to hand on');
  await link.waitFor();
  expect(await link.inputValue()).toMatch(new RegExp(`^${new URL(page.url()).origin}/invitation#`));
  expect(await violationsOf(page, 'dialog')).toEqual([]);

  await page.keyboard.press('Escape');
  await operator.press('Invite an organization');
  expect(await dialog.getByLabel('Name of the organization').inputValue()).toBe('');
  expect(await link.count()).toBe(0);
  await page.context().close();
});

test('an upload tells of each refused row its place and everything that is wrong, and lands the others', async () => {
  await supplier.goTo('Invoices');
  const file = csvInvoices([
    row({ invoice_number: 'CSV-1', payable_amount: '1200.00' }),
    row({ invoice_number: 'CSV-2', payable_amount: '12,00', due_date: '2026-02-30' }),
    row({ invoice_number: 'CSV-3', payable_amount: '1300.00', currency: 'EURO' }),
  ]);
  const buffer = Buffer.from(file);
  await supplier.page.locator('input[type="file"]').setInputFiles({ name: 'three.csv', mimeType: 'text/csv', buffer });

  await supplier.says('1 invoice landed, 2 refused');
  const faults = await supplier.row('What is wrong in three.csv').all();
  const cells = await Promise.all(
    faults.map(async fault => (await fault.locator('th, td').allInnerTexts()).slice(0, 3)),
  );
  expect(cells).toEqual([
    ['3', 'due_date', 'CSV-2'],
    ['3', 'payable_amount', 'CSV-2'],
    ['4', 'currency', 'CSV-3'],
  ]);
  expect(await violationsOf(supplier.page)).toEqual([]);
  await inState(supplier.row('Invoices', 'CSV-1'), 'SUBMITTED');
  expect(await supplier.row('Invoices', /CSV-[23]/).count()).toBe(0);

  await supplier.page.locator('input[type="file"]').setInputFiles({ name: 'again.csv', mimeType: 'text/csv', buffer });
  await supplier.says('0 invoices landed, 3 refused');
  const existing = supplier
    .row('What is wrong in again.csv', 'CSV-1')
    .getByRole('link', { name: 'See the one that is here.' });
  await existing.click();
  expect(await supplier.title.innerText()).toBe('Invoice CSV-1');
});

test('a page that lost the network says so, and goes on from its last cursor without a gap', async () => {
  const network = await networkToServer();
  const { auctionId } = await openAuction('53000.00');
  const window = await web.sit('supplier', { port: network.port });
  await window.goTo('Auctions');
  await window.row('Auctions', '53,000.00').getByRole('link').first().click();
  await window.says('No offer yet.');
  await window.settled();

  network.cut();
  await window.page.locator('[data-live="reconnecting"]').waitFor();
  const cursor = cursorsIn(window).at(-1)!;
  await bid(market.funders[0]!, auctionId, { rateBps: '420' });
  await bid(market.funders[1]!, auctionId, { rateBps: '390' });
  expect(await window.row(OFFERS).count()).toBe(0);
  network.mend();

  await window.live.waitFor();
  await window.row(OFFERS, market.funders[0]!.name).waitFor();
  await window.row(OFFERS, market.funders[1]!.name).waitFor();
  const [afterFirst, afterSecond] = subscriptionsOf(window);
  expect([afterFirst, afterSecond]).toEqual([null, cursor]);
  const missed = window.traffic.slice(window.traffic.findLastIndex(({ kind }) => kind === 'SOCKET'));
  expect(missed.filter(({ kind, what }) => kind === 'RECEIVED' && what.includes('"bid.placed"'))).toHaveLength(2);
  expect(window.count('DOCUMENT')).toBe(1);
  await window.page.context().close();
  await network.close();
});

test('a session that is ended elsewhere leads to the sign-in, and from there back to the page', async () => {
  const there = await web.sit('funder B');
  const here = await web.sit('funder B');
  await there.goTo('Limits');
  await here.goTo('Organization');
  await here.row('Your sessions', 'this one').waitFor();
  const others = here.row('Your sessions', 'Browser').filter({ hasNotText: 'this one' });
  expect(await others.count()).toBe(1);
  await others.getByRole('button').click();
  await here.pressInDialog('End');
  await here.says('The session has ended.');

  await there.says('Your session has ended. Sign in again.');
  expect(await there.title.innerText()).toBe('Sign in');
  expect(await there.page.content()).not.toContain(market.buyer.name);
  const { email, password } = web.signInOf('funder B');
  await there.page.getByLabel('E-mail address').fill(email);
  await there.page.getByLabel('Password').fill('not the password');
  await there.press('Sign in');
  await there.says('This does not open a session: check what you entered.');
  expect(await violationsOf(there.page)).toEqual([]);
  await there.page.getByLabel('Password').fill(password);
  await there.press('Sign in');
  await there.live.waitFor();
  expect(await there.title.innerText()).toBe('Limits');
  expect(await here.live.count()).toBe(1);
});

test('a member of several organizations chooses whom to act for, at sign-in and later', async () => {
  const { email, password, name, url } = web.signInOf('funder B');
  await newMember(market.buyer, ['VIEWER'], { email, password });
  const [, funderB] = market.funders as [Party, Party];
  const window = new MarketWindow(name, await (await web.context()).newPage());
  await window.page.goto(`${new URL(url).origin}/sign-in`);
  await window.page.getByLabel('E-mail address').fill(email);
  await window.page.getByLabel('Password').fill(password);
  await window.press('Sign in');
  await window.says('You are a member of several organizations.');
  expect(await window.live.count()).toBe(0);
  expect(await violationsOf(window.page)).toEqual([]);

  await window.press(`Act for ${market.buyer.name}`);
  await window.live.waitFor();
  const actsFor = window.page.locator('header .organization');
  expect(await actsFor.innerText()).toBe(market.buyer.name);
  await window.goTo('Approvals');
  await window.page.getByRole('button', { name: 'Change organization' }).click();
  expect(await violationsOf(window.page, 'dialog')).toEqual([]);
  await window.pressInDialog(`Act for ${funderB.name}`);
  await window.page.getByText('Board', { exact: true }).waitFor();
  await window.live.waitFor();
  expect(await actsFor.innerText()).toBe(funderB.name);
  expect(await window.title.innerText()).toBe('Home');
  expect(window.count('DOCUMENT')).toBe(1);
  await window.page.context().close();
});

function networkToServer(): Promise<CuttableNetwork> {
  return CuttableNetwork.to(Number(new URL(web.server.url).port));
}

function openAuction(payable: string): Promise<{ invoiceId: string; auctionId: string }> {
  return listed(market, { payable, issueDate, dueDate });
}

/** The supplier opens the auction of this face amount from its list. */
async function openOffers(window: MarketWindow, face: string): Promise<void> {
  await window.goTo('Auctions');
  await window.row('Auctions', face).getByRole('link').first().click();
  await window.row(OFFERS).first().waitFor();
}

async function changeBid(funder: Party, bidId: string, rateBps: string): Promise<void> {
  const change = { bidId, priceKind: 'DISCOUNT_ON_FACE', dayCount: 'ACT_360', rateBps };
  await funder.as('DEALER').succeed('changeBid', change, 'bid { version }');
}

/** How many contracts were born from an auction, as the operator sees it. */
async function financingsOf(auctionId: string): Promise<number> {
  const all = await market.operator.reader.all<{ auction: { id: string } }>('financings', 'auction { id }');
  return all.filter(({ auction }) => auction.id === auctionId).length;
}

/** What is said to be wrong, by the label of the field. */
async function faultsIn({ dialog }: MarketWindow): Promise<Record<string, string>> {
  const fields = await dialog
    .locator('.field')
    .filter({ has: dialog.page().locator('.fault') })
    .all();
  const entries = fields.map(async field => [
    await field.locator('label').innerText(),
    await field.locator('.fault').innerText(),
  ]);
  return Object.fromEntries(await Promise.all(entries)) as Record<string, string>;
}

function row(columns: {
  invoice_number: string;
  payable_amount: string;
  due_date?: string;
  currency?: string;
}): SampleRow {
  const { supplier: seller, buyer } = demoOrganizations;
  return {
    issue_date: issueDate,
    due_date: dueDate,
    currency: 'EUR',
    supplier_name: seller.name,
    supplier_tax_id: seller.taxId,
    buyer_name: buyer.name,
    buyer_tax_id: buyer.taxId,
    ...columns,
  };
}

/** The cursors that a window was given, oldest first. */
function cursorsIn(window: MarketWindow): string[] {
  return window.traffic
    .filter(({ kind }) => kind === 'RECEIVED')
    .flatMap(({ what }) => /"cursor":"([^"]+)"/.exec(what)?.[1] ?? []);
}

/** After which cursor each subscription of a window was to begin. */
function subscriptionsOf(window: MarketWindow): (string | null)[] {
  return window.traffic
    .filter(({ kind, what }) => kind === 'SENT' && what.includes('"type":"subscribe"'))
    .map(
      ({ what }) => (JSON.parse(what) as { payload: { variables: { after: string | null } } }).payload.variables.after,
    );
}
