import { en } from '../../web/src/texts/en.js';
import { ApiClient } from '../support/api-client.js';
import { violationsOf, walkByTab } from './support/accessibility.js';
import { AmountOracle } from './support/amount-oracle.js';
import { chooseAll, closeDialog, dialogsOf, openDialog } from './support/dialogs.js';
import { type FurnishedMarket, furnishMarket, replaceAccount } from './support/furnished-market.js';
import { AmountReader } from './support/shown-amounts.js';
import { pagesOf, routeOf, routesOfRouter } from './support/walk.js';
import { seats, WebMarket } from './support/web-market.js';
import type { MarketWindow } from './support/window.js';

/*
 * Every page of every person, with something on it, found by following links, and every dialog. Each amount of them is held against
 * what it comes from. Each page is judged by axe against WCAG 2.2 A and AA, and walked by keyboard; those with the same
 * parts, state and actions once.
 */

jest.setTimeout(240_000);

let web: WebMarket;
let market: FurnishedMarket;
let oracle: AmountOracle | undefined;
const judged = new Set<string>();
const routesJudged = new Set<string>();
const dialogsTried = new Set<string>();
const dialogTitlesSeen = new Set<string>();
const routesWalked = new Set<string>();
const waysTaken = new Map<string, Set<string>>();

beforeAll(async () => {
  web = await WebMarket.open();
  market = await furnishMarket(web.server);
  await replaceAccount(market.funders[0]!);
}, 300_000);

afterEach(async () => {
  await oracle?.close();
  oracle = undefined;
});
afterAll(() => web?.close());

test('the pages for strangers: sign-in, and an invitation that is accepted', async () => {
  const context = await web.context();
  const page = await context.newPage();
  const { origin } = new URL(web.signInOf('supplier').url);
  const faults: string[] = [];
  for (const [path, heading] of [
    ['/sign-in', 'Sign in'],
    ['/invitation', 'You are invited'],
    [market.invitationPath, 'Your organization'],
  ] as const) {
    await page.goto('about:blank');
    await page.goto(`${origin}${path}`);
    await page.getByRole('heading', { name: heading, exact: true }).waitFor();
    faults.push(...(await violationsOf(page)).map(fault => `${path}: ${fault}`));
    faults.push(...(await walkByTab(page, 'main')).unreached.map(stop => `${path}: Tab does not reach ${stop}`));
  }
  expect(faults).toEqual([]);

  for (const [label, text] of [
    ['Name', 'Luc Vernay'],
    ['Password', 'a long sentence that nobody knows'],
    ['Country', 'FR'],
    ['Registration number', '552100554'],
    ['IBAN', 'FR14 2004 1010 0505 0001 3M02 606'],
  ] as const) {
    await page.getByLabel(label, { exact: true }).first().fill(text);
  }
  await page.getByRole('button', { name: 'Accept the invitation' }).click();
  await page.getByText('Your organization waits for the operator to admit it').waitFor();
  expect(await violationsOf(page)).toEqual([]);
  await context.close();
});

test.each(seats)('every page and dialog of the %s: amounts, assistive technology, keyboard', async seat => {
  const { email, password } = web.signInOf(seat);
  oracle = await AmountOracle.of(await ApiClient.signIn(web.server, email, password), web.adminUrl);
  const reader = new AmountReader(oracle, waysTaken);
  const window = await web.sit(seat);
  const faults: string[] = [];
  for await (const path of pagesOf(window)) {
    faults.push(...(await reader.faultsOf(window.page)).map(fault => `${path}: ${fault}`));
    await chooseAll(window);
    const signature = await signatureOf(window, path);
    if (judged.has(signature)) continue;
    judged.add(signature);
    routesJudged.add(routeOf(path));
    if ((await window.title.innerText()) === 'No such page') faults.push(`${path}: there is no such page`);
    faults.push(...(await violationsOf(window.page)).map(fault => `${path}: ${fault}`));
    faults.push(...(await walkOnce(window, routeOf(path))));
    faults.push(...(await tryDialogs(window, reader, path)));
  }
  expect(faults).toEqual([]);
  expect(reader.read).toBeGreaterThan(30);
  expect(window.complaints).toEqual([]);
  await window.page.context().close();
});

