import { randomUUID } from 'node:crypto';
import { graphql } from 'graphql';
import { apiSchema } from '../../server/http/schema.js';
import { toWireId } from '../../server/platform/ids.js';
import { localDate } from '../../server/platform/local-date.js';
import { RequestContext, type Services } from '../../server/platform/request-context.js';
import { type AuctionMarket, openAuctionMarket, type Trader } from '../support/auction-market.js';
import { pageDocument } from '../support/page-documents.js';

jest.setTimeout(60_000);

let market: AuctionMarket;
let funder: Trader;

async function open(options: Parameters<typeof openAuctionMarket>[0] = {}): Promise<void> {
  market = await openAuctionMarket({ funders: 1, limitMinor: 1_000_000_000n, ...options });
  funder = market.funders[0]!;
}
afterEach(async () => {
  expect(await market.limitDrift()).toEqual([]);
  await market.close();
});

/** As much of an answer as is walked through here. */
interface Shown extends Record<'bidId' | 'version' | 'dayCount' | 'valueDate' | 'id', string> {
  readonly net: { readonly amount: string };
  readonly discount: { readonly amount: string };
  readonly platformFee: { readonly amount: string };
  readonly repayment: { readonly amount: string };
  readonly days: number;
  readonly dayBasis: number;
  readonly quote: Shown;
  readonly terms: Shown;
  readonly financing: Shown;
  readonly offers: readonly [Shown];
  readonly edges: readonly Shown[];
}

/** Sends a document that our pages send; the answer of its one field. */
async function send(trader: Trader, document: string, variableValues: Record<string, unknown>): Promise<Shown> {
  const source = pageDocument(document);
  const contextValue = new RequestContext(trader.viewer, market.database, market.work, {} as Services, randomUUID());
  const { data, errors } = await graphql({ schema: await apiSchema(), source, variableValues, contextValue });
  if (errors) throw errors[0]?.originalError ?? errors[0];
  return Object.values(data!)[0] as Shown;
}

/** Sends a command with a key of its own. */
const command = (trader: Trader, document: string, input: object) =>
  send(trader, document, { input: { ...input, idempotencyKey: randomUUID() } });

/** 100,000.00, due on a business day. */
const listed = async (issued: string, maturity: string) => {
  const [issueDate, dueDate] = [localDate(issued), localDate(maturity)];
  const auction = await market.list(await market.approved({ issueDate, dueDate, adjustedDueDate: dueDate }));
  return toWireId('auction', auction.id);
};

const figures = ({ days, dayBasis, discount, net, platformFee, repayment }: Shown) => ({
  days,
  dayBasis,
  discount: discount.amount,
  net: net.amount,
  platformFee: platformFee.amount,
  repayment: repayment.amount,
});

describe('value Friday 2 May 2031, maturity Thursday 31 July 2031, 6 %, fee 0.30 %', () => {
  test.each([
    ['ACT_360', 90, 360, ['1500.00', '98500.00'], ['1477.83', '98522.17'], '75.00'],
    ['ACT_365', 90, 365, ['1479.45', '98520.55'], ['1457.88', '98542.12'], '73.97'],
    ['THIRTY_E_360', 88, 360, ['1466.67', '98533.33'], ['1445.47', '98554.53'], '73.33'],
    ['THIRTY_U_360', 89, 360, ['1483.33', '98516.67'], ['1461.65', '98538.35'], '74.17'],
  ] as const)(
    '%s: quoted, bid, offered and agreed to the cent',
    async (dayCount, days, dayBasis, onFace, trueDiscount, platformFee) => {
      await open();
      await market.setClock('2031-04-30T10:00:00+02:00');
      const auctionId = await listed('2031-04-20', '2031-07-31');
      const price = { auctionId, rateBps: '600', dayCount };
      const repayment = '100000.00';
      for (const [priceKind, [discount, net]] of [
        ['TRUE_DISCOUNT', trueDiscount],
        ['DISCOUNT_ON_FACE', onFace],
      ] as const) {
        const quote = await send(funder, 'Quote', { input: { ...price, priceKind } });
        expect(figures(quote)).toEqual({ days, dayBasis, discount, net, platformFee, repayment });
      }

      await command(funder, 'PlaceBid', { ...price, priceKind: 'DISCOUNT_ON_FACE' });
      const [discount, net] = onFace;
      const agreed = { days, dayBasis, discount, net, platformFee, repayment };
      const { offers } = await send(market.supplier, 'Auction', { id: auctionId });
      expect(offers).toMatchObject([{ dayCount }]);
      expect(figures(offers[0].quote)).toEqual(agreed);

      const { bidId, version, quote } = offers[0];
      const accepted = await command(market.supplier, 'AcceptOffer', {
        bidId,
        version,
        net: quote.net,
        valueDate: quote.valueDate,
      });
      expect(accepted).toMatchObject({ discount: { amount: discount }, net: { amount: net }, valueDate: '2031-05-02' });
      expect(await send(market.supplier, 'Financing', { id: accepted.financing.id })).toMatchObject({
        dayCount,
        rateBps: '600',
        // Yearly rates and limits go by calendar days, whatever interest is counted by.
        tenorDays: 90,
        discount: { amount: discount },
        price: { amount: net },
        platformFee: { amount: platformFee },
      });
    },
  );
});

