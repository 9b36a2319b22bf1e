import { type BankPort, planInstruction, type SubmittedFile } from '../../../server/bank/index.js';
import { failUndisbursed, type FinancingRow, recallDisbursements } from '../../../server/financings/index.js';
import { findViolations } from '../../../server/invariants/index.js';
import type { InvoiceRow } from '../../../server/invoices/index.js';
import { type PaymentRow, sendPaymentFiles } from '../../../server/payments/index.js';
import { closeBankAccount } from '../../../server/organizations/index.js';
import { toWireId } from '../../../server/platform/ids.js';
import { localDate } from '../../../server/platform/local-date.js';
import { systemViewer } from '../../../server/platform/viewer.js';
import { type MoneyMarket, openMoneyMarket, unexpected } from '../../support/money-market.js';

/*
 * 100,000.00 at 4.50 %, 60 days, 360, fee 50.00 paid by the funder: value Thursday 6 March 2031, maturity Monday 5 May. Each
 * variant prints the ledger.
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

const promised = [
  'UNDERTAKING | Supplier CLAIM | Buyer PAYABLE | 100000.00 EUR',
  'UNDERTAKING | Buyer PURCHASES | Supplier SALES | 100000.00 EUR',
];
const purchased = [
  'PURCHASE | Funder CLAIM | Supplier CLAIM | 100000.00 EUR',
  'PURCHASE | Supplier BANK | Funder BANK | 99250.00 EUR',
  'PURCHASE | Supplier DISCOUNT_COST | Funder DISCOUNT_UNEARNED | 750.00 EUR',
  'FEE | Funder FEE_COST | Operator FEE_INCOME | 50.00 EUR',
  'FEE | Operator FEE_RECEIVABLE | Funder FEE_PAYABLE | 50.00 EUR',
];
const repaid = [
  'REPAYMENT | Funder BANK | Buyer BANK | 100000.00 EUR',
  'REPAYMENT | Buyer PAYABLE | Funder CLAIM | 100000.00 EUR',
  'REPAYMENT | Funder DISCOUNT_UNEARNED | Funder DISCOUNT_EARNED | 750.00 EUR',
];
const paidToSupplier = [
  'PAID_TO_SUPPLIER | Supplier BANK | Buyer BANK | 100000.00 EUR',
  'PAID_TO_SUPPLIER | Buyer PAYABLE | Supplier CLAIM | 100000.00 EUR',
];

/** The same transfers with their sides exchanged. */
function reversed(lines: readonly string[]): string[] {
  return lines.map(line => line.replace(/^[A-Z_]+ \| (.+) \| (.+) \| (.+)$/, 'REVERSAL | $2 | $1 | $3'));
}

/** Has the bank do something with a payment. */
async function plan(payment: PaymentRow, behaviour: 'REJECT' | 'RETURN', reason: string): Promise<boolean> {
  return market.work.perform(systemViewer, async tx => {
    const { now } = await tx.one<{ now: Date }>('SELECT business_now() AS now');
    return planInstruction((sql, values) => tx.query(sql, values), payment.endToEndId, { behaviour, reason }, now);
  });
}

async function delay(payment: PaymentRow, delayDays: number): Promise<void> {
  await market.work.perform(systemViewer, tx =>
    planInstruction(
      (sql, values) => tx.query(sql, values),
      payment.endToEndId,
      { behaviour: 'DELAY', delayDays, reason: 'slow' },
      new Date(0),
    ),
  );
}

async function disburse(award?: Parameters<MoneyMarket['award']>[1]): Promise<FinancingRow> {
  const financing = await market.award(invoice, award);
  await market.release(await market.payment(invoice, 'DISBURSEMENT'));
  await playAt('2031-03-06T09:00:00+01:00');
  return financing;
}

async function playAt(instant: string): Promise<void> {
  await market.settle();
  await market.setClock(instant);
  await market.settle();
}

async function states(): Promise<Record<string, unknown>> {
  const [row] = await market.rows<{ state: string; paidMinor: bigint }>('invoice', 'id = $1', [invoice.id]);
  const financings = await market.rows<FinancingRow>('financing', 'invoice_id = $1 ORDER BY agreed_at', [invoice.id]);
  const payments = await market.rows<PaymentRow>('payment', 'invoice_id = $1 ORDER BY created_at, end_to_end_id', [
    invoice.id,
  ]);
  return {
    invoice: `${row!.state} ${row!.paidMinor}`,
    financing: financings.map(({ state }) => state),
    payments: payments.map(({ endToEndId, state, amountMinor }) => `${endToEndId.slice(-3)} ${state} ${amountMinor}`),
  };
}

