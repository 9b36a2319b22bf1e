import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { OrganizationRole } from '../platform/viewer.js';
import type { BankAccountState, OrganizationState } from './organization.states.js';

export type SizeBand = 'MICRO' | 'SMALL' | 'MEDIUM' | 'LARGE';

/** A legal entity on the marketplace. */
@Entity('organization')
export class OrganizationRow {
  @PrimaryColumn({ type: 'uuid' })
  readonly id!: string;

  @Column({ type: 'text' })
  readonly name!: string;

  /** ISO 3166-1 alpha-2. */
  @Column({ type: 'text' })
  readonly country!: string;

  /** In its country's register: capitals, without blanks. */
  @Column({ type: 'text', nullable: true })
  readonly registrationNumber!: string | null;

  @Column({ type: 'text', nullable: true })
  readonly taxId!: string | null;

  @Column({ type: 'text', nullable: true })
  readonly lei!: string | null;

  @Column({ type: 'text', array: true })
  readonly roles!: OrganizationRole[];

  @Column({ type: 'text', nullable: true })
  readonly sizeBand!: SizeBand | null;

  @Column({ type: 'text', nullable: true })
  readonly sector!: string | null;

  /** Of a supplier: what its own money costs it, in basis points a year; null unless it says so. Told to it alone. */
  @Column({ type: 'numeric', nullable: true })
  readonly ownRateBps!: string | null;

  /** Where it is, as payment files name it; told to itself and the operator alone. Null without a town. */
  @Column({ type: 'text', nullable: true })
  readonly addressStreet!: string | null;

  @Column({ type: 'text', nullable: true })
  readonly addressBuildingNumber!: string | null;

  @Column({ type: 'text', nullable: true })
  readonly addressPostCode!: string | null;

  @Column({ type: 'text', nullable: true })
  readonly addressTown!: string | null;

  /** ISO 3166-1 alpha-2. */
  @Column({ type: 'text', nullable: true })
  readonly addressCountry!: string | null;

  @Column({ type: 'text', array: true })
  readonly addressLines!: string[];

  @Column({ type: 'text' })
  readonly state!: OrganizationState;

  /** Since when it is SUSPENDED, by the business clock. */
  @Column({ type: 'timestamptz', nullable: true })
  readonly suspendedAt!: Date | null;

  @Column({ type: 'integer' })
  readonly eventNo!: number;

  @Column({ type: 'timestamptz' })
  readonly createdAt!: Date;
}

/** What the bank of a payee says about the name that goes with an account. */
export type PayeeCheck = 'MATCH' | 'CLOSE_MATCH' | 'NO_MATCH' | 'NOT_POSSIBLE';

/** An account that money of an organization is to go to, or comes from. */
@Entity('bank_account')
export class BankAccountRow {
  @PrimaryColumn({ type: 'uuid' })
  readonly id!: string;

  @Column({ type: 'uuid' })
  readonly organizationId!: string;

  @Column({ type: 'text' })
  readonly iban!: string;

  @Column({ type: 'text', nullable: true })
  readonly bic!: string | null;

  @Column({ type: 'text' })
  readonly holderName!: string;

  /** ISO 4217. */
  @Column({ type: 'text' })
  readonly currency!: string;

  /** The message in which its bank takes instruction files. */
  @Column({ type: 'text' })
  readonly paymentFormat!: 'PAIN_001_001_09' | 'PAIN_001_001_03';

  @Column({ type: 'text' })
  readonly state!: BankAccountState;

  @Column({ type: 'integer' })
  readonly eventNo!: number;

  /** The person who proposed it; another one verifies. */
  @Column({ type: 'uuid' })
  readonly proposedBy!: string;

  @Column({ type: 'uuid', nullable: true })
  readonly verifiedBy!: string | null;

  @Column({ type: 'text', nullable: true })
  readonly payeeCheck!: PayeeCheck | null;

  @Column({ type: 'timestamptz', nullable: true })
  readonly payeeCheckedAt!: Date | null;

  /** The end of the cool-off, by the business clock: no money goes to it before. */
  @Column({ type: 'timestamptz', nullable: true })
  readonly usableFrom!: Date | null;

  @Column({ type: 'timestamptz' })
  readonly createdAt!: Date;
}
