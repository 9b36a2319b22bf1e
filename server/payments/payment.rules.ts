import type { BankMessage, BookedMessage, ReturnedMessage } from './bank-message.js';
import type { HoldReason, PaymentRow } from './payment.entity.js';
import type { PaymentView } from './payment.policy.js';

/** What a message does to its payment. */
export type Outcome = 'SETTLED' | 'CREDITED' | 'REJECTED' | 'RETURNED';

/** Why a booking that is the instruction's to the last cent took no effect: what it was for had moved on. */
export const obstacles = [
  'FINANCING_FAILED',
  'FINANCING_MOVED_ON',
  'INVOICE_MOVED_ON',
  'OTHER_PAYMENT_UNDER_WAY',
] as const satisfies readonly HoldReason[];

export type Judgement =
  | { readonly apply: Outcome }
  | { readonly hold: HoldReason }
  /** It says what is known already, or nothing that changes anything. */
  | { readonly ignore: true };

/** The payment as a message is judged against: with the account numbers it was instructed with. */
export interface InstructedPayment
  extends Pick<PaymentRow, 'kind' | 'state' | 'amountMinor' | 'currency' | 'creditedOn'>,
    Partial<Pick<PaymentRow, 'refundId'>> {
  readonly payerIban: string | null;
  readonly payeeIban: string | null;
  /** Whether its file may have left: of one that never did, no bank can know. */
  readonly mayHaveLeft: boolean;
  /** Whether the bank has said that it booked it, and that is held because the deal had moved on. */
  readonly bookedInVain: boolean;
}

/**
 * What to do with a message, whatever came before it: the same set of messages, in any order and any number of times, comes
 * to the same end. `confirmed`: two persons have it judged again, who know what the bank meant.
 */
export function judge(message: BankMessage, payment: InstructedPayment, confirmed = false): Judgement {
  if (!payment.mayHaveLeft) return { hold: 'NOT_INSTRUCTED' };
  switch (message.kind) {
    case 'STATUS':
      if (message.status === 'ACCEPTED') return { ignore: true };
      return saysDuplicate(message.reasonCode) ? judgeDuplicate(payment, confirmed) : judgeRejection(payment);
    case 'BOOKED':
      return differenceOf(message, payment, message.side) ?? judgeBooking(message, payment);
    case 'RETURNED':
      // What was sent on came from somebody else's account: no bank of the payer can say that it came back.
      if (payment.refundId && !message.saidByPersons) return { hold: 'ACCOUNT_DIFFERS' };
      return message.side === 'DEBIT'
        ? (differenceOf(message, payment, 'CREDIT') ?? judgeTakingBack(payment))
        : (differenceOf(message, payment, 'DEBIT') ?? judgeReturn(payment));
  }
}

function judgeRejection({ state, bookedInVain }: InstructedPayment): Judgement {
  if (state === 'INSTRUCTED') return bookedInVain ? { hold: 'ALREADY_BOOKED' } : { apply: 'REJECTED' };
  return state === 'REJECTED' ? { ignore: true } : { hold: 'ALREADY_BOOKED' };
}

/**
 * The bank rejects what it has already, for it came twice: the first is under way all the same, and paying anew would pay twice.
 * It waits for the booking; where none comes, two persons who asked the bank say that it is rejected.
 */
function judgeDuplicate({ state, bookedInVain }: InstructedPayment, confirmed: boolean): Judgement {
  if (state !== 'INSTRUCTED' || bookedInVain) return { ignore: true };
  return confirmed ? { apply: 'REJECTED' } : { hold: 'NOT_BOOKED_YET' };
}