async function limits(): Promise<[bigint, bigint][]> {
  const rows = await market.rows<{ committedMinor: bigint; outstandingMinor: bigint }>('exposure_limit');
  return rows.map(({ committedMinor, outstandingMinor }) => [committedMinor, outstandingMinor]);
}
const everyLimit = (committed: bigint, outstanding: bigint) =>
  Array.from({ length: 5 }, () => [committed, outstanding]);

test('nobody finances: the buyer pays the supplier on the due date', async () => {
  await market.release(await market.payment(invoice, 'SUPPLIER_PAYMENT'));
  await playAt('2031-05-05T08:59:00+02:00');
  expect((await states()).payments).toEqual(['P01 INSTRUCTED 10000000']);
  await playAt('2031-05-05T09:00:00+02:00');
  expect(await market.ledger()).toEqual([...promised, ...paidToSupplier]);
  expect(await states()).toEqual({ invoice: 'PAID 10000000', financing: [], payments: ['P01 SETTLED 10000000'] });
  const paid = await market.payment(invoice, 'SUPPLIER_PAYMENT');
  expect([paid.settledOn, paid.creditedOn]).toEqual(['2031-05-05', '2031-05-05']);
});

test('financed: both legs, each on its day', async () => {
  const financing = await market.award(invoice);
  expect(await limits()).toEqual(everyLimit(100_000_00n, 0n));
  await market.release(await market.payment(invoice, 'DISBURSEMENT'));
  await playAt('2031-03-06T08:59:00+01:00');
  expect(await market.ledger()).toEqual(promised);
  expect(await states()).toEqual({
    invoice: 'APPROVED 0',
    financing: ['DISBURSING'],
    payments: ['P01 DUE 10000000', 'D01 INSTRUCTED 9925000'],
  });

  await playAt('2031-03-06T09:00:00+01:00');
  expect(await market.ledger()).toEqual([...promised, ...purchased]);
  expect(await limits()).toEqual(everyLimit(0n, 100_000_00n));
  expect(await states()).toEqual({
    invoice: 'APPROVED 0',
    financing: ['DISBURSED'],
    payments: ['P01 CANCELLED 10000000', 'D01 SETTLED 9925000', 'R01 DUE 10000000'],
  });

  await market.release(await market.payment(invoice, 'REPAYMENT'));
  await playAt('2031-05-05T09:00:00+02:00');
  expect(await market.ledger()).toEqual([...promised, ...purchased, ...repaid]);
  expect(await limits()).toEqual(everyLimit(0n, 0n));
  expect(await states()).toEqual({
    invoice: 'PAID 10000000',
    financing: ['REPAID'],
    payments: ['P01 CANCELLED 10000000', 'D01 SETTLED 9925000', 'R01 SETTLED 10000000'],
  });
  const [row] = await market.rows<FinancingRow>('financing', 'id = $1', [financing.id]);
  expect([row!.disbursedOn, row!.repaidOn]).toEqual(['2031-03-06', '2031-05-05']);
});

test.each([
  ['AC04 account closed', 'SUPPLIER'],
  ['AM04 no funds', 'FUNDER'],
  ['MS03 no reason', 'BANK'],
])('leg 1 rejected (%s): the financing fails by the %s, and the supplier keeps its claim', async (reason, failedBy) => {
  await market.award(invoice);
  const leg1 = await market.payment(invoice, 'DISBURSEMENT');
  await plan(leg1, 'REJECT', reason);
  await market.release(leg1);
  await playAt('2031-03-06T09:00:00+01:00');
  expect(await market.ledger()).toEqual(promised);
  expect(await limits()).toEqual(everyLimit(0n, 0n));
  expect(await states()).toEqual({
    invoice: 'APPROVED 0',
    financing: ['FAILED'],
    payments: ['P01 DUE 10000000', 'D01 REJECTED 9925000'],
  });
  const [row] = await market.rows<FinancingRow>('financing');
  expect([row!.failedBy, row!.failureReason]).toEqual([failedBy, reason]);

  // It may be financed anew.
  await market.award(invoice);
  await market.release(await market.payment(invoice, 'DISBURSEMENT'));
  await playAt('2031-03-06T09:10:00+01:00');
  expect((await states()).financing).toEqual(['FAILED', 'DISBURSED']);
});

