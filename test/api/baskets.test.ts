import { randomUUID } from 'node:crypto';
import { type ExecutionResult, graphql } from 'graphql';
import { acceptOffer, acceptOffers, changeBid, withdrawBid } from '../../server/auctions/index.js';
import { bestOffers, bestOffersOf, chosenOffers } from '../../server/auctions/offer.reads.js';
import { apiSchema } from '../../server/http/schema.js';
import { findViolations } from '../../server/invariants/index.js';
import { setLimit } from '../../server/limits/index.js';
import { setOwnRate } from '../../server/organizations/index.js';
import { Database } from '../../server/platform/database.js';
import { toWireId } from '../../server/platform/ids.js';
import { localDate } from '../../server/platform/local-date.js';
import { RequestContext, type Services } from '../../server/platform/request-context.js';
import { UnitOfWork } from '../../server/platform/unit-of-work.js';
import type { Viewer } from '../../server/platform/viewer.js';
import {
  acceptanceOf,
  type AuctionMarket,
  basketInput,
  openAuctionMarket,
  type ShownAs,
  type Trader,
} from '../support/auction-market.js';

let market: AuctionMarket;
let funders: readonly [Trader, Trader, Trader];

beforeAll(async () => {
  market = await openAuctionMarket({ funders: 3, limitMinor: 100_000_000_000n });
  funders = market.funders as typeof funders;
}, 30_000);
afterAll(() => market.close());
afterEach(async () => expect(await market.limitDrift()).toEqual([]));

const take = (input: object, viewer: Viewer = market.supplier.viewer) => market.run(acceptOffers, viewer, input);
const euros = (amount: string) => ({ amount, currency: 'EUR' });

/** An offer of the first funder, in an auction of its own, with all that there is to it. */
async function offered(rateBps = '450', of: Parameters<AuctionMarket['approved']>[0] = {}) {
  const auction = await market.list(await market.approved(of));
  const bid = await market.bid(funders[0], auction, { rateBps });
  const [offer] = await market.offers(auction);
  return { auction, bid, shown: acceptanceOf(offer!), bidId: toWireId('bid', bid.id) };
}

/** How many rows there are of what an award makes or moves. */
async function standing() {
  const [row] = await market.rows<Record<string, bigint>>(
    `SELECT (SELECT count(*) FROM financing) AS financings, (SELECT count(*) FROM payment) AS payments,
            (SELECT count(*) FROM event) AS events, (SELECT count(*) FROM bid WHERE state = 'LIVE') AS live,
            (SELECT sum(committed_minor)::bigint FROM exposure_limit) AS committed,
            (SELECT sum(reserved_minor)::bigint FROM exposure_limit) AS reserved`,
  );
  return row;
}

async function ask(viewer: Viewer, source: string, variableValues: Record<string, unknown> = {}) {
  const contextValue = new RequestContext(viewer, market.database, market.work, {} as Services, 'test');
  const schema = await apiSchema();
  const result: ExecutionResult = await graphql({ schema, source, contextValue, variableValues });
  if (result.errors) throw result.errors[0]!.originalError ?? result.errors[0]!;
  return JSON.parse(JSON.stringify(result.data));
}

const totals = `totals { count face { amount } net { amount } totalCost { amount } effectiveRate waitingCost { amount }
  firstValueDate lastValueDate holdsUntil }`;

// The tests go on through March 2031: the clock only moves forward.

