import { planInstruction } from '../../../server/bank/index.js';
import { operatorChannel, transition } from '../../../server/events/index.js';
import { markDefaulted, markOverdue, settlementEffects } from '../../../server/financings/index.js';
import { findViolations } from '../../../server/invariants/index.js';
import { type InvoiceRow, lockInvoices } from '../../../server/invoices/index.js';
import { chargeLateDays } from '../../../server/lateness/index.js';
import { paymentMachine, type PaymentRow } from '../../../server/payments/index.js';
import { localDate } from '../../../server/platform/local-date.js';
import { systemViewer } from '../../../server/platform/viewer.js';
import { type MoneyMarket, openMoneyMarket } from '../../support/money-market.js';

/*
 * 100,000.00, due Monday 5 May 2031; the reference rate is 2.40 %. Twelve days late is Saturday 17 May: 341.92 and 40.00 for
 * a buyer anywhere in the Union, 407.67 and 40.00 for one in France.
 */

let market: MoneyMarket;
let invoice: InvoiceRow;
beforeEach(async () => {
  market = await openMoneyMarket();
  invoice = await market.approve();
});
afterEach(async () => {
  const violations = await findViolations(market.database).finally(() => market.close());
  expect(violations).toEqual([]);
});

async function enterRate(halfYear = '2031-01-01', rateBps = 240): Promise<void> {
  await market.asAdmin(
    `INSERT INTO reference_rate (id, zone, half_year, rate_bps, entered_by)
     VALUES (gen_random_uuid(), 'EUR', $1, $2, $3)`,
    [halfYear, rateBps, market.operator.checker.personId],
  );
}

/** The buyer is somewhere else in the Union. */
async function moveBuyerTo(country: string): Promise<void> {
  await market.asAdmin('UPDATE organization SET country = $2 WHERE id = $1', [market.buyer.id, country]);
  await market.asAdmin(`UPDATE exposure_limit SET country = $1 WHERE country IS NOT NULL`, [country]);
}

async function sellClaim(): Promise<void> {
  await market.award(invoice);
  await market.release(await market.payment(invoice, 'DISBURSEMENT'));
  await at('2031-03-06');
}

/** Morning of a day: the bank speaks, what is late is charged. */
async function at(day: string): Promise<void> {
  await market.settle();
  await market.setClock(`${day}T12:00:00+02:00`);
  await market.settle();
  await markOverdue(market.work);
  await markDefaulted(market.work);
  await chargeLateDays(market.work);
}

async function ledgerOf(kind: string): Promise<string[]> {
  return (await market.ledger({ invoiceId: invoice.id })).filter(line => line.startsWith(kind));
}

async function states(): Promise<Record<string, unknown>> {
  const [row] = await market.rows<InvoiceRow>('invoice', 'id = $1', [invoice.id]);
  const [financing] = await market.rows<{ state: string }>('financing', 'invoice_id = $1', [invoice.id]);
  const payments = await market.rows<PaymentRow>(
    'payment',
    `invoice_id = $1 AND kind IN ('REPAYMENT', 'SUPPLIER_PAYMENT') AND state <> 'CANCELLED' ORDER BY attempt`,
    [invoice.id],
  );
  return {
    invoice: `${row!.state} ${row!.paidMinor}`,
    financing: financing?.state,
    payments: payments.map(({ state, amountMinor }) => `${state} ${amountMinor}`),
  };
}

/** What stands charged, in all. */
async function charged(): Promise<{ lumpSum: bigint; interest: bigint }> {
  const rows = await market.rows<{ lumpSumMinor: bigint; interestMinor: bigint }>(
    'late_charge',
    'invoice_id = $1 AND taken_back_on IS NULL',
    [invoice.id],
  );
  return {
    lumpSum: rows.reduce((sum, row) => sum + row.lumpSumMinor, 0n),
    interest: rows.reduce((sum, row) => sum + row.interestMinor, 0n),
  };
}

