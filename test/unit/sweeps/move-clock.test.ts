import { randomUUID } from 'node:crypto';
import { planInstruction } from '../../../server/bank/index.js';
import { findViolations } from '../../../server/invariants/index.js';
import { localDate } from '../../../server/platform/local-date.js';
import { systemViewer } from '../../../server/platform/viewer.js';
import { moveClock, nextDueAt, runSweeps, startSweeper } from '../../../server/sweeps/index.js';
import {
  history,
  insert,
  insertParty,
  type MoneyMarket,
  openBank,
  openMoneyMarket,
} from '../../support/money-market.js';

jest.setTimeout(300_000);

/**
 * A market in which a year holds something of everything: payments that are booked on their day, late, never; that are
 * rejected and come back; financings that nobody disburses, that fail, that default; auctions, bids and approvals that end.
 */
async function marketOfAYear(): Promise<MoneyMarket> {
  const market = await openMoneyMarket();
  const plan = async (
    invoice: { id: string },
    kind: 'DISBURSEMENT' | 'SUPPLIER_PAYMENT',
    behaviour: 'REJECT' | 'RETURN' | 'DELAY',
    delayDays = 1,
  ) => {
    const { endToEndId } = await market.payment(invoice, kind);
    await market.work.perform(systemViewer, tx =>
      planInstruction(
        (sql, values) => tx.query(sql, values),
        endToEndId,
        { behaviour, delayDays, reason: 'AC04 closed' } as never,
        new Date(0),
      ),
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
    if (fate !== 'NORMAL')
      await plan(invoice, 'DISBURSEMENT', fate === 'STUCK' ? 'DELAY' : fate, fate === 'STUCK' ? 30 : 2);
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
      advance_bps: 10_000,
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

interface Biography {
  readonly events: Record<string, string[]>;
  readonly movements: string[];
  readonly balances: Record<string, string>;
}

/** What a market lived through, under names that do not depend on its ids. */
async function biography(market: MoneyMarket): Promise<Biography> {
  const [lived] = await market.asAdmin<Biography>(`
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
const oneDay = 86_400_000;

test('a year in one move equals a year lived day by day', async () => {
  const [once, daily] = [await marketOfAYear(), await marketOfAYear()];
  try {
    const stops = await moveClock(once.work, once.database, once.bank, end);
    for (let day = new Date(start.getTime() + oneDay); day <= end; day = new Date(day.getTime() + oneDay)) {
      await moveClock(daily.work, daily.database, daily.bank, day);
    }
    const lived = await biography(once);
    expect(lived).toEqual(await biography(daily));
    expect(await findViolations(once.database)).toEqual([]);
    expect(await findViolations(daily.database)).toEqual([]);
    expect((await businessNow(once)).getTime()).toBeGreaterThanOrEqual(end.getTime());
    // 254 business days, and what falls between them.
    expect(stops).toBeGreaterThan(254);

    expect(lived.events).toMatchObject({
      'financing of 8': [
        'financing.agreed 2031-03-03',
        'financing.disbursing 2031-03-03',
        'financing.disbursed 2031-03-06',
        'financing.overdue 2031-05-06',
        'financing.defaulted 2031-08-03',
      ],
      'financing of 12': ['financing.agreed 2031-03-03', 'financing.failed 2031-03-14'],
      'D01 of 12': ['payment.due 2031-03-03', 'payment.cancelled 2031-03-14'],
      // Stuck at the bank: given up after five business days, and recalled.
      'D01 of 13': ['payment.due 2031-03-03', 'payment.instructed 2031-03-03', 'payment.rejected 2031-03-14'],
      'auction of 15': ['auction.opened 2031-03-03', 'auction.closed 2031-03-17', 'auction.lapsed 2031-03-20'],
      'bid of 15': ['bid.placed 2031-03-03', 'bid.expired 2031-03-20'],
      'invoice 6': [
        'invoice.submitted 2031-03-03',
        'invoice.approved 2031-03-03',
        'invoice.overdue 2031-06-03',
        'invoice.paid 2031-06-05',
      ],
      'prepared approval': ['approval.prepared 2031-03-03', 'approval.lapsed 2031-04-02'],
    });
  } finally {
    await once.close();
    await daily.close();
  }
});

describe('one market', () => {
  let market: MoneyMarket;
  beforeEach(async () => {
    market = await openMoneyMarket();
  });
  afterEach(() => market.close());

  async function supplierPayment(dueOn: string): Promise<{ id: string }> {
    const invoice = await market.approve({ adjustedDueDate: localDate(dueOn) });
    await market.release(await market.payment(invoice, 'SUPPLIER_PAYMENT'));
    return invoice;
  }

  async function stateOf(invoice: { id: string }): Promise<string> {
    const [row] = await market.rows<{ state: string }>('invoice', 'id = $1', [invoice.id]);
    return row!.state;
  }

  test('after a time without a server, one pass plays what fell due', async () => {
    const [paid, late] = [
      await supplierPayment('2031-04-15'),
      await market.approve({ adjustedDueDate: localDate('2031-04-15') }),
    ];
    await runSweeps(market.work, market.database, market.bank);
    await market.setClock('2031-12-01T12:00:00+01:00');
    await runSweeps(market.work, market.database, market.bank);
    expect([await stateOf(paid), await stateOf(late)]).toEqual(['PAID', 'DEFAULTED']);
    const [payment] = await market.rows<{ settledOn: string }>('payment', `invoice_id = $1`, [paid.id]);
    expect(payment!.settledOn).toBe('2031-04-15');
    expect(await findViolations(market.database)).toEqual([]);
  });

  test('the next stop is what is due next, else the beginning of the next business day', async () => {
    const next = (after: string) => nextDueAt(market.database, market.bank, new Date(after));
    await market.approve({ adjustedDueDate: localDate('2031-04-10') });
    expect(await next('2031-03-07T10:00:00+01:00')).toEqual(new Date('2031-03-10T00:00:00+01:00'));
    expect(await next('2031-04-10T10:00:00+02:00')).toEqual(new Date('2031-04-11T00:00:00+02:00'));
    // Good Friday, a weekend and Easter Monday lie between.
    expect(await next('2031-04-11T00:00:00+02:00')).toEqual(new Date('2031-04-15T00:00:00+02:00'));
  });

  test('grace is counted in business days', async () => {
    await market.asAdmin('UPDATE programme SET grace_business_days = 2');
    const invoice = await market.approve({ adjustedDueDate: localDate('2031-04-10') });
    // Friday to Monday are no business days: the second one after Thursday is Wednesday.
    await moveClock(market.work, market.database, market.bank, new Date('2031-04-16T23:59:00+02:00'));
    expect(await stateOf(invoice)).toBe('APPROVED');
    await moveClock(market.work, market.database, market.bank, new Date('2031-04-17T00:00:00+02:00'));
    expect(await stateOf(invoice)).toBe('OVERDUE');
  });

  test('two moves at once come one after the other, and a past target is reached already', async () => {
    const invoice = await supplierPayment('2031-03-20');
    const other = await market.another();
    await Promise.all([
      moveClock(market.work, market.database, market.bank, new Date('2031-03-25T12:00:00+01:00')),
      moveClock(other.work, other.database, openBank(other), new Date('2031-03-25T12:00:00+01:00')),
    ]);
    expect(await stateOf(invoice)).toBe('PAID');
    const movements = await market.rows('movement', `kind = 'PAID_TO_SUPPLIER'`);
    expect(movements).toHaveLength(1);
    const before = await businessNow(market);
    expect(await moveClock(market.work, market.database, market.bank, new Date('2031-03-01T00:00:00+01:00'))).toBe(0);
    expect((await businessNow(market)).getTime() - before.getTime()).toBeLessThan(60_000);
  });

  test('the clock of a real market does not move', async () => {
    await market.asAdmin('ALTER TABLE installation DISABLE TRIGGER USER');
    await market.asAdmin('UPDATE installation SET demo = false');
    const moving = moveClock(market.work, market.database, market.bank, new Date('2031-03-25T12:00:00+01:00'));
    await expect(moving).rejects.toThrow('real time outside a demo market');
  });

  test('the sweeper sweeps by itself, skips what another sweeps, outlives a fault, and stops', async () => {
    const faults: unknown[] = [];
    const invoice = await supplierPayment('2031-03-03');
    let broken = true;
    const bank = {
      ...market.bank,
      play: () => (broken ? Promise.reject(new Error('The bank is down.')) : market.bank.play()),
    };
    const { work, database } = market;
    const sweeper = startSweeper({ work, database, bank, everyMs: 5, onError: error => faults.push(error) });
    await until(async () => faults.length >= 2);
    broken = false;
    await until(async () => (await stateOf(invoice)) === 'PAID');
    await sweeper.stop();
    expect(String(faults[0])).toContain('The sweep "play the bank" failed.');

    const later = await supplierPayment('2031-03-03');
    await new Promise(resolve => setTimeout(resolve, 50));
    expect(await stateOf(later)).toBe('APPROVED');
  });
});

async function until(holds: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 30_000;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error('It did not come to hold within 30 s.');
    await new Promise(resolve => setTimeout(resolve, 10));
  }
}
