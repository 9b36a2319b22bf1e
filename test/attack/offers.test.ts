import { randomUUID } from 'node:crypto';
import { graphql } from 'graphql';
import { bidById, resumeAuction, suspendAuction, withdrawAuction } from '../../server/auctions/index.js';
import { apiSchema } from '../../server/http/schema.js';
import { toWireId } from '../../server/platform/ids.js';
import { RequestContext, type Services } from '../../server/platform/request-context.js';
import type { MemberViewer } from '../../server/platform/viewer.js';
import { type AuctionMarket, openAuctionMarket } from '../support/auction-market.js';
import { seconded } from '../support/seconded.js';

/* What a funder or a supplier might do to the offers of an auction beside bidding and accepting. */

jest.setTimeout(60_000);

let market: AuctionMarket;
afterEach(() => market.close());

async function send(viewer: MemberViewer, source: string, variableValues: Record<string, unknown>) {
  const contextValue = new RequestContext(viewer, market.database, market.work, {} as Services, randomUUID());
  return graphql({ schema: await apiSchema(), source, variableValues, contextValue });
}

const offersQuery = `query ($id: ID!) { node(id: $id) { ... on Auction {
  offers { rank quote { net { amount } simpleYield effectiveRate } } } } }`;

describe('a bid whose fee leaves next to nothing does not keep the others from sight', () => {
  test.each([
    ['one cent is left', { flatFee: '99999.99' }, 'FUNDER', '0.01'],
    [
      'the platform fee, which the supplier pays, is more than what is left',
      { flatFee: '99999.00' },
      'SUPPLIER',
      '1.00',
    ],
  ])('%s', async (_, says, payer, net) => {
    market = await openAuctionMarket({ terms: { platform_fee_payer: payer } });
    const auction = await market.list();
    await market.bid(market.funders[0]!, auction, { rateBps: '600' });
    await market.bid(market.funders[1]!, auction, { rateBps: '0.0001', ...says });
    const { data, errors } = await send(market.supplier.viewer, offersQuery, { id: toWireId('auction', auction.id) });
    expect(errors).toBeUndefined();
    expect((data as { node: object }).node).toEqual({
      offers: [
        { rank: 1, quote: expect.objectContaining({ net: { amount: '98966.67' } }) },
        {
          rank: 2,
          quote: expect.objectContaining({ net: { amount: net }, effectiveRate: '9999999999.9999' }),
        },
      ],
    });
  });

  test('nor in an auction that stood still until the claim came to its end', async () => {
    market = await openAuctionMarket();
    const auction = await market.list();
    await market.bid(market.funders[0]!, auction, { rateBps: '600', flatFee: '60000.00' });
    const input = { auctionId: toWireId('auction', auction.id) };
    await market.setClock('2031-03-04T09:00:00+01:00');
    await market.succeed(suspendAuction, market.operator.viewer, { ...input, reason: 'A licence.' });
    await market.setClock('2031-05-05T09:00:00+02:00');
    await market.succeed(resumeAuction, seconded(market.operator.viewer), input);
    const { errors } = await send(market.supplier.viewer, offersQuery, { id: input.auctionId });
    expect(errors).toBeUndefined();
  });
});

test('a sealed auction that is withdrawn while it stands still keeps its bids sealed, however long it stood', async () => {
  market = await openAuctionMarket({ kind: 'SEALED_WINDOW', auctionMinutes: 60, acceptanceMinutes: 60 });
  const auction = await market.list();
  const bid = await market.bid(market.funders[0]!, auction, { rateBps: '600' });
  const input = { auctionId: toWireId('auction', auction.id) };
  await market.succeed(suspendAuction, market.operator.viewer, { ...input, reason: 'A licence.' });
  await market.setClock('2031-03-03T12:30:00+01:00');
  await market.succeed(withdrawAuction, market.supplier.viewer, input);
  for (const { viewer } of [market.supplier, market.operator, market.funders[1]!]) {
    expect(await market.database.read(viewer, db => bidById(db, viewer, [bid.id]))).toEqual([null]);
  }
});
