import { createHmac } from 'node:crypto';
import { typeCodeOf } from '../documents/index.js';
import { addDays, type LocalDate } from '../platform/local-date.js';
import { formatMoney } from '../platform/money.js';
import {
  adjust,
  type Calendar,
  type CalendarCode,
  calendarOfCurrency,
  jointCalendar,
  type RollConvention,
} from '../pricing/index.js';

/**
 * Letters and digits of a number, in normal form KC and capitals: RE-2026/0042 and "re 2026 0042" are one number.
 * Empty where the number has neither.
 */
export function numberKeyOf(number: string): string {
  return number
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** What makes an invoice the same invoice. */
export interface InvoiceIdentity {
  readonly supplierId: string;
  readonly buyerId: string;
  readonly numberKey: string;
  readonly issueDate: LocalDate;
  readonly currency: string;
  readonly payableMinor: bigint;
}

/**
 * HMAC-SHA-256 over the identity, each field with its length in front, so that no two identities are one text. Keyed, so
 * that nobody who reads the column can try out invoices.
 */
export function fingerprintOf(key: Buffer, identity: InvoiceIdentity): Buffer {
  const { supplierId, buyerId, numberKey, issueDate, currency, payableMinor } = identity;
  const fields = [supplierId, buyerId, numberKey, issueDate, currency, payableMinor.toString()];
  const mac = createHmac('sha256', key);
  for (const field of fields) mac.update(`${Buffer.byteLength(field)}:${field};`);
  return mac.digest();
}

/** How due dates move. */
export interface DueDateRule {
  readonly calendar: Calendar;
  readonly convention: RollConvention;
}

/** Of a programme, what moves the due dates of its invoices. */
export interface DueDateTerms {
  readonly currency: string;
  readonly calendars: readonly CalendarCode[];
  readonly rollConvention: RollConvention;
}

/** The rule for an invoice in a currency: the programme's calendars are those of its own currency. */
export function dueDateRuleOf(currency: string, programme: DueDateTerms): DueDateRule {
  const calendar = currency === programme.currency ? jointCalendar(programme.calendars) : calendarOfCurrency(currency);
  return { calendar, convention: programme.rollConvention };
}

/** When an invoice is due, and why on that day where the document does not say so itself. */
export interface Maturity {
  readonly dueDate: LocalDate;
  readonly adjustedDueDate: LocalDate;
  readonly reason: string | null;
}

/**
 * The latest due date of the document (earlier ones are cash-discount dates), or `paymentDays` calendar days after the
 * issue date where it has none, moved to a business day.
 */
export function maturityOf(
  issueDate: LocalDate,
  dueDates: readonly LocalDate[],
  paymentDays: number,
  { calendar, convention }: DueDateRule,
): Maturity {
  const latest = [...dueDates].sort().at(-1);
  const dueDate = latest ?? addDays(issueDate, paymentDays);
  const silent = `The document names no due date: ${paymentDays} days from the issue date, by the programme.`;
  const { date, moved, reason } = adjust(dueDate, convention, calendar);
  const closed = `${dueDate} is no business day (${reason}): moved to ${date > dueDate ? 'the next' : 'an earlier'} one.`;
  const reasons = [...(latest === undefined ? [silent] : []), ...(moved ? [closed] : [])];
  return { dueDate, adjustedDueDate: date, reason: reasons.length === 0 ? null : reasons.join(' ') };
}

/** The figures of a copy that must agree with those of the other. */
export interface CopyFigures {
  readonly issueDate: LocalDate;
  readonly dueDate: LocalDate;
  readonly currency: string;
  readonly payableMinor: bigint;
}

/** One figure in which the copies of the two sides differ, as each writes it. */
export interface Difference {
  readonly field: 'issueDate' | 'dueDate' | 'payable';
  readonly supplierValue: string;
  readonly buyerValue: string;
}

/** In what the two copies of an invoice differ; nothing where one is missing. */
export function differencesBetween(supplier: CopyFigures | undefined, buyer: CopyFigures | undefined): Difference[] {
  if (!supplier || !buyer) return [];
  const shown = (copy: CopyFigures) => ({
    issueDate: copy.issueDate,
    dueDate: copy.dueDate,
    payable: `${formatMoney({ amountMinor: copy.payableMinor, currency: copy.currency })} ${copy.currency}`,
  });
  const [ofSupplier, ofBuyer] = [shown(supplier), shown(buyer)];
  return (['issueDate', 'dueDate', 'payable'] as const)
    .filter(field => ofSupplier[field] !== ofBuyer[field])
    .map(field => ({ field, supplierValue: ofSupplier[field], buyerValue: ofBuyer[field] }));
}

/** What may be done with an invoice of a type. */
export type TypeStanding = 'FINANCEABLE' | 'CREDIT_NOTE' | 'ALREADY_ASSIGNED' | 'NOT_FINANCEABLE';

const typeStandings: Readonly<Record<string, TypeStanding>> = {
  // Commercial, partial, corrected and self-billed invoices, and debit notes: EN 16931.
  380: 'FINANCEABLE',
  326: 'FINANCEABLE',
  383: 'FINANCEABLE',
  384: 'FINANCEABLE',
  389: 'FINANCEABLE',
  // National equivalents of 380 and 326: the construction invoices of XRechnung, the tax invoice of Saudi Arabia.
  875: 'FINANCEABLE',
  876: 'FINANCEABLE',
  877: 'FINANCEABLE',
  388: 'FINANCEABLE',
  // The claim is already somebody else's.
  393: 'ALREADY_ASSIGNED',
  472: 'ALREADY_ASSIGNED',
  473: 'ALREADY_ASSIGNED',
  501: 'ALREADY_ASSIGNED',
};

/** The type codes of invoices that can be put up for early payment. */
export const financeableTypeCodes: readonly string[] = Object.keys(typeStandings).filter(
  code => typeStandings[code] === 'FINANCEABLE',
);

/** The type codes by which a document says that its claim is somebody else's. */
export const assignedTypeCodes: readonly string[] = Object.keys(typeStandings).filter(
  code => typeStandings[code] === 'ALREADY_ASSIGNED',
);

/** Prepayment, pro forma and accounting information (386, 325, 751), and all that is not known to be a claim, are refused. */
export function typeStandingOf(typeCode: string): TypeStanding {
  if (typeCodeOf(typeCode)?.creditNote) return 'CREDIT_NOTE';
  return typeStandings[typeCode] ?? 'NOT_FINANCEABLE';
}