test('leg 1 returned the day after: as if the claim had never been sold', async () => {
  await market.award(invoice);
  const leg1 = await market.payment(invoice, 'DISBURSEMENT');
  await plan(leg1, 'RETURN', 'AC04 account closed');
  await market.release(leg1);
  await playAt('2031-03-06T09:00:00+01:00');
  expect((await states()).financing).toEqual(['DISBURSED']);
  await playAt('2031-03-07T09:00:00+01:00');
  expect(await market.ledger()).toEqual([...promised, ...purchased, ...reversed(purchased)]);
  expect(await limits()).toEqual(everyLimit(0n, 0n));
  expect(await states()).toEqual({
    invoice: 'APPROVED 0',
    financing: ['FAILED'],
    payments: ['P01 CANCELLED 10000000', 'D01 RETURNED 9925000', 'R01 CANCELLED 10000000', 'P02 DUE 10000000'],
  });
  const [row] = await market.rows<FinancingRow>('financing');
  expect([row!.failedBy, row!.failureReason]).toEqual(['SUPPLIER', 'AC04 account closed']);

  await market.release(await market.payment(invoice, 'SUPPLIER_PAYMENT'));
  await playAt('2031-05-05T09:00:00+02:00');
  expect((await market.ledger()).slice(-2)).toEqual(paidToSupplier);
});

test('leg 1 returned by one act of the operator, long after it was booked', async () => {
  await disburse();
  await market.setClock('2031-04-01T12:00:00+02:00');
  expect(await plan(await market.payment(invoice, 'DISBURSEMENT'), 'RETURN', 'FOCR recalled')).toBe(true);
  await market.settle();
  expect((await states()).financing).toEqual(['FAILED']);
  expect(await market.ledger()).toEqual([...promised, ...purchased, ...reversed(purchased)]);
});

test('leg 1 returned while leg 2 is at the bank: held for a person, nothing moves', async () => {
  await disburse();
  await market.release(await market.payment(invoice, 'REPAYMENT'));
  await market.settle();
  await plan(await market.payment(invoice, 'DISBURSEMENT'), 'RETURN', 'FOCR recalled');
  await market.settle();
  const held = await market.rows<{ kind: string; reason: string }>('bank_message_receipt', `outcome = 'HELD'`);
  expect(held.map(({ kind, reason }) => [kind, reason])).toEqual([
    ['RETURNED', 'OTHER_PAYMENT_UNDER_WAY'],
    ['RETURNED', 'NOT_RETURNED_YET'],
  ]);
  expect((await states()).financing).toEqual(['DISBURSED']);
  expect(await market.ledger()).toEqual([...promised, ...purchased]);
});

test('leg 1 two open days late over a weekend: the discount of 56 days, and 50.00 still owed to the supplier', async () => {
  await market.award(invoice);
  const leg1 = await market.payment(invoice, 'DISBURSEMENT');
  await delay(leg1, 2);
  await market.release(leg1);
  await playAt('2031-03-06T09:00:00+01:00');
  expect((await states()).financing).toEqual(['DISBURSING']);
  await playAt('2031-03-10T09:00:00+01:00');
  expect((await market.ledger()).filter(line => line.startsWith('PURCHASE'))).toEqual([
    'PURCHASE | Funder CLAIM | Supplier CLAIM | 100000.00 EUR',
    'PURCHASE | Supplier BANK | Funder BANK | 99250.00 EUR',
    'PURCHASE | Supplier DISCOUNT_COST | Funder DISCOUNT_UNEARNED | 700.00 EUR',
    'PURCHASE | Supplier PRICE_RECEIVABLE | Funder PRICE_PAYABLE | 50.00 EUR',
  ]);
  await market.release(await market.payment(invoice, 'REPAYMENT'));
  await playAt('2031-05-05T09:00:00+02:00');
  expect((await market.ledger()).at(-1)).toBe(
    'REPAYMENT | Funder DISCOUNT_UNEARNED | Funder DISCOUNT_EARNED | 700.00 EUR',
  );
});