const outstanding = async () =>
  new Set((await market.rows<{ outstandingMinor: bigint }>('exposure_limit')).map(row => row.outstandingMinor));

/** What a bank booked, though it was not what was asked. */
function book(payment: PaymentRow, bookedOn: string, amountMinor: bigint): Promise<void> {
  return befall(payment, 'SETTLED', bookedOn, amountMinor);
}

/** The buyer pays in its own way what is due. */
async function pay(bookedOn: string, amountMinor: bigint): Promise<PaymentRow> {
  const due = await market.payment(invoice, 'REPAYMENT');
  await market.work.perform(systemViewer, async tx => {
    const { buyer, funder } = market;
    await tx.execute('UPDATE payment SET outside = true, payer_account_id = $2, payee_account_id = $3 WHERE id = $1', [
      due.id,
      buyer.accountId,
      funder.accountId,
    ]);
    const channels = [operatorChannel];
    const change = { row: due, to: 'INSTRUCTED', event: 'payment.instructed', channels } as const;
    await transition(tx, systemViewer, paymentMachine, 'test', [change]);
  });
  await book(await market.payment(invoice, 'REPAYMENT'), bookedOn, amountMinor);
  const [settled] = await market.rows<PaymentRow>('payment', 'id = $1', [due.id]);
  return settled!;
}

async function befall(
  payment: PaymentRow,
  outcome: 'SETTLED' | 'RETURNED',
  bookedOn: string,
  amountMinor: bigint,
): Promise<void> {
  const isBooked = outcome === 'SETTLED';
  await market.work.perform(systemViewer, async tx => {
    const [locked] = await lockInvoices(tx, [payment.invoiceId!]);
    const financings = await settlementEffects.lockFinancings(tx, payment.financingId ? [payment.financingId] : []);
    const otherPayments = await tx.query<PaymentRow>('SELECT * FROM payment WHERE invoice_id = $1 AND id <> $2', [
      payment.invoiceId,
      payment.id,
    ]);
    if (isBooked) await tx.execute('UPDATE payment SET settled_on = $2 WHERE id = $1', [payment.id, bookedOn]);
    const event = isBooked ? 'payment.settled' : 'payment.returned';
    await transition(tx, systemViewer, paymentMachine, 'test', [
      { row: payment, to: outcome, event, channels: [operatorChannel] },
    ]);
    await tx.execute(
      `INSERT INTO bank_message_receipt (message_id, id, kind, content, outcome, event_no)
       VALUES ($1::text || $2, gen_random_uuid(), $2, jsonb_build_object('endToEndId', $1::text, 'side', 'DEBIT'), 'APPLIED', 0)`,
      [payment.endToEndId, isBooked ? 'BOOKED' : 'RETURNED'],
    );
    const change = {
      outcome,
      payment,
      amountMinor,
      invoice: locked!,
      financing: financings[0] ?? null,
      otherPayments,
      excessIsSent: false,
      bookedOn: localDate(bookedOn),
      reasonCode: null,
      reason: null,
    };
    expect(settlementEffects.obstacle(change)).toBeNull();
    await settlementEffects.apply(tx, systemViewer, 'test', change);
  });
}

