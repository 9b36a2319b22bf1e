import { randomUUID } from 'node:crypto';
import { type BidRow, changeBid, placeBid, withdrawBid } from '../../server/auctions/index.js';
import { toWireId } from '../../server/platform/ids.js';
import { localDate } from '../../server/platform/local-date.js';
import { type AuctionMarket, openAuctionMarket, type Trader } from '../support/auction-market.js';

let market: AuctionMarket;
let funder: Trader;
let rival: Trader;

beforeAll(async () => {
  market = await openAuctionMarket({ funders: 2, limitMinor: 1_000_000_000n });
  [funder, rival] = market.funders as [Trader, Trader];
}, 30_000);
afterAll(() => market.close());
afterEach(async () => expect(await market.limitDrift()).toEqual([]));

const place = (auction: { readonly id: string }, over: object = {}, viewer = funder.viewer) =>
  market.run(placeBid, viewer, {
    auctionId: toWireId('auction', auction.id),
    priceKind: 'DISCOUNT_ON_FACE',
    rateBps: '450',
    ...over,
  });
const change = (bid: BidRow, over: object = {}, viewer = funder.viewer) =>
  market.run(changeBid, viewer, {
    bidId: toWireId('bid', bid.id),
    priceKind: 'DISCOUNT_ON_FACE',
    rateBps: '450',
    ...over,
  });
const withdraw = (bid: BidRow, viewer = funder.viewer) =>
  market.run(withdrawBid, viewer, { bidId: toWireId('bid', bid.id) });
const reservedOf = async (of: Trader) => (await market.limitsOf(of))[0]!.reservedMinor;
const faultsOf = (outcome: object) =>
  (outcome as { fields: { path: string; code: string }[] }).fields.map(({ path, code }) => `${path} ${code}`);

describe('a bid', () => {
  test('is live, firm to the close, counts days as the terms do, and reserves the advance on the face', async () => {
    const auction = await market.list();
    const before = await reservedOf(funder);
    const bid = await market.bid(funder, auction, { rateBps: '450.125' });
    expect(bid).toMatchObject({
      state: 'LIVE',
      version: 1,
      rateBps: '450.1250',
      dayCount: 'ACT_360',
      flatFeeMinor: 0n,
      exposureMinor: 10_000_000n,
      validUntil: auction.closesAt,
      placedBy: funder.viewer.personId,
    });
    expect(bid.placedAt).toEqual(bid.priorityAt);
    expect(await reservedOf(funder)).toBe(before + 10_000_000n);
  });

  test('is told to its owner and, in a continuous auction, to the supplier; to no rival, buyer or operator', async () => {
    const bid = await market.bid(funder, await market.list(), { rateBps: '450' });
    const channels = await market.rows<{ channel: string }>(
      'SELECT c.channel FROM event e JOIN event_channel c USING (epoch, xid, seq) WHERE e.subject_id = $1 ORDER BY c.channel',
      [bid.id],
    );
    expect(channels.map(({ channel }) => channel)).toEqual(
      [`organization:${funder.id}`, `organization:${market.supplier.id}`].sort(),
    );
  });

  test('is one a funder and auction: a second is refused and named', async () => {
    const auction = await market.list();
    const bid = await market.bid(funder, auction, { rateBps: '450' });
    expect(await place(auction)).toMatchObject({ code: 'BID_EXISTS', bidId: toWireId('bid', bid.id) });
  });

  test('with the same key is placed once', async () => {
    const auction = await market.list();
    const idempotencyKey = randomUUID();
    const first = await place(auction, { idempotencyKey });
    expect(await place(auction, { idempotencyKey })).toEqual(first);
    expect(await market.rows('SELECT FROM bid WHERE auction_id = $1', [auction.id])).toHaveLength(1);
  });
});

