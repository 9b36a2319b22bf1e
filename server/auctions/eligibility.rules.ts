import { type InvoiceRow, type InvoiceState, typeStandingOf, type Undertaking } from '../invoices/index.js';
import { daysBetween, type LocalDate } from '../platform/local-date.js';

/** Everything that decides whether an invoice can be financed now, as one statement reads it. */
export interface EligibilityFacts {
  readonly invoiceId: string;
  readonly state: InvoiceState;
  readonly undertaking: Undertaking;
  readonly typeCode: string;
  readonly issueDate: LocalDate;
  readonly dueDate: LocalDate;
  readonly adjustedDueDate: LocalDate;
  readonly currency: string;
  readonly paidMinor: bigint;
  readonly heldReason: InvoiceRow['heldReason'];
  /** Some copy of it names another payee than the supplier, or is of a type that says so. */
  readonly payeeElsewhere: boolean;
  /** Null without a programme that the buyer has for this supplier. */
  readonly programme: ProgrammeFacts | null;
  /** It may trade, and is not stopped for being overdue for too long. */
  readonly buyerAdmitted: boolean;
  readonly supplierAdmitted: boolean;
  readonly supplierAcceptedTerms: boolean;
  /** The supplier has a verified account in the currency, past its cool-off. */
  readonly supplierAccount: boolean;
  /** It has an auction that is not finished. */
  readonly listed: boolean;
  /** A financing of it stands. */
  readonly financed: boolean;
  /** The buyer's payment to the supplier has been instructed. */
  readonly beingPaid: boolean;
  /** A leg 1, of a financing that stands or failed, is at the bank. */
  readonly disbursementOut: boolean;
}

export interface ProgrammeFacts {
  readonly active: boolean;
  readonly currency: string;
  readonly tenorDaysMin: number;
  readonly paymentDaysMax: number;
  readonly termsUndertaking: Undertaking;
  readonly costBearer: 'SUPPLIER' | 'BUYER';
}

/** Why an invoice cannot be financed now. */
export type EligibilityCode = keyof typeof messages;

const messages = {
  NOT_APPROVED: 'The buyer has not approved it, or it is no longer open.',
  NO_PROGRAMME: 'The buyer has no programme for this supplier.',
  PROGRAMME_ENDED: 'The programme takes no new business.',
  UNDERTAKING_MISSING: 'The buyer has not given the undertaking that the terms ask for.',
  BUYER_BEARS_COST: 'The terms let the buyer bear the cost: the settlement does not book that yet.',
  CURRENCY_DIFFERS: 'The programme trades in another currency.',
  TYPE_NOT_FINANCEABLE: 'A document of this type is no claim that can be financed.',
  ALREADY_ASSIGNED: 'The document says that the claim is already assigned, or names another payee.',
  DUPLICATE: 'A duplicate, or a difference between the copies, waits for a decision.',
  DUE_DATE_PASSED: 'Its due date has come.',
  TENOR_TOO_SHORT: 'Too few days are left until its due date.',
  PAYMENT_TERM_TOO_LONG: 'Its payment term is longer than the law, or the programme, allows.',
  ISSUED_IN_FUTURE: 'Its issue date lies in the future.',
  PARTLY_PAID: 'A part of it has been paid.',
  BEING_PAID: 'The buyer is paying it to the supplier.',
  DISBURSEMENT_OUT: 'Leg 1 is at the bank, which has not said yet that it failed.',
  BUYER_NOT_ADMITTED: 'The buyer is not admitted to trade at present.',
  SUPPLIER_NOT_ADMITTED: 'The supplier is not admitted to trade at present.',
  SUPPLIER_NOT_READY: 'The supplier is not ready to list.',
  SUPPLIER_TERMS: 'The supplier has not accepted the terms of the programme.',
  SUPPLIER_ACCOUNT: 'The supplier has no verified account in the currency that may be used now.',
  FUNDER_ACCOUNT: 'The funder has no verified account in the currency that may be used now.',
  ALREADY_LISTED: 'It is listed already.',
  ALREADY_FINANCED: 'It is financed already.',
} as const;

export interface EligibilityReason {
  readonly code: EligibilityCode;
  readonly message: string;
}

