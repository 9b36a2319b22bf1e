import { drawFeeBills } from '../../../server/fees/index.js';
import type { FeeBillRow } from '../../../server/fees/fee-bill.entity.js';
import { planInstruction } from '../../../server/bank/index.js';
import { findViolations } from '../../../server/invariants/index.js';
import type { InvoiceRow } from '../../../server/invoices/index.js';
import type { PaymentRow } from '../../../server/payments/index.js';
import { localDate } from '../../../server/platform/local-date.js';
import { systemViewer } from '../../../server/platform/viewer.js';
import { type MoneyMarket, openMoneyMarket } from '../../support/money-market.js';

/* 100,000.00 at 4.50 %, 60 days, 360, fee 50.00 paid by the funder: settled on Thursday 6 March 2031, billed on 1 April. */

let market: MoneyMarket;
beforeEach(async () => {
  market = await openMoneyMarket();
});
afterEach(async () => {
  const violations = await findViolations(market.database).finally(() => market.close());
  expect(violations).toEqual([]);
});

/** Invoices whose leg 1 settled on 6 March. */
async function disburse(count: number): Promise<InvoiceRow[]> {
  const invoices: InvoiceRow[] = [];
  for (let index = 0; index < count; index += 1) {
    const invoice = await market.approve();
    await market.award(invoice);
    await market.release(await market.payment(invoice, 'DISBURSEMENT'));
    invoices.push(invoice);
  }
  await market.setClock('2031-03-06T09:00:00+01:00');
  await market.settle();
  return invoices;
}

async function endMarch(): Promise<void> {
  await market.setClock('2031-04-01T00:00:01+02:00');
}

function bills(): Promise<FeeBillRow[]> {
  return market.rows('fee_bill', 'true ORDER BY no');
}

function billPayments(): Promise<PaymentRow[]> {
  return market.rows('payment', `kind = 'FEE_BILL' ORDER BY created_at, attempt`);
}

async function linesOf(bill: { readonly id: string }): Promise<bigint[]> {
  const lines = await market.rows<{ amountMinor: bigint }>('fee_bill_line', 'bill_id = $1 ORDER BY ordinal', [bill.id]);
  return lines.map(({ amountMinor }) => amountMinor);
}

async function moneyOfFees(): Promise<string[]> {
  const lines = await market.ledger();
  return lines.filter(line => /FEE_PAID|FEE_PAYABLE/.test(line) || /Operator BANK/.test(line));
}

/** Has the bank reject, or return, a payment. */
async function plan(payment: PaymentRow, behaviour: 'REJECT' | 'RETURN'): Promise<void> {
  await market.work.perform(systemViewer, async tx => {
    const { now } = await tx.one<{ now: Date }>('SELECT business_now() AS now');
    const order = { behaviour, reason: 'AC04 account closed' };
    return planInstruction((sql, values) => tx.query(sql, values), payment.endToEndId, order, now);
  });
}

const feePosted = 'FEE | Operator FEE_RECEIVABLE | Funder FEE_PAYABLE | 50.00 EUR';
const feePaid = [
  'FEE_PAID | Operator BANK | Funder BANK | 50.00 EUR',
  'FEE_PAID | Funder FEE_PAYABLE | Operator FEE_RECEIVABLE | 50.00 EUR',
];

test('a fee of the first day of a month is billed with that month, though the bill before is drawn on the same day', async () => {
  await disburse(1);
  // Sixty days as well, to Saturday.
  const invoice = await market.approve({ adjustedDueDate: localDate('2031-05-31') });
  await market.award(invoice, { valueDate: localDate('2031-04-01') });
  await market.release(await market.payment(invoice, 'DISBURSEMENT'));
  await market.setClock('2031-04-01T12:00:00+02:00');
  await market.settle();
  expect(await drawFeeBills(market.work)).toBe(1);
  const [march] = await bills();
  expect(march).toMatchObject({ month: '2031-03-01', totalMinor: 5_000n });
  await market.setClock('2031-05-02T00:00:01+02:00');
  expect(await drawFeeBills(market.work)).toBe(1);
  expect((await bills())[1]).toMatchObject({ month: '2031-04-01', totalMinor: 5_000n });
});

test('a month with one fee of 50.00 makes one bill, due after 30 days, and one payment of its payer', async () => {
  await disburse(1);
  await market.setClock('2031-03-31T23:59:00+02:00');
  expect(await drawFeeBills(market.work)).toBe(0);
  await endMarch();
  expect(await drawFeeBills(market.work)).toBe(1);
  expect(await drawFeeBills(market.work)).toBe(0);

  const [bill, ...others] = await bills();
  expect(others).toEqual([]);
  expect(bill).toMatchObject({
    number: 'F000001',
    payerId: market.funder.id,
    operatorId: market.operator.id,
    month: '2031-03-01',
    currency: 'EUR',
    totalMinor: 5_000n,
    drawnOn: '2031-04-01',
    dueOn: '2031-05-02',
    state: 'DRAWN',
  });
  expect(await linesOf(bill!)).toEqual([5_000n]);
  expect(await billPayments()).toEqual([
    expect.objectContaining({
      state: 'DUE',
      feeBillId: bill!.id,
      invoiceId: null,
      payerId: market.funder.id,
      payeeId: market.operator.id,
      amountMinor: 5_000n,
      dueOn: '2031-05-02',
      endToEndId: expect.stringMatching(/^[A-Z2-7]{26}F01$/) as string,
    }),
  ]);
});