describe('three invoices at 6 %, value Wednesday 5 March', () => {
  let lots: { readonly auction: { readonly id: string }; readonly shown: ShownAs; readonly bidId: string }[];
  beforeAll(async () => {
    await market.setClock('2031-03-04T10:00:00+01:00');
    const of = [
      { amountMinor: 4_000_000n, dueDate: localDate('2031-04-04') },
      { amountMinor: 2_500_000n, dueDate: localDate('2031-04-19') },
      { amountMinor: 3_500_000n, dueDate: localDate('2031-05-04') },
    ];
    lots = [];
    for (const invoice of of) lots.push(await offered('600', invoice));
    for (const { auction } of lots) await market.bid(funders[1], auction, { rateBps: '610' });
  });

  const best = (viewer: Viewer, auctionIds: string[] | null = null) =>
    ask(
      viewer,
      `query ($ids: [ID!]) { bestOffers(auctionIds: $ids) { hasMore gone ${totals} lines { auction { id }
         offer { bidId rank quote { net { amount } totalCost { amount } effectiveRate waitingCost { amount } } } } } }`,
      { ids: auctionIds },
    );

  test('their best offers in one unit: never pooled, the rate weighted by cash and days', async () => {
    const { bestOffers: basket } = await best(market.supplier.viewer);
    expect(basket).toMatchObject({ hasMore: false, gone: [] });
    expect(basket.totals).toEqual([
      {
        count: 3,
        face: { amount: '100000.00' },
        net: { amount: '99262.50' },
        totalCost: { amount: '737.50' },
        effectiveRate: '6.2982',
        waitingCost: null,
        firstValueDate: '2031-03-05',
        lastValueDate: '2031-03-05',
        holdsUntil: '2031-03-04T15:00:00.000Z',
      },
    ]);
    const lines = lots.map(({ auction, bidId }) => [toWireId('auction', auction.id), bidId, 1]);
    expect(
      basket.lines.map(({ auction, offer }: never) => [
        (auction as { id: string }).id,
        (offer as { bidId: string }).bidId,
        (offer as { rank: number }).rank,
      ]),
    ).toEqual(expect.arrayContaining(lines));
    expect(basket.lines).toHaveLength(3);
  });

  test('of two of them alone; and of none for those who do not choose', async () => {
    const ids = lots.slice(0, 2).map(({ auction }) => toWireId('auction', auction.id));
    const { bestOffers: basket } = await best(market.supplier.viewer, [...ids, toWireId('auction', randomUUID()), 'x']);
    expect(basket.totals).toMatchObject([{ count: 2, totalCost: { amount: '387.50' } }]);
    for (const other of [market.buyer, market.operator, funders[0]]) {
      expect((await best(other.viewer, ids)).bestOffers).toMatchObject({ lines: [], totals: [] });
      expect((await best(other.viewer)).bestOffers).toMatchObject({ lines: [], totals: [] });
    }
  });

  test('the cost of waiting at the supplier’s own rate: a setting, known to nobody else, and no default', async () => {
    const { viewer } = market.supplier;
    await market.succeed(setOwnRate, viewer, { rateBps: '900' });
    const { bestOffers: basket } = await best(viewer);
    expect(basket.totals).toMatchObject([{ waitingCost: { amount: '1082.36' } }]);
    const waiting = basket.lines.map(({ offer }: never) => (offer as never as Waiting).quote.waitingCost.amount).sort();
    expect(waiting).toEqual(['275.32', '294.41', '512.63']);

    const id = toWireId('organization', market.supplier.id);
    const rateFor = async (as: Viewer) =>
      (await ask(as, 'query ($id: ID!) { node(id: $id) { ... on Organization { ownRateBps } } }', { id })).node
        ?.ownRateBps;
    expect(await rateFor(viewer)).toBe('900');
    for (const other of [market.buyer, market.operator]) expect(await rateFor(other.viewer)).toBeNull();
    const told = await market.rows(
      `SELECT e.type, e.before, e.after, array_agg(c.channel) AS channels FROM event e JOIN event_channel c USING (epoch, xid, seq)
        WHERE e.type = 'organization.rateChanged' GROUP BY e.epoch, e.xid, e.seq, e.type, e.before, e.after`,
    );
    expect(told).toEqual([
      {
        type: 'organization.rateChanged',
        before: { rateBps: null },
        after: { rateBps: '900' },
        channels: [`organization:${market.supplier.id}`],
      },
    ]);

    await market.succeed(setOwnRate, viewer, { rateBps: null });
    expect((await best(viewer)).bestOffers.totals).toMatchObject([{ waitingCost: null }]);
  });

  test('the own rate is set by an administrator of a supplier, more than 0 and at most 100 %', async () => {
    const dealer = await market.member(market.supplier, 'DEALER', 'CHECKER', 'MAKER', 'RISK');
    expect(await market.run(setOwnRate, dealer, { rateBps: '900' })).toMatchObject({ code: 'NOT_PERMITTED' });
    expect(await market.run(setOwnRate, market.buyer.viewer, { rateBps: '900' })).toMatchObject({
      code: 'NOT_PERMITTED',
    });
    for (const rateBps of ['0', '10000.01', '-1', '9,00']) {
      expect(await market.run(setOwnRate, market.supplier.viewer, { rateBps })).toMatchObject({
        code: 'INVALID_INPUT',
        fields: [{ path: 'rateBps' }],
      });
    }
  });

  test('what is chosen, as it is now; what is gone is named', async () => {
    const document = `query ($ids: [ID!]!) { basket(bidIds: $ids) { gone lines { offer { bidId } } ${totals} } }`;
    const gone = [toWireId('bid', randomUUID()), 'bid_x'];
    const ids = [lots[2]!.bidId, gone[0]!, lots[0]!.bidId, lots[2]!.bidId, gone[1]!];
    const { basket } = await ask(market.supplier.viewer, document, { ids });
    expect(basket.gone).toEqual(gone);
    expect(basket.lines).toEqual([{ offer: { bidId: lots[2]!.bidId } }, { offer: { bidId: lots[0]!.bidId } }]);
    expect(basket.totals).toMatchObject([{ count: 2, net: { amount: '74450.00' }, totalCost: { amount: '550.00' } }]);
    const { basket: rivals } = await ask(funders[0].viewer, document, { ids });
    expect(rivals).toEqual({ gone: ids, lines: [], totals: [] });
  });

  test('one statement each, however many', async () => {
    const statements: string[] = [];
    const database = await Database.connect({
      url: market.urls.appUrl,
      poolSize: 1,
      applicationName: 'test',
      onStatement: sql => statements.push(sql),
    });
    statements.length = 0;
    const { viewer } = market.supplier;
    const auctionIds = lots.map(({ auction }) => auction.id);
    expect(await database.read(viewer, db => bestOffers(db, viewer, 2))).toHaveLength(2);
    expect(await database.read(viewer, db => bestOffersOf(db, viewer, auctionIds))).toHaveLength(3);
    const bids = (await database.read(viewer, db => chosenOffers(db, viewer, []))).length;
    expect([bids, statements.length]).toEqual([0, 3]);
    await database.close();
  });

  test('taken together: the figures, financings, payments, limits and events of three awards', async () => {
    const before = await standing();
    const outcome = await take(basketInput(lots.map(({ shown }) => shown)));
    expect(outcome).toEqual({
      offers: [
        { financingId: expect.any(String), net: euros('39800.00'), discount: euros('200.00'), valueDate: '2031-03-05' },
        { financingId: expect.any(String), net: euros('24812.50'), discount: euros('187.50'), valueDate: '2031-03-05' },
        { financingId: expect.any(String), net: euros('34650.00'), discount: euros('350.00'), valueDate: '2031-03-05' },
      ],
      totalNet: euros('99262.50'),
    });
    const { offers } = outcome as { offers: { financingId: string }[] };
    for (const [index, { financingId }] of offers.entries()) {
      const { auction } = lots[index]!;
      const financing = await market.row<{ auctionId: string; bidId: string }>('financing', financingId);
      expect(financing).toMatchObject({ auctionId: auction.id, funderId: funders[0].id, state: 'AGREED', eventNo: 1 });
      expect(await market.row('auction', auction.id)).toMatchObject({
        state: 'AWARDED',
        awardedBidId: financing.bidId,
      });
      const bids = await market.rows('SELECT state, lost_reason FROM bid WHERE auction_id = $1 ORDER BY rate_bps', [
        auction.id,
      ]);
      expect(bids).toEqual([
        { state: 'WON', lostReason: null },
        { state: 'LOST', lostReason: 'OUTBID' },
      ]);
      const payments = await market.rows('SELECT kind, state, payee_id FROM payment WHERE financing_id = $1', [
        financingId,
      ]);
      expect(payments).toEqual([{ kind: 'DISBURSEMENT', state: 'DUE', payeeId: market.supplier.id }]);
    }
    // Of each: the bid won, the other lost, the auction awarded, the financing agreed, its leg 1 due.
    expect(await standing()).toEqual({
      financings: before!.financings! + 3n,
      payments: before!.payments! + 3n,
      events: before!.events! + 15n,
      live: before!.live! - 6n,
      committed: before!.committed! + 10_000_000n,
      reserved: before!.reserved! - 20_000_000n,
    });
  });
});

