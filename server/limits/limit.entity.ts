import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a limit caps: everything, one buyer, one buyer and supplier, one country of buyers; or a programme's own cap. */
export type LimitScope = 'TOTAL' | 'BUYER' | 'PAIR' | 'COUNTRY' | 'PROGRAMME';

/** A cap on exposure with its use. All amounts are minor units of `currency`. */
@Entity('exposure_limit')
export class LimitRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  scope!: LimitScope;

  /** Null for a programme's own limit alone. */
  @Column('uuid', { nullable: true })
  funderId!: string | null;

  @Column('uuid', { nullable: true })
  buyerId!: string | null;

  @Column('uuid', { nullable: true })
  supplierId!: string | null;

  /** Of the buyer, ISO 3166-1. */
  @Column('text', { nullable: true })
  country!: string | null;

  @Column('uuid', { nullable: true })
  programmeId!: string | null;

  @Column('text')
  currency!: string;

  @Column('bigint')
  limitMinor!: bigint;

  /** Live bids. */
  @Column('bigint')
  reservedMinor!: bigint;

  /** Awarded, not disbursed. */
  @Column('bigint')
  committedMinor!: bigint;

  /** Disbursed, not repaid. */
  @Column('bigint')
  outstandingMinor!: bigint;

  @Column('integer', { nullable: true })
  tenorDaysMax!: number | null;

  /** The limit stands below its use: nothing is forced, and every new grant fails until it fits. */
  @Column('boolean')
  lowered!: boolean;

  @Column('integer')
  eventNo!: number;
}
