import type { LocalDate } from '../platform/local-date.js';

/**
 * What the marketplace needs of a bank. It hands over instruction files and reads messages; it learns what happened to an
 * instruction from the messages alone. The same message may come twice, messages may come in any order, and late.
 */
export interface BankPort {
  /** Names the feed of messages, for whoever keeps the place up to which it was read. */
  readonly name: string;
  /**
   * Hands over an instruction file. The same message id with the same bytes counts once, however often it is sent; with
   * other bytes it is a fault.
   */
  submit(file: SubmittedFile): Promise<void>;
  /**
   * Asks to give up instructions that are not booked yet. The answer, if any, is a REJECTED status; asking again is no harm.
   * An instruction that the bank does not have is given up as well: it is answered REJECTED and never booked, even if its
   * file should come after.
   */
  recall(endToEndIds: readonly string[]): Promise<void>;
  /** The messages after a cursor in the order in which the bank put them out; '' for the first. At most `limit` of them. */
  messagesAfter(cursor: string, limit: number): Promise<BankMessagePage>;
}

/** An instruction file as it was released: always the same bytes. */
export interface SubmittedFile {
  /** 1 to 35 characters of A-Z and 0-9. */
  readonly messageId: string;
  readonly body: string;
}

export interface BankMessagePage {
  readonly messages: readonly BankMessage[];
  /** The place after the last of them; as given where there are none. */
  readonly cursor: string;
}

/** What a bank tells. `id` is the message's own: the same id is the same message. */
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

/** An entry on one side's account (camt.054): money out of the payer's (DEBIT), into the payee's (CREDIT). */
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
}

/** A booked payment came back to the payer's account (camt.054 with a return reason). */
export interface ReturnedMessage {
  readonly kind: 'RETURNED';
  readonly id: string;
  readonly endToEndId: string;
  /** The payer's account. */
  readonly iban: string;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly returnedOn: LocalDate;
  readonly reasonCode: string;
  readonly reason: string;
}
