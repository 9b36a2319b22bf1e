import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { LocalDate } from '../platform/local-date.js';

/** Why nothing of a file was taken. */
export type FileHoldReason = 'TOO_LARGE' | 'UNREADABLE' | 'UNSUPPORTED' | 'IMPOSSIBLE' | 'UNKNOWN_FILE';

/** What came from a bank, as it came. */
@Entity('bank_file')
export class BankFileRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  name!: string;

  /** In bytes. */
  @Column('integer')
  size!: number;

  /** Who brought it; null for what came from the connected bank itself. */
  @Column('uuid', { nullable: true })
  organizationId!: string | null;

  @Column('uuid', { nullable: true })
  submittedBy!: string | null;

  @Column('text', { nullable: true })
  message!: string | null;

  @Column('text', { nullable: true })
  messageId!: string | null;

  @Column('text')
  state!: 'TAKEN' | 'HELD';

  @Column('text', { nullable: true })
  reason!: FileHoldReason | null;

  /** Every fault, with its place. */
  @Column('jsonb')
  problems!: readonly { readonly code: string; readonly path: string; readonly message: string }[];

  @Column('timestamptz')
  receivedAt!: Date;
}

/** Why a report was not taken: for persons, but OUT_OF_SEQUENCE, which the statement before may settle. */
export type ReportHoldReason =
  | 'FOREIGN_ACCOUNT'
  | 'BALANCES_MISSING'
  | 'BALANCES_DIFFER'
  | 'OUT_OF_SEQUENCE'
  | 'STATEMENT_DIFFERS';

export type ReportState = 'TAKEN' | 'REPEATED' | 'HELD' | 'SET_ASIDE';

/** One account's part of a file. */
@Entity('bank_report')
export class BankReportRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  fileId!: string;

  /** From 1, in the order of the file. */
  @Column('integer')
  ordinal!: number;

  @Column('text')
  message!: 'camt.052' | 'camt.053' | 'camt.054';

  @Column('text', { nullable: true })
  reference!: string | null;

  @Column('text')
  iban!: string;

  /** Null for an account that is nobody's here. */
  @Column('uuid', { nullable: true })
  accountId!: string | null;

  @Column('text')
  currency!: string;

  /** Of a statement. */
  @Column('integer', { nullable: true })
  sequence!: number | null;

  @Column('date', { nullable: true })
  day!: LocalDate | null;

  /** Minor units of the currency; below zero the account was overdrawn. */
  @Column('bigint', { nullable: true })
  openingMinor!: bigint | null;

  @Column('bigint', { nullable: true })
  closingMinor!: bigint | null;

  @Column('text')
  state!: ReportState;

  @Column('text', { nullable: true })
  reason!: ReportHoldReason | null;

  /** What it says was booked, one by one; null as long as nothing of it was registered. */
  @Column('integer', { nullable: true })
  entryCount!: number | null;

  @Column('timestamptz')
  receivedAt!: Date;

  /** Null where nothing is told of it. */
  @Column('integer', { nullable: true })
  eventNo!: number | null;
}

/** Why an entry waits for persons. */
export type EntryReason = 'NO_MATCH' | 'SEVERAL_MATCHES' | 'WRONG_PAYER' | 'REFERENCE_REUSED' | 'PAYMENT_BOOKED';

/** RECEIVED: worked on next. FOLLOWED: it speaks of a payment. SUSPENSE: it matches nothing. HELD: nothing is posted. */
export type EntryState = 'RECEIVED' | 'FOLLOWED' | 'SUSPENSE' | 'RESOLVED' | 'HELD';

/** Something that a bank booked on an account, once. */
@Entity('bank_entry')
export class BankEntryRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  accountId!: string;

  @Column('uuid')
  organizationId!: string;

  /** What it is known by in whatever report it comes again. */
  @Column('text')
  key!: string;

  @Column('uuid')
  reportId!: string;

  /** The statement it stands in; null until one came. */
  @Column('uuid', { nullable: true })
  statementId!: string | null;

  /** Out of the account, or into it. */
  @Column('text')
  side!: 'DEBIT' | 'CREDIT';

  @Column('boolean')
  returned!: boolean;

  /** Minor units of `currency`, above zero. */
  @Column('bigint')
  amountMinor!: bigint;

  @Column('text')
  currency!: string;

  @Column('date')
  bookedOn!: LocalDate;

  @Column('text', { nullable: true })
  endToEndId!: string | null;

  /** The bank's own. */
  @Column('text', { nullable: true })
  reference!: string | null;

  @Column('text', { nullable: true })
  remittance!: string | null;

  @Column('text', { nullable: true })
  counterpartyName!: string | null;

  @Column('text', { nullable: true })
  counterpartyIban!: string | null;

  @Column('text', { nullable: true })
  messageId!: string | null;

  @Column('text')
  state!: EntryState;

  @Column('text', { nullable: true })
  reason!: EntryReason | null;

  /** How often it went into suspense: each time is a cause of its own. */
  @Column('integer')
  suspended!: number;

  @Column('timestamptz')
  receivedAt!: Date;

  @Column('integer', { nullable: true })
  eventNo!: number | null;
}
