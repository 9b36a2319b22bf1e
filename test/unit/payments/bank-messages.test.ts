import fc from 'fast-check';
import type { BankPort } from '../../../server/bank/index.js';
import { eligibilityProblems } from '../../../server/auctions/eligibility.reads.js';
import { failUndisbursed, settlementEffects } from '../../../server/financings/index.js';
import { findViolations } from '../../../server/invariants/index.js';
import type { InvoiceRow } from '../../../server/invoices/index.js';
import {
  type BankMessage,
  followBankMessages,
  type PaymentRow,
  registerBankMessages,
  sendPaymentFiles,
} from '../../../server/payments/index.js';
import { localDate } from '../../../server/platform/local-date.js';
import { systemViewer } from '../../../server/platform/viewer.js';
import { type MoneyMarket, openMoneyMarket, unexpected } from '../../support/money-market.js';

let market: MoneyMarket;
beforeAll(async () => {
  market = await openMoneyMarket();
});
afterAll(() => market.close());

/** A bank that takes whatever it is sent, and says nothing. */
const deafBank: BankPort = {
  submit: async () => {},
  recall: async () => {},
  waitingFiles: async () => [],
  acknowledge: async () => {},
};

/** What banks said, a page at a time, and what follows from it. */
async function hear(messages: readonly BankMessage[], pageSize = 100): Promise<void> {
  for (let from = 0; from === 0 || from < messages.length; from += pageSize) {
    const page = messages.slice(from, from + pageSize);
    await market.work.perform(systemViewer, tx => registerBankMessages(tx, page));
    await follow();
  }
}

function follow(): Promise<number> {
  return followBankMessages(market.work, market.database, settlementEffects, unexpected);
}

type Fate = 'BOOKED' | 'REJECTED' | 'RETURNED';

async function ibanOf(accountId: string): Promise<string> {
  const [account] = await market.rows<{ iban: string }>('bank_account', 'id = $1', [accountId]);
  return account!.iban;
}

/** What a bank says about a payment with this fate, in the order in which it happens. */
async function messagesOf({ id }: PaymentRow, fate: Fate, day = localDate('2031-03-06')): Promise<BankMessage[]> {
  const [payment] = await market.rows<PaymentRow>('payment', 'id = $1', [id]);
  const { endToEndId, amountMinor, currency } = payment!;
  const payerIban = await ibanOf(payment!.payerAccountId!);
  const payeeIban = await ibanOf(payment!.payeeAccountId!);
  const status = { kind: 'STATUS', endToEndId } as const;
  const entry = { endToEndId, amountMinor, currency };
  const accepted: BankMessage = { ...status, id: `${endToEndId}A`, status: 'ACCEPTED', reasonCode: null, reason: null };
  if (fate === 'REJECTED') {
    return [accepted, { ...status, id: `${endToEndId}J`, status: 'REJECTED', reasonCode: 'AC04', reason: 'closed' }];
  }
  const booked = { ...entry, kind: 'BOOKED', bookedOn: day } as const;
  const debit: BankMessage = { ...booked, id: `${endToEndId}D`, iban: payerIban, side: 'DEBIT' };
  const credit: BankMessage = { ...booked, id: `${endToEndId}C`, iban: payeeIban, side: 'CREDIT' };
  if (fate === 'BOOKED') return [accepted, debit, credit];
  const back = {
    kind: 'RETURNED',
    id: `${endToEndId}X`,
    reasonCode: 'AC04',
    reason: 'closed',
    returnedOn: day,
  } as const;
  return [accepted, debit, { ...entry, ...back, iban: payerIban }];
}

async function instructed(invoice: InvoiceRow, kind: PaymentRow['kind']): Promise<PaymentRow> {
  const payment = await market.payment(invoice, kind);
  if (payment.state === 'DUE') await market.release(payment);
  await sendPaymentFiles(market.work, market.database, deafBank, unexpected);
  return market.payment(invoice, kind);
}

