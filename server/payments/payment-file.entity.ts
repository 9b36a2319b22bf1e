import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { LocalDate } from '../platform/local-date.js';
import type { PaymentFileState } from './payment-file.states.js';

/** TRANSFER: its owner pays. COLLECTION: its owner is paid, by direct debit. */
export type PaymentFileDirection = 'TRANSFER' | 'COLLECTION';

/** What an organization instructs its bank to do: its bytes fixed when one person prepares it, released by another. */
@Entity('payment_file')
export class PaymentFileRow {
  @PrimaryColumn('uuid')
  readonly id!: string;

  @Column('text')
  readonly messageId!: string;

  /** The organization that instructs. */
  @Column('uuid')
  readonly ownerId!: string;

  @Column('uuid')
  readonly ownerAccountId!: string;

  @Column('text')
  readonly direction!: PaymentFileDirection;

  @Column('date')
  readonly executionDate!: LocalDate;

  @Column('text')
  readonly currency!: string;

  @Column('integer')
  readonly paymentCount!: number;

  /** Minor units of `currency`. */
  @Column('bigint')
  readonly totalMinor!: bigint;

  @Column('text')
  readonly body!: string;

  /** Of the bytes of `body` in UTF-8. */
  @Column('bytea')
  readonly sha256!: Buffer;

  /** Of legs 1: after this day none goes any more; null where lateness ends nothing. */
  @Column('date', { nullable: true })
  readonly lastDay!: LocalDate | null;

  /** Null for one from before two persons were asked for. */
  @Column('uuid', { nullable: true })
  readonly preparedBy!: string | null;

  @Column('timestamptz')
  readonly preparedAt!: Date;

  /** The end of its day of execution, or of its last day; of a collection, when the debtor must have been told. */
  @Column('timestamptz')
  readonly lapsesAt!: Date;

  @Column('uuid', { nullable: true })
  readonly releasedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  readonly releasedAt!: Date | null;

  @Column('uuid', { nullable: true })
  readonly refusedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  readonly refusedAt!: Date | null;

  @Column('text', { nullable: true })
  readonly refusalReason!: string | null;

  /** The absent checker in whose place that person released or refused it. */
  @Column('uuid', { nullable: true })
  readonly decidedFor!: string | null;

  /** Up to which total whoever released it might; null: any. */
  @Column('bigint', { nullable: true })
  readonly ceilingMinor!: bigint | null;

  /** Committed before it is first handed over: from then on it may have left. */
  @Column('timestamptz', { nullable: true })
  readonly sendingAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  readonly sentAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  readonly withdrawnAt!: Date | null;

  @Column('text')
  readonly state!: PaymentFileState;

  @Column('integer')
  readonly eventNo!: number;
}

/** A payment as it stands in a file: never changed. Amounts in minor units of the file's currency. */
@Entity('payment_file_line')
export class PaymentFileLineRow {
  @PrimaryColumn('uuid')
  readonly fileId!: string;

  @PrimaryColumn('uuid')
  readonly paymentId!: string;

  @Column('bigint')
  readonly amountMinor!: bigint;

  /** Of it, what is for lateness. */
  @Column('bigint')
  readonly lateMinor!: bigint;

  @Column('uuid')
  readonly payerAccountId!: string;

  @Column('uuid')
  readonly payeeAccountId!: string;

  /** Under which it is collected; null for a transfer. */
  @Column('uuid', { nullable: true })
  readonly mandateId!: string | null;

  /** Its file's. */
  @Column('text')
  readonly state!: PaymentFileState;
}
