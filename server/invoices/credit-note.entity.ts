import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { LocalDate } from '../platform/local-date.js';
import type { CreditNoteState } from './credit-note.states.js';
import type { Side } from './invoice.entity.js';

/** What a supplier takes back of what it claims. Amounts in minor units of `currency`. */
@Entity('credit_note')
export class CreditNoteRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  supplierId!: string;

  @Column('uuid')
  buyerId!: string;

  /** The invoice that it names; null where it names none that is here, or several. */
  @Column('uuid', { nullable: true })
  invoiceId!: string | null;

  @Column('text')
  number!: string;

  /** Letters and digits of the number. */
  @Column('text')
  numberKey!: string;

  /** UNTDID 1001, where the document keeps to it. */
  @Column('text')
  typeCode!: string;

  @Column('date')
  issueDate!: LocalDate;

  @Column('text')
  currency!: string;

  @Column('bigint')
  amountMinor!: bigint;

  /** What was taken off later invoices. */
  @Column('bigint')
  nettedMinor!: bigint;

  @Column('text')
  submittedBySide!: Side;

  /** When it was posted. */
  @Column('timestamptz', { nullable: true })
  bookedAt!: Date | null;

  @Column('text')
  state!: CreditNoteState;

  @Column('integer')
  eventNo!: number;

  @Column('timestamptz')
  submittedAt!: Date;
}