async function stateOf(id: string): Promise<string> {
  const [payment] = await market.rows<PaymentRow>('payment', 'id = $1', [id]);
  return payment!.state;
}

async function receipts(endToEndId: string): Promise<string[]> {
  const rows = await market.rows<{ messageId: string; outcome: string; reason: string | null }>(
    'bank_message_receipt',
    `content ->> 'endToEndId' = $1 ORDER BY message_id`,
    [endToEndId],
  );
  return rows.map(({ messageId, outcome, reason }) =>
    [messageId.slice(endToEndId.length), outcome, reason].join(' ').trim(),
  );
}

test('the same message twice changes nothing, in one page or another', async () => {
  const invoice = await market.approve();
  await market.award(invoice);
  const messages = await messagesOf(await instructed(invoice, 'DISBURSEMENT'), 'BOOKED');
  await hear([...messages, ...messages], 2);
  const once = await market.ledger({ invoiceId: invoice.id });
  await hear(messages);
  expect(await market.ledger({ invoiceId: invoice.id })).toEqual(once);
  expect(once).toHaveLength(7);
  expect(await receipts(messages[0]!.endToEndId)).toEqual(['A IGNORED', 'C APPLIED', 'D APPLIED']);
});

test('a return and a credit that overtake the booking are held, and applied when it came', async () => {
  const invoice = await market.approve();
  const payment = await instructed(invoice, 'SUPPLIER_PAYMENT');
  const [accepted, debit, back] = await messagesOf(payment, 'RETURNED');
  await hear([back!]);
  expect(await receipts(payment.endToEndId)).toEqual(['X HELD NOT_BOOKED_YET']);
  expect(await stateOf(payment.id)).toBe('INSTRUCTED');
  await hear([debit!, accepted!]);
  expect(await receipts(payment.endToEndId)).toEqual(['A IGNORED', 'D APPLIED', 'X APPLIED']);
  expect(await stateOf(payment.id)).toBe('RETURNED');
  expect((await market.ledger({ invoiceId: invoice.id })).map(line => line.split(' ')[0])).toEqual([
    ...['UNDERTAKING', 'UNDERTAKING', 'PAID_TO_SUPPLIER', 'PAID_TO_SUPPLIER', 'REVERSAL', 'REVERSAL'],
  ]);
});

test('an entry that is not the instruction’s is held for a person, and nothing moves', async () => {
  const invoice = await market.approve();
  const payment = await instructed(invoice, 'SUPPLIER_PAYMENT');
  const [, debit] = await messagesOf(payment, 'BOOKED');
  const wrong = (id: string, change: object) =>
    ({ ...debit!, ...change, id: `${payment.endToEndId}${id}` }) as BankMessage;
  await hear([
    wrong('1', { amountMinor: payment.amountMinor - 1n }),
    wrong('2', { currency: 'USD' }),
    wrong('3', { iban: 'FR7600000000000000000000000' }),
  ]);
  expect(await receipts(payment.endToEndId)).toEqual([
    '1 HELD AMOUNT_DIFFERS',
    '2 HELD AMOUNT_DIFFERS',
    '3 HELD ACCOUNT_DIFFERS',
  ]);
  expect(await stateOf(payment.id)).toBe('INSTRUCTED');
  expect(await market.ledger({ invoiceId: invoice.id })).toHaveLength(2);
});

test('a message about nothing of ours is held', async () => {
  const unknown = 'A'.repeat(29);
  await hear([
    { kind: 'STATUS', id: `${unknown}A`, endToEndId: unknown, status: 'ACCEPTED', reasonCode: null, reason: null },
  ]);
  expect(await receipts(unknown)).toEqual(['A HELD UNKNOWN_PAYMENT']);
});

