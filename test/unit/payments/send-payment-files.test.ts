import type { BankPort, SubmittedFile } from '../../../server/bank/index.js';
import {
  failUndisbursed,
  type FinancingRow,
  recallDisbursements,
  settlementEffects,
} from '../../../server/financings/index.js';
import { findViolations } from '../../../server/invariants/index.js';
import type { InvoiceRow } from '../../../server/invoices/index.js';
import { type PaymentRow, sendPaymentFiles } from '../../../server/payments/index.js';
import { followWhatBanksSaid, receiveBankFiles } from '../../../server/reconciliation/index.js';
import { daysBetween, type LocalDate, localDate } from '../../../server/platform/local-date.js';
import { systemViewer } from '../../../server/platform/viewer.js';
import { addBusinessDays, targetCalendar } from '../../../server/pricing/index.js';
import { type MoneyMarket, openMoneyMarket, unexpected } from '../../support/money-market.js';

/* A file that was released and has not left: leg 1 is due on Thursday 6 March 2031, its last day is Thursday the 13th. */

let market: MoneyMarket;
beforeEach(async () => {
  market = await openMoneyMarket();
});
afterEach(async () => {
  const violations = await findViolations(market.database).finally(() => market.close());
  expect(violations).toEqual([]);
});

/** The market's bank, which keeps what it is given, and fails for files whose body names one of these. */
function bankWithout(...endToEndIds: string[]): BankPort & { readonly given: SubmittedFile[] } {
  const given: SubmittedFile[] = [];
  return {
    ...market.bank,
    given,
    async submit(file) {
      if (endToEndIds.some(id => file.body.includes(id))) throw new Error('out of order');
      given.push(file);
      await market.bank.submit(file);
    },
  };
}

const send = (bank: BankPort, faults: unknown[] = []) =>
  sendPaymentFiles(market.work, market.database, bank, fault => faults.push(fault));

async function released(of?: Parameters<MoneyMarket['award']>[1]): Promise<[InvoiceRow, PaymentRow]> {
  const invoice = await market.approve();
  await market.award(invoice, of);
  const leg1 = await market.payment(invoice, 'DISBURSEMENT');
  await market.release(leg1);
  return [invoice, leg1];
}

/** 4.50 % a year on 100,000.00 to 5 May, on 360 days. */
function discountFrom(valueDate: LocalDate): bigint {
  return 1_250n * BigInt(daysBetween(valueDate, localDate('2031-05-05')));
}

async function stateOf({ id }: PaymentRow): Promise<[string, string | null]> {
  const [payment] = await market.rows<PaymentRow>('payment', 'id = $1', [id]);
  return [payment!.state, payment!.failureReason];
}

async function financings(): Promise<unknown[]> {
  const rows = await market.rows<FinancingRow>('financing', 'true ORDER BY agreed_at');
  return rows.map(({ state, failedBy, failureReason }) => [state, failedBy, failureReason]);
}

test('a file that did not leave by the last day of its leg 1 never does: the payment failed, and the claim is free', async () => {
  const [, leg1] = await released();
  await market.setClock('2031-03-14T00:00:00+01:00');
  expect(await failUndisbursed(market.work)).toBe(1);
  expect(await stateOf(leg1)).toEqual(['REJECTED', 'it was not sent in time']);
  expect(await financings()).toEqual([['FAILED', 'BANK', 'leg 1 was not sent in time']]);
  const bank = bankWithout();
  expect(await send(bank)).toBe(0);
  expect(bank.given).toEqual([]);
  const [file] = await market.rows<{ sendingAt: Date; sentAt: Date; withdrawnAt: Date }>('payment_file');
  expect([file!.sendingAt, file!.sentAt, file!.withdrawnAt]).toEqual([null, null, expect.any(Date)]);
});

test('nor does it leave after that day before the sweep that fails the financing has come by', async () => {
  const [, leg1] = await released();
  await market.setClock('2031-03-14T00:00:00+01:00');
  const bank = bankWithout();
  expect(await send(bank)).toBe(0);
  expect(bank.given).toEqual([]);
  expect(await stateOf(leg1)).toEqual(['INSTRUCTED', null]);
});

test('legs 1 of different last days lie in different files, so that none that stands is withdrawn with one that does not', async () => {
  const [first, second] = [await market.approve(), await market.approve()];
  await market.award(first, {
    valueDate: localDate('2031-03-05'),
    discountMinor: discountFrom(localDate('2031-03-05')),
  });
  await market.award(second, { valueDate: localDate('2031-03-06') });
  const [early, late] = [await market.payment(first, 'DISBURSEMENT'), await market.payment(second, 'DISBURSEMENT')];
  // Both are due, so both are to be paid on the same day from the same account.
  await market.setClock('2031-03-07T10:00:00+01:00');
  await market.release(early, late);
  await market.setClock('2031-03-13T10:00:00+01:00');
  expect(await failUndisbursed(market.work)).toBe(1);
  expect(await stateOf(early)).toEqual(['REJECTED', 'it was not sent in time']);
  const bank = bankWithout();
  expect(await send(bank)).toBe(1);
  expect(bank.given.map(({ body }) => [body.includes(early.endToEndId), body.includes(late.endToEndId)])).toEqual([
    [false, true],
  ]);
  await market.settle();
  expect((await stateOf(late))[0]).toBe('SETTLED');
});

