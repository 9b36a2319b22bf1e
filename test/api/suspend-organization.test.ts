import { randomUUID } from 'node:crypto';
import {
  acceptOffer,
  type AuctionView,
  type BidRow,
  closeDueAuctions,
  expireBids,
  followSuspensions,
  lapseAuctions,
  placeBid,
  resumeAuction,
  suspendAuction,
  withdrawAuction,
} from '../../server/auctions/index.js';
import { resumeOrganization, suspendOrganization } from '../../server/organizations/index.js';
import { toWireId } from '../../server/platform/ids.js';
import { formatMoney } from '../../server/platform/money.js';
import { acceptanceOf, type AuctionMarket, openAuctionMarket, type Trader } from '../support/auction-market.js';
import { brokenBesideApprovals } from '../support/invariants-command.js';
import { releaseByTwo } from '../support/money-market.js';
import { seconded } from '../support/seconded.js';

let market: AuctionMarket;
let funder: Trader;
let rival: Trader;

beforeAll(async () => {
  market = await openAuctionMarket({ funders: 2, limitMinor: 10_000_000_000n });
  [funder, rival] = market.funders as [Trader, Trader];
}, 30_000);
afterEach(async () => expect(await market.limitDrift()).toEqual([]));
afterAll(async () => {
  expect(await brokenBesideApprovals(market.urls)).toEqual([]);
  await market.close();
}, 60_000);

const ofOrganization = (trader: Trader) => ({ organizationId: toWireId('organization', trader.id) });
const onAuction = (auction: { readonly id: string }) => ({ auctionId: toWireId('auction', auction.id) });
const suspend = (trader: Trader) =>
  market.succeed(suspendOrganization, market.operator.viewer, { ...ofOrganization(trader), reason: 'Licence ended.' });
const resume = (trader: Trader) =>
  market.succeed(resumeOrganization, seconded(market.operator.viewer), ofOrganization(trader));
const sweep = async () => {
  await followSuspensions(market.work);
  for (const each of [closeDueAuctions, lapseAuctions, expireBids]) await each(market.work);
};
const auctionOf = (auction: { readonly id: string }) => market.row<AuctionView>('auction', auction.id);
const bidOf = (bid: BidRow) => market.row<BidRow>('bid', bid.id);
const minutesAfter = (instant: Date, minutes: number) => new Date(instant.getTime() + minutes * 60_000).toISOString();

test('a funder: its live bids are taken back with the reason, and count on no limit; those of others stand', async () => {
  const auction = await market.list();
  const [own, other] = [
    await market.bid(funder, auction, { rateBps: '450' }),
    await market.bid(rival, auction, { rateBps: '455' }),
  ];
  const soon = await market.bid(funder, await market.list(), {
    rateBps: '460',
    validUntil: new Date(minutesAfter(auction.openedAt, 5)),
  });
  await market.setClock(minutesAfter(auction.openedAt, 10));
  const [offer] = await market.offers(auction);
  await suspend(funder);
  expect(await market.run(acceptOffer, market.supplier.viewer, acceptanceOf(offer!))).toMatchObject({
    code: 'ORGANIZATION_SUSPENDED',
  });
  await sweep();

  expect(await bidOf(own)).toMatchObject({ state: 'WITHDRAWN', lostReason: 'SUSPENDED' });
  expect(await bidOf(soon)).toMatchObject({ state: 'EXPIRED', lostReason: 'EXPIRED' });
  expect(await bidOf(other)).toMatchObject({ state: 'LIVE' });
  expect(await auctionOf(auction)).toMatchObject({ state: 'OPEN', suspendedFor: null });
  expect((await market.limitsOf(funder))[0]).toMatchObject({ reservedMinor: 0n });
  const again = { ...onAuction(auction), priceKind: 'DISCOUNT_ON_FACE', rateBps: '440' };
  expect(await market.run(placeBid, funder.viewer, again)).toMatchObject({ code: 'ORGANIZATION_SUSPENDED' });

  await resume(funder);
  await sweep();
  expect(await bidOf(own)).toMatchObject({ state: 'WITHDRAWN' });
  expect(await market.run(placeBid, funder.viewer, again)).toHaveProperty('bidId');
});

