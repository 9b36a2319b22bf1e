import { randomUUID } from 'node:crypto';
import { graphql } from 'graphql';
import type { InvoiceNotEligible } from '../../server/auctions/auction.problems.js';
import { acceptOffer, type BidRow, changeBid, openAuction, withdrawBid } from '../../server/auctions/index.js';
import { presentOffer } from '../../server/auctions/bid.types.js';
import { auctionById } from '../../server/auctions/auction.reads.js';
import { apiSchema } from '../../server/http/schema.js';
import { setLimit } from '../../server/limits/index.js';
import { preparePaymentFiles } from '../../server/payments/index.js';
import { toWireId } from '../../server/platform/ids.js';
import { localDate } from '../../server/platform/local-date.js';
import { RequestContext, type Services } from '../../server/platform/request-context.js';
import { UnitOfWork } from '../../server/platform/unit-of-work.js';
import { acceptanceOf, type AuctionMarket, openAuctionMarket, type Trader } from '../support/auction-market.js';
import { colleagueOf, releaseByTwo, releaseFiles, releaseInput } from '../support/money-market.js';

let market: AuctionMarket;
let funders: readonly Trader[];

beforeAll(async () => {
  market = await openAuctionMarket({ funders: 4, limitMinor: 1_000_000_000n });
  funders = market.funders;
}, 30_000);
afterAll(() => market.close());
afterEach(async () => expect(await market.limitDrift()).toEqual([]));

const accept = (input: object, viewer = market.supplier.viewer) => market.run(acceptOffer, viewer, input);
const bidsOf = (auctionId: string) =>
  market.rows<BidRow>('SELECT * FROM bid WHERE auction_id = $1 ORDER BY rate_bps', [auctionId]);

// The tests go on through March 2031: the clock only moves forward.

describe('value Wednesday 5 March, maturity 61 days later', () => {
  beforeAll(() => market.setClock('2031-03-04T10:00:00+01:00'));

  test('80,000 EUR: the offers of the ranking table, in its order and with its figures', async () => {
    const auction = await market.list(
      await market.approved({ amountMinor: 8_000_000n, dueDate: localDate('2031-05-05') }),
    );
    const [first, second, third, fourth] = funders as [Trader, Trader, Trader, Trader];
    await market.bid(fourth, auction, { rateBps: '490', flatFee: '75.00' });
    await market.bid(third, auction, { rateBps: '520' });
    await market.bid(second, auction, { rateBps: '525', dayCount: 'ACT_365' });
    await market.bid(first, auction, { rateBps: '510', priceKind: 'TRUE_DISCOUNT' });

    const offers = (await market.offers(auction)).map(offer => presentOffer(auction, offer));
    const shown = offers.map(({ rank, funderName, quote }) => [
      rank,
      funderName,
      quote.totalCost.amount,
      quote.net.amount,
      quote.simpleYield,
      quote.effectiveRate,
    ]);
    expect(shown).toEqual([
      [1, 'Funder 1', '685.41', '79314.59', '5.1708', '5.2835'],
      [2, 'Funder 2', '701.92', '79298.08', '5.2965', '5.4147'],
      [3, 'Funder 3', '704.89', '79295.11', '5.3191', '5.4383'],
      [4, 'Funder 4', '739.22', '79260.78', '5.5806', '5.7119'],
    ]);
    expect(offers[0]).toMatchObject({
      version: 1,
      rateBps: '510',
      priceKind: 'TRUE_DISCOUNT',
      validUntil: auction.closesAt,
      holdsUntil: new Date('2031-03-04T15:00:00.000Z'),
      quote: { valueDate: '2031-03-05', days: 61, dayBasis: 360, waitingCost: null },
    });
  });

  test('the supplier may take any of them: what ranked better was not chosen, the rest was outbid', async () => {
    const auction = await market.list();
    for (const [index, funder] of funders.entries())
      await market.bid(funder, auction, { rateBps: String(400 + 10 * index) });
    const offers = await market.offers(auction);
    await market.accept(offers[1]!);
    expect((await bidsOf(auction.id)).map(({ state, lostReason }) => [state, lostReason])).toEqual([
      ['LOST', 'NOT_CHOSEN'],
      ['WON', null],
      ['LOST', 'OUTBID'],
      ['LOST', 'OUTBID'],
    ]);
    // The book as it stood: the same order and figures for ever.
    expect((await market.offers(auction)).map(({ rank, quote }) => [rank, quote.netMinor])).toEqual(
      offers.map(({ rank, quote }) => [rank, quote.netMinor]),
    );
  });
});

