import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AccountKind, Cause, MovementKind } from './movement.js';

/** What one organization owes, is owed or has moved, of one kind in one currency. The counters only grow. */
@Entity('ledger_account')
export class LedgerAccountRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  organizationId!: string;

  @Column('text')
  kind!: AccountKind;

  @Column('text')
  currency!: string;

  @Column('bigint')
  debitMinor!: bigint;

  @Column('bigint')
  creditMinor!: bigint;
}

/** The transfers that committed together, and why. Never changed. */
@Entity('movement')
export class MovementRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  kind!: MovementKind;

  @Column('text')
  causeKind!: Cause['kind'];

  @Column('text')
  causeId!: string;

  @Column('uuid', { nullable: true })
  reversesId!: string | null;

  @Column('timestamptz')
  postedAt!: Date;

  @Column('date')
  businessDay!: string;
}
