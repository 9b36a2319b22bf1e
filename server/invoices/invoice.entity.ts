import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { InvoiceContent } from '../documents/index.js';
import type { LocalDate } from '../platform/local-date.js';
import type { Undertaking } from '../programmes/index.js';
import type { InvoiceState } from './invoice.states.js';

/** Which party of an invoice sent a copy of it. */
export type Side = 'SUPPLIER' | 'BUYER';

/** Why an invoice cannot be released until a person of the buyer decides. */
export type HeldReason = 'COPIES_DIFFER' | 'SAME_NUMBER';

/** A supplier's claim on a buyer. Amounts in minor units of `currency`. */
@Entity('invoice')
export class InvoiceRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  supplierId!: string;

  @Column('uuid')
  buyerId!: string;

  @Column('uuid', { nullable: true })
  programmeId!: string | null;

  /** The terms under which it was approved. */
  @Column('uuid', { nullable: true })
  termsId!: string | null;

  @Column('text')
  number!: string;

  /** Letters and digits of the number: what tells it from another. */
  @Column('text')
  numberKey!: string;

  /** 1, or counted up where one supplier sent one buyer the same number with other content. */
  @Column('integer')
  numberOrdinal!: number;

  /** UNTDID 1001, where the document keeps to it. */
  @Column('text')
  typeCode!: string;

  @Column('date')
  issueDate!: LocalDate;

  @Column('date')
  dueDate!: LocalDate;

  /** The due date moved to a business day: the maturity. */
  @Column('date')
  adjustedDueDate!: LocalDate;

  @Column('text', { nullable: true })
  dueDateReason!: string | null;

  @Column('text')
  currency!: string;

  /** What the document says. */
  @Column('bigint')
  payableMinor!: bigint;

  /** What the buyer promised: what was released, less what credit notes took of it. Zero where they took all. */
  @Column('bigint', { nullable: true })
  approvedMinor!: bigint | null;

  /** What credit notes took of what was released, its own and those of earlier invoices. */
  @Column('bigint')
  creditedMinor!: bigint;

  /** What has come. */
  @Column('bigint')
  paidMinor!: bigint;

  @Column('text')
  undertaking!: Undertaking;

  @Column('bytea', { nullable: true })
  undertakingHash!: Buffer | null;

  @Column('timestamptz', { nullable: true })
  approvedAt!: Date | null;

  @Column('bytea')
  fingerprint!: Buffer;

  @Column('text')
  submittedBySide!: Side;

  @Column('text', { nullable: true })
  heldReason!: HeldReason | null;

  @Column('text', { nullable: true })
  decisionReason!: string | null;

  @Column('text', { nullable: true })
  decisionNote!: string | null;

  @Column('text')
  state!: InvoiceState;

  @Column('integer')
  eventNo!: number;

  @Column('timestamptz')
  submittedAt!: Date;
}

/** What one side sent, with all that was read from it. */
@Entity('invoice_copy')
export class InvoiceCopyRow {
  @PrimaryColumn('uuid')
  invoiceId!: string;

  @PrimaryColumn('text')
  side!: Side;

  @Column('uuid')
  documentId!: string;

  /** The row of a CSV file, its header being row 1. */
  @Column('integer', { nullable: true })
  documentRow!: number | null;

  @Column('text')
  number!: string;

  @Column('date')
  issueDate!: LocalDate;

  @Column('date')
  dueDate!: LocalDate;

  @Column('text')
  currency!: string;

  @Column('bigint')
  payableMinor!: bigint;

  @Column('jsonb')
  content!: InvoiceContent;

  @Column('timestamptz')
  receivedAt!: Date;
}

/** A file as it came, byte for byte. */
@Entity('document')
export class DocumentRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  organizationId!: string;

  @Column('uuid')
  uploadedBy!: string;

  @Column('text')
  name!: string;

  @Column('text')
  mediaType!: string;

  @Column('text')
  format!: string;

  @Column('bytea')
  sha256!: Buffer;

  @Column('bytea')
  body!: Buffer;

  @Column('integer')
  sizeBytes!: number;

  @Column('timestamptz')
  uploadedAt!: Date;
}