test('a rejection after the booking, and a booking after the rejection, are held', async () => {
  const [one, two] = [await market.approve(), await market.approve()];
  const booked = await instructed(one, 'SUPPLIER_PAYMENT');
  const refused = await instructed(two, 'SUPPLIER_PAYMENT');
  await hear([...(await messagesOf(booked, 'BOOKED')), ...(await messagesOf(booked, 'REJECTED'))]);
  await hear([...(await messagesOf(refused, 'REJECTED')), ...(await messagesOf(refused, 'BOOKED'))]);
  expect(await receipts(booked.endToEndId)).toEqual(['A IGNORED', 'C APPLIED', 'D APPLIED', 'J HELD ALREADY_BOOKED']);
  expect(await receipts(refused.endToEndId)).toEqual([
    'A IGNORED',
    'C HELD ALREADY_REJECTED',
    'D HELD ALREADY_REJECTED',
    'J APPLIED',
  ]);
});

describe('a message that meets a fault', () => {
  /** The effects, which fail for a payment as long as it is named here. */
  function failingFor(...paymentIds: string[]): typeof settlementEffects {
    return {
      ...settlementEffects,
      async apply(tx, viewer, cause, change) {
        if (paymentIds.includes(change.payment.id)) throw new Error('out of order');
        await settlementEffects.apply(tx, viewer, cause, change);
      },
    };
  }

  const read = (effects: typeof settlementEffects, faults: unknown[]) =>
    followBankMessages(market.work, market.database, effects, fault => faults.push(fault));
  const say = (messages: readonly BankMessage[]) =>
    market.work.perform(systemViewer, tx => registerBankMessages(tx, messages));

  test('is held and reported, and those after it are applied; it is tried again, later each time', async () => {
    const invoices = [await market.approve(), await market.approve(), await market.approve()];
    const payments = await Promise.all(invoices.map(invoice => instructed(invoice, 'SUPPLIER_PAYMENT')));
    const messages = (await Promise.all(payments.map(payment => messagesOf(payment, 'BOOKED')))).flat();
    const [poisoned] = payments as [PaymentRow];
    await say(messages);
    const faults: unknown[] = [];
    // Tried again at once, in the same pass, and once more a second later.
    await read(failingFor(poisoned.id), faults);
    expect(faults).toMatchObject([{ cause: { message: 'out of order' } }, { cause: { message: 'out of order' } }]);
    expect(await Promise.all(payments.map(({ id }) => stateOf(id)))).toEqual(['INSTRUCTED', 'SETTLED', 'SETTLED']);
    expect(await receipts(poisoned.endToEndId)).toEqual(['A IGNORED', 'C HELD NOT_BOOKED_YET', 'D HELD FAULT']);
    const waiting = async () =>
      market.asAdmin<{ faults: number; seconds: number }>(
        `SELECT faults, ceil(extract(epoch FROM retry_at - clock_timestamp()))::integer AS seconds
           FROM bank_message_receipt WHERE message_id = $1`,
        [`${poisoned.endToEndId}D`],
      );
    expect(await waiting()).toEqual([{ faults: 2, seconds: 1 }]);
    await read(failingFor(poisoned.id), faults);
    expect(faults).toHaveLength(2);
    const later = () => market.asAdmin(`UPDATE bank_message_receipt SET retry_at = retry_at - interval '1 hour'`);
    await later();
    await read(failingFor(poisoned.id), faults);
    expect(await waiting()).toEqual([{ faults: 3, seconds: 3 }]);

    await later();
    await read(settlementEffects, faults);
    await read(settlementEffects, faults);
    expect(await receipts(poisoned.endToEndId)).toEqual(['A IGNORED', 'C APPLIED', 'D APPLIED']);
    expect(faults).toHaveLength(3);
    expect(await findViolations(market.database)).toEqual([]);
  });

  test('tells the operator, once when it is held and once when it is not any more', async () => {
    const payment = await instructed(await market.approve(), 'SUPPLIER_PAYMENT');
    const [, debit] = await messagesOf(payment, 'BOOKED');
    await say([debit!]);
    await read(failingFor(payment.id), []);
    await market.asAdmin('UPDATE bank_message_receipt SET retry_at = clock_timestamp() WHERE retry_at IS NOT NULL');
    await read(settlementEffects, []);
    const told = await market.asAdmin(
      `SELECT e.type, c.channel FROM event e JOIN event_channel c USING (epoch, xid, seq)
         JOIN bank_message_receipt r ON r.id = e.subject_id WHERE r.message_id = $1 ORDER BY e.subject_no`,
      [debit!.id],
    );
    expect(told).toEqual([
      { type: 'bankMessage.held', channel: 'operator' },
      { type: 'bankMessage.concluded', channel: 'operator' },
    ]);
  });

  test.each([
    ['an id that is no key of ours', { id: `${'x'.repeat(65)}` }],
    ['a character that the database does not keep', { reason: 'closed\u0000' }],
  ])('%s is no fault', async (_, change) => {
    const payment = await instructed(await market.approve(), 'SUPPLIER_PAYMENT');
    const [, rejected] = await messagesOf(payment, 'REJECTED');
    await hear([{ ...rejected!, ...change } as BankMessage]);
    expect(await stateOf(payment.id)).toBe('REJECTED');
  });
});