interface Waiting {
  readonly quote: { readonly waitingCost: { readonly amount: string } };
}

describe('waiting against selling, value Thursday 6 March, 57 days', () => {
  beforeAll(() => market.setClock('2031-03-05T10:00:00+01:00'));

  test('99,050.00 at 9.00 %: waiting 1,392.13, selling 950.00', async () => {
    const { viewer } = market.supplier;
    await market.succeed(setOwnRate, viewer, { rateBps: '900' });
    const { auction } = await offered('600', { dueDate: localDate('2031-05-02') });
    const figures = 'net { amount } totalCost { amount } waitingCost { amount }';
    const { node } = await ask(
      viewer,
      `query ($id: ID!) { node(id: $id) { ... on Auction { offers { quote { ${figures} } } } } }`,
      { id: toWireId('auction', auction.id) },
    );
    const expected = {
      net: { amount: '99050.00' },
      totalCost: { amount: '950.00' },
      waitingCost: { amount: '1392.13' },
    };
    expect(node.offers).toEqual([{ quote: expected }]);
    const quote = `query ($input: QuoteInput!) { quote(input: $input) { ... on Quote { ${figures} } } }`;
    const input = { auctionId: toWireId('auction', auction.id), priceKind: 'DISCOUNT_ON_FACE', rateBps: '600' };
    expect((await ask(viewer, quote, { input })).quote).toEqual(expected);
    // What it tries goes before what it has set; a funder has no such setting.
    const tried = await ask(viewer, quote, { input: { ...input, ownRateBps: '450' } });
    expect(tried.quote.waitingCost).toEqual({ amount: '696.06' });
    expect((await ask(funders[0].viewer, quote, { input })).quote.waitingCost).toBeNull();
    await market.succeed(setOwnRate, viewer, { rateBps: null });
  });
});