test.each([
  ['DE', 341_92n, 381_92n],
  ['FR', 407_67n, 447_67n],
])('a buyer in %s, twelve days late, day by day', async (country, interest, total) => {
  await moveBuyerTo(country);
  await enterRate();
  await at('2031-05-05');
  expect(await charged()).toEqual({ lumpSum: 0n, interest: 0n });
  const daily = country === 'DE' ? 28_49n : 33_97n;
  await at('2031-05-06');
  expect(await charged()).toEqual({ lumpSum: 40_00n, interest: daily });
  for (let day = 7; day <= 17; day += 1) await at(`2031-05-${String(day).padStart(2, '0')}`);
  expect(await charged()).toEqual({ lumpSum: 40_00n, interest });
  expect(40_00n + interest).toBe(total);
  expect((await ledgerOf('LATE_CHARGE')).slice(0, 6)).toEqual([
    'LATE_CHARGE | Supplier LATE_RECEIVABLE | Buyer LATE_PAYABLE | 40.00 EUR',
    'LATE_CHARGE | Buyer LATE_COST | Supplier LATE_INCOME | 40.00 EUR',
    `LATE_CHARGE | Supplier LATE_RECEIVABLE | Buyer LATE_PAYABLE | ${country === 'DE' ? '28.49' : '33.97'} EUR`,
    `LATE_CHARGE | Buyer LATE_COST | Supplier LATE_INCOME | ${country === 'DE' ? '28.49' : '33.97'} EUR`,
    `LATE_CHARGE | Supplier LATE_RECEIVABLE | Buyer LATE_PAYABLE | ${country === 'DE' ? '28.50' : '33.98'} EUR`,
    `LATE_CHARGE | Buyer LATE_COST | Supplier LATE_INCOME | ${country === 'DE' ? '28.50' : '33.98'} EUR`,
  ]);
  // Nothing is posted twice.
  expect(await chargeLateDays(market.work)).toBe(0);
});

test('a late leg 2 asks for the charges with it, and pays them first', async () => {
  await moveBuyerTo('DE');
  await enterRate();
  await sellClaim();
  await at('2031-05-17');
  // Released on Saturday, executed on Monday 19 May: fourteen days.
  const asked = await market.payment(invoice, 'REPAYMENT');
  await expect(market.release(asked)).rejects.toThrow('TOTAL_MISMATCH');
  await market.release({ ...asked, amountMinor: 100_438_90n });
  await at('2031-05-19');
  expect(await states()).toEqual({
    invoice: 'PAID 10000000',
    financing: 'REPAID',
    payments: ['SETTLED 10043890'],
  });
  expect(await ledgerOf('REPAYMENT')).toEqual([
    'REPAYMENT | Funder BANK | Buyer BANK | 100438.90 EUR',
    'REPAYMENT | Buyer LATE_PAYABLE | Funder LATE_RECEIVABLE | 438.90 EUR',
    'REPAYMENT | Buyer PAYABLE | Funder CLAIM | 100000.00 EUR',
    'REPAYMENT | Funder DISCOUNT_UNEARNED | Funder DISCOUNT_EARNED | 750.00 EUR',
  ]);
  await at('2031-06-19');
  expect(await charged()).toEqual({ lumpSum: 40_00n, interest: 398_90n });
});