test('a file that may have left is not sent again after the last day but asked back; what the bank never got is over', async () => {
  const [, leg1] = await released();
  const down = bankWithout(leg1.endToEndId);
  const faults: unknown[] = [];
  expect(await send(down, faults)).toBe(0);
  expect(faults).toMatchObject([{ cause: { message: 'out of order' } }]);
  await market.setClock('2031-03-14T00:00:00+01:00');
  expect(await failUndisbursed(market.work)).toBe(1);
  // Nobody knows yet.
  expect(await stateOf(leg1)).toEqual(['INSTRUCTED', null]);
  expect(await financings()).toEqual([['FAILED', 'BANK', 'leg 1 was not booked in time']]);

  const bank = bankWithout();
  expect(await send(bank)).toBe(0);
  expect(bank.given).toEqual([]);
  await recallDisbursements(market.database, bank);
  await receiveBankFiles(market.work, bank, unexpected);
  await followWhatBanksSaid(market.work, market.database, unexpected);
  expect(await stateOf(leg1)).toEqual(['REJECTED', 'NOOR never received, recalled by the payer']);

  // Even if it comes after all.
  const [file] = await market.rows<SubmittedFile>('payment_file');
  await market.bank.submit(file!);
  expect(await market.bank.play()).toBe(0);
  expect(await financings()).toEqual([['FAILED', 'BANK', 'leg 1 was not booked in time']]);
});

test('one file that the bank does not take keeps no other from going, and goes in a later pass', async () => {
  const [, first] = await released();
  const [, second] = await released();
  const [, third] = await released();
  const faults: unknown[] = [];
  expect(await send(bankWithout(first.endToEndId, third.endToEndId), faults)).toBe(1);
  expect(faults).toMatchObject([{ cause: { message: 'out of order' } }, { cause: { message: 'out of order' } }]);
  const unsent = await market.rows<{ id: string }>('payment_file', 'sent_at IS NULL ORDER BY released_at');
  const fileOf = async ({ id }: PaymentRow) => (await market.rows<PaymentRow>('payment', 'id = $1', [id]))[0]!.fileId;
  expect(unsent.map(({ id }) => id)).toEqual([await fileOf(first), await fileOf(third)]);
  expect(await fileOf(second)).not.toBeNull();
  expect(await send(market.bank)).toBe(2);
  await market.setClock('2031-03-06T09:00:00+01:00');
  await market.settle();
  expect(await financings()).toEqual(Array.from({ length: 3 }, () => ['DISBURSED', null, null]));
});

/** Whoever holds the file of a payment does as it pleases, then lets go. */
async function whileFileIsHeld(leg1: PaymentRow, act: (mark: (column: string) => Promise<unknown>) => Promise<void>) {
  await market.work.perform(systemViewer, async tx => {
    const { fileId } = await tx.one<{ fileId: string }>('SELECT file_id FROM payment WHERE id = $1', [leg1.id]);
    await tx.query('SELECT FROM payment_file WHERE id = $1 FOR UPDATE', [fileId]);
    await act(column => tx.execute(`UPDATE payment_file SET ${column} = business_now() WHERE id = $1`, [fileId]));
  });
}

const waiting = () =>
  market.asAdmin<{ count: number }>(
    `SELECT count(*)::integer FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );

async function untilSomebodyWaits(): Promise<void> {
  while ((await waiting())[0]!.count === 0) await new Promise(resolve => setTimeout(resolve, 5));
}

test('a financing that fails while its file begins to leave knows that it may have left', async () => {
  const [, leg1] = await released();
  let failing: Promise<number>;
  await whileFileIsHeld(leg1, async mark => {
    await mark('sending_at');
    await market.setClock('2031-03-14T00:00:00+01:00');
    failing = failUndisbursed(market.work);
    await untilSomebodyWaits();
  });
  expect(await failing!).toBe(1);
  expect(await stateOf(leg1)).toEqual(['INSTRUCTED', null]);
  expect(await financings()).toEqual([['FAILED', 'BANK', 'leg 1 was not booked in time']]);
});

test('a file that is withdrawn while it is about to leave stays', async () => {
  const [, leg1] = await released();
  const bank = bankWithout();
  let sending: Promise<number>;
  await whileFileIsHeld(leg1, async mark => {
    sending = sendPaymentFiles(market.work, market.database, bank, unexpected);
    await untilSomebodyWaits();
    await mark('withdrawn_at');
  });
  expect(await sending!).toBe(0);
  expect(bank.given).toEqual([]);
});

test('midnight strikes while files leave and financings fail: what may have left is marked, what is withdrawn stayed', async () => {
  const other = await market.another();
  for (const day of ['2031-03-06', '2031-03-07', '2031-03-10', '2031-03-11', '2031-03-12', '2031-03-13']) {
    const valueDate = localDate(day);
    const [, leg1] = await released({ valueDate, discountMinor: discountFrom(valueDate) });
    const bank = bankWithout();
    await market.setClock(`${addBusinessDays(valueDate, 5, targetCalendar)}T23:59:59.970+01:00`);
    const sending = async () => {
      for (let tries = 0; tries < 12; tries += 1)
        await sendPaymentFiles(market.work, market.database, bank, unexpected);
    };
    const failing = async () => {
      while ((await failUndisbursed(other.work)) === 0);
    };
    await Promise.all([sending(), failing()]);
    const [payment] = await market.rows<PaymentRow>('payment', 'id = $1', [leg1.id]);
    const [file] = await market.rows<{ sendingAt: Date | null }>('payment_file', 'id = $1', [payment!.fileId]);
    expect([payment!.state, file!.sendingAt !== null, bank.given.length]).toEqual(
      payment!.state === 'REJECTED' ? ['REJECTED', false, 0] : ['INSTRUCTED', true, 1],
    );
  }
});
