import { newMember } from '../support/newcomers.js';
import { type Market, openMarket } from '../support/trade.js';
import { WebMarket } from './support/web-market.js';

/* Changes that are seldom, yet must not wait for a reload: each reaches every window that shows what it changed. */

jest.setTimeout(120_000);

let web: WebMarket;
let market: Market;

beforeAll(async () => {
  web = await WebMarket.open();
  market = await openMarket(web.server);
}, 300_000);

afterAll(() => web?.close());

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
