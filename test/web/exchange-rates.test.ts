import { violationsOf } from './support/accessibility.js';
import { WebMarket } from './support/web-market.js';

/* The operator hands in the ECB's rates, and says where it is: each page and dialog by keyboard's names, and judged by axe. */

jest.setTimeout(120_000);

let web: WebMarket;

beforeAll(async () => {
  web = await WebMarket.open();
}, 300_000);

afterAll(() => web?.close());

test('a file with a fault is refused with its place, a right one is shown with its day', async () => {
  const { page } = await web.sit('operator');
  const handIn = async (text: string) => {
    await page.getByLabel('File of the ECB').setInputFiles({
      name: 'eurofxref-hist.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(text),
    });
    await page.getByRole('dialog').getByRole('button', { name: 'Hand in rates' }).click();
  };
  await page.getByRole('link', { name: 'Exchange rates' }).click();
  await page.getByText('No rates yet.').waitFor();
  await page.getByRole('button', { name: 'Hand in rates' }).click();
  await handIn('Date,USD,JPY\n2026-11-20,1.0812,x\n');
  await page.getByText('row 2, column JPY').waitFor();
  expect(await violationsOf(page)).toEqual([]);
  await handIn('Date,USD,JPY\n2026-11-20,1.0812,163.06\n');
  await page.getByRole('cell', { name: '1.0812' }).waitFor();
  await page.getByText('eurofxref.csv').waitFor();
  expect(await violationsOf(page)).toEqual([]);
});

test('an administrator says where the organization is', async () => {
  const { page } = await web.sit('operator');
  await page.getByRole('link', { name: 'Organization', exact: true }).click();
  await page.getByText('No address yet').waitFor();
  await page.getByRole('button', { name: 'Change the address' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Building number').fill('12');
  await dialog.getByLabel('Town').fill('Lyon');
  await dialog.getByRole('button', { name: 'Change the address' }).click();
  await dialog.getByText('This is needed').or(dialog.locator('.fault')).first().waitFor();
  expect(await violationsOf(page)).toEqual([]);
  await dialog.getByLabel('Street', { exact: true }).fill('Rue de la République');
  await dialog.getByRole('button', { name: 'Change the address' }).click();
  await page.getByText('Rue de la République').waitFor();
  expect(await violationsOf(page)).toEqual([]);
});
