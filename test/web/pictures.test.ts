import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { furnishMarket } from './support/furnished-market.js';
import { type Seat, WebMarket } from './support/web-market.js';
import type { MarketWindow } from './support/window.js';

/*
 * The pictures of the README, one of each workspace. To take them anew:
 * PICTURES=web/pictures npx jest test/web/pictures
 */

jest.setTimeout(120_000);

let web: WebMarket;
let folder: string;

beforeAll(async () => {
  folder = process.env.PICTURES ?? mkdtempSync(join(tmpdir(), 'tenor-pictures-'));
  web = await WebMarket.open();
  await furnishMarket(web.server);
}, 300_000);

afterAll(async () => {
  await web?.close();
  if (!process.env.PICTURES) rmSync(folder, { recursive: true });
});

const pictures: readonly (readonly [name: string, seat: Seat, show: (window: MarketWindow) => Promise<unknown>])[] = [
  ['buyer', "buyer's maker", window => window.goTo('Home')],
  [
    'supplier',
    'supplier',
    window => window.row('Auctions with offers to take', '63,000.00').getByText('2 offers').click(),
  ],
  ['funder', 'funder A', window => window.goTo('Limits')],
  ['operator', 'operator', window => window.goTo('Bank and clock')],
];

test.each(pictures)('the workspace of the %s has its picture', async (name, seat, show) => {
  const window = await web.sit(seat);
  await show(window);
  await window.settled();
  const path = join(folder, `${name}.png`);
  await window.page.screenshot({ path });
  expect(statSync(path).size).toBeGreaterThan(10_000);
  expect(window.complaints).toEqual([]);
  await window.page.context().close();
});
