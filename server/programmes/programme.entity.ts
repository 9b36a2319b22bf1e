import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CalendarCode, DayCount, RollConvention } from '../pricing/index.js';
import type {
  ClaimPart,
  CostBearer,
  DebtorContact,
  Disclosure,
  FeePayer,
  FundedBy,
  Initiator,
  PriceKind,
  Product,
  Recourse,
  RepaidBy,
  Transfer,
  Undertaking,
} from './products.js';

/** CONTINUOUS: any live offer until the close. SEALED_WINDOW: offers show at the close, then the acceptance window runs. */
export type AuctionKind = 'CONTINUOUS' | 'SEALED_WINDOW';

/** How a programme may move a due date; never to leave it on a closing day. */
export type ProgrammeRoll = Extract<RollConvention, 'FOLLOWING' | 'MODIFIED_FOLLOWING' | 'PRECEDING'>;

/** A buyer's arrangement and its rules of trading. */
@Entity('programme')
export class ProgrammeRow {
  @PrimaryColumn({ type: 'uuid' })
  readonly id!: string;

  @Column({ type: 'uuid' })
  readonly buyerId!: string;

  @Column({ type: 'text' })
  readonly name!: string;

  /** ISO 4217. */
  @Column({ type: 'text' })
  readonly currency!: string;

  @Column({ type: 'text' })
  readonly auctionKind!: AuctionKind;

  /** From opening to close. */
  @Column({ type: 'integer' })
  readonly auctionMinutes!: number;

  /** From the close to the end of the acceptance window; 0 with CONTINUOUS. */
  @Column({ type: 'integer' })
  readonly acceptanceMinutes!: number;

  /** The least days from value date to maturity that are listed. */
  @Column({ type: 'integer' })
  readonly tenorDaysMin!: number;

  /** The most days from invoice date to due date. */
  @Column({ type: 'integer' })
  readonly paymentDaysMax!: number;

  /** Business days from acceptance to leg 1. With what follows as in the terms in force, or for the first of them. */
  @Column({ type: 'integer' })
  readonly settlementDays!: number;

  /** Value dates and due dates are business days of all of these; that of the currency is one. */
  @Column({ type: 'text', array: true })
  readonly calendars!: CalendarCode[];

  /** How a due date that is no business day is moved. */
  @Column({ type: 'text' })
  readonly rollConvention!: ProgrammeRoll;

  /** 'HH:MM' on the clock of `cutOffZone`, from which an acceptance counts for the next business day. */
  @Column({ type: 'text' })
  readonly cutOff!: string;

  /** IANA. */
  @Column({ type: 'text' })
  readonly cutOffZone!: string;

  /** Calendar days after which a prepared approval lapses. */
  @Column({ type: 'integer' })
  readonly approvalLapseDays!: number;

  /** Business days after the adjusted due date before an invoice is overdue. */
  @Column({ type: 'integer' })
  readonly graceBusinessDays!: number;

  /** Calendar days overdue before an invoice is in default. */
  @Column({ type: 'integer' })
  readonly defaultDays!: number;

  /** So many days overdue are allowed before the buyer promises nothing more; 0: any number. */
  @Column({ type: 'integer' })
  readonly overdueStopDays!: number;

  /** Business days after which a leg 1 that did not settle has failed. */
  @Column({ type: 'integer' })
  readonly disbursementDaysMax!: number;

  /** Whether offers show the supplier who made them. */
  @Column({ type: 'boolean' })
  readonly fundersNamed!: boolean;

  @Column({ type: 'boolean' })
  readonly active!: boolean;

  @Column({ type: 'integer' })
  readonly eventNo!: number;

  @Column({ type: 'timestamptz' })
  readonly createdAt!: Date;
}

/** One version of a programme's legal and economic mode; it never changes. */
@Entity('programme_terms')
export class TermsRow {
  @PrimaryColumn({ type: 'uuid' })
  readonly id!: string;

  @Column({ type: 'uuid' })
  readonly programmeId!: string;

  @Column({ type: 'integer' })
  readonly version!: number;

  @Column({ type: 'text' })
  readonly product!: Product;

  @Column({ type: 'text' })
  readonly initiator!: Initiator;

  @Column({ type: 'text' })
  readonly undertaking!: Undertaking;

  @Column({ type: 'text' })
  readonly disclosure!: Disclosure;

  @Column({ type: 'text' })
  readonly transfer!: Transfer;

  @Column({ type: 'text' })
  readonly recourse!: Recourse;

  /** Of the face, in basis points. */
  @Column({ type: 'integer' })
  readonly advanceBps!: number;

  @Column({ type: 'text' })
  readonly fundedBy!: FundedBy;

  @Column({ type: 'text' })
  readonly repaidBy!: RepaidBy;

  @Column({ type: 'text' })
  readonly debtorContact!: DebtorContact;

  @Column({ type: 'text' })
  readonly costBearer!: CostBearer;

  @Column({ type: 'text', array: true })
  readonly priceKinds!: PriceKind[];

  @Column({ type: 'text' })
  readonly dayCount!: DayCount;

  /** Business days from acceptance to leg 1. */
  @Column({ type: 'integer' })
  readonly settlementDays!: number;

  @Column({ type: 'text', array: true })
  readonly calendars!: CalendarCode[];

  @Column({ type: 'text' })
  readonly rollConvention!: ProgrammeRoll;

  /** 'HH:MM' on the clock of `cutOffZone`. */
  @Column({ type: 'text' })
  readonly cutOff!: string;

  /** IANA. */
  @Column({ type: 'text' })
  readonly cutOffZone!: string;

  @Column({ type: 'text' })
  readonly platformFeePayer!: FeePayer;

  /** Basis points a year, a decimal string. */
  @Column({ type: 'numeric', precision: 12, scale: 4 })
  readonly platformFeeBps!: string;

  /** The order in which a payment of a claim is for what is owed of it. */
  @Column({ type: 'text', array: true })
  readonly allocationOrder!: ClaimPart[];

  @Column({ type: 'text' })
  readonly termsText!: string;

  /** SHA-256 of the text in UTF-8. */
  @Column({ type: 'bytea' })
  readonly termsHash!: Buffer;

  @Column({ type: 'text' })
  readonly undertakingText!: string;

  /** SHA-256 of the text in UTF-8. */
  @Column({ type: 'bytea' })
  readonly undertakingHash!: Buffer;

  @Column({ type: 'uuid' })
  readonly publishedBy!: string;

  @Column({ type: 'timestamptz' })
  readonly publishedAt!: Date;
}
