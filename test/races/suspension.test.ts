import { acceptOffer, followSuspensions } from '../../server/auctions/index.js';
import { resumeOrganization, suspendOrganization } from '../../server/organizations/index.js';
import { toWireId } from '../../server/platform/ids.js';
import type { UnitOfWork } from '../../server/platform/unit-of-work.js';
import {
  acceptanceOf,
  type AuctionMarket,
  deadlocksOf,
  openAuctionMarket,
  succeedOn,
} from '../support/auction-market.js';
import { brokenBesideApprovals } from '../support/invariants-command.js';
import { seconded } from '../support/seconded.js';

const rounds = Number(process.env.TENOR_RACE_ROUNDS ?? 12);

let market: AuctionMarket;
let other: UnitOfWork;

beforeAll(async () => {
  market = await openAuctionMarket({ funders: 3, limitMinor: 10_000_000_000n });
  other = (await market.another()).work;
}, 60_000);
afterAll(() => market.close());

test('a party is suspended as an offer of it is accepted: the deal stands, or the offer is refused; nothing between', async () => {
  const [funder, rival] = market.funders;
  const parties = [funder!, market.supplier, market.buyer];
  for (let round = 0; round < rounds; round += 1) {
    const party = parties[round % 3]!;
    const named = { organizationId: toWireId('organization', party.id) };
    const auction = await market.list();
    const bid = await market.bid(funder!, auction, { rateBps: '450' });
    await market.bid(rival!, auction, { rateBps: '470' });
    const [offer] = await market.offers(auction);
    const [answer] = await Promise.all([
      market.run(acceptOffer, market.supplier.viewer, acceptanceOf(offer!)) as Promise<{ code?: string }>,
      succeedOn(other, suspendOrganization, market.operator.viewer, named).then(() => followSuspensions(other)),
    ]);
    await followSuspensions(market.work);

    const { state } = await market.row<{ state: string }>('auction', auction.id);
    const { state: bidState } = await market.row<{ state: string }>('bid', bid.id);
    const financings = await market.rows('SELECT FROM financing WHERE auction_id = $1', [auction.id]);
    if (answer.code === undefined) {
      expect([state, bidState, financings.length]).toEqual(['AWARDED', 'WON', 1]);
    } else {
      expect(['ORGANIZATION_SUSPENDED', 'NOT_AVAILABLE', 'OFFER_GONE']).toContain(answer.code);
      const after = party === funder ? ['OPEN', 'WITHDRAWN', 0] : ['SUSPENDED', 'LIVE', 0];
      expect([state, bidState, financings.length]).toEqual(after);
    }
    expect(await market.limitDrift()).toEqual([]);
    await market.succeed(resumeOrganization, seconded(market.operator.viewer), named);
    await followSuspensions(market.work);
  }
  expect(await deadlocksOf(market, [market.database])).toBe(0);
  expect(await brokenBesideApprovals(market.urls)).toEqual([]);
}, 120_000);