describe('from the last of February to a 31st: value Monday 28 February 2033, maturity Tuesday 31 May 2033', () => {
  test.each([
    ['THIRTY_E_360', 92, '1533.33'],
    ['THIRTY_U_360', 90, '1500.00'],
  ] as const)('%s counts %i days', async (dayCount, days, discount) => {
    await open();
    await market.setClock('2033-02-25T10:00:00+01:00');
    const auctionId = await listed('2033-02-20', '2033-05-31');
    await command(funder, 'PlaceBid', { auctionId, priceKind: 'DISCOUNT_ON_FACE', rateBps: '600', dayCount });
    const { offers } = await send(market.supplier, 'Auction', { id: auctionId });
    expect(offers[0].quote).toMatchObject({ valueDate: '2033-02-28', days, discount: { amount: discount } });
  });
});

describe('terms', () => {
  test.each(['THIRTY_E_360', 'THIRTY_U_360'])(
    'that say %s are what a bid that says nothing counts by',
    async dayCount => {
      await open({ terms: { day_count: dayCount } });
      await market.setClock('2031-04-30T10:00:00+02:00');
      const auctionId = await listed('2031-04-20', '2031-07-31');
      await command(funder, 'PlaceBid', { auctionId, priceKind: 'DISCOUNT_ON_FACE', rateBps: '600' });
      const { offers, terms } = await send(market.supplier, 'Auction', { id: auctionId });
      expect([terms.dayCount, offers[0].dayCount]).toEqual([dayCount, dayCount]);
      expect(offers[0].quote.days).toBe(dayCount === 'THIRTY_E_360' ? 88 : 89);
      const { edges } = await send(funder, 'Bids', {});
      expect(edges).toMatchObject([{ node: { dayCount } }]);
    },
  );

  test('are published with any of the four day counts, and with no other', async () => {
    await open();
    const publish = (dayCount: string) =>
      send(market.operator, 'PublishTerms', {
        input: {
          programmeId: toWireId('programme', market.programmeId),
          initiator: 'SUPPLIER',
          priceKinds: ['DISCOUNT_ON_FACE'],
          dayCount,
          platformFeePayer: 'FUNDER',
          platformFeeBps: '30',
          costBearer: 'SUPPLIER',
          text: 'Terms.',
          undertakingText: 'We pay.',
        },
      });
    for (const dayCount of ['ACT_360', 'ACT_365', 'THIRTY_E_360', 'THIRTY_U_360']) {
      expect(await publish(dayCount)).toMatchObject({ __typename: 'PublishTermsSuccess' });
      const { terms } = await send(market.buyer, 'Programme', { id: toWireId('programme', market.programmeId) });
      expect(terms).toMatchObject({ dayCount });
    }
    await expect(publish('ACT_ACT')).rejects.toThrow('ACT_ACT');
  });
});
