import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DecisionReason } from '../invoices/index.js';
import type { ApprovalState } from './approval.states.js';

/** A batch of invoices frozen by one person, released by another through its hash. Amounts in minor units of `currency`. */
@Entity('approval')
export class ApprovalRow {
  @PrimaryColumn('uuid')
  readonly id!: string;

  @Column('uuid')
  readonly buyerId!: string;

  @Column('uuid')
  readonly programmeId!: string;

  /** The terms that were current when it was prepared; they carry the undertaking that the release makes. */
  @Column('uuid')
  readonly termsId!: string;

  @Column('text')
  readonly currency!: string;

  @Column('integer')
  readonly invoiceCount!: number;

  /** Of the invoices frozen. */
  @Column('bigint')
  readonly totalMinor!: bigint;

  /** How many times the batch takes something off an invoice for a credit note, and what that comes to. */
  @Column('integer')
  readonly creditCount!: number;

  @Column('bigint')
  readonly creditMinor!: bigint;

  /** How many invoices the preparation named as none of the batch's. */
  @Column('integer')
  readonly excludedCount!: number;

  /** What the release has made of the invoices so far; the others are pending. */
  @Column('integer')
  readonly approvedCount!: number;

  @Column('bigint')
  readonly approvedMinor!: bigint;

  @Column('integer')
  readonly leftOutCount!: number;

  @Column('integer')
  readonly failedCount!: number;

  /** When the last slice of the release was committed. */
  @Column('timestamptz', { nullable: true })
  readonly completedAt!: Date | null;

  @Column('bytea')
  readonly contentHash!: Buffer;

  @Column('uuid')
  readonly preparedBy!: string;

  @Column('timestamptz')
  readonly preparedAt!: Date;

  @Column('timestamptz')
  readonly lapsesAt!: Date;

  @Column('uuid', { nullable: true })
  readonly decidedBy!: string | null;

  /** The absent checker in whose place that person decided. */
  @Column('uuid', { nullable: true })
  readonly decidedFor!: string | null;

  /** Up to which total whoever released it might; null: any. */
  @Column('bigint', { nullable: true })
  readonly ceilingMinor!: bigint | null;

  @Column('timestamptz', { nullable: true })
  readonly decidedAt!: Date | null;

  /** The hash that the releaser gave. */
  @Column('bytea', { nullable: true })
  readonly releasedHash!: Buffer | null;

  @Column('text', { nullable: true })
  readonly refusalReason!: string | null;

  @Column('text')
  readonly state!: ApprovalState;

  @Column('integer')
  readonly eventNo!: number;
}

/** PENDING: frozen, and not worked on yet. EXCLUDED: named by the preparation, not frozen. FAILED: a fault of ours. */
export const lineOutcomes = ['PENDING', 'APPROVED', 'LEFT_OUT', 'FAILED', 'EXCLUDED'] as const;

export type LineOutcome = (typeof lineOutcomes)[number];

/** Why an invoice of a released batch was left out: what became of it since the batch was prepared. */
export const leftOutReasons = [
  'INVOICE_CHANGED',
  'INVOICE_HELD',
  'INVOICE_DISPUTED',
  'INVOICE_REJECTED',
  'INVOICE_WITHDRAWN',
  'INVOICE_DECIDED',
  'CREDIT_CHANGED',
] as const;

export type LeftOutReason = (typeof leftOutReasons)[number];

/** Why an invoice was not frozen, though the preparation came across it. */
export const exclusionReasons = [
  'INVOICE_DECIDED',
  'SUPPLIER_NOT_HERE',
  'OTHER_PROGRAMME',
  'OTHER_CURRENCY',
  'INVOICE_HELD',
  'INVOICE_DISPUTED',
  'ALREADY_PREPARED',
  'CREDIT_ABOVE_AMOUNT',
] as const;

export type ExclusionReason = (typeof exclusionReasons)[number];

/** Why an invoice of a batch is not approved; FAULT: the release could not work on it. */
export const lineReasons = [...new Set([...leftOutReasons, ...exclusionReasons, 'FAULT'] as const)];

export type LineReason = (typeof lineReasons)[number];

/** One invoice of a batch, in the version in which it was frozen. */
@Entity('approval_line')
export class ApprovalLineRow {
  @PrimaryColumn('uuid')
  readonly approvalId!: string;

  @PrimaryColumn('uuid')
  readonly invoiceId!: string;

  /** The invoice's event count when it was frozen: another one now means that it changed. */
  @Column('integer')
  readonly invoiceEventNo!: number;

  @Column('bigint')
  readonly amountMinor!: bigint;

  /** Why it is less than the document says. */
  @Column('text', { nullable: true })
  readonly lowerReason!: DecisionReason | null;

  @Column('text')
  readonly outcome!: LineOutcome;

  @Column('text', { nullable: true })
  readonly leftOutReason!: LineReason | null;
}

/**
 * REDUCTION: a credit note is taken off the invoice that it names, whether the batch approves it or it is approved already.
 * NETTING: off another one that the batch approves.
 */
export type CreditKind = 'REDUCTION' | 'NETTING';

export type CreditOutcome = 'PENDING' | 'APPLIED' | 'LEFT_OUT';

/** What a batch takes off one invoice for one credit note. */
@Entity('approval_credit')
export class ApprovalCreditRow {
  @PrimaryColumn('uuid')
  readonly approvalId!: string;

  @PrimaryColumn('uuid')
  readonly creditNoteId!: string;

  @PrimaryColumn('uuid')
  readonly invoiceId!: string;

  @Column('text')
  readonly kind!: CreditKind;

  /** Above zero, in minor units of the batch's currency. */
  @Column('bigint')
  readonly amountMinor!: bigint;

  @Column('text')
  readonly outcome!: CreditOutcome;
}