test.each(['supplier', 'buyer'] as const)(
  'a %s: its auctions stand still from its suspension on, whenever the sweep comes, and go on with it',
  async side => {
    const auction = await market.list(undefined, 60);
    const bid = await market.bid(funder, auction, {
      rateBps: '450',
      validUntil: new Date(minutesAfter(auction.openedAt, 40)),
    });
    await market.setClock(minutesAfter(auction.openedAt, 10));
    await suspend(market[side]);
    // Nothing has swept by the time at which all would have been over: neither the bid nor the auction ended.
    await market.setClock(minutesAfter(auction.openedAt, 90));
    for (const each of [closeDueAuctions, lapseAuctions, expireBids]) await each(market.work);
    expect(await auctionOf(auction)).toMatchObject({ state: 'OPEN' });
    await sweep();
    const stopped = await auctionOf(auction);
    const { suspendedAt } = await market.row<{ suspendedAt: Date }>('organization', market[side].id);
    expect(stopped).toMatchObject({ state: 'SUSPENDED', suspendedFrom: 'OPEN', suspendedFor: market[side].id });
    expect(stopped.suspendedAt).toEqual(suspendedAt);
    expect(await bidOf(bid)).toMatchObject({ state: 'LIVE' });
    expect(await market.run(resumeAuction, seconded(market.operator.viewer), onAuction(auction))).toMatchObject({
      code: 'NOT_AVAILABLE',
    });

    await resume(market[side]);
    await sweep();
    const resumed = await auctionOf(auction);
    expect(resumed).toMatchObject({ state: 'OPEN', suspendedAt: null, suspendedFrom: null, suspendedFor: null });
    const by = resumed.closesAt.getTime() - auction.closesAt.getTime();
    expect(by).toBeGreaterThanOrEqual(80 * 60_000);
    expect(by).toBeLessThan(81 * 60_000);
    expect((await bidOf(bid)).validUntil.getTime() - bid.validUntil.getTime()).toBe(by);
    expect(await market.accept((await market.offers(auction))[0]!)).toHaveProperty('financingId');
  },
);

test('both parties: the auction goes on with the last of them; what the operator stopped itself stays stopped', async () => {
  const [auction, stopped, withdrawn] = [await market.list(), await market.list(), await market.list()];
  await market.succeed(suspendAuction, market.operator.viewer, { ...onAuction(stopped), reason: 'Disputed.' });
  await suspend(market.supplier);
  await sweep();
  await suspend(market.buyer);
  await sweep();
  await market.succeed(withdrawAuction, market.supplier.viewer, onAuction(withdrawn));
  await resume(market.supplier);
  await sweep();
  expect(await auctionOf(auction)).toMatchObject({ state: 'SUSPENDED', suspendedFor: market.buyer.id });
  await resume(market.buyer);
  await sweep();
  expect(await auctionOf(auction)).toMatchObject({ state: 'OPEN' });
  expect(await auctionOf(stopped)).toMatchObject({ state: 'SUSPENDED', suspendedFor: null });
  expect(await auctionOf(withdrawn)).toMatchObject({ state: 'WITHDRAWN' });
});

test('an awarded deal runs on: its payments are released while every party is suspended', async () => {
  const auction = await market.list();
  await market.bid(funder, auction, { rateBps: '450' });
  const { financingId } = await market.accept((await market.offers(auction))[0]!);
  for (const trader of [funder, market.supplier, market.buyer]) await suspend(trader);
  await sweep();
  expect(await auctionOf(auction)).toMatchObject({ state: 'AWARDED' });
  const [leg1] = await market.rows<{ id: string; amountMinor: bigint }>(
    `SELECT id, amount_minor FROM payment WHERE financing_id = $1 AND kind = 'DISBURSEMENT'`,
    [financingId],
  );
  const total = { amount: formatMoney({ amountMinor: leg1!.amountMinor, currency: 'EUR' }), currency: 'EUR' };
  const input = { paymentIds: [toWireId('payment', leg1!.id)], total };
  const given = { ...input, idempotencyKey: randomUUID() };
  expect(await releaseByTwo(market, funder.viewer, given)).toMatchObject({ fileIds: [expect.any(String)] });
  for (const trader of [funder, market.supplier, market.buyer]) await resume(trader);
  await sweep();
});
