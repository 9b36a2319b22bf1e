/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocument } from '../lib/typed-document.js';
export type AcceptInvitationInput = {
  /** For an invitation of an organization. */
  account?: NewAccountInput | null | undefined;
  carrier: Carrier;
  /** The address that the invitation is made out to, where it names one. */
  email: string;
  /** For an invitation of an organization. */
  organization?: NewOrganizationInput | null | undefined;
  /** At least 12 characters; for an address that is known, the password it has. */
  password: string;
  personName: string;
  /** What stands behind the # of the link. */
  token: string;
};

/** What was shown: the acceptance is bound to it. */
export type AcceptOfferInput = {
  bidId: string;
  idempotencyKey: string;
  net: MoneyInput;
  valueDate: string;
  version: number;
};

/** What was shown: the acceptance is bound to it, offer by offer and in its total. */
export type AcceptOffersInput = {
  idempotencyKey: string;
  /** 1 to 200, of one auction each, in one currency. */
  offers: Array<ShownOfferInput>;
  /** The sum of what was shown. */
  totalNet: MoneyInput;
};

export type AcceptTermsInput = {
  /** The `hash` of the terms that were shown. */
  hash: string;
  idempotencyKey: string;
  termsId: string;
};

export type ActivateMandateInput = {
  idempotencyKey: string;
  mandateId: string;
};

export type AddAdmissionDocumentInput = {
  /** The last day on which it holds. */
  expiresOn: string;
  idempotencyKey: string;
  kind: AdmissionDocumentKind;
  /** At most 80 characters. */
  number: string;
  organizationId: string;
};

export type AddExchangeRatesInput = {
  /** eurofxref-hist.csv, eurofxref-daily.xml or its longer sisters: the text, up to 2 MB. */
  file: string;
  fileName: string;
  idempotencyKey: string;
};

export type AddFunderInput = {
  funderId: string;
  programmeId: string;
};

/** What an organization is admitted on; one of a kind stands. */
export type AdmissionDocumentKind =
  /** The check of who stands behind it. */
  | 'KYC'
  /** The permission of a supervisor. */
  | 'LICENCE'
  /** An extract of its country’s register. */
  | 'REGISTER_EXTRACT';

export type AdmitOrganizationInput = {
  organizationId: string;
  /** Kept with the decision; at most 500 characters. */
  reason?: string | null | undefined;
};

/** How alerts reach you. What comes by mail is in the application as well. */
export type AlertDelivery =
  /** In the application alone. */
  | 'APPLICATION'
  /** And in one mail a day. */
  | 'DIGEST'
  /** And by mail at once. */
  | 'MAIL'
  /** Not at all. */
  | 'OFF';

/** What an alert tells of. */
export type AlertKind =
  /** A document of an admission expires within 30 days, or as many as you choose. */
  | 'ADMISSION_EXPIRING'
  /** A batch waits for you, or whom you stand in for, to release it; gone once it does not. */
  | 'APPROVAL_WAITING'
  /** A file or a report of a bank could not be taken. */
  | 'BANK_REPORT_HELD'
  /** A payment of yours will be collected on this day under your mandate: do not pay it as well. What a debtor is told before a direct debit: the subject has the amount, its `collectedUnder` the reference and the creditor identifier. */
  | 'COLLECTION_ANNOUNCED'
  /** An invoice waits until a person decides: a duplicate, or two copies that differ. */
  | 'DOCUMENT_HELD'
  /** Payments of yours are due in three days, or as many as you choose; one alert a day on which any is. Not of what is in a file of direct debits of its payee. */
  | 'DUE_SOON'
  /** What your bank booked matches nothing, or contradicts what it said before. */
  | 'ENTRY_UNMATCHED'
  /** The event feed is held back for more than 5 seconds, or as many as you choose. */
  | 'FEED_LATE'
  /** The buyer disputes an invoice of yours, or rejected it. */
  | 'INVOICE_DISPUTED'
  /** A limit is used up to 80 %, or as far as you choose; again only after it fell ten points below. */
  | 'LIMIT_NEAR'
  /** An offer that you can choose; one alert an offer, once it shows. */
  | 'NEW_OFFER'
  /** Three quarters of the time to choose have passed, and at most a day is left, or as long as you choose. */
  | 'OFFER_ENDING'
  /** An invoice, or a financing, is overdue or in default. */
  | 'OVERDUE'
  /** A bank rejected a payment, or sent it back. */
  | 'PAYMENT_FAILED'
  /** It lapses in 12 hours, or as many as you choose, and still waits for you. */
  | 'PAYMENT_FILE_ENDING'
  /** A payment file waits for you, or whom you stand in for, to release it; gone once it does not. */
  | 'PAYMENT_FILE_WAITING'
  /** An endpoint of your webhooks is called no more: it is gone, or nothing but failure. */
  | 'WEBHOOK_DISABLED'
  /** Money came for a payment from an account that is not its payer’s. */
  | 'WRONG_PAYER';

export type AlertState =
  | 'READ'
  | 'UNREAD';

/** What the threshold of a kind of alerts is counted in. */
export type AlertThresholdUnit =
  | 'DAYS'
  | 'HOURS'
  | 'PERCENT'
  | 'SECONDS';

/** What you can do with a key now. */
export type ApiKeyAction =
  | 'REVOKE'
  | 'ROTATE';

/** What a key may do. Nothing that takes a second person, and nothing that takes an administrator, is a scope. */
export type ApiKeyScope =
  /** Opens auctions, bids and accepts. */
  | 'DEALER'
  /** Submits and prepares; a person releases. */
  | 'MAKER'
  /** Every key reads what its organization sees. */
  | 'READ'
  /** Sets limits. */
  | 'RISK';

/** Whether a key opens the API. */
export type ApiKeyState =
  /** Expired, or replaced by another key and its time of overlap over; final. */
  | 'ENDED'
  /** It does. */
  | 'LIVE'
  /** Taken back by an administrator, or its member left or lost a permission of its scopes; final. */
  | 'REVOKED';

/** What you can do with a batch now. */
export type ApprovalAction =
  | 'REFUSE'
  | 'RELEASE';

export type ApprovalLineInput = {
  /** Less than the invoice says; all of it unless given. */
  amount?: MoneyInput | null | undefined;
  invoiceId: string;
  /** Needed where the amount is lower. */
  lowerReason?: DecisionReason | null | undefined;
};

/** What the list is sorted by. */
export type ApprovalOrder =
  /** The first to lapse first. */
  | 'LAPSES'
  /** The newest first. */
  | 'PREPARED'
  /** The largest first. Amounts compare within their currency. */
  | 'TOTAL';

/** Where a batch stands. */
export type ApprovalState =
  /** Nobody released it in time; final. */
  | 'LAPSED'
  /** Frozen by one person; another releases it by its hash, or refuses it, until it lapses. */
  | 'PREPARED'
  /** Turned down by a checker; its invoices are free for another batch; final. */
  | 'REFUSED'
  /** The buyer has decided. Its invoices are approved in slices of 500, but those left out; final. */
  | 'RELEASED';

/** What you can do with an auction, and your bid in it, now. */
export type AuctionAction =
  | 'ACCEPT_OFFER'
  | 'CHANGE_BID'
  | 'PLACE_BID'
  | 'RESUME'
  | 'SUSPEND'
  | 'WITHDRAW'
  | 'WITHDRAW_BID';

/** When offers can be seen and taken. */
export type AuctionKind =
  /** The supplier sees offers as they come and takes any until the close. */
  | 'CONTINUOUS'
  /** Offers show at the close; then the acceptance window runs. */
  | 'SEALED_WINDOW';

/** What the list is sorted by. */
export type AuctionOrder =
  /** The first to close first. */
  | 'CLOSES'
  /** The largest first. Amounts compare within their currency. */
  | 'FACE'
  /** The first to mature first. */
  | 'MATURITY'
  /** The latest first. */
  | 'OPENED';

/** Where an auction stands. */
export type AuctionState =
  /** An offer was accepted. */
  | 'AWARDED'
  /** Takes no more bids; a sealed one takes an acceptance until `acceptUntil`. */
  | 'CLOSED'
  /** Its time ran out without an award; the invoice may be listed again. */
  | 'LAPSED'
  /** Takes bids until `closesAt`. */
  | 'OPEN'
  /** Stopped by the operator: bids and timers stand still. */
  | 'SUSPENDED'
  /** Taken back by its supplier. */
  | 'WITHDRAWN';

/** What you can do with a bank account now. */
export type BankAccountAction =
  | 'CLOSE'
  | 'REFUSE'
  | 'SET_PAYMENT_FORMAT'
  | 'VERIFY';

/** Whether money may go to an account. */
export type BankAccountState =
  /** Replaced by another account or closed by an administrator; final. */
  | 'CLOSED'
  /** Named by an administrator; another person verifies or refuses it. */
  | 'PROPOSED'
  /** Turned down, or the payee verification found no match; final. */
  | 'REFUSED'
  /** Money goes to it from `usableFrom` on; one for each currency. */
  | 'VERIFIED';

/** What the simulated bank is to do with one payment. */
export type BankBehaviour =
  /** Book it a number of open days late. */
  | 'DELAY'
  /** Not book it. */
  | 'REJECT'
  /** Book it and give it back on the next open day; at once, where it is booked already. */
  | 'RETURN';

export type BankEntryAction =
  /** Say what it is; another person confirms. */
  | 'RESOLVE';

export type BankEntryReason =
  /** It is no payment of this market, as far as it says. */
  | 'NO_MATCH'
  /** The bank names a payment that another entry of the account is already. */
  | 'PAYMENT_BOOKED'
  /** The bank’s reference was used before, with another figure. */
  | 'REFERENCE_REUSED'
  /** It could be more than one payment. */
  | 'SEVERAL_MATCHES'
  /** It names a payment, and came from an account that is not its payer’s. */
  | 'WRONG_PAYER';

export type BankEntrySide =
  /** Into it. */
  | 'CREDIT'
  /** Out of the account. */
  | 'DEBIT';

export type BankEntryState =
  /** It speaks of a payment. */
  | 'FOLLOWED'
  /** It contradicts what was reported before; nothing is posted. */
  | 'HELD'
  /** It is worked on next. */
  | 'RECEIVED'
  /** Two persons of yours said what it is. */
  | 'RESOLVED'
  /** It matches nothing: posted as money of yours that nobody has named. */
  | 'SUSPENSE';

export type BankFileAction =
  /** The original, by GET /bank-files/<id>. */
  | 'DOWNLOAD';

export type BankFileReason =
  /** It lacks what a report must say, or says what cannot be; `problems` names each place. */
  | 'IMPOSSIBLE'
  /** It is larger than files are read, and was not kept. */
  | 'TOO_LARGE'
  /** It speaks of no payment file of yours. */
  | 'UNKNOWN_FILE'
  /** It is no XML that can be read. */
  | 'UNREADABLE'
  /** It is none of the messages that are taken. */
  | 'UNSUPPORTED';

export type BankFileState =
  /** Nothing of it is taken, for the reason given. */
  | 'HELD'
  /** Each account’s part of it was judged by itself. */
  | 'TAKEN';

/** Why a message of a bank is held. NOT_BOOKED_YET, NOT_RETURNED_YET and FAULT are tried again; the others wait for a person. */
export type BankMessageHoldReason =
  /** Its account is not that of the instruction. */
  | 'ACCOUNT_DIFFERS'
  /** A rejection of what was booked. */
  | 'ALREADY_BOOKED'
  /** A booking of what was rejected. */
  | 'ALREADY_REJECTED'
  /** Its amount or currency is not that of the instruction. */
  | 'AMOUNT_DIFFERS'
  /** It is owed again, and there is no attempt left. */
  | 'ATTEMPTS_EXHAUSTED'
  /** The very same was booked again in one report. */
  | 'BOOKED_TWICE'
  /** A fault of ours: it is tried again, later each time. */
  | 'FAULT'
  /** Leg 1 was booked after its financing had been given up. */
  | 'FINANCING_FAILED'
  /** The financing is in no state in which this can follow. */
  | 'FINANCING_MOVED_ON'
  /** The invoice is in no state in which this can follow. */
  | 'INVOICE_MOVED_ON'
  /** It overtook the booking, and waits for that. */
  | 'NOT_BOOKED_YET'
  /** It names a payment that never went to a bank. */
  | 'NOT_INSTRUCTED'
  /** The payee’s bank took it back; it waits for the payer’s. */
  | 'NOT_RETURNED_YET'
  /** Another payment has followed, which this would undo. */
  | 'OTHER_PAYMENT_UNDER_WAY'
  /** It names no payment of ours. */
  | 'UNKNOWN_PAYMENT'
  /** It was paid from another account than was instructed. */
  | 'WRONG_PAYER';

/** What a bank said about a payment. */
export type BankMessageKind =
  /** It has taken the instruction. */
  | 'ACCEPTED'
  /** Booked on the account of the payee. */
  | 'CREDITED'
  /** Booked on the account of the payer. */
  | 'DEBITED'
  /** It did not book it. */
  | 'REJECTED'
  /** Booked, and come back to the payer. */
  | 'RETURNED';

/** What you can propose for a held report; it takes another person of the operator. */
export type BankReportAction =
  /** By an override SET_ASIDE_BANK_REPORT. */
  | 'SET_ASIDE'
  /** By an override TAKE_BANK_REPORT. */
  | 'TAKE';

/** ISO 20022. */
export type BankReportMessage =
  /** What the day has brought so far. */
  | 'CAMT_052'
  /** The statement of a day, with its balances. */
  | 'CAMT_053'
  /** What was booked just now. */
  | 'CAMT_054';

export type BankReportReason =
  /** Opening balance and entries do not come to the closing balance. */
  | 'BALANCES_DIFFER'
  /** A statement without opening or closing balance. */
  | 'BALANCES_MISSING'
  /** Its account is no verified account of whoever brought it. */
  | 'FOREIGN_ACCOUNT'
  /** It does not follow the statement before: it waits for the one that is missing. */
  | 'OUT_OF_SEQUENCE'
  /** The statement of that day and number was taken with other balances. */
  | 'STATEMENT_DIFFERS';

export type BankReportState =
  /** Nothing follows from it, for the reason given. */
  | 'HELD'
  /** A statement that was taken before. */
  | 'REPEATED'
  /** Two persons of the operator said that nothing follows from it. */
  | 'SET_ASIDE'
  /** What it says is registered. */
  | 'TAKEN';

/** What the list is sorted by. */
export type BidOrder =
  /** The latest first. */
  | 'PLACED'
  /** The lowest first. */
  | 'RATE'
  /** The first to end first. */
  | 'VALID_UNTIL';

/** What became of a bid. */
export type BidState =
  /** Its validity ran out. */
  | 'EXPIRED'
  /** Firm: it can be accepted until `validUntil`. */
  | 'LIVE'
  /** Another bid was accepted, or the supplier withdrew the auction: see `lostReason`. */
  | 'LOST'
  /** Taken back by its funder. */
  | 'WITHDRAWN'
  /** Accepted: a financing was agreed. */
  | 'WON';

export type BookAccountInput = {
  kind: string;
  label: string;
  /** Three digits, then digits and letters: 20 in all at most. */
  number: string;
};

export type BookJournalInput = {
  code: string;
  kind: string;
  label: string;
};

export type BooksAction =
  /** `numberJournal`. */
  | 'NUMBER_JOURNAL'
  /** `setBooks`. */
  | 'SET_BOOKS';

/** Which days a payment system is closed. */
export type CalendarCode =
  /** Public holidays of Hungary, without the rest days that a decree moves. */
  | 'BUDAPEST'
  /** Bank holidays of England and Wales. */
  | 'LONDON'
  /** The Federal Reserve Banks. */
  | 'NEW_YORK'
  /** Public holidays of France, and TARGET. */
  | 'PARIS'
  /** The euro. */
  | 'TARGET'
  /** The banks of Japan. */
  | 'TOKYO';

/** How the days ahead are put together. */
export type CalendarSpan =
  /** 31 days ahead. */
  | 'DAY'
  /** 24 months ahead. */
  | 'MONTH'
  /** 26 weeks ahead, from Monday to Sunday. */
  | 'WEEK';

/** How the session travels. */
export type Carrier =
  /** For programs: `Authorization: Bearer …`; ends after 30 days. */
  | 'BEARER'
  /** For browsers: ends after 30 minutes without use, and after 12 hours. */
  | 'COOKIE';

export type ChangeBidInput = {
  bidId: string;
  /** By default that of the terms. */
  dayCount?: DayCount | null | undefined;
  /** An amount on top, whatever the days. */
  flatFee?: MoneyInput | null | undefined;
  idempotencyKey: string;
  priceKind: PriceKind;
  /** Basis points a year: more than 0, at most 10000, at most four decimals. */
  rateBps: string;
  /** By default, and at most, the last moment it can be accepted. */
  validUntil?: string | null | undefined;
};

export type ChangeOrganizationInput = {
  /** Of one of `Viewer.memberships`. */
  organizationId: string;
};

export type ChangePayeeAccountInput = {
  /** Of your organization: verified, in the currency, past its cool-off. */
  bankAccountId: string;
  idempotencyKey: string;
  paymentId: string;
};

/** An endpoint, and all of what it is to be from now on. */
export type ChangeWebhookEndpointInput = {
  /** For which program, e.g. "ERP in Lyon". */
  description: string;
  endpointId: string;
  /** Of `webhookEventTypes`; null: all, later ones too. */
  eventTypes?: Array<string> | null | undefined;
  idempotencyKey: string;
  /** https://, on port 443 or from 1024 on, on the public internet, without name and password. In a demo market on your own machine http:// to that machine as well. */
  url: string;
};

/** What a payment of a claim may be for. */
export type ClaimPart =
  | 'CONTRACT_INTEREST'
  | 'LATE_INTEREST'
  | 'LUMP_SUM'
  | 'PRINCIPAL';

export type CloseBankAccountInput = {
  bankAccountId: string;
};

export type CloseBankDayInput = {
  /** Today or later. */
  day: string;
  reason: string;
};

export type CloseDisclosurePackInput = {
  /** As it was prepared: what you close is what you saw. */
  contentHash: string;
  idempotencyKey: string;
  packId: string;
};

/** What a flat commission is a share of. */
export type CommissionBase =
  | 'ADVANCE'
  | 'FACE';

export type CompareOffersInput = {
  /** Without them that of the currency. */
  calendars?: Array<CalendarCode> | null | undefined;
  /** Without it the supplier. */
  costBearer?: CostBearer | null | undefined;
  /** As the claim says; it is moved to a business day first. */
  dueDate: string;
  /** The claim. */
  face: MoneyInput;
  /** 1 to 20. */
  offers: Array<ComparedOfferInput>;
  /** What the supplier’s own money costs, basis points a year, for `waitingCost`. */
  ownRateBps?: string | null | undefined;
  /** Without it FOLLOWING. */
  rollConvention?: RollConvention | null | undefined;
  /** The day of the money. */
  valueDate: string;
};

/** One offer, of this market or from anywhere else. */
export type ComparedOfferInput = {
  /** The share paid at once, basis points; without it 10000. */
  advanceBps?: number | null | undefined;
  /** A share whatever the days, basis points. */
  commissionBps?: string | null | undefined;
  /** Without it the advance. */
  commissionOn?: CommissionBase | null | undefined;
  /** Without it ACT_360. */
  dayCount?: DayCount | null | undefined;
  /** Without it there is no discount. */
  discountKind?: DiscountKind | null | undefined;
  /** Until when a sliding discount is whole. */
  earliestDate?: string | null | undefined;
  flatFee?: MoneyInput | null | undefined;
  /** Whose it is, or what you call it: up to 80 characters. */
  name: string;
  /** Basis points a year on the face, billed apart. */
  platformFeeBps?: string | null | undefined;
  /** Without it the funder. */
  platformFeePayer?: FeePayer | null | undefined;
  /** Basis points, 0 to 10000: a year, or the whole share of a sliding discount. */
  rateBps?: string | null | undefined;
};

export type CompleteExportFailure =
  /** Something went wrong here: ask again. */
  | 'FAULT'
  /** Whoever asked is no administrator any more. */
  | 'NOT_ALLOWED'
  /** There is more than 65,535 files or 4 GiB: take the lists one by one. */
  | 'TOO_LARGE';

export type CompleteExportState =
  /** Its time is over, and the file is gone. */
  | 'EXPIRED'
  /** It could not be made; `failure` says why. */
  | 'FAILED'
  /** It can be taken at `/exports/complete/<id>.zip`, until it expires. */
  | 'READY'
  /** It is being made. */
  | 'REQUESTED';

export type ConfirmOverrideInput = {
  idempotencyKey: string;
  overrideId: string;
};

export type ConfirmResolutionInput = {
  idempotencyKey: string;
  resolutionId: string;
};

export type CorrectInvoiceInput = {
  idempotencyKey: string;
  invoiceId: string;
};

/** Who bears the cost of early payment. */
export type CostBearer =
  | 'BUYER'
  | 'SUPPLIER';

export type CreateApiKeyInput = {
  /** By the real clock; at most 365 days ahead. */
  expiresAt: string;
  /** For which program, e.g. "ERP in Lyon". */
  name: string;
  /** At least READ; none that you have no permission for. */
  scopes: Array<ApiKeyScope>;
};

export type CreateProgrammeInput = {
  /** With SEALED_WINDOW 1 to 43200; otherwise it counts as 0. */
  acceptanceMinutes: number;
  auctionKind: AuctionKind;
  /** 1 to 43200. */
  auctionMinutes: number;
  buyerId: string;
  /** Beside that of the currency, which always counts; without it that of the currency alone. */
  calendars?: Array<CalendarCode> | null | undefined;
  /** ISO 4217. */
  currency: string;
  /** HH:MM; without it the currency's: EUR 16:00, GBP 15:00, USD 17:00. */
  cutOff?: string | null | undefined;
  /** An IANA zone; without it the currency's: Paris, London, New York. */
  cutOffZone?: string | null | undefined;
  name: string;
  /** 0 to 365, 0 for no stop; without it 30. */
  overdueStopDays?: number | null | undefined;
  /** 1 to 365; without it 60. */
  paymentDaysMax?: number | null | undefined;
  /** Without it FOLLOWING. */
  rollConvention?: RollConvention | null | undefined;
  /** 0 to 2; without it 1. */
  settlementDays?: number | null | undefined;
  /** 1 to 365; without it 15. */
  tenorDaysMin?: number | null | undefined;
};

export type CreateWebhookEndpointInput = {
  /** For which program, e.g. "ERP in Lyon". */
  description: string;
  /** Of `webhookEventTypes`; null: all, later ones too. */
  eventTypes?: Array<string> | null | undefined;
  idempotencyKey: string;
  /** https://, on port 443 or from 1024 on, on the public internet, without name and password. In a demo market on your own machine http:// to that machine as well. */
  url: string;
};

/** How a credit note is taken off an invoice. */
export type CreditKind =
  /** Off a later invoice of the same supplier. */
  | 'NETTING'
  /** Off the invoice that it names. */
  | 'REDUCTION';

/** What you can do with a credit note now. */
export type CreditNoteAction =
  | 'PREPARE_APPROVAL'
  | 'WITHDRAW';

/** Where a credit note stands. */
export type CreditNoteState =
  /** It reduced its invoice; final. */
  | 'APPLIED'
  /** All of it was taken off later invoices; final. */
  | 'NETTED'
  /** The supplier owes it to the buyer: it is taken off later invoices at their release. */
  | 'OPEN'
  /** It waits for a release by the buyer, which reduces its invoice by it. */
  | 'RECORDED'
  /** Taken back by whoever submitted it, or with its invoice; final. */
  | 'WITHDRAWN';

/** What became of a credit note of a batch. */
export type CreditOutcome =
  /** It was taken off. */
  | 'APPLIED'
  /** It, or its invoice, changed after it was frozen: it waits for another batch. */
  | 'LEFT_OUT'
  /** Frozen; not decided, or its slice of the release has not come yet. */
  | 'PENDING';

/** How days are counted, and on which year. */
export type DayCount =
  | 'ACT_360'
  | 'ACT_365'
  | 'THIRTY_E_360'
  | 'THIRTY_U_360';

export type DeactivateMemberInput = {
  memberId: string;
};

/** Why an invoice is disputed, rejected, or approved for less than it says. */
export type DecisionReason =
  | 'AMOUNT'
  | 'BANK_DETAILS'
  | 'CALCULATION'
  | 'CONTRACT_ENDED'
  | 'DELIVERY_INCOMPLETE'
  | 'DISCOUNT'
  | 'DOUBLE_FINANCED'
  | 'DUPLICATE'
  | 'ITEM'
  | 'NOT_CONFORM'
  | 'ORDER_REFERENCE'
  | 'OTHER'
  | 'PAYMENT_MEANS'
  | 'PRICE'
  | 'QUALITY'
  | 'QUANTITY'
  | 'TAX_RATE'
  | 'WRONG_ISSUER'
  | 'WRONG_RECIPIENT';

export type DeleteWebhookEndpointInput = {
  endpointId: string;
  idempotencyKey: string;
};

/** What is asked for depends on the kind; what a kind does not take must be left out. */
export type DisclosureFactInput = {
  /** In the currency of the programme. */
  amount?: string | null | undefined;
  daysFrom?: number | null | undefined;
  daysUntil?: number | null | undefined;
  kind: DisclosureFactKind;
  /** Up to 200 characters. */
  label?: string | null | undefined;
  moment?: DisclosureMoment | null | undefined;
  /** Up to 4,000 characters. */
  note?: string | null | undefined;
};

/** What only the buyer knows. */
export type DisclosureFactKind =
  /** Comparable payables outside the arrangement, by their payment due dates. */
  | 'COMPARABLE'
  /** A line of the balance sheet, and its part of the carrying amount. */
  | 'LINE_ITEM'
  /** A further change without cash, such as an exchange difference. Beside the ledger. */
  | 'NON_CASH'
  /** Why payment due dates lie far apart. */
  | 'RANGE_NOTE'
  /** Assets pledged, and guarantees. */
  | 'SECURITY'
  /** Terms and conditions in its words, such as extended payment terms. */
  | 'TERMS';

/** What is counted. OPENING to OTHER, signed as they change what is owed, come to CLOSING. */
export type DisclosureFigureKind =
  /** Owed at the end of the period. */
  | 'CLOSING'
  /** Of CLOSING, what funders have paid suppliers for. */
  | 'CLOSING_FUNDED'
  /** Approved in the period, whether or not a funder bought the claim. */
  | 'CONFIRMED'
  /** What credit notes took off. */
  | 'CREDITED'
  /** Posted into the time before the period after that was closed. */
  | 'LATE'
  /** Owed before the period; as the closed period before says it. */
  | 'OPENING'
  /** Of OPENING, what funders have paid suppliers for. */
  | 'OPENING_FUNDED'
  /** Any other movement of what is owed. */
  | 'OTHER'
  /** Paid by the buyer in the period, to suppliers and funders. */
  | 'PAID'
  /** Payments that came back. */
  | 'RETURNED'
  /** Approvals that were taken back. */
  | 'TAKEN_BACK';

/** Of the period. */
export type DisclosureMoment =
  | 'BEGINNING'
  | 'END';

export type DisclosurePackAction =
  /** Close it for good. Never what you prepared yourself. */
  | 'CLOSE'
  /** Fix it, once the period is over. */
  | 'PREPARE'
  /** Open again what was prepared. */
  | 'REOPEN'
  /** Say what only the buyer knows. */
  | 'SUPPLY';

export type DisclosurePackState =
  /** It never changes. */
  | 'CLOSED'
  /** It says what the ledger says now. */
  | 'OPEN'
  /** One person has fixed what it says by its hash; another can close it. */
  | 'PREPARED';

/** By the fiscal year of the buyer. */
export type DisclosurePeriodKind =
  | 'HALF_YEAR'
  | 'MONTH'
  | 'QUARTER'
  | 'YEAR';

/** How a rate becomes a discount. */
export type DiscountKind =
  /** Advance times yearly rate times days, taken off the advance. */
  | 'DISCOUNT_ON_FACE'
  /** A share, whole until `earliestDate`, falling evenly to nothing on the due date. */
  | 'SLIDING_DISCOUNT'
  /** The price that grows to the advance at the yearly rate. */
  | 'TRUE_DISCOUNT';

export type DisputeInvoiceInput = {
  idempotencyKey: string;
  invoiceId: string;
  /** At most 500 characters; the other party reads it. */
  note?: string | null | undefined;
  reason: DecisionReason;
};

/** What became of a line of a due list since the export before. */
export type DueChange =
  /** It was there, and is not owed any more. */
  | 'CANCELLED'
  /** It was there, and is not as it was; see `changed`. */
  | 'CHANGED'
  /** It was not there. */
  | 'NEW'
  /** It was there, and is on its way to the bank, or paid. */
  | 'RELEASED'
  /** It is as it was. */
  | 'UNCHANGED';

export type DueField =
  /** It goes to another account. */
  | 'ACCOUNT'
  /** It is another amount. */
  | 'AMOUNT'
  /** It is due on another day. */
  | 'DUE_DATE'
  /** It must not be paid now, or may be again. */
  | 'HOLD'
  /** The claim has another holder: it was sold, or fell back. */
  | 'PAYEE'
  /** It is another payment. */
  | 'REFERENCE';

/** Why a line must not be paid now. */
export type DueHold =
  /** The payee has a new account that is not to be paid into yet. */
  | 'ACCOUNT_COOLS_OFF'
  /** Its payee collects it under your mandate: do not pay it as well. */
  | 'COLLECTED'
  /** The claim is being sold: to whom it will be owed is not certain yet. */
  | 'FINANCING_AGREED'
  /** The payee has no verified account in this currency. */
  | 'NO_ACCOUNT';

export type DueLineFilter = {
  change?: Array<DueChange> | null | undefined;
  /** Due on this day or before. */
  dueUntil?: string | null | undefined;
};

export type EndSessionInput = {
  sessionId: string;
};

/** How many invoices were shown, and their total. */
export type ExpectedSelectionInput = {
  count: number;
  total: MoneyInput;
};

export type ExportDueListInput = {
  idempotencyKey: string;
};

export type FeeBillState =
  /** Owed; a checker of the payer releases its payment as any other. */
  | 'DRAWN'
  /** Its payment was booked on the account of the payer. */
  | 'PAID';

/** Who owes the platform fee. */
export type FeePayer =
  | 'BUYER'
  | 'FUNDER'
  | 'SUPPLIER';

export type FileToReleaseInput = {
  fileId: string;
  /** The `sha256` of what was looked at. */
  sha256: string;
};

/** What the list is sorted by. */
export type FinancingOrder =
  /** The latest first. */
  | 'AGREED'
  /** The largest first. Amounts compare within their currency. */
  | 'FACE'
  /** The first to mature first. */
  | 'MATURITY';

/** Where a financing stands between its two legs. */
export type FinancingState =
  /** An offer was accepted; the funder releases leg 1. */
  | 'AGREED'
  /** Cover was called. */
  | 'CLAIMED'
  /** Overdue for so long that it counts as lost; what comes still counts. */
  | 'DEFAULTED'
  /** Leg 1 settled: the claim is the funder’s; the buyer owes it leg 2 at maturity. */
  | 'DISBURSED'
  /** Leg 1 is released and on its way. */
  | 'DISBURSING'
  /** Leg 1 failed or came back: the claim is the supplier’s, nothing is owed, it may be listed again. */
  | 'FAILED'
  /** Maturity and grace have passed with an amount open. */
  | 'OVERDUE'
  /** Leg 2 settled. */
  | 'REPAID';

