/**
 * What reading a message between a company and its bank gives: plain data. Amounts, dates and codes stay as written, trimmed; what the message does
 * not have is null, a list that it does not have is empty. Signs are in `side`, never in an amount.
 */
export type BankFile = BankReport | StatusReport | TransferInitiation | CollectionInitiation;

/** camt.052 (of the day), camt.053 (statement), camt.054 (notification). */
export interface BankReport {
  readonly message: 'camt.052' | 'camt.053' | 'camt.054';
  /** As it is named in the file, for instance `camt.053.001.08`; null where the file does not name it. */
  readonly version: string | null;
  readonly messageId: string | null;
  readonly createdAt: string | null;
  readonly statements: readonly Statement[];
}

/** One account's part of a report. */
export interface Statement {
  readonly id: string | null;
  /** Electronic sequence number, by which continuity is seen. */
  readonly sequence: string | null;
  /** Of a statement that comes in several messages, which it is, and whether none comes after it. */
  readonly page: string | null;
  readonly isLastPage: boolean | null;
  readonly createdAt: string | null;
  readonly account: string | null;
  readonly currency: string | null;
  readonly balances: readonly Balance[];
  readonly entries: readonly Entry[];
}

/** `code`: OPBD, CLBD, PRCD, ITBD, CLAV, … (ISO 20022 external balance types). */
export interface Balance {
  readonly code: string | null;
  readonly amount: string | null;
  readonly currency: string | null;
  readonly side: Side | null;
  readonly date: string | null;
}

/** CRDT: money in; DBIT: money out. */
export type Side = 'CRDT' | 'DBIT';

/** A line of the account, which may stand for a batch of transactions. */
export interface Entry {
  readonly reference: string | null;
  readonly amount: string | null;
  readonly currency: string | null;
  readonly side: Side | null;
  /** Takes back an earlier entry. */
  readonly reversal: boolean | null;
  /** BOOK, PDNG or INFO; only what is booked has happened. */
  readonly status: string | null;
  readonly bookedOn: string | null;
  readonly valueOn: string | null;
  readonly servicerReference: string | null;
  /** `domain/family/sub-family`, or the bank's own code. */
  readonly transactionCode: string | null;
  readonly additionalInfo: string | null;
  /** The instruction file, or its part, that was booked as one. */
  readonly batchId: string | null;
  /** How many more transactions the entry counts than it lists. */
  readonly unlisted: number;
  readonly charges: readonly Charge[];
  readonly transactions: readonly EntryTransaction[];
}

/** What a bank took for itself, or gave back (CRDT). */
export interface Charge {
  readonly amount: string | null;
  readonly currency: string | null;
  readonly side: Side | null;
}

export interface EntryTransaction {
  readonly amount: string | null;
  readonly currency: string | null;
  /** What else the bank says that it came to: booked, in counter value, instructed; one of them in the account's currency. */
  readonly otherAmounts: readonly { readonly amount: string | null; readonly currency: string | null }[];
  /** Its own, where it has one: a batch may hold what goes the other way. */
  readonly side: Side | null;
  /** As that of the entry. */
  readonly transactionCode: string | null;
  readonly charges: readonly Charge[];
  readonly endToEndId: string | null;
  readonly instructionId: string | null;
  readonly messageId: string | null;
  readonly paymentInformationId: string | null;
  readonly servicerReference: string | null;
  /** Unstructured remittance information, its parts joined by a blank. */
  readonly remittance: string | null;
  /** Structured creditor references. */
  readonly references: readonly string[];
  /** Numbers of the documents, and other words, of structured remittance information. */
  readonly documents: readonly string[];
  readonly additionalInfo: string | null;
  readonly debtor: string | null;
  readonly debtorAccount: string | null;
  readonly creditor: string | null;
  readonly creditorAccount: string | null;
  /** Whether it speaks of a return, be it without a reason. */
  readonly isReturn: boolean;
  /** ISO 20022 external return reason (AC04, MD06, …). */
  readonly returnReason: string | null;
  /** The bank's own code, where it gives one. */
  readonly bankReturnReason: string | null;
  /** The words to the reason. */
  readonly returnInfo: string | null;
}