test('leg 1 two days late, Wednesday for Monday: the discount of 58 days, 725.00, and 25.00 owed', async () => {
  await market.setClock('2031-03-07T10:00:00+01:00');
  const late = await market.approve({ adjustedDueDate: localDate('2031-05-09') });
  await market.award(late, { valueDate: localDate('2031-03-10') });
  const leg1 = await market.payment(late, 'DISBURSEMENT');
  await delay(leg1, 2);
  await market.release(leg1);
  await playAt('2031-03-10T09:00:00+01:00');
  await playAt('2031-03-12T09:00:00+01:00');
  expect((await market.ledger({ invoiceId: late.id })).slice(2, 6)).toEqual([
    'PURCHASE | Funder CLAIM | Supplier CLAIM | 100000.00 EUR',
    'PURCHASE | Supplier BANK | Funder BANK | 99250.00 EUR',
    'PURCHASE | Supplier DISCOUNT_COST | Funder DISCOUNT_UNEARNED | 725.00 EUR',
    'PURCHASE | Supplier PRICE_RECEIVABLE | Funder PRICE_PAYABLE | 25.00 EUR',
  ]);

  // It is a payment of its own, of the next business day, over the accounts of the leg.
  const owed = await market.payment(late, 'PRICE_ADJUSTMENT');
  expect(owed).toMatchObject({ amountMinor: 25_00n, dueOn: '2031-03-13', payerId: market.funder.id, state: 'DUE' });
  expect([owed.payerAccountId, owed.payeeAccountId]).toEqual([market.funder.accountId, market.supplier.accountId]);
  await market.release(owed);
  await playAt('2031-03-13T09:00:00+01:00');
  const adjusted = [
    'PRICE_ADJUSTED | Supplier BANK | Funder BANK | 25.00 EUR',
    'PRICE_ADJUSTED | Funder PRICE_PAYABLE | Supplier PRICE_RECEIVABLE | 25.00 EUR',
  ];
  expect((await market.ledger({ invoiceId: late.id })).slice(-2)).toEqual(adjusted);

  // It came back: owed again by another payment.
  await plan(owed, 'RETURN', 'AC04');
  await market.settle();
  expect((await market.ledger({ invoiceId: late.id })).slice(-2)).toEqual(reversed(adjusted));
  expect(await market.payment(late, 'PRICE_ADJUSTMENT')).toMatchObject({
    attempt: 2,
    amountMinor: 25_00n,
    state: 'DUE',
  });
});

test('leg 1 stuck at the bank: the financing fails after its last day, the bank is asked for the payment back', async () => {
  await market.award(invoice);
  const leg1 = await market.payment(invoice, 'DISBURSEMENT');
  await delay(leg1, 30);
  await market.release(leg1);
  // Five business days after Thursday the 6th: the whole of Thursday the 13th is in time.
  await playAt('2031-03-13T23:59:00+01:00');
  expect(await failUndisbursed(market.work)).toBe(0);
  await market.setClock('2031-03-14T00:00:00+01:00');
  expect(await failUndisbursed(market.work)).toBe(1);
  expect(await failUndisbursed(market.work)).toBe(0);
  const [failed] = await market.rows<FinancingRow>('financing');
  expect([failed!.state, failed!.failedBy]).toEqual(['FAILED', 'BANK']);
  expect(await limits()).toEqual(everyLimit(0n, 0n));
  expect((await states()).payments).toEqual(['P01 DUE 10000000', 'D01 INSTRUCTED 9925000']);

  // While it lies there the invoice is financed anew.
  await market.award(invoice, { valueDate: localDate('2031-03-14'), discountMinor: 65_000n });
  await recallDisbursements(market.database, market.bank);
  await market.settle();
  expect((await states()).payments).toEqual(['P01 DUE 10000000', 'D01 REJECTED 9925000', 'D01 DUE 9935000']);
  await market.release(await market.payment(invoice, 'DISBURSEMENT'));
  await playAt('2031-03-14T09:00:00+01:00');
  expect((await states()).financing).toEqual(['FAILED', 'DISBURSED']);
});