/** Who lists: the buyer by rule, or the supplier. */
export type Initiator =
  | 'BUYER'
  | 'SUPPLIER';

export type InviteMemberInput = {
  email: string;
  name: string;
  permissions: Array<Permission>;
};

export type InviteNamedSupplierInput = {
  /** Of the person who is to accept. */
  email: string;
  /** The organization in state INVITED that stands in for it. */
  organizationId: string;
};

export type InviteOrganizationInput = {
  /** Of the person who is to accept. */
  email: string;
  /** The name of the organization, as you know it. */
  name: string;
  /** All but OPERATOR. */
  role: OrganizationRole;
};

export type InviteSupplierInput = {
  /** Of the person who is to accept. */
  email: string;
  /** The name of the supplier, as you know it. */
  name: string;
  programmeId: string;
};

/** What you can do with an invoice now. */
export type InvoiceAction =
  | 'CORRECT'
  | 'DISPUTE'
  | 'OPEN_AUCTION'
  | 'PREPARE_APPROVAL'
  | 'REJECT'
  | 'SETTLE_DIFFERENCE'
  | 'WITHDRAW';

/** All that is given must hold. */
export type InvoiceFilter = {
  /** Of this amount or more, in its currency. */
  amountFrom?: MoneyInput | null | undefined;
  /** Of this amount or less, in its currency. */
  amountUntil?: MoneyInput | null | undefined;
  /** You, as its buyer, can put it into a batch. */
  approvable?: boolean | null | undefined;
  buyerId?: string | null | undefined;
  /** ISO 4217. */
  currency?: string | null | undefined;
  /** Due, moved to a business day, on this day or later. */
  dueFrom?: string | null | undefined;
  /** Due, moved to a business day, on this day or earlier. */
  dueUntil?: string | null | undefined;
  /** Approved, not listed, not financed, and such that the programme takes it; see `eligibility`. */
  listable?: boolean | null | undefined;
  /** The beginning of the number; only letters and digits count. */
  number?: string | null | undefined;
  programmeId?: string | null | undefined;
  state?: Array<InvoiceState> | null | undefined;
  supplierId?: string | null | undefined;
};

/** What the list is sorted by. */
export type InvoiceOrder =
  /** The largest first. Amounts compare within their currency. */
  | 'AMOUNT'
  /** The first due first. */
  | 'DUE'
  /** In the order of the alphabet. */
  | 'NUMBER'
  /** The newest first. */
  | 'SUBMITTED';

/** Where an invoice stands. */
export type InvoiceState =
  /** Released by the buyer under four eyes; it can be put up for early payment. */
  | 'APPROVED'
  /** A credit note took all of it; final. */
  | 'CREDITED'
  /** Overdue for as long as the programme waits. */
  | 'DEFAULTED'
  /** The buyer says what is wrong; the supplier corrects it, or the buyer approves or rejects it. */
  | 'DISPUTED'
  /** The adjusted due date and the grace have passed with an amount open. */
  | 'OVERDUE'
  /** Paid in full; open again only when the payment comes back. */
  | 'PAID'
  /** Refused by the buyer; final. */
  | 'REJECTED'
  /** Sent by the supplier or the buyer; the buyer approves, disputes or rejects it. */
  | 'SUBMITTED'
  /** Taken back by the side that submitted it; final. */
  | 'WITHDRAWN';

/** What mails to you are written in. */
export type Language =
  | 'EN'
  | 'FR';

export type LateFilter = {
  /** At least so many days late. */
  daysMin?: number | null | undefined;
  side?: LateSide | null | undefined;
};

/** What the list is sorted by. */
export type LateOrder =
  /** The longest late first. */
  | 'DUE'
  /** The largest open face first. Amounts compare within their currency. */
  | 'PRINCIPAL';

export type LateSide =
  /** Your organization owes it. */
  | 'OWED'
  /** It is owed to your organization. */
  | 'RECEIVABLE';

/** What a limit caps. */
export type LimitScope =
  /** One buyer. Without it the funder sees no auction of that buyer. */
  | 'BUYER'
  /** All buyers of one country. */
  | 'COUNTRY'
  /** One buyer and one supplier, named by its alias. */
  | 'PAIR'
  /** All funders of one programme together; set by the operator, judged at the award only. */
  | 'PROGRAMME'
  /** Everything the funder stands exposed to, in one currency. */
  | 'TOTAL';

/** What became of one invoice of a batch. */
export type LineOutcome =
  /** The undertaking stands. */
  | 'APPROVED'
  /** Named by the preparation, not frozen; `leftOutReason` says why. */
  | 'EXCLUDED'
  /** A fault of ours: nothing happened to it, and it can go into another batch. */
  | 'FAILED'
  /** It changed after it was frozen; `leftOutReason` says how. */
  | 'LEFT_OUT'
  /** Frozen; not decided, or its slice of the release has not come yet. */
  | 'PENDING';

/** Why an invoice of a batch is not approved. */
export type LineReason =
  | 'ALREADY_PREPARED'
  | 'CREDIT_ABOVE_AMOUNT'
  | 'CREDIT_CHANGED'
  | 'FAULT'
  | 'INVOICE_CHANGED'
  | 'INVOICE_DECIDED'
  | 'INVOICE_DISPUTED'
  | 'INVOICE_HELD'
  | 'INVOICE_REJECTED'
  | 'INVOICE_WITHDRAWN'
  | 'OTHER_CURRENCY'
  | 'OTHER_PROGRAMME'
  | 'SUPPLIER_NOT_HERE';

/** How somebody of the operator looked. */
export type LookKind =
  /** The original of a document. */
  | 'DOCUMENT'
  /** A list as a file. */
  | 'FILE'
  /** What an act gave back to read. */
  | 'MUTATION'
  /** A query, as every page sends them. */
  | 'QUERY'
  /** The event stream, from its start on. */
  | 'SUBSCRIPTION';

export type MandateAction =
  /** Grant it. Never your own proposal. */
  | 'ACTIVATE'
  /** End it at once. */
  | 'REVOKE';

/** Of SEPA direct debits. */
export type MandateScheme =
  /** Between businesses: what was collected is not paid back on the word of the debtor. */
  | 'B2B'
  /** What was collected goes back to the debtor on its word for eight weeks. */
  | 'CORE';

export type MandateState =
  /** Its creditor may collect under it. */
  | 'ACTIVE'
  /** Its last day has passed, or 36 months in which nothing was collected under it; final. */
  | 'EXPIRED'
  /** It waits for another person of its debtor; its creditor does not know of it. */
  | 'PROPOSED'
  /** A person of either side ended it; final. */
  | 'REVOKED';

export type MarkAlertsReadInput = {
  /** At most 200; null: all of them. */
  alertIds?: Array<string> | null | undefined;
};

/** What you can do with a member now. */
export type MemberAction =
  | 'DEACTIVATE'
  | 'SET_CEILINGS'
  | 'SET_PERMISSIONS'
  | 'SET_SUBSTITUTE';

/** An amount; more digits than its currency has are refused. */
export type MoneyInput = {
  amount: string;
  currency: string;
};

/** One of the two. */
export type MoveClockInput = {
  /** 1 to 400: the same time of day, so many days later. */
  byDays?: number | null | undefined;
  idempotencyKey: string;
  /** At most 400 days ahead, never back. */
  to?: string | null | undefined;
};

export type NewAccountInput = {
  bic?: string | null | undefined;
  /** ISO 4217; without it the programme’s currency, else EUR. */
  currency?: string | null | undefined;
  holderName: string;
  iban: string;
};

/** An organization in a handful of fields; at least one of its three numbers. */
export type NewOrganizationInput = {
  /** ISO 3166-1 alpha-2. */
  country: string;
  /** ISO 17442. */
  lei?: string | null | undefined;
  name: string;
  registrationNumber?: string | null | undefined;
  sector?: string | null | undefined;
  /** MICRO, SMALL, MEDIUM or LARGE. */
  sizeBand?: string | null | undefined;
  /** In the EU a VAT number with its country prefix. */
  taxId?: string | null | undefined;
};

export type NumberJournalInput = {
  /** The last day of the fiscal year. */
  yearEnd: string;
};

export type OpenAuctionInput = {
  idempotencyKey: string;
  invoiceId: string;
  /** 1 to 43200; by default those of the programme. */
  minutes?: number | null | undefined;
};

export type OpenDisclosurePackInput = {
  firstDay: string;
  idempotencyKey: string;
  kind: DisclosurePeriodKind;
};

/** What you can do with an organization now. */
export type OrganizationAction =
  | 'ADMIT'
  | 'CREATE_API_KEY'
  | 'INVITE_MEMBER'
  | 'PROPOSE_ACCOUNT'
  | 'RECORD_DOCUMENT'
  | 'REFUSE'
  | 'RESUME'
  | 'SET_ADDRESS'
  | 'SET_OWN_RATE'
  | 'SUSPEND';

/** What an organization is on the marketplace; one may be several. */
export type OrganizationRole =
  /** Approves invoices and pays them on their due date. */
  | 'BUYER'
  /** Bids for approved invoices and pays early. */
  | 'FUNDER'
  /** Covers funders. */
  | 'INSURER'
  /** Runs the marketplace; holds no money. */
  | 'OPERATOR'
  /** Sells its approved invoices for early payment. */
  | 'SUPPLIER';

/** Whether an organization may trade. */
export type OrganizationState =
  /** May trade; the operator may suspend it. */
  | 'ADMITTED'
  /** Named by a file of a buyer as its supplier, and not here yet: stands in for it. */
  | 'INVITED'
  /** Stood in for a supplier that is here now under its own record; final. */
  | 'JOINED'
  /** Registered by its invitation; the operator admits or refuses it. */
  | 'PENDING'
  /** Turned away by the operator; final. */
  | 'REFUSED'
  /** Stopped by the operator, or for a document that expired: sees everything, trades nothing, until it is resumed. */
  | 'SUSPENDED';

/** What the operator does by exception, which takes two of its persons. */
export type OverrideAct =
  /** An account is verified though the name at the bank is only close. */
  | 'ACCEPT_CLOSE_MATCH'
  /** An account is verified though its bank could not say whose it is. */
  | 'ACCEPT_UNCHECKED_ACCOUNT'
  /** A held message is judged again; what still stands against it refuses. */
  | 'APPLY_BANK_MESSAGE'
  /** The fee of a financing is taken back, and the right one posted. */
  | 'CORRECT_FEE'
  /** An overdue invoice is in default before the days of its programme have passed. */
  | 'DEFAULT_INVOICE'
  /** Nothing follows from a held message, for good. */
  | 'IGNORE_BANK_MESSAGE'
  /** An auction that the operator stopped goes on, later by the time it stood still. */
  | 'RESUME_AUCTION'
  /** A suspended organization may trade again. */
  | 'RESUME_ORGANIZATION'
  /** Nothing follows from a held report, for good. */
  | 'SET_ASIDE_BANK_REPORT'
  /** A held report of an account is taken, whatever stood against it. */
  | 'TAKE_BANK_REPORT';

export type OverrideAction =
  /** Do it, under both names. Never your own. */
  | 'CONFIRM'
  /** Turn it down, or take it back. */
  | 'REFUSE';

export type OverrideState =
  /** Another person confirmed, and it was done. */
  | 'CONFIRMED'
  /** Nobody confirmed in time. */
  | 'LAPSED'
  /** It waits for another person. */
  | 'PROPOSED'
  /** It was turned down, or taken back. */
  | 'REFUSED';

export type PauseWebhookEndpointInput = {
  endpointId: string;
  idempotencyKey: string;
};

/** What the payee's bank answered to the verification of payee: does the name go with the account? */
export type PayeeCheck =
  /** The name is nearly the account holder's. */
  | 'CLOSE_MATCH'
  /** The name is the account holder's. */
  | 'MATCH'
  /** The bank gives no answer. */
  | 'NOT_POSSIBLE'
  /** The name is another's: the account is refused. */
  | 'NO_MATCH';

/** What you can do with a payment now. */
export type PaymentAction =
  /** Say to which account of yours it goes, for the one agreed was closed. */
  | 'CHANGE_PAYEE_ACCOUNT'
  /** Put it into a file of direct debits to your bank, under the mandate of its payer. */
  | 'COLLECT'
  /** Put it into a file to your bank, for a second person to release. */
  | 'PREPARE';

export type PaymentDirection =
  /** Your organization is paid. */
  | 'IN'
  /** Your organization pays. */
  | 'OUT';

export type PaymentFileAction =
  /** Take it away, by GET /payment-files/<id>.xml: it counts as left then. */
  | 'DOWNLOAD'
  /** Turn it down: its payments are free again. */
  | 'REFUSE'
  /** Let it go to your bank, as the second person. */
  | 'RELEASE';

export type PaymentFileDirection =
  /** Its owner is paid, by direct debit under mandates (pain.008). */
  | 'COLLECTION'
  /** Its owner pays (pain.001). */
  | 'TRANSFER';

export type PaymentFileState =
  /** Nobody released it by the end of its day; its payments are free for another; final. */
  | 'LAPSED'
  /** It is on its way to the bank, or somebody of yours took it away: what becomes of it is the bank’s to say. */
  | 'LEFT'
  /** It waits for another person to release it by its hash. */
  | 'PREPARED'
  /** Turned down; its payments are free for another; final. */
  | 'REFUSED'
  /** Two persons let it go; it has not begun to leave. */
  | 'RELEASED'
  /** The connected bank took it. */
  | 'SENT'
  /** It was released, never left, and never will; final. */
  | 'WITHDRAWN';

export type PaymentFilter = {
  direction?: PaymentDirection | null | undefined;
  /** Due on this day or later. */
  dueFrom?: string | null | undefined;
  /** Due on this day or before. */
  dueUntil?: string | null | undefined;
  kind?: Array<PaymentKind> | null | undefined;
  state?: Array<PaymentState> | null | undefined;
};

/** The ISO 20022 message in which a bank takes instruction files. */
export type PaymentFormat =
  /** For a bank that still asks for it. */
  | 'PAIN_001_001_03'
  /** What banks ask for. */
  | 'PAIN_001_001_09';

export type PaymentKind =
  /** Leg 1: the funder pays the supplier. */
  | 'DISBURSEMENT'
  /** Whoever owes the platform fee pays the bill of a month to the operator. */
  | 'FEE_BILL'
  /** The funder pays the supplier what leg 1, being late, was short of. */
  | 'PRICE_ADJUSTMENT'
  /** Leg 2: the buyer pays the funder, who holds the claim. */
  | 'REPAYMENT'
  /** The buyer pays the supplier, who still holds the claim. */
  | 'SUPPLIER_PAYMENT';

/** What the list is sorted by. */
export type PaymentOrder =
  /** The largest first. Amounts compare within their currency. */
  | 'AMOUNT'
  /** The first due first. */
  | 'DUE';

/** How far a payment has come. A new attempt is a new payment. */
export type PaymentState =
  /** It is not owed any more, or to somebody else; final. */
  | 'CANCELLED'
  /** Owed; two persons of the payer let it go: one prepares a file, another releases it. */
  | 'DUE'
  /** Released to the bank of the payer, not booked yet. */
  | 'INSTRUCTED'
  /** The bank did not book it, or never got it; final. */
  | 'REJECTED'
  /** It was booked and came back; final. */
  | 'RETURNED'
  /** Booked on the account of the payer; `creditedOn` tells when it was on that of the payee. */
  | 'SETTLED';

/** What a member may do; one may hold several. */
export type Permission =
  /** Keeps members and settings; no money. */
  | 'ADMINISTRATOR'
  /** Releases approvals, payments and accounts that another person prepared. */
  | 'CHECKER'
  /** Opens auctions, bids and accepts. */
  | 'DEALER'
  /** Submits and prepares. */
  | 'MAKER'
  /** Sets limits. */
  | 'RISK'
  /** Reads. */
  | 'VIEWER';

export type PlaceBidInput = {
  auctionId: string;
  /** By default that of the terms. */
  dayCount?: DayCount | null | undefined;
  /** An amount on top, whatever the days. */
  flatFee?: MoneyInput | null | undefined;
  idempotencyKey: string;
  priceKind: PriceKind;
  /** Basis points a year: more than 0, at most 10000, at most four decimals. */
  rateBps: string;
  /** By default, and at most, the last moment it can be accepted. */
  validUntil?: string | null | undefined;
};

export type PlanPaymentInput = {
  behaviour: BankBehaviour;
  /** DELAY: 1 to 365 open days. */
  delayDays?: number | null | undefined;
  idempotencyKey: string;
  paymentId: string;
  /** What the bank will say; an ISO 20022 code at its head ('AC04 account closed') names the culprit. */
  reason: string;
};

/** A street, or up to two lines for what has none. */
export type PostalAddressInput = {
  /** At most 16 characters; only with a street. */
  buildingNumber?: string | null | undefined;
  /** ISO 3166-1 alpha-2. */
  country: string;
  /** At most two of 70 characters; none beside a street. */
  lines?: Array<string> | null | undefined;
  /** At most 16 characters. */
  postCode?: string | null | undefined;
  /** At most 70 characters. */
  street?: string | null | undefined;
  /** At most 35 characters. */
  town: string;
};

/** The invoices are named in one of three ways: by `lines`, by `filter` or by `file`. */
export type PrepareApprovalInput = {
  /** Credit notes alone, at most 500: each reduces an invoice that is promised already and not sold. */
  creditNoteIds?: Array<string> | null | undefined;
  /** With `filter` or `file`: the currency of the batch; that of the programme unless given. */
  currency?: string | null | undefined;
  /** What was shown before: with another count or total by now nothing is prepared. */
  expected?: ExpectedSelectionInput | null | undefined;
  /** CSV of at most 10000 rows: invoice_number, and one of supplier_id, supplier_tax_id, supplier_registration_number, supplier_lei; and as needed amount, currency, lower_reason. Rows that are wrong come back, the others are prepared. */
  file?: string | null | undefined;
  /** All that it finds of the programme and is not decided, at most 10000; disputed ones only where `state` names them. What cannot be approved is excluded, and named in the batch. */
  filter?: InvoiceFilter | null | undefined;
  idempotencyKey: string;
  /** 1 to 10000 invoices of one currency; with a fault in one of them nothing is prepared. */
  lines?: Array<ApprovalLineInput> | null | undefined;
  programmeId: string;
};

export type PrepareDisclosurePackInput = {
  idempotencyKey: string;
  packId: string;
};

export type PreparePaymentFilesInput = {
  /** TRANSFER unless it is said. */
  direction?: PaymentFileDirection | null | undefined;
  idempotencyKey: string;
  /** 1 to 100, all to be paid by your organization, or all to be collected by it. */
  paymentIds: Array<string>;
  /** What they sum to, as it was shown to you. */
  total: MoneyInput;
};

/** How a yearly rate becomes a discount. */
export type PriceKind =
  /** Face times rate times days, taken off the face. */
  | 'DISCOUNT_ON_FACE'
  /** The price that grows to the face at the rate. */
  | 'TRUE_DISCOUNT';

/** Why a request was refused. New codes may be added: treat an unknown one by its message. */
export type ProblemCode =
  | 'ABOVE_CEILING'
  | 'ACCOUNT_MISSING'
  | 'ACCOUNT_NOT_USABLE'
  | 'ALREADY_FINANCED'
  | 'ALREADY_REGISTERED'
  | 'APPROVAL_LAPSED'
  | 'AUCTION_CLOSED'
  | 'BATCH_TOO_LARGE'
  | 'BID_EXISTS'
  | 'BUYER_OVERDUE'
  | 'DISCLOSURE_CHANGED'
  | 'DISCLOSURE_EXISTS'
  | 'DOCUMENT_EXPIRED'
  | 'ENTRIES_DIFFER'
  | 'FEE_BILLED'
  | 'FEE_OUT_OF_RANGE'
  | 'FILE_HASH_MISMATCH'
  | 'HASH_MISMATCH'
  | 'INVALID_INPUT'
  | 'INVITATION_UNUSABLE'
  | 'INVOICE_NOT_ELIGIBLE'
  | 'JOURNAL_NOT_READY'
  | 'KEY_REUSED'
  | 'LAST_ADMINISTRATOR'
  | 'LIMIT_EXCEEDED'
  | 'MAKER_IS_CHECKER'
  | 'MANDATE_EXISTS'
  | 'NOTHING_TO_APPROVE'
  | 'NOT_AVAILABLE'
  | 'NOT_A_DEMO'
  | 'NOT_FOUND'
  | 'NOT_PERMITTED'
  | 'NO_SECOND_PERSON'
  | 'NUMBERS_TAKEN'
  | 'OFFERS_REFUSED'
  | 'OFFER_CHANGED'
  | 'OFFER_GONE'
  | 'ORGANIZATION_SUSPENDED'
  | 'OVERRIDE_PROPOSED'
  | 'OWN_PERMISSIONS'
  | 'PAYER_GOES_FIRST'
  | 'PAYER_UNKNOWN'
  | 'PAYMENTS_NOT_RELEASABLE'
  | 'PAYMENT_DIFFERS'
  | 'PROGRAMME_CLOSED'
  | 'REFUND_DIFFERS'
  | 'RESOLUTION_PROPOSED'
  | 'SAME_INVOICE_EXISTS'
  | 'SAME_PERSON'
  | 'SCOPE_BEYOND_OWN'
  | 'SECOND_PERSON_NEEDED'
  | 'SELECTION_CHANGED'
  | 'SIGN_IN_REFUSED'
  | 'SPLIT_DIFFERS'
  | 'TENOR_TOO_LONG'
  | 'TERMS_CHANGED'
  | 'TERMS_NOT_ACCEPTED'
  | 'TOO_LATE_FOR_BANK'
  | 'TOO_MANY_ATTEMPTS'
  | 'TOO_MANY_KEYS'
  | 'TOO_MANY_WEBHOOK_ENDPOINTS'
  | 'TOTAL_MISMATCH'
  | 'UNDERTAKING_IRREVOCABLE'
  | 'UNREADABLE_RATES';

/** The legal and economic mode of terms: a set of values. REVERSE_FACTORING is offered first. */
export type Product =
  | 'CONFIDENTIAL'
  | 'DYNAMIC_DISCOUNT'
  | 'FACTORING'
  | 'REVERSE_FACTORING'
  | 'UNASSIGNED';

/** What you can do with a programme now. */
export type ProgrammeAction =
  | 'ACCEPT_TERMS'
  | 'ADD_FUNDER'
  | 'INVITE_SUPPLIER'
  | 'PUBLISH_TERMS'
  | 'SET_OVERDUE_STOP';

export type ProposeBankAccountInput = {
  bic?: string | null | undefined;
  /** ISO 4217. */
  currency: string;
  /** As the bank knows the holder; at most 140 characters. */
  holderName: string;
  iban: string;
  idempotencyKey: string;
};

export type ProposeMandateInput = {
  /** Of your organization: in euros, verified, past its cool-off. */
  bankAccountId: string;
  /** In EUR. */
  ceiling?: MoneyInput | null | undefined;
  /** Of the funder. */
  creditorId: string;
  /** As the creditor gave it; its check digits are judged. */
  creditorIdentifier: string;
  endsOn?: string | null | undefined;
  idempotencyKey: string;
  /** 1 to 14 business days; 1 unless it is said. */
  noticeDays?: number | null | undefined;
  scheme: MandateScheme;
  signedOn: string;
};

export type ProposeOverrideInput = {
  act: OverrideAct;
  /** With CORRECT_FEE: what the fee should have been; at most what was agreed. */
  amount?: MoneyInput | null | undefined;
  idempotencyKey: string;
  /** Up to 500 characters. */
  reason: string;
  /** Of the organization, auction, account, message, invoice, report or financing, as the act asks. */
  subjectId: string;
};

export type ProposeResolutionInput = {
  entryId: string;
  idempotencyKey: string;
  /** With REFUND of money in: what it was meant for, where known. */
  invoiceId?: string | null | undefined;
  kind: ResolutionKind;
  /** With OFFSET: the entry that undoes it. */
  otherEntryId?: string | null | undefined;
  /** With PAYMENT: which one. */
  paymentId?: string | null | undefined;
  /** Up to 500 characters. */
  reason: string;
  /** With SENT_BACK and SENT_ON, and with REFUND of money out: what is, or was, held. */
  refundId?: string | null | undefined;
};

export type PublishTermsInput = {
  /** The order in which a payment is for what is owed, each part once; charges first unless you say otherwise. */
  allocationOrder?: Array<ClaimPart> | null | undefined;
  /** Beside that of the currency, which always counts; without it as before. */
  calendars?: Array<CalendarCode> | null | undefined;
  costBearer: CostBearer;
  /** HH:MM; without it as before. */
  cutOff?: string | null | undefined;
  /** An IANA zone; without it as before. */
  cutOffZone?: string | null | undefined;
  dayCount: DayCount;
  initiator: Initiator;
  /** Basis points a year on the face, 0 to 10000. */
  platformFeeBps: string;
  platformFeePayer: FeePayer;
  priceKinds: Array<PriceKind>;
  programmeId: string;
  /** Without it as before. */
  rollConvention?: RollConvention | null | undefined;
  /** 0 to 2; without it as before. */
  settlementDays?: number | null | undefined;
  /** Kept and hashed exactly as given. */
  text: string;
  /** Kept and hashed exactly as given. */
  undertakingText: string;
};

export type QuoteInput = {
  auctionId: string;
  /** By default that of the terms. */
  dayCount?: DayCount | null | undefined;
  flatFee?: MoneyInput | null | undefined;
  /** What your own money costs, basis points a year, for `waitingCost`; by default what you have set. */
  ownRateBps?: string | null | undefined;
  priceKind: PriceKind;
  /** Basis points a year: more than 0, at most 10000, at most four decimals. */
  rateBps: string;
};

export type RefundState =
  /** It was sent on to the holder of the claim, and paid it. */
  | 'FORWARDED'
  /** The receiver holds it for the payer, who owes the holder of the claim still. */
  | 'HELD'
  /** It was sent back. */
  | 'REFUNDED'
  /** It had not come wrongly, or has gone the way it came; final. */
  | 'UNDONE';

export type RefuseApprovalInput = {
  approvalId: string;
  idempotencyKey: string;
  /** At most 500 characters. */
  reason: string;
};

export type RefuseBankAccountInput = {
  bankAccountId: string;
};

export type RefuseOrganizationInput = {
  organizationId: string;
  /** Kept with the decision; at most 500 characters. */
  reason?: string | null | undefined;
};

export type RefuseOverrideInput = {
  idempotencyKey: string;
  overrideId: string;
};

export type RefusePaymentFileInput = {
  fileId: string;
  idempotencyKey: string;
  /** At most 500 characters. */
  reason: string;
};

export type RefuseResolutionInput = {
  idempotencyKey: string;
  resolutionId: string;
};

export type RejectInvoiceInput = {
  idempotencyKey: string;
  invoiceId: string;
  /** At most 500 characters; the other party reads it. */
  note?: string | null | undefined;
  reason: DecisionReason;
};

export type ReleaseApprovalInput = {
  approvalId: string;
  /** The hash of what was looked at. */
  contentHash: string;
  idempotencyKey: string;
};

/** Why you do not release a batch, or a payment file. */
export type ReleaseObstacle =
  /** Its total is above your ceiling. */
  | 'ABOVE_CEILING'
  /** You prepared it, or stand in for whoever did. */
  | 'MAKER_IS_CHECKER'
  /** You are no checker of its organization, and stand in for none today. */
  | 'NOT_A_CHECKER';

export type ReleasePaymentFilesInput = {
  /** 1 to 100, all of your own organization. */
  files: Array<FileToReleaseInput>;
  idempotencyKey: string;
};

export type ReopenDisclosurePackInput = {
  idempotencyKey: string;
  packId: string;
};

/** From where: one of the two. */
export type ReplayWebhooksInput = {
  /** Any cursor that `events` or `eventLog` gave you. */
  after?: string | null | undefined;
  endpointId: string;
  idempotencyKey: string;
  /** An instant of the business clock. */
  since?: string | null | undefined;
};

/** What was summed up over all currencies. */
export type ReportedFigureKind =
  /** All of your due calendar. */
  | 'DUE'
  /** All of your maturity ladder. */
  | 'MATURING';

export type RequestCompleteExportInput = {
  idempotencyKey: string;
};

export type ResendWebhookInput = {
  deliveryId: string;
  idempotencyKey: string;
};

export type ResolutionAction =
  /** Let it count, or be undone. Never your own word. */
  | 'CONFIRM'
  /** Turn down what was proposed, or that it be undone. */
  | 'REFUSE'
  /** Say that it is wrong; another person confirms. */
  | 'UNDO';

export type ResolutionKind =
  /** Another entry of yours undoes it. */
  | 'OFFSET'
  /** It is that payment, which settles by it. */
  | 'PAYMENT'
  /** It came wrongly and is held for its payer; or it is the payer’s side of what is held. */
  | 'REFUND'
  /** What was held went back to its payer. */
  | 'SENT_BACK'
  /** What was held went on to the holder of the claim it was meant for, which it pays. */
  | 'SENT_ON'
  /** Nothing follows from an entry that was held. */
  | 'SET_ASIDE'
  /** It has nothing to do with this market. */
  | 'UNRELATED';

export type ResolutionState =
  /** It stands, and was posted. */
  | 'CONFIRMED'
  /** It waits for another person. */
  | 'PROPOSED'
  /** It was turned down, or taken back; final. */
  | 'REFUSED'
  /** It stands still; a person said that it is wrong, and another has to confirm. */
  | 'UNDOING'
  /** The entry is in suspense again; final. */
  | 'UNDONE';

export type ResumeWebhookEndpointInput = {
  endpointId: string;
  idempotencyKey: string;
};

export type RevokeApiKeyInput = {
  apiKeyId: string;
};

export type RevokeMandateInput = {
  idempotencyKey: string;
  mandateId: string;
};

/** Where a day goes that is no business day. */
export type RollConvention =
  /** To the next business day. */
  | 'FOLLOWING'
  /** To the next business day, unless that is of the next month: then back. */
  | 'MODIFIED_FOLLOWING'
  /** Back to the last business day before. */
  | 'PRECEDING';

export type RotateApiKeyInput = {
  apiKeyId: string;
  /** Of the new key. By the real clock; at most 365 days ahead. */
  expiresAt: string;
  /** Until when the old key works as well, at most 7 days; null: it ends at once. */
  previousEndsAt?: string | null | undefined;
};

export type RotateWebhookSecretInput = {
  endpointId: string;
  idempotencyKey: string;
};

export type SendTestWebhookInput = {
  endpointId: string;
  idempotencyKey: string;
};

export type SetAddressInput = {
  /** Null takes it back. */
  address?: PostalAddressInput | null | undefined;
  idempotencyKey: string;
};

export type SetAlertPreferenceInput = {
  delivery: AlertDelivery;
  kind: AlertKind;
};

export type SetAlertThresholdInput = {
  kind: AlertKind;
  threshold: number;
};

export type SetBankNoiseInput = {
  reorderMessages: boolean;
  repeatMessages: boolean;
};

