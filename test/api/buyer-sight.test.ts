import { type ExecutionResult, graphql } from 'graphql';
import { apiSchema } from '../../server/http/schema.js';
import { toWireId } from '../../server/platform/ids.js';
import { localDate } from '../../server/platform/local-date.js';
import { RequestContext, type Services } from '../../server/platform/request-context.js';
import type { Viewer } from '../../server/platform/viewer.js';
import { type AuctionMarket, openAuctionMarket } from '../support/auction-market.js';

/*
 * What the supplier is shown that its buyer will see is held against what the buyer does see, once the offer is accepted.
 */

const facts = `face { amount } discount { amount } price { amount } repayment { amount } platformFee { amount }
  platformFeePayer priceKind rateBps dayCount tenorDays valueDate maturity`;

const sightDocument = `query ($bidId: ID!) { buyerSight(bidId: $bidId) { buyer { name } auctionShown bidShown funderShown events
  financing { ${facts} invoiceShown payments { kind amount { amount } dueOn } } } }`;

const seenDocument = `query ($invoiceId: ID!, $auctionId: ID!, $bidId: ID!) {
  invoice: node(id: $invoiceId) { ... on Invoice { financing { ${facts} invoice { number } funder { name }
    payments { kind } } } }
  auction: node(id: $auctionId) { ... on Auction { state offers { bidId } } }
  bid: node(id: $bidId) { ... on Bid { state } } }`;

async function openMarket(options: Parameters<typeof openAuctionMarket>[0]) {
  const market = await openAuctionMarket(options);
  const ask = async (viewer: Viewer, source: string, variableValues: Record<string, unknown>) => {
    const contextValue = new RequestContext(viewer, market.database, market.work, {} as Services, 'test');
    const result: ExecutionResult = await graphql({
      schema: await apiSchema(),
      source,
      contextValue,
      variableValues,
    });
    if (result.errors) throw result.errors[0]!.originalError ?? result.errors[0]!;
    return JSON.parse(JSON.stringify(result.data));
  };
  const invoice = await market.approved({ dueDate: localDate('2031-05-05') });
  const auction = await market.list(invoice);
  const bid = await market.bid(market.funders[0]!, auction, { rateBps: '450' });
  const ids = {
    invoiceId: toWireId('invoice', invoice.id),
    auctionId: toWireId('auction', auction.id),
    bidId: toWireId('bid', bid.id),
  };
  const seenByBuyer = () => ask(market.buyer.viewer, seenDocument, ids);
  return { market, ask, auction, ids, seenByBuyer };
}

/** The types of the events that were committed for the buyer since, and whose subject it sees. */
async function toldTo(market: AuctionMarket, since: bigint): Promise<string[]> {
  const rows = await market.rows<{ type: string }>(
    `SELECT e.type FROM event e JOIN event_channel c USING (epoch, xid, seq)
      WHERE e.seq > $1 AND c.channel = 'organization:' || $2 ORDER BY e.seq`,
    [since.toString(), market.buyer.id],
  );
  return rows.map(({ type }) => type);
}

async function lastSeq(market: AuctionMarket): Promise<bigint> {
  const [row] = await market.rows<{ seq: bigint }>('SELECT max(seq) AS seq FROM event');
  return row!.seq;
}

test('disclosed terms: the buyer learns of the award, the funder and leg 2, and of no price', async () => {
  const { market, ask, auction, ids, seenByBuyer } = await openMarket({ fundersNamed: false });
  try {
    const before = await lastSeq(market);
    const { buyerSight: sight } = await ask(market.supplier.viewer, sightDocument, { bidId: ids.bidId });
    expect(sight).toEqual({
      buyer: { name: 'Buyer' },
      auctionShown: true,
      bidShown: false,
      funderShown: true,
      events: ['auction.awarded', 'financing.agreed'],
      financing: {
        face: { amount: '100000.00' },
        discount: null,
        price: null,
        repayment: null,
        platformFee: null,
        platformFeePayer: 'FUNDER',
        priceKind: null,
        rateBps: null,
        dayCount: null,
        tenorDays: 62,
        valueDate: '2031-03-04',
        maturity: '2031-05-05',
        invoiceShown: true,
        payments: [{ kind: 'REPAYMENT', amount: { amount: '100000.00' }, dueOn: '2031-05-05' }],
      },
    });
    // Looking leaves nothing behind, and nothing yet to see.
    expect(await lastSeq(market)).toBe(before);
    expect(await seenByBuyer()).toEqual({
      invoice: { financing: null },
      auction: { state: 'OPEN', offers: null },
      bid: null,
    });

    await market.accept((await market.offers(auction))[0]!);
    const seen = await seenByBuyer();
    const { invoiceShown, payments, ...shown } = sight.financing;
    const { invoice, funder, payments: own, ...financing } = seen.invoice.financing;
    expect(financing).toEqual(shown);
    expect([invoice !== null, funder?.name, own]).toEqual([invoiceShown, 'Funder 1', []]);
    expect(payments.map(({ kind }: { kind: string }) => kind)).not.toContain('DISBURSEMENT');
    expect(seen).toMatchObject({ auction: { state: 'AWARDED', offers: null }, bid: null });
    expect(await toldTo(market, before)).toEqual(sight.events);
  } finally {
    await market.close();
  }
}, 30_000);

test('confidential terms: the buyer learns nothing', async () => {
  const { market, ask, auction, ids, seenByBuyer } = await openMarket({ terms: { disclosure: 'CONFIDENTIAL' } });
  try {
    const { buyerSight: sight } = await ask(market.supplier.viewer, sightDocument, { bidId: ids.bidId });
    expect(sight).toEqual({
      buyer: { name: 'Buyer' },
      auctionShown: false,
      bidShown: false,
      funderShown: false,
      events: [],
      financing: null,
    });
    await market.accept((await market.offers(auction))[0]!);
    expect(await seenByBuyer()).toEqual({ invoice: { financing: null }, auction: null, bid: null });
  } finally {
    await market.close();
  }
}, 30_000);

test('it is for the one who may take the offer, while it can be taken', async () => {
  const { market, ask, auction, ids } = await openMarket({ funders: 2 });
  try {
    const sightFor = async (viewer: Viewer, bidId = ids.bidId) =>
      (await ask(viewer, sightDocument, { bidId })).buyerSight;
    const stranger = await market.trader('Other supplier', 'SUPPLIER');
    for (const { viewer } of [market.buyer, market.operator, ...market.funders, stranger]) {
      expect(await sightFor(viewer)).toBeNull();
    }
    for (const bidId of [ids.auctionId, 'bid_x', '']) expect(await sightFor(market.supplier.viewer, bidId)).toBeNull();
    expect(await sightFor(market.supplier.viewer)).not.toBeNull();
    await market.accept((await market.offers(auction))[0]!);
    expect(await sightFor(market.supplier.viewer)).toBeNull();
  } finally {
    await market.close();
  }
}, 30_000);
