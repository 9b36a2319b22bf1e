import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { OverrideAct } from './override-acts.js';
import type { OverrideState } from './override.states.js';

/** Something that the operator does by exception, as one person proposed it and another decided. */
@Entity('operator_override')
export class OverrideRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  act!: OverrideAct;

  /** What it is done to, of the kind that the act names. */
  @Column('uuid')
  subjectId!: string;

  /** The operator. */
  @Column('uuid')
  organizationId!: string;

  @Column('text')
  reason!: string;

  /** Of CORRECT_FEE, in minor units of `currency`: what the fee should have been. */
  @Column('bigint', { nullable: true })
  amountMinor!: bigint | null;

  @Column('text', { nullable: true })
  currency!: string | null;

  @Column('uuid')
  proposedBy!: string;

  @Column('timestamptz')
  proposedAt!: Date;

  @Column('timestamptz')
  lapsesAt!: Date;

  @Column('uuid', { nullable: true })
  decidedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  decidedAt!: Date | null;

  @Column('text')
  state!: OverrideState;

  @Column('integer')
  eventNo!: number;
}
