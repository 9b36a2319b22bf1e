import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a limit caps: everything, one buyer, one buyer and supplier, one country of buyers; or a programme's own cap. */
export type LimitScope = 'TOTAL' | 'BUYER' | 'PAIR' | 'COUNTRY' | 'PROGRAMME';

/** A cap on exposure with its use. All amounts are minor units of `currency`. */
@Entity('exposure_limit')
export class LimitRow {
  @PrimaryColumn({ type: 'uuid' })
  readonly id!: string;

  @Column({ type: 'text' })
  readonly scope!: LimitScope;

  /** Null for a programme's own limit alone. */
  @Column({ type: 'uuid', nullable: true })
  readonly funderId!: string | null;

  @Column({ type: 'uuid', nullable: true })
  readonly buyerId!: string | null;

  @Column({ type: 'uuid', nullable: true })
  readonly supplierId!: string | null;

  /** Of the buyer, ISO 3166-1. */
  @Column({ type: 'text', nullable: true })
  readonly country!: string | null;

  @Column({ type: 'uuid', nullable: true })
  readonly programmeId!: string | null;

  @Column({ type: 'text' })
  readonly currency!: string;

  @Column({ type: 'bigint' })
  readonly limitMinor!: bigint;

  /** Live bids. */
  @Column({ type: 'bigint' })
  readonly reservedMinor!: bigint;

  /** Awarded, not disbursed. */
  @Column({ type: 'bigint' })
  readonly committedMinor!: bigint;

  /** Disbursed, not repaid. */
  @Column({ type: 'bigint' })
  readonly outstandingMinor!: bigint;

  @Column({ type: 'integer', nullable: true })
  readonly tenorDaysMax!: number | null;

  /** The limit stands below its use: nothing is forced, and every new grant fails until it fits. */
  @Column({ type: 'boolean' })
  readonly lowered!: boolean;

  @Column({ type: 'integer' })
  readonly eventNo!: number;
}
