import { violationsOf } from './support/accessibility.js';
import { WebMarket } from './support/web-market.js';

/* English and French: asked for by the browser, changed by the person, kept at the browser. */

jest.setTimeout(120_000);

let web: WebMarket;

beforeAll(async () => {
  web = await WebMarket.open();
}, 300_000);

afterAll(() => web?.close());

test('a browser that asks for French is served in French, from the sign-in to the last figure', async () => {
  const context = await web.context({ locale: 'fr-CA' });
  const page = await context.newPage();
  await page.goto(`${new URL(web.signInOf('supplier').url).origin}/sign-in`);
  await page.getByRole('heading', { name: 'Connexion' }).waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('fr');
  expect(await page.title()).toBe('Connexion · Tenor');
  await page.getByLabel('Adresse électronique').fill('nobody@nowhere.example');
  await page.getByLabel('Mot de passe').fill('rien');
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await page.getByText('Cela n’ouvre pas de session').waitFor();
  expect(await violationsOf(page)).toEqual([]);
  await page.close();

  const window = await web.sit('supplier', { context });
  await window.page.getByRole('link', { name: 'Factures', exact: true }).click();
  const row = window.row('Factures').filter({ has: window.page.locator('[data-amount="99990.00"]') });
  expect(await row.locator('.amount').first().innerText()).toBe('99\u{202F}990,00\u{202F}EUR');
  expect(await row.locator('time').first().innerText()).toMatch(/^\d{1,2} [a-zéû.]+ \d{4}$/);
  expect(await violationsOf(window.page)).toEqual([]);
  expect(window.complaints).toEqual([]);
  await context.close();
});

test('a person changes the language where it stands: nothing is asked again or lost, and it is kept', async () => {
  const window = await web.sit('supplier');
  await window.goTo('Invoices');
  await window.row('Invoices').first().waitFor();
  await window.main.getByLabel('Number').fill('half a num');
  await window.settled();
  const { length } = window.traffic;
  await window.page.getByRole('button', { name: 'Français' }).click();

  await window.page.getByRole('heading', { name: 'Factures', level: 1 }).waitFor();
  await window.row('Factures', /EUR/).first().waitFor();
  expect(await window.page.locator('html').getAttribute('lang')).toBe('fr');
  expect(await window.main.getByLabel('Numéro').inputValue()).toBe('half a num');
  await window.settled();
  // Nothing but the language in which mails to the person are to be written.
  expect(window.traffic.slice(length).map(({ kind }) => kind)).toEqual(['REQUEST']);

  await window.page.reload();
  await window.live.waitFor();
  expect(await window.title.innerText()).toBe('Factures');
  await window.page.getByRole('button', { name: 'English' }).click();
  await window.page.getByRole('heading', { name: 'Invoices', level: 1 }).waitFor();
  await window.page.context().close();
});