describe('a leg 1 that was given up, booked all the same, and comes back', () => {
  async function givenUp(): Promise<[InvoiceRow, PaymentRow]> {
    const invoice = await market.approve();
    const financing = await market.award(invoice);
    const leg1 = await instructed(invoice, 'DISBURSEMENT');
    await market.asAdmin(
      `UPDATE financing SET value_date = '2031-02-20', disburse_until = '2031-02-27' WHERE id = $1`,
      [financing.id],
    );
    expect(await failUndisbursed(market.work)).toBe(1);
    await market.asAdmin(
      `UPDATE financing SET value_date = '2031-03-06', disburse_until = '2031-03-13' WHERE id = $1`,
      [financing.id],
    );
    return [invoice, leg1];
  }

  test.each([
    ['in order', [0, 1, 2, 3]],
    ['the return first', [3, 0, 1, 2]],
    ['the credit first, the return before the debit', [2, 3, 1, 0]],
    ['all of it twice', [1, 1, 3, 3, 0, 2, 0, 2]],
  ])('%s: the payment is RETURNED, nothing is posted, and the claim is free', async (_, order) => {
    const [invoice, leg1] = await givenUp();
    const said = [...(await messagesOf(leg1, 'BOOKED')), (await messagesOf(leg1, 'RETURNED'))[2]!];
    for (const index of order) await hear([said[index]!]);
    await hear([]);
    expect(await receipts(leg1.endToEndId)).toEqual(['A IGNORED', 'C IGNORED', 'D APPLIED', 'X APPLIED']);
    const [payment] = await market.rows<PaymentRow>('payment', 'id = $1', [leg1.id]);
    expect([payment!.state, payment!.settledOn, payment!.failureReason]).toEqual(['RETURNED', '2031-03-06', 'closed']);
    expect(await market.ledger({ invoiceId: invoice.id })).toHaveLength(2);
    expect((await endOf(invoice)) as object).toMatchObject({ invoice: ['APPROVED', 0n], financings: ['FAILED'] });
    const reasons = await market.database.read(systemViewer, db => eligibilityProblems(db, [invoice.id]));
    expect(reasons.get(invoice.id)!.map(({ code }) => code)).not.toContain('DISBURSEMENT_OUT');
    expect(await findViolations(market.database)).toEqual([]);
  });

  test('until it comes back, the booking waits for a person and keeps the claim', async () => {
    const [invoice, leg1] = await givenUp();
    await hear(await messagesOf(leg1, 'BOOKED'));
    expect(await receipts(leg1.endToEndId)).toEqual(['A IGNORED', 'C HELD NOT_BOOKED_YET', 'D HELD FINANCING_FAILED']);
    await hear((await messagesOf(leg1, 'REJECTED')).slice(1));
    expect((await receipts(leg1.endToEndId)).at(-1)).toBe('J HELD ALREADY_BOOKED');
    const reasons = await market.database.read(systemViewer, db => eligibilityProblems(db, [invoice.id]));
    expect(reasons.get(invoice.id)!.map(({ code }) => code)).toContain('DISBURSEMENT_OUT');
  });
});

