import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { LocalDate } from '../platform/local-date.js';
import type { DisclosurePackState } from './disclosure-pack.states.js';
import type { PeriodKind } from './fiscal-periods.js';

/** What a buyer discloses for one period. */
@Entity('disclosure_pack')
export class DisclosurePackRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  buyerId!: string;

  @Column('text')
  kind!: PeriodKind;

  @Column('date')
  firstDay!: LocalDate;

  @Column('date')
  lastDay!: LocalDate;

  @Column('uuid')
  openedBy!: string;

  @Column('timestamptz')
  openedAt!: Date;

  @Column('uuid', { nullable: true })
  preparedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  preparedAt!: Date | null;

  /** SHA-256 of the content as it was prepared. */
  @Column('bytea', { nullable: true })
  preparedHash!: Buffer | null;

  @Column('uuid', { nullable: true })
  closedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  closedAt!: Date | null;

  @Column('bytea', { nullable: true })
  contentHash!: Buffer | null;

  @Column('text')
  state!: DisclosurePackState;

  @Column('integer')
  eventNo!: number;
}

/** A pack with what stands around it. */
export type DisclosurePackView = DisclosurePackRow & {
  /** Whether its last day is over. */
  readonly isOver: boolean;
  /** Whether a later period of its kind is closed, whose opening is already said. */
  readonly followed: boolean;
  /** The closed pack of the same kind that ends on the day before; null where there is none. */
  readonly predecessorId: string | null;
};

export type FactKind = 'TERMS' | 'SECURITY' | 'RANGE_NOTE' | 'LINE_ITEM' | 'COMPARABLE' | 'NON_CASH';
export type Moment = 'BEGINNING' | 'END';

/** Something that only the buyer knows. */
@Entity('disclosure_fact')
export class DisclosureFactRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  packId!: string;

  @Column('uuid')
  programmeId!: string;

  @Column('text')
  kind!: FactKind;

  @Column('text', { nullable: true })
  moment!: Moment | null;

  /** The name of a line item of the balance sheet, or what a change is. */
  @Column('text', { nullable: true })
  label!: string | null;

  /** Minor units of `currency`, the programme's; below zero only for a change. */
  @Column('bigint', { nullable: true })
  amountMinor!: bigint | null;

  @Column('text')
  currency!: string;

  /** Days from the invoice date to the payment due date. */
  @Column('integer', { nullable: true })
  daysFrom!: number | null;

  @Column('integer', { nullable: true })
  daysUntil!: number | null;

  @Column('text', { nullable: true })
  note!: string | null;

  /** 1, 2, 3, … within the programme. */
  @Column('integer')
  ordinal!: number;

  @Column('uuid')
  suppliedBy!: string;

  @Column('timestamptz')
  suppliedAt!: Date;

  @Column('text', { nullable: true })
  fileName!: string | null;
}