describe('a basket and a single acceptance are one mechanism', () => {
  test('they leave the same behind', async () => {
    const [single, basket] = [await offered(), await offered()];
    for (const { auction } of [single, basket]) await market.bid(funders[1], auction, { rateBps: '460' });
    await market.succeed(acceptOffer, market.supplier.viewer, single.shown);
    await market.succeed(acceptOffers, market.supplier.viewer, basketInput([basket.shown]));
    const [one, other] = await Promise.all([single, basket].map(({ auction }) => leftBy(auction.id)));
    expect(other).toEqual(one);
    expect(one).toHaveLength(7);
  });

  async function leftBy(auctionId: string) {
    return market.rows(
      `WITH of AS (SELECT id, invoice_id FROM auction WHERE id = $1)
       SELECT 'bid' AS what, state, lost_reason AS more, NULL::bigint AS amount FROM bid, of WHERE auction_id = of.id
       UNION ALL SELECT 'auction', state, NULL, NULL FROM auction JOIN of USING (id)
       UNION ALL SELECT 'financing', state, day_count || rate_bps, price_minor FROM financing, of WHERE auction_id = of.id
       UNION ALL SELECT kind, state, due_on::text, amount_minor FROM payment p JOIN of USING (invoice_id)
       UNION ALL SELECT 'events', string_agg(type, ' ' ORDER BY e.seq), NULL, NULL FROM event e
        WHERE subject_id IN (SELECT id FROM of UNION ALL SELECT b.id FROM bid b, of WHERE auction_id = of.id
                             UNION ALL SELECT f.id FROM financing f, of WHERE auction_id = of.id)
        ORDER BY 1, 2, 3`,
      [auctionId],
    );
  }

  test('a fixed number of statements: of twenty as many as of two', async () => {
    const statements: string[] = [];
    const database = await Database.connect({
      url: market.urls.appUrl,
      poolSize: 1,
      applicationName: 'test',
      onStatement: sql => statements.push(sql),
    });
    const counts: number[] = [];
    for (const size of [2, 20]) {
      const lots = [];
      for (let count = 0; count < size; count += 1) lots.push((await offered()).shown);
      statements.length = 0;
      const input = { ...basketInput(lots), idempotencyKey: randomUUID() };
      expect(await new UnitOfWork(database).run(acceptOffers, market.supplier.viewer, input)).toHaveProperty('offers');
      counts.push(statements.length);
    }
    expect(counts[1]).toBe(counts[0]);
    await database.close();
  });
});

