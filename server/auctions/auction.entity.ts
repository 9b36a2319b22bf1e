import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { LocalDate } from '../platform/local-date.js';
import type { DayCount } from '../pricing/index.js';
import type { AuctionState } from './auction.states.js';
import type { BidState } from './bid.states.js';

/**
 * CONTINUOUS: offers show as they come, and any may be taken until the close. SEALED_WINDOW: nobody but its owner learns
 * anything of a bid before the close; then offers show and the acceptance window runs.
 */
export type AuctionKind = 'CONTINUOUS' | 'SEALED_WINDOW';

/** An approved invoice put up for early payment. Every instant of the market is kept in whole milliseconds. */
@Entity('auction')
export class AuctionRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  invoiceId!: string;

  @Column('uuid')
  programmeId!: string;

  /** The terms in force when it was opened. */
  @Column('uuid')
  termsId!: string;

  @Column('uuid')
  supplierId!: string;

  @Column('uuid')
  buyerId!: string;

  @Column('text')
  kind!: AuctionKind;

  /** Of its terms: the share of the face that is paid for, in basis points. */
  @Column('integer')
  advanceBps!: number;

  /** The approved amount, in minor units of `currency`. */
  @Column('bigint')
  faceMinor!: bigint;

  @Column('text')
  currency!: string;

  /** The adjusted due date. */
  @Column('date')
  maturity!: LocalDate;

  @Column('timestamptz')
  openedAt!: Date;

  /** From this instant on no bid is taken, changed or withdrawn. */
  @Column('timestamptz')
  closesAt!: Date;

  /** From this instant on no offer can be taken: the close, or with SEALED_WINDOW the end of the acceptance window. */
  @Column('timestamptz')
  acceptUntil!: Date;

  @Column('timestamptz', { nullable: true })
  suspendedAt!: Date | null;

  @Column('text', { nullable: true })
  suspendedFrom!: 'OPEN' | 'CLOSED' | null;

  /** The party whose suspension stopped it; null where the operator stopped the auction itself. */
  @Column('uuid', { nullable: true })
  suspendedFor!: string | null;

  @Column('uuid', { nullable: true })
  awardedBidId!: string | null;

  /** When it was awarded, withdrawn or lapsed. */
  @Column('timestamptz', { nullable: true })
  decidedAt!: Date | null;

  @Column('text')
  state!: AuctionState;

  @Column('integer')
  eventNo!: number;
}

export type PriceKind = 'DISCOUNT_ON_FACE' | 'TRUE_DISCOUNT';

/** Why a bid came to nothing; all that its owner is told. SUSPENDED: taken back, for the funder was suspended. */
export type LostReason = 'OUTBID' | 'EXPIRED' | 'WITHDRAWN' | 'LIMIT' | 'NOT_CHOSEN' | 'SUSPENDED';

/** A funder's firm price in an auction, for the whole invoice. */
@Entity('bid')
export class BidRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  auctionId!: string;

  @Column('uuid')
  funderId!: string;

  @Column('uuid', { nullable: true })
  placedBy!: string | null;

  /** 1, and one more with each change. */
  @Column('integer')
  version!: number;

  @Column('text')
  priceKind!: PriceKind;

  /** Yearly, in basis points. */
  @Column('numeric')
  rateBps!: string;

  @Column('text')
  dayCount!: DayCount;

  @Column('bigint')
  flatFeeMinor!: bigint;

  /** The advance on the face: what limits count. */
  @Column('bigint')
  exposureMinor!: bigint;

  @Column('text')
  currency!: string;

  @Column('timestamptz')
  placedAt!: Date;

  /** Among equals the earlier comes first; kept by a change that is strictly better for the cost bearer. */
  @Column('timestamptz')
  priorityAt!: Date;

  /** From this instant on it cannot be accepted. */
  @Column('timestamptz')
  validUntil!: Date;

  @Column('timestamptz', { nullable: true })
  decidedAt!: Date | null;

  @Column('text', { nullable: true })
  lostReason!: LostReason | null;

  @Column('text')
  state!: BidState;

  @Column('integer')
  eventNo!: number;
}