test('only 100,000.00 comes, twelve days late: 381.92 of the face stays open, and 750.00 unearned', async () => {
  await moveBuyerTo('DE');
  await enterRate();
  await sellClaim();
  // Released in time, the bank was slow: the law says what it is for.
  const leg2 = await market.payment(invoice, 'REPAYMENT');
  await market.release(leg2);
  await market.work.perform(systemViewer, tx => {
    const plan = { behaviour: 'DELAY', delayDays: 60, reason: 'slow' } as const;
    return planInstruction((sql, values) => tx.query(sql, values), leg2.endToEndId, plan, new Date(0));
  });
  await market.settle();
  for (let day = 5; day <= 20; day += 5) {
    await market.setClock(`2031-05-${String(day).padStart(2, '0')}T08:00:00+02:00`);
    await markOverdue(market.work);
    await chargeLateDays(market.work);
  }
  expect(await charged()).toEqual({ lumpSum: 40_00n, interest: 427_40n });
  const instructed = await market.payment(invoice, 'REPAYMENT');
  await book(instructed, '2031-05-17', 100_000_00n);

  // Days after the booking are taken back, in the same transaction.
  expect(await charged()).toEqual({ lumpSum: 40_00n, interest: 341_92n });
  expect(await states()).toEqual({
    invoice: 'OVERDUE 9961808',
    financing: 'OVERDUE',
    payments: ['SETTLED 10000000', 'DUE 38192'],
  });
  expect(await ledgerOf('REPAYMENT')).toEqual([
    'REPAYMENT | Funder BANK | Buyer BANK | 100000.00 EUR',
    'REPAYMENT | Buyer LATE_PAYABLE | Funder LATE_RECEIVABLE | 381.92 EUR',
    'REPAYMENT | Buyer PAYABLE | Funder CLAIM | 99618.08 EUR',
  ]);
  expect(await outstanding()).toEqual(new Set([381_92n]));
  expect(await market.rows('payment_allocation')).toEqual([
    expect.objectContaining({
      lumpSumMinor: 40_00n,
      lateInterestMinor: 341_92n,
      interestMinor: 0n,
      principalMinor: 99_618_08n,
      excessMinor: 0n,
    }),
  ]);

  // The rest bears interest, and with the last of it the discount is earned.
  await chargeLateDays(market.work);
  expect((await charged()).interest).toBe(342_24n);
  const rest = await market.payment(invoice, 'REPAYMENT');
  await market.release({ ...rest, amountMinor: 382_24n });
  await at('2031-05-20');
  expect(await states()).toEqual({
    invoice: 'PAID 10000000',
    financing: 'REPAID',
    payments: ['SETTLED 10000000', 'SETTLED 38224'],
  });
  expect((await ledgerOf('REPAYMENT')).at(-1)).toBe(
    'REPAYMENT | Funder DISCOUNT_UNEARNED | Funder DISCOUNT_EARNED | 750.00 EUR',
  );
  expect(await outstanding()).toEqual(new Set([0n]));
});

test('what exceeds everything owed is held for the payer', async () => {
  await sellClaim();
  await market.release(await market.payment(invoice, 'REPAYMENT'));
  await book(await market.payment(invoice, 'REPAYMENT'), '2031-05-05', 100_123_45n);
  expect(await ledgerOf('REFUND_HELD')).toEqual([
    'REFUND_HELD | Funder BANK | Buyer BANK | 123.45 EUR',
    'REFUND_HELD | Buyer REFUND_RECEIVABLE | Funder REFUND_PAYABLE | 123.45 EUR',
  ]);
  expect((await states()).invoice).toBe('PAID 10000000');
});

test('without a reference rate nothing is charged; entered, all of it is, a paid claim included', async () => {
  await moveBuyerTo('DE');
  await at('2031-05-17');
  expect(await charged()).toEqual({ lumpSum: 0n, interest: 0n });
  await market.release(await market.payment(invoice, 'SUPPLIER_PAYMENT'));
  await at('2031-05-19');
  expect((await states()).invoice).toBe('PAID 10000000');
  await enterRate();
  await at('2031-05-20');
  expect(await charged()).toEqual({ lumpSum: 40_00n, interest: 398_90n });
  expect((await states()).payments).toEqual(['SETTLED 10000000', 'DUE 43890']);
  await market.release(await market.payment(invoice, 'SUPPLIER_PAYMENT'));
  await at('2031-05-21');
  expect(await states()).toMatchObject({
    invoice: 'PAID 10000000',
    payments: ['SETTLED 10000000', 'SETTLED 43890'],
  });
});

test('the rate of the next half-year is waited for, and counts from its first day', async () => {
  await moveBuyerTo('DE');
  await enterRate();
  await at('2031-07-10');
  // 56 days until 30 June.
  expect((await charged()).interest).toBe(1_595_62n);
  await enterRate('2031-07-01', 200);
  await at('2031-07-11');
  // And 11 of July at 10.00 %: 301.37.
  expect((await charged()).interest).toBe(1_896_99n);
});