describe('value Thursday 6 March, maturity 60 days later', () => {
  beforeAll(() => market.setClock('2031-03-05T10:00:00+01:00'));

  test('100,000.00 at 4.50 %, 60 days, 360: the figures of the award and everything it brings about', async () => {
    const invoice = await market.approved({ amountMinor: 10_000_000n, dueDate: localDate('2031-05-05') });
    const auction = await market.list(invoice);
    const [winner, loser] = funders as [Trader, Trader];
    const won = await market.bid(winner, auction, { rateBps: '450' });
    const lost = await market.bid(loser, auction, { rateBps: '460' });
    const [offer] = await market.offers(auction);
    const accepted = await market.accept(offer!);

    expect(accepted).toEqual({
      financingId: expect.any(String),
      net: { amount: '99250.00', currency: 'EUR' },
      discount: { amount: '750.00', currency: 'EUR' },
      valueDate: '2031-03-06',
    });
    const { financingId } = accepted;
    expect(await market.row('financing', financingId)).toMatchObject({
      state: 'AGREED',
      eventNo: 1,
      invoiceId: invoice.id,
      auctionId: auction.id,
      bidId: won.id,
      programmeId: market.programmeId,
      termsId: market.termsId,
      supplierId: market.supplier.id,
      buyerId: market.buyer.id,
      funderId: winner.id,
      currency: 'EUR',
      faceMinor: 10_000_000n,
      advanceMinor: 10_000_000n,
      discountMinor: 75_000n,
      flatFeeMinor: 0n,
      priceMinor: 9_925_000n,
      repaymentMinor: 10_000_000n,
      platformFeeMinor: 5_000n,
      platformFeePayer: 'FUNDER',
      priceKind: 'DISCOUNT_ON_FACE',
      rateBps: '450.0000',
      dayCount: 'ACT_360',
      tenorDays: 60,
      valueDate: '2031-03-06',
      maturity: '2031-05-05',
      disburseUntil: '2031-03-13',
      supplierAccountId: market.supplier.accountId,
      funderAccountId: winner.accountId,
      agreedBy: market.supplier.viewer.personId,
    });
    expect(await market.rows('SELECT * FROM payment WHERE financing_id = $1', [financingId])).toEqual([
      expect.objectContaining({
        kind: 'DISBURSEMENT',
        state: 'DUE',
        payerId: winner.id,
        payeeId: market.supplier.id,
        payerAccountId: winner.accountId,
        payeeAccountId: market.supplier.accountId,
        amountMinor: 9_925_000n,
        dueOn: '2031-03-06',
      }),
    ]);
    expect(await market.row('auction', auction.id)).toMatchObject({ state: 'AWARDED', awardedBidId: won.id });
    expect(await market.row('bid', won.id)).toMatchObject({ state: 'WON', lostReason: null });
    expect(await market.row('bid', lost.id)).toMatchObject({ state: 'LOST', lostReason: 'OUTBID' });
    const [limitOfWinner, limitOfLoser] = [await market.limitsOf(winner), await market.limitsOf(loser)];
    expect(limitOfWinner[0]!.committedMinor).toBeGreaterThanOrEqual(10_000_000n);
    expect(limitOfLoser[0]!.reservedMinor).toBe(limitOfWinner[0]!.reservedMinor);
    expect(await market.rows('SELECT FROM movement')).toEqual([]);
  });

  test('a flat fee and a true discount are in the price, the platform’s fee is not', async () => {
    const auction = await market.list(await market.approved({ dueDate: localDate('2031-05-05') }));
    await market.bid(funders[0]!, auction, {
      rateBps: '450',
      priceKind: 'TRUE_DISCOUNT',
      dayCount: 'ACT_365',
      flatFee: '12.34',
    });
    const [offer] = await market.offers(auction);
    const { financingId } = await market.accept(offer!);
    // 100,000 / (1 + 0.045 · 60/365) = 99,265.71; less 12.34.
    expect(await market.row('financing', financingId)).toMatchObject({
      discountMinor: 73_429n,
      flatFeeMinor: 1_234n,
      priceMinor: 9_925_337n,
      platformFeeMinor: 4_932n,
    });
  });
});