test('every route that there is was judged', () => {
  const routes = routesOfRouter();
  expect(routes).toContain('/invoices/$id');
  expect([...routesJudged].sort()).toEqual(routes.sort());
});

test('the ledger and the rows stand behind most amounts', () => {
  const sources = [...(waysTaken.get('ROWS') ?? [])];
  expect(sources).toEqual(
    expect.arrayContaining([
      'INVOICE.payable',
      'INVOICE.late.interest',
      'FINANCING.price',
      'PAYMENT.amount',
      'PAYMENT_FILE.total',
      'BANK_ENTRY.amount',
      'BANK_REPORT.opening',
      'FIGURE.ReconciledAccounts:reconciledAccounts.unexplained',
      'FIGURE.SettlementDay:settlementDay.total',
      'LEDGER_ACCOUNT.balance',
      'LIMIT.headroom',
      'FEE_BILL.total',
      'TRANSFER.balance',
      'FIGURE.Statements:statements.closing',
    ]),
  );
});

test('every dialog that there is was opened', () => {
  const missing = dialogTitles().filter(title => ![...dialogTitlesSeen].some(seen => title.test(seen)));
  expect(missing.map(String)).toEqual([]);
});

/** What makes pages different: the route, the sections, the state of the thing, and what can be done. */
async function signatureOf(window: MarketWindow, path: string): Promise<string> {
  const [, ...sections] = await window.main.getByRole('heading').allInnerTexts();
  const state = await window.main.locator('.lead').allInnerTexts();
  return JSON.stringify([routeOf(path), sections, state, await dialogsOf(window)]);
}

async function walkOnce(window: MarketWindow, route: string): Promise<string[]> {
  if (routesWalked.has(route)) return [];
  routesWalked.add(route);
  const { unreached } = await walkByTab(window.page, 'body');
  return unreached.map(stop => `${route}: Tab does not reach ${stop}`);
}

/** Opens each dialog of the page that nobody has opened on such a page before. */
async function tryDialogs(window: MarketWindow, reader: AmountReader, path: string): Promise<string[]> {
  const faults: string[] = [];
  const place = routeOf(path).replace('/organizations/$id', '/organization');
  for (const action of await dialogsOf(window)) {
    const dialog = `${action} on ${place}`;
    if (dialogsTried.has(dialog)) continue;
    dialogsTried.add(dialog);
    faults.push(...(await tryDialog(window, reader, action)).map(fault => `${dialog}: ${fault}`));
  }
  return faults;
}

/** Its amounts are right; the focus goes into the dialog, reaches all of it, and comes back to the button when Escape closes it. */
async function tryDialog(window: MarketWindow, reader: AmountReader, action: string): Promise<string[]> {
  const { page, dialog } = window;
  const button = await openDialog(window, action);
  dialogTitlesSeen.add(await dialog.getByRole('heading', { level: 2 }).first().innerText());
  const faults = [...(await reader.faultsOf(page, 'dialog')), ...(await violationsOf(page, 'dialog'))];
  if ((await page.locator('dialog :focus').count()) === 0) faults.push('the focus does not go in');
  const { unreached, outside } = await walkByTab(page, 'dialog');
  faults.push(...unreached.map(stop => `Tab does not reach ${stop}`));
  faults.push(...outside.map(element => `Tab leaves it for ${element}`));
  await closeDialog(window);
  if ((await button.and(page.locator(':focus')).count()) === 0) faults.push('the focus does not come back');
  return faults;
}

/** The titles of all dialogs, whatever is filled into them. */
function dialogTitles(): RegExp[] {
  // For members of several organizations, of whom the demo has none.
  const { organizationAction, invite, changeOrganization: _, ...groups } = en;
  const decisions = [organizationAction.admit, organizationAction.refuse, organizationAction.suspend];
  const titled = [...Object.values(groups), ...decisions].filter(group => 'button' in group && 'title' in group) as {
    title: string;
  }[];
  const titles = [
    ...titled.map(({ title }) => title),
    en.proposeOverride.title,
    invite.organization,
    invite.supplier,
    invite.member,
  ];
  return titles.map(
    title => new RegExp(`^${title.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\{\w+\}\}/g, '.+')}$`),
  );
}