function judgeBooking(
  { side, repetition = 0, counterpartyIban }: BookedMessage,
  { state, creditedOn, payerIban }: InstructedPayment,
): Judgement {
  if (state === 'REJECTED') return { hold: 'ALREADY_REJECTED' };
  if (repetition > 0) return { hold: 'BOOKED_TWICE' };
  // Right payer: what was paid from another account than was instructed is somebody else's money.
  if (side === 'CREDIT' && counterpartyIban && counterpartyIban !== payerIban) return { hold: 'WRONG_PAYER' };
  if (side === 'DEBIT') return state === 'INSTRUCTED' ? { apply: 'SETTLED' } : { ignore: true };
  if (state === 'INSTRUCTED') return { hold: 'NOT_BOOKED_YET' };
  return state === 'SETTLED' && creditedOn === null ? { apply: 'CREDITED' } : { ignore: true };
}

function judgeReturn({ state, bookedInVain }: InstructedPayment): Judgement {
  if (state === 'REJECTED') return { hold: 'ALREADY_REJECTED' };
  if (state === 'INSTRUCTED') return bookedInVain ? { apply: 'RETURNED' } : { hold: 'NOT_BOOKED_YET' };
  return state === 'SETTLED' ? { apply: 'RETURNED' } : { ignore: true };
}

/** The payee's bank took back what it had credited: true as soon as the payer's bank says that it came back. */
function judgeTakingBack({ state }: InstructedPayment): Judgement {
  if (state === 'REJECTED') return { hold: 'ALREADY_REJECTED' };
  if (state === 'INSTRUCTED') return { hold: 'NOT_BOOKED_YET' };
  return state === 'SETTLED' ? { hold: 'NOT_RETURNED_YET' } : { ignore: true };
}

/** An entry that is not the instruction's to the last cent and the right account belongs to a person. */
function differenceOf(
  entry: BookedMessage | ReturnedMessage,
  payment: InstructedPayment,
  side: 'DEBIT' | 'CREDIT',
): Judgement | null {
  const isAmount = entry.amountMinor === payment.amountMinor || (entry.saidByPersons && isOfClaim(payment));
  if (!isAmount || entry.currency !== payment.currency) return { hold: 'AMOUNT_DIFFERS' };
  const iban = side === 'DEBIT' ? payment.payerIban : payment.payeeIban;
  return entry.iban === iban ? null : { hold: 'ACCOUNT_DIFFERS' };
}

/** Whether what is paid is a claim, of which less or more may come: what is left is owed on, what exceeds it is held for the payer. */
export function isOfClaim({ kind }: Pick<PaymentRow, 'kind'>): boolean {
  return kind === 'REPAYMENT' || kind === 'SUPPLIER_PAYMENT';
}

/** Whether a bank rejects a file, a part of it or an instruction because it has it already, by its reason. */
export function saysDuplicate(reasonCode: string | null): boolean {
  return reasonCode !== null && duplicateReasons.has(reasonCode);
}

/** Who let a payment fail, by the bank's reason: ISO 20022, external status reasons and external return reasons. */
export function failedBy(reasonCode: string | null): 'PAYER' | 'PAYEE' | 'BANK' {
  if (reasonCode === null) return 'BANK';
  if (payeeReasons.has(reasonCode)) return 'PAYEE';
  return payerReasons.has(reasonCode) ? 'PAYER' : 'BANK';
}

const duplicateReasons = new Set('AM05 DUPL DU01 DU02 DU03 DU04 DU05'.split(' '));
/** Account wrong, closed, blocked, no account of the payee; payee deceased, unknown, or refusing. */
const payeeReasons = new Set('AC01 AC03 AC04 AC06 AC07 AC13 AC14 BE01 BE06 BE07 CNOR MD07 MS02 RC04 RR03'.split(' '));
/** Account of the payer wrong, closed, blocked or forbidden; no funds; limits; not signed; called off by the payer. */
const payerReasons = new Set('AC02 AC05 AG01 AM02 AM04 AM14 AM21 AM23 CUST DNOR DS0H DT01 FOCR FRAD RR02'.split(' '));

/** Of a claim that is late, with what is owed for it until the day of execution: that is what goes out. */
export function asAsked(payment: PaymentView): PaymentView {
  const lateMinor = payment.askedMinor - payment.amountMinor + payment.lateMinor;
  return { ...payment, amountMinor: payment.askedMinor, lateMinor };
}