describe('all or nothing', () => {
  test('one changed offer: nothing is taken, and it comes back with its new figures', async () => {
    const [kept, changed] = [await offered(), await offered()];
    const saying = { bidId: changed.bidId, priceKind: 'DISCOUNT_ON_FACE', rateBps: '420' };
    await market.succeed(changeBid, funders[0].viewer, saying);
    const before = await standing();
    const outcome = await take(basketInput([kept.shown, changed.shown]));
    expect(outcome).toMatchObject({
      code: 'OFFERS_REFUSED',
      message: 'Nothing was accepted: 1 offer stands in the way.',
      refusals: [
        {
          bidId: changed.bidId,
          remembered: { code: 'OFFER_CHANGED', version: 2, net: euros('99300.00'), discount: euros('700.00') },
        },
      ],
    });
    expect((outcome as { refusals: object[] }).refusals).toHaveLength(1);
    expect(await standing()).toEqual(before);
    const again = [kept.shown, { ...changed.shown, version: 2, net: euros('99300.00') }];
    expect(await take(basketInput(again))).toMatchObject({ totalNet: euros('198550.00') });
  });

  test('everything that stands in the way is named at once, by its own problem, in the order of the basket', async () => {
    const lots = [];
    for (let count = 0; count < 7; count += 1) lots.push(await offered());
    const [fine, gone, changed, financed, unpayable, another, closed] = lots as [Lot, Lot, Lot, Lot, Lot, Lot, Lot];
    await market.succeed(withdrawBid, funders[0].viewer, { bidId: gone.bidId });
    const saying = { bidId: changed.bidId, priceKind: 'DISCOUNT_ON_FACE', rateBps: '470' };
    await market.succeed(changeBid, funders[0].viewer, saying);
    await market.succeed(acceptOffer, market.supplier.viewer, financed.shown);
    await market.asAdmin("UPDATE invoice SET held_reason = 'SAME_NUMBER' WHERE id = $1", [unpayable.auction.invoiceId]);
    await market.asAdmin("UPDATE auction SET closes_at = opened_at + interval '1 ms' WHERE id = $1", [
      closed.auction.id,
    ]);
    const before = await standing();
    const nobody = { ...fine.shown, bidId: toWireId('bid', randomUUID()) };
    const higher = { ...another.shown, net: euros('99999.00') };
    const shown = [fine, gone, changed, financed, unpayable, closed].map(({ shown }) => shown);
    const input = basketInput([...shown, higher, nobody]);
    const document = `mutation ($input: AcceptOffersInput!) { acceptOffers(input: $input) { __typename
      ... on Problem { code } ... on OffersRefused { refusals { bidId problem { __typename code
        ... on OfferChanged { version net { amount } }
        ... on AlreadyFinanced { financingId } ... on InvoiceNotEligible { reasons { code } } } } } } }`;
    const keyed = { input: { ...input, idempotencyKey: randomUUID() } };
    const { acceptOffers: answer } = await ask(market.supplier.viewer, document, keyed);
    expect(answer).toEqual({
      __typename: 'OffersRefused',
      code: 'OFFERS_REFUSED',
      refusals: [
        { bidId: gone.bidId, problem: { __typename: 'OfferGone', code: 'OFFER_GONE' } },
        {
          bidId: changed.bidId,
          problem: { __typename: 'OfferChanged', code: 'OFFER_CHANGED', version: 2, net: { amount: '99216.67' } },
        },
        {
          bidId: financed.bidId,
          problem: {
            __typename: 'AlreadyFinanced',
            code: 'ALREADY_FINANCED',
            financingId: expect.stringMatching(/^fin_/),
          },
        },
        {
          bidId: unpayable.bidId,
          problem: { __typename: 'InvoiceNotEligible', code: 'INVOICE_NOT_ELIGIBLE', reasons: [{ code: 'DUPLICATE' }] },
        },
        { bidId: closed.bidId, problem: { __typename: 'AuctionClosed', code: 'AUCTION_CLOSED' } },
        {
          bidId: another.bidId,
          problem: { __typename: 'OfferChanged', code: 'OFFER_CHANGED', version: 1, net: { amount: '99250.00' } },
        },
        { bidId: nobody.bidId, problem: { __typename: 'NotFound', code: 'NOT_FOUND' } },
      ],
    });
    expect(await standing()).toEqual(before);
    // The same key gives the same answer, problems within the problem included.
    expect((await ask(market.supplier.viewer, document, keyed)).acceptOffers).toEqual(answer);
  });

  type Lot = Awaited<ReturnType<typeof offered>>;

  test('the programme’s limit must bear the sum; by how much it does not is not told', async () => {
    const limitTo = (amount: string) =>
      market.succeed(setLimit, market.operator.viewer, {
        scope: 'PROGRAMME',
        programmeId: toWireId('programme', market.programmeId),
        limit: euros(amount),
      });
    const [first, second, changed] = [await offered(), await offered(), await offered()];
    const saying = { bidId: changed.bidId, priceKind: 'DISCOUNT_ON_FACE', rateBps: '440' };
    await market.succeed(changeBid, funders[0].viewer, saying);
    const [used] = await market.rows<{ minor: bigint }>(
      "SELECT coalesce(sum(face_minor), 0)::bigint AS minor FROM financing WHERE state = 'AGREED'",
    );
    const room = (minor: bigint) => `${(used!.minor + minor) / 100n}.00`;
    await limitTo(room(15_000_000n));

    const short = { code: 'LIMIT_EXCEEDED', scope: 'PROGRAMME', shortBy: null };
    expect(await take(basketInput([first.shown, second.shown]))).toMatchObject({
      code: 'OFFERS_REFUSED',
      refusals: [
        { bidId: first.bidId, remembered: short },
        { bidId: second.bidId, remembered: short },
      ],
    });
    // A changed offer counts as well: with it told, the limit is told of the others.
    expect(await take(basketInput([first.shown, changed.shown]))).toMatchObject({
      refusals: [
        { bidId: changed.bidId, remembered: { code: 'OFFER_CHANGED' } },
        { bidId: first.bidId, remembered: short },
      ],
    });
    expect(await take(basketInput([first.shown]))).toHaveProperty('offers');
    await limitTo(room(20_000_000n));
    expect(await take(basketInput([second.shown]))).toHaveProperty('offers');
    await limitTo('1000000000.00');
  });
});

