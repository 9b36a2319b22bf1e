import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { LocalDate } from '../platform/local-date.js';
import type { PaymentState } from './payment.states.js';

/**
 * Leg 1 (funder to supplier), leg 2 (buyer to funder), the buyer's payment to a supplier that nobody financed, that of a
 * bill to the operator, or what a late leg 1 was short of (funder to supplier).
 */
export type PaymentKind = 'DISBURSEMENT' | 'REPAYMENT' | 'SUPPLIER_PAYMENT' | 'FEE_BILL' | 'PRICE_ADJUSTMENT';

/**
 * Why a message is held. NOT_BOOKED_YET waits for the booking, which may come after it, NOT_RETURNED_YET for the return;
 * FAULT for another try; every other waits for a person, and nothing is applied by guess.
 */
export type HoldReason =
  | 'NOT_BOOKED_YET'
  | 'NOT_RETURNED_YET'
  | 'FAULT'
  | 'UNKNOWN_PAYMENT'
  | 'NOT_INSTRUCTED'
  | 'ALREADY_BOOKED'
  | 'ALREADY_REJECTED'
  | 'AMOUNT_DIFFERS'
  | 'ACCOUNT_DIFFERS'
  | 'WRONG_PAYER'
  | 'BOOKED_TWICE'
  | 'FINANCING_FAILED'
  | 'FINANCING_MOVED_ON'
  | 'INVOICE_MOVED_ON'
  | 'OTHER_PAYMENT_UNDER_WAY'
  | 'ATTEMPTS_EXHAUSTED';

/** One movement of money between two organizations' banks. A new attempt is a new row. */
@Entity('payment')
export class PaymentRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  kind!: PaymentKind;

  /** Null for a bill's. */
  @Column('uuid', { nullable: true })
  invoiceId!: string | null;

  /** Of a leg, and of what a leg was short of. */
  @Column('uuid', { nullable: true })
  financingId!: string | null;

  /** Of a bill's. */
  @Column('uuid', { nullable: true })
  feeBillId!: string | null;

  @Column('uuid')
  payerId!: string;

  @Column('uuid')
  payeeId!: string;

  /** Pinned by the award, or set at the release. */
  @Column('uuid', { nullable: true })
  payerAccountId!: string | null;

  @Column('uuid', { nullable: true })
  payeeAccountId!: string | null;

  /** Minor units of `currency`, above zero. */
  @Column('bigint')
  amountMinor!: bigint;

  /** Of it, what is for lateness: of a claim that is due, what is owed now is known when it is released. */
  @Column('bigint')
  lateMinor!: bigint;

  /** What had been paid of the claim before. */
  @Column('bigint')
  paidBeforeMinor!: bigint;

  /** It settled, and something of the claim was owed still, or is again. */
  @Column('boolean')
  isPart!: boolean;

  @Column('text')
  currency!: string;

  /** The day on which the payer is to pay: a business day. */
  @Column('date')
  dueOn!: LocalDate;

  /** 1 to 99. */
  @Column('integer')
  attempt!: number;

  @Column('text')
  endToEndId!: string;

  @Column('uuid', { nullable: true })
  fileId!: string | null;

  /** The payer paid it in its own way, and not by a file from here. */
  @Column('boolean')
  outside!: boolean;

  /** What pays it: money that had come to somebody else, and was sent on to the payee. The payer's had left before. */
  @Column('uuid', { nullable: true })
  refundId!: string | null;

  @Column('timestamptz', { nullable: true })
  instructedAt!: Date | null;

  /** The day on which it was booked on the payer's account. */
  @Column('date', { nullable: true })
  settledOn!: LocalDate | null;

  /** The day on which the payee's bank booked it. */
  @Column('date', { nullable: true })
  creditedOn!: LocalDate | null;

  @Column('text', { nullable: true })
  failureReason!: string | null;

  @Column('text')
  state!: PaymentState;

  @Column('integer')
  eventNo!: number;

  @Column('timestamptz')
  createdAt!: Date;
}

/**
 * What became of a message of a bank. RECEIVED: it is worked on next. HELD: it waits for another message, for another try,
 * or for a person.
 */
type ReceiptOutcome = 'RECEIVED' | 'APPLIED' | 'IGNORED' | 'HELD';

/** A message of a bank that has come: each is applied at most once. */
@Entity('bank_message_receipt')
export class BankMessageReceiptRow {
  @PrimaryColumn('text')
  messageId!: string;

  @Column('uuid')
  id!: string;

  @Column('text')
  kind!: string;

  @Column('jsonb')
  content!: Record<string, unknown>;

  @Column('text')
  outcome!: ReceiptOutcome;

  /** Why it is held; null for one that is not. */
  @Column('text', { nullable: true })
  reason!: HoldReason | null;

  /** How often it met a fault. */
  @Column('integer')
  faults!: number;

  /** From when on it is tried again after a fault, in real time; null for one that waits for something else. */
  @Column('timestamptz', { nullable: true })
  retryAt!: Date | null;

  @Column('timestamptz')
  receivedAt!: Date;

  /** How many events told of it: one for each time it was held or concluded; none for one that never waited. */
  @Column('integer')
  eventNo!: number;
}
