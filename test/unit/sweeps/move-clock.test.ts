import { randomUUID } from 'node:crypto';
import { planInstruction } from '../../../server/bank/index.js';
import { findViolations } from '../../../server/invariants/index.js';
import { localDate } from '../../../server/platform/local-date.js';
import { systemViewer } from '../../../server/platform/viewer.js';
import { moveClock } from '../../../server/sweeps/index.js';
import { history, insert, insertParty, type MoneyMarket, openMoneyMarket } from '../../support/money-market.js';

jest.setTimeout(300_000);

/**
 * A market in which a year holds something of everything: payments that are booked on their day, late, never; that are
 * rejected and come back; financings that nobody disburses, that fail, that default; auctions, bids and approvals that end.
 */
async function marketOfAYear(): Promise<MoneyMarket> {
  const market = await openMoneyMarket();
  const plan = async (invoice: { id: string }, kind: 'DISBURSEMENT' | 'SUPPLIER_PAYMENT', behaviour: 'REJECT' | 'RETURN' | 'DELAY', delayDays = 1) => {
    const { endToEndId } = await market.payment(invoice, kind);
    await market.work.perform(systemViewer, tx =>
      planInstruction((sql, values) => tx.query(sql, values), endToEndId, { behaviour, delayDays, reason: 'AC04 closed' } as never, new Date(0)),
    );
  };
  const release = async (invoice: { id: string }, kind: 'DISBURSEMENT' | 'SUPPLIER_PAYMENT') =>
    market.release(await market.payment(invoice, kind));
  const due = (day: string) => market.approve({ adjustedDueDate: localDate(day) });

  for (const day of ['2031-03-04', '2031-04-15', '2031-12-24']) await release(await due(day), 'SUPPLIER_PAYMENT');
  for (const behaviour of ['REJECT', 'RETURN', 'DELAY'] as const) {
    const invoice = await due('2031-06-02');
    await plan(invoice, 'SUPPLIER_PAYMENT', behaviour, 3);
    await release(invoice, 'SUPPLIER_PAYMENT');
  }
  await due('2031-07-14');
  for (const fate of ['NORMAL', 'REJECT', 'RETURN', 'DELAY', 'UNRELEASED', 'STUCK'] as const) {
    const invoice = await due('2031-05-05');
    await market.award(invoice);
    if (fate === 'UNRELEASED') continue;
    if (fate !== 'NORMAL') await plan(invoice, 'DISBURSEMENT', fate === 'STUCK' ? 'DELAY' : fate, fate === 'STUCK' ? 30 : 2);
    await release(invoice, 'DISBURSEMENT');
  }
  await openAuction(market, '2031-03-05T15:00:00+01:00', '2031-03-05T15:00:00+01:00');
  await openAuction(market, '2031-03-17T23:59:00+01:00', '2031-03-20T12:00:00+01:00');
  await market.work.perform(systemViewer, tx => prepareApproval(tx, market, '2031-04-02T10:00:00+02:00'));
  return market;
}

/** An auction with one bid of a funder without limits, which ends before the auction can be awarded last. */
async function openAuction(market: MoneyMarket, closesAt: string, acceptUntil: string): Promise<void> {
  const invoice = await market.approve({ adjustedDueDate: localDate('2031-08-01') });
  const [auctionId, bidId] = [randomUUID(), randomUUID()];
  await market.work.perform(systemViewer, async tx => {
    const bidder = await insertParty(tx, 'Bidder', 'FUNDER');
    const limitId = randomUUID();
    await insert(tx, 'exposure_limit', {
      id: limitId,
      scope: 'BUYER',
      funder_id: bidder.id,
      buyer_id: market.buyer.id,
      currency: 'EUR',
      limit_minor: 100_000_00,
      reserved_minor: 100_000_00,
      event_no: 1,
    });
    await history(tx, 'limit', limitId, ['', 'limit.changed']);
    await insert(tx, 'auction', {
      id: auctionId,
      invoice_id: invoice.id,
      programme_id: market.programmeId,
      terms_id: invoice.termsId,
      supplier_id: market.supplier.id,
      buyer_id: market.buyer.id,
      kind: closesAt === acceptUntil ? 'CONTINUOUS' : 'SEALED_WINDOW',
      face_minor: 100_000_00,
      currency: 'EUR',
      maturity: '2031-08-01',
      closes_at: closesAt,
      accept_until: acceptUntil,
      state: 'OPEN',
      event_no: 1,
    });
    await history(tx, 'auction', auctionId, ['OPEN', 'auction.opened']);
    await insert(tx, 'bid', {
      id: bidId,
      auction_id: auctionId,
      funder_id: bidder.id,
      version: 1,
      price_kind: 'DISCOUNT_ON_FACE',
      rate_bps: 450,
      day_count: 'ACT_360',
      exposure_minor: 100_000_00,
      currency: 'EUR',
      valid_until: new Date(new Date(acceptUntil).getTime() - 3_600_000),
      state: 'LIVE',
      event_no: 1,
    });
    await history(tx, 'bid', bidId, ['LIVE', 'bid.placed']);
  });
}

