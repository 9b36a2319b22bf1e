import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { localDate } from '../../server/platform/local-date.js';
import { systemViewer } from '../../server/platform/viewer.js';
import { type AuctionMarket, openAuctionMarket } from '../support/auction-market.js';
import { insertParty, type MoneyMarket, openMoneyMarket } from '../support/money-market.js';

/* Figures and parties that would say otherwise than what they come from, written as the superuser, past all code and grants. */

/** The names of the constraints that refuse a statement, or the statement's success. */
async function refusedBy(market: { urls: { adminUrl: string } }, sql: string): Promise<string> {
  const client = new pg.Client({ connectionString: market.urls.adminUrl });
  await client.connect();
  try {
    await client.query('BEGIN');
    const { rowCount } = await client.query(sql);
    return `${rowCount} rows changed`;
  } catch (error) {
    const { code, constraint } = error as pg.DatabaseError;
    return `${code} ${constraint}`;
  } finally {
    await client.query('ROLLBACK');
    await client.end();
  }
}

describe('in an auction', () => {
  let market: AuctionMarket;
  beforeAll(async () => {
    market = await openAuctionMarket({ funders: 1, terms: { advance_bps: 9_000 } });
    await market.list();
    const auction = await market.list(await market.approved({ amountMinor: 10_005n }));
    await market.bid(market.funders[0]!, auction, { rateBps: '450' });
  }, 30_000);
  afterAll(() => market.close());

  const withoutBids = 'id NOT IN (SELECT auction_id FROM bid)';

  test.each([
    ['the face is what was approved', `UPDATE auction SET face_minor = face_minor + 1 WHERE ${withoutBids}`],
    ['the supplier is that of the invoice', `UPDATE auction SET supplier_id = buyer_id WHERE ${withoutBids}`],
    ['the invoice keeps what was approved', 'UPDATE invoice SET approved_minor = approved_minor - 1'],
  ])('%s', async (_, sql) => {
    expect(await refusedBy(market, sql)).toBe('23503 auction_face_is_approved');
  });

  test('the advance is that of its terms', async () => {
    expect(await refusedBy(market, `UPDATE auction SET advance_bps = 9001 WHERE ${withoutBids}`)).toBe(
      '23503 auction_of_terms',
    );
  });

  test('a bid exposes to the advance on the face, rounded half up, and to nothing else', async () => {
    // 90 % of 100.05 is 90.045.
    expect(await market.rows('SELECT exposure_minor FROM bid')).toEqual([{ exposureMinor: 9_005n }]);
    expect(await refusedBy(market, 'UPDATE bid SET exposure_minor = 9004')).toBe('23503 bid_exposure_is_advance');
  });
});

describe('in a financing', () => {
  let market: MoneyMarket;
  beforeAll(async () => {
    market = await openMoneyMarket();
    const sold = await market.approve();
    await market.award(sold);
    await market.release(await market.payment(sold, 'DISBURSEMENT'));
    const paid = await market.approve({ adjustedDueDate: localDate('2031-05-06') });
    await market.release(await market.payment(paid, 'SUPPLIER_PAYMENT'));
    await market.setClock('2031-03-06T10:00:00+01:00');
    await market.settle();
  }, 30_000);
  afterAll(() => market.close());

  test.each([
    [
      'the face',
      'face_minor = face_minor - 1, advance_minor = advance_minor - 1, discount_minor = discount_minor - 1, repayment_minor = repayment_minor - 1',
    ],
    ['the maturity', 'maturity = maturity + 1'],
  ])('%s is that of its auction', async (_, change) => {
    expect(await refusedBy(market, `UPDATE financing SET ${change}`)).toMatch(
      /^23503 (financing_of_auction|financing_of_bid|financing_face_is_approved|payment_is_leg[12])$/,
    );
  });

  test.each(['supplier', 'buyer', 'funder'])('the %s is that of its auction and bid', async role => {
    const stranger = await market.work.perform(systemViewer, tx => insertParty(tx, 'Stranger', 'FUNDER'));
    const account = role === 'buyer' ? '' : `, ${role}_account_id = '${stranger.accountId}'`;
    expect(await refusedBy(market, `UPDATE financing SET ${role}_id = '${stranger.id}'${account}`)).toMatch(
      /^23503 (financing_of_auction|financing_of_bid|financing_face_is_approved|payment_is_leg[12])$/,
    );
  });

  test('the advance is the exposure of its bid', async () => {
    const change = 'advance_minor = advance_minor - 1, discount_minor = discount_minor - 1';
    expect(await refusedBy(market, `UPDATE financing SET ${change}`)).toBe('23503 financing_of_bid');
  });

  test.each([
    ['leg 1 pays the price', 'DISBURSEMENT', 'payment_is_leg1'],
    ['leg 2 pays it back', 'REPAYMENT', 'payment_is_leg2'],
    ['the supplier is paid what was approved', 'SUPPLIER_PAYMENT', 'payment_is_approved'],
  ])('%s, to the cent', async (_, kind, constraint) => {
    const of = `kind = '${kind}' AND state <> 'CANCELLED'`;
    expect(await refusedBy(market, `UPDATE payment SET amount_minor = amount_minor + 1 WHERE ${of}`)).toBe(
      `23503 ${constraint}`,
    );
  });

  test('and what was approved stays, whether it is sold or owed', async () => {
    for (const which of ['IN', 'NOT IN']) {
      const sql = `UPDATE invoice SET approved_minor = approved_minor - 1 WHERE id ${which} (SELECT invoice_id FROM financing)`;
      expect(await refusedBy(market, sql)).toMatch(/^23503 (financing_face_is_approved|payment_is_approved)$/);
    }
  });

  test('an id of no bid at all is none of its', async () => {
    expect(await refusedBy(market, `UPDATE financing SET bid_id = '${randomUUID()}'`)).toMatch(/^23503 financing_/);
  });
});