test('a part that comes back restores the claim, the exposure, what was unearned, and the charges since', async () => {
  await moveBuyerTo('DE');
  await enterRate();
  await sellClaim();
  const first = await market.payment(invoice, 'REPAYMENT');
  await market.release(first);
  await market.settle();
  await book(await market.payment(invoice, 'REPAYMENT'), '2031-05-05', 60_000_00n);
  await at('2031-05-07');
  // Two days on 40,000.00.
  expect(await charged()).toEqual({ lumpSum: 40_00n, interest: 22_79n });
  const rest = await market.payment(invoice, 'REPAYMENT');
  await market.release({ ...rest, amountMinor: 40_062_79n });
  await at('2031-05-08');
  expect(await states()).toEqual({
    invoice: 'PAID 10000000',
    financing: 'REPAID',
    payments: ['SETTLED 10000000', 'SETTLED 4006279'],
  });
  expect(await outstanding()).toEqual(new Set([0n]));

  await market.work.perform(systemViewer, async tx => {
    const { now } = await tx.one<{ now: Date }>('SELECT business_now() AS now');
    const plan = { behaviour: 'RETURN', reason: 'AC04' } as const;
    return planInstruction((sql, values) => tx.query(sql, values), first.endToEndId, plan, now);
  });
  await market.settle();
  expect(await states()).toEqual({
    invoice: 'OVERDUE 4000000',
    financing: 'OVERDUE',
    payments: ['RETURNED 10000000', 'SETTLED 4006279', 'DUE 6000000'],
  });
  expect(await outstanding()).toEqual(new Set([60_000_00n]));
  // Two days on 100,000.00 and one on 60,000.00.
  expect(await charged()).toEqual({ lumpSum: 40_00n, interest: 74_08n });
  await market.release({ ...(await market.payment(invoice, 'REPAYMENT')), amountMinor: 60_051_29n });
  await at('2031-05-09');
  expect((await states()).payments).toEqual(['RETURNED 10000000', 'SETTLED 4006279', 'SETTLED 6005129']);
  expect((await states()).invoice).toBe('PAID 10000000');
});

test('in default the claim is written off, and what comes afterwards is recovered', async () => {
  await moveBuyerTo('DE');
  await sellClaim();
  await at('2031-08-03');
  expect(await states()).toMatchObject({ invoice: 'DEFAULTED 0', financing: 'DEFAULTED' });
  expect(await ledgerOf('WRITE_OFF')).toEqual([
    'WRITE_OFF | Funder LOSS | Funder LOSS_ALLOWANCE | 99250.00 EUR',
    'WRITE_OFF | Funder DISCOUNT_UNEARNED | Funder LOSS_ALLOWANCE | 750.00 EUR',
  ]);
  const leg2 = await market.payment(invoice, 'REPAYMENT');
  await market.release(leg2);
  await market.settle();
  await book(await market.payment(invoice, 'REPAYMENT'), '2031-08-03', 30_000_00n);
  expect(await ledgerOf('RECOVERY')).toEqual([
    'RECOVERY | Funder BANK | Buyer BANK | 30000.00 EUR',
    'RECOVERY | Buyer PAYABLE | Funder CLAIM | 30000.00 EUR',
    'RECOVERY | Funder LOSS_ALLOWANCE | Funder RECOVERY_INCOME | 30000.00 EUR',
  ]);
  expect(await states()).toMatchObject({ invoice: 'DEFAULTED 3000000', financing: 'DEFAULTED' });
  await market.release(await market.payment(invoice, 'REPAYMENT'));
  await at('2031-08-05');
  expect(await states()).toMatchObject({ invoice: 'PAID 10000000', financing: 'REPAID' });
  // Late charges go on after the default, once their rates are known.
  await enterRate();
  await enterRate('2031-07-01');
  await at('2031-08-06');
  expect((await charged()).lumpSum).toBe(40_00n);
  expect(await ledgerOf('WRITE_OFF')).toHaveLength(2);
});

