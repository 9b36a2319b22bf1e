import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { LocalDate } from '../platform/local-date.js';
import type { RefundState } from './refund.states.js';

/** Money that came wrongly: paid too much, twice, or to the wrong party. The receiver holds it for the payer. */
@Entity('refund')
export class RefundRow {
  @PrimaryColumn('uuid')
  id!: string;

  /** The entry by which it came; null for what a payment brought beyond everything owed. */
  @Column('uuid', { nullable: true })
  entryId!: string | null;

  @Column('uuid', { nullable: true })
  paymentId!: string | null;

  @Column('uuid')
  receiverId!: string;

  @Column('uuid')
  payerId!: string;

  /** Of an entry: from which account to which it came. */
  @Column('uuid', { nullable: true })
  receiverAccountId!: string | null;

  @Column('uuid', { nullable: true })
  payerAccountId!: string | null;

  /** What it was meant for, where that is known. */
  @Column('uuid', { nullable: true })
  invoiceId!: string | null;

  @Column('uuid', { nullable: true })
  financingId!: string | null;

  /** Minor units of `currency`, above zero. */
  @Column('bigint')
  amountMinor!: bigint;

  @Column('text')
  currency!: string;

  /** The bank's day on which it came. */
  @Column('date')
  heldOn!: LocalDate;

  /** How often it was sent back: each time is a cause of its own. */
  @Column('integer')
  sendings!: number;

  @Column('uuid', { nullable: true })
  sentFromAccountId!: string | null;

  /** The payer's, where it was sent back. */
  @Column('uuid', { nullable: true })
  sentToAccountId!: string | null;

  /** The bank's day on which it left. */
  @Column('date', { nullable: true })
  sentOn!: LocalDate | null;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('text')
  state!: RefundState;

  @Column('integer')
  eventNo!: number;
}
