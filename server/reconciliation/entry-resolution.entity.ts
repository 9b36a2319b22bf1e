import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ResolutionState } from './reconciliation.states.js';

/**
 * What persons say that an entry is. PAYMENT: it is that payment. OFFSET: another entry of theirs undoes it. UNRELATED: it has
 * nothing to do with this market. SET_ASIDE: nothing follows from an entry that was held. REFUND: it came wrongly and is held
 * for its payer, or is the payer's side of that. SENT_BACK and SENT_ON: what was held went back, or on to the holder of the
 * claim it was meant for.
 */
export type ResolutionKind = 'PAYMENT' | 'OFFSET' | 'UNRELATED' | 'SET_ASIDE' | 'REFUND' | 'SENT_BACK' | 'SENT_ON';

/** What two persons of an account's organization say that an entry is. */
@Entity('entry_resolution')
export class EntryResolutionRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  entryId!: string;

  @Column('uuid')
  organizationId!: string;

  @Column('text')
  kind!: ResolutionKind;

  @Column('uuid', { nullable: true })
  otherEntryId!: string | null;

  @Column('uuid', { nullable: true })
  paymentId!: string | null;

  /** Of REFUND by the receiver, null until it is confirmed. */
  @Column('uuid', { nullable: true })
  refundId!: string | null;

  /** Of REFUND: what it was meant for, where that is known. */
  @Column('uuid', { nullable: true })
  invoiceId!: string | null;

  @Column('text')
  reason!: string;

  @Column('uuid')
  proposedBy!: string;

  @Column('timestamptz')
  proposedAt!: Date;

  @Column('uuid', { nullable: true })
  decidedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  decidedAt!: Date | null;

  @Column('text', { nullable: true })
  undoReason!: string | null;

  @Column('uuid', { nullable: true })
  undoProposedBy!: string | null;

  @Column('uuid', { nullable: true })
  undoneBy!: string | null;

  @Column('text')
  state!: ResolutionState;

  @Column('integer')
  eventNo!: number;
}
