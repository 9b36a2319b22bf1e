import type { BankMessage } from '../../../server/payments/index.js';
import { failedBy, type InstructedPayment, judge } from '../../../server/payments/payment.rules.js';
import type { PaymentState } from '../../../server/payments/payment.states.js';
import { localDate } from '../../../server/platform/local-date.js';

const day = localDate('2031-03-06');
const entry = { id: 'm', endToEndId: 'E', amountMinor: 100n, currency: 'EUR' };
const accepted: BankMessage = {
  kind: 'STATUS',
  id: 'm',
  endToEndId: 'E',
  status: 'ACCEPTED',
  reasonCode: null,
  reason: null,
};
const rejected: BankMessage = { ...accepted, status: 'REJECTED', reasonCode: 'AC04', reason: 'closed' };
const debited: BankMessage = { ...entry, kind: 'BOOKED', iban: 'PAYER', side: 'DEBIT', bookedOn: day };
const credited: BankMessage = { ...entry, kind: 'BOOKED', iban: 'PAYEE', side: 'CREDIT', bookedOn: day };
const returned: BankMessage = {
  ...entry,
  kind: 'RETURNED',
  iban: 'PAYER',
  returnedOn: day,
  reasonCode: 'AC04',
  reason: 'closed',
};

function payment(state: PaymentState, creditedOn: InstructedPayment['creditedOn'] = null): InstructedPayment {
  const mayHaveLeft = state !== 'DUE' && state !== 'CANCELLED';
  const accounts = { payerIban: 'PAYER', payeeIban: 'PAYEE' };
  const asked = { kind: 'DISBURSEMENT', amountMinor: 100n, currency: 'EUR' } as const;
  return { ...asked, state, creditedOn, ...accounts, mayHaveLeft, bookedInVain: false };
}

const known = { ignore: true };
const notInstructed = { hold: 'NOT_INSTRUCTED' };

test.each<[string, BankMessage, Record<PaymentState, object>]>([
  [
    'accepted',
    accepted,
    {
      DUE: notInstructed,
      INSTRUCTED: known,
      SETTLED: known,
      REJECTED: known,
      RETURNED: known,
      CANCELLED: notInstructed,
    },
  ],
  [
    'rejected',
    rejected,
    {
      DUE: notInstructed,
      INSTRUCTED: { apply: 'REJECTED' },
      SETTLED: { hold: 'ALREADY_BOOKED' },
      REJECTED: known,
      RETURNED: { hold: 'ALREADY_BOOKED' },
      CANCELLED: notInstructed,
    },
  ],
  [
    'booked at the payer',
    debited,
    {
      DUE: notInstructed,
      INSTRUCTED: { apply: 'SETTLED' },
      SETTLED: known,
      REJECTED: { hold: 'ALREADY_REJECTED' },
      RETURNED: known,
      CANCELLED: notInstructed,
    },
  ],
  [
    'booked at the payee',
    credited,
    {
      DUE: notInstructed,
      INSTRUCTED: { hold: 'NOT_BOOKED_YET' },
      SETTLED: { apply: 'CREDITED' },
      REJECTED: { hold: 'ALREADY_REJECTED' },
      RETURNED: known,
      CANCELLED: notInstructed,
    },
  ],
  [
    'returned',
    returned,
    {
      DUE: notInstructed,
      INSTRUCTED: { hold: 'NOT_BOOKED_YET' },
      SETTLED: { apply: 'RETURNED' },
      REJECTED: { hold: 'ALREADY_REJECTED' },
      RETURNED: known,
      CANCELLED: notInstructed,
    },
  ],
])('%s', (_, message, expected) => {
  for (const state of Object.keys(expected) as PaymentState[]) {
    expect([state, judge(message, payment(state))]).toEqual([state, expected[state]]);
  }
});

test.each([accepted, rejected, debited, credited, returned])(
  'of a payment that never left no bank can know: %o',
  message => {
    for (const state of ['INSTRUCTED', 'REJECTED'] as const) {
      expect(judge(message, { ...payment(state), mayHaveLeft: false })).toEqual(notInstructed);
    }
  },
);

test('of a payment that was booked in vain a return is true, a rejection is not', () => {
  const inVain = { ...payment('INSTRUCTED'), bookedInVain: true };
  expect(judge(returned, inVain)).toEqual({ apply: 'RETURNED' });
  expect(judge(rejected, inVain)).toEqual({ hold: 'ALREADY_BOOKED' });
  expect(judge({ ...returned, amountMinor: 101n } as BankMessage, inVain)).toEqual({ hold: 'AMOUNT_DIFFERS' });
});

test('a rejection of what came twice waits for the booking of the first; two persons may say that there is none', () => {
  const twice = { ...rejected, reasonCode: 'DU01' } as BankMessage;
  expect(judge(twice, payment('INSTRUCTED'))).toEqual({ hold: 'NOT_BOOKED_YET' });
  expect(judge(twice, payment('INSTRUCTED'), true)).toEqual({ apply: 'REJECTED' });
  for (const state of ['SETTLED', 'RETURNED', 'REJECTED'] as const) expect(judge(twice, payment(state))).toEqual(known);
  expect(judge(twice, { ...payment('INSTRUCTED'), bookedInVain: true })).toEqual(known);
});

test('credited twice is known', () => {
  expect(judge(credited, payment('SETTLED', day))).toEqual(known);
});

test.each([debited, credited, returned])(
  'an entry that differs by a cent, a currency or an account is a person’s: %o',
  message => {
    const differs = (change: object) => judge({ ...message, ...change } as BankMessage, payment('SETTLED'));
    expect(differs({ amountMinor: 101n })).toEqual({ hold: 'AMOUNT_DIFFERS' });
    expect(differs({ currency: 'USD' })).toEqual({ hold: 'AMOUNT_DIFFERS' });
    expect(differs({ iban: 'OTHER' })).toEqual({ hold: 'ACCOUNT_DIFFERS' });
  },
);

test.each([
  ['AC01', 'PAYEE'],
  ['AC04', 'PAYEE'],
  ['AC06', 'PAYEE'],
  ['MD07', 'PAYEE'],
  ['AM04', 'PAYER'],
  ['CUST', 'PAYER'],
  ['MS03', 'BANK'],
  [null, 'BANK'],
] as const)('%s is the fault of the %s', (code, by) => {
  expect(failedBy(code)).toBe(by);
});

test('what was sent on to its payee comes back by the word of persons alone: its payer’s bank had no part in it', () => {
  const forwarded = { ...payment('SETTLED'), kind: 'REPAYMENT', refundId: 'refund' } as const;
  expect(judge(returned, forwarded)).toEqual({ hold: 'ACCOUNT_DIFFERS' });
  expect(judge({ ...returned, saidByPersons: true } as BankMessage, forwarded)).toEqual({ apply: 'RETURNED' });
});