export type SetBooksInput = {
  accounts: Array<BookAccountInput>;
  journals: Array<BookJournalInput>;
  /** Leave it out where the registration number says it. */
  siren?: string | null | undefined;
  /** 1 to 12. Once entries are numbered it stays. */
  yearEndMonth: number;
};

export type SetCeilingsInput = {
  /** One a currency, zero or more. Empty: any amount. */
  ceilings: Array<MoneyInput>;
  memberId: string;
};

export type SetFiscalYearInput = {
  /** The month in which it begins, 1 to 12. */
  firstMonth: number;
  idempotencyKey: string;
};

export type SetLanguageInput = {
  language: Language;
};

export type SetLateRuleInput = {
  /** ISO 3166-1; `*` is any other country. */
  country: string;
  idempotencyKey: string;
  /** Owed once, where the invoice is in this currency. */
  lumpSum: MoneyInput;
  /** Basis points a year on top of the reference rate. */
  marginBps: string;
  /** A day to come: for claims whose first late day is this one, or a later. */
  since: string;
  /** The law that says so: up to 200 characters. */
  source: string;
  /** ISO 4217: whose central bank sets the reference rate. */
  zone: string;
};

export type SetLimitInput = {
  /** BUYER, PAIR. */
  buyerId?: string | null | undefined;
  /** COUNTRY: ISO 3166-1. */
  country?: string | null | undefined;
  idempotencyKey: string;
  limit: MoneyInput;
  /** PROGRAMME. */
  programmeId?: string | null | undefined;
  scope: LimitScope;
  /** PAIR. */
  supplierAlias?: string | null | undefined;
  /** 1 to 3650 calendar days; not for PROGRAMME. */
  tenorDaysMax?: number | null | undefined;
};

export type SetOverdueStopInput = {
  idempotencyKey: string;
  /** 0 to 365; 0 for no stop. */
  overdueStopDays: number;
  programmeId: string;
};

export type SetOwnRateInput = {
  idempotencyKey: string;
  /** Basis points a year: more than 0, at most 10000, at most four decimals; null for none. */
  rateBps?: string | null | undefined;
};

export type SetPaymentFormatInput = {
  bankAccountId: string;
  format: PaymentFormat;
  idempotencyKey: string;
};

export type SetPermissionsInput = {
  memberId: string;
  permissions: Array<Permission>;
};

export type SetReferenceRateInput = {
  /** 1 January or 1 July. */
  halfYear: string;
  idempotencyKey: string;
  /** Basis points a year. */
  rateBps: string;
  /** ISO 4217: whose central bank. */
  zone: string;
};

export type SetSubstituteInput = {
  /** Who is absent. */
  memberId: string;
  /** Without one, nobody stands in any more. */
  substitute?: SubstitutionInput | null | undefined;
};

export type SettleDifferenceInput = {
  idempotencyKey: string;
  invoiceId: string;
  /** Whose copy has the figures that stand from now on. */
  keep: Side;
};

/** An offer as it was shown: its acceptance is bound to that. */
export type ShownOfferInput = {
  bidId: string;
  net: MoneyInput;
  valueDate: string;
  version: number;
};

/** Which party of an invoice. */
export type Side =
  | 'BUYER'
  | 'SUPPLIER';

export type SignInInput = {
  carrier: Carrier;
  email: string;
  /** Which organization to act for, where there are several; else the first joined. */
  organizationId?: string | null | undefined;
  password: string;
};

export type SignInWithLinkInput = {
  carrier: Carrier;
  /** What stands behind the # of the link. */
  token: string;
};

/** Why a payment does not go on by itself. */
export type StuckReason =
  /** Released on an earlier day, and no bank has taken its file. */
  | 'FILE_NOT_SENT'
  /** Sent; two business days after its execution date no bank has said what became of it. */
  | 'NOT_BOOKED'
  /** Its day has passed, nothing holds it, and its payer has not released it. */
  | 'NOT_RELEASED';

export type SubstitutionInput = {
  /** The first business day. */
  from: string;
  memberId: string;
  /** The last business day. */
  until: string;
};

export type SupplyDisclosureFactsInput = {
  /** All that is to be said of the programme; up to 100. */
  facts: Array<DisclosureFactInput>;
  idempotencyKey: string;
  packId: string;
  programmeId: string;
};

export type SupplyDisclosureFileInput = {
  idempotencyKey: string;
  /** The name of the file. */
  name: string;
  packId: string;
  /** CSV with the columns programme, kind, moment, label, amount, days_from, days_until, note. */
  text: string;
};

export type SuspendAuctionInput = {
  auctionId: string;
  idempotencyKey: string;
  /** Kept with the suspension; at most 500 characters. */
  reason: string;
};

export type SuspendOrganizationInput = {
  organizationId: string;
  /** Kept with the decision; at most 500 characters. */
  reason?: string | null | undefined;
};

/** The buyer's own promise to pay on the due date whoever then holds the claim. */
export type Undertaking =
  /** The buyer says what it knows, and promises nothing. */
  | 'INFORMATION_ONLY'
  /** Without set-off, whatever happens between buyer and supplier. */
  | 'IRREVOCABLE'
  /** No promise. */
  | 'NONE';

export type UndoResolutionInput = {
  idempotencyKey: string;
  /** Up to 500 characters. */
  reason: string;
  resolutionId: string;
};

export type VerifyBankAccountInput = {
  bankAccountId: string;
  idempotencyKey: string;
  /** The answer of the payee's bank. NO_MATCH refuses the account. */
  payeeCheck: PayeeCheck;
};

/** What you can do with a delivery now. */
export type WebhookDeliveryAction =
  | 'RESEND';

export type WebhookDeliveryState =
  /** It was answered with 2xx. */
  | 'DELIVERED'
  /** It is tried no more, unless you resend it. */
  | 'FAILED'
  /** It is tried, or tried again, at `nextAttemptAt`. */
  | 'WAITING';

export type WebhookDisabledReason =
  /** Nothing but failure for five days. */
  | 'FAILING'
  /** It answered 410. */
  | 'GONE';

/** What you can do with an endpoint now. */
export type WebhookEndpointAction =
  | 'CHANGE'
  | 'DELETE'
  | 'PAUSE'
  | 'REPLAY'
  | 'RESUME'
  | 'ROTATE_SECRET'
  | 'SEND_TEST';

export type WebhookEndpointState =
  /** It is called. */
  | 'ACTIVE'
  /** We have stopped to call it; `disabledReason` says why. Resume it once it is mended. */
  | 'DISABLED'
  /** It is not called; when it is resumed, it is told what happened meanwhile. */
  | 'PAUSED';

/** Why a call had no answer. */
export type WebhookFault =
  /** The connection broke. */
  | 'CONNECTION'
  /** The name stands for no address. */
  | 'NO_SUCH_HOST'
  /** The address, or one its name stands for, is not of the public internet. */
  | 'PRIVATE_ADDRESS'
  /** Nobody listens there. */
  | 'REFUSED'
  /** It did not answer within 15 seconds. */
  | 'TIMEOUT'
  /** Its certificate, or its TLS, does not hold. */
  | 'TLS';

export type WithdrawAuctionInput = {
  auctionId: string;
  idempotencyKey: string;
};

export type WithdrawBidInput = {
  bidId: string;
  idempotencyKey: string;
};

export type WithdrawCreditNoteInput = {
  creditNoteId: string;
  idempotencyKey: string;
};

export type WithdrawInvoiceInput = {
  idempotencyKey: string;
  invoiceId: string;
};

export type ActivateMandateMutationVariables = Exact<{
  input: ActivateMandateInput;
}>;


export type ActivateMandateMutation = { activateMandate:
    | { __typename: 'AccountNotUsable', code: ProblemCode, message: string }
    | { __typename: 'ActivateMandateSuccess', mandate: { id: string, state: MandateState } }
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotAvailable', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'SamePerson', code: ProblemCode, message: string }
   };

export type ApprovalSelectionQueryVariables = Exact<{
  programmeId: string;
  filter?: InvoiceFilter | null | undefined;
}>;


export type ApprovalSelectionQuery = { approvalSelection: { totals: Array<{ count: number, total: { amount: string, currency: string } }>, excluded: Array<{ reason: LineReason, count: number }> } };

export type ApprovalQueryVariables = Exact<{
  id: string;
  after?: string | null | undefined;
  outcome?: Array<LineOutcome> | LineOutcome | null | undefined;
}>;


export type ApprovalQuery = { node:
    | { __typename: 'Alert' }
    | { __typename: 'ApiKey' }
    | { __typename: 'Approval', id: string, state: ApprovalState, invoiceCount: number, excludedCount: number, approvedCount: number, leftOutCount: number, failedCount: number, pendingCount: number, completedAt: string | null, contentHash: string, preparedAt: string, lapsesAt: string, decidedAt: string | null, refusalReason: string | null, releaseObstacle: ReleaseObstacle | null, undertakingText: string, undertakingHash: string, availableActions: Array<ApprovalAction>, programme: { id: string, name: string }, total: { amount: string, currency: string }, creditTotal: { amount: string, currency: string }, reductions: Array<{ outcome: CreditOutcome, amount: { amount: string, currency: string }, creditNote: { id: string, number: string }, invoice: { id: string, number: string, supplier: { id: string, name: string } } }>, approvedTotal: { amount: string, currency: string }, preparedBy: { id: string, name: string }, decidedBy: { id: string, name: string } | null, decidedFor: { id: string, name: string } | null, lines: { edges: Array<{ cursor: string, node: { lowerReason: DecisionReason | null, outcome: LineOutcome, leftOutReason: LineReason | null, invoice: { id: string, number: string, adjustedDueDate: string, supplier: { id: string, name: string }, payable: { amount: string, currency: string } }, amount: { amount: string, currency: string }, credit: { amount: string, currency: string }, promised: { amount: string, currency: string }, credits: Array<{ kind: CreditKind, amount: { amount: string, currency: string }, creditNote: { id: string, number: string } }> } }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } }
    | { __typename: 'Auction' }
    | { __typename: 'BankAccount' }
    | { __typename: 'BankEntry' }
    | { __typename: 'BankFile' }
    | { __typename: 'BankMessage' }
    | { __typename: 'BankReport' }
    | { __typename: 'Bid' }
    | { __typename: 'CompleteExport' }
    | { __typename: 'CreditNote' }
    | { __typename: 'DisclosurePack' }
    | { __typename: 'Document' }
    | { __typename: 'DueListExport' }
    | { __typename: 'EntryResolution' }
    | { __typename: 'FeeBill' }
    | { __typename: 'Financing' }
    | { __typename: 'Invoice' }
    | { __typename: 'LedgerAccount' }
    | { __typename: 'Limit' }
    | { __typename: 'Mandate' }
    | { __typename: 'Member' }
    | { __typename: 'Movement' }
    | { __typename: 'Organization' }
    | { __typename: 'Override' }
    | { __typename: 'Payment' }
    | { __typename: 'PaymentFile' }
    | { __typename: 'Programme' }
    | { __typename: 'Refund' }
    | { __typename: 'Session' }
    | { __typename: 'Terms' }
    | { __typename: 'WebhookDelivery' }
    | { __typename: 'WebhookEndpoint' }
   | null };

export type ApprovalsQueryVariables = Exact<{
  first?: number;
  after?: string | null | undefined;
  state?: Array<ApprovalState> | ApprovalState | null | undefined;
  orderBy?: ApprovalOrder | null | undefined;
  descending?: boolean | null | undefined;
}>;


export type ApprovalsQuery = { approvals: { edges: Array<{ cursor: string, node: { id: string, state: ApprovalState, invoiceCount: number, pendingCount: number, preparedAt: string, lapsesAt: string, decidedAt: string | null, availableActions: Array<ApprovalAction>, programme: { id: string, name: string }, total: { amount: string, currency: string }, preparedBy: { id: string, name: string }, decidedBy: { id: string, name: string } | null } }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type BuyerHomeQueryVariables = Exact<{ [key: string]: never; }>;


export type BuyerHomeQuery = { invoices: { edges: Array<{ node: { id: string, number: string, adjustedDueDate: string, state: InvoiceState, supplier: { id: string, name: string }, payable: { amount: string, currency: string } } }> }, approvals: { edges: Array<{ node: { id: string, invoiceCount: number, lapsesAt: string, availableActions: Array<ApprovalAction>, programme: { id: string, name: string }, total: { amount: string, currency: string }, preparedBy: { id: string, name: string } } }> }, payments: { edges: Array<{ node: { id: string, kind: PaymentKind, dueOn: string, heldReason: string | null, amount: { amount: string, currency: string }, payee: { id: string, name: string } } }> } };

export type CloseDisclosurePackMutationVariables = Exact<{
  input: CloseDisclosurePackInput;
}>;


export type CloseDisclosurePackMutation = { closeDisclosurePack:
    | { __typename: 'CloseDisclosurePackSuccess', pack: { id: string, state: DisclosurePackState } }
    | { __typename: 'DisclosureChanged', code: ProblemCode, message: string }
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotAvailable', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'SamePerson', code: ProblemCode, message: string }
   };

export type DisputeInvoiceMutationVariables = Exact<{
  input: DisputeInvoiceInput;
}>;


export type DisputeInvoiceMutation = { disputeInvoice:
    | { __typename: 'DisputeInvoiceSuccess', invoice: { id: string, state: InvoiceState } }
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotAvailable', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'UndertakingIrrevocable', code: ProblemCode, message: string }
   };

export type DueCalendarQueryVariables = Exact<{
  span?: CalendarSpan;
}>;


export type DueCalendarQuery = { dueCalendar: Array<{ from: string | null, until: string | null, count: number, toSuppliers: { amount: string, currency: string }, toFunders: { amount: string, currency: string }, total: { amount: string, currency: string } }> };

export type DueListExportsQueryVariables = Exact<{
  first?: number;
  after?: string | null | undefined;
}>;


export type DueListExportsQuery = { dueListExports: { edges: Array<{ cursor: string, node: { id: string, number: number, exportedAt: string, lines: number, changedLines: number, sha256: string, href: string, exportedBy: { id: string, name: string } | null } }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type DueListQueryVariables = Exact<{
  first?: number;
  after?: string | null | undefined;
  filter?: DueLineFilter | null | undefined;
}>;


export type DueListQuery = { dueLines: { edges: Array<{ cursor: string, node: { change: DueChange, changed: Array<DueField>, dueOn: string, payeeName: string, holderName: string | null, iban: string | null, bic: string | null, reference: string, invoiceNumber: string | null, invoiceId: string | null, billNumber: string | null, feeBillId: string | null, paymentId: string, hold: DueHold | null, amount: { amount: string, currency: string } } }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type ExportDueListMutationVariables = Exact<{
  input: ExportDueListInput;
}>;


export type ExportDueListMutation = { exportDueList:
    | { __typename: 'ExportDueListSuccess', dueListExport: { id: string, number: number, href: string } }
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
   };

export type InviteNamedSupplierMutationVariables = Exact<{
  input: InviteNamedSupplierInput;
}>;


export type InviteNamedSupplierMutation = { inviteNamedSupplier:
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'InviteNamedSupplierSuccess', invitation: { link: string, expiresAt: string, mailed: boolean } }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotAvailable', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
   };

export type InviteSupplierMutationVariables = Exact<{
  input: InviteSupplierInput;
}>;


export type InviteSupplierMutation = { inviteSupplier:
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'InviteSupplierSuccess', invitation: { link: string, expiresAt: string, mailed: boolean } }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotAvailable', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
   };

export type OpenDisclosurePackMutationVariables = Exact<{
  input: OpenDisclosurePackInput;
}>;


export type OpenDisclosurePackMutation = { openDisclosurePack:
    | { __typename: 'DisclosureExists', code: ProblemCode, message: string }
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'OpenDisclosurePackSuccess', pack: { id: string } }
   };

export type PrepareApprovalMutationVariables = Exact<{
  input: PrepareApprovalInput;
}>;


export type PrepareApprovalMutation = { prepareApproval:
    | { __typename: 'BatchTooLarge', code: ProblemCode, message: string }
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'NothingToApprove', code: ProblemCode, message: string, excluded: Array<{ reason: LineReason, count: number }>, refusedRows: Array<{ row: number, column: string | null, number: string | null, code: string, message: string }> }
    | { __typename: 'OrganizationSuspended', code: ProblemCode, message: string }
    | { __typename: 'PrepareApprovalSuccess', refusedRowCount: number, approval: { id: string }, refusedRows: Array<{ row: number, column: string | null, number: string | null, code: string, message: string }> }
    | { __typename: 'ProgrammeClosed', code: ProblemCode, message: string }
    | { __typename: 'SelectionChanged', count: number, code: ProblemCode, message: string, total: { amount: string, currency: string } }
   };

export type PrepareDisclosurePackMutationVariables = Exact<{
  input: PrepareDisclosurePackInput;
}>;


export type PrepareDisclosurePackMutation = { prepareDisclosurePack:
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotAvailable', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'PrepareDisclosurePackSuccess', pack: { id: string, state: DisclosurePackState } }
    | { __typename: 'SplitDiffers', code: ProblemCode, message: string }
   };

export type ProposeMandateMutationVariables = Exact<{
  input: ProposeMandateInput;
}>;


export type ProposeMandateMutation = { proposeMandate:
    | { __typename: 'AccountNotUsable', code: ProblemCode, message: string }
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'MandateExists', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'ProposeMandateSuccess', mandate: { id: string, reference: string } }
   };

export type RefuseApprovalMutationVariables = Exact<{
  input: RefuseApprovalInput;
}>;


export type RefuseApprovalMutation = { refuseApproval:
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotAvailable', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'RefuseApprovalSuccess', approval: { id: string, state: ApprovalState } }
   };

export type RejectInvoiceMutationVariables = Exact<{
  input: RejectInvoiceInput;
}>;


export type RejectInvoiceMutation = { rejectInvoice:
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotAvailable', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'RejectInvoiceSuccess', invoice: { id: string, state: InvoiceState } }
    | { __typename: 'UndertakingIrrevocable', code: ProblemCode, message: string }
   };

export type ReleaseApprovalMutationVariables = Exact<{
  input: ReleaseApprovalInput;
}>;


export type ReleaseApprovalMutation = { releaseApproval:
    | { __typename: 'AboveCeiling', code: ProblemCode, message: string }
    | { __typename: 'ApprovalLapsed', code: ProblemCode, message: string }
    | { __typename: 'BuyerOverdue', code: ProblemCode, message: string }
    | { __typename: 'HashMismatch', code: ProblemCode, message: string }
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'MakerIsChecker', code: ProblemCode, message: string }
    | { __typename: 'NotAvailable', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'OrganizationSuspended', code: ProblemCode, message: string }
    | { __typename: 'ReleaseApprovalSuccess', approvedCount: number, approval: { id: string, state: ApprovalState }, leftOut: Array<{ leftOutReason: LineReason | null, invoice: { id: string, number: string } }> }
   };

export type ReopenDisclosurePackMutationVariables = Exact<{
  input: ReopenDisclosurePackInput;
}>;


export type ReopenDisclosurePackMutation = { reopenDisclosurePack:
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotAvailable', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'ReopenDisclosurePackSuccess', pack: { id: string, state: DisclosurePackState } }
   };

export type SetFiscalYearMutationVariables = Exact<{
  input: SetFiscalYearInput;
}>;


export type SetFiscalYearMutation = { setFiscalYear:
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'SetFiscalYearSuccess', fiscalYear: { firstMonth: number } }
   };

export type SupplyDisclosureFactsMutationVariables = Exact<{
  input: SupplyDisclosureFactsInput;
}>;


export type SupplyDisclosureFactsMutation = { supplyDisclosureFacts:
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotAvailable', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'SupplyDisclosureFactsSuccess', pack: { id: string, state: DisclosurePackState } }
   };

export type SupplyDisclosureFileMutationVariables = Exact<{
  input: SupplyDisclosureFileInput;
}>;


export type SupplyDisclosureFileMutation = { supplyDisclosureFile:
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotAvailable', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'SupplyDisclosureFileSuccess', pack: { id: string, state: DisclosurePackState } }
   };

export type ChargeOfDayFragment = { day: string, lumpSum: { amount: string, currency: string }, interest: { amount: string, currency: string }, total: { amount: string, currency: string } };

export type CreditNoteFactsFragment = { id: string, number: string, state: CreditNoteState, issueDate: string, availableActions: Array<CreditNoteAction>, amount: { amount: string, currency: string }, open: { amount: string, currency: string }, supplier: { id: string, name: string }, buyer: { id: string, name: string }, invoice: { id: string, number: string, programme: { id: string } | null } | null, credits: Array<{ kind: CreditKind, amount: { amount: string, currency: string }, invoice: { id: string, number: string } }>, copies: Array<{ side: Side, document: { id: string, name: string, href: string } | null }> };

export type LateFiguresFragment = { daysLate: number, principal: { amount: string, currency: string }, lumpSum: { amount: string, currency: string }, interest: { amount: string, currency: string }, chargesPaid: { amount: string, currency: string }, total: { amount: string, currency: string } };

export type LatenessFragment = { holderName: string, chargedTo: string, rateMissing: boolean, daysLate: number, rule: { country: string, zone: string, marginBps: string, source: string }, periods: Array<{ from: string, until: string, referenceRateBps: string | null, rateBps: string | null }>, principal: { amount: string, currency: string }, lumpSum: { amount: string, currency: string }, interest: { amount: string, currency: string }, chargesPaid: { amount: string, currency: string }, total: { amount: string, currency: string } };

export type PriceFragment = { valueDate: string, maturity: string, days: number, dayBasis: number, platformFeePayer: string, simpleYield: string, effectiveRate: string, holdsUntil: string, face: { amount: string, currency: string }, discount: { amount: string, currency: string }, flatFee: { amount: string, currency: string }, platformFee: { amount: string, currency: string }, net: { amount: string, currency: string }, repayment: { amount: string, currency: string }, totalCost: { amount: string, currency: string } };

type Refusal_AboveCeiling_Fragment = { code: ProblemCode, message: string };

type Refusal_AccountMissing_Fragment = { code: ProblemCode, message: string };

type Refusal_AccountNotUsable_Fragment = { code: ProblemCode, message: string };

type Refusal_AlreadyFinanced_Fragment = { code: ProblemCode, message: string };

type Refusal_AlreadyRegistered_Fragment = { code: ProblemCode, message: string };

type Refusal_ApprovalLapsed_Fragment = { code: ProblemCode, message: string };

type Refusal_AuctionClosed_Fragment = { code: ProblemCode, message: string };

type Refusal_BatchTooLarge_Fragment = { code: ProblemCode, message: string };

type Refusal_BidExists_Fragment = { code: ProblemCode, message: string };

type Refusal_BuyerOverdue_Fragment = { code: ProblemCode, message: string };

type Refusal_DisclosureChanged_Fragment = { code: ProblemCode, message: string };

type Refusal_DisclosureExists_Fragment = { code: ProblemCode, message: string };

type Refusal_DocumentExpired_Fragment = { code: ProblemCode, message: string };

type Refusal_EntriesDiffer_Fragment = { code: ProblemCode, message: string };

type Refusal_FeeBilled_Fragment = { code: ProblemCode, message: string };

type Refusal_FeeOutOfRange_Fragment = { code: ProblemCode, message: string };

type Refusal_FileHashMismatch_Fragment = { code: ProblemCode, message: string };

type Refusal_HashMismatch_Fragment = { code: ProblemCode, message: string };

type Refusal_InvalidInput_Fragment = { code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> };

type Refusal_InvitationUnusable_Fragment = { code: ProblemCode, message: string };

type Refusal_InvoiceNotEligible_Fragment = { code: ProblemCode, message: string };

type Refusal_JournalNotReady_Fragment = { code: ProblemCode, message: string };

type Refusal_KeyReused_Fragment = { code: ProblemCode, message: string };

type Refusal_LastAdministrator_Fragment = { code: ProblemCode, message: string };

type Refusal_LimitExceeded_Fragment = { code: ProblemCode, message: string };

type Refusal_MakerIsChecker_Fragment = { code: ProblemCode, message: string };

type Refusal_MandateExists_Fragment = { code: ProblemCode, message: string };

type Refusal_NoSecondPerson_Fragment = { code: ProblemCode, message: string };

type Refusal_NotADemo_Fragment = { code: ProblemCode, message: string };

type Refusal_NotAvailable_Fragment = { code: ProblemCode, message: string };

type Refusal_NotFound_Fragment = { code: ProblemCode, message: string };

type Refusal_NotPermitted_Fragment = { code: ProblemCode, message: string };

type Refusal_NothingToApprove_Fragment = { code: ProblemCode, message: string };

type Refusal_NumbersTaken_Fragment = { code: ProblemCode, message: string };

type Refusal_OfferChanged_Fragment = { code: ProblemCode, message: string };

type Refusal_OfferGone_Fragment = { code: ProblemCode, message: string };

type Refusal_OffersRefused_Fragment = { code: ProblemCode, message: string };

type Refusal_OrganizationSuspended_Fragment = { code: ProblemCode, message: string };

type Refusal_OverrideProposed_Fragment = { code: ProblemCode, message: string };

type Refusal_OwnPermissions_Fragment = { code: ProblemCode, message: string };

type Refusal_PayerGoesFirst_Fragment = { code: ProblemCode, message: string };

type Refusal_PayerUnknown_Fragment = { code: ProblemCode, message: string };

type Refusal_PaymentDiffers_Fragment = { code: ProblemCode, message: string };

type Refusal_PaymentsNotReleasable_Fragment = { code: ProblemCode, message: string };

type Refusal_ProgrammeClosed_Fragment = { code: ProblemCode, message: string };

type Refusal_RefundDiffers_Fragment = { code: ProblemCode, message: string };

type Refusal_ResolutionProposed_Fragment = { code: ProblemCode, message: string };

type Refusal_SameInvoiceExists_Fragment = { code: ProblemCode, message: string };

type Refusal_SamePerson_Fragment = { code: ProblemCode, message: string };

type Refusal_ScopeBeyondOwn_Fragment = { code: ProblemCode, message: string };

type Refusal_SecondPersonNeeded_Fragment = { code: ProblemCode, message: string };

type Refusal_SelectionChanged_Fragment = { code: ProblemCode, message: string };

type Refusal_SignInRefused_Fragment = { code: ProblemCode, message: string };

type Refusal_SplitDiffers_Fragment = { code: ProblemCode, message: string };

type Refusal_TenorTooLong_Fragment = { code: ProblemCode, message: string };

type Refusal_TermsChanged_Fragment = { code: ProblemCode, message: string };

type Refusal_TermsNotAccepted_Fragment = { code: ProblemCode, message: string };

type Refusal_TooLateForBank_Fragment = { code: ProblemCode, message: string };

type Refusal_TooManyAttempts_Fragment = { code: ProblemCode, message: string };

type Refusal_TooManyKeys_Fragment = { code: ProblemCode, message: string };

type Refusal_TooManyWebhookEndpoints_Fragment = { code: ProblemCode, message: string };

type Refusal_TotalMismatch_Fragment = { code: ProblemCode, message: string };

type Refusal_UndertakingIrrevocable_Fragment = { code: ProblemCode, message: string };

type Refusal_UnreadableRates_Fragment = { code: ProblemCode, message: string };

export type RefusalFragment =
  | Refusal_AboveCeiling_Fragment
  | Refusal_AccountMissing_Fragment
  | Refusal_AccountNotUsable_Fragment
  | Refusal_AlreadyFinanced_Fragment
  | Refusal_AlreadyRegistered_Fragment
  | Refusal_ApprovalLapsed_Fragment
  | Refusal_AuctionClosed_Fragment
  | Refusal_BatchTooLarge_Fragment
  | Refusal_BidExists_Fragment
  | Refusal_BuyerOverdue_Fragment
  | Refusal_DisclosureChanged_Fragment
  | Refusal_DisclosureExists_Fragment
  | Refusal_DocumentExpired_Fragment
  | Refusal_EntriesDiffer_Fragment
  | Refusal_FeeBilled_Fragment
  | Refusal_FeeOutOfRange_Fragment
  | Refusal_FileHashMismatch_Fragment
  | Refusal_HashMismatch_Fragment
  | Refusal_InvalidInput_Fragment
  | Refusal_InvitationUnusable_Fragment
  | Refusal_InvoiceNotEligible_Fragment
  | Refusal_JournalNotReady_Fragment
  | Refusal_KeyReused_Fragment
  | Refusal_LastAdministrator_Fragment
  | Refusal_LimitExceeded_Fragment
  | Refusal_MakerIsChecker_Fragment
  | Refusal_MandateExists_Fragment
  | Refusal_NoSecondPerson_Fragment
  | Refusal_NotADemo_Fragment
  | Refusal_NotAvailable_Fragment
  | Refusal_NotFound_Fragment
  | Refusal_NotPermitted_Fragment
  | Refusal_NothingToApprove_Fragment
  | Refusal_NumbersTaken_Fragment
  | Refusal_OfferChanged_Fragment
  | Refusal_OfferGone_Fragment
  | Refusal_OffersRefused_Fragment
  | Refusal_OrganizationSuspended_Fragment
  | Refusal_OverrideProposed_Fragment
  | Refusal_OwnPermissions_Fragment
  | Refusal_PayerGoesFirst_Fragment
  | Refusal_PayerUnknown_Fragment
  | Refusal_PaymentDiffers_Fragment
  | Refusal_PaymentsNotReleasable_Fragment
  | Refusal_ProgrammeClosed_Fragment
  | Refusal_RefundDiffers_Fragment
  | Refusal_ResolutionProposed_Fragment
  | Refusal_SameInvoiceExists_Fragment
  | Refusal_SamePerson_Fragment
  | Refusal_ScopeBeyondOwn_Fragment
  | Refusal_SecondPersonNeeded_Fragment
  | Refusal_SelectionChanged_Fragment
  | Refusal_SignInRefused_Fragment
  | Refusal_SplitDiffers_Fragment
  | Refusal_TenorTooLong_Fragment
  | Refusal_TermsChanged_Fragment
  | Refusal_TermsNotAccepted_Fragment
  | Refusal_TooLateForBank_Fragment
  | Refusal_TooManyAttempts_Fragment
  | Refusal_TooManyKeys_Fragment
  | Refusal_TooManyWebhookEndpoints_Fragment
  | Refusal_TotalMismatch_Fragment
  | Refusal_UndertakingIrrevocable_Fragment
  | Refusal_UnreadableRates_Fragment
;

export type ReleaseFaultsFragment = { faults: Array<{ paymentId: string, code: string, message: string }> };

export type ResolutionStateFragment = { id: string, state: ResolutionState, availableActions: Array<ResolutionAction>, entry: { id: string, state: BankEntryState } };

export type StepFragment = { at: string, type: string, businessDay: string, actor: string | null, note: string | null };

export type BidsQueryVariables = Exact<{
  first?: number;
  after?: string | null | undefined;
  state?: Array<BidState> | BidState | null | undefined;
  orderBy?: BidOrder | null | undefined;
  descending?: boolean | null | undefined;
}>;