describe('the same acceptance again', () => {
  test('with the same key: the same outcome, on another server and after a restart, and nothing more happens', async () => {
    const auction = await market.list();
    await market.bid(funders[0]!, auction, { rateBps: '450' });
    const [offer] = await market.offers(auction);
    const input = { ...acceptanceOf(offer!), idempotencyKey: randomUUID() };
    const first = await accept(input);
    const another = await market.another();
    expect(await another.work.run(acceptOffer, market.supplier.viewer, input)).toEqual(first);
    // A server that has just started: nothing of it was there when the first answer was given.
    expect(await new UnitOfWork(another.database).run(acceptOffer, market.supplier.viewer, input)).toEqual(first);
    const colleague = await market.member(market.supplier, 'DEALER');
    expect(await accept(input, colleague)).toEqual(first);
    expect(await market.rows('SELECT FROM financing WHERE auction_id = $1', [auction.id])).toHaveLength(1);
  });

  test('with another key: already financed, by that financing', async () => {
    const auction = await market.list();
    await market.bid(funders[0]!, auction, { rateBps: '450' });
    await market.bid(funders[1]!, auction, { rateBps: '455' });
    const [winner, loser] = await market.offers(auction);
    const { financingId } = await market.accept(winner!);
    const refused = { code: 'ALREADY_FINANCED', financingId: toWireId('financing', financingId) };
    expect(await accept(acceptanceOf(winner!))).toMatchObject(refused);
    expect(await accept(acceptanceOf(loser!))).toMatchObject(refused);
  });

  test('with the same key and another input: the key was used', async () => {
    const auction = await market.list();
    await market.bid(funders[0]!, auction, { rateBps: '450' });
    const [offer] = await market.offers(auction);
    const input = { ...acceptanceOf(offer!), idempotencyKey: randomUUID() };
    await accept(input);
    expect(await accept({ ...input, version: 2 })).toMatchObject({ code: 'KEY_REUSED' });
  });
});

describe('what is not what was shown', () => {
  test('a withdrawn offer is gone, and that is remembered', async () => {
    const auction = await market.list();
    const bid = await market.bid(funders[0]!, auction, { rateBps: '450' });
    const [offer] = await market.offers(auction);
    await market.succeed(withdrawBid, funders[0]!.viewer, { bidId: toWireId('bid', bid.id) });
    const input = { ...acceptanceOf(offer!), idempotencyKey: randomUUID() };
    expect(await accept(input)).toMatchObject({ code: 'OFFER_GONE' });
    expect(await accept(input)).toMatchObject({ code: 'OFFER_GONE' });
    expect(await market.row('auction', auction.id)).toMatchObject({ state: 'OPEN' });
  });

  test('an offer whose validity ran out is gone, whether or not the sweep came by', async () => {
    const auction = await market.list();
    await market.bid(funders[0]!, auction, { rateBps: '450', validUntil: new Date('2031-03-05T09:30:00Z') });
    const [offer] = await market.offers(auction);
    await market.setClock('2031-03-05T10:30:00+01:00');
    expect(await market.offers(auction)).toEqual([]);
    expect(await accept(acceptanceOf(offer!))).toMatchObject({ code: 'OFFER_GONE' });
  });

  test('a changed offer is refused with its new figures, even better ones', async () => {
    const auction = await market.list();
    const bid = await market.bid(funders[0]!, auction, { rateBps: '450' });
    const [offer] = await market.offers(auction);
    await market.succeed(changeBid, funders[0]!.viewer, {
      bidId: toWireId('bid', bid.id),
      priceKind: 'DISCOUNT_ON_FACE',
      rateBps: '420',
    });
    expect(await accept(acceptanceOf(offer!))).toMatchObject({
      code: 'OFFER_CHANGED',
      version: 2,
      net: { amount: '99300.00', currency: 'EUR' },
      discount: { amount: '700.00', currency: 'EUR' },
      valueDate: '2031-03-06',
    });
    expect(await market.row('bid', bid.id)).toMatchObject({ state: 'LIVE', version: 2 });
  });

  test('another version is another offer, even at the same figures', async () => {
    const auction = await market.list();
    const bid = await market.bid(funders[0]!, auction, { rateBps: '450' });
    const [offer] = await market.offers(auction);
    const same = { bidId: toWireId('bid', bid.id), priceKind: 'DISCOUNT_ON_FACE', rateBps: '450' };
    await market.succeed(changeBid, funders[0]!.viewer, same);
    expect(await accept(acceptanceOf(offer!))).toMatchObject({
      code: 'OFFER_CHANGED',
      version: 2,
      net: { amount: '99250.00', currency: 'EUR' },
    });
  });

  test.each([
    ['a higher net', { net: { amount: '99250.01', currency: 'EUR' } }],
    ['a lower net on the same day', { net: { amount: '99249.99', currency: 'EUR' } }],
    ['another currency', { net: { amount: '99250.00', currency: 'USD' } }],
    ['more than any later day gives', { net: { amount: '99250.01', currency: 'EUR' }, valueDate: '2031-03-04' }],
  ])('%s', async (_, over) => {
    const auction = await market.list();
    await market.bid(funders[0]!, auction, { rateBps: '450' });
    const [offer] = await market.offers(auction);
    expect(await accept({ ...acceptanceOf(offer!), ...over })).toMatchObject({
      code: 'OFFER_CHANGED',
      version: 1,
      net: { amount: '99250.00', currency: 'EUR' },
      valueDate: '2031-03-06',
    });
  });
});

