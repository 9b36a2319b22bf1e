import type { LocalDate } from '../platform/local-date.js';

/** What a bank said about one payment. `id` is the message's own: the same id is the same message, in whatever file it came. */
export type BankMessage = StatusMessage | BookedMessage | ReturnedMessage;

/** What becomes of an instruction before it is booked (pain.002). */
export interface StatusMessage {
  readonly kind: 'STATUS';
  readonly id: string;
  readonly endToEndId: string;
  readonly status: 'ACCEPTED' | 'REJECTED';
  /** With REJECTED: an ISO 20022 external status reason (AC04, AM04, …) and its words. */
  readonly reasonCode: string | null;
  readonly reason: string | null;
}

/** An entry on one side's account: money out of the payer's (DEBIT), into the payee's (CREDIT). */
export interface BookedMessage {
  readonly kind: 'BOOKED';
  readonly id: string;
  readonly endToEndId: string;
  /** The account on which the entry stands. */
  readonly iban: string;
  readonly side: 'DEBIT' | 'CREDIT';
  /** Minor units of the currency, above zero. */
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly bookedOn: LocalDate;
  /** The account of the other side, where the bank names it. */
  readonly counterpartyIban?: string | null;
  /** How often the very same was booked in one report before: nobody pays twice by one instruction. */
  readonly repetition?: number;
  /** Two persons said that it is this payment, though of a claim less or more came than was asked. */
  readonly saidByPersons?: boolean;
}

/** A booked payment came back: into the payer's account (CREDIT), out of the payee's (DEBIT). */
export interface ReturnedMessage {
  readonly kind: 'RETURNED';
  readonly id: string;
  readonly endToEndId: string;
  /** The account on which the entry stands. */
  readonly iban: string;
  /** Absent in what was kept before both sides were told of: the payer's. */
  readonly side?: 'DEBIT' | 'CREDIT';
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly returnedOn: LocalDate;
  /** Two persons took back what they had said of an entry. */
  readonly saidByPersons?: boolean;
  readonly reasonCode: string;
  readonly reason: string;
}