test('leg 1 given up and booked all the same: held for a person; the supplier is paid by the buyer', async () => {
  await market.award(invoice);
  const leg1 = await market.payment(invoice, 'DISBURSEMENT');
  await delay(leg1, 7);
  await market.release(leg1);
  await playAt('2031-03-14T00:00:00+01:00');
  await failUndisbursed(market.work);
  // Nobody asked the bank in time.
  await playAt('2031-03-17T09:00:00+01:00');
  const held = await market.rows<{ messageId: string; reason: string }>(
    'bank_message_receipt',
    `outcome = 'HELD' ORDER BY message_id`,
  );
  expect(held.map(({ messageId, reason }) => [messageId.split('-')[1], reason])).toEqual([
    ['CREDIT', 'NOT_BOOKED_YET'],
    ['DEBIT', 'FINANCING_FAILED'],
  ]);
  expect(await market.ledger()).toEqual(promised);
  await recallDisbursements(market.database, market.bank);
  await market.release(await market.payment(invoice, 'SUPPLIER_PAYMENT'));
  await playAt('2031-05-05T09:00:00+02:00');
  expect(await market.ledger()).toEqual([...promised, ...paidToSupplier]);
});

test('a leg 1 that nobody released in time fails by the funder, and is cancelled', async () => {
  await market.award(invoice);
  await market.setClock('2031-03-14T00:00:00+01:00');
  await failUndisbursed(market.work);
  expect(await states()).toEqual({
    invoice: 'APPROVED 0',
    financing: ['FAILED'],
    payments: ['P01 DUE 10000000', 'D01 CANCELLED 9925000'],
  });
  const [row] = await market.rows<FinancingRow>('financing');
  expect([row!.failedBy, row!.failureReason]).toEqual(['FUNDER', 'leg 1 was not released in time']);
});

describe('a leg 1 that could not be released, for the supplier closed its account', () => {
  async function closeSuppliersAccount(): Promise<void> {
    const { supplier } = market;
    const input = { bankAccountId: toWireId('bankAccount', supplier.accountId) };
    expect(await market.work.run(closeBankAccount, supplier.checker, input)).toEqual({
      bankAccountId: supplier.accountId,
    });
  }

  async function culprit(): Promise<unknown[]> {
    await market.setClock('2031-03-14T00:01:00+01:00');
    expect(await failUndisbursed(market.work)).toBe(1);
    const [row] = await market.rows<FinancingRow>('financing');
    return [row!.state, row!.failedBy, row!.failureReason];
  }

  test('fails by the supplier', async () => {
    await market.award(invoice);
    await market.setClock('2031-03-13T23:00:00+01:00');
    await closeSuppliersAccount();
    expect(await culprit()).toEqual(['FAILED', 'SUPPLIER', 'the account that leg 1 was to go to was closed']);
    expect((await states()).payments).toEqual(['P01 DUE 10000000', 'D01 CANCELLED 9925000']);
  });

  test('and by the funder, where it was closed after the last day', async () => {
    await market.award(invoice);
    await market.setClock('2031-03-14T00:00:00+01:00');
    await closeSuppliersAccount();
    expect(await culprit()).toEqual(['FAILED', 'FUNDER', 'leg 1 was not released in time']);
  });

  test('and by the funder, where another of the two closed its own', async () => {
    await market.award(invoice);
    const input = { bankAccountId: toWireId('bankAccount', market.funder.accountId) };
    await market.work.run(closeBankAccount, market.funder.checker, input);
    expect(await culprit()).toEqual(['FAILED', 'FUNDER', 'leg 1 was not released in time']);
  });
});

test('a file whose sending was cut off is sent again with the same bytes, and counts once', async () => {
  await market.release(await market.payment(invoice, 'SUPPLIER_PAYMENT'));
  const sent: SubmittedFile[] = [];
  const cutOff: BankPort = {
    ...market.bank,
    async submit(file) {
      sent.push(file);
      await market.bank.submit(file);
      throw new Error('cut off');
    },
  };
  const faults: unknown[] = [];
  expect(await sendPaymentFiles(market.work, market.database, cutOff, fault => faults.push(fault))).toBe(0);
  expect(faults).toMatchObject([{ cause: { message: 'cut off' } }]);
  const [file] = await market.rows<{ sentAt: Date | null; body: string; messageId: string }>('payment_file');
  expect(file!.sentAt).toBeNull();
  expect(sent).toEqual([{ messageId: file!.messageId, body: file!.body }]);
  expect(await sendPaymentFiles(market.work, market.database, market.bank, unexpected)).toBe(1);
  expect(await sendPaymentFiles(market.work, market.database, market.bank, unexpected)).toBe(0);
  await playAt('2031-05-05T09:00:00+02:00');
  expect(await market.ledger()).toEqual([...promised, ...paidToSupplier]);
});

