import { openAuctionMarket, type AuctionMarket } from '../support/auction-market.js';

let market: AuctionMarket;
beforeAll(async () => {
  market = await openAuctionMarket({ funders: 4 });
});
afterAll(() => market.close());

test('offers', async () => {
  const invoice = await market.approved();
  const auction = await market.list(invoice);
  await market.bid(market.funders[0]!, auction, { rateBps: '450' });
  const offers = await market.offers(auction);
  console.log(offers);
  console.log(await market.accept(offers[0]!));
  expect(await market.limitDrift()).toEqual([]);
});
