import { toWireId } from '../../server/platform/ids.js';
import type { MemberViewer } from '../../server/platform/viewer.js';
import { type DisclosureMarket, openDisclosureMarket } from '../support/disclosure-market.js';

jest.setTimeout(120_000);

let market: DisclosureMarket;

beforeAll(async () => {
  market = await openDisclosureMarket();
});
afterAll(async () => {
  expect(await market.violations()).toEqual([]);
  await market.close();
});

test('x', async () => {
  const id = await market.pack('03');
  const source = `query ($id: ID!) { node(id: $id) { ... on DisclosurePack { kind firstDay lastDay state isOver availableActions
    excluded { outstanding { amount } }
    statements { programme { name } currency terms { version } figures { figure amount { amount } invoiceCount }
      positions { moment day carrying { amount { amount } } funded { amount { amount } } daysFrom daysUntil strata { daysFrom daysUntil amount { amount } invoiceCount } unallocated { amount } } } } } }`;
  for (const month of ['03', '04', '05'])
    console.log(JSON.stringify(await market.ask(market.buyer.checker, source, { id: await market.pack(month) }), null, 1));
});
