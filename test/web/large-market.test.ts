import pg from 'pg';
import { clockOf, type Market, openMarket, submit } from '../support/trade.js';
import { plusDays } from '../support/figures.js';
import { growMarket } from '../support/large-market.js';
import { violationsOf } from './support/accessibility.js';
import { type Seat, WebMarket } from './support/web-market.js';
import { MarketWindow } from './support/window.js';

/*
 * A market of many rows, walked by each person in both languages: no document is loaded, nothing jumps, the focus and the
 * place stay when something happens, the keyboard does it all, and axe finds nothing. The full run:
 * LARGE_MARKET_ROWS=100000 npx jest test/web/large-market
 */

const ROWS = Number(process.env.LARGE_MARKET_ROWS);
const LOCALES = ['en-GB', 'fr-FR'];
const MOST_SHIFT = 0.1;

jest.setTimeout(300_000);

let web: WebMarket;
let market: Market;

beforeAll(
  async () => {
    web = await WebMarket.open();
    await growMarket(web.adminUrl, ROWS);
    await untilAlertsAreRaised();
    market = await openMarket(web.server);
  },
  300_000 + ROWS * 5,
);
afterAll(() => web?.close());

/** Where each works, and which of these places hold a list without end. */
const screens: Readonly<Partial<Record<Seat, readonly string[]>>> = {
  supplier: ['/', '/invoices', '/board', '/offers', '/financings', '/payments', '/figures', '/events'],
  "buyer's maker": [
    '/',
    '/invoices',
    '/invoices?sort=-AMOUNT',
    '/approvals',
    '/payments',
    '/due-list',
    '/figures',
    '/events',
  ],
  'funder A': [
    '/',
    '/board',
    '/board?sort=MATURITY',
    '/board?sort=-FACE',
    '/bids',
    '/limits',
    '/financings',
    '/payments',
    '/figures',
    '/events',
  ],
  operator: [
    '/',
    '/organizations',
    '/invoices',
    '/board',
    '/financings',
    '/payments?sort=-AMOUNT',
    '/figures',
    '/events',
  ],
};
const walks = Object.keys(screens).flatMap(seat => LOCALES.map(locale => [seat as Seat, locale] as const));

test.each(walks)('the %s in %s: no document is loaded, nothing jumps, axe is content', async (seat, locale) => {
  const window = await sit(seat, locale);
  const faults: string[] = [];
  for (const path of screens[seat]!) {
    await window.page.evaluate('layoutShift = 0');
    const startedAt = performance.now();
    await visit(window, path);
    const ms = performance.now() - startedAt;
    await readOn(window);
    const shift = await window.page.evaluate<number>('layoutShift');
    if (shift >= MOST_SHIFT) faults.push(`${path}: its layout shifts by ${shift.toFixed(3)}`);
    const drawn = await window.main.locator('tbody tr').count();
    if (drawn > 300) faults.push(`${path}: ${drawn} rows are drawn`);
    process.stderr.write(
      `${seat} ${locale} ${path}: ${ms.toFixed(0)} ms, shift ${shift.toFixed(3)}, ${drawn} rows drawn\n`,
    );
    const alerts = await window.main.locator('[role="alert"]').allInnerTexts();
    faults.push(...alerts.map(text => `${path}: ${text}`));
    faults.push(...(await violationsOf(window.page)).map(fault => `${path}: ${fault}`));
  }
  expect(faults).toEqual([]);
  expect(window.count('DOCUMENT')).toBe(1);
  expect(window.complaints).toEqual([]);
  await window.page.context().close();
});

test.each([
  ['near the top', 30],
  ['far down', 180],
])('%s, the focus and the place stay when a frame arrives', async (_, index) => {
  const window = await sit("buyer's maker", 'en-GB');
  await visit(window, '/invoices');
  while ((await window.main.locator(`tr[data-index="${index}"]`).count()) === 0) {
    await window.page.mouse.wheel(0, 800);
    await window.settled();
  }
  const link = window.main.locator(`tr[data-index="${index}"] th a`);
  const number = await link.innerText();
  await link.focus();
  await window.settled();
  const before = await placeOfFocus(window);

  const { today } = await clockOf(market);
  const dueDate = plusDays(today, 60);
  await submit(market, { number: `FRAME-${index}`, payable: '1200.00', issueDate: today, dueDate });
  await window.settledAfterFrames();

  expect(await placeOfFocus(window)).toEqual({ text: number, top: expect.closeTo(before.top, -0.5) });
  await window.page.evaluate('scrollTo(0, 0)');
  await window.says(`FRAME-${index}`);
  expect(await window.page.evaluate('document.activeElement.innerText')).toBe(number);
  await window.page.context().close();
});

