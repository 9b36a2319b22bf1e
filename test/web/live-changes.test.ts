import { plusDays } from '../support/figures.js';
import { newMember } from '../support/newcomers.js';
import { bid, clockOf, listed, type Market, openMarket, paymentsOf } from '../support/trade.js';
import { WebMarket } from './support/web-market.js';
import type { MarketWindow } from './support/window.js';

/* Changes that are seldom, yet must not wait for a reload: each reaches every window that shows what it changed. */

jest.setTimeout(120_000);

let web: WebMarket;
let market: Market;

beforeAll(async () => {
  web = await WebMarket.open();
  market = await openMarket(web.server);
}, 300_000);

afterAll(() => web?.close());

test('an alert reaches the bell of who it is for, in every window, and leads to what it is about', async () => {
  const { today } = await clockOf(market);
  const [first, second, buyer] = [await web.sit('supplier'), await web.sit('supplier'), await web.sit("buyer's maker")];
  const before = await unread(first);
  const buyerBefore = await unread(buyer);
  await first.page.getByRole('navigation', { name: 'Alerts' }).getByRole('link').click();
  const { auctionId } = await listed(market, { payable: '71000.00', issueDate: today, dueDate: plusDays(today, 45) });
  await bid(market.funders[0]!, auctionId, { rateBps: '430' });

  for (const window of [first, second]) await bellAt(window, before + 1);
  expect(await unread(buyer)).toBe(buyerBefore);
  await first.row('What you were told of', 'New offer', auctionId.slice(-6)).getByRole('link').click();
  await first.page.waitForURL(`**/auctions/${auctionId}`);
  for (const window of [first, second]) await bellAt(window, before);
  expect([first.count('DOCUMENT'), second.count('DOCUMENT')]).toEqual([1, 1]);
});

test('a payment file rings for who may release it, and for nobody any more once it waits no longer', async () => {
  const { buyer } = market;
  const [maker, checker] = [await web.sit("buyer's maker"), await web.sit("buyer's checker")];
  const [before, makerBefore] = [await unread(checker), await unread(maker)];
  await checker.page.getByRole('navigation', { name: 'Alerts' }).getByRole('link').click();
  const payment = (await paymentsOf(buyer)).find(({ availableActions }) => availableActions.includes('PREPARE'))!;
  const input = { paymentIds: [payment.id], total: payment.amount };
  const { files } = await buyer.as('MAKER').succeed('preparePaymentFiles', input, 'files { id messageId }');
  const [file] = files as { id: string; messageId: string }[];

  await bellAt(checker, before + 1);
  const row = checker.row('What you were told of', 'A payment file waits for its release');
  await row.getByRole('link', { name: file!.messageId }).waitFor();
  await buyer.as('MAKER').succeed('refusePaymentFile', { fileId: file!.id, reason: 'Not yet.' }, 'file { state }');
  await bellAt(checker, before);
  await row.waitFor({ state: 'detached' });
  expect(await unread(maker)).toBe(makerBefore);
  expect([maker.count('DOCUMENT'), checker.count('DOCUMENT')]).toEqual([1, 1]);
});

test('new terms reach the windows of suppliers and funders, who are asked to accept them', async () => {
  const windows = await Promise.all((['supplier', 'funder A', "buyer's checker"] as const).map(seat => web.sit(seat)));
  for (const window of windows) {
    await window.goTo('Programmes');
    await window.row('Programmes').getByRole('link').first().click();
    await window.fact('Version').getByText('1', { exact: true }).waitFor();
  }
  const { operator, programmeId } = market;
  const terms = {
    programmeId,
    initiator: 'SUPPLIER',
    costBearer: 'SUPPLIER',
    priceKinds: ['DISCOUNT_ON_FACE'],
    dayCount: 'ACT_360',
    platformFeePayer: 'FUNDER',
    platformFeeBps: '30',
    text: 'Terms of the second year.',
    undertakingText: 'We pay on the due date, in the second year too.',
  };
  await operator.as('ADMINISTRATOR').succeedPlain('publishTerms', terms, 'terms { version }');

  for (const window of windows) {
    await window.fact('Version').getByText('2', { exact: true }).waitFor();
    await window.says('Terms of the second year.');
    expect(window.count('DOCUMENT')).toBe(1);
  }
  const [supplier, funder] = windows;
  await supplier!.main.getByRole('button', { name: 'Accept the terms' }).waitFor();
  await funder!.main.getByRole('button', { name: 'Accept the terms' }).waitFor();
});

test('who joins an organization, and what a member may do, reach the other windows of the organization', async () => {
  const window = await web.sit("buyer's checker");
  await window.goTo('Organization');
  const members = window.row('Members and what they may do');
  await members.first().waitFor();
  const before = await members.count();
  const joined = await newMember(market.buyer, ['VIEWER']);
  await window.row('Members and what they may do', 'Viewer: reads').last().waitFor();
  expect(await members.count()).toBe(before + 1);

  const { viewer } = await joined.query<{ viewer: { member: { id: string } } }>('{ viewer { member { id } } }');
  const change = { memberId: viewer.member.id, permissions: ['RISK'] };
  await market.buyer.as('ADMINISTRATOR').succeedPlain('setPermissions', change, 'member { id }');
  await window.row('Members and what they may do', 'Risk: sets limits').waitFor();
  expect(window.count('DOCUMENT')).toBe(1);
});

async function unread(window: MarketWindow): Promise<number> {
  return Number(await bellOf(window).getAttribute('data-unread'));
}

function bellOf(window: MarketWindow) {
  return window.page.locator('.bell [data-unread]');
}

function bellAt(window: MarketWindow, count: number): Promise<void> {
  return window.page.locator(`.bell [data-unread="${count}"]`).waitFor({ state: 'attached' });
}