export type BidsQuery = { bids: { edges: Array<{ cursor: string, node: { id: string, state: BidState, version: number, priceKind: PriceKind, rateBps: string, dayCount: DayCount, placedAt: string, validUntil: string, lostReason: string | null, flatFee: { amount: string, currency: string }, auction: { id: string, state: AuctionState, maturity: string, closesAt: string, availableActions: Array<AuctionAction>, buyer: { id: string, name: string }, supplierAlias: { label: string } | null, face: { amount: string, currency: string } }, quote: { simpleYield: string, effectiveRate: string, net: { amount: string, currency: string }, discount: { amount: string, currency: string } } } }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type ChangeBidMutationVariables = Exact<{
  input: ChangeBidInput;
}>;


export type ChangeBidMutation = { changeBid:
    | { __typename: 'AccountMissing', code: ProblemCode, message: string }
    | { __typename: 'AuctionClosed', code: ProblemCode, message: string }
    | { __typename: 'ChangeBidSuccess', bid: { id: string, version: number } }
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotAvailable', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'OrganizationSuspended', code: ProblemCode, message: string }
    | { __typename: 'TermsNotAccepted', code: ProblemCode, message: string }
   };

export type FunderHomeQueryVariables = Exact<{ [key: string]: never; }>;


export type FunderHomeQuery = { auctions: { edges: Array<{ node: { id: string, maturity: string, tenorDays: number, closesAt: string, buyer: { id: string, name: string }, face: { amount: string, currency: string }, ownBid: { id: string, state: BidState } | null } }> }, bids: { edges: Array<{ node: { id: string, rateBps: string, validUntil: string, auction: { id: string, closesAt: string, buyer: { id: string, name: string }, face: { amount: string, currency: string } } } }> }, payments: { edges: Array<{ node: { id: string, kind: PaymentKind, dueOn: string, heldReason: string | null, amount: { amount: string, currency: string }, payee: { id: string, name: string }, financing: { id: string } | null } }> } };

export type LimitsQueryVariables = Exact<{ [key: string]: never; }>;


export type LimitsQuery = { limits: Array<{ id: string, scope: LimitScope, supplierAlias: string | null, country: string | null, tenorDaysMax: number | null, lowered: boolean, buyer: { id: string, name: string } | null, programme: { id: string, name: string } | null, limit: { amount: string, currency: string }, reserved: { amount: string, currency: string }, committed: { amount: string, currency: string }, outstanding: { amount: string, currency: string }, headroom: { amount: string, currency: string } }> };

export type MaturityLadderQueryVariables = Exact<{
  span?: CalendarSpan;
}>;


export type MaturityLadderQuery = { maturityLadder: Array<{ from: string | null, until: string | null, count: number, committed: { amount: string, currency: string }, outstanding: { amount: string, currency: string }, total: { amount: string, currency: string } }> };

export type PlaceBidMutationVariables = Exact<{
  input: PlaceBidInput;
}>;


export type PlaceBidMutation = { placeBid:
    | { __typename: 'AccountMissing', code: ProblemCode, message: string }
    | { __typename: 'AuctionClosed', code: ProblemCode, message: string }
    | { __typename: 'BidExists', code: ProblemCode, message: string }
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'LimitExceeded', code: ProblemCode, message: string, shortBy: { amount: string, currency: string } | null }
    | { __typename: 'NotAvailable', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'OrganizationSuspended', code: ProblemCode, message: string }
    | { __typename: 'PlaceBidSuccess', bid: { id: string, version: number } }
    | { __typename: 'TenorTooLong', code: ProblemCode, message: string }
    | { __typename: 'TermsNotAccepted', code: ProblemCode, message: string }
   };

export type QuoteQueryVariables = Exact<{
  input: QuoteInput;
}>;


export type QuoteQuery = { quote:
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'Quote', valueDate: string, maturity: string, days: number, dayBasis: number, platformFeePayer: string, simpleYield: string, effectiveRate: string, holdsUntil: string, face: { amount: string, currency: string }, discount: { amount: string, currency: string }, flatFee: { amount: string, currency: string }, platformFee: { amount: string, currency: string }, net: { amount: string, currency: string }, repayment: { amount: string, currency: string }, totalCost: { amount: string, currency: string } }
   };

export type SetLimitMutationVariables = Exact<{
  input: SetLimitInput;
}>;


export type SetLimitMutation = { setLimit:
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'SetLimitSuccess', limit: { id: string } }
   };

export type WithdrawBidMutationVariables = Exact<{
  input: WithdrawBidInput;
}>;


export type WithdrawBidMutation = { withdrawBid:
    | { __typename: 'AuctionClosed', code: ProblemCode, message: string }
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotAvailable', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'WithdrawBidSuccess', bid: { id: string, state: BidState } }
   };

export type AddAdmissionDocumentMutationVariables = Exact<{
  input: AddAdmissionDocumentInput;
}>;


export type AddAdmissionDocumentMutation = { addAdmissionDocument:
    | { __typename: 'AddAdmissionDocumentSuccess', organization: { id: string, admissionDocuments: Array<{ kind: AdmissionDocumentKind, number: string, expiresOn: string, isExpired: boolean }> | null } }
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotAvailable', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
   };

export type AddExchangeRatesMutationVariables = Exact<{
  input: AddExchangeRatesInput;
}>;


export type AddExchangeRatesMutation = { addExchangeRates:
    | { __typename: 'AddExchangeRatesSuccess', firstDay: string, lastDay: string, total: number, changed: number }
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'UnreadableRates', faultCount: number, code: ProblemCode, message: string, faults: Array<{ path: string, code: string, message: string }> }
   };

export type AddFunderMutationVariables = Exact<{
  input: AddFunderInput;
}>;


export type AddFunderMutation = { addFunder:
    | { __typename: 'AddFunderSuccess', programme: { id: string } }
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotAvailable', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'OrganizationSuspended', code: ProblemCode, message: string }
   };

export type AdmitOrganizationMutationVariables = Exact<{
  input: AdmitOrganizationInput;
}>;


export type AdmitOrganizationMutation = { admitOrganization:
    | { __typename: 'AdmitOrganizationSuccess', organization: { id: string, state: OrganizationState | null } }
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotAvailable', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'NumbersTaken', code: ProblemCode, message: string }
   };

export type CloseBankDayMutationVariables = Exact<{
  input: CloseBankDayInput;
}>;


export type CloseBankDayMutation = { closeBankDay:
    | { __typename: 'CloseBankDaySuccess', simulatedBank: { closedDays: Array<{ day: string }> } }
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotADemo', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
   };

export type ConfirmOverrideMutationVariables = Exact<{
  input: ConfirmOverrideInput;
}>;


export type ConfirmOverrideMutation = { confirmOverride:
    | { __typename: 'ConfirmOverrideSuccess', override: { id: string, state: OverrideState } }
    | { __typename: 'DocumentExpired', code: ProblemCode, message: string }
    | { __typename: 'FeeBilled', code: ProblemCode, message: string }
    | { __typename: 'FeeOutOfRange', code: ProblemCode, message: string }
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotAvailable', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'SamePerson', code: ProblemCode, message: string }
   };

export type CreateProgrammeMutationVariables = Exact<{
  input: CreateProgrammeInput;
}>;


export type CreateProgrammeMutation = { createProgramme:
    | { __typename: 'CreateProgrammeSuccess', programme: { id: string } }
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'OrganizationSuspended', code: ProblemCode, message: string }
   };

export type ExchangeRatesQueryVariables = Exact<{ [key: string]: never; }>;


export type ExchangeRatesQuery = { exchangeRates: Array<{ day: string, currency: string, rate: string, source: string }>, exchangeRateImports: Array<{ source: string, fileName: string, firstDay: string, lastDay: string, rateCount: number, importedAt: string }> };

export type HeldBankMessagesQueryVariables = Exact<{
  first?: number;
  after?: string | null | undefined;
}>;