test('whoever comes back to a list finds it as it was left', async () => {
  const window = await sit("buyer's maker", 'en-GB');
  const { page, main } = window;
  await window.goTo('Invoices');
  await window.settled();
  while ((await main.locator('tr[data-index="150"]').count()) === 0) {
    await page.mouse.wheel(0, 800);
    await window.settled();
  }
  await main.locator('tr[data-index="150"]').scrollIntoViewIfNeeded();
  const link = main.locator('tr[data-index="150"] th a');
  const number = await link.innerText();
  const top = await link.evaluate((it: { getBoundingClientRect(): { top: number } }) => it.getBoundingClientRect().top);
  const shown = await main.getByText(/^\d+ rows are shown/).innerText();
  const requests = window.count('REQUEST');
  await link.click();
  await window.settled();
  expect(await window.title.innerText()).toContain(number);
  expect(await page.evaluate('scrollY')).toBe(0);

  await page.evaluate('layoutShift = 0');
  await page.goBack();
  await window.settled();
  expect(await main.getByText(/^\d+ rows are shown/).innerText()).toBe(shown);
  const again = main.locator('tbody th a', { hasText: number });
  expect(
    await again.evaluate((it: { getBoundingClientRect(): { top: number } }) => it.getBoundingClientRect().top),
  ).toBeCloseTo(top, -0.5);
  expect(await page.evaluate<number>('layoutShift')).toBeLessThan(MOST_SHIFT);
  expect(window.count('REQUEST') - requests).toBeLessThan(15);

  // Who comes by a link begins at the top.
  await window.goTo('Figures');
  await window.goTo('Invoices');
  await window.settled();
  expect(await page.evaluate('scrollY')).toBe(0);
  expect(window.count('DOCUMENT')).toBe(1);
  await page.context().close();
});

test.each(LOCALES)('the keyboard alone, in %s: signed in, an invoice found, opened and listed', async locale => {
  const context = await web.context({ locale });
  const window = new MarketWindow('supplier', await context.newPage());
  const { page } = window;
  await page.goto(new URL('/sign-in', web.signInOf('supplier').url).href);
  await page.locator('input[name="email"]').waitFor();
  const { email, password } = web.signInOf('supplier');
  while ((await page.locator('input[name="email"]:focus').count()) === 0) await page.keyboard.press('Tab');
  await page.keyboard.type(email);
  await page.keyboard.press('Tab');
  await page.keyboard.type(password);
  await page.keyboard.press('Enter');
  await window.live.waitFor();
  await window.settled();

  // To the invoices; of those that can be put up, the second one.
  await page.keyboard.press('g');
  await page.keyboard.press('2');
  await window.main.locator('tbody tr').first().waitFor();
  await page.keyboard.press('/');
  await page.keyboard.press('Tab');
  for (const key of ['ArrowDown', 'ArrowDown', 'Tab', 'Enter']) await page.keyboard.press(key);
  await window.settled();
  expect(new URL(page.url()).searchParams.get('show')).toBe('listable');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  const number = await page.evaluate<string>('document.activeElement.innerText');
  await page.keyboard.press('Enter');
  await window.settled();
  expect(await window.title.innerText()).toContain(number);

  // What the page is there for: its dialog opens, and Enter sends it.
  await page.keyboard.press('p');
  await window.dialog.waitFor();
  await page.keyboard.press('Enter');
  await window.dialog.waitFor({ state: 'hidden' });
  await window.main.locator('[data-state="OPEN"]').first().waitFor();
  await page.context().close();
});