test('what was charged on the day of the default is taken back, and the loss is not', async () => {
  await moveBuyerTo('DE');
  await enterRate();
  await enterRate('2031-07-01');
  await sellClaim();
  await at('2031-08-02');
  const { interest } = await charged();
  const leg2 = await market.payment(invoice, 'REPAYMENT');
  // Of which 2,592.88 are interest until Monday, when the bank executes it.
  await market.release({ ...leg2, amountMinor: 102_632_88n });
  await market.setClock('2031-08-03T12:00:00+02:00');
  await markDefaulted(market.work);
  await chargeLateDays(market.work);
  expect(await states()).toMatchObject({ financing: 'DEFAULTED' });
  expect((await charged()).interest).toBeGreaterThan(interest);
  // The buyer's bank had booked it the day before, and tells of it now.
  await book(await market.payment(invoice, 'REPAYMENT'), '2031-08-02', 30_000_00n);
  expect((await charged()).interest).toBe(interest);
  expect((await ledgerOf('REVERSAL')).filter(line => line.includes('LOSS'))).toEqual([]);
});

test('in default with less open than would have been earned, nothing is lost', async () => {
  await moveBuyerTo('DE');
  await enterRate();
  await enterRate('2031-07-01');
  await sellClaim();
  await market.setClock('2031-05-17T12:00:00+02:00');
  await pay('2031-05-17', 100_000_00n);
  await at('2031-08-03');
  expect(await states()).toMatchObject({ invoice: 'DEFAULTED 9961808', financing: 'DEFAULTED' });
  expect(await ledgerOf('WRITE_OFF')).toEqual([
    'WRITE_OFF | Funder DISCOUNT_UNEARNED | Funder LOSS_ALLOWANCE | 381.92 EUR',
    'WRITE_OFF | Funder DISCOUNT_UNEARNED | Funder DISCOUNT_EARNED | 368.08 EUR',
  ]);
});

test('what was paid for lateness alone comes back: the claim stays paid, and the discount earned', async () => {
  await moveBuyerTo('DE');
  await enterRate();
  await sellClaim();
  await at('2031-05-07');
  const first = await pay('2031-05-07', 40_00n);
  await pay('2031-05-07', 100_056_99n);
  const earned = await ledgerOf('REPAYMENT | Funder DISCOUNT_UNEARNED');
  expect(earned).toHaveLength(1);
  await befall(first, 'RETURNED', '2031-05-07', 40_00n);
  expect(await ledgerOf('REVERSAL | Funder DISCOUNT_EARNED')).toEqual([]);
  expect(await states()).toEqual({
    invoice: 'PAID 10000000',
    financing: 'REPAID',
    payments: ['RETURNED 10000000', 'SETTLED 10000000', 'DUE 4000'],
  });
});

test('what was charged too much is owed by nobody once the payment that was for it came back', async () => {
  await moveBuyerTo('DE');
  await enterRate();
  await sellClaim();
  await at('2031-05-15');
  // Ten days: 40.00 and 284.93. Then its bank tells that the claim had been paid after one day: 40.00 and 28.49.
  const lumpSum = await pay('2031-05-15', 40_00n);
  const interest = await pay('2031-05-15', 284_93n);
  await pay('2031-05-06', 100_000_00n);
  expect(await charged()).toEqual({ lumpSum: 40_00n, interest: 284_93n });
  await befall(lumpSum, 'RETURNED', '2031-05-15', 40_00n);
  // What stays paid is more than is due: nothing is asked for, not a cent.
  expect(await charged()).toEqual({ lumpSum: 0n, interest: 284_93n });
  expect((await states()).payments).toEqual(['RETURNED 10000000', 'SETTLED 10000000', 'SETTLED 10000000']);
  await befall(interest, 'RETURNED', '2031-05-15', 284_93n);
  expect(await charged()).toEqual({ lumpSum: 40_00n, interest: 28_49n });
  expect((await states()).payments).toEqual(['RETURNED 10000000', 'RETURNED 10000000', 'SETTLED 10000000', 'DUE 6849']);
  await pay('2031-05-15', 68_49n);
  expect((await states()).payments).toHaveLength(4);
});
