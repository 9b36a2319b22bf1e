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

  @Column('bigint')
  readonly totalMinor!: bigint;

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

export type LineOutcome = 'PENDING' | 'APPROVED' | 'LEFT_OUT';

/** Why an invoice of a released batch was left out: what became of it since the batch was prepared. */
export type LeftOutReason =
  | 'INVOICE_CHANGED'
  | 'INVOICE_HELD'
  | 'INVOICE_DISPUTED'
  | 'INVOICE_REJECTED'
  | 'INVOICE_WITHDRAWN'
  | 'INVOICE_DECIDED';

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
  readonly leftOutReason!: LeftOutReason | null;
}
