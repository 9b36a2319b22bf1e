import { randomUUID } from 'node:crypto';
import { graphql } from 'graphql';
import {
  auctionById,
  type AuctionView,
  type BidRow,
  bidById,
  closeDueAuctions,
  lapseAuctions,
  offersOf,
  quotePrice,
  withdrawAuction,
} from '../../server/auctions/index.js';
import { auctionPage } from '../../server/auctions/auction.reads.js';
import { eligibilityOfInvoice } from '../../server/auctions/eligibility.reads.js';
import { financingById } from '../../server/financings/index.js';
import { apiSchema } from '../../server/http/schema.js';
import { toWireId } from '../../server/platform/ids.js';
import { RequestContext, type Services } from '../../server/platform/request-context.js';
import type { MemberViewer } from '../../server/platform/viewer.js';
import { type AuctionMarket, openAuctionMarket, type Trader } from '../support/auction-market.js';
import { pageDocument } from '../support/page-documents.js';

jest.setTimeout(60_000);

let market: AuctionMarket;
let funder: Trader;
let rival: Trader;
let idle: Trader;
let uninvited: Trader;
let unlimited: Trader;
let otherBuyer: Trader;
let otherSupplier: Trader;

async function open(options: Parameters<typeof openAuctionMarket>[0]): Promise<void> {
  market = await openAuctionMarket({ funders: 3, limitMinor: 1_000_000_000n, ...options });
  [funder, rival, idle] = market.funders as [Trader, Trader, Trader];
  uninvited = await market.trader('Uninvited', 'FUNDER');
  unlimited = await market.trader('Unlimited', 'FUNDER');
  await market.invite(unlimited);
  otherBuyer = await market.trader('Other buyer', 'BUYER');
  otherSupplier = await market.trader('Other supplier', 'SUPPLIER');
}
afterEach(async () => expect(await market.limitDrift()).toEqual([]));

const auctionSeen = async ({ viewer }: Trader, id: string) =>
  (await market.database.read(viewer, db => auctionById(db, viewer, [id])))[0] ?? null;
const bidSeen = async ({ viewer }: Trader, id: string) =>
  (await market.database.read(viewer, db => bidById(db, viewer, [id])))[0] ?? null;
const offersSeen = async ({ viewer }: Trader, id: string) =>
  (await market.database.read(viewer, db => offersOf(db, viewer, [id])))[0] ?? null;
const outsiders = () => [uninvited, unlimited, otherBuyer, otherSupplier];
const names = (traders: Trader[]) => traders.map(({ name }) => name);
const whoSees = async (see: (trader: Trader) => Promise<object | null>) => {
  const everybody = [market.operator, market.buyer, market.supplier, funder, rival, idle, ...outsiders()];
  const seen = await Promise.all(everybody.map(see));
  return names(everybody.filter((_, index) => seen[index] !== null));
};

/** Sends a document that our pages send. */
async function send<Data>(
  viewer: MemberViewer,
  document: string,
  variableValues: Record<string, unknown>,
): Promise<Data> {
  const source = pageDocument(document);
  const contextValue = new RequestContext(viewer, market.database, market.work, {} as Services, randomUUID());
  const { data, errors } = await graphql({ schema: await apiSchema(), source, variableValues, contextValue });
  if (errors) throw errors[0]?.originalError ?? errors[0];
  return data as Data;
}
type Shown = Record<string, unknown>;
const auctionShown = async ({ viewer }: Trader, id: string) =>
  (await send<{ node: Shown | null }>(viewer, 'Auction', { id: toWireId('auction', id) })).node;