test('two servers that read the same messages at the same time apply each once', async () => {
  const other = await market.another();
  const invoices = await Promise.all(Array.from({ length: 6 }, () => market.approve()));
  const payments = await Promise.all(invoices.map(invoice => instructed(invoice, 'SUPPLIER_PAYMENT')));
  const messages = (await Promise.all(payments.map(payment => messagesOf(payment, 'BOOKED')))).flat();
  await market.work.perform(systemViewer, tx => registerBankMessages(tx, messages));
  await Promise.all([
    followBankMessages(market.work, market.database, settlementEffects, unexpected),
    followBankMessages(other.work, other.database, settlementEffects, unexpected),
  ]);
  for (const invoice of invoices) expect(await market.ledger({ invoiceId: invoice.id })).toHaveLength(4);
});

/** What a deal comes to: the ledger's lines in one order, and every state. */
async function endOf(invoice: InvoiceRow): Promise<object> {
  const [row] = await market.rows<InvoiceRow>('invoice', 'id = $1', [invoice.id]);
  const financings = await market.rows<{ state: string }>('financing', 'invoice_id = $1', [invoice.id]);
  const payments = await market.rows<PaymentRow>('payment', 'invoice_id = $1', [invoice.id]);
  return {
    ledger: (await market.ledger({ invoiceId: invoice.id })).sort(),
    invoice: [row!.state, row!.paidMinor],
    financings: financings.map(({ state }) => state),
    payments: payments.map(({ endToEndId, state }) => `${endToEndId.slice(-3)} ${state}`).sort(),
  };
}

/** Plays deals with these fates: all first legs together, then what of theirs is due to the next, in the given order. */
async function playDeals(
  fates: readonly [Fate, Fate][],
  arrange: (messages: BankMessage[]) => BankMessage[],
): Promise<object[]> {
  const invoices: InvoiceRow[] = [];
  for (const _ of fates) {
    const invoice = await market.approve();
    await market.award(invoice);
    invoices.push(invoice);
  }
  const heard: BankMessage[] = [];
  for (const leg of [0, 1] as const) {
    for (const [index, invoice] of invoices.entries()) {
      const nextKind = fates[index]![0] === 'BOOKED' ? 'REPAYMENT' : 'SUPPLIER_PAYMENT';
      const payment = await instructed(invoice, leg === 0 ? 'DISBURSEMENT' : nextKind);
      heard.push(...(await messagesOf(payment, fates[index]![leg])));
    }
    // What was said before is said again, among the new.
    await hear(arrange(heard), 3);
  }
  return Promise.all(invoices.map(endOf));
}

test('the same messages in any order, any number of times, come to the same end', async () => {
  const fates: [Fate, Fate][] = (['BOOKED', 'REJECTED', 'RETURNED'] as const).flatMap(first =>
    (['BOOKED', 'REJECTED', 'RETURNED'] as const).map((second): [Fate, Fate] => [first, second]),
  );
  const clean = await playDeals(fates, messages => messages);
  const endOfFates = new Map(fates.map((pair, index) => [pair.join(), clean[index]]));
  expect(endOfFates.get('BOOKED,BOOKED')).toMatchObject({ invoice: ['PAID', 100_000_00n], financings: ['REPAID'] });

  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...fates), { minLength: 1, maxLength: 3 }),
      fc.infiniteStream(fc.nat()),
      async (drawn, lots) => {
        const draw = () => lots.next().value;
        const ends = await playDeals(drawn, messages => {
          const repeated = messages.flatMap(message => Array.from({ length: 1 + (draw() % 3) }, () => message));
          return repeated
            .map(message => ({ message, lot: draw() }))
            .sort((a, b) => a.lot - b.lot)
            .map(({ message }) => message);
        });
        expect(ends).toEqual(drawn.map(pair => endOfFates.get(pair.join())));
      },
    ),
    { numRuns: 12 },
  );
  expect(await findViolations(market.database)).toEqual([]);
}, 120_000);