test('released, booked and posted: 50.00 twice, and nothing is open any more', async () => {
  await disburse(1);
  await endMarch();
  await drawFeeBills(market.work);
  const [payment] = await billPayments();
  await market.release(payment!);
  const [file] = await market.rows<{ body: string }>(
    'payment_file',
    'id = (SELECT file_id FROM payment WHERE id = $1)',
    [payment!.id],
  );
  expect(file!.body).toContain('F000001');
  await market.setClock('2031-05-02T18:00:00+02:00');
  await market.settle();

  expect((await bills())[0]).toMatchObject({ state: 'PAID', paidOn: '2031-05-02' });
  expect(await moneyOfFees()).toEqual([feePosted, ...feePaid]);
});

test('a payment of a bill that the bank rejects is owed again; one that comes back reopens the bill', async () => {
  await disburse(1);
  await endMarch();
  await drawFeeBills(market.work);
  const [first] = await billPayments();
  await plan(first!, 'REJECT');
  await market.release(first!);
  await market.setClock('2031-05-02T18:00:00+02:00');
  await market.settle();
  const [, second] = await billPayments();
  expect(second).toMatchObject({ attempt: 2, state: 'DUE', amountMinor: 5_000n });

  await plan(second!, 'RETURN');
  await market.release(second!);
  await market.settle();
  await market.setClock('2031-05-12T18:00:00+02:00');
  await market.settle();
  expect((await billPayments()).map(({ state, attempt }) => `${attempt} ${state}`)).toEqual([
    '1 REJECTED',
    '2 RETURNED',
    '3 DUE',
  ]);
  expect((await bills())[0]).toMatchObject({ state: 'DRAWN', paidOn: null });
  expect(await moneyOfFees()).toEqual([
    feePosted,
    ...feePaid,
    'REVERSAL | Funder BANK | Operator BANK | 50.00 EUR',
    'REVERSAL | Operator FEE_RECEIVABLE | Funder FEE_PAYABLE | 50.00 EUR',
  ]);
});

test('a leg 1 that comes back after its fee was billed is a credit in the next bill', async () => {
  const [returned] = await disburse(1);
  await endMarch();
  await drawFeeBills(market.work);
  await plan(await market.payment(returned!, 'DISBURSEMENT'), 'RETURN');
  await market.settle();
  await market.setClock('2031-04-02T09:00:00+02:00');
  await market.settle();
  expect(await market.payment(returned!, 'DISBURSEMENT')).toMatchObject({ state: 'RETURNED' });

  // April has a credit alone: it waits.
  await market.setClock('2031-05-01T12:00:00+02:00');
  expect(await drawFeeBills(market.work)).toBe(0);

  for (const valueDate of ['2031-05-08', '2031-05-08']) {
    const invoice = await market.approve({ adjustedDueDate: '2031-07-07' as never });
    await market.award(invoice, { valueDate: valueDate as never });
    await market.release(await market.payment(invoice, 'DISBURSEMENT'));
  }
  await market.setClock('2031-05-08T18:00:00+02:00');
  await market.settle();
  await market.setClock('2031-06-01T12:00:00+02:00');
  expect(await drawFeeBills(market.work)).toBe(1);
  const [march, may] = await bills();
  expect([march!.number, march!.month, march!.totalMinor]).toEqual(['F000001', '2031-03-01', 5_000n]);
  expect([may!.number, may!.month, may!.totalMinor]).toEqual(['F000002', '2031-05-01', 5_000n]);
  expect(await linesOf(may!)).toEqual([-5_000n, 5_000n, 5_000n]);
});

test('two servers draw at once, after three months: each bill once, the numbers without a gap', async () => {
  await disburse(3);
  await market.setClock('2031-06-02T12:00:00+02:00');
  const drawn = await Promise.all([1, 2, 3, 4].map(() => drawFeeBills(market.work)));
  expect(drawn.sort()).toEqual([0, 0, 0, 1]);
  const [bill, ...others] = await bills();
  expect(others).toEqual([]);
  expect([bill!.no, bill!.month, bill!.totalMinor]).toEqual([1, '2031-03-01', 15_000n]);
  expect(await linesOf(bill!)).toEqual([5_000n, 5_000n, 5_000n]);
  expect(await billPayments()).toHaveLength(1);
});

test('the database refuses a bill that does not add up, a fee in two bills, and a payment of another amount', async () => {
  await disburse(1);
  await endMarch();
  await drawFeeBills(market.work);
  const [bill] = await bills();
  const perform = (sql: string, values: unknown[]) =>
    market.work.perform(systemViewer, async tx => {
      await tx.execute(sql, values);
    });
  await expect(
    perform(
      `INSERT INTO fee_bill_line (bill_id, ordinal, movement_id, financing_id, amount_minor)
       SELECT bill_id, 2, movement_id, financing_id, 1 FROM fee_bill_line WHERE bill_id = $1`,
      [bill!.id],
    ),
  ).rejects.toThrow(/fee_bill_line/);
  await expect(
    perform(
      `INSERT INTO fee_bill (id, operator_id, payer_id, month, currency, no, total_minor, due_on, state, event_no)
       SELECT gen_random_uuid(), operator_id, payer_id, '2031-02-01', currency, 2, 1, due_on, 'DRAWN', 1
         FROM fee_bill WHERE id = $1`,
      [bill!.id],
    ),
  ).rejects.toThrow(/do not add up|event/);
  await expect(
    perform(
      `INSERT INTO payment (id, kind, fee_bill_id, payer_id, payee_id, amount_minor, currency, due_on, attempt, end_to_end_id,
                            state, event_no)
       SELECT gen_random_uuid(), kind, fee_bill_id, payer_id, payee_id, 4999, currency, due_on, 2,
              overlay(end_to_end_id placing '02' from 28), 'CANCELLED', 1 FROM payment WHERE fee_bill_id = $1`,
      [bill!.id],
    ),
  ).rejects.toThrow(/payment_is_billed/);
});
