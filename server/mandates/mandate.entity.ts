import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { LocalDate } from '../platform/local-date.js';
import type { MandateState } from './mandate.states.js';

/** Of SEPA direct debits: CORE can be paid back to the debtor for eight weeks, B2B cannot. */
export type MandateScheme = 'CORE' | 'B2B';

/** What a debtor signed: a creditor may collect what it owes it from an account of its own. */
@Entity('mandate')
export class MandateRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  debtorId!: string;

  @Column('uuid')
  creditorId!: string;

  /** By which banks know it, 1 to 35 characters of A-Z and 0-9. */
  @Column('text')
  reference!: string;

  @Column('text')
  scheme!: MandateScheme;

  /** By which the schemes know the creditor (EPC262-08). */
  @Column('text')
  creditorIdentifier!: string;

  @Column('uuid')
  debtorAccountId!: string;

  /** EUR, as the schemes are. */
  @Column('text')
  currency!: string;

  @Column('date')
  signedOn!: LocalDate;

  /** The last day on which it may be collected under; null for none. */
  @Column('date', { nullable: true })
  endsOn!: LocalDate | null;

  /** The most that may be collected at once, minor units of `currency`; null for no such bound. */
  @Column('bigint', { nullable: true })
  ceilingMinor!: bigint | null;

  /** How many business days before it is collected the debtor is told, 1 to 14. */
  @Column('integer')
  noticeDays!: number;

  @Column('date', { nullable: true })
  lastCollectedOn!: LocalDate | null;

  /** Its last day: `endsOn`, or 36 months after it was last collected under, or signed. */
  @Column('date')
  lapsesOn!: LocalDate;

  @Column('uuid')
  proposedBy!: string;

  @Column('timestamptz')
  proposedAt!: Date;

  @Column('uuid', { nullable: true })
  activatedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  activatedAt!: Date | null;

  /** Null for one that expired. */
  @Column('uuid', { nullable: true })
  revokedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  endedAt!: Date | null;

  @Column('text')
  state!: MandateState;

  @Column('integer')
  eventNo!: number;
}