/** What the listing settled, and what the award judges by the parties and accounts that it holds. */
const ofListing: ReadonlySet<EligibilityCode> = new Set([
  'ALREADY_LISTED',
  'SUPPLIER_TERMS',
  'SUPPLIER_ACCOUNT',
  'SUPPLIER_NOT_ADMITTED',
  'BUYER_NOT_ADMITTED',
]);

export function eligibilityReason(code: EligibilityCode): EligibilityReason {
  return { code, message: messages[code] };
}

/**
 * Every reason against financing an invoice, in a fixed order; none means it can be. The tenor counts from the value date,
 * which `valueDate` is today's; at the award what the listing settled is not asked again.
 */
export function eligibilityOf(
  facts: EligibilityFacts,
  { today, valueDate }: { today: LocalDate; valueDate: LocalDate },
  moment: 'LISTING' | 'AWARD',
): EligibilityReason[] {
  return [...againstInvoice(facts, today), ...againstProgramme(facts, today, valueDate), ...againstParties(facts)]
    .filter(code => moment === 'LISTING' || !ofListing.has(code))
    .map(eligibilityReason);
}

const ofSupplier: ReadonlySet<EligibilityCode> = new Set([
  'SUPPLIER_NOT_ADMITTED',
  'SUPPLIER_TERMS',
  'SUPPLIER_ACCOUNT',
]);

/** The reasons as the buyer is told: what the supplier has yet to do is the supplier's own business. */
export function asToldToBuyer(reasons: readonly EligibilityReason[]): EligibilityReason[] {
  const told = reasons.filter(({ code }) => !ofSupplier.has(code));
  return told.length === reasons.length ? told : [...told, eligibilityReason('SUPPLIER_NOT_READY')];
}

function againstInvoice(facts: EligibilityFacts, today: LocalDate): EligibilityCode[] {
  const standing = typeStandingOf(facts.typeCode);
  return present({
    NOT_APPROVED: facts.state !== 'APPROVED',
    TYPE_NOT_FINANCEABLE: standing === 'CREDIT_NOTE' || standing === 'NOT_FINANCEABLE',
    ALREADY_ASSIGNED: standing === 'ALREADY_ASSIGNED' || facts.payeeElsewhere,
    DUPLICATE: facts.heldReason !== null,
    ISSUED_IN_FUTURE: facts.issueDate > today,
    DUE_DATE_PASSED: facts.adjustedDueDate <= today,
    PARTLY_PAID: facts.paidMinor > 0n,
    BEING_PAID: facts.beingPaid,
    DISBURSEMENT_OUT: facts.disbursementOut && !facts.financed,
    ALREADY_LISTED: facts.listed,
    ALREADY_FINANCED: facts.financed,
  });
}

function againstProgramme(facts: EligibilityFacts, today: LocalDate, valueDate: LocalDate): EligibilityCode[] {
  const { programme } = facts;
  if (!programme) return ['NO_PROGRAMME'];
  const tenorDays = daysBetween(valueDate, facts.adjustedDueDate);
  return present({
    PROGRAMME_ENDED: !programme.active,
    UNDERTAKING_MISSING: facts.undertaking !== programme.termsUndertaking,
    BUYER_BEARS_COST: programme.costBearer === 'BUYER',
    CURRENCY_DIFFERS: facts.currency !== programme.currency,
    TENOR_TOO_SHORT: tenorDays < programme.tenorDaysMin && facts.adjustedDueDate > today,
    PAYMENT_TERM_TOO_LONG: daysBetween(facts.issueDate, facts.dueDate) > programme.paymentDaysMax,
    SUPPLIER_TERMS: !facts.supplierAcceptedTerms,
  });
}

function againstParties(facts: EligibilityFacts): EligibilityCode[] {
  return present({
    BUYER_NOT_ADMITTED: !facts.buyerAdmitted,
    SUPPLIER_NOT_ADMITTED: !facts.supplierAdmitted,
    SUPPLIER_ACCOUNT: !facts.supplierAccount,
  });
}

function present(judged: Partial<Record<EligibilityCode, boolean>>): EligibilityCode[] {
  return (Object.keys(judged) as EligibilityCode[]).filter(code => judged[code]);
}