describe('what a basket is', () => {
  let lots: ShownAs[];
  beforeAll(async () => {
    lots = [(await offered()).shown, (await offered()).shown];
  });
  const faults = async (input: object) => {
    const outcome = (await take(input)) as { code: string; fields: { path: string; code: string }[] };
    expect(outcome.code).toBe('INVALID_INPUT');
    return outcome.fields.map(({ path, code }) => `${path} ${code}`);
  };

  test('201 offers are too many, none is too few', async () => {
    const many = Array.from({ length: 201 }, () => ({ ...lots[0]!, bidId: toWireId('bid', randomUUID()) }));
    expect(await faults(basketInput(many))).toEqual(['offers TOO_BIG']);
    expect(await take(basketInput(many))).toMatchObject({ fields: [{ message: 'This must be at most 200.' }] });
    expect(await faults(basketInput([]))).toEqual(['offers TOO_SMALL']);
    // 200 are judged: of these there is none.
    const outcome = (await take(basketInput(many.slice(1)))) as { refusals: { remembered: object }[] };
    expect(outcome.refusals.map(({ remembered }) => remembered)).toEqual(
      Array(200).fill(expect.objectContaining({ code: 'NOT_FOUND' })),
    );
  });

  test('each offer once, one an auction, one currency, and its total their sum: every fault at once', async () => {
    const [first, second] = lots as [ShownAs, ShownAs];
    const dollars = { ...second, net: { amount: '99250.00', currency: 'USD' } };
    expect(await faults(basketInput([first, first, dollars]))).toEqual([
      'offers.1.bidId TWICE',
      'offers.2.net.currency OTHER_CURRENCY',
    ]);
    expect(await faults({ ...basketInput(lots), totalNet: euros('198500.01') })).toEqual([
      'totalNet.amount NOT_THE_SUM',
    ]);
    expect(await faults({ ...basketInput(lots), totalNet: euros('198499.99') })).toEqual([
      'totalNet.amount NOT_THE_SUM',
    ]);
    expect(await faults({ offers: [{ ...first, version: 0, net: euros('1.001') }], totalNet: euros('1.00') })).toEqual([
      'offers.0.version TOO_SMALL',
      'offers.0.net.amount TOO_MANY_DECIMALS',
    ]);
    const auction = await market.list();
    for (const funder of funders.slice(1)) await market.bid(funder, auction, { rateBps: '500' });
    const both = (await market.offers(auction)).map(acceptanceOf);
    expect(await faults(basketInput([first, ...both]))).toEqual(['offers.2.bidId SAME_AUCTION']);
  });

  test('it is taken by a dealer of the one who bears the cost, and seen by nobody else', async () => {
    const refusedWith = async (viewer: Viewer) =>
      ((await take(basketInput(lots), viewer)) as { refusals: { remembered: { code: string } }[] }).refusals.map(
        ({ remembered }) => remembered.code,
      );
    const clerk = await market.member(market.supplier, 'MAKER', 'CHECKER', 'RISK', 'VIEWER', 'ADMINISTRATOR');
    expect(await refusedWith(clerk)).toEqual(['NOT_PERMITTED', 'NOT_PERMITTED']);
    expect(await refusedWith(funders[0].viewer)).toEqual(['NOT_PERMITTED', 'NOT_PERMITTED']);
    const stranger = await market.trader('Other supplier', 'SUPPLIER');
    for (const { viewer } of [funders[1], market.buyer, market.operator, stranger]) {
      expect(await refusedWith(viewer)).toEqual(['NOT_FOUND', 'NOT_FOUND']);
    }
  });
});

