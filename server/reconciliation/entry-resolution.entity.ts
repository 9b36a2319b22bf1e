import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ResolutionState } from './reconciliation.states.js';

/**
 * What persons say that an entry is. PAYMENT: it is that payment. OFFSET: another entry of theirs undoes it. UNRELATED: it has
 * nothing to do with this market. SET_ASIDE: nothing follows from an entry that was held.
 */
export type ResolutionKind = 'PAYMENT' | 'OFFSET' | 'UNRELATED' | 'SET_ASIDE';

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