describe('whoever may not see the auction has the answer of one that does not exist', () => {
  test('another buyer, another supplier, a funder not invited, one invited without a limit, nobody', async () => {
    const auction = await market.list();
    const uninvited = await market.trader('Uninvited', 'FUNDER');
    const unlimited = await market.trader('Unlimited', 'FUNDER');
    await market.invite(unlimited);
    const strangers = [await market.trader('B', 'BUYER'), await market.trader('S', 'SUPPLIER'), uninvited, unlimited];
    const absent = await place({ id: randomUUID() });
    expect(absent).toMatchObject({ code: 'NOT_FOUND' });
    for (const stranger of strangers) expect(await place(auction, {}, stranger.viewer)).toEqual(absent);
    expect(
      await market.run(
        placeBid,
        { kind: 'ANONYMOUS' },
        { auctionId: toWireId('auction', auction.id), priceKind: 'DISCOUNT_ON_FACE', rateBps: '450' },
      ),
    ).toEqual(absent);
    await market.limit(unlimited, 'BUYER', '0.00');
    expect(await place(auction, {}, unlimited.viewer)).not.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('whoever sees it without being a funder of it is not permitted', async () => {
    const auction = await market.list();
    for (const trader of [market.supplier, market.buyer, market.operator]) {
      expect(await place(auction, {}, trader.viewer)).toMatchObject({ code: 'NOT_PERMITTED' });
    }
    const clerk = await market.member(funder, 'MAKER', 'CHECKER', 'RISK', 'VIEWER', 'ADMINISTRATOR');
    expect(await place(auction, {}, clerk)).toMatchObject({ code: 'NOT_PERMITTED' });
  });
});

describe('the funder must be fit to bid', () => {
  test('terms accepted', async () => {
    const auction = await market.list();
    const newcomer = await market.trader('Newcomer', 'FUNDER');
    await market.invite(newcomer);
    await market.limit(newcomer, 'BUYER', '1000000.00');
    await market.asAdmin('DELETE FROM terms_acceptance WHERE organization_id = $1', [newcomer.id]);
    expect(await place(auction, {}, newcomer.viewer)).toMatchObject({
      code: 'TERMS_NOT_ACCEPTED',
      termsId: toWireId('terms', market.termsId),
    });
  });

  test('an account that may be used now', async () => {
    const auction = await market.list();
    await market.asAdmin('UPDATE bank_account SET usable_from = $2 WHERE id = $1', [
      funder.accountId,
      '2031-03-04T00:00:00Z',
    ]);
    expect(await place(auction)).toMatchObject({ code: 'ACCOUNT_MISSING', currency: 'EUR' });
    await market.asAdmin('UPDATE bank_account SET usable_from = $2 WHERE id = $1', [
      funder.accountId,
      '2031-01-01T00:00:00Z',
    ]);
    expect(await place(auction)).toHaveProperty('bidId');
  });
});

describe('limits', () => {
  test('a bid over the limit is refused with what is missing, and reserves nothing', async () => {
    const poor = await market.trader('Poor', 'FUNDER');
    await market.invite(poor);
    await market.limit(poor, 'BUYER', '150000.00');
    const [first, second] = [await market.list(), await market.list()];
    await market.bid(poor, first, { rateBps: '450' });
    expect(await place(second, {}, poor.viewer)).toMatchObject({
      code: 'LIMIT_EXCEEDED',
      scope: 'BUYER',
      shortBy: { amount: '50000.00', currency: 'EUR' },
    });
    expect(await reservedOf(poor)).toBe(10_000_000n);
    await market.limit(poor, 'BUYER', '200000.00');
    expect(await place(second, {}, poor.viewer)).toHaveProperty('bidId');
    expect(await reservedOf(poor)).toBe(20_000_000n);
  });

  test('a claim longer than the longest tenor is refused', async () => {
    const short = await market.trader('Short', 'FUNDER');
    await market.invite(short);
    await market.limit(short, 'BUYER', '1000000.00', { tenorDaysMax: 61 });
    const auction = await market.list(await market.approved({ dueDate: localDate('2031-05-05') }));
    expect(await place(auction, {}, short.viewer)).toMatchObject({
      code: 'TENOR_TOO_LONG',
      tenorDays: 62,
      tenorDaysMax: 61,
      scope: 'BUYER',
    });
  });
});

describe('the price is judged by the terms of the auction', () => {
  test.each([
    [
      'a fee of another currency',
      { flatFee: { amount: '5.00', currency: 'USD' } },
      ['flatFee.currency NOT_OF_AUCTION'],
    ],
    ['costs that leave nothing', { flatFee: { amount: '99225.00', currency: 'EUR' } }, ['rateBps NOTHING_LEFT']],
    ['no rate', { rateBps: '0' }, ['rateBps NOT_POSITIVE']],
    ['a rate above all bounds', { rateBps: '10000.0001' }, ['rateBps TOO_LARGE']],
    ['a rate of five decimals', { rateBps: '450.00001' }, ['rateBps NOT_A_RATE']],
    ['validity that has passed', { validUntil: '2031-03-03T08:00:00Z' }, ['validUntil PAST']],
    ['validity beyond the auction', { validUntil: '2031-03-09T08:00:00Z' }, ['validUntil TOO_LATE']],
    [
      'all that at once',
      { flatFee: { amount: '5.00', currency: 'USD' }, validUntil: '2031-03-09T08:00:00Z' },
      ['flatFee.currency NOT_OF_AUCTION', 'validUntil TOO_LATE'],
    ],
  ])('%s', async (_, over, faults) => {
    const outcome = await place(await market.list(), over);
    expect(outcome).toMatchObject({ code: 'INVALID_INPUT' });
    expect(faultsOf(outcome)).toEqual(faults);
  });

  test('a kind of price that the terms do not have', async () => {
    const other = await openAuctionMarket({ funders: 1, terms: { price_kinds: ['TRUE_DISCOUNT'] } });
    const auction = await other.list();
    const outcome = await other.run(placeBid, other.funders[0]!.viewer, {
      auctionId: toWireId('auction', auction.id),
      priceKind: 'DISCOUNT_ON_FACE',
      rateBps: '450',
    });
    expect(faultsOf(outcome)).toEqual(['priceKind NOT_IN_TERMS']);
    await other.close();
  }, 20_000);
});

describe('a change', () => {
  test('is a new version at the same exposure', async () => {
    const bid = await market.bid(funder, await market.list(), { rateBps: '450' });
    const reserved = await reservedOf(funder);
    await change(bid, {
      rateBps: '440',
      priceKind: 'TRUE_DISCOUNT',
      dayCount: 'ACT_365',
      flatFee: { amount: '10.00', currency: 'EUR' },
    });
    expect(await market.row('bid', bid.id)).toMatchObject({
      state: 'LIVE',
      version: 2,
      eventNo: 2,
      rateBps: '440.0000',
      priceKind: 'TRUE_DISCOUNT',
      dayCount: 'ACT_365',
      flatFeeMinor: 1_000n,
      placedAt: bid.placedAt,
    });
    expect(await reservedOf(funder)).toBe(reserved);
  });

  test('keeps its place only where it is strictly better for the supplier', async () => {
    const bid = await market.bid(funder, await market.list(), { rateBps: '450' });
    await change(bid, { rateBps: '449.9999' });
    // 4.499999 % costs the same to the cent: no better.
    const same = await market.row<BidRow>('bid', bid.id);
    expect(same.priorityAt.getTime()).toBeGreaterThan(bid.priorityAt.getTime());
    await change(bid, { rateBps: '440' });
    expect(await market.row('bid', bid.id)).toMatchObject({ version: 3, priorityAt: same.priorityAt });
    await change(bid, { rateBps: '445' });
    expect((await market.row<BidRow>('bid', bid.id)).priorityAt.getTime()).toBeGreaterThan(same.priorityAt.getTime());
  });

  test('decides between equals', async () => {
    const auction = await market.list();
    const early = await market.bid(funder, auction, { rateBps: '450' });
    await market.bid(rival, auction, { rateBps: '450' });
    const order = async () => (await market.offers(auction)).map(({ bid }) => bid.funderName);
    expect(await order()).toEqual(['Funder 1', 'Funder 2']);
    await change(early, { rateBps: '450' });
    expect(await order()).toEqual(['Funder 2', 'Funder 1']);
  });

  test('belongs to the owner; others do not see the bid, the supplier may not', async () => {
    const bid = await market.bid(funder, await market.list(), { rateBps: '450' });
    expect(await change(bid, {}, rival.viewer)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await change(bid, {}, market.buyer.viewer)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await change(bid, {}, market.operator.viewer)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await change(bid, {}, market.supplier.viewer)).toMatchObject({ code: 'NOT_PERMITTED' });
    expect(await market.row('bid', bid.id)).toMatchObject({ version: 1 });
  });

  test('is judged like a bid', async () => {
    const bid = await market.bid(funder, await market.list(), { rateBps: '450' });
    expect(faultsOf(await change(bid, { validUntil: '2031-03-09T08:00:00Z' }))).toEqual(['validUntil TOO_LATE']);
    expect(await market.row('bid', bid.id)).toMatchObject({ version: 1 });
  });
});

describe('a withdrawal', () => {
  test('frees what was reserved, once, and makes room for another bid', async () => {
    const auction = await market.list();
    const before = await reservedOf(funder);
    const bid = await market.bid(funder, auction, { rateBps: '450' });
    expect(await withdraw(bid)).toEqual({ bidId: bid.id });
    expect(await reservedOf(funder)).toBe(before);
    expect(await withdraw(bid)).toMatchObject({ code: 'NOT_AVAILABLE', state: 'WITHDRAWN' });
    expect(await change(bid)).toMatchObject({ code: 'NOT_AVAILABLE', state: 'WITHDRAWN' });
    const next = await market.bid(funder, auction, { rateBps: '455' });
    expect(await withdraw(bid)).toMatchObject({ code: 'NOT_AVAILABLE', state: 'WITHDRAWN' });
    expect(await market.row('bid', next.id)).toMatchObject({ state: 'LIVE' });
  });
});

// The clock moves on from here.

describe('a bid whose validity ran out', () => {
  test('cannot be changed or withdrawn, and makes room for a new one before any sweep', async () => {
    const auction = await market.list();
    const before = await reservedOf(funder);
    const bid = await market.bid(funder, auction, { rateBps: '450', validUntil: new Date('2031-03-03T10:00:00Z') });
    await market.setClock('2031-03-03T11:00:01+01:00');
    expect(await change(bid)).toMatchObject({ code: 'NOT_AVAILABLE', state: 'EXPIRED' });
    expect(await withdraw(bid)).toMatchObject({ code: 'NOT_AVAILABLE', state: 'EXPIRED' });
    const next = await market.bid(funder, auction, { rateBps: '460' });
    expect(await market.row('bid', bid.id)).toMatchObject({ state: 'EXPIRED', lostReason: 'EXPIRED' });
    expect(await market.row('bid', next.id)).toMatchObject({ state: 'LIVE' });
    expect(await reservedOf(funder)).toBe(before + 10_000_000n);
  });
});

describe('from the close on', () => {
  test('nothing is placed, changed or withdrawn, whether or not the sweep came by', async () => {
    const auction = await market.list(undefined, 30);
    const bid = await market.bid(funder, auction, { rateBps: '450' });
    await market.setClock(auction.closesAt.toISOString());
    const closed = { code: 'AUCTION_CLOSED', closedAt: auction.closesAt.toISOString() };
    expect(await place(auction, {}, rival.viewer)).toMatchObject(closed);
    expect(await change(bid)).toMatchObject(closed);
    expect(await withdraw(bid)).toMatchObject(closed);
    expect(await market.row('bid', bid.id)).toMatchObject({ state: 'LIVE', version: 1 });
  });
});