describe('who may accept', () => {
  let auction: { readonly id: string };
  let input: ReturnType<typeof acceptanceOf>;
  beforeAll(async () => {
    auction = await market.list();
    await market.bid(funders[0]!, auction, { rateBps: '450' });
    input = acceptanceOf((await market.offers(auction))[0]!);
  });

  test('nobody who does not see the bid: rivals, the buyer, another supplier, the operator before the close', async () => {
    const stranger = await market.trader('Other supplier', 'SUPPLIER');
    for (const trader of [funders[1]!, market.buyer, stranger, market.operator]) {
      expect(await accept(input, trader.viewer)).toMatchObject({ code: 'NOT_FOUND' });
    }
    expect(await accept({ ...input, bidId: toWireId('bid', randomUUID()) })).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('not its owner, and of the supplier only a dealer', async () => {
    expect(await accept(input, funders[0]!.viewer)).toMatchObject({ code: 'NOT_PERMITTED' });
    const clerk = await market.member(market.supplier, 'MAKER', 'CHECKER', 'RISK', 'VIEWER', 'ADMINISTRATOR');
    expect(await accept(input, clerk)).toMatchObject({ code: 'NOT_PERMITTED' });
  });
});

describe('what stands against the award', () => {
  const listed = async () => {
    const invoice = await market.approved();
    const auction = await market.list(invoice);
    const bid = await market.bid(funders[0]!, auction, { rateBps: '450' });
    return { invoice, auction, bid, input: acceptanceOf((await market.offers(auction))[0]!) };
  };
  const untouched = async ({ auction, bid }: Awaited<ReturnType<typeof listed>>) => {
    expect(await market.row('auction', auction.id)).toMatchObject({ state: 'OPEN', eventNo: 1 });
    expect(await market.row('bid', bid.id)).toMatchObject({ state: 'LIVE', eventNo: 1 });
    expect(await market.rows('SELECT FROM financing WHERE auction_id = $1', [auction.id])).toEqual([]);
  };

  test('the limit of the programme: the award is refused without a figure, and nothing has happened', async () => {
    const round = await listed();
    const programmeId = toWireId('programme', market.programmeId);
    const set = (amount: string) =>
      market.succeed(setLimit, market.operator.viewer, {
        scope: 'PROGRAMME',
        programmeId,
        limit: { amount, currency: 'EUR' },
      });
    await set('100.00');
    expect(await accept(round.input)).toEqual(
      expect.objectContaining({ code: 'LIMIT_EXCEEDED', scope: 'PROGRAMME', shortBy: null }),
    );
    await untouched(round);
    await set('1000000000.00');
    expect(await accept(round.input)).toHaveProperty('financingId');
  });

  test('the buyer is paying the supplier', async () => {
    const round = await listed();
    const payment = (
      await market.rows<never>("SELECT * FROM payment WHERE invoice_id = $1 AND state = 'DUE'", [round.invoice.id])
    )[0]!;
    expect(await releaseByTwo(market, market.buyer.viewer, releaseInput([payment]))).toHaveProperty('fileIds');
    expect(await accept(round.input)).toMatchObject({
      code: 'INVOICE_NOT_ELIGIBLE',
      reasons: [{ code: 'BEING_PAID' }],
    });
    await untouched(round);
  });

  test('the buyer’s payment cannot be released once an offer was accepted', async () => {
    const round = await listed();
    const payment = (
      await market.rows<never>("SELECT * FROM payment WHERE invoice_id = $1 AND state = 'DUE'", [round.invoice.id])
    )[0]!;
    const { viewer } = market.buyer;
    const colleague = await colleagueOf(market, viewer);
    const { fileIds } = await market.succeed(preparePaymentFiles, viewer, releaseInput([payment]));
    await accept(round.input);
    const refused = { code: 'PAYMENTS_NOT_RELEASABLE', faults: [{ code: 'FINANCING_AGREED' }] };
    expect(await releaseFiles(market, colleague, fileIds)).toMatchObject(refused);
    expect(await releaseByTwo(market, viewer, releaseInput([payment]))).toMatchObject({
      code: 'PAYMENTS_NOT_RELEASABLE',
      faults: [{ code: 'ALREADY_PREPARED' }],
    });
  });

  test('an account that was closed since', async () => {
    const round = await listed();
    await market.asAdmin('UPDATE bank_account SET usable_from = $2 WHERE id = $1', [
      funders[0]!.accountId,
      '2040-01-01',
    ]);
    expect(await accept(round.input)).toMatchObject({
      code: 'INVOICE_NOT_ELIGIBLE',
      reasons: [{ code: 'FUNDER_ACCOUNT' }],
    });
    await market.asAdmin('UPDATE bank_account SET usable_from = $2 WHERE id = $1', [
      market.supplier.accountId,
      '2040-01-01',
    ]);
    expect(await accept(round.input)).toMatchObject({
      reasons: [{ code: 'SUPPLIER_ACCOUNT' }, { code: 'FUNDER_ACCOUNT' }],
    });
    await untouched(round);
    await market.asAdmin('UPDATE bank_account SET usable_from = $1', ['2031-01-01']);
  });

  test('an organization that is not admitted any more', async () => {
    const round = await listed();
    for (const trader of [market.supplier, market.buyer, funders[0]!]) {
      await suspended(trader, async () => {
        expect(await accept(round.input)).toMatchObject({ code: 'ORGANIZATION_SUSPENDED' });
      });
    }
    await untouched(round);
  });

  test('too few days left', async () => {
    const round = await listed();
    await market.asAdmin('UPDATE programme SET tenor_days_min = 90');
    expect(await accept(round.input)).toMatchObject({
      code: 'INVOICE_NOT_ELIGIBLE',
      reasons: [{ code: 'TENOR_TOO_SHORT' }],
    });
    await market.asAdmin('UPDATE programme SET tenor_days_min = 15');
    await untouched(round);
  });
});

/** As the operator would suspend it, for as long as something runs. */
async function suspended(trader: Trader, run: () => Promise<void>): Promise<void> {
  const step = (state: string, type: string) =>
    market.asAdmin(
      `WITH before AS (SELECT * FROM organization WHERE id = '${trader.id}'), told AS (
         INSERT INTO event (epoch, type, subject_kind, subject_id, subject_no, state_before, state_after, actor_kind, cause)
         SELECT 1, '${type}', 'organization', id, event_no + 1, state, '${state}', 'SYSTEM', 'test' FROM before)
       UPDATE organization SET state = '${state}', event_no = event_no + 1 WHERE id = '${trader.id}'`,
    );
  await step('SUSPENDED', 'organization.suspended');
  await run();
  await step('ADMITTED', 'organization.resumed');
}

describe('the cut-off of Thursday 6 March', () => {
  test('what is accepted after it has a later value date and a higher net, and is taken: 900.00 and 99,100.00', async () => {
    await market.setClock('2031-03-06T15:30:00+01:00');
    const auction = await market.list(await market.approved({ dueDate: localDate('2031-05-03') }));
    await market.bid(funders[0]!, auction, { rateBps: '600' });
    const { node } = await ask<{ node: { offers: { bidId: string; version: number; quote: QuoteView }[] } }>(
      `query ($id: ID!) { node(id: $id) { ... on Auction { offers { bidId version quote { valueDate days net { amount currency }
         discount { amount currency } } } } } }`,
      { id: toWireId('auction', auction.id) },
    );
    const { quote, ...offer } = node.offers[0]!;
    const { net, valueDate } = quote;
    expect(quote).toEqual({
      valueDate: '2031-03-07',
      days: 57,
      net: { amount: '99050.00', currency: 'EUR' },
      discount: { amount: '950.00', currency: 'EUR' },
    });
    await market.setClock('2031-03-06T16:05:00+01:00');
    const { acceptOffer: taken } = await ask<{ acceptOffer: object }>(
      `mutation ($input: AcceptOfferInput!) { acceptOffer(input: $input) { ... on Problem { code }
         ... on AcceptOfferSuccess { net { amount currency } discount { amount currency } valueDate
           financing { tenorDays valueDate price { amount } discount { amount } } } } }`,
      { input: { ...offer, net, valueDate, idempotencyKey: randomUUID() } },
    );
    expect(taken).toEqual({
      net: { amount: '99100.00', currency: 'EUR' },
      discount: { amount: '900.00', currency: 'EUR' },
      valueDate: '2031-03-10',
      financing: {
        tenorDays: 54,
        valueDate: '2031-03-10',
        price: { amount: '99100.00' },
        discount: { amount: '900.00' },
      },
    });
  });
});

interface QuoteView {
  readonly valueDate: string;
  readonly days: number;
  readonly net: { readonly amount: string; readonly currency: string };
  readonly discount: { readonly amount: string; readonly currency: string };
}

/** What the supplier asks of the API. */
async function ask<Data>(source: string, variableValues: Record<string, unknown>): Promise<Data> {
  const { viewer } = market.supplier;
  const { data, errors } = await graphql({
    schema: await apiSchema(),
    source,
    variableValues,
    contextValue: new RequestContext(viewer, market.database, market.work, {} as Services, randomUUID()),
  });
  expect(errors).toBeUndefined();
  return JSON.parse(JSON.stringify(data)) as Data;
}

describe('after it', () => {
  beforeAll(() => market.setClock('2031-03-06T16:15:00+01:00'));

  test.each([
    ['the next cut-off', 24 * 60, new Date('2031-03-07T15:00:00.000Z')],
    ['the end of the offer, where that comes first', 30, null],
  ])('an offer’s figures hold until %s', async (_, minutes, until) => {
    const auction = await market.list(await market.approved(), minutes);
    await market.bid(funders[0]!, auction, { rateBps: '600' });
    const [offer] = await market.offers(auction);
    const shown = presentOffer(await viewOf(auction), offer!);
    expect(shown.holdsUntil).toEqual(until ?? auction.closesAt);
    expect(shown.quote.holdsUntil).toEqual(shown.holdsUntil);
  });
});

async function viewOf(auction: { readonly id: string }) {
  const { viewer } = market.supplier;
  return (await market.database.read(viewer, db => auctionById(db, viewer, [auction.id])))[0]!;
}

describe('terms that are published while an auction runs', () => {
  let other: AuctionMarket;
  beforeAll(async () => {
    other = await openAuctionMarket({ funders: 1 });
  }, 30_000);
  afterAll(() => other.close());

  test('are those of later auctions: this one is awarded by its own', async () => {
    const auction = await other.list();
    await other.bid(other.funders[0]!, auction, { rateBps: '450' });
    const [offer] = await other.offers(auction);
    await other.asAdmin(
      `INSERT INTO programme_terms
       SELECT (jsonb_populate_record(t, jsonb_build_object('id', gen_random_uuid(), 'version', 2, 'cost_bearer', 'BUYER',
                                                           'undertaking', 'INFORMATION_ONLY'))).*
         FROM programme_terms t WHERE t.id = $1`,
      [other.termsId],
    );
    const { financingId } = await other.accept(offer!);
    expect(await other.row('financing', financingId)).toMatchObject({ termsId: other.termsId, state: 'AGREED' });
    const next = await other.run(openAuction, other.supplier.viewer, {
      invoiceId: toWireId('invoice', (await other.approved()).id),
    });
    expect((next as InvoiceNotEligible).reasons.map(({ code }) => code)).toEqual([
      'UNDERTAKING_MISSING',
      'BUYER_BEARS_COST',
      'SUPPLIER_TERMS',
    ]);
  });
});
