import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { LocalDate } from '../platform/local-date.js';
import type { FeeBillState } from './fee-bill.states.js';

/** What a payer owes the operator for one month, in one currency. Its figures never change. */
@Entity('fee_bill')
export class FeeBillRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  operatorId!: string;

  @Column('uuid')
  payerId!: string;

  /** The first day of the month. */
  @Column('date')
  month!: LocalDate;

  @Column('text')
  currency!: string;

  /** 1, 2, 3, … for each operator, without a gap. */
  @Column('integer')
  no!: number;

  /** As it is written: `F000001`. */
  @Column('text')
  number!: string;

  /** Minor units of `currency`, above zero. */
  @Column('bigint')
  totalMinor!: bigint;

  @Column('date')
  drawnOn!: LocalDate;

  @Column('timestamptz')
  drawnAt!: Date;

  /** A business day. */
  @Column('date')
  dueOn!: LocalDate;

  @Column('date', { nullable: true })
  paidOn!: LocalDate | null;

  @Column('text')
  state!: FeeBillState;

  @Column('integer')
  eventNo!: number;
}