/** pain.002: what becomes of instructions before they are booked. */
export interface StatusReport {
  readonly message: 'pain.002';
  readonly version: string | null;
  readonly messageId: string | null;
  readonly createdAt: string | null;
  readonly originalMessageId: string | null;
  /** ACTC, ACCP, ACSP, ACSC, RJCT, PART, …; null where it speaks of parts only. */
  readonly groupStatus: string | null;
  readonly groupReasons: readonly StatusReason[];
  readonly payments: readonly PaymentStatus[];
}

export interface PaymentStatus {
  readonly paymentInformationId: string | null;
  readonly status: string | null;
  readonly reasons: readonly StatusReason[];
  readonly transactions: readonly TransactionStatus[];
}

export interface TransactionStatus {
  readonly endToEndId: string | null;
  readonly instructionId: string | null;
  readonly status: string | null;
  readonly reasons: readonly StatusReason[];
}

/** An ISO 20022 external status reason (AC04, AM04, …) and its words. */
export interface StatusReason {
  readonly code: string | null;
  readonly info: string | null;
}

/** pain.001: what a payer asks its bank to pay. */
export interface TransferInitiation {
  readonly message: 'pain.001';
  readonly version: string | null;
  readonly messageId: string | null;
  readonly createdAt: string | null;
  readonly initiator: string | null;
  /** How many transfers the message says it holds, and what it says they sum to. */
  readonly count: string | null;
  readonly controlSum: string | null;
  readonly payments: readonly PaymentInformation[];
}

/** Transfers of one day from one account. */
export interface PaymentInformation {
  readonly id: string | null;
  readonly executionDate: string | null;
  readonly debtor: string | null;
  readonly debtorAccount: string | null;
  readonly debtorBic: string | null;
  readonly debtorAddress: WrittenAddress | null;
  readonly transfers: readonly Transfer[];
}

/** pain.008: what a payee asks its bank to collect. */
export interface CollectionInitiation {
  readonly message: 'pain.008';
  readonly version: string | null;
  readonly messageId: string | null;
  readonly createdAt: string | null;
  readonly initiator: string | null;
  /** How many direct debits the message says it holds, and what it says they sum to. */
  readonly count: string | null;
  readonly controlSum: string | null;
  readonly payments: readonly CollectionInformation[];
}

/** Direct debits of one day into one account. */
export interface CollectionInformation {
  readonly id: string | null;
  /** CORE or B2B, of those of SEPA. */
  readonly scheme: string | null;
  /** FRST, RCUR, OOFF or FNAL. */
  readonly sequence: string | null;
  readonly collectionDate: string | null;
  readonly creditor: string | null;
  readonly creditorAccount: string | null;
  readonly creditorBic: string | null;
  readonly creditorAddress: WrittenAddress | null;
  readonly creditorIdentifier: string | null;
  readonly collections: readonly DirectDebit[];
}

export interface DirectDebit {
  readonly endToEndId: string | null;
  readonly instructionId: string | null;
  readonly amount: string | null;
  readonly currency: string | null;
  readonly mandateId: string | null;
  readonly signedOn: string | null;
  readonly debtor: string | null;
  readonly debtorAccount: string | null;
  readonly debtorBic: string | null;
  readonly debtorAddress: WrittenAddress | null;
  readonly remittance: string | null;
  readonly references: readonly string[];
}

/** A postal address; null for what it does not have. */
export interface WrittenAddress {
  readonly street: string | null;
  readonly buildingNumber: string | null;
  readonly postCode: string | null;
  readonly town: string | null;
  readonly country: string | null;
  readonly lines: readonly string[];
}

export interface Transfer {
  readonly endToEndId: string | null;
  readonly instructionId: string | null;
  readonly amount: string | null;
  readonly currency: string | null;
  readonly creditor: string | null;
  readonly creditorAccount: string | null;
  readonly creditorBic: string | null;
  readonly creditorAddress: WrittenAddress | null;
  readonly remittance: string | null;
  readonly references: readonly string[];
}