export type HeldBankMessagesQuery = { heldBankMessages: { edges: Array<{ cursor: string, node: { id: string, kind: BankMessageKind, reason: BankMessageHoldReason | null, endToEndId: string, messageId: string, receivedAt: string, amount: { amount: string, currency: string } | null, payment: { id: string, kind: PaymentKind, state: PaymentState, payer: { id: string, name: string }, payee: { id: string, name: string }, invoice: { id: string, number: string } | null, financing: { id: string } | null } | null } }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type InviteOrganizationMutationVariables = Exact<{
  input: InviteOrganizationInput;
}>;


export type InviteOrganizationMutation = { inviteOrganization:
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'InviteOrganizationSuccess', invitation: { link: string, expiresAt: string, mailed: boolean } }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
   };

export type MarketTrialBalancesQueryVariables = Exact<{
  on?: string | null | undefined;
}>;


export type MarketTrialBalancesQuery = { marketTrialBalances: Array<{ currency: string, on: string, lines: Array<{ kind: string, debit: { amount: string, currency: string }, credit: { amount: string, currency: string }, balance: { amount: string, currency: string } }>, debit: { amount: string, currency: string }, credit: { amount: string, currency: string }, shares: Array<{ organization: { id: string, name: string }, debit: { amount: string, currency: string }, credit: { amount: string, currency: string } }> }> };

export type MoveClockMutationVariables = Exact<{
  input: MoveClockInput;
}>;


export type MoveClockMutation = { moveClock:
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'MoveClockSuccess', played: number, marketClock: { now: string, today: string, cutOffAt: string, zone: string, businessDay: boolean } }
    | { __typename: 'NotADemo', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
   };

export type OperatorHomeQueryVariables = Exact<{ [key: string]: never; }>;


export type OperatorHomeQuery = { pending: { edges: Array<{ node: { id: string, name: string, country: string, roles: Array<OrganizationRole>, state: OrganizationState | null } }> }, open: { edges: Array<{ node: { id: string, state: AuctionState, closesAt: string, buyer: { id: string, name: string }, face: { amount: string, currency: string } } }> }, overdue: { edges: Array<{ node: { id: string, state: FinancingState, maturity: string, supplier: { id: string, name: string }, buyer: { id: string, name: string }, funder: { id: string, name: string } | null, face: { amount: string, currency: string } } }> }, failed: { edges: Array<{ node: { id: string, kind: PaymentKind, state: PaymentState, failureReason: string | null, amount: { amount: string, currency: string }, payer: { id: string, name: string }, payee: { id: string, name: string } } }> } };

export type OperatorLooksQueryVariables = Exact<{
  first?: number;
  after?: string | null | undefined;
  personId?: string | null | undefined;
  subjectId?: string | null | undefined;
}>;


export type OperatorLooksQuery = { viewer: { organization: { id: string, members: Array<{ id: string, person: { id: string, name: string } }> | null } } | null, operatorLooks: { edges: Array<{ cursor: string, node: { at: string, businessAt: string, kind: LookKind, operation: string, fields: Array<string>, subjectIds: Array<string>, person: { id: string, name: string }, apiKey: { id: string, name: string } | null } }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type OverridesQueryVariables = Exact<{
  first?: number;
  after?: string | null | undefined;
  state?: Array<OverrideState> | OverrideState | null | undefined;
}>;


export type OverridesQuery = { overrides: { edges: Array<{ cursor: string, node: { id: string, act: OverrideAct, state: OverrideState, subjectId: string, reason: string, proposedAt: string, lapsesAt: string, decidedAt: string | null, availableActions: Array<OverrideAction>, amount: { amount: string, currency: string } | null, proposedBy: { id: string, name: string }, decidedBy: { id: string, name: string } | null } }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type PlanPaymentMutationVariables = Exact<{
  input: PlanPaymentInput;
}>;


export type PlanPaymentMutation = { planPayment:
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotADemo', code: ProblemCode, message: string }
    | { __typename: 'NotAvailable', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'PlanPaymentSuccess', payment: { id: string } }
    | { __typename: 'TooLateForBank', code: ProblemCode, message: string }
   };

export type ProposeOverrideMutationVariables = Exact<{
  input: ProposeOverrideInput;
}>;


export type ProposeOverrideMutation = { proposeOverride:
    | { __typename: 'DocumentExpired', code: ProblemCode, message: string }
    | { __typename: 'FeeBilled', code: ProblemCode, message: string }
    | { __typename: 'FeeOutOfRange', code: ProblemCode, message: string }
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotAvailable', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'OverrideProposed', code: ProblemCode, message: string }
    | { __typename: 'ProposeOverrideSuccess', override: { id: string, state: OverrideState } }
    | { __typename: 'SamePerson', code: ProblemCode, message: string }
   };

export type PublishTermsMutationVariables = Exact<{
  input: PublishTermsInput;
}>;


export type PublishTermsMutation = { publishTerms:
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotAvailable', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'PublishTermsSuccess', terms: { id: string, version: number } }
   };

export type RefuseOrganizationMutationVariables = Exact<{
  input: RefuseOrganizationInput;
}>;


export type RefuseOrganizationMutation = { refuseOrganization:
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotAvailable', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'RefuseOrganizationSuccess', organization: { id: string, state: OrganizationState | null } }
   };

export type RefuseOverrideMutationVariables = Exact<{
  input: RefuseOverrideInput;
}>;


export type RefuseOverrideMutation = { refuseOverride:
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotAvailable', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'RefuseOverrideSuccess', override: { id: string, state: OverrideState } }
   };

export type SetBankNoiseMutationVariables = Exact<{
  input: SetBankNoiseInput;
}>;


export type SetBankNoiseMutation = { setBankNoise:
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotADemo', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'SetBankNoiseSuccess', simulatedBank: { repeatMessages: boolean, reorderMessages: boolean } }
   };

export type SetLateRuleMutationVariables = Exact<{
  input: SetLateRuleInput;
}>;


export type SetLateRuleMutation = { setLateRule:
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'SetLateRuleSuccess', lateRates: { rules: Array<{ country: string, since: string | null }> } }
   };

export type SetOverdueStopMutationVariables = Exact<{
  input: SetOverdueStopInput;
}>;


export type SetOverdueStopMutation = { setOverdueStop:
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotAvailable', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'SetOverdueStopSuccess', programme: { id: string, overdueStopDays: number } }
   };

export type SetReferenceRateMutationVariables = Exact<{
  input: SetReferenceRateInput;
}>;


export type SetReferenceRateMutation = { setReferenceRate:
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotAvailable', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'SetReferenceRateSuccess', lateRates: { rates: Array<{ zone: string, halfYear: string, rateBps: string }> } }
   };

export type SimulatedBankQueryVariables = Exact<{ [key: string]: never; }>;


export type SimulatedBankQuery = { simulatedBank: { repeatMessages: boolean, reorderMessages: boolean, closedDays: Array<{ day: string, reason: string }> } | null };

export type StuckPaymentsQueryVariables = Exact<{
  first?: number;
  after?: string | null | undefined;
}>;


export type StuckPaymentsQuery = { stuckPayments: { edges: Array<{ cursor: string, node: { reason: StuckReason, since: string, payment: { id: string, kind: PaymentKind, state: PaymentState, dueOn: string, endToEndId: string, settledOn: string | null, failureReason: string | null, heldReason: string | null, amount: { amount: string, currency: string }, payer: { id: string, name: string }, payee: { id: string, name: string } } } }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type SuspendAuctionMutationVariables = Exact<{
  input: SuspendAuctionInput;
}>;


export type SuspendAuctionMutation = { suspendAuction:
    | { __typename: 'AuctionClosed', code: ProblemCode, message: string }
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotAvailable', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'SuspendAuctionSuccess', auction: { id: string, state: AuctionState } }
   };

export type SuspendOrganizationMutationVariables = Exact<{
  input: SuspendOrganizationInput;
}>;


export type SuspendOrganizationMutation = { suspendOrganization:
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotAvailable', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'SuspendOrganizationSuccess', organization: { id: string, state: OrganizationState | null } }
   };

export type AcceptInvitationMutationVariables = Exact<{
  input: AcceptInvitationInput;
}>;


export type AcceptInvitationMutation = { acceptInvitation:
    | { __typename: 'AcceptInvitationSuccess', viewer: { organization: { id: string } } }
    | { __typename: 'AlreadyRegistered', code: ProblemCode, message: string }
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'InvitationUnusable', code: ProblemCode, message: string }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'SignInRefused', code: ProblemCode, message: string }
    | { __typename: 'TooManyAttempts', code: ProblemCode, message: string }
   };

export type AcceptTermsMutationVariables = Exact<{
  input: AcceptTermsInput;
}>;


export type AcceptTermsMutation = { acceptTerms:
    | { __typename: 'AcceptTermsSuccess', terms: { id: string, acceptedAt: string | null } }
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotAvailable', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'TermsChanged', code: ProblemCode, message: string }
   };

export type AlertSettingsQueryVariables = Exact<{ [key: string]: never; }>;


export type AlertSettingsQuery = { alertSettings: { mail: boolean, preferences: Array<{ kind: AlertKind, delivery: AlertDelivery, defaultDelivery: AlertDelivery, threshold: { value: number, unit: AlertThresholdUnit, byDefault: number, least: number, most: number } | null }> } };

export type AlertsQueryVariables = Exact<{
  state?: Array<AlertState> | AlertState | null | undefined;
  kind?: Array<AlertKind> | AlertKind | null | undefined;
  after?: string | null | undefined;
}>;


export type AlertsQuery = { alerts: { edges: Array<{ node: { id: string, kind: AlertKind, state: AlertState, day: string | null, raisedAt: string, subject:
          | { __typename: 'Alert', id: string }
          | { __typename: 'ApiKey', id: string }
          | { __typename: 'Approval', id: string }
          | { __typename: 'Auction', id: string, auctioned: { number: string } | null }
          | { __typename: 'BankAccount', id: string }
          | { __typename: 'BankEntry', id: string }
          | { __typename: 'BankFile', id: string }
          | { __typename: 'BankMessage', id: string }
          | { __typename: 'BankReport', id: string }
          | { __typename: 'Bid', id: string }
          | { __typename: 'CompleteExport', id: string }
          | { __typename: 'CreditNote', id: string }
          | { __typename: 'DisclosurePack', id: string }
          | { __typename: 'Document', id: string }
          | { __typename: 'DueListExport', id: string }
          | { __typename: 'EntryResolution', id: string }
          | { __typename: 'FeeBill', id: string }
          | { __typename: 'Financing', id: string, financed: { number: string } | null }
          | { __typename: 'Invoice', number: string, id: string }
          | { __typename: 'LedgerAccount', id: string }
          | { __typename: 'Limit', id: string }
          | { __typename: 'Mandate', id: string }
          | { __typename: 'Member', id: string }
          | { __typename: 'Movement', id: string }
          | { __typename: 'Organization', name: string, id: string }
          | { __typename: 'Override', id: string }
          | { __typename: 'Payment', id: string, paid: { number: string } | null, amount: { amount: string, currency: string }, collectedUnder: { id: string, reference: string, creditorIdentifier: string } | null }
          | { __typename: 'PaymentFile', messageId: string, id: string }
          | { __typename: 'Programme', id: string }
          | { __typename: 'Refund', id: string }
          | { __typename: 'Session', id: string }
          | { __typename: 'Terms', id: string }
          | { __typename: 'WebhookDelivery', id: string }
          | { __typename: 'WebhookEndpoint', id: string }
         } }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type ApiKeysQueryVariables = Exact<{
  id: string;
}>;


export type ApiKeysQuery = { node:
    | { __typename: 'Alert' }
    | { __typename: 'ApiKey' }
    | { __typename: 'Approval' }
    | { __typename: 'Auction' }
    | { __typename: 'BankAccount' }
    | { __typename: 'BankEntry' }
    | { __typename: 'BankFile' }
    | { __typename: 'BankMessage' }
    | { __typename: 'BankReport' }
    | { __typename: 'Bid' }
    | { __typename: 'CompleteExport' }
    | { __typename: 'CreditNote' }
    | { __typename: 'DisclosurePack' }
    | { __typename: 'Document' }
    | { __typename: 'DueListExport' }
    | { __typename: 'EntryResolution' }
    | { __typename: 'FeeBill' }
    | { __typename: 'Financing' }
    | { __typename: 'Invoice' }
    | { __typename: 'LedgerAccount' }
    | { __typename: 'Limit' }
    | { __typename: 'Mandate' }
    | { __typename: 'Member' }
    | { __typename: 'Movement' }
    | { __typename: 'Organization', id: string, availableActions: Array<OrganizationAction>, apiKeys: Array<{ id: string, name: string, prefix: string, scopes: Array<ApiKeyScope>, state: ApiKeyState, createdAt: string, expiresAt: string, lastUsedAt: string | null, endsAt: string | null, availableActions: Array<ApiKeyAction>, member: { id: string, person: { id: string, name: string } }, replaces: { id: string, prefix: string } | null }> | null }
    | { __typename: 'Override' }
    | { __typename: 'Payment' }
    | { __typename: 'PaymentFile' }
    | { __typename: 'Programme' }
    | { __typename: 'Refund' }
    | { __typename: 'Session' }
    | { __typename: 'Terms' }
    | { __typename: 'WebhookDelivery' }
    | { __typename: 'WebhookEndpoint' }
   | null };

export type AuctionQueryVariables = Exact<{
  id: string;
}>;


export type AuctionQuery = { node:
    | { __typename: 'Alert' }
    | { __typename: 'ApiKey' }
    | { __typename: 'Approval' }
    | { __typename: 'Auction', id: string, state: AuctionState, kind: AuctionKind, maturity: string, undertaking: Undertaking, openedAt: string, closesAt: string, acceptUntil: string, tenorDays: number, availableActions: Array<AuctionAction>, programme: { id: string, name: string }, buyer: { id: string, name: string }, face: { amount: string, currency: string }, terms: { id: string, version: number, priceKinds: Array<PriceKind>, dayCount: DayCount, platformFeePayer: string, platformFeeBps: string, costBearer: string }, invoice: { id: string, number: string } | null, supplier: { id: string, name: string } | null, supplierAlias: { label: string, country: string, sizeBand: string | null, sector: string | null } | null, paymentHistory: { invoicesPaidBand: string, averageDaysLateBand: string, disputedBand: string } | null, ownBid: { id: string, state: BidState, version: number, priceKind: PriceKind, rateBps: string, dayCount: DayCount, placedAt: string, validUntil: string, lostReason: string | null, flatFee: { amount: string, currency: string }, quote: { valueDate: string, maturity: string, days: number, dayBasis: number, platformFeePayer: string, simpleYield: string, effectiveRate: string, holdsUntil: string, face: { amount: string, currency: string }, discount: { amount: string, currency: string }, flatFee: { amount: string, currency: string }, platformFee: { amount: string, currency: string }, net: { amount: string, currency: string }, repayment: { amount: string, currency: string }, totalCost: { amount: string, currency: string } } } | null, offers: Array<{ id: string, bidId: string, version: number, rank: number, funderName: string, priceKind: PriceKind, rateBps: string, dayCount: DayCount, holdsUntil: string, validUntil: string, quote: { valueDate: string, maturity: string, days: number, dayBasis: number, platformFeePayer: string, simpleYield: string, effectiveRate: string, holdsUntil: string, waitingCost: { amount: string, currency: string } | null, face: { amount: string, currency: string }, discount: { amount: string, currency: string }, flatFee: { amount: string, currency: string }, platformFee: { amount: string, currency: string }, net: { amount: string, currency: string }, repayment: { amount: string, currency: string }, totalCost: { amount: string, currency: string } } }> | null }
    | { __typename: 'BankAccount' }
    | { __typename: 'BankEntry' }
    | { __typename: 'BankFile' }
    | { __typename: 'BankMessage' }
    | { __typename: 'BankReport' }
    | { __typename: 'Bid' }
    | { __typename: 'CompleteExport' }
    | { __typename: 'CreditNote' }
    | { __typename: 'DisclosurePack' }
    | { __typename: 'Document' }
    | { __typename: 'DueListExport' }
    | { __typename: 'EntryResolution' }
    | { __typename: 'FeeBill' }
    | { __typename: 'Financing' }
    | { __typename: 'Invoice' }
    | { __typename: 'LedgerAccount' }
    | { __typename: 'Limit' }
    | { __typename: 'Mandate' }
    | { __typename: 'Member' }
    | { __typename: 'Movement' }
    | { __typename: 'Organization' }
    | { __typename: 'Override' }
    | { __typename: 'Payment' }
    | { __typename: 'PaymentFile' }
    | { __typename: 'Programme' }
    | { __typename: 'Refund' }
    | { __typename: 'Session' }
    | { __typename: 'Terms' }
    | { __typename: 'WebhookDelivery' }
    | { __typename: 'WebhookEndpoint' }
   | null };

export type AuctionsQueryVariables = Exact<{
  first?: number;
  after?: string | null | undefined;
  state?: Array<AuctionState> | AuctionState | null | undefined;
  orderBy?: AuctionOrder | null | undefined;
  descending?: boolean | null | undefined;
}>;


export type AuctionsQuery = { auctions: { edges: Array<{ cursor: string, node: { id: string, state: AuctionState, kind: AuctionKind, maturity: string, closesAt: string, acceptUntil: string, tenorDays: number, undertaking: Undertaking, availableActions: Array<AuctionAction>, programme: { id: string, name: string }, buyer: { id: string, name: string }, face: { amount: string, currency: string }, invoice: { id: string, number: string } | null, supplier: { id: string, name: string } | null, supplierAlias: { label: string, country: string, sizeBand: string | null } | null, ownBid: { id: string, state: BidState, rateBps: string } | null } }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type BankEntriesQueryVariables = Exact<{
  first?: number;
  after?: string | null | undefined;
  state?: Array<BankEntryState> | BankEntryState | null | undefined;
  accountId?: string | null | undefined;
  bookedFrom?: string | null | undefined;
  bookedUntil?: string | null | undefined;
  side?: BankEntrySide | null | undefined;
}>;


export type BankEntriesQuery = { bankEntries: { edges: Array<{ cursor: string, node: { id: string, state: BankEntryState, reason: BankEntryReason | null, side: BankEntrySide, returned: boolean, bookedOn: string, endToEndId: string | null, reference: string | null, remittance: string | null, counterpartyName: string | null, counterpartyIban: string | null, availableActions: Array<BankEntryAction>, amount: { amount: string, currency: string }, account: { id: string, iban: string }, statement: { id: string, day: string | null, sequence: number | null } | null, payment: { id: string, kind: PaymentKind, state: PaymentState } | null, resolution: { id: string, kind: ResolutionKind, state: ResolutionState, reason: string, undoReason: string | null, availableActions: Array<ResolutionAction>, proposedBy: { id: string, name: string } | null } | null } }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type BankFilesQueryVariables = Exact<{
  first?: number;
  after?: string | null | undefined;
  state?: Array<BankFileState> | BankFileState | null | undefined;
}>;


export type BankFilesQuery = { bankFiles: { edges: Array<{ cursor: string, node: { id: string, name: string, sizeBytes: number, message: string | null, state: BankFileState, reason: BankFileReason | null, receivedAt: string, availableActions: Array<BankFileAction>, problems: Array<{ code: string, path: string, message: string }>, broughtBy: { id: string, name: string } | null, submittedBy: { id: string, name: string } | null, reports: Array<{ id: string, iban: string, state: BankReportState, reason: BankReportReason | null }> } }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type BankReportsQueryVariables = Exact<{
  first?: number;
  after?: string | null | undefined;
  accountId?: string | null | undefined;
  message?: Array<BankReportMessage> | BankReportMessage | null | undefined;
  state?: Array<BankReportState> | BankReportState | null | undefined;
}>;


export type BankReportsQuery = { bankReports: { edges: Array<{ cursor: string, node: { id: string, message: BankReportMessage, reference: string | null, iban: string, currency: string, sequence: number | null, day: string | null, state: BankReportState, reason: BankReportReason | null, receivedAt: string, availableActions: Array<BankReportAction>, opening: { amount: string, currency: string } | null, closing: { amount: string, currency: string } | null, entries: { told: number, repeated: number, suspense: number, held: number, waiting: number } | null, file: { id: string, name: string } | null } }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type BooksQueryVariables = Exact<{
  organizationId?: string | null | undefined;
}>;


export type BooksQuery = { books: { yearEndMonth: number, siren: string | null, yearEnds: Array<string>, availableActions: Array<BooksAction>, accounts: Array<{ kind: string, number: string | null, label: string | null, suggestedNumber: string | null, suggestedLabel: string | null, used: boolean }>, journals: Array<{ kind: string, code: string | null, label: string | null }> } | null };

export type ChangeOrganizationMutationVariables = Exact<{
  input: ChangeOrganizationInput;
}>;


export type ChangeOrganizationMutation = { changeOrganization:
    | { __typename: 'ChangeOrganizationSuccess', viewer: { organization: { id: string } } }
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
   };

export type ChangePayeeAccountMutationVariables = Exact<{
  input: ChangePayeeAccountInput;
}>;


export type ChangePayeeAccountMutation = { changePayeeAccount:
    | { __typename: 'ChangePayeeAccountSuccess', payment: { id: string } }
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotAvailable', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
   };

export type ChangeWebhookEndpointMutationVariables = Exact<{
  input: ChangeWebhookEndpointInput;
}>;


export type ChangeWebhookEndpointMutation = { changeWebhookEndpoint:
    | { __typename: 'ChangeWebhookEndpointSuccess', webhookEndpoint: { id: string, url: string } | null }
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotAvailable', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
   };

export type CloseBankAccountMutationVariables = Exact<{
  input: CloseBankAccountInput;
}>;


export type CloseBankAccountMutation = { closeBankAccount:
    | { __typename: 'CloseBankAccountSuccess', bankAccount: { id: string, state: BankAccountState } }
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotAvailable', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
   };

export type CompareOffersQueryVariables = Exact<{
  input: CompareOffersInput;
}>;


export type CompareOffersQuery = { compareOffers:
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'OfferComparison', maturity: string, movedBecause: string | null, offers: Array<{ name: string, rank: number, overallRank: number, days: number, dayBasis: number, simpleYield: string, effectiveRate: string, advance: { amount: string, currency: string }, reserve: { amount: string, currency: string }, discount: { amount: string, currency: string }, commission: { amount: string, currency: string }, flatFee: { amount: string, currency: string }, platformFee: { amount: string, currency: string }, net: { amount: string, currency: string }, repayment: { amount: string, currency: string }, totalCost: { amount: string, currency: string }, waitingCost: { amount: string, currency: string } | null }> }
   };

export type CompleteExportsQueryVariables = Exact<{ [key: string]: never; }>;


export type CompleteExportsQuery = { completeExports: Array<{ id: string, state: CompleteExportState, requestedAt: string, filesDone: number, filesTotal: number | null, expiresAt: string | null, sizeBytes: string | null, sha256: string | null, failure: CompleteExportFailure | null, requestedBy: { id: string, person: { id: string, name: string } } }> };

export type ConfirmResolutionMutationVariables = Exact<{
  input: ConfirmResolutionInput;
}>;


export type ConfirmResolutionMutation = { confirmResolution:
    | { __typename: 'ConfirmResolutionSuccess', resolution: { id: string, state: ResolutionState, availableActions: Array<ResolutionAction>, entry: { id: string, state: BankEntryState } } }
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotAvailable', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'PayerGoesFirst', code: ProblemCode, message: string }
    | { __typename: 'PayerUnknown', code: ProblemCode, message: string }
    | { __typename: 'PaymentDiffers', code: ProblemCode, message: string }
    | { __typename: 'RefundDiffers', code: ProblemCode, message: string }
    | { __typename: 'SamePerson', code: ProblemCode, message: string }
   };

export type CreateApiKeyMutationVariables = Exact<{
  input: CreateApiKeyInput;
}>;


export type CreateApiKeyMutation = { createApiKey:
    | { __typename: 'CreateApiKeySuccess', secret: string, apiKey: { id: string, name: string, prefix: string } }
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotAvailable', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'ScopeBeyondOwn', code: ProblemCode, message: string }
    | { __typename: 'TooManyKeys', code: ProblemCode, message: string }
   };

export type CreateWebhookEndpointMutationVariables = Exact<{
  input: CreateWebhookEndpointInput;
}>;


export type CreateWebhookEndpointMutation = { createWebhookEndpoint:
    | { __typename: 'CreateWebhookEndpointSuccess', secret: string | null, webhookEndpoint: { id: string } | null }
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'TooManyWebhookEndpoints', code: ProblemCode, message: string }
   };

export type CreditNoteQueryVariables = Exact<{
  id: string;
}>;


export type CreditNoteQuery = { node:
    | { __typename: 'Alert', id: string }
    | { __typename: 'ApiKey', id: string }
    | { __typename: 'Approval', id: string }
    | { __typename: 'Auction', id: string }
    | { __typename: 'BankAccount', id: string }
    | { __typename: 'BankEntry', id: string }
    | { __typename: 'BankFile', id: string }
    | { __typename: 'BankMessage', id: string }
    | { __typename: 'BankReport', id: string }
    | { __typename: 'Bid', id: string }
    | { __typename: 'CompleteExport', id: string }
    | { __typename: 'CreditNote', typeCode: string, submittedBySide: Side, submittedAt: string, id: string, number: string, state: CreditNoteState, issueDate: string, availableActions: Array<CreditNoteAction>, netted: { amount: string, currency: string }, amount: { amount: string, currency: string }, open: { amount: string, currency: string }, supplier: { id: string, name: string }, buyer: { id: string, name: string }, invoice: { id: string, number: string, programme: { id: string } | null } | null, credits: Array<{ kind: CreditKind, amount: { amount: string, currency: string }, invoice: { id: string, number: string } }>, copies: Array<{ side: Side, document: { id: string, name: string, href: string } | null }> }
    | { __typename: 'DisclosurePack', id: string }
    | { __typename: 'Document', id: string }
    | { __typename: 'DueListExport', id: string }
    | { __typename: 'EntryResolution', id: string }
    | { __typename: 'FeeBill', id: string }
    | { __typename: 'Financing', id: string }
    | { __typename: 'Invoice', id: string }
    | { __typename: 'LedgerAccount', id: string }
    | { __typename: 'Limit', id: string }
    | { __typename: 'Mandate', id: string }
    | { __typename: 'Member', id: string }
    | { __typename: 'Movement', id: string }
    | { __typename: 'Organization', id: string }
    | { __typename: 'Override', id: string }
    | { __typename: 'Payment', id: string }
    | { __typename: 'PaymentFile', id: string }
    | { __typename: 'Programme', id: string }
    | { __typename: 'Refund', id: string }
    | { __typename: 'Session', id: string }
    | { __typename: 'Terms', id: string }
    | { __typename: 'WebhookDelivery', id: string }
    | { __typename: 'WebhookEndpoint', id: string }
   | null };

export type CreditNotesQueryVariables = Exact<{
  first?: number;
  after?: string | null | undefined;
  state?: Array<CreditNoteState> | CreditNoteState | null | undefined;
}>;


export type CreditNotesQuery = { creditNotes: { edges: Array<{ cursor: string, node: { id: string, number: string, state: CreditNoteState, issueDate: string, availableActions: Array<CreditNoteAction>, amount: { amount: string, currency: string }, open: { amount: string, currency: string }, supplier: { id: string, name: string }, buyer: { id: string, name: string }, invoice: { id: string, number: string, programme: { id: string } | null } | null, credits: Array<{ kind: CreditKind, amount: { amount: string, currency: string }, invoice: { id: string, number: string } }>, copies: Array<{ side: Side, document: { id: string, name: string, href: string } | null }> } }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type DeactivateMemberMutationVariables = Exact<{
  input: DeactivateMemberInput;
}>;


export type DeactivateMemberMutation = { deactivateMember:
    | { __typename: 'DeactivateMemberSuccess', member: { id: string, active: boolean } }
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'LastAdministrator', code: ProblemCode, message: string }
    | { __typename: 'NotAvailable', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
   };

export type DeleteWebhookEndpointMutationVariables = Exact<{
  input: DeleteWebhookEndpointInput;
}>;


export type DeleteWebhookEndpointMutation = { deleteWebhookEndpoint:
    | { __typename: 'DeleteWebhookEndpointSuccess', deletedId: string }
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotAvailable', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
   };

export type DisclosureLinesQueryVariables = Exact<{
  id: string;
  figure?: DisclosureFigureKind | null | undefined;
  currency?: string | null | undefined;
  programmeId?: string | null | undefined;
  daysFrom?: number | null | undefined;
  daysUntil?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type DisclosureLinesQuery = { node:
    | { __typename: 'Alert', id: string }
    | { __typename: 'ApiKey', id: string }
    | { __typename: 'Approval', id: string }
    | { __typename: 'Auction', id: string }
    | { __typename: 'BankAccount', id: string }
    | { __typename: 'BankEntry', id: string }
    | { __typename: 'BankFile', id: string }
    | { __typename: 'BankMessage', id: string }
    | { __typename: 'BankReport', id: string }
    | { __typename: 'Bid', id: string }
    | { __typename: 'CompleteExport', id: string }
    | { __typename: 'CreditNote', id: string }
    | { __typename: 'DisclosurePack', firstDay: string, lastDay: string, id: string, statements: Array<{ currency: string, programme: { id: string, name: string } | null, figures: Array<{ figure: DisclosureFigureKind, amount: { amount: string, currency: string } }> }>, lines: { edges: Array<{ node: { figure: DisclosureFigureKind, dueDays: number, invoice: { id: string, number: string, issueDate: string, adjustedDueDate: string, supplier: { id: string, name: string } }, amount: { amount: string, currency: string } } }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } }
    | { __typename: 'Document', id: string }
    | { __typename: 'DueListExport', id: string }
    | { __typename: 'EntryResolution', id: string }
    | { __typename: 'FeeBill', id: string }
    | { __typename: 'Financing', id: string }
    | { __typename: 'Invoice', id: string }
    | { __typename: 'LedgerAccount', id: string }
    | { __typename: 'Limit', id: string }
    | { __typename: 'Mandate', id: string }
    | { __typename: 'Member', id: string }
    | { __typename: 'Movement', id: string }
    | { __typename: 'Organization', id: string }
    | { __typename: 'Override', id: string }
    | { __typename: 'Payment', id: string }
    | { __typename: 'PaymentFile', id: string }
    | { __typename: 'Programme', id: string }
    | { __typename: 'Refund', id: string }
    | { __typename: 'Session', id: string }
    | { __typename: 'Terms', id: string }
    | { __typename: 'WebhookDelivery', id: string }
    | { __typename: 'WebhookEndpoint', id: string }
   | null };

export type DisclosurePackQueryVariables = Exact<{
  id: string;
}>;


export type DisclosurePackQuery = { node:
    | { __typename: 'Alert', id: string }
    | { __typename: 'ApiKey', id: string }
    | { __typename: 'Approval', id: string }
    | { __typename: 'Auction', id: string }
    | { __typename: 'BankAccount', id: string }
    | { __typename: 'BankEntry', id: string }
    | { __typename: 'BankFile', id: string }
    | { __typename: 'BankMessage', id: string }
    | { __typename: 'BankReport', id: string }
    | { __typename: 'Bid', id: string }
    | { __typename: 'CompleteExport', id: string }
    | { __typename: 'CreditNote', id: string }
    | { __typename: 'DisclosurePack', kind: DisclosurePeriodKind, firstDay: string, lastDay: string, state: DisclosurePackState, isOver: boolean, openedAt: string, preparedAt: string | null, closedAt: string | null, contentHash: string | null, linesLeftOut: number, availableActions: Array<DisclosurePackAction>, id: string, buyer: { id: string, name: string }, preparedBy: { id: string, name: string } | null, closedBy: { id: string, name: string } | null, predecessor: { id: string, firstDay: string, lastDay: string } | null, excluded: Array<{ programme: { id: string, name: string }, outstanding: { amount: string, currency: string } }>, statements: Array<{ currency: string, programme: { id: string, name: string, paymentDaysMax: number } | null, terms: { id: string, version: number, undertaking: Undertaking, transfer: string, recourse: string, costBearer: string } | null, figures: Array<{ figure: DisclosureFigureKind, invoiceCount: number, amount: { amount: string, currency: string } }>, positions: Array<{ moment: DisclosureMoment, day: string, daysFrom: number | null, daysUntil: number | null, carrying: { figure: DisclosureFigureKind, amount: { amount: string, currency: string } }, funded: { figure: DisclosureFigureKind, amount: { amount: string, currency: string } }, strata: Array<{ daysFrom: number, daysUntil: number, invoiceCount: number, amount: { amount: string, currency: string } }>, unallocated: { amount: string, currency: string } | null }>, facts: Array<{ kind: DisclosureFactKind, moment: DisclosureMoment | null, label: string | null, daysFrom: number | null, daysUntil: number | null, note: string | null, suppliedAt: string, fileName: string | null, amount: { amount: string, currency: string } | null, suppliedBy: { id: string, name: string } }> }> }
    | { __typename: 'Document', id: string }
    | { __typename: 'DueListExport', id: string }
    | { __typename: 'EntryResolution', id: string }
    | { __typename: 'FeeBill', id: string }
    | { __typename: 'Financing', id: string }
    | { __typename: 'Invoice', id: string }
    | { __typename: 'LedgerAccount', id: string }
    | { __typename: 'Limit', id: string }
    | { __typename: 'Mandate', id: string }
    | { __typename: 'Member', id: string }
    | { __typename: 'Movement', id: string }
    | { __typename: 'Organization', id: string }
    | { __typename: 'Override', id: string }
    | { __typename: 'Payment', id: string }
    | { __typename: 'PaymentFile', id: string }
    | { __typename: 'Programme', id: string }
    | { __typename: 'Refund', id: string }
    | { __typename: 'Session', id: string }
    | { __typename: 'Terms', id: string }
    | { __typename: 'WebhookDelivery', id: string }
    | { __typename: 'WebhookEndpoint', id: string }
   | null };

export type DisclosurePacksQueryVariables = Exact<{
  after?: string | null | undefined;
  state?: Array<DisclosurePackState> | DisclosurePackState | null | undefined;
}>;


export type DisclosurePacksQuery = { disclosurePacks: { edges: Array<{ node: { id: string, kind: DisclosurePeriodKind, firstDay: string, lastDay: string, state: DisclosurePackState, isOver: boolean, closedAt: string | null, buyer: { id: string, name: string }, preparedBy: { id: string, name: string } | null, closedBy: { id: string, name: string } | null } }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } }, fiscalYear: { firstMonth: number, mayOpen: boolean, mayChange: boolean, periods: Array<{ kind: DisclosurePeriodKind, firstDay: string, lastDay: string }> } | null };

export type EndSessionMutationVariables = Exact<{
  input: EndSessionInput;
}>;


export type EndSessionMutation = { endSession:
    | { __typename: 'EndSessionSuccess', sessions: Array<{ id: string }> }
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
   };

export type EntryCandidatesQueryVariables = Exact<{
  id: string;
}>;


export type EntryCandidatesQuery = { node:
    | { __typename: 'Alert', id: string }
    | { __typename: 'ApiKey', id: string }
    | { __typename: 'Approval', id: string }
    | { __typename: 'Auction', id: string }
    | { __typename: 'BankAccount', id: string }
    | { __typename: 'BankEntry', id: string, candidates: Array<{ id: string, kind: PaymentKind, state: PaymentState, dueOn: string, endToEndId: string, amount: { amount: string, currency: string }, payer: { id: string, name: string }, payee: { id: string, name: string }, invoice: { id: string, number: string } | null }>, payer: { id: string, name: string } | null, meantFor: Array<{ id: string, number: string, dueDate: string }>, refundChoices: Array<{ kind: ResolutionKind, refund: { id: string, heldOn: string, receiver: { id: string, name: string } | null, payer: { id: string, name: string } | null, invoice: { id: string, number: string } | null } }>, offsets: Array<{ id: string, bookedOn: string, side: BankEntrySide, remittance: string | null, counterpartyName: string | null, amount: { amount: string, currency: string } }> }
    | { __typename: 'BankFile', id: string }
    | { __typename: 'BankMessage', id: string }
    | { __typename: 'BankReport', id: string }
    | { __typename: 'Bid', id: string }
    | { __typename: 'CompleteExport', id: string }
    | { __typename: 'CreditNote', id: string }
    | { __typename: 'DisclosurePack', id: string }
    | { __typename: 'Document', id: string }
    | { __typename: 'DueListExport', id: string }
    | { __typename: 'EntryResolution', id: string }
    | { __typename: 'FeeBill', id: string }
    | { __typename: 'Financing', id: string }
    | { __typename: 'Invoice', id: string }
    | { __typename: 'LedgerAccount', id: string }
    | { __typename: 'Limit', id: string }
    | { __typename: 'Mandate', id: string }
    | { __typename: 'Member', id: string }
    | { __typename: 'Movement', id: string }
    | { __typename: 'Organization', id: string }
    | { __typename: 'Override', id: string }
    | { __typename: 'Payment', id: string }
    | { __typename: 'PaymentFile', id: string }
    | { __typename: 'Programme', id: string }
    | { __typename: 'Refund', id: string }
    | { __typename: 'Session', id: string }
    | { __typename: 'Terms', id: string }
    | { __typename: 'WebhookDelivery', id: string }
    | { __typename: 'WebhookEndpoint', id: string }
   | null };

export type EventLogQueryVariables = Exact<{
  first?: number;
  after?: string | null | undefined;
}>;


export type EventLogQuery = { eventLog: Array<{ cursor: string, type: string, at: string, businessDay: string, subject:
      | { __typename: 'Alert', id: string }
      | { __typename: 'ApiKey', id: string }
      | { __typename: 'Approval', id: string }
      | { __typename: 'Auction', id: string }
      | { __typename: 'BankAccount', id: string }
      | { __typename: 'BankEntry', id: string }
      | { __typename: 'BankFile', id: string }
      | { __typename: 'BankMessage', id: string }
      | { __typename: 'BankReport', id: string }
      | { __typename: 'Bid', id: string }
      | { __typename: 'CompleteExport', id: string }
      | { __typename: 'CreditNote', id: string }
      | { __typename: 'DisclosurePack', id: string }
      | { __typename: 'Document', id: string }
      | { __typename: 'DueListExport', id: string }
      | { __typename: 'EntryResolution', id: string }
      | { __typename: 'FeeBill', id: string }
      | { __typename: 'Financing', id: string }
      | { __typename: 'Invoice', id: string }
      | { __typename: 'LedgerAccount', id: string }
      | { __typename: 'Limit', id: string }
      | { __typename: 'Mandate', id: string }
      | { __typename: 'Member', id: string }
      | { __typename: 'Movement', id: string }
      | { __typename: 'Organization', id: string }
      | { __typename: 'Override', id: string }
      | { __typename: 'Payment', id: string }
      | { __typename: 'PaymentFile', id: string }
      | { __typename: 'Programme', id: string }
      | { __typename: 'Refund', id: string }
      | { __typename: 'Session', id: string }
      | { __typename: 'Terms', id: string }
      | { __typename: 'WebhookDelivery', id: string }
      | { __typename: 'WebhookEndpoint', id: string }
     | null }> };

export type EventsSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type EventsSubscription = { events: { cursor: string, type: string | null, at: string | null, businessDay: string | null, subject:
      | { __typename: 'Alert', id: string }
      | { __typename: 'ApiKey', id: string }
      | { __typename: 'Approval', id: string }
      | { __typename: 'Auction', id: string, invoice: { id: string } | null }
      | { __typename: 'BankAccount', id: string, organization: { id: string } }
      | { __typename: 'BankEntry', id: string }
      | { __typename: 'BankFile', id: string }
      | { __typename: 'BankMessage', id: string }
      | { __typename: 'BankReport', id: string }
      | { __typename: 'Bid', id: string, auction: { id: string } }
      | { __typename: 'CompleteExport', id: string }
      | { __typename: 'CreditNote', id: string, invoice: { id: string } | null }
      | { __typename: 'DisclosurePack', id: string }
      | { __typename: 'Document', id: string }
      | { __typename: 'DueListExport', id: string }
      | { __typename: 'EntryResolution', id: string }
      | { __typename: 'FeeBill', id: string }
      | { __typename: 'Financing', id: string, invoice: { id: string } | null, auction: { id: string } }
      | { __typename: 'Invoice', id: string, latestAuction: { id: string } | null, financing: { id: string } | null }
      | { __typename: 'LedgerAccount', id: string }
      | { __typename: 'Limit', id: string }
      | { __typename: 'Mandate', id: string }
      | { __typename: 'Member', id: string }
      | { __typename: 'Movement', id: string }
      | { __typename: 'Organization', id: string }
      | { __typename: 'Override', id: string }
      | { __typename: 'Payment', id: string, invoice: { id: string } | null, financing: { id: string } | null }
      | { __typename: 'PaymentFile', id: string }
      | { __typename: 'Programme', id: string }
      | { __typename: 'Refund', id: string }
      | { __typename: 'Session', id: string }
      | { __typename: 'Terms', id: string }
      | { __typename: 'WebhookDelivery', id: string }
      | { __typename: 'WebhookEndpoint', id: string }
     | null } };

export type FeeBillQueryVariables = Exact<{
  id: string;
}>;


export type FeeBillQuery = { node:
    | { __typename: 'Alert', id: string }
    | { __typename: 'ApiKey', id: string }
    | { __typename: 'Approval', id: string }
    | { __typename: 'Auction', id: string }
    | { __typename: 'BankAccount', id: string }
    | { __typename: 'BankEntry', id: string }
    | { __typename: 'BankFile', id: string }
    | { __typename: 'BankMessage', id: string }
    | { __typename: 'BankReport', id: string }
    | { __typename: 'Bid', id: string }
    | { __typename: 'CompleteExport', id: string }
    | { __typename: 'CreditNote', id: string }
    | { __typename: 'DisclosurePack', id: string }
    | { __typename: 'Document', id: string }
    | { __typename: 'DueListExport', id: string }
    | { __typename: 'EntryResolution', id: string }
    | { __typename: 'FeeBill', number: string, state: FeeBillState, month: string, drawnOn: string, dueOn: string, paidOn: string | null, id: string, operator: { id: string, name: string }, payer: { id: string, name: string }, total: { amount: string, currency: string }, lines: Array<{ financingId: string, postedOn: string, amount: { amount: string, currency: string } }>, payments: Array<{ id: string, kind: PaymentKind, state: PaymentState, dueOn: string, endToEndId: string, settledOn: string | null, failureReason: string | null, heldReason: string | null, amount: { amount: string, currency: string }, payer: { id: string, name: string }, payee: { id: string, name: string } }> }
    | { __typename: 'Financing', id: string }
    | { __typename: 'Invoice', id: string }
    | { __typename: 'LedgerAccount', id: string }
    | { __typename: 'Limit', id: string }
    | { __typename: 'Mandate', id: string }
    | { __typename: 'Member', id: string }
    | { __typename: 'Movement', id: string }
    | { __typename: 'Organization', id: string }
    | { __typename: 'Override', id: string }
    | { __typename: 'Payment', id: string }
    | { __typename: 'PaymentFile', id: string }
    | { __typename: 'Programme', id: string }
    | { __typename: 'Refund', id: string }
    | { __typename: 'Session', id: string }
    | { __typename: 'Terms', id: string }
    | { __typename: 'WebhookDelivery', id: string }
    | { __typename: 'WebhookEndpoint', id: string }
   | null };

export type FeeBillsQueryVariables = Exact<{
  first?: number;
  after?: string | null | undefined;
  state?: Array<FeeBillState> | FeeBillState | null | undefined;
}>;


export type FeeBillsQuery = { feeBills: { edges: Array<{ cursor: string, node: { id: string, number: string, state: FeeBillState, month: string, drawnOn: string, dueOn: string, paidOn: string | null, payer: { id: string, name: string }, total: { amount: string, currency: string } } }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type FinancingQueryVariables = Exact<{
  id: string;
}>;


export type FinancingQuery = { node:
    | { __typename: 'Alert' }
    | { __typename: 'ApiKey' }
    | { __typename: 'Approval' }
    | { __typename: 'Auction' }
    | { __typename: 'BankAccount' }
    | { __typename: 'BankEntry' }
    | { __typename: 'BankFile' }
    | { __typename: 'BankMessage' }
    | { __typename: 'BankReport' }
    | { __typename: 'Bid' }
    | { __typename: 'CompleteExport' }
    | { __typename: 'CreditNote' }
    | { __typename: 'DisclosurePack' }
    | { __typename: 'Document' }
    | { __typename: 'DueListExport' }
    | { __typename: 'EntryResolution' }
    | { __typename: 'FeeBill' }
    | { __typename: 'Financing', id: string, state: FinancingState, platformFeePayer: string, priceKind: PriceKind | null, rateBps: string | null, dayCount: DayCount | null, tenorDays: number, valueDate: string, maturity: string, agreedAt: string, disbursedOn: string | null, repaidOn: string | null, failedBy: string | null, failureReason: string | null, invoice: { id: string, number: string } | null, auction: { id: string }, supplier: { id: string, name: string }, buyer: { id: string, name: string }, funder: { id: string, name: string } | null, programme: { id: string, name: string }, terms: { id: string, version: number, product: Product }, face: { amount: string, currency: string }, discount: { amount: string, currency: string } | null, price: { amount: string, currency: string } | null, repayment: { amount: string, currency: string } | null, platformFee: { amount: string, currency: string } | null, payments: Array<{ id: string, kind: PaymentKind, state: PaymentState, dueOn: string, payeeIban: string | null, payeeHolderName: string | null, endToEndId: string, attempt: number, instructedAt: string | null, settledOn: string | null, creditedOn: string | null, failureReason: string | null, heldReason: string | null, amount: { amount: string, currency: string }, payer: { id: string, name: string }, payee: { id: string, name: string }, collectedUnder: { id: string, reference: string } | null }>, late: { holderName: string, chargedTo: string, rateMissing: boolean, daysLate: number, rule: { country: string, zone: string, marginBps: string, source: string }, periods: Array<{ from: string, until: string, referenceRateBps: string | null, rateBps: string | null }>, principal: { amount: string, currency: string }, lumpSum: { amount: string, currency: string }, interest: { amount: string, currency: string }, chargesPaid: { amount: string, currency: string }, total: { amount: string, currency: string } } | null, lateCharges: Array<{ day: string, lumpSum: { amount: string, currency: string }, interest: { amount: string, currency: string }, total: { amount: string, currency: string } }>, timeline: Array<{ at: string, type: string, businessDay: string, actor: string | null, note: string | null }> }
    | { __typename: 'Invoice' }
    | { __typename: 'LedgerAccount' }
    | { __typename: 'Limit' }
    | { __typename: 'Mandate' }
    | { __typename: 'Member' }
    | { __typename: 'Movement' }
    | { __typename: 'Organization' }
    | { __typename: 'Override' }
    | { __typename: 'Payment' }
    | { __typename: 'PaymentFile' }
    | { __typename: 'Programme' }
    | { __typename: 'Refund' }
    | { __typename: 'Session' }
    | { __typename: 'Terms' }
    | { __typename: 'WebhookDelivery' }
    | { __typename: 'WebhookEndpoint' }
   | null };

export type FinancingsQueryVariables = Exact<{
  first?: number;
  after?: string | null | undefined;
  state?: Array<FinancingState> | FinancingState | null | undefined;
  orderBy?: FinancingOrder | null | undefined;
  descending?: boolean | null | undefined;
}>;


export type FinancingsQuery = { financings: { edges: Array<{ cursor: string, node: { id: string, state: FinancingState, valueDate: string, maturity: string, agreedAt: string, invoice: { id: string, number: string } | null, supplier: { id: string, name: string }, buyer: { id: string, name: string }, funder: { id: string, name: string } | null, face: { amount: string, currency: string }, price: { amount: string, currency: string } | null } }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type InvitationQueryVariables = Exact<{
  token: string;
}>;


export type InvitationQuery = { invitation: { kind: string, organizationName: string | null, role: OrganizationRole | null, programmeName: string | null, buyerName: string | null, email: string | null, expiresAt: string } | null, publishedTerms: { id: string, version: number, product: Product, undertaking: Undertaking, disclosure: string, transfer: string, recourse: string, costBearer: string, text: string, hash: string, undertakingText: string, publishedAt: string } | null };

export type InviteMemberMutationVariables = Exact<{
  input: InviteMemberInput;
}>;


export type InviteMemberMutation = { inviteMember:
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'InviteMemberSuccess', invitation: { link: string, expiresAt: string, mailed: boolean } }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotAvailable', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
   };

export type InvoiceQueryVariables = Exact<{
  id: string;
}>;


export type InvoiceQuery = { node:
    | { __typename: 'Alert' }
    | { __typename: 'ApiKey' }
    | { __typename: 'Approval' }
    | { __typename: 'Auction' }
    | { __typename: 'BankAccount' }
    | { __typename: 'BankEntry' }
    | { __typename: 'BankFile' }
    | { __typename: 'BankMessage' }
    | { __typename: 'BankReport' }
    | { __typename: 'Bid' }
    | { __typename: 'CompleteExport' }
    | { __typename: 'CreditNote' }
    | { __typename: 'DisclosurePack' }
    | { __typename: 'Document' }
    | { __typename: 'DueListExport' }
    | { __typename: 'EntryResolution' }
    | { __typename: 'FeeBill' }
    | { __typename: 'Financing' }
    | { __typename: 'Invoice', id: string, number: string, typeCode: string, issueDate: string, dueDate: string, adjustedDueDate: string, dueDateReason: string | null, undertaking: Undertaking, state: InvoiceState, submittedBySide: Side, submittedAt: string, approvedAt: string | null, heldReason: string | null, decisionReason: DecisionReason | null, decisionNote: string | null, availableActions: Array<InvoiceAction>, supplier: { id: string, name: string }, buyer: { id: string, name: string }, programme: { id: string, name: string } | null, payable: { amount: string, currency: string }, approved: { amount: string, currency: string } | null, credited: { amount: string, currency: string }, creditNotes: Array<{ id: string, number: string, state: CreditNoteState, issueDate: string, availableActions: Array<CreditNoteAction>, amount: { amount: string, currency: string }, open: { amount: string, currency: string }, supplier: { id: string, name: string }, buyer: { id: string, name: string }, invoice: { id: string, number: string, programme: { id: string } | null } | null, credits: Array<{ kind: CreditKind, amount: { amount: string, currency: string }, invoice: { id: string, number: string } }>, copies: Array<{ side: Side, document: { id: string, name: string, href: string } | null }> }>, credits: Array<{ kind: CreditKind, amount: { amount: string, currency: string }, creditNote: { id: string, number: string } }>, paid: { amount: string, currency: string }, copies: Array<{ side: Side, number: string, issueDate: string, dueDate: string, receivedAt: string, document: { id: string, name: string, format: string, sizeBytes: number, uploadedAt: string, href: string } | null, payable: { amount: string, currency: string }, content: { note: string | null, orderReference: string | null, paymentTerms: string | null, iban: string | null, dueDates: Array<string>, lineTotal: string | null, taxTotal: string | null, taxCurrency: string | null, taxTotalInTaxCurrency: string | null, prepaid: string | null, seller: { name: string | null, vatId: string | null, legalId: string | null, address: string | null, country: string | null }, buyer: { name: string | null, vatId: string | null, legalId: string | null, address: string | null, country: string | null }, payee: { name: string | null, vatId: string | null, legalId: string | null, address: string | null, country: string | null } | null, accounts: Array<{ number: string, holderName: string | null, bic: string | null, meansCode: string | null }>, lines: Array<{ id: string | null, description: string | null, quantity: string | null, unit: string | null, unitPrice: string | null, netAmount: string | null, taxCategory: string | null, taxRate: string | null }>, taxes: Array<{ category: string | null, rate: string | null, taxableAmount: string | null, taxAmount: string | null, reason: string | null }>, allowancesAndCharges: Array<{ charge: boolean, amount: string | null, baseAmount: string | null, percentage: string | null, reason: string | null }>, problems: Array<{ code: string, path: string, message: string, severity: string }> } }>, differences: Array<{ field: string, supplierValue: string, buyerValue: string }>, late: { holderName: string, chargedTo: string, rateMissing: boolean, daysLate: number, rule: { country: string, zone: string, marginBps: string, source: string }, periods: Array<{ from: string, until: string, referenceRateBps: string | null, rateBps: string | null }>, principal: { amount: string, currency: string }, lumpSum: { amount: string, currency: string }, interest: { amount: string, currency: string }, chargesPaid: { amount: string, currency: string }, total: { amount: string, currency: string } } | null, lateCharges: Array<{ day: string, lumpSum: { amount: string, currency: string }, interest: { amount: string, currency: string }, total: { amount: string, currency: string } }>, timeline: Array<{ at: string, type: string, businessDay: string, actor: string | null, note: string | null }>, eligibility: Array<{ code: string, message: string }>, auction: { id: string, state: AuctionState, closesAt: string } | null, financing: { id: string, state: FinancingState } | null, payments: Array<{ id: string, kind: PaymentKind, state: PaymentState, dueOn: string, settledOn: string | null, failureReason: string | null, heldReason: string | null, amount: { amount: string, currency: string }, payer: { id: string, name: string }, payee: { id: string, name: string }, collectedUnder: { id: string, reference: string } | null }> }
    | { __typename: 'LedgerAccount' }
    | { __typename: 'Limit' }
    | { __typename: 'Mandate' }
    | { __typename: 'Member' }
    | { __typename: 'Movement' }
    | { __typename: 'Organization' }
    | { __typename: 'Override' }
    | { __typename: 'Payment' }
    | { __typename: 'PaymentFile' }
    | { __typename: 'Programme' }
    | { __typename: 'Refund' }
    | { __typename: 'Session' }
    | { __typename: 'Terms' }
    | { __typename: 'WebhookDelivery' }
    | { __typename: 'WebhookEndpoint' }
   | null };

export type InvoicesQueryVariables = Exact<{
  first?: number;
  after?: string | null | undefined;
  filter?: InvoiceFilter | null | undefined;
  orderBy?: InvoiceOrder | null | undefined;
  descending?: boolean | null | undefined;
}>;


export type InvoicesQuery = { invoices: { edges: Array<{ cursor: string, node: { id: string, number: string, issueDate: string, adjustedDueDate: string, state: InvoiceState, heldReason: string | null, availableActions: Array<InvoiceAction>, supplier: { id: string, name: string }, buyer: { id: string, name: string }, programme: { id: string, name: string } | null, payable: { amount: string, currency: string }, approved: { amount: string, currency: string } | null, auction: { id: string, state: AuctionState } | null, financing: { id: string, state: FinancingState } | null } }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type JournalQueryVariables = Exact<{
  organizationId?: string | null | undefined;
  from?: string | null | undefined;
  until?: string | null | undefined;
  first?: number;
  after?: string | null | undefined;
}>;


export type JournalQuery = { journal: { edges: Array<{ cursor: string, node: { id: string, number: number | null, businessDay: string, kind: string, journalCode: string, piece: string, label: string, lines: Array<{ accountKind: string, accountNumber: string | null, counterparty: string | null, letter: string | null, invoiceId: string | null, financingId: string | null, debit: { amount: string, currency: string } | null, credit: { amount: string, currency: string } | null }> } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type LateClaimsQueryVariables = Exact<{
  first?: number;
  after?: string | null | undefined;
  filter?: LateFilter | null | undefined;
  orderBy?: LateOrder | null | undefined;
  descending?: boolean | null | undefined;
}>;


export type LateClaimsQuery = { lateClaims: { edges: Array<{ cursor: string, node: { invoiceId: string | null, number: string | null, financingId: string | null, state: string, own: boolean, buyerName: string, holderName: string, adjustedDueDate: string, rateBps: string | null, chargedTo: string, rateMissing: boolean, daysLate: number, principal: { amount: string, currency: string }, lumpSum: { amount: string, currency: string }, interest: { amount: string, currency: string }, chargesPaid: { amount: string, currency: string }, total: { amount: string, currency: string } } }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } }, overdueStops: Array<{ programmeName: string, allowedDays: number, daysLate: number }> };

export type LateRatesQueryVariables = Exact<{ [key: string]: never; }>;


export type LateRatesQuery = { lateRates: { rates: Array<{ zone: string, halfYear: string, rateBps: string }>, rules: Array<{ country: string, since: string | null, zone: string, marginBps: string, source: string, lumpSum: { amount: string, currency: string } }>, missing: Array<{ zone: string, halfYear: string, claimCount: number }> } };

export type LedgerAccountsQueryVariables = Exact<{ [key: string]: never; }>;


export type LedgerAccountsQuery = { ledgerAccounts: Array<{ id: string, kind: string, currency: string, organization: { id: string, name: string }, debit: { amount: string, currency: string }, credit: { amount: string, currency: string }, balance: { amount: string, currency: string } }> };

export type MandatesQueryVariables = Exact<{
  after?: string | null | undefined;
  state?: Array<MandateState> | MandateState | null | undefined;
}>;


export type MandatesQuery = { mandates: { edges: Array<{ node: { id: string, reference: string, state: MandateState, scheme: MandateScheme, creditorIdentifier: string, debtorIban: string, debtorHolderName: string, signedOn: string, endsOn: string | null, lapsesOn: string, noticeDays: number, lastCollectedOn: string | null, proposedAt: string, activatedAt: string | null, endedAt: string | null, availableActions: Array<MandateAction>, debtor: { id: string, name: string }, creditor: { id: string, name: string }, ceiling: { amount: string, currency: string } | null, proposedBy: { id: string, name: string } | null, activatedBy: { id: string, name: string } | null, revokedBy: { id: string, name: string } | null } }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } }, mandateChoices: { creditors: Array<{ id: string, name: string }>, accounts: Array<{ id: string, iban: string, holderName: string }> } | null };

export type MarkAlertsReadMutationVariables = Exact<{
  input: MarkAlertsReadInput;
}>;


export type MarkAlertsReadMutation = { markAlertsRead:
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'MarkAlertsReadSuccess', unread: number, alerts: Array<{ id: string, state: AlertState }> }
   };

export type MovementsQueryVariables = Exact<{
  first?: number;
  after?: string | null | undefined;
  accountId?: string | null | undefined;
  invoiceId?: string | null | undefined;
  financingId?: string | null | undefined;
  from?: string | null | undefined;
  until?: string | null | undefined;
}>;


export type MovementsQuery = { movements: { edges: Array<{ cursor: string, node: { id: string, kind: string, causeKind: string, postedAt: string, businessDay: string, reverses: string | null, transfers: Array<{ invoiceId: string | null, financingId: string | null, debitAccount: { organizationName: string, kind: string, own: boolean }, creditAccount: { organizationName: string, kind: string, own: boolean }, amount: { amount: string, currency: string } }> } }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type NumberJournalMutationVariables = Exact<{
  input: NumberJournalInput;
}>;


export type NumberJournalMutation = { numberJournal:
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'JournalNotReady', unmappedKinds: Array<string>, otherCurrencies: Array<string>, lacksSiren: boolean, code: ProblemCode, message: string }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'NumberJournalSuccess', yearEnd: string, numbered: number }
   };

export type OrganizationQueryVariables = Exact<{
  id: string;
}>;


export type OrganizationQuery = { node:
    | { __typename: 'Alert' }
    | { __typename: 'ApiKey' }
    | { __typename: 'Approval' }
    | { __typename: 'Auction' }
    | { __typename: 'BankAccount' }
    | { __typename: 'BankEntry' }
    | { __typename: 'BankFile' }
    | { __typename: 'BankMessage' }
    | { __typename: 'BankReport' }
    | { __typename: 'Bid' }
    | { __typename: 'CompleteExport' }
    | { __typename: 'CreditNote' }
    | { __typename: 'DisclosurePack' }
    | { __typename: 'Document' }
    | { __typename: 'DueListExport' }
    | { __typename: 'EntryResolution' }
    | { __typename: 'FeeBill' }
    | { __typename: 'Financing' }
    | { __typename: 'Invoice' }
    | { __typename: 'LedgerAccount' }
    | { __typename: 'Limit' }
    | { __typename: 'Mandate' }
    | { __typename: 'Member' }
    | { __typename: 'Movement' }
    | { __typename: 'Organization', id: string, name: string, country: string, roles: Array<OrganizationRole>, state: OrganizationState | null, registrationNumber: string | null, taxId: string | null, lei: string | null, sizeBand: string | null, sector: string | null, availableActions: Array<OrganizationAction>, address: { street: string | null, buildingNumber: string | null, postCode: string | null, town: string, country: string, lines: Array<string> } | null, admissionDocuments: Array<{ kind: AdmissionDocumentKind, number: string, expiresOn: string, isExpired: boolean }> | null, members: Array<{ id: string, permissions: Array<Permission>, active: boolean, availableActions: Array<MemberAction>, person: { id: string, name: string, email: string }, ceilings: Array<{ amount: string, currency: string }>, substitute: { from: string, until: string, member: { id: string, person: { id: string, name: string } } } | null }> | null, bankAccounts: Array<{ id: string, iban: string, bic: string | null, holderName: string, currency: string, state: BankAccountState, paymentFormat: PaymentFormat, payeeCheck: PayeeCheck | null, payeeCheckedAt: string | null, usableFrom: string | null, availableActions: Array<BankAccountAction>, proposedBy: { id: string, name: string }, verifiedBy: { id: string, name: string } | null }> | null }
    | { __typename: 'Override' }
    | { __typename: 'Payment' }
    | { __typename: 'PaymentFile' }
    | { __typename: 'Programme' }
    | { __typename: 'Refund' }
    | { __typename: 'Session' }
    | { __typename: 'Terms' }
    | { __typename: 'WebhookDelivery' }
    | { __typename: 'WebhookEndpoint' }
   | null };

export type OrganizationsQueryVariables = Exact<{
  first?: number;
  after?: string | null | undefined;
  state?: Array<OrganizationState> | OrganizationState | null | undefined;
  role?: OrganizationRole | null | undefined;
}>;


export type OrganizationsQuery = { organizations: { edges: Array<{ cursor: string, node: { id: string, name: string, country: string, roles: Array<OrganizationRole>, state: OrganizationState | null, sector: string | null, sizeBand: string | null } }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type PauseWebhookEndpointMutationVariables = Exact<{
  input: PauseWebhookEndpointInput;
}>;


export type PauseWebhookEndpointMutation = { pauseWebhookEndpoint:
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotAvailable', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'PauseWebhookEndpointSuccess', webhookEndpoint: { id: string, state: WebhookEndpointState } | null }
   };

export type PayeeAccountsQueryVariables = Exact<{ [key: string]: never; }>;


export type PayeeAccountsQuery = { viewer: { organization: { id: string, bankAccounts: Array<{ id: string, iban: string, currency: string, state: BankAccountState, usableFrom: string | null }> | null } } | null };

export type PaymentFilesQueryVariables = Exact<{
  first?: number;
  after?: string | null | undefined;
  state?: Array<PaymentFileState> | PaymentFileState | null | undefined;
}>;


export type PaymentFilesQuery = { paymentFiles: { edges: Array<{ cursor: string, node: { id: string, messageId: string, state: PaymentFileState, direction: PaymentFileDirection, executionDate: string, paymentCount: number, sha256: string, preparedAt: string, lapsesAt: string, releasedAt: string | null, refusalReason: string | null, leftAt: string | null, releaseObstacle: ReleaseObstacle | null, availableActions: Array<PaymentFileAction>, total: { amount: string, currency: string }, owner: { id: string, name: string }, account: { id: string, iban: string }, preparedBy: { id: string, name: string } | null, releasedBy: { id: string, name: string } | null, decidedFor: { id: string, name: string } | null, lines: Array<{ payerIban: string, payeeIban: string, payeeHolderName: string, amount: { amount: string, currency: string }, mandate: { id: string, reference: string } | null, payment: { id: string, kind: PaymentKind, endToEndId: string, payer: { id: string, name: string } } }> } }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type PaymentQueryVariables = Exact<{
  id: string;
}>;


export type PaymentQuery = { node:
    | { __typename: 'Alert', id: string }
    | { __typename: 'ApiKey', id: string }
    | { __typename: 'Approval', id: string }
    | { __typename: 'Auction', id: string }
    | { __typename: 'BankAccount', id: string }
    | { __typename: 'BankEntry', id: string }
    | { __typename: 'BankFile', id: string }
    | { __typename: 'BankMessage', id: string }
    | { __typename: 'BankReport', id: string }
    | { __typename: 'Bid', id: string }
    | { __typename: 'CompleteExport', id: string }
    | { __typename: 'CreditNote', id: string }
    | { __typename: 'DisclosurePack', id: string }
    | { __typename: 'Document', id: string }
    | { __typename: 'DueListExport', id: string }
    | { __typename: 'EntryResolution', id: string }
    | { __typename: 'FeeBill', id: string }
    | { __typename: 'Financing', id: string }
    | { __typename: 'Invoice', id: string }
    | { __typename: 'LedgerAccount', id: string }
    | { __typename: 'Limit', id: string }
    | { __typename: 'Mandate', id: string }
    | { __typename: 'Member', id: string }
    | { __typename: 'Movement', id: string }
    | { __typename: 'Organization', id: string }
    | { __typename: 'Override', id: string }
    | { __typename: 'Payment', kind: PaymentKind, state: PaymentState, dueOn: string, instructedAt: string | null, settledOn: string | null, creditedOn: string | null, failureReason: string | null, heldReason: string | null, collectionDate: string | null, endToEndId: string, attempt: number, payeeIban: string | null, payeeHolderName: string | null, id: string, amount: { amount: string, currency: string }, collectedUnder: { id: string, reference: string, creditorIdentifier: string } | null, payer: { id: string, name: string }, payee: { id: string, name: string }, invoice: { id: string, number: string } | null, financing: { id: string } | null, feeBill: { id: string, number: string } | null, remittance: { payerIban: string | null, payeeIban: string | null, payeeHolderName: string | null, invoiceNumber: string | null, billNumber: string | null, orderReference: string | null, reference: string, fileReference: string | null, valueDate: string, approved: { amount: string, currency: string }, reserve: { amount: string, currency: string }, discount: { amount: string, currency: string }, fees: { amount: string, currency: string }, interest: { amount: string, currency: string }, adjustment: { amount: string, currency: string }, net: { amount: string, currency: string }, platformFee: { amount: string, currency: string } | null } | null }
    | { __typename: 'PaymentFile', id: string }
    | { __typename: 'Programme', id: string }
    | { __typename: 'Refund', id: string }
    | { __typename: 'Session', id: string }
    | { __typename: 'Terms', id: string }
    | { __typename: 'WebhookDelivery', id: string }
    | { __typename: 'WebhookEndpoint', id: string }
   | null };

export type PaymentsQueryVariables = Exact<{
  first?: number;
  after?: string | null | undefined;
  filter?: PaymentFilter | null | undefined;
  orderBy?: PaymentOrder | null | undefined;
  descending?: boolean | null | undefined;
}>;


export type PaymentsQuery = { payments: { edges: Array<{ cursor: string, node: { id: string, kind: PaymentKind, state: PaymentState, dueOn: string, payeeIban: string | null, payeeHolderName: string | null, endToEndId: string, attempt: number, settledOn: string | null, creditedOn: string | null, failureReason: string | null, heldReason: string | null, availableActions: Array<PaymentAction>, amount: { amount: string, currency: string }, payer: { id: string, name: string }, payee: { id: string, name: string }, invoice: { id: string, number: string } | null, financing: { id: string } | null, collectedUnder: { id: string, reference: string } | null, file: { id: string, state: PaymentFileState } | null } }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type PreparePaymentFilesMutationVariables = Exact<{
  input: PreparePaymentFilesInput;
}>;


export type PreparePaymentFilesMutation = { preparePaymentFiles:
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NoSecondPerson', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'PaymentsNotReleasable', code: ProblemCode, message: string, faults: Array<{ paymentId: string, code: string, message: string }> }
    | { __typename: 'PreparePaymentFilesSuccess', files: Array<{ id: string, state: PaymentFileState, paymentCount: number }> }
    | { __typename: 'TotalMismatch', code: ProblemCode, message: string }
   };

export type ProgrammeFiguresQueryVariables = Exact<{
  programmeId?: string | null | undefined;
}>;


export type ProgrammeFiguresQuery = { programmeFigures: Array<{ month: string, invoiceCount: number, financedCount: number, shareFinanced: string, medianHours: string | null, daysEarly: string | null, programme: { id: string, name: string }, approved: { amount: string, currency: string }, financed: { amount: string, currency: string } }> };

export type ProgrammeQueryVariables = Exact<{
  id: string;
}>;


export type ProgrammeQuery = { node:
    | { __typename: 'Alert' }
    | { __typename: 'ApiKey' }
    | { __typename: 'Approval' }
    | { __typename: 'Auction' }
    | { __typename: 'BankAccount' }
    | { __typename: 'BankEntry' }
    | { __typename: 'BankFile' }
    | { __typename: 'BankMessage' }
    | { __typename: 'BankReport' }
    | { __typename: 'Bid' }
    | { __typename: 'CompleteExport' }
    | { __typename: 'CreditNote' }
    | { __typename: 'DisclosurePack' }
    | { __typename: 'Document' }
    | { __typename: 'DueListExport' }
    | { __typename: 'EntryResolution' }
    | { __typename: 'FeeBill' }
    | { __typename: 'Financing' }
    | { __typename: 'Invoice' }
    | { __typename: 'LedgerAccount' }
    | { __typename: 'Limit' }
    | { __typename: 'Mandate' }
    | { __typename: 'Member' }
    | { __typename: 'Movement' }
    | { __typename: 'Organization' }
    | { __typename: 'Override' }
    | { __typename: 'Payment' }
    | { __typename: 'PaymentFile' }
    | { __typename: 'Programme', id: string, name: string, currency: string, auctionKind: AuctionKind, auctionMinutes: number, acceptanceMinutes: number, tenorDaysMin: number, paymentDaysMax: number, overdueStopDays: number, settlementDays: number, calendars: Array<CalendarCode>, rollConvention: RollConvention, cutOff: string, cutOffZone: string, active: boolean, availableActions: Array<ProgrammeAction>, buyer: { id: string, name: string }, terms: { id: string, version: number, product: Product, initiator: string, undertaking: Undertaking, disclosure: string, transfer: string, recourse: string, advanceBps: number, costBearer: string, priceKinds: Array<PriceKind>, dayCount: DayCount, platformFeePayer: string, platformFeeBps: string, allocationOrder: Array<ClaimPart>, text: string, hash: string, undertakingText: string, undertakingHash: string, publishedAt: string, acceptedAt: string | null } | null, suppliers: Array<{ id: string, name: string, country: string, state: OrganizationState | null }> | null, invitedSuppliers: Array<{ id: string, name: string, country: string, state: OrganizationState | null }> | null, funders: Array<{ id: string, name: string, country: string, state: OrganizationState | null }> | null }
    | { __typename: 'Refund' }
    | { __typename: 'Session' }
    | { __typename: 'Terms' }
    | { __typename: 'WebhookDelivery' }
    | { __typename: 'WebhookEndpoint' }
   | null };

export type ProgrammesQueryVariables = Exact<{
  first?: number;
  after?: string | null | undefined;
}>;


export type ProgrammesQuery = { programmes: { edges: Array<{ cursor: string, node: { id: string, name: string, currency: string, auctionKind: AuctionKind, active: boolean, availableActions: Array<ProgrammeAction>, buyer: { id: string, name: string }, terms: { id: string, version: number, product: Product, acceptedAt: string | null } | null } }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type ProposeBankAccountMutationVariables = Exact<{
  input: ProposeBankAccountInput;
}>;


export type ProposeBankAccountMutation = { proposeBankAccount:
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotAvailable', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'ProposeBankAccountSuccess', bankAccount: { id: string } }
   };

export type ProposeResolutionMutationVariables = Exact<{
  input: ProposeResolutionInput;
}>;


export type ProposeResolutionMutation = { proposeResolution:
    | { __typename: 'EntriesDiffer', code: ProblemCode, message: string }
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotAvailable', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'PayerGoesFirst', code: ProblemCode, message: string }
    | { __typename: 'PayerUnknown', code: ProblemCode, message: string }
    | { __typename: 'PaymentDiffers', code: ProblemCode, message: string }
    | { __typename: 'ProposeResolutionSuccess', resolution: { id: string, state: ResolutionState, availableActions: Array<ResolutionAction>, entry: { id: string, state: BankEntryState } } }
    | { __typename: 'RefundDiffers', code: ProblemCode, message: string }
    | { __typename: 'ResolutionProposed', code: ProblemCode, message: string }
   };

export type ReconciledAccountsQueryVariables = Exact<{
  organizationId?: string | null | undefined;
}>;


export type ReconciledAccountsQuery = { reconciledAccounts: Array<{ heldReports: number, account: { id: string, iban: string, holderName: string }, moneyIn: { amount: string, currency: string }, moneyOut: { amount: string, currency: string }, suspense: { amount: string, currency: string }, inFlight: { amount: string, currency: string }, waiting: { amount: string, currency: string }, elsewhere: { amount: string, currency: string }, unexplained: { amount: string, currency: string } | null, firstStatement: { id: string, day: string | null, opening: { amount: string, currency: string } | null } | null, lastStatement: { id: string, day: string | null, closing: { amount: string, currency: string } | null } | null, open: Array<{ reason: BankEntryReason, count: number, moneyIn: { amount: string, currency: string }, moneyOut: { amount: string, currency: string } }> }> };

export type RefundsQueryVariables = Exact<{
  first?: number;
  after?: string | null | undefined;
  state?: Array<RefundState> | RefundState | null | undefined;
}>;


export type RefundsQuery = { refunds: { edges: Array<{ cursor: string, node: { id: string, state: RefundState, heldOn: string, sentOn: string | null, amount: { amount: string, currency: string }, receiver: { id: string, name: string } | null, payer: { id: string, name: string } | null, invoice: { id: string, number: string } | null, payment: { id: string } | null } }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type RefuseBankAccountMutationVariables = Exact<{
  input: RefuseBankAccountInput;
}>;


export type RefuseBankAccountMutation = { refuseBankAccount:
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotAvailable', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'RefuseBankAccountSuccess', bankAccount: { id: string, state: BankAccountState } }
   };

export type RefusePaymentFileMutationVariables = Exact<{
  input: RefusePaymentFileInput;
}>;


export type RefusePaymentFileMutation = { refusePaymentFile:
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotAvailable', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'RefusePaymentFileSuccess', file: { id: string, state: PaymentFileState } }
   };

export type RefuseResolutionMutationVariables = Exact<{
  input: RefuseResolutionInput;
}>;


export type RefuseResolutionMutation = { refuseResolution:
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotAvailable', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'RefuseResolutionSuccess', resolution: { id: string, state: ResolutionState, availableActions: Array<ResolutionAction>, entry: { id: string, state: BankEntryState } } }
   };

export type ReleasePaymentFilesMutationVariables = Exact<{
  input: ReleasePaymentFilesInput;
}>;


export type ReleasePaymentFilesMutation = { releasePaymentFiles:
    | { __typename: 'AboveCeiling', code: ProblemCode, message: string }
    | { __typename: 'FileHashMismatch', code: ProblemCode, message: string }
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotAvailable', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'PaymentsNotReleasable', code: ProblemCode, message: string, faults: Array<{ paymentId: string, code: string, message: string }> }
    | { __typename: 'ReleasePaymentFilesSuccess', files: Array<{ id: string, state: PaymentFileState }> }
    | { __typename: 'SamePerson', code: ProblemCode, message: string }
   };

export type ReplayWebhooksMutationVariables = Exact<{
  input: ReplayWebhooksInput;
}>;


export type ReplayWebhooksMutation = { replayWebhooks:
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotAvailable', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'ReplayWebhooksSuccess', webhookEndpoint: { id: string, state: WebhookEndpointState } | null }
   };

export type ReportedFiguresQueryVariables = Exact<{
  currency?: string;
}>;


export type ReportedFiguresQuery = { reportedFigures: Array<{ kind: ReportedFigureKind, asOf: string, total: { amount: string, currency: string } | null, parts: Array<{ rate: string | null, rateDay: string | null, source: string | null, amount: { amount: string, currency: string }, reported: { amount: string, currency: string } | null }> }> };

export type RequestCompleteExportMutationVariables = Exact<{
  input: RequestCompleteExportInput;
}>;


export type RequestCompleteExportMutation = { requestCompleteExport:
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'RequestCompleteExportSuccess', completeExport: { id: string, state: CompleteExportState } }
   };

export type ResendWebhookMutationVariables = Exact<{
  input: ResendWebhookInput;
}>;


export type ResendWebhookMutation = { resendWebhook:
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotAvailable', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'ResendWebhookSuccess', webhookDelivery: { id: string } | null }
   };

export type ResumeWebhookEndpointMutationVariables = Exact<{
  input: ResumeWebhookEndpointInput;
}>;


export type ResumeWebhookEndpointMutation = { resumeWebhookEndpoint:
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotAvailable', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'ResumeWebhookEndpointSuccess', webhookEndpoint: { id: string, state: WebhookEndpointState } | null }
   };

export type RevokeApiKeyMutationVariables = Exact<{
  input: RevokeApiKeyInput;
}>;


export type RevokeApiKeyMutation = { revokeApiKey:
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotAvailable', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'RevokeApiKeySuccess', apiKey: { id: string, state: ApiKeyState } }
   };

export type RevokeMandateMutationVariables = Exact<{
  input: RevokeMandateInput;
}>;


export type RevokeMandateMutation = { revokeMandate:
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotAvailable', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'RevokeMandateSuccess', mandate: { id: string, state: MandateState } }
   };

export type RotateApiKeyMutationVariables = Exact<{
  input: RotateApiKeyInput;
}>;


export type RotateApiKeyMutation = { rotateApiKey:
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotAvailable', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'RotateApiKeySuccess', secret: string, apiKey: { id: string, name: string, prefix: string } }
    | { __typename: 'ScopeBeyondOwn', code: ProblemCode, message: string }
   };

export type RotateWebhookSecretMutationVariables = Exact<{
  input: RotateWebhookSecretInput;
}>;


export type RotateWebhookSecretMutation = { rotateWebhookSecret:
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotAvailable', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'RotateWebhookSecretSuccess', secret: string | null, webhookEndpoint: { id: string } | null }
   };

export type SendTestWebhookMutationVariables = Exact<{
  input: SendTestWebhookInput;
}>;


export type SendTestWebhookMutation = { sendTestWebhook:
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotAvailable', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'SendTestWebhookSuccess', webhookDelivery: { id: string } | null }
   };

export type SessionsQueryVariables = Exact<{ [key: string]: never; }>;


export type SessionsQuery = { sessions: Array<{ id: string, carrier: string, createdAt: string, lastUsedAt: string, current: boolean }> };

export type SetAddressMutationVariables = Exact<{
  input: SetAddressInput;
}>;


export type SetAddressMutation = { setAddress:
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotAvailable', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'SetAddressSuccess', organization: { id: string } }
   };

export type SetAlertPreferenceMutationVariables = Exact<{
  input: SetAlertPreferenceInput;
}>;


export type SetAlertPreferenceMutation = { setAlertPreference:
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'SetAlertPreferenceSuccess', alertSettings: { preferences: Array<{ kind: AlertKind, delivery: AlertDelivery }> } }
   };

export type SetAlertThresholdMutationVariables = Exact<{
  input: SetAlertThresholdInput;
}>;


export type SetAlertThresholdMutation = { setAlertThreshold:
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'SetAlertThresholdSuccess', alertSettings: { preferences: Array<{ kind: AlertKind, threshold: { value: number } | null }> } }
   };

export type SetBooksMutationVariables = Exact<{
  input: SetBooksInput;
}>;


export type SetBooksMutation = { setBooks:
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'SetBooksSuccess', books: { yearEndMonth: number } }
   };

export type SetCeilingsMutationVariables = Exact<{
  input: SetCeilingsInput;
}>;


export type SetCeilingsMutation = { setCeilings:
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotAvailable', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'OwnPermissions', code: ProblemCode, message: string }
    | { __typename: 'SetCeilingsSuccess', member: { id: string, ceilings: Array<{ amount: string, currency: string }> } }
   };

export type SetLanguageMutationVariables = Exact<{
  input: SetLanguageInput;
}>;


export type SetLanguageMutation = { setLanguage:
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'SetLanguageSuccess', language: Language }
   };

export type SetPaymentFormatMutationVariables = Exact<{
  input: SetPaymentFormatInput;
}>;


export type SetPaymentFormatMutation = { setPaymentFormat:
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotAvailable', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'SetPaymentFormatSuccess', bankAccount: { id: string, paymentFormat: PaymentFormat } }
   };

export type SetPermissionsMutationVariables = Exact<{
  input: SetPermissionsInput;
}>;


export type SetPermissionsMutation = { setPermissions:
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'LastAdministrator', code: ProblemCode, message: string }
    | { __typename: 'NotAvailable', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'OwnPermissions', code: ProblemCode, message: string }
    | { __typename: 'SetPermissionsSuccess', member: { id: string, permissions: Array<Permission> } }
   };

export type SetSubstituteMutationVariables = Exact<{
  input: SetSubstituteInput;
}>;


export type SetSubstituteMutation = { setSubstitute:
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotAvailable', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'OwnPermissions', code: ProblemCode, message: string }
    | { __typename: 'SetSubstituteSuccess', member: { id: string, substitute: { from: string, until: string } | null } }
   };

export type SettleDifferenceMutationVariables = Exact<{
  input: SettleDifferenceInput;
}>;


export type SettleDifferenceMutation = { settleDifference:
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotAvailable', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'SameInvoiceExists', code: ProblemCode, message: string }
    | { __typename: 'SettleDifferenceSuccess', invoice: { id: string } }
   };

export type SettlementDayQueryVariables = Exact<{
  day: string;
}>;


export type SettlementDayQuery = { settlementDay: Array<{ direction: PaymentDirection, paymentState: PaymentState, count: number, total: { amount: string, currency: string } }> };

export type SignInWithLinkMutationVariables = Exact<{
  input: SignInWithLinkInput;
}>;


export type SignInWithLinkMutation = { signInWithLink:
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'SignInRefused', code: ProblemCode, message: string }
    | { __typename: 'SignInSuccess', viewer: { organization: { id: string } } }
    | { __typename: 'TooManyAttempts', retryAfterSeconds: number, code: ProblemCode, message: string }
   };

export type SignInMutationVariables = Exact<{
  input: SignInInput;
}>;


export type SignInMutation = { signIn:
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'SignInRefused', code: ProblemCode, message: string }
    | { __typename: 'SignInSuccess', viewer: { memberships: Array<{ organizationId: string, organizationName: string, roles: Array<OrganizationRole>, current: boolean }> } }
    | { __typename: 'TooManyAttempts', retryAfterSeconds: number, code: ProblemCode, message: string }
   };

export type SignOutMutationVariables = Exact<{ [key: string]: never; }>;


export type SignOutMutation = { signOut: { __typename: 'SignOutSuccess' } };

export type StatementLinesQueryVariables = Exact<{
  accountId: string;
  from?: string | null | undefined;
  until?: string | null | undefined;
  first?: number;
  after?: string | null | undefined;
}>;


export type StatementLinesQuery = { node:
    | { id: string, statementLines: { edges: Array<{ cursor: string, node: { id: string, businessDay: string, kind: string, causeKind: string, reverses: string | null, invoiceId: string | null, financingId: string | null, counterparty: { organizationName: string, kind: string, own: boolean }, debit: { amount: string, currency: string } | null, credit: { amount: string, currency: string } | null, balance: { amount: string, currency: string } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } }
    | Record<PropertyKey, never>
   | null };

export type StatementsQueryVariables = Exact<{
  organizationId?: string | null | undefined;
  from?: string | null | undefined;
  until?: string | null | undefined;
}>;


export type StatementsQuery = { statements: Array<{ from: string | null, until: string, account: { id: string, kind: string, currency: string }, opening: { amount: string, currency: string }, debit: { amount: string, currency: string }, credit: { amount: string, currency: string }, closing: { amount: string, currency: string } }> };

export type TermsToAcceptQueryVariables = Exact<{ [key: string]: never; }>;


export type TermsToAcceptQuery = { viewer: { organization: { id: string, bankAccounts: Array<{ id: string, state: BankAccountState }> | null } } | null, programmes: { edges: Array<{ node: { id: string, name: string, availableActions: Array<ProgrammeAction>, buyer: { id: string, name: string }, terms: { id: string, version: number, hash: string, text: string } | null } }> } };

export type TrialBalancesQueryVariables = Exact<{
  organizationId?: string | null | undefined;
  on?: string | null | undefined;
}>;


export type TrialBalancesQuery = { trialBalances: Array<{ currency: string, on: string, lines: Array<{ kind: string, accountId: string | null, debit: { amount: string, currency: string }, credit: { amount: string, currency: string }, balance: { amount: string, currency: string } }>, debit: { amount: string, currency: string }, credit: { amount: string, currency: string } }> };

export type UndoResolutionMutationVariables = Exact<{
  input: UndoResolutionInput;
}>;


export type UndoResolutionMutation = { undoResolution:
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotAvailable', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'UndoResolutionSuccess', resolution: { id: string, state: ResolutionState, availableActions: Array<ResolutionAction>, entry: { id: string, state: BankEntryState } } }
   };

export type UnreadAlertsQueryVariables = Exact<{ [key: string]: never; }>;


export type UnreadAlertsQuery = { unreadAlerts: number };

export type VerifyBankAccountMutationVariables = Exact<{
  input: VerifyBankAccountInput;
}>;


export type VerifyBankAccountMutation = { verifyBankAccount:
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotAvailable', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'SamePerson', code: ProblemCode, message: string }
    | { __typename: 'SecondPersonNeeded', code: ProblemCode, message: string }
    | { __typename: 'VerifyBankAccountSuccess', bankAccount: { id: string, state: BankAccountState } }
   };

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { viewer: { permissions: Array<Permission>, demo: boolean, person: { id: string, name: string, email: string }, member: { id: string, permissions: Array<Permission> }, organization: { id: string, name: string, country: string, roles: Array<OrganizationRole>, state: OrganizationState | null, ownRateBps: string | null, availableActions: Array<OrganizationAction> }, memberships: Array<{ organizationId: string, organizationName: string, current: boolean }>, marketClock: { now: string, today: string, cutOffAt: string, zone: string, businessDay: boolean } } | null };

export type WebhookDeliveryQueryVariables = Exact<{
  id: string;
}>;


export type WebhookDeliveryQuery = { node:
    | { __typename: 'Alert', id: string }
    | { __typename: 'ApiKey', id: string }
    | { __typename: 'Approval', id: string }
    | { __typename: 'Auction', id: string }
    | { __typename: 'BankAccount', id: string }
    | { __typename: 'BankEntry', id: string }
    | { __typename: 'BankFile', id: string }
    | { __typename: 'BankMessage', id: string }
    | { __typename: 'BankReport', id: string }
    | { __typename: 'Bid', id: string }
    | { __typename: 'CompleteExport', id: string }
    | { __typename: 'CreditNote', id: string }
    | { __typename: 'DisclosurePack', id: string }
    | { __typename: 'Document', id: string }
    | { __typename: 'DueListExport', id: string }
    | { __typename: 'EntryResolution', id: string }
    | { __typename: 'FeeBill', id: string }
    | { __typename: 'Financing', id: string }
    | { __typename: 'Invoice', id: string }
    | { __typename: 'LedgerAccount', id: string }
    | { __typename: 'Limit', id: string }
    | { __typename: 'Mandate', id: string }
    | { __typename: 'Member', id: string }
    | { __typename: 'Movement', id: string }
    | { __typename: 'Organization', id: string }
    | { __typename: 'Override', id: string }
    | { __typename: 'Payment', id: string }
    | { __typename: 'PaymentFile', id: string }
    | { __typename: 'Programme', id: string }
    | { __typename: 'Refund', id: string }
    | { __typename: 'Session', id: string }
    | { __typename: 'Terms', id: string }
    | { __typename: 'WebhookDelivery', eventId: string, eventType: string, body: string, state: WebhookDeliveryState, createdAt: string, nextAttemptAt: string | null, deliveredAt: string | null, availableActions: Array<WebhookDeliveryAction>, id: string, endpoint: { id: string, url: string, description: string }, attempts: Array<{ no: number, startedAt: string, endedAt: string | null, status: number | null, fault: WebhookFault | null, excerpt: string | null }> }
    | { __typename: 'WebhookEndpoint', id: string }
   | null };

export type WebhookEndpointQueryVariables = Exact<{
  id: string;
  state?: Array<WebhookDeliveryState> | WebhookDeliveryState | null | undefined;
  after?: string | null | undefined;
}>;


export type WebhookEndpointQuery = { webhookEventTypes: Array<string>, node:
    | { __typename: 'Alert', id: string }
    | { __typename: 'ApiKey', id: string }
    | { __typename: 'Approval', id: string }
    | { __typename: 'Auction', id: string }
    | { __typename: 'BankAccount', id: string }
    | { __typename: 'BankEntry', id: string }
    | { __typename: 'BankFile', id: string }
    | { __typename: 'BankMessage', id: string }
    | { __typename: 'BankReport', id: string }
    | { __typename: 'Bid', id: string }
    | { __typename: 'CompleteExport', id: string }
    | { __typename: 'CreditNote', id: string }
    | { __typename: 'DisclosurePack', id: string }
    | { __typename: 'Document', id: string }
    | { __typename: 'DueListExport', id: string }
    | { __typename: 'EntryResolution', id: string }
    | { __typename: 'FeeBill', id: string }
    | { __typename: 'Financing', id: string }
    | { __typename: 'Invoice', id: string }
    | { __typename: 'LedgerAccount', id: string }
    | { __typename: 'Limit', id: string }
    | { __typename: 'Mandate', id: string }
    | { __typename: 'Member', id: string }
    | { __typename: 'Movement', id: string }
    | { __typename: 'Organization', id: string }
    | { __typename: 'Override', id: string }
    | { __typename: 'Payment', id: string }
    | { __typename: 'PaymentFile', id: string }
    | { __typename: 'Programme', id: string }
    | { __typename: 'Refund', id: string }
    | { __typename: 'Session', id: string }
    | { __typename: 'Terms', id: string }
    | { __typename: 'WebhookDelivery', id: string }
    | { __typename: 'WebhookEndpoint', url: string, description: string, eventTypes: Array<string> | null, state: WebhookEndpointState, disabledReason: WebhookDisabledReason | null, createdAt: string, failingSince: string | null, previousSecretUntil: string | null, availableActions: Array<WebhookEndpointAction>, id: string, createdBy: { id: string, person: { id: string, name: string } }, deliveries: { edges: Array<{ node: { id: string, eventType: string, state: WebhookDeliveryState, createdAt: string, attemptsMade: number, nextAttemptAt: string | null, status: number | null, fault: WebhookFault | null } }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } }
   | null };

export type WebhookEndpointsQueryVariables = Exact<{ [key: string]: never; }>;


export type WebhookEndpointsQuery = { webhookEventTypes: Array<string>, webhookEndpoints: Array<{ id: string, url: string, description: string, eventTypes: Array<string> | null, state: WebhookEndpointState, failingSince: string | null }> };

export type WithdrawCreditNoteMutationVariables = Exact<{
  input: WithdrawCreditNoteInput;
}>;


export type WithdrawCreditNoteMutation = { withdrawCreditNote:
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotAvailable', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'WithdrawCreditNoteSuccess', creditNote: { id: string, state: CreditNoteState } }
   };

export type AcceptOfferMutationVariables = Exact<{
  input: AcceptOfferInput;
}>;


export type AcceptOfferMutation = { acceptOffer:
    | { __typename: 'AcceptOfferSuccess', valueDate: string, financing: { id: string }, net: { amount: string, currency: string }, discount: { amount: string, currency: string } }
    | { __typename: 'AlreadyFinanced', code: ProblemCode, message: string }
    | { __typename: 'AuctionClosed', code: ProblemCode, message: string }
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'InvoiceNotEligible', code: ProblemCode, message: string }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'LimitExceeded', code: ProblemCode, message: string }
    | { __typename: 'NotAvailable', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'OfferChanged', valueDate: string, version: number, code: ProblemCode, message: string, net: { amount: string, currency: string }, discount: { amount: string, currency: string } }
    | { __typename: 'OfferGone', code: ProblemCode, message: string }
    | { __typename: 'OrganizationSuspended', code: ProblemCode, message: string }
   };

export type AcceptOffersMutationVariables = Exact<{
  input: AcceptOffersInput;
}>;


export type AcceptOffersMutation = { acceptOffers:
    | { __typename: 'AcceptOffersSuccess', acceptances: Array<{ valueDate: string, financing: { id: string }, net: { amount: string, currency: string }, discount: { amount: string, currency: string } }>, totalNet: { amount: string, currency: string } }
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'OffersRefused', code: ProblemCode, message: string, refusals: Array<{ bidId: string, problem:
          | { __typename: 'AboveCeiling', code: ProblemCode, message: string }
          | { __typename: 'AccountMissing', code: ProblemCode, message: string }
          | { __typename: 'AccountNotUsable', code: ProblemCode, message: string }
          | { __typename: 'AlreadyFinanced', code: ProblemCode, message: string }
          | { __typename: 'AlreadyRegistered', code: ProblemCode, message: string }
          | { __typename: 'ApprovalLapsed', code: ProblemCode, message: string }
          | { __typename: 'AuctionClosed', code: ProblemCode, message: string }
          | { __typename: 'BatchTooLarge', code: ProblemCode, message: string }
          | { __typename: 'BidExists', code: ProblemCode, message: string }
          | { __typename: 'BuyerOverdue', code: ProblemCode, message: string }
          | { __typename: 'DisclosureChanged', code: ProblemCode, message: string }
          | { __typename: 'DisclosureExists', code: ProblemCode, message: string }
          | { __typename: 'DocumentExpired', code: ProblemCode, message: string }
          | { __typename: 'EntriesDiffer', code: ProblemCode, message: string }
          | { __typename: 'FeeBilled', code: ProblemCode, message: string }
          | { __typename: 'FeeOutOfRange', code: ProblemCode, message: string }
          | { __typename: 'FileHashMismatch', code: ProblemCode, message: string }
          | { __typename: 'HashMismatch', code: ProblemCode, message: string }
          | { __typename: 'InvalidInput', code: ProblemCode, message: string }
          | { __typename: 'InvitationUnusable', code: ProblemCode, message: string }
          | { __typename: 'InvoiceNotEligible', code: ProblemCode, message: string, reasons: Array<{ code: string, message: string }> }
          | { __typename: 'JournalNotReady', code: ProblemCode, message: string }
          | { __typename: 'KeyReused', code: ProblemCode, message: string }
          | { __typename: 'LastAdministrator', code: ProblemCode, message: string }
          | { __typename: 'LimitExceeded', code: ProblemCode, message: string }
          | { __typename: 'MakerIsChecker', code: ProblemCode, message: string }
          | { __typename: 'MandateExists', code: ProblemCode, message: string }
          | { __typename: 'NoSecondPerson', code: ProblemCode, message: string }
          | { __typename: 'NotADemo', code: ProblemCode, message: string }
          | { __typename: 'NotAvailable', code: ProblemCode, message: string }
          | { __typename: 'NotFound', code: ProblemCode, message: string }
          | { __typename: 'NotPermitted', code: ProblemCode, message: string }
          | { __typename: 'NothingToApprove', code: ProblemCode, message: string }
          | { __typename: 'NumbersTaken', code: ProblemCode, message: string }
          | { __typename: 'OfferChanged', version: number, valueDate: string, code: ProblemCode, message: string, net: { amount: string, currency: string }, discount: { amount: string, currency: string } }
          | { __typename: 'OfferGone', code: ProblemCode, message: string }
          | { __typename: 'OffersRefused', code: ProblemCode, message: string }
          | { __typename: 'OrganizationSuspended', code: ProblemCode, message: string }
          | { __typename: 'OverrideProposed', code: ProblemCode, message: string }
          | { __typename: 'OwnPermissions', code: ProblemCode, message: string }
          | { __typename: 'PayerGoesFirst', code: ProblemCode, message: string }
          | { __typename: 'PayerUnknown', code: ProblemCode, message: string }
          | { __typename: 'PaymentDiffers', code: ProblemCode, message: string }
          | { __typename: 'PaymentsNotReleasable', code: ProblemCode, message: string }
          | { __typename: 'ProgrammeClosed', code: ProblemCode, message: string }
          | { __typename: 'RefundDiffers', code: ProblemCode, message: string }
          | { __typename: 'ResolutionProposed', code: ProblemCode, message: string }
          | { __typename: 'SameInvoiceExists', code: ProblemCode, message: string }
          | { __typename: 'SamePerson', code: ProblemCode, message: string }
          | { __typename: 'ScopeBeyondOwn', code: ProblemCode, message: string }
          | { __typename: 'SecondPersonNeeded', code: ProblemCode, message: string }
          | { __typename: 'SelectionChanged', code: ProblemCode, message: string }
          | { __typename: 'SignInRefused', code: ProblemCode, message: string }
          | { __typename: 'SplitDiffers', code: ProblemCode, message: string }
          | { __typename: 'TenorTooLong', code: ProblemCode, message: string }
          | { __typename: 'TermsChanged', code: ProblemCode, message: string }
          | { __typename: 'TermsNotAccepted', code: ProblemCode, message: string }
          | { __typename: 'TooLateForBank', code: ProblemCode, message: string }
          | { __typename: 'TooManyAttempts', code: ProblemCode, message: string }
          | { __typename: 'TooManyKeys', code: ProblemCode, message: string }
          | { __typename: 'TooManyWebhookEndpoints', code: ProblemCode, message: string }
          | { __typename: 'TotalMismatch', code: ProblemCode, message: string }
          | { __typename: 'UndertakingIrrevocable', code: ProblemCode, message: string }
          | { __typename: 'UnreadableRates', code: ProblemCode, message: string }
         }> }
   };

export type BasketQueryVariables = Exact<{
  bidIds: Array<string> | string;
}>;


export type BasketQuery = { basket: { gone: Array<string>, totals: Array<{ count: number, effectiveRate: string, firstValueDate: string, lastValueDate: string, holdsUntil: string, face: { amount: string, currency: string }, net: { amount: string, currency: string }, totalCost: { amount: string, currency: string }, waitingCost: { amount: string, currency: string } | null }>, lines: Array<{ auction: { id: string, invoice: { id: string, number: string } | null }, offer: { bidId: string, version: number, funderName: string, quote: { effectiveRate: string, valueDate: string, net: { amount: string, currency: string }, totalCost: { amount: string, currency: string } } } }> } };

export type BestOffersQueryVariables = Exact<{ [key: string]: never; }>;


export type BestOffersQuery = { bestOffers: { hasMore: boolean, lines: Array<{ auction: { id: string, maturity: string, availableActions: Array<AuctionAction>, face: { amount: string, currency: string }, buyer: { id: string, name: string }, invoice: { id: string, number: string } | null, offers: Array<{ bidId: string, version: number, funderName: string, holdsUntil: string, quote: { effectiveRate: string, valueDate: string, net: { amount: string, currency: string }, totalCost: { amount: string, currency: string }, waitingCost: { amount: string, currency: string } | null } }> | null }, offer: { bidId: string } }> } };

export type BuyerSightQueryVariables = Exact<{
  bidId: string;
}>;


export type BuyerSightQuery = { buyerSight: { auctionShown: boolean, bidShown: boolean, funderShown: boolean, events: Array<string>, buyer: { id: string, name: string }, financing: { priceKind: PriceKind | null, rateBps: string | null, dayCount: DayCount | null, tenorDays: number, valueDate: string, maturity: string, invoiceShown: boolean, face: { amount: string, currency: string }, discount: { amount: string, currency: string } | null, price: { amount: string, currency: string } | null, repayment: { amount: string, currency: string } | null, platformFee: { amount: string, currency: string } | null, payments: Array<{ kind: string, dueOn: string, amount: { amount: string, currency: string } }> } | null } | null };

export type CorrectInvoiceMutationVariables = Exact<{
  input: CorrectInvoiceInput;
}>;


export type CorrectInvoiceMutation = { correctInvoice:
    | { __typename: 'CorrectInvoiceSuccess', invoice: { id: string, state: InvoiceState } }
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotAvailable', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
   };

export type OpenAuctionMutationVariables = Exact<{
  input: OpenAuctionInput;
}>;


export type OpenAuctionMutation = { openAuction:
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'InvoiceNotEligible', code: ProblemCode, message: string, reasons: Array<{ code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'OpenAuctionSuccess', auction: { id: string } }
   };

export type SetOwnRateMutationVariables = Exact<{
  input: SetOwnRateInput;
}>;


export type SetOwnRateMutation = { setOwnRate:
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotAvailable', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'SetOwnRateSuccess', organization: { id: string, ownRateBps: string | null } }
   };

export type SupplierHomeQueryVariables = Exact<{ [key: string]: never; }>;


export type SupplierHomeQuery = { auctions: { edges: Array<{ node: { id: string, state: AuctionState, closesAt: string, acceptUntil: string, face: { amount: string, currency: string }, buyer: { id: string, name: string }, invoice: { id: string, number: string } | null, offers: Array<{ id: string, rank: number, quote: { net: { amount: string, currency: string }, totalCost: { amount: string, currency: string } } }> | null } }> }, invoices: { edges: Array<{ node: { id: string, number: string, adjustedDueDate: string, state: InvoiceState, availableActions: Array<InvoiceAction>, buyer: { id: string, name: string }, approved: { amount: string, currency: string } | null } }> } };

export type WithdrawAuctionMutationVariables = Exact<{
  input: WithdrawAuctionInput;
}>;


export type WithdrawAuctionMutation = { withdrawAuction:
    | { __typename: 'AuctionClosed', code: ProblemCode, message: string }
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotAvailable', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'WithdrawAuctionSuccess', auction: { id: string, state: AuctionState } }
   };

export type WithdrawInvoiceMutationVariables = Exact<{
  input: WithdrawInvoiceInput;
}>;


export type WithdrawInvoiceMutation = { withdrawInvoice:
    | { __typename: 'InvalidInput', code: ProblemCode, message: string, fields: Array<{ path: string, code: string, message: string }> }
    | { __typename: 'KeyReused', code: ProblemCode, message: string }
    | { __typename: 'NotAvailable', code: ProblemCode, message: string }
    | { __typename: 'NotFound', code: ProblemCode, message: string }
    | { __typename: 'NotPermitted', code: ProblemCode, message: string }
    | { __typename: 'WithdrawInvoiceSuccess', invoice: { id: string, state: InvoiceState } }
   };

export const AcceptInvitationDocument = {"id":"37be64565fb8482fdc81d0970e33bcd0ff8f253596b5027f7bf469f1928d0e09","name":"AcceptInvitation"} as TypedDocument<AcceptInvitationMutation, AcceptInvitationMutationVariables>;
export const AcceptOfferDocument = {"id":"0a9b49eb78cb54158fe1a587f2926d2b49f492dac0cc6dea9368d24a4f3f1932","name":"AcceptOffer"} as TypedDocument<AcceptOfferMutation, AcceptOfferMutationVariables>;
export const AcceptOffersDocument = {"id":"8bef8fb675fd230a301ce3fbcd80903b8f47edfe72439adf508a3e6d5b2654ef","name":"AcceptOffers"} as TypedDocument<AcceptOffersMutation, AcceptOffersMutationVariables>;
export const AcceptTermsDocument = {"id":"2ee68c7192f2eae3153638fdf4240f1a0efab32a5dfa2f72114bd65008cc4481","name":"AcceptTerms"} as TypedDocument<AcceptTermsMutation, AcceptTermsMutationVariables>;
export const ActivateMandateDocument = {"id":"84b4df59da72dc7640bd6fe385d5197ad5be757c5423ddf7c9a85ebfd93b92a3","name":"ActivateMandate"} as TypedDocument<ActivateMandateMutation, ActivateMandateMutationVariables>;
export const AddAdmissionDocumentDocument = {"id":"1849564777a489f775be5fcfb1682f6d8a0dd52f43f53f4d3be115715a1f0f41","name":"AddAdmissionDocument"} as TypedDocument<AddAdmissionDocumentMutation, AddAdmissionDocumentMutationVariables>;
export const AddExchangeRatesDocument = {"id":"d97e04d8991fd99dbdcb25f3cd86871d868b135b1434b005a5aa20c628a2ba8e","name":"AddExchangeRates"} as TypedDocument<AddExchangeRatesMutation, AddExchangeRatesMutationVariables>;
export const AddFunderDocument = {"id":"49e771d2da9c17fefb303dead2efad055b833cf5f6f66cad5fd11499b47b7bf7","name":"AddFunder"} as TypedDocument<AddFunderMutation, AddFunderMutationVariables>;
export const AdmitOrganizationDocument = {"id":"e02bb3247ee18e2b0718f188d022087b0d364212c318f0c567f892a09ebfeaee","name":"AdmitOrganization"} as TypedDocument<AdmitOrganizationMutation, AdmitOrganizationMutationVariables>;
export const AlertSettingsDocument = {"id":"4efd9543468beaf3ca041d62812be8fc7497e6d1f7f544a4c3f7d6a768ec3beb","name":"AlertSettings"} as TypedDocument<AlertSettingsQuery, AlertSettingsQueryVariables>;
export const AlertsDocument = {"id":"d651e8bc6cc633277a3c817fb037ba907bd6af870245c84158508858224a57c4","name":"Alerts"} as TypedDocument<AlertsQuery, AlertsQueryVariables>;
export const ApiKeysDocument = {"id":"e51c4820a998853a3ad2927b2663a31918d077a9a36031e70f1c065079873051","name":"ApiKeys"} as TypedDocument<ApiKeysQuery, ApiKeysQueryVariables>;
export const ApprovalDocument = {"id":"e9503098163ad0d5712e99ac92cd25b675a777a1356b93f195664a9fc65f7c60","name":"Approval"} as TypedDocument<ApprovalQuery, ApprovalQueryVariables>;
export const ApprovalSelectionDocument = {"id":"23f12c5514f1977a1e0babb4cbc785dcb30c0833bf625f8697926c0792c3943f","name":"ApprovalSelection"} as TypedDocument<ApprovalSelectionQuery, ApprovalSelectionQueryVariables>;
export const ApprovalsDocument = {"id":"6fc4c2d05da9312bc3278ea972988f56faae3e09525e8b42e6e285332f19474a","name":"Approvals"} as TypedDocument<ApprovalsQuery, ApprovalsQueryVariables>;
export const AuctionDocument = {"id":"aa21ab516029e7303cdc41c0cd4531e07b48dd48882ae5f1eb4033a049b6d918","name":"Auction"} as TypedDocument<AuctionQuery, AuctionQueryVariables>;
export const AuctionsDocument = {"id":"3e17bd6e1c4cc356b981fa16f487533936d4b05eeef857467fbce967b45676f9","name":"Auctions"} as TypedDocument<AuctionsQuery, AuctionsQueryVariables>;
export const BankEntriesDocument = {"id":"9d474f94d14c900ba7e3b0734f4013b297d0ca7cd8f51832716a6c218904c2a8","name":"BankEntries"} as TypedDocument<BankEntriesQuery, BankEntriesQueryVariables>;
export const BankFilesDocument = {"id":"80fa5a69bb8c6ce5bb9c5b5ff8c1aa05531c985c114f09d2dc5c506f014af12c","name":"BankFiles"} as TypedDocument<BankFilesQuery, BankFilesQueryVariables>;
export const BankReportsDocument = {"id":"334f7975512dbbee43ba1baa89cf57cba07a6ff0335c7d9d9cf8832a9ef0b7c7","name":"BankReports"} as TypedDocument<BankReportsQuery, BankReportsQueryVariables>;
export const BasketDocument = {"id":"1e5ad09f3cc67e851a268f18914dc4950109a68cb7ba58d3b8a1bc36e5f43406","name":"Basket"} as TypedDocument<BasketQuery, BasketQueryVariables>;
export const BestOffersDocument = {"id":"4dc4f34777f5350563bc6256955f320f2992975c876551c22a42148f7d87c715","name":"BestOffers"} as TypedDocument<BestOffersQuery, BestOffersQueryVariables>;
export const BidsDocument = {"id":"443ae052137da318e5486eca2e5b25c388315e41e1c46407bbb2118d35a9a6b8","name":"Bids"} as TypedDocument<BidsQuery, BidsQueryVariables>;
export const BooksDocument = {"id":"63e76d1f05991bc325d80e7d969eab44225b2c28d8203b4eaf21584928ac10f0","name":"Books"} as TypedDocument<BooksQuery, BooksQueryVariables>;
export const BuyerHomeDocument = {"id":"bc8dba2c82b04fd4f5a56ab91f4861713aa8f2c4dc93376592830b43a398794d","name":"BuyerHome"} as TypedDocument<BuyerHomeQuery, BuyerHomeQueryVariables>;
export const BuyerSightDocument = {"id":"17db31384a5475a86e6eead7d3438b399e258af62ed623561e90fc79054a4901","name":"BuyerSight"} as TypedDocument<BuyerSightQuery, BuyerSightQueryVariables>;
export const ChangeBidDocument = {"id":"3ddcd3ec8bfb4f4ce580aabcf44a16ffd8fe728332e32e1fd5d557d557e70fbd","name":"ChangeBid"} as TypedDocument<ChangeBidMutation, ChangeBidMutationVariables>;
export const ChangeOrganizationDocument = {"id":"a61d49bbe2051cf079a44d7bff1918c3b56a57be7412cea7b2d2f72ead9d846d","name":"ChangeOrganization"} as TypedDocument<ChangeOrganizationMutation, ChangeOrganizationMutationVariables>;
export const ChangePayeeAccountDocument = {"id":"ff7ed118bcf7a46fcd76a37d194c51efc9c3fd474719b4293f02a5fe4170b62a","name":"ChangePayeeAccount"} as TypedDocument<ChangePayeeAccountMutation, ChangePayeeAccountMutationVariables>;
export const ChangeWebhookEndpointDocument = {"id":"8c75ecfbda81e1b0e3d237bab5b04ba02477dae7d4856508980693fbff8ab030","name":"ChangeWebhookEndpoint"} as TypedDocument<ChangeWebhookEndpointMutation, ChangeWebhookEndpointMutationVariables>;
export const CloseBankAccountDocument = {"id":"f24f294d42d7609f12a487646b2575e9490b26cfde0534b899fb30087e2860d1","name":"CloseBankAccount"} as TypedDocument<CloseBankAccountMutation, CloseBankAccountMutationVariables>;
export const CloseBankDayDocument = {"id":"93f5b668472a11e861f526dfb920b7395a3802a96c2849f90fe324d69dfc7326","name":"CloseBankDay"} as TypedDocument<CloseBankDayMutation, CloseBankDayMutationVariables>;
export const CloseDisclosurePackDocument = {"id":"e409089296aa049eab0d332bf04d3717d23868e0578698bd95dfb977f7f61b7d","name":"CloseDisclosurePack"} as TypedDocument<CloseDisclosurePackMutation, CloseDisclosurePackMutationVariables>;
export const CompareOffersDocument = {"id":"db572e928223b990382d2880a5dc73aedf11b299505966e18a74df7b5b0cc6dd","name":"CompareOffers"} as TypedDocument<CompareOffersQuery, CompareOffersQueryVariables>;
export const CompleteExportsDocument = {"id":"87a35c690fda1861f69b6c45245c0489b22ff6c01e70f8141b6b60a54691c4e0","name":"CompleteExports"} as TypedDocument<CompleteExportsQuery, CompleteExportsQueryVariables>;
export const ConfirmOverrideDocument = {"id":"7662ac3cad4f7f5c63432024d4219dc9df436d906c07413cab05c92f2a356e3c","name":"ConfirmOverride"} as TypedDocument<ConfirmOverrideMutation, ConfirmOverrideMutationVariables>;
export const ConfirmResolutionDocument = {"id":"0d52ee8f2f8e8f4f2d2748fb7e22ecc3045c2a92084c3b1ca98b339e775bf421","name":"ConfirmResolution"} as TypedDocument<ConfirmResolutionMutation, ConfirmResolutionMutationVariables>;
export const CorrectInvoiceDocument = {"id":"3a5788e6d220f6e684cfbeec4be05a16b9cd5086d0451e9cc53a8a2ee020c82b","name":"CorrectInvoice"} as TypedDocument<CorrectInvoiceMutation, CorrectInvoiceMutationVariables>;
export const CreateApiKeyDocument = {"id":"20150bab44858ae08111d2be81697fb364aa39a3dbd5a9cab1569289538a820a","name":"CreateApiKey"} as TypedDocument<CreateApiKeyMutation, CreateApiKeyMutationVariables>;
export const CreateProgrammeDocument = {"id":"9ab64c2280f81b8ca526bbac6d693da1d7a7455d8500f612ee97db2b0a2ac9fb","name":"CreateProgramme"} as TypedDocument<CreateProgrammeMutation, CreateProgrammeMutationVariables>;
export const CreateWebhookEndpointDocument = {"id":"9fccdccf569e87df9ebb025328456abf4fc372bd0224d4ca648ea682c79c72f8","name":"CreateWebhookEndpoint"} as TypedDocument<CreateWebhookEndpointMutation, CreateWebhookEndpointMutationVariables>;
export const CreditNoteDocument = {"id":"dd9df9ccff8d021ee8bf9c05c8669f2d6f75672593553c02ce41bb6d7b25e7c8","name":"CreditNote"} as TypedDocument<CreditNoteQuery, CreditNoteQueryVariables>;
export const CreditNotesDocument = {"id":"ca6f205ff9a083b3807cc876fcd2896cfd2de1942fee80501cc327238fe398cf","name":"CreditNotes"} as TypedDocument<CreditNotesQuery, CreditNotesQueryVariables>;
export const DeactivateMemberDocument = {"id":"8c06b4d90bbfbab021a42cae2fa752cc390d706e8d1d7994d7ce64c6c27260aa","name":"DeactivateMember"} as TypedDocument<DeactivateMemberMutation, DeactivateMemberMutationVariables>;
export const DeleteWebhookEndpointDocument = {"id":"c6aeaa29e25677a9a519d80fd6293f1d91a54de382beef2acd49a5dd5a14ba8c","name":"DeleteWebhookEndpoint"} as TypedDocument<DeleteWebhookEndpointMutation, DeleteWebhookEndpointMutationVariables>;
export const DisclosureLinesDocument = {"id":"2761ef30517ee8cff7e3210cb9f2bdd2e8b2d44265ab8d4ecd22c03c1a04e5fd","name":"DisclosureLines"} as TypedDocument<DisclosureLinesQuery, DisclosureLinesQueryVariables>;
export const DisclosurePackDocument = {"id":"9ab9b383967c846be425c60cb57b5585685a06e6637d13c70090211783b3c820","name":"DisclosurePack"} as TypedDocument<DisclosurePackQuery, DisclosurePackQueryVariables>;
export const DisclosurePacksDocument = {"id":"cf6f16d72daaafcba407e57912ba2ff1dcd4c8a1e7980c65a843ec5e07f477d6","name":"DisclosurePacks"} as TypedDocument<DisclosurePacksQuery, DisclosurePacksQueryVariables>;
export const DisputeInvoiceDocument = {"id":"2ee783cbad4d7d49727c413b7695634319979d17d071dfb4ef9bfdf4c8d3b33d","name":"DisputeInvoice"} as TypedDocument<DisputeInvoiceMutation, DisputeInvoiceMutationVariables>;
export const DueCalendarDocument = {"id":"29fa32025b829a2d9bae093cfc1ab94ab776b4b5cc1983165dacfeae883aa1e0","name":"DueCalendar"} as TypedDocument<DueCalendarQuery, DueCalendarQueryVariables>;
export const DueListDocument = {"id":"b58170c2fc3bed7d38ac84ef09bf7ee78d2273b96144ecdc025de2cfe4ce11b8","name":"DueList"} as TypedDocument<DueListQuery, DueListQueryVariables>;
export const DueListExportsDocument = {"id":"61794fd0ca1873efac2bf269846e839f0bb6b26dbbd6cdc2e4db4c203dc10d64","name":"DueListExports"} as TypedDocument<DueListExportsQuery, DueListExportsQueryVariables>;
export const EndSessionDocument = {"id":"41227ff9d5af87522f6f55d98cad94a214eb937149b738dcd8b1ca734cd330df","name":"EndSession"} as TypedDocument<EndSessionMutation, EndSessionMutationVariables>;
export const EntryCandidatesDocument = {"id":"f029ac4418011e2ae397f4199f8bd32019f119e1703eb392ceb29accd8ce295e","name":"EntryCandidates"} as TypedDocument<EntryCandidatesQuery, EntryCandidatesQueryVariables>;
export const EventLogDocument = {"id":"20b35e3412f008f588c8c64a5c21513ed377ee40b1bedeb4104fceaef30a227b","name":"EventLog"} as TypedDocument<EventLogQuery, EventLogQueryVariables>;
export const EventsDocument = {"id":"4c577018323bfab4277fc8c7c99e2bf31da7f1ecaa686c164a5cfde8af76087d","name":"Events"} as TypedDocument<EventsSubscription, EventsSubscriptionVariables>;
export const ExchangeRatesDocument = {"id":"b1bf62baf6cf407c054a8a0065fe3b9963b1b3084de957d80c049190c30d00ef","name":"ExchangeRates"} as TypedDocument<ExchangeRatesQuery, ExchangeRatesQueryVariables>;
export const ExportDueListDocument = {"id":"fd4b774e7259ff2e522d136ee7c09524d1d982c3ac6b11ae45ba45b7dbd92514","name":"ExportDueList"} as TypedDocument<ExportDueListMutation, ExportDueListMutationVariables>;
export const FeeBillDocument = {"id":"98c75b49e9e2804f2082f09f59bff8fcd6715f987625f6d4be83c270d625f581","name":"FeeBill"} as TypedDocument<FeeBillQuery, FeeBillQueryVariables>;
export const FeeBillsDocument = {"id":"a5bc0363a2fbd64d1514c7f0a48d8615ecd78ef6a63ae03d117bbd1a88bbc01d","name":"FeeBills"} as TypedDocument<FeeBillsQuery, FeeBillsQueryVariables>;
export const FinancingDocument = {"id":"b638659d118ed4b5d926c1b2900a44626cf3a41a99a374e078efb40cf4bb6af9","name":"Financing"} as TypedDocument<FinancingQuery, FinancingQueryVariables>;
export const FinancingsDocument = {"id":"8dd5c0bf771b500035f862dfcdd5036f6479de0e07eebf911eff8c38848c4546","name":"Financings"} as TypedDocument<FinancingsQuery, FinancingsQueryVariables>;
export const FunderHomeDocument = {"id":"2237e6648f343992a818145e3219b3ce5305620af3aef50c6019166497f976fc","name":"FunderHome"} as TypedDocument<FunderHomeQuery, FunderHomeQueryVariables>;
export const HeldBankMessagesDocument = {"id":"42da42ad0a3cf072e09e30eeb2cbf4146e82980c4185a9ba7cf61c3628eaa9e6","name":"HeldBankMessages"} as TypedDocument<HeldBankMessagesQuery, HeldBankMessagesQueryVariables>;
export const InvitationDocument = {"id":"d89b95150de02062bbe3ed398b22b7110f3c236c85187628ced33a70f9a96042","name":"Invitation"} as TypedDocument<InvitationQuery, InvitationQueryVariables>;
export const InviteMemberDocument = {"id":"c25e8437c244442b56958fa1b73bd93f0d03480e9b939282ac72fe60c9aac1b5","name":"InviteMember"} as TypedDocument<InviteMemberMutation, InviteMemberMutationVariables>;
export const InviteNamedSupplierDocument = {"id":"d0be92fa2066c28aa8826761f0119543ddcd12a9ef7d013c8461087b76821cdf","name":"InviteNamedSupplier"} as TypedDocument<InviteNamedSupplierMutation, InviteNamedSupplierMutationVariables>;
export const InviteOrganizationDocument = {"id":"26371f802bcab181f6636e72d0c48fd056d64ee31a59a7cb857bad9e6d73b40f","name":"InviteOrganization"} as TypedDocument<InviteOrganizationMutation, InviteOrganizationMutationVariables>;
export const InviteSupplierDocument = {"id":"6fb71d2b8c0f6ab674529115efd27dbe2a729f632bacfb899b6361b56e860d9f","name":"InviteSupplier"} as TypedDocument<InviteSupplierMutation, InviteSupplierMutationVariables>;
export const InvoiceDocument = {"id":"4184d3c612726d9a1ae5b524398740232f671cc5a1417928b7734ef3121f8f14","name":"Invoice"} as TypedDocument<InvoiceQuery, InvoiceQueryVariables>;
export const InvoicesDocument = {"id":"5d05ebc36c5dcbdeca4991bc60c9c34f8990ee9fdafe873caef9b588127e91e3","name":"Invoices"} as TypedDocument<InvoicesQuery, InvoicesQueryVariables>;
export const JournalDocument = {"id":"8941e346aaa5d713daf28a9e8880b2fab448f428de8f1449d001454361048a65","name":"Journal"} as TypedDocument<JournalQuery, JournalQueryVariables>;
export const LateClaimsDocument = {"id":"b8d05c84c66342fcbc90de91ab300bbf3068ded916aef2e06aab250885274e2e","name":"LateClaims"} as TypedDocument<LateClaimsQuery, LateClaimsQueryVariables>;
export const LateRatesDocument = {"id":"bb8e7f75c49a2733c5706131bd191236ad683d7d135393589995bc749b5bb3b7","name":"LateRates"} as TypedDocument<LateRatesQuery, LateRatesQueryVariables>;
export const LedgerAccountsDocument = {"id":"7a6d9a417094574bdc9be6f91080db45371c988f891d70e2e143e75fee0d3e12","name":"LedgerAccounts"} as TypedDocument<LedgerAccountsQuery, LedgerAccountsQueryVariables>;
export const LimitsDocument = {"id":"dd4d6f620861bb5c8008abcdcc137bff886d03635c3c195fbf865b4dc32ebe84","name":"Limits"} as TypedDocument<LimitsQuery, LimitsQueryVariables>;
export const MandatesDocument = {"id":"faabe36134ae20788dc155625510d52af5d3bd2586dabbc67e2fcc142ce58135","name":"Mandates"} as TypedDocument<MandatesQuery, MandatesQueryVariables>;
export const MarkAlertsReadDocument = {"id":"ab0bf0556497da62f16cee3c62a63a5cf8a7161794bc635ac18b74975202aa68","name":"MarkAlertsRead"} as TypedDocument<MarkAlertsReadMutation, MarkAlertsReadMutationVariables>;
export const MarketTrialBalancesDocument = {"id":"09a73f801ff3e77ca074ebf257236aca677cb9e9135c92335d881b2b926defe9","name":"MarketTrialBalances"} as TypedDocument<MarketTrialBalancesQuery, MarketTrialBalancesQueryVariables>;
export const MaturityLadderDocument = {"id":"f5f9c5adbe32d61e07519f04b8ee7bd0bb83efe42d732f9fcd2dc5cfd9922210","name":"MaturityLadder"} as TypedDocument<MaturityLadderQuery, MaturityLadderQueryVariables>;
export const MoveClockDocument = {"id":"5e87116fd375f27790101ff5fbc34cc92e4d3eab82a16dc24eeb5cdc4c56916c","name":"MoveClock"} as TypedDocument<MoveClockMutation, MoveClockMutationVariables>;
export const MovementsDocument = {"id":"d8c693de8da8a251d0589fa4421263c912bec1bd7d67e155e04403b898183594","name":"Movements"} as TypedDocument<MovementsQuery, MovementsQueryVariables>;
export const NumberJournalDocument = {"id":"44d6b4527d26bf97d2c4ea67b0665e636f3868e4fd9d85a7b0e985fd6146e1d4","name":"NumberJournal"} as TypedDocument<NumberJournalMutation, NumberJournalMutationVariables>;
export const OpenAuctionDocument = {"id":"11e9b6af9c3f7e7ce0e9c2b145a865976f3d4c24b2abcc72c5b255321cd83db8","name":"OpenAuction"} as TypedDocument<OpenAuctionMutation, OpenAuctionMutationVariables>;
export const OpenDisclosurePackDocument = {"id":"59533faec1c08145c6fd5a2ee08c62506dff9c7367f171b9351311159582200a","name":"OpenDisclosurePack"} as TypedDocument<OpenDisclosurePackMutation, OpenDisclosurePackMutationVariables>;
export const OperatorHomeDocument = {"id":"b66a4ac2295908bb3724f6ca85aebd88926592ea51b7ab1aeb4a2e02efdb0c28","name":"OperatorHome"} as TypedDocument<OperatorHomeQuery, OperatorHomeQueryVariables>;
export const OperatorLooksDocument = {"id":"b268dd59c9e55c450a3e6fc783b81da562abde0a20e06e1013393595080ec7e3","name":"OperatorLooks"} as TypedDocument<OperatorLooksQuery, OperatorLooksQueryVariables>;
export const OrganizationDocument = {"id":"22e0da2939fcc12abfdf908f6582e19263e098b433f8d9c9392861561e7e6f33","name":"Organization"} as TypedDocument<OrganizationQuery, OrganizationQueryVariables>;
export const OrganizationsDocument = {"id":"bee74228aba69d216653783de43e5c2a14f0abc5dbcf82e8d75f43a87ec56dd5","name":"Organizations"} as TypedDocument<OrganizationsQuery, OrganizationsQueryVariables>;
export const OverridesDocument = {"id":"45d7c7e7b60fc770a371a3d72d83145be722be392c801e6d000f857a5b230c06","name":"Overrides"} as TypedDocument<OverridesQuery, OverridesQueryVariables>;
export const PauseWebhookEndpointDocument = {"id":"e34cabb73314348bbb05722aaa7f1e881faecc67bad8e913a6e964cdc4eb77ad","name":"PauseWebhookEndpoint"} as TypedDocument<PauseWebhookEndpointMutation, PauseWebhookEndpointMutationVariables>;
export const PayeeAccountsDocument = {"id":"a7976347878038ece72fe877a8533829f0ecdb1e925e609d39df4d2dfe0322b4","name":"PayeeAccounts"} as TypedDocument<PayeeAccountsQuery, PayeeAccountsQueryVariables>;
export const PaymentDocument = {"id":"37fc6a269826479203bcb46d1658b44fd3afea12973d7b174b6e98aa13a7f75b","name":"Payment"} as TypedDocument<PaymentQuery, PaymentQueryVariables>;
export const PaymentFilesDocument = {"id":"415ecdcda3f8223f668cbcbae848bdc3e5d493ec3e6a5cf88962625bd693a2cf","name":"PaymentFiles"} as TypedDocument<PaymentFilesQuery, PaymentFilesQueryVariables>;
export const PaymentsDocument = {"id":"acfcd09e86d022bbb24d7d6aac96d68e99091b627cc50a5dbe794816297b4781","name":"Payments"} as TypedDocument<PaymentsQuery, PaymentsQueryVariables>;
export const PlaceBidDocument = {"id":"719f4707dde3d0e7b363391c4a95c61e612b875f47382b296ff22d95c14b0008","name":"PlaceBid"} as TypedDocument<PlaceBidMutation, PlaceBidMutationVariables>;
export const PlanPaymentDocument = {"id":"d2cd434bad94c27eae4623e25116e5a834373bd903805394460068c3718498bb","name":"PlanPayment"} as TypedDocument<PlanPaymentMutation, PlanPaymentMutationVariables>;
export const PrepareApprovalDocument = {"id":"5adf7135efb2d76bf8af5ffe0eda9d6d13ed4078de6486a140de1e09f9d76c0c","name":"PrepareApproval"} as TypedDocument<PrepareApprovalMutation, PrepareApprovalMutationVariables>;
export const PrepareDisclosurePackDocument = {"id":"7d1a24367a713d872c50bd82763e2a71a20d655e42baad294dc6d8b29dfe44b6","name":"PrepareDisclosurePack"} as TypedDocument<PrepareDisclosurePackMutation, PrepareDisclosurePackMutationVariables>;
export const PreparePaymentFilesDocument = {"id":"1a6a0bbf8ae3f5c545ad45ab0d614c89c07c253d18e2bbfa54e26447c5b5e32b","name":"PreparePaymentFiles"} as TypedDocument<PreparePaymentFilesMutation, PreparePaymentFilesMutationVariables>;
export const ProgrammeDocument = {"id":"554ad6d39a85de669f943f7f6dbc4d1f6c1322b40540e5d495cfb00ee77dbce9","name":"Programme"} as TypedDocument<ProgrammeQuery, ProgrammeQueryVariables>;
export const ProgrammeFiguresDocument = {"id":"510b76ae4ef59972f57d4647a18eb02dfa9a58c76592f8059ad219ea60641e38","name":"ProgrammeFigures"} as TypedDocument<ProgrammeFiguresQuery, ProgrammeFiguresQueryVariables>;
export const ProgrammesDocument = {"id":"83ec52d28dd11e5a4703269ccaccc1416cb89a710eec18c909784e8c6df962cc","name":"Programmes"} as TypedDocument<ProgrammesQuery, ProgrammesQueryVariables>;
export const ProposeBankAccountDocument = {"id":"0aaf91f4533c0d223c1d290544c8f88d07db5e4d8d104c344712cda31aa42901","name":"ProposeBankAccount"} as TypedDocument<ProposeBankAccountMutation, ProposeBankAccountMutationVariables>;
export const ProposeMandateDocument = {"id":"fbe68efec387f763823135b637a8e957b7915e6e615653d84a20604f3cdced76","name":"ProposeMandate"} as TypedDocument<ProposeMandateMutation, ProposeMandateMutationVariables>;
export const ProposeOverrideDocument = {"id":"3cb87187e0836d12d7e6471a8772d5c55383fead2986e37f293d19bab1f9ba7e","name":"ProposeOverride"} as TypedDocument<ProposeOverrideMutation, ProposeOverrideMutationVariables>;
export const ProposeResolutionDocument = {"id":"a6535774c7abee1d54e5cd2e4c09b3b7460d51ad5b9ffb20f1996e7055267141","name":"ProposeResolution"} as TypedDocument<ProposeResolutionMutation, ProposeResolutionMutationVariables>;
export const PublishTermsDocument = {"id":"482393bf6b363146989c7381bb4c1d245981c84c6c8b9283cb6405a500b65f74","name":"PublishTerms"} as TypedDocument<PublishTermsMutation, PublishTermsMutationVariables>;
export const QuoteDocument = {"id":"6d4ef55d92b7f25720eae68f4d4f3c8664e9beacbc5633f356725973cff5a3df","name":"Quote"} as TypedDocument<QuoteQuery, QuoteQueryVariables>;
export const ReconciledAccountsDocument = {"id":"8bfe130d549cf8c1e53831de5aba50efe081c081c8a559b99a4c3eb2f882a5ca","name":"ReconciledAccounts"} as TypedDocument<ReconciledAccountsQuery, ReconciledAccountsQueryVariables>;
export const RefundsDocument = {"id":"bc60107e580467f8dda21f912b8b4863dea6a39b4e9f7a92d61709beaa670668","name":"Refunds"} as TypedDocument<RefundsQuery, RefundsQueryVariables>;
export const RefuseApprovalDocument = {"id":"06d9778b1fa0d7cba92ce9bcbc99b2c0a0c09a619101f7ecdcd5bf1fadaa2e51","name":"RefuseApproval"} as TypedDocument<RefuseApprovalMutation, RefuseApprovalMutationVariables>;
export const RefuseBankAccountDocument = {"id":"b5688c13163fea6a94ccd41760be6da361b097f8489746f786f8478823082b03","name":"RefuseBankAccount"} as TypedDocument<RefuseBankAccountMutation, RefuseBankAccountMutationVariables>;
export const RefuseOrganizationDocument = {"id":"a120bfda2fd06089dae2ceca527f6ca812e2c78d23c9a03a11ac4081df6f4e2a","name":"RefuseOrganization"} as TypedDocument<RefuseOrganizationMutation, RefuseOrganizationMutationVariables>;
export const RefuseOverrideDocument = {"id":"fc6ee9836d6bdcc90bad49030945ab4175f2219c074328a79240b25b700d277c","name":"RefuseOverride"} as TypedDocument<RefuseOverrideMutation, RefuseOverrideMutationVariables>;
export const RefusePaymentFileDocument = {"id":"b5f4853b5676a8876a366f19bb02084b2c8d0b9fbe601bc5cf7678a7f6ccbda3","name":"RefusePaymentFile"} as TypedDocument<RefusePaymentFileMutation, RefusePaymentFileMutationVariables>;
export const RefuseResolutionDocument = {"id":"46abf59b6eebba4159c4ca4b910cef0df6330e88aafc5677ad90e320d56abb3d","name":"RefuseResolution"} as TypedDocument<RefuseResolutionMutation, RefuseResolutionMutationVariables>;
export const RejectInvoiceDocument = {"id":"e068c82c843fa51eb88fc2e04dd862438d83af750fd67ce37d4393df7e8e2605","name":"RejectInvoice"} as TypedDocument<RejectInvoiceMutation, RejectInvoiceMutationVariables>;
export const ReleaseApprovalDocument = {"id":"f3d20e4c5207e49f3e6880da8b6fb1fb1d77e3d1e597d7612c0890c0d0c8a72e","name":"ReleaseApproval"} as TypedDocument<ReleaseApprovalMutation, ReleaseApprovalMutationVariables>;
export const ReleasePaymentFilesDocument = {"id":"a1138d67546a4b44befb108c8c58bcf4360335b7d50c0a5877b9179e1cb0156d","name":"ReleasePaymentFiles"} as TypedDocument<ReleasePaymentFilesMutation, ReleasePaymentFilesMutationVariables>;
export const ReopenDisclosurePackDocument = {"id":"14a30412f905a133a4a4d2b74e5ef2409db81ca9be7584d53152146794ae8fd5","name":"ReopenDisclosurePack"} as TypedDocument<ReopenDisclosurePackMutation, ReopenDisclosurePackMutationVariables>;
export const ReplayWebhooksDocument = {"id":"c9dd34efc2b08daa38862869f451e1afadc5d012225608ba0684c207fcb13b1c","name":"ReplayWebhooks"} as TypedDocument<ReplayWebhooksMutation, ReplayWebhooksMutationVariables>;
export const ReportedFiguresDocument = {"id":"4d51fc393688eea720307d6fae42a02f5b3ebbe318213a734961eb94c8475219","name":"ReportedFigures"} as TypedDocument<ReportedFiguresQuery, ReportedFiguresQueryVariables>;
export const RequestCompleteExportDocument = {"id":"b5f7f8614282c09385af5ff2b44b037afce240a7affbd8c9caa090f8cef2dd1c","name":"RequestCompleteExport"} as TypedDocument<RequestCompleteExportMutation, RequestCompleteExportMutationVariables>;
export const ResendWebhookDocument = {"id":"56193e024e11c3b37b8fb01100f356af3691a6eb711d48dd286631b383a29bfc","name":"ResendWebhook"} as TypedDocument<ResendWebhookMutation, ResendWebhookMutationVariables>;
export const ResumeWebhookEndpointDocument = {"id":"c44d5f60b5bda687ca0fe95cc2049d01a12c49bb9b143e775872283a6258d1db","name":"ResumeWebhookEndpoint"} as TypedDocument<ResumeWebhookEndpointMutation, ResumeWebhookEndpointMutationVariables>;
export const RevokeApiKeyDocument = {"id":"d3c0687cd80e41f9a27b6edfb2bd83b32c2448f3e2e4f516b300c2f69994c305","name":"RevokeApiKey"} as TypedDocument<RevokeApiKeyMutation, RevokeApiKeyMutationVariables>;
export const RevokeMandateDocument = {"id":"e59d923c6916bfdf532f8d4fd10043b3aa38704c32503e7c6826466406f5bd45","name":"RevokeMandate"} as TypedDocument<RevokeMandateMutation, RevokeMandateMutationVariables>;
export const RotateApiKeyDocument = {"id":"87dec08ee0651e21fb0a5f8032e0507ce301fbc8e63716a4128e4eebe66c7c67","name":"RotateApiKey"} as TypedDocument<RotateApiKeyMutation, RotateApiKeyMutationVariables>;
export const RotateWebhookSecretDocument = {"id":"9aa88813a59b892bbebb808db439a2d8ff0ad6ad5bce535214b4fe69b8a8c230","name":"RotateWebhookSecret"} as TypedDocument<RotateWebhookSecretMutation, RotateWebhookSecretMutationVariables>;
export const SendTestWebhookDocument = {"id":"bff8ceaf3d6592a428a1ef350610f554147b2dc77cdc09fcce0e445c59b4b3f9","name":"SendTestWebhook"} as TypedDocument<SendTestWebhookMutation, SendTestWebhookMutationVariables>;
export const SessionsDocument = {"id":"c03a461862dc0332fd72e6c2d1f23a29bf7781b48645eff2dff82b940b721aae","name":"Sessions"} as TypedDocument<SessionsQuery, SessionsQueryVariables>;
export const SetAddressDocument = {"id":"c65543f6c0ae5dc55967a8ba48ccbc44b81578216faccbd1fdde2d77998cda43","name":"SetAddress"} as TypedDocument<SetAddressMutation, SetAddressMutationVariables>;
export const SetAlertPreferenceDocument = {"id":"244139e2ca46fb1b7aabfa97c1005a0dc9f6bddfb5f2868998550bc4306e504d","name":"SetAlertPreference"} as TypedDocument<SetAlertPreferenceMutation, SetAlertPreferenceMutationVariables>;
export const SetAlertThresholdDocument = {"id":"cd32546566bb9dcd31228ed2878af98533169898912c0fea40f687bf553f84cc","name":"SetAlertThreshold"} as TypedDocument<SetAlertThresholdMutation, SetAlertThresholdMutationVariables>;
export const SetBankNoiseDocument = {"id":"cda4c79274fec391d76f17453047b3286f07ca1db742167648184adfa0ae38fc","name":"SetBankNoise"} as TypedDocument<SetBankNoiseMutation, SetBankNoiseMutationVariables>;
export const SetBooksDocument = {"id":"0e13e79a69de46ee988aeaa348f1dbaaa5f6c4f08a4ff90945aab2a209e1979d","name":"SetBooks"} as TypedDocument<SetBooksMutation, SetBooksMutationVariables>;
export const SetCeilingsDocument = {"id":"d8ae8e3f61caa97e2817a599a3ae169b23dc0ba3d9b257cd25335ba6bc4a5a5e","name":"SetCeilings"} as TypedDocument<SetCeilingsMutation, SetCeilingsMutationVariables>;
export const SetFiscalYearDocument = {"id":"cf90e90ae225bd5f36c731fce25d2b4b3a12312b570629524c8ace06a0bf450c","name":"SetFiscalYear"} as TypedDocument<SetFiscalYearMutation, SetFiscalYearMutationVariables>;
export const SetLanguageDocument = {"id":"570a256eeac8385c5661808759a674c77a2342de7f72f95c71df865e022d41b1","name":"SetLanguage"} as TypedDocument<SetLanguageMutation, SetLanguageMutationVariables>;
export const SetLateRuleDocument = {"id":"408bfac922383b76dfa765d7bd8cdd020b4152f95885abf1efd22460d6762e3d","name":"SetLateRule"} as TypedDocument<SetLateRuleMutation, SetLateRuleMutationVariables>;
export const SetLimitDocument = {"id":"cca384bc358240137c269d444fd0eadf811ea484e1921bf81cde955790e4b006","name":"SetLimit"} as TypedDocument<SetLimitMutation, SetLimitMutationVariables>;
export const SetOverdueStopDocument = {"id":"d63f1ada428b0d0880df0b191bd234e4bc49a36ff1a9d7fc5470f68f0cfc7f5d","name":"SetOverdueStop"} as TypedDocument<SetOverdueStopMutation, SetOverdueStopMutationVariables>;
export const SetOwnRateDocument = {"id":"7746f7ea611d0431cf1d9ea74047433453ceb93329b97968b3544d0b50ef42ab","name":"SetOwnRate"} as TypedDocument<SetOwnRateMutation, SetOwnRateMutationVariables>;
export const SetPaymentFormatDocument = {"id":"d12e7c756aadb57c975d3b1cedc94c480d35d24334398fc5103333f7e2483d94","name":"SetPaymentFormat"} as TypedDocument<SetPaymentFormatMutation, SetPaymentFormatMutationVariables>;
export const SetPermissionsDocument = {"id":"aaab61cc46db46860e6894c907d1be599408f8a9901233c0ef22aff6e49bf1e5","name":"SetPermissions"} as TypedDocument<SetPermissionsMutation, SetPermissionsMutationVariables>;
export const SetReferenceRateDocument = {"id":"df853fe45da691c63a7475f47341d38a131a16002516b547cf7364541fcf266c","name":"SetReferenceRate"} as TypedDocument<SetReferenceRateMutation, SetReferenceRateMutationVariables>;
export const SetSubstituteDocument = {"id":"0154912dc887d09b28a2c9e496004c5c9de4bb7008ad9dda327d2d27684e418e","name":"SetSubstitute"} as TypedDocument<SetSubstituteMutation, SetSubstituteMutationVariables>;
export const SettleDifferenceDocument = {"id":"5304ed00a512abc469b00f240bcccf0bf55dafc26d3932cc5d73386d53f35997","name":"SettleDifference"} as TypedDocument<SettleDifferenceMutation, SettleDifferenceMutationVariables>;
export const SettlementDayDocument = {"id":"8e0a57d793695948536e6fc901efda09521326783357f983c6b711a17e63c521","name":"SettlementDay"} as TypedDocument<SettlementDayQuery, SettlementDayQueryVariables>;
export const SignInDocument = {"id":"d325a3ba4631cac1ea875dfaa4e0932f032859ee3600e1f9ad7ee19e23f7d3a0","name":"SignIn"} as TypedDocument<SignInMutation, SignInMutationVariables>;
export const SignInWithLinkDocument = {"id":"4e7eff0b072a97fe176f09f6cdbd5dab21012f25e5811a1ac9c0d216bda8f438","name":"SignInWithLink"} as TypedDocument<SignInWithLinkMutation, SignInWithLinkMutationVariables>;
export const SignOutDocument = {"id":"eed791e21ce4c385d4c6ab687a850208b2977710a8854ec5011a9b3098f0065b","name":"SignOut"} as TypedDocument<SignOutMutation, SignOutMutationVariables>;
export const SimulatedBankDocument = {"id":"c55f9b8bbd83f7dced682054435bdc4f56a6d13240c6a96686678bf44968edb7","name":"SimulatedBank"} as TypedDocument<SimulatedBankQuery, SimulatedBankQueryVariables>;
export const StatementLinesDocument = {"id":"135fe037b0ef1213d54b22d24c11a527d3916fe3782ab3e428cd6cba34aa1ef1","name":"StatementLines"} as TypedDocument<StatementLinesQuery, StatementLinesQueryVariables>;
export const StatementsDocument = {"id":"3470373c1d68a586ff42551ec2504477784916c7404dd2ed578b330997efca44","name":"Statements"} as TypedDocument<StatementsQuery, StatementsQueryVariables>;
export const StuckPaymentsDocument = {"id":"e13447bcb28b442d91b0c663340d530eb680ce742eeef0c60282432e3fdb64fb","name":"StuckPayments"} as TypedDocument<StuckPaymentsQuery, StuckPaymentsQueryVariables>;
export const SupplierHomeDocument = {"id":"8d9280b3f86712604b7867559ce83373c301f0a639a6dd2e897e4dfdcc2e5b27","name":"SupplierHome"} as TypedDocument<SupplierHomeQuery, SupplierHomeQueryVariables>;
export const SupplyDisclosureFactsDocument = {"id":"ae9c8e6529d59a3c64135be936d567de25be24625d7cacc0eede3ce0e6f8ba28","name":"SupplyDisclosureFacts"} as TypedDocument<SupplyDisclosureFactsMutation, SupplyDisclosureFactsMutationVariables>;
export const SupplyDisclosureFileDocument = {"id":"cea490c5fb09c23868ffead10a2ee0db75d0978b6b7ae703b7abf3f3fee4247c","name":"SupplyDisclosureFile"} as TypedDocument<SupplyDisclosureFileMutation, SupplyDisclosureFileMutationVariables>;
export const SuspendAuctionDocument = {"id":"14f471e4bdfa8c3b96e9858b970dd1b752e1711cc2b464fcb07251d1deceff6d","name":"SuspendAuction"} as TypedDocument<SuspendAuctionMutation, SuspendAuctionMutationVariables>;
export const SuspendOrganizationDocument = {"id":"9ce9d91e67097db4ed5590a415df28536907090b0947a9a5266eee7aac4a0e79","name":"SuspendOrganization"} as TypedDocument<SuspendOrganizationMutation, SuspendOrganizationMutationVariables>;
export const TermsToAcceptDocument = {"id":"32151af30b071cc47169c1c5e8f75ddf1ee5886d20d9f1469baaa18a516dfee0","name":"TermsToAccept"} as TypedDocument<TermsToAcceptQuery, TermsToAcceptQueryVariables>;
export const TrialBalancesDocument = {"id":"cd2ae0a6d9835a139fa80a7a10b37d1f8c0b08bac8a2a0f3a3a5d218ca03e409","name":"TrialBalances"} as TypedDocument<TrialBalancesQuery, TrialBalancesQueryVariables>;
export const UndoResolutionDocument = {"id":"3c73236bb8106b5d852f33d4b5c5c696b46bdedca2faad233f13a0f85609529c","name":"UndoResolution"} as TypedDocument<UndoResolutionMutation, UndoResolutionMutationVariables>;
export const UnreadAlertsDocument = {"id":"18fae538f201124b364a060d68c8619ee87664e73dd1fbecb4460ddbf929abd6","name":"UnreadAlerts"} as TypedDocument<UnreadAlertsQuery, UnreadAlertsQueryVariables>;
export const VerifyBankAccountDocument = {"id":"be08b3558269dafc59b798196c8ad00427c9b56bb4e7dd3b0869cebd1ec374f6","name":"VerifyBankAccount"} as TypedDocument<VerifyBankAccountMutation, VerifyBankAccountMutationVariables>;
export const ViewerDocument = {"id":"1fb01884ab20dbacd14aeabbfefeeba4a9516b7c0f3780af60a63a253a7b5007","name":"Viewer"} as TypedDocument<ViewerQuery, ViewerQueryVariables>;
export const WebhookDeliveryDocument = {"id":"c07d0c9fa47a6f28e032b23946218af214efbebfb46209513d1fadf985ee6185","name":"WebhookDelivery"} as TypedDocument<WebhookDeliveryQuery, WebhookDeliveryQueryVariables>;
export const WebhookEndpointDocument = {"id":"a606dd003e1d51a28f9f2f8b4426bb471c5dedcef0512d66589421c495442f5c","name":"WebhookEndpoint"} as TypedDocument<WebhookEndpointQuery, WebhookEndpointQueryVariables>;
export const WebhookEndpointsDocument = {"id":"cbb9511c6be4608755515990c6d8ea1992e63cb6c891fde2b9045d3d44a08828","name":"WebhookEndpoints"} as TypedDocument<WebhookEndpointsQuery, WebhookEndpointsQueryVariables>;
export const WithdrawAuctionDocument = {"id":"bdf7a3a26f3c66884c31790135275e6855d7e0f764f8df4edfc1b5e872eeba82","name":"WithdrawAuction"} as TypedDocument<WithdrawAuctionMutation, WithdrawAuctionMutationVariables>;
export const WithdrawBidDocument = {"id":"9fa3d6a493a45847981d91dc6b9ab0475853711eed4c25a45d7c720dfedc47a0","name":"WithdrawBid"} as TypedDocument<WithdrawBidMutation, WithdrawBidMutationVariables>;
export const WithdrawCreditNoteDocument = {"id":"08a3592b49b5906aba67c9ad4c399f7c68facf86c9228a939234e74c308f1e56","name":"WithdrawCreditNote"} as TypedDocument<WithdrawCreditNoteMutation, WithdrawCreditNoteMutationVariables>;
export const WithdrawInvoiceDocument = {"id":"8d9f5d5a26c2fce161e2f10c01326713d50ca9b187f3f7d104d4c1844f00e2ed","name":"WithdrawInvoice"} as TypedDocument<WithdrawInvoiceMutation, WithdrawInvoiceMutationVariables>;