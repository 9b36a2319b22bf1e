import { newKey } from '../support/api-client.js';
import { discountOnFace, written } from '../support/figures.js';
import { bid, clockOf, listed, type Market, moveTo, openMarket, type Party } from '../support/trade.js';
import { violationsOf } from './support/accessibility.js';
import { tradeDaysAfter } from './support/trade-days.js';
import { WebMarket } from './support/web-market.js';
import { amountsIn, type MarketWindow } from './support/window.js';

/*
 * A supplier takes several offers at once: chooses them by keyboard, sees what they come to and what its customer would see,
 * is shown what has changed, old and new, and takes the new figures.
 */

jest.setTimeout(120_000);

const OFFERS = 'Auctions with offers to choose from, those first that end first';
const FACE = 10_000_000n;
const TENOR_DAYS = 57;

let web: WebMarket;
let market: Market;
let funders: [Party, Party];
let supplier: MarketWindow;
const bids: string[] = [];

beforeAll(async () => {
  web = await WebMarket.open();
  market = await openMarket(web.server);
  funders = market.funders as [Party, Party];
  const days = tradeDaysAfter((await clockOf(market)).today, TENOR_DAYS);
  await moveTo(market, days.tradeDay);
  for (const number of ['BK-1', 'BK-2', 'BK-3']) {
    const { auctionId } = await listed(market, {
      number,
      payable: '100000.00',
      issueDate: days.tradeDay,
      dueDate: days.dueDay,
    });
    bids.push(await bid(funders[0], auctionId, { rateBps: '450' }));
    await bid(funders[1], auctionId, { rateBps: '600' });
  }
  supplier = await web.sit('supplier');
  await supplier.goTo('Offers');
  await supplier.row(OFFERS, 'BK-3').waitFor();
}, 300_000);

afterAll(() => web?.close());

const net = (rateBps: bigint) => FACE - discountOnFace(FACE, rateBps, BigInt(TENOR_DAYS));
const boxOf = (number: string) => supplier.row(OFFERS, number).getByRole('checkbox');
const bar = () => supplier.main.getByRole('region', { name: 'Basket' });

async function changeBid(bidId: string, rateBps: string): Promise<void> {
  const input = { bidId, priceKind: 'DISCOUNT_ON_FACE', rateBps, idempotencyKey: newKey() };
  await funders[0].as('DEALER').mutate('changeBid', input, 'bid { version }');
}

test('the page shows the best offer of each auction, and says nothing of waiting before the rate is set', async () => {
  expect(await amountsIn(supplier.row(OFFERS, 'BK-1'))).toEqual([
    '100000.00',
    written(net(450n)),
    written(FACE - net(450n)),
  ]);
  expect(await violationsOf(supplier.page)).toEqual([]);
  await supplier.main.getByLabel('What your own money costs, in percent a year').fill('9.00');
  await supplier.press('Compare with waiting');
  await supplier.says('The offers are compared with waiting.');
  // 99,287.50 · 9 % · 57 / 365.
  await supplier.row(OFFERS, 'BK-1').getByText('1,395.47').waitFor();
});

test('offers are chosen by keyboard, and the basket says what they come to', async () => {
  await boxOf('BK-1').focus();
  await supplier.page.keyboard.press('Space');
  await supplier.page.keyboard.press('ArrowDown');
  await supplier.page.keyboard.press('Space');
  await bar().getByText('2 offers chosen').waitFor();
  await supplier.settled();
  expect(await boxOf('BK-2').isChecked()).toBe(true);
  expect(await amountsIn(supplier.fact('Total net cash', bar()))).toEqual([written(2n * net(450n))]);
  expect(await amountsIn(supplier.fact('Total cost', bar()))).toEqual([written(2n * (FACE - net(450n)))]);
  expect(await amountsIn(supplier.fact('Cost of waiting', bar()))).toEqual(['2790.94']);
  expect(await supplier.fact('A year, effective, weighted', bar()).innerText()).toMatch(/^4\.\d{4} %$/);
  expect(await violationsOf(supplier.page)).toEqual([]);
});

test('another offer of an auction can be picked, and the basket follows', async () => {
  const other = supplier.row(OFFERS, 'BK-2').getByLabel('Offer for invoice BK-2');
  await other.selectOption({ label: `2. ${funders[1].name}` });
  await supplier.settled();
  expect(await amountsIn(supplier.fact('Total net cash', bar()))).toEqual([written(net(450n) + net(600n))]);
  await supplier
    .row(OFFERS, 'BK-2')
    .getByLabel('Offer for invoice BK-2')
    .selectOption({
      label: `1. ${funders[0].name}`,
    });
  await supplier.settled();
  expect(await amountsIn(supplier.fact('Total net cash', bar()))).toEqual([written(2n * net(450n))]);
});

test('what the customer would see stands a button away: the funder and leg 2, and no price', async () => {
  await supplier.row(OFFERS, 'BK-1').getByRole('button', { name: 'Customer’s view' }).click();
  await supplier.dialog.getByText('Of the financing it would see').waitFor();
  const seen = async (label: string) => (await supplier.fact(label, supplier.dialog).innerText()).trim();
  expect(await seen('That you accepted an offer')).toBe('shown');
  expect(await seen('The price of the offer, as a bid')).toBe('not shown');
  expect(await seen('Who the funder is')).toBe('shown');
  expect(await seen('Net cash')).toBe('not shown');
  expect(await seen('Rate')).toBe('not shown');
  expect(await seen('Funder to supplier')).toBe('not shown');
  expect(await amountsIn(supplier.fact('Buyer to funder', supplier.dialog))).toEqual(['100000.00']);
  expect(await violationsOf(supplier.page)).toEqual([]);
  await supplier.page.keyboard.press('Escape');
});

test('one changed offer: nothing is accepted, it is shown old and new, and the new figures are taken', async () => {
  await supplier.press('Accept together');
  await supplier.dialog.getByText('All of them are accepted, or none.').waitFor();
  const both = `Accept these 2 offers: ${grouped(written(2n * net(450n)))}`;
  await supplier.dialog.getByRole('button', { name: both }).waitFor();
  await changeBid(bids[1]!, '500');
  await supplier.row(OFFERS, 'BK-2', '5.').waitFor();
  // What was shown when the dialog opened is what is sent.
  await supplier.dialog.getByRole('button', { name: both }).click();

  await supplier.dialog.getByText('Nothing was accepted.').waitFor();
  const changed = supplier.row('Offers that have changed', 'BK-2');
  expect(await amountsIn(changed)).toEqual([written(net(450n)), written(net(500n))]);
  expect(await supplier.row('Offers that have changed').count()).toBe(1);
  expect(await financings()).toBe(0);
  expect(await violationsOf(supplier.page)).toEqual([]);

  const total = written(net(450n) + net(500n));
  await supplier.dialog
    .getByRole('button', { name: `Accept these 2 offers with their new figures: ${grouped(total)}` })
    .click();
  await supplier.says(`Accepted: 2 offers, ${grouped(total)}`);
  expect(await supplier.title.innerText()).toBe('Financings');
  expect(await financings()).toBe(2);
});

test('an offer that is withdrawn leaves the basket, and that is said', async () => {
  await supplier.goTo('Offers');
  await boxOf('BK-3').check();
  await bar().getByText('1 offer chosen').waitFor();
  const withdrawal = { bidId: bids[2]!, idempotencyKey: newKey() };
  await funders[0].as('DEALER').mutate('withdrawBid', withdrawal, 'bid { state }');
  await bar().getByText('0 offers chosen – 1 is no longer there').waitFor();
  // The other funder's offer stands in its place, and is not chosen.
  expect(await boxOf('BK-3').isChecked()).toBe(false);
  expect(await amountsIn(supplier.row(OFFERS, 'BK-3'))).toContain(written(net(600n)));
  expect(supplier.complaints).toEqual([]);
  expect(supplier.count('DOCUMENT')).toBe(1);
});

async function financings(): Promise<number> {
  const rows = await market.supplier.reader.all<{ invoice: { number: string } }>('financings', 'invoice { number }');
  return rows.filter(({ invoice }) => invoice.number.startsWith('BK-')).length;
}

/** '1234.50' as '1,234.50'. */
function grouped(amount: string): string {
  return amount.replace(/\B(?=(\d{3})+\.)/g, ',');
}
