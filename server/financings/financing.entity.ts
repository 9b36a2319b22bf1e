import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { LocalDate } from '../platform/local-date.js';
import type { DayCount } from '../pricing/index.js';
import type { FinancingState } from './financing.states.js';

/** Who broke a financing before it was lasting. */
export type FailedBy = 'FUNDER' | 'SUPPLIER' | 'BANK';

/** The contract born from an award. Terms and figures are frozen; amounts are minor units of `currency`. */
@Entity('financing')
export class FinancingRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  invoiceId!: string;

  @Column('uuid')
  auctionId!: string;

  @Column('uuid')
  bidId!: string;

  @Column('uuid')
  programmeId!: string;

  @Column('uuid')
  termsId!: string;

  @Column('uuid')
  supplierId!: string;

  @Column('uuid')
  buyerId!: string;

  @Column('uuid')
  funderId!: string;

  @Column('text')
  currency!: string;

  @Column('bigint')
  faceMinor!: bigint;

  /** The share of the face that is paid for: the funder's exposure. */
  @Column('bigint')
  advanceMinor!: bigint;

  @Column('bigint')
  discountMinor!: bigint;

  @Column('bigint')
  flatFeeMinor!: bigint;

  /** Leg 1. */
  @Column('bigint')
  priceMinor!: bigint;

  /** Leg 2. */
  @Column('bigint')
  repaymentMinor!: bigint;

  /** Owed to the operator, billed apart from the legs. */
  @Column('bigint')
  platformFeeMinor!: bigint;

  /** What it should have been, as two persons of the operator said; null where it stands as agreed. */
  @Column('bigint', { nullable: true })
  correctedFeeMinor!: bigint | null;

  @Column('text')
  platformFeePayer!: 'SUPPLIER' | 'FUNDER' | 'BUYER';

  @Column('text')
  priceKind!: 'DISCOUNT_ON_FACE' | 'TRUE_DISCOUNT';

  /** Yearly, in basis points. */
  @Column('numeric')
  rateBps!: string;

  @Column('text')
  dayCount!: DayCount;

  /** Calendar days from the value date (excluded) to maturity (included). */
  @Column('integer')
  tenorDays!: number;

  @Column('date')
  valueDate!: LocalDate;

  @Column('date')
  maturity!: LocalDate;

  /** The last day on which leg 1 may settle. */
  @Column('date')
  disburseUntil!: LocalDate;

  /** Pinned at the award: leg 1 goes to it. */
  @Column('uuid')
  supplierAccountId!: string;

  /** Pinned at the award: leg 1 comes from it, leg 2 goes to it. */
  @Column('uuid')
  funderAccountId!: string;

  @Column('uuid', { nullable: true })
  agreedBy!: string | null;

  @Column('timestamptz')
  agreedAt!: Date;

  @Column('date', { nullable: true })
  disbursedOn!: LocalDate | null;

  @Column('date', { nullable: true })
  repaidOn!: LocalDate | null;

  /** When the funder counted the claim as lost, and what was open of it then; what comes since is recovered. */
  @Column('date', { nullable: true })
  writtenOffOn!: LocalDate | null;

  @Column('bigint', { nullable: true })
  writtenOffMinor!: bigint | null;

  @Column('text', { nullable: true })
  failedBy!: FailedBy | null;

  @Column('text', { nullable: true })
  failureReason!: string | null;

  @Column('text')
  state!: FinancingState;

  @Column('integer')
  eventNo!: number;
}