async function prepareApproval(tx: Parameters<typeof insert>[0], market: MoneyMarket, lapsesAt: string): Promise<void> {
  const id = randomUUID();
  const { termsId } = await tx.one<{ termsId: string }>('SELECT id AS terms_id FROM programme_terms');
  await insert(tx, 'approval', {
    id,
    buyer_id: market.buyer.id,
    programme_id: market.programmeId,
    terms_id: termsId,
    currency: 'EUR',
    invoice_count: 1,
    total_minor: 1,
    content_hash: Buffer.alloc(32),
    prepared_by: market.buyer.checker.personId,
    lapses_at: lapsesAt,
    state: 'PREPARED',
    event_no: 1,
  });
  await history(tx, 'approval', id, ['PREPARED', 'approval.prepared']);
}

/** What a market lived through, under names that do not depend on its ids. */
async function biography(market: MoneyMarket): Promise<object> {
  const [lived] = await market.asAdmin<{ events: unknown; movements: unknown; balances: unknown }>(`
    WITH invoices AS (SELECT id, row_number() OVER (ORDER BY submitted_at, id) AS no FROM invoice),
    names AS (
      SELECT id, 'invoice ' || no AS name FROM invoices
      UNION ALL SELECT p.id, right(p.end_to_end_id, 3) || ' of ' || i.no FROM payment p JOIN invoices i ON i.id = p.invoice_id
      UNION ALL SELECT f.id, 'financing of ' || i.no FROM financing f JOIN invoices i ON i.id = f.invoice_id
      UNION ALL SELECT a.id, 'auction of ' || i.no FROM auction a JOIN invoices i ON i.id = a.invoice_id
      UNION ALL SELECT b.id, 'bid of ' || i.no FROM bid b JOIN auction a ON a.id = b.auction_id JOIN invoices i ON i.id = a.invoice_id
      UNION ALL SELECT l.approval_id, 'approval of ' || i.no FROM approval_line l JOIN invoices i ON i.id = l.invoice_id
      UNION ALL SELECT id, 'prepared approval' FROM approval WHERE state IN ('PREPARED', 'LAPSED')
    )
    SELECT
      (SELECT jsonb_object_agg(name, told) FROM (
         SELECT n.name, jsonb_agg(e.type || ' ' || e.business_day ORDER BY e.subject_no) AS told
           FROM event e JOIN names n ON n.id = e.subject_id GROUP BY n.name) t) AS events,
      (SELECT jsonb_agg(m.kind || ' by ' || n.name || ' ' || m.business_day ORDER BY n.name, m.kind, m.business_day)
         FROM movement m JOIN names n ON n.id::text = m.cause_id WHERE m.cause_kind = 'PAYMENT') AS movements,
      (SELECT jsonb_object_agg(o.name || ' ' || a.kind, a.debit_minor || ' ' || a.credit_minor)
         FROM ledger_account a JOIN organization o ON o.id = a.organization_id) AS balances`);
  return lived!;
}

async function businessNow(market: MoneyMarket): Promise<Date> {
  const { now } = await market.database.read(systemViewer, db => db.one<{ now: Date }>('SELECT business_now() AS now'));
  return now;
}

const start = new Date('2031-03-03T10:00:00+01:00');
const end = new Date('2032-03-02T10:00:00+01:00');

test('a year in one move equals a year lived day by day', async () => {
  const [once, daily] = [await marketOfAYear(), await marketOfAYear()];
  try {
    const began = performance.now();
    const stops = await moveClock(once.work, once.database, once.bank, end);
    const seconds = (performance.now() - began) / 1000;
    for (let day = new Date(start.getTime() + 86_400_000); day <= end; day = new Date(day.getTime() + 86_400_000)) {
      await moveClock(daily.work, daily.database, daily.bank, day);
    }
    console.log(stops, seconds, (performance.now() - began) / 1000 - seconds);
    expect(await biography(once)).toEqual(await biography(daily));
    console.log(JSON.stringify(await biography(once), null, 1));
    expect(await findViolations(once.database)).toEqual([]);
    expect(await findViolations(daily.database)).toEqual([]);
    expect((await businessNow(once)).getTime()).toBeGreaterThanOrEqual(end.getTime());
  } finally {
    await once.close();
    await daily.close();
  }
});