test('leg 2 rejected: owed again at once, as another payment', async () => {
  await disburse();
  const leg2 = await market.payment(invoice, 'REPAYMENT');
  await plan(leg2, 'REJECT', 'AM04 no funds');
  await market.release(leg2);
  await playAt('2031-05-05T09:00:00+02:00');
  expect(await states()).toEqual({
    invoice: 'APPROVED 0',
    financing: ['DISBURSED'],
    payments: ['P01 CANCELLED 10000000', 'D01 SETTLED 9925000', 'R01 REJECTED 10000000', 'R02 DUE 10000000'],
  });
  await market.release(await market.payment(invoice, 'REPAYMENT'));
  await market.settle();
  expect(await market.ledger()).toEqual([...promised, ...purchased, ...repaid]);
});

test('leg 2 returned after the due date: the buyer owes the funder again, and the exposure stands again', async () => {
  await disburse();
  const leg2 = await market.payment(invoice, 'REPAYMENT');
  await plan(leg2, 'RETURN', 'AC06 blocked');
  await market.release(leg2);
  await playAt('2031-05-05T09:00:00+02:00');
  expect((await states()).invoice).toBe('PAID 10000000');
  await playAt('2031-05-06T09:00:00+02:00');
  expect(await market.ledger()).toEqual([...promised, ...purchased, ...repaid, ...reversed(repaid)]);
  expect(await limits()).toEqual(everyLimit(0n, 100_000_00n));
  expect(await states()).toEqual({
    invoice: 'OVERDUE 0',
    financing: ['OVERDUE'],
    payments: ['P01 CANCELLED 10000000', 'D01 SETTLED 9925000', 'R01 RETURNED 10000000', 'R02 DUE 10000000'],
  });
  await market.release(await market.payment(invoice, 'REPAYMENT'));
  await market.settle();
  expect(await states()).toMatchObject({ invoice: 'PAID 10000000', financing: ['REPAID'] });
  expect((await market.ledger()).slice(-3)).toEqual(repaid);
});

test('the payment to the supplier returned: open again, owed again', async () => {
  const payment = await market.payment(invoice, 'SUPPLIER_PAYMENT');
  await plan(payment, 'RETURN', 'AC04 closed');
  await market.release(payment);
  await playAt('2031-05-05T09:00:00+02:00');
  await playAt('2031-05-06T09:00:00+02:00');
  expect(await market.ledger()).toEqual([...promised, ...paidToSupplier, ...reversed(paidToSupplier)]);
  expect(await states()).toEqual({
    invoice: 'OVERDUE 0',
    financing: [],
    payments: ['P01 RETURNED 10000000', 'P02 DUE 10000000'],
  });
});

test('a flat fee and a fee of the supplier are transfers of their own', async () => {
  await disburse({ flatFeeMinor: 75_00n, platformFeePayer: 'SUPPLIER' });
  expect((await market.ledger()).slice(2)).toEqual([
    'PURCHASE | Funder CLAIM | Supplier CLAIM | 100000.00 EUR',
    'PURCHASE | Supplier BANK | Funder BANK | 99175.00 EUR',
    'PURCHASE | Supplier DISCOUNT_COST | Funder DISCOUNT_UNEARNED | 750.00 EUR',
    'PURCHASE | Supplier COMMISSION_COST | Funder COMMISSION_INCOME | 75.00 EUR',
    'FEE | Supplier FEE_COST | Operator FEE_INCOME | 50.00 EUR',
    'FEE | Operator FEE_RECEIVABLE | Supplier FEE_PAYABLE | 50.00 EUR',
  ]);
});

test('a platform fee of nothing is no movement', async () => {
  await disburse({ platformFeeMinor: 0n });
  expect(await market.ledger()).toEqual([...promised, ...purchased.slice(0, 3)]);
});