describe('a continuous auction', () => {
  beforeAll(() => open({}));
  afterAll(() => market.close());

  test('exists for its supplier, its buyer, the operator, and invited funders with a limit', async () => {
    const { id } = await market.list();
    const insiders = ['Operator', 'Buyer', 'Supplier', 'Funder 1', 'Funder 2', 'Funder 3'];
    expect(await whoSees(trader => auctionSeen(trader, id))).toEqual(insiders);
    const boards = await whoSees(async ({ viewer }) => {
      const page = await market.database.read(viewer, db => auctionPage(db, { first: 100 }));
      return page.rows.find(row => row.id === id) ?? null;
    });
    expect(boards).toEqual(insiders);
  });

  test('its bids are their owner’s and the supplier’s; the operator’s when it is over', async () => {
    const auction = await market.list();
    const bid = await market.bid(funder, auction, { rateBps: '450' });
    expect(await whoSees(trader => bidSeen(trader, bid.id))).toEqual(['Supplier', 'Funder 1']);
    expect(await whoSees(trader => offersSeen(trader, auction.id))).toEqual(['Supplier']);
    await market.accept((await market.offers(auction))[0]!);
    expect(await whoSees(trader => bidSeen(trader, bid.id))).toEqual(['Operator', 'Supplier', 'Funder 1']);
    expect(await whoSees(trader => offersSeen(trader, auction.id))).toEqual(['Operator', 'Supplier']);
  });

  test('for the funder it is an alias and bands: no invoice, no supplier, no rival, nothing that counts bids', async () => {
    const invoice = await market.approved();
    const auction = await market.list(invoice);
    const before = await auctionShown(idle, auction.id);
    await market.bid(funder, auction, { rateBps: '450' });
    await market.bid(rival, auction, { rateBps: '455' });
    expect(await auctionShown(idle, auction.id)).toEqual(before);
    expect(before).toMatchObject({
      __typename: 'Auction',
      state: 'OPEN',
      buyer: { name: 'Buyer' },
      face: { amount: '100000.00', currency: 'EUR' },
      maturity: '2031-05-05',
      tenorDays: 62,
      undertaking: 'IRREVOCABLE',
      invoice: null,
      supplier: null,
      supplierAlias: { label: expect.stringMatching(/^S-[A-Z2-7]{6}$/), country: 'FR', sizeBand: null, sector: null },
      paymentHistory: { invoicesPaidBand: 'NONE', averageDaysLateBand: 'UNKNOWN', disputedBand: '0 %' },
      ownBid: null,
      offers: null,
      availableActions: ['PLACE_BID'],
    });
    const told = JSON.stringify([before, await auctionShown(funder, auction.id)]);
    for (const secret of [
      invoice.number,
      invoice.id,
      toWireId('invoice', invoice.id),
      toWireId('organization', market.supplier.id),
      'Supplier',
      'Funder 2',
    ]) {
      expect(told).not.toContain(secret);
    }
    expect(await auctionShown(funder, auction.id)).toMatchObject({
      ownBid: {
        state: 'LIVE',
        rateBps: '450',
        quote: { net: { amount: '99225.00' }, simpleYield: '4.5981', holdsUntil: '2031-03-03T15:00:00.000Z' },
      },
      availableActions: ['CHANGE_BID', 'WITHDRAW_BID'],
    });
  });

  test('one label for one supplier, another for every funder', async () => {
    const [first, second] = [await market.list(), await market.list()];
    const labelOf = async (trader: Trader, id: string) =>
      ((await auctionShown(trader, id))!.supplierAlias as { label: string }).label;
    expect(await labelOf(funder, first.id)).toBe(await labelOf(funder, second.id));
    expect(await labelOf(funder, first.id)).not.toBe(await labelOf(rival, first.id));
  });

  test('for the buyer there are no prices; for the supplier the offers, ranked, with their funders', async () => {
    const auction = await market.list();
    await market.bid(rival, auction, { rateBps: '455' });
    await market.bid(funder, auction, { rateBps: '450' });
    expect(await auctionShown(market.buyer, auction.id)).toMatchObject({
      invoice: { number: expect.any(String) },
      supplier: { name: 'Supplier' },
      supplierAlias: null,
      paymentHistory: null,
      ownBid: null,
      offers: null,
      availableActions: [],
    });
    expect(await auctionShown(market.supplier, auction.id)).toMatchObject({
      supplierAlias: null,
      paymentHistory: null,
      offers: [
        {
          rank: 1,
          funderName: 'Funder 1',
          rateBps: '450',
          id: expect.stringMatching(/^bid_.*\.1$/),
          quote: { net: { amount: '99225.00' } },
        },
        { rank: 2, funderName: 'Funder 2', rateBps: '455' },
      ],
      availableActions: ['ACCEPT_OFFER', 'WITHDRAW'],
    });
  });

  test('after the award the winner learns the supplier, the loser a reason without a figure', async () => {
    const auction = await market.list();
    const won = await market.bid(funder, auction, { rateBps: '450' });
    await market.bid(rival, auction, { rateBps: '455' });
    const { financingId } = await market.accept((await market.offers(auction))[0]!);
    expect(await auctionShown(funder, auction.id)).toMatchObject({
      state: 'AWARDED',
      invoice: null,
      supplier: { name: 'Supplier' },
      offers: null,
      ownBid: { state: 'WON', lostReason: null, quote: { net: { amount: '99225.00' } } },
    });
    const loser = (await auctionShown(rival, auction.id))!;
    expect(loser).toMatchObject({
      state: 'AWARDED',
      supplier: null,
      offers: null,
      ownBid: { state: 'LOST', lostReason: 'OUTBID' },
    });
    expect(JSON.stringify(loser)).not.toContain('99225.00');
    expect((await auctionShown(idle, auction.id))!).toMatchObject({
      state: 'AWARDED',
      supplier: null,
      ownBid: null,
      offers: null,
    });
    expect(await whoSees(trader => bidSeen(trader, won.id))).toEqual(['Operator', 'Supplier', 'Funder 1']);

    const financingSeen = ({ viewer }: Trader) =>
      market.database.read(viewer, async db => (await financingById(db, viewer, [financingId]))[0] ?? null);
    expect(await whoSees(financingSeen)).toEqual(['Operator', 'Buyer', 'Supplier', 'Funder 1']);
    const shown = async ({ viewer }: Trader) =>
      (await send<{ node: Shown }>(viewer, 'Financing', { id: toWireId('financing', financingId) })).node;
    const price = {
      price: { amount: '99225.00' },
      discount: { amount: '775.00' },
      rateBps: '450',
      platformFee: { amount: '51.67' },
    };
    expect(await shown(market.supplier)).toMatchObject({
      ...price,
      invoice: { number: expect.any(String) },
      funder: { name: 'Funder 1' },
    });
    expect(await shown(funder)).toMatchObject({
      ...price,
      invoice: null,
      supplier: { name: 'Supplier' },
      buyer: { name: 'Buyer' },
    });
    expect(await shown(market.buyer)).toMatchObject({
      state: 'AGREED',
      face: { amount: '100000.00' },
      price: null,
      discount: null,
      repayment: null,
      platformFee: null,
      rateBps: null,
      priceKind: null,
      dayCount: null,
      payments: [],
      timeline: [{ type: 'financing.agreed', actor: 'Supplier' }],
    });
    expect(await shown(funder)).toMatchObject({
      payments: [{ kind: 'DISBURSEMENT', state: 'DUE', amount: { amount: '99225.00' } }],
      timeline: [
        { type: 'financing.agreed', actor: 'Supplier' },
        { type: 'payment.due', actor: 'Supplier' },
      ],
    });
  });

  test('the board is in the order of opening, whoever bid where', async () => {
    const opened = [await market.list(), await market.list(), await market.list()];
    await market.bid(rival, opened[0]!, { rateBps: '450' });
    const pageOf = (after?: string) =>
      send<{ auctions: { edges: { cursor: string; node: { id: string } }[]; pageInfo: { hasNextPage: boolean } } }>(
        funder.viewer,
        'Auctions',
        { first: 2, after, state: ['OPEN'] },
      );
    const first = (await pageOf()).auctions;
    expect(first.edges.map(({ node }) => node.id)).toEqual(
      [opened[2], opened[1]].map(auction => toWireId('auction', auction!.id)),
    );
    const next = (await pageOf(first.edges[1]!.cursor)).auctions;
    expect(next.edges[0]!.node.id).toBe(toWireId('auction', opened[0]!.id));
    expect((await pageOf('nonsense')).auctions).toMatchObject({ edges: [], pageInfo: { hasNextPage: false } });
  });

  test('a funder lists its own bids and nobody else’s', async () => {
    const auction = await market.list();
    const bid = await market.bid(funder, auction, { rateBps: '450' });
    const other = await market.bid(rival, auction, { rateBps: '455' });
    const mine = async ({ viewer }: Trader) =>
      (
        await send<{ bids: { edges: { node: { id: string; auction: { id: string } } }[] } }>(viewer, 'Bids', {
          state: ['LIVE'],
        })
      ).bids.edges.map(({ node }) => node);
    expect((await mine(funder))[0]).toMatchObject({
      id: toWireId('bid', bid.id),
      auction: { id: toWireId('auction', auction.id), supplierAlias: { label: expect.any(String) } },
    });
    expect((await mine(funder)).map(({ id }) => id)).not.toContain(toWireId('bid', other.id));
    expect(await mine(idle)).toEqual([]);
    expect(await mine(market.supplier)).toEqual([]);
  });

  test('a quote is for who may bid, bears the cost, or operates; the buyer’s own money’s cost is asked, never assumed', async () => {
    const auction = await market.list();
    const input = { auctionId: toWireId('auction', auction.id), priceKind: 'DISCOUNT_ON_FACE', rateBps: '450' };
    const quoted = ({ viewer }: Trader, over: object = {}) =>
      market.database.read(viewer, db => quotePrice(db, viewer, { ...input, ...over }));
    const answers = await whoSees(async trader => ('quote' in (await quoted(trader)) ? {} : null));
    expect(answers).toEqual(['Operator', 'Supplier', 'Funder 1', 'Funder 2', 'Funder 3']);
    expect(await quoted(market.buyer)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await quoted(funder, { rateBps: '0', flatFee: { amount: 'x', currency: 'EUR' } })).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path: 'rateBps' }, { path: 'flatFee.amount' }],
    });
    const shown = async (over: object) =>
      (await send<{ quote: Shown }>(market.supplier.viewer, 'Quote', { input: { ...input, ...over } })).quote;
    expect(await shown({})).toMatchObject({
      __typename: 'Quote',
      discount: { amount: '775.00', currency: 'EUR' },
      net: { amount: '99225.00', currency: 'EUR' },
      platformFee: { amount: '51.67', currency: 'EUR' },
      repayment: { amount: '100000.00', currency: 'EUR' },
      totalCost: { amount: '775.00', currency: 'EUR' },
      valueDate: '2031-03-04',
      days: 62,
      dayBasis: 360,
    });
    const { quote, ownRateBps } = (await quoted(market.supplier, { ownRateBps: '900' })) as {
      quote: { netMinor: bigint };
      ownRateBps: { toFixed(): string };
    };
    expect([quote.netMinor, ownRateBps.toFixed()]).toEqual([9_922_500n, '900']);
  });

  test('why an invoice cannot be listed: all to its supplier, to its buyer not what is the supplier’s business', async () => {
    const invoice = await market.approved({ typeCode: '393' });
    await market.asAdmin('UPDATE bank_account SET usable_from = $2 WHERE id = $1', [
      market.supplier.accountId,
      '2040-01-01',
    ]);
    const told = async ({ viewer }: Trader) =>
      (await market.database.read(viewer, db => eligibilityOfInvoice(db, viewer, [invoice.id])))[0]!.map(
        ({ code }) => code,
      );
    expect(await told(market.supplier)).toEqual(['ALREADY_ASSIGNED', 'SUPPLIER_ACCOUNT']);
    expect(await told(market.operator)).toEqual(['ALREADY_ASSIGNED', 'SUPPLIER_ACCOUNT']);
    expect(await told(market.buyer)).toEqual(['ALREADY_ASSIGNED', 'SUPPLIER_NOT_READY']);
    await market.asAdmin('UPDATE bank_account SET usable_from = $2 WHERE id = $1', [
      market.supplier.accountId,
      '2031-01-01',
    ]);
  });
});