describe('the same basket again', () => {
  test('with the same key: the same outcome, on another server too, and nothing more happens', async () => {
    const lots = [(await offered()).shown, (await offered()).shown];
    const input = { ...basketInput(lots), idempotencyKey: randomUUID() };
    const first = await take(input);
    expect(first).toHaveProperty('offers');
    const after = await standing();
    const another = await market.another();
    expect(await another.work.run(acceptOffers, market.supplier.viewer, input)).toEqual(first);
    const colleague = await market.member(market.supplier, 'DEALER');
    expect(await take(input, colleague)).toEqual(first);
    expect(await standing()).toEqual(after);
    expect(await take({ ...input, offers: [lots[1], lots[0]] })).toMatchObject({ code: 'KEY_REUSED' });
    expect(await take({ ...input, idempotencyKey: randomUUID() })).toMatchObject({
      refusals: [{ remembered: { code: 'ALREADY_FINANCED' } }, { remembered: { code: 'ALREADY_FINANCED' } }],
    });
  });

  test('a refusal stays one under its key, even when nothing stands in the way any more', async () => {
    const lot = await offered();
    const input = { ...basketInput([lot.shown]), idempotencyKey: randomUUID() };
    await market.asAdmin("UPDATE invoice SET held_reason = 'SAME_NUMBER' WHERE id = $1", [lot.auction.invoiceId]);
    const refused = await take(input);
    expect(refused).toMatchObject({ refusals: [{ remembered: { code: 'INVOICE_NOT_ELIGIBLE' } }] });
    await market.asAdmin('UPDATE invoice SET held_reason = NULL WHERE id = $1', [lot.auction.invoiceId]);
    expect(await take(input)).toEqual(refused);
    expect(await take(basketInput([lot.shown]))).toHaveProperty('offers');
  });
});

describe('the cut-off of Thursday 6 March', () => {
  test('after it every offer is worth more, and the basket is taken with the new figures and total', async () => {
    await market.setClock('2031-03-06T15:30:00+01:00');
    const lots = [
      await offered('600', { dueDate: localDate('2031-05-03') }),
      await offered('600', { dueDate: localDate('2031-05-03'), amountMinor: 5_000_000n }),
    ];
    expect(lots.map(({ shown }) => shown.net.amount)).toEqual(['99050.00', '49525.00']);
    await market.setClock('2031-03-06T16:05:00+01:00');
    expect(await take(basketInput(lots.map(({ shown }) => shown)))).toMatchObject({
      offers: [
        { net: euros('99100.00'), discount: euros('900.00'), valueDate: '2031-03-10' },
        { net: euros('49550.00'), discount: euros('450.00'), valueDate: '2031-03-10' },
      ],
      totalNet: euros('148650.00'),
    });
  });
});

test('200 offers at once', async () => {
  const lots: ShownAs[] = [];
  for (let count = 0; count < 200; count += 1) lots.push((await offered()).shown);
  const started = performance.now();
  const outcome = await take(basketInput(lots));
  const milliseconds = Math.round(performance.now() - started);
  expect(outcome).toMatchObject({ totalNet: { currency: 'EUR' } });
  expect((outcome as { offers: object[] }).offers).toHaveLength(200);
  console.info(`200 offers were taken in ${milliseconds} ms`);
}, 240_000);

test('nothing that must hold of awards, limits and records is broken', async () => {
  // Set beside the rules by a test above.
  await market.asAdmin('UPDATE invoice SET held_reason = NULL');
  // The invoices of this market were approved without a posting, and no sweep runs.
  const isOfTheSetUp = ({ id }: { id: string }) => /^I-(02\.|37$)/.test(id);
  const violations = await findViolations(market.database);
  expect(violations.filter(violation => !isOfTheSetUp(violation))).toEqual([]);
});