test('the keys are told by a key, are silent while somebody types, and can be turned off', async () => {
  const window = await sit("buyer's maker", 'en-GB');
  const { page, dialog } = window;
  await visit(window, '/invoices');
  await page.keyboard.press('?');
  await dialog.waitFor();
  expect(await violationsOf(page, 'dialog')).toEqual([]);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });

  await window.main.getByLabel('Number').focus();
  await page.keyboard.type('?jxg1');
  expect(await dialog.count()).toBe(0);
  expect(await window.main.getByLabel('Number').inputValue()).toBe('?jxg1');
  expect(new URL(page.url()).pathname).toBe('/invoices');

  await page.getByRole('button', { name: 'Keys', exact: true }).click();
  await dialog.getByRole('checkbox').uncheck();
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await window.settled();
  expect(await dialog.count()).toBe(0);
  await page.context().close();
});

test('a head of a column sorts the whole list, and says so', async () => {
  const window = await sit("buyer's maker", 'en-GB');
  await visit(window, '/invoices?number=L-00');
  const head = window.main.getByRole('columnheader', { name: /^Amount payable/ });
  const amounts = async () =>
    (await window.main
      .locator('tbody tr td [data-amount]')
      .evaluateAll(found =>
        found.map((amount: { dataset: Record<string, string> }) => amount.dataset.amount!),
      )) as string[];
  await head.getByRole('button').press('Enter');
  await window.settled();
  expect(await head.getAttribute('aria-sort')).toBe('descending');
  expect(new URL(window.page.url()).searchParams.get('sort')).toBe('-AMOUNT');
  const down = await amounts();
  await head.getByRole('button').press('Enter');
  await window.settled();
  expect(await head.getAttribute('aria-sort')).toBe('ascending');
  const up = await amounts();
  expect(Number(down[0])).toBeGreaterThan(Number(up[0]));
  await window.page.context().close();
});

test('paper holds all the rows that were read, and no gap', async () => {
  const window = await sit("buyer's maker", 'en-GB');
  await visit(window, '/invoices');
  await readOn(window);
  const said = await window.main.getByText(/^\d+ rows are shown/).innerText();
  const rows = Number(/^\d+/.exec(said)![0]);
  expect(rows).toBeGreaterThan(100);
  await window.page.emulateMedia({ media: 'print' });
  await window.settled();
  expect(await window.main.locator('tbody tr').count()).toBe(rows);
  expect(await window.main.locator('tr.gap').count()).toBe(0);
  expect(await window.page.getByRole('banner').isVisible()).toBe(false);
  await window.page.context().close();
});

/** What was made as one transaction is told of piece by piece: until it is, frames come without end. */
async function untilAlertsAreRaised(): Promise<void> {
  const client = new pg.Client({ connectionString: web.adminUrl });
  await client.connect();
  const waiting = `SELECT EXISTS (SELECT FROM event e JOIN event_reader r ON r.name = 'alerts'
    WHERE (e.epoch, e.xid, e.seq) > (r.epoch, r.xid, r.seq) AND e.type <> 'alert.raised') AS waiting`;
  while ((await client.query(waiting)).rows[0].waiting) await new Promise(resolve => setTimeout(resolve, 250));
  await client.end();
}

/** Opens the workspace of a person, with an eye on what jumps. */
async function sit(seat: Seat, locale: string): Promise<MarketWindow> {
  const context = await web.context({ locale });
  await context.addInitScript(watchShifts);
  const window = await web.sit(seat, { context });
  await window.settled();
  return window;
}

/** Sums what the browser reports as shifted, whether or not a key was pressed shortly before. */
const watchShifts = `
  layoutShift = 0;
  new PerformanceObserver(list => { for (const entry of list.getEntries()) layoutShift += entry.value; })
    .observe({ type: 'layout-shift', buffered: true });`;

/** Goes to a path as a link does. */
async function visit(window: MarketWindow, path: string): Promise<void> {
  await window.page.evaluate(`history.pushState({}, '', ${JSON.stringify(path)})`);
  await window.settled();
}

/** Scrolls down as far as a few pages, and up again. */
async function readOn(window: MarketWindow): Promise<void> {
  await window.page.mouse.move(600, 500);
  for (const down of [2000, 2000, 3000, -7000]) {
    await window.page.mouse.wheel(0, down);
    await window.settled();
  }
}

function placeOfFocus(window: MarketWindow): Promise<{ text: string; top: number }> {
  return window.page.evaluate(
    '(() => { const { activeElement: it } = document; return { text: it.innerText, top: it.getBoundingClientRect().top } })()',
  );
}