describe('a programme that does not name its funders', () => {
  beforeAll(() => open({ fundersNamed: false }));
  afterAll(() => market.close());

  test('shows offers of "Funder", and after the award who won', async () => {
    const auction = await market.list();
    await market.bid(funder, auction, { rateBps: '450' });
    await market.bid(rival, auction, { rateBps: '455' });
    const shown = async () =>
      ((await auctionShown(market.supplier, auction.id))!.offers as { funderName: string }[]).map(
        ({ funderName }) => funderName,
      );
    expect(await shown()).toEqual(['Funder', 'Funder']);
    await market.accept((await market.offers(auction))[0]!);
    expect(await shown()).toEqual(['Funder 1', 'Funder']);
  });
});

describe('a sealed auction', () => {
  let auction: AuctionView;
  let bid: BidRow;
  beforeAll(async () => {
    await open({ kind: 'SEALED_WINDOW', auctionMinutes: 60, acceptanceMinutes: 30 });
    auction = await market.list();
    bid = await market.bid(funder, auction, { rateBps: '450' });
    await market.bid(rival, auction, { rateBps: '455' });
  });
  afterAll(() => market.close());

  const channelsOf = async (id: string, type: string) =>
    (
      await market.rows<{ channel: string }>(
        'SELECT c.channel FROM event e JOIN event_channel c USING (epoch, xid, seq) WHERE e.subject_id = $1 AND e.type = $2',
        [id, type],
      )
    ).map(({ channel }) => channel);

  test('a bid in it is valid to the end of the acceptance window', () => {
    expect(bid.validUntil).toEqual(auction.acceptUntil);
    expect(auction.acceptUntil.getTime() - auction.closesAt.getTime()).toBe(30 * 60_000);
  });

  test('before the close nobody but its owner learns anything of a bid', async () => {
    expect(await whoSees(trader => bidSeen(trader, bid.id))).toEqual(['Funder 1']);
    expect(await whoSees(trader => offersSeen(trader, auction.id))).toEqual([]);
    expect(await channelsOf(bid.id, 'bid.placed')).toEqual([`organization:${funder.id}`]);
    expect(await auctionShown(market.supplier, auction.id)).toMatchObject({
      offers: null,
      availableActions: ['WITHDRAW'],
    });
  });

  test('withdrawn before the close its bids stay sealed for good', async () => {
    const other = await market.list();
    const sealed = await market.bid(funder, other, { rateBps: '450' });
    await market.succeed(withdrawAuction, market.supplier.viewer, { auctionId: toWireId('auction', other.id) });
    expect(await channelsOf(sealed.id, 'bid.lost')).toEqual([`organization:${funder.id}`]);
    await market.setClock('2031-03-03T10:10:00+01:00');
    expect(await whoSees(trader => bidSeen(trader, sealed.id))).toEqual(['Funder 1']);
  });

  test('from the close on the offers show, and can be taken, whether or not the sweep came by', async () => {
    const other = await market.list();
    await market.bid(rival, other, { rateBps: '440' });
    await market.setClock(other.closesAt.toISOString());
    expect(await whoSees(trader => bidSeen(trader, bid.id))).toEqual(['Operator', 'Supplier', 'Funder 1']);
    expect(await whoSees(trader => offersSeen(trader, auction.id))).toEqual(['Operator', 'Supplier']);
    expect(await auctionShown(market.supplier, other.id)).toMatchObject({
      state: 'OPEN',
      availableActions: ['ACCEPT_OFFER', 'WITHDRAW'],
    });
    await market.accept((await market.offers(other))[0]!);
    expect(await market.row('auction', other.id)).toMatchObject({ state: 'AWARDED' });
  });

  test('the close reveals, the end of the window lapses', async () => {
    expect(await closeDueAuctions(market.work)).toBe(1);
    expect(await market.row('auction', auction.id)).toMatchObject({ state: 'CLOSED', decidedAt: null });
    expect(await market.row('bid', bid.id)).toMatchObject({ state: 'LIVE' });
    expect(await lapseAuctions(market.work)).toBe(0);
    expect(await auctionShown(funder, auction.id)).toMatchObject({ state: 'CLOSED', availableActions: [] });
    await market.setClock(new Date(auction.acceptUntil.getTime() + 60_000).toISOString());
    expect(await closeDueAuctions(market.work)).toBe(0);
    expect(await lapseAuctions(market.work)).toBe(1);
    expect(await market.row('auction', auction.id)).toMatchObject({ state: 'LAPSED' });
    expect(await market.row('bid', bid.id)).toMatchObject({ state: 'EXPIRED' });
    expect(await channelsOf(bid.id, 'bid.expired')).toEqual(
      expect.arrayContaining([`organization:${funder.id}`, `organization:${market.supplier.id}`]),
    );
  });
});
