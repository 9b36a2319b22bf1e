import {
  calendarDayOf,
  type InvoiceContent,
  type InvoiceParty,
  isCreditNote,
  moneyOfWritten,
  pathInDocument,
} from '../documents/index.js';
import type { LocalDate } from '../platform/local-date.js';
import type { NewSupplier } from '../programmes/index.js';
import { hasHiddenCharacters, hasOddDigits, mixesAlphabets, readAsLatin } from '../platform/plain-text.js';
import { dueDateRuleOf, fingerprintOf, maturityOf, numberKeyOf } from './invoice.rules.js';
import type { Side } from './invoice.entity.js';
import type { Counterparties, Relation } from './parties.reads.js';
import { NewSuppliers } from './new-suppliers.js';
import { identifiersOf, PartyIndex, type PartyMatch } from './party-match.js';

/*
 * Judges the invoices of a reading by themselves: who is who, and whether every figure holds. Nothing is written here, and
 * nothing that is already in the database is looked at but who deals with whom.
 */

/** One fault of a submission, with its place: row and column in CSV, an XPath in XML. */
export interface SubmissionProblem {
  readonly code: string;
  readonly path: string;
  readonly row: number | null;
  readonly column: string | null;
  readonly message: string;
  readonly severity: 'ERROR' | 'WARNING';
}

/** An invoice that is fit to land: all that its document says, in the forms of the database. */
export interface Submission {
  /** With what a person should look at. */
  readonly content: Omit<InvoiceContent, 'problems'> & { readonly problems: readonly SubmissionProblem[] };
  readonly row: number | null;
  readonly side: Side;
  readonly supplierId: string;
  readonly buyerId: string;
  /** Null while the supplier is not here yet. */
  readonly programmeId: string | null;
  readonly number: string;
  readonly numberKey: string;
  readonly typeCode: string;
  readonly issueDate: LocalDate;
  readonly dueDate: LocalDate;
  readonly adjustedDueDate: LocalDate;
  readonly dueDateReason: string | null;
  readonly currency: string;
  readonly payableMinor: bigint;
  readonly fingerprint: Buffer;
}

/** An invoice of a file that cannot land, with every reason. */
export interface RefusedInvoice {
  readonly number: string | null;
  readonly row: number | null;
  readonly problems: readonly SubmissionProblem[];
}

export interface Judgement {
  readonly fit: readonly Submission[];
  readonly refused: readonly RefusedInvoice[];
  /** To be invited before their invoices land. */
  readonly newSuppliers: readonly NewSupplier[];
}

/** Who submits, and with whom it deals. */
export interface Submitter {
  readonly organizationId: string;
  readonly counterparties: Counterparties;
  readonly fingerprintKey: Buffer;
}

/** As long as a type code may be, in characters. */
const TYPE_CODE_LENGTH = 10;
/** A day beyond this one is a slip of the pen. */
const LATEST_DATE = '2199-12-31' as LocalDate;

/** Sorts the invoices of a reading into those that can land and those that cannot. */
export function judgeInvoices(invoices: readonly InvoiceContent[], submitter: Submitter): Judgement {
  const { organizationId, counterparties } = submitter;
  const index = new PartyIndex(counterparties.parties);
  const country = counterparties.parties.find(({ id }) => id === organizationId)?.country ?? '';
  const newSuppliers = new NewSuppliers(organizationId, country, counterparties.programmes);
  const fit: Submission[] = [];
  const refused: RefusedInvoice[] = [];
  for (const content of invoices) {
    const problems: SubmissionProblem[] = content.problems.filter(problem => problem.severity === 'ERROR');
    problems.push(...faultsOfFigures(content));
    const dealing = dealingOf(content, submitter, index);
    if ('problems' in dealing) problems.push(...dealing.problems);
    // Only a row that is right in everything else invites anybody.
    const relation =
      problems.length > 0 || 'problems' in dealing ? undefined : relationIn(content, dealing, newSuppliers);
    if (problems.length === 0 && !relation) problems.push(unknownParty(content, 'supplier'));
    if (problems.length > 0 || 'problems' in dealing || !relation) {
      refused.push({ number: content.number, row: content.row, problems });
    } else {
      fit.push(submissionOf(content, { side: dealing.side, relation }, submitter.fingerprintKey));
    }
  }
  return { fit, refused, newSuppliers: newSuppliers.named };
}

/** A credit note invites nobody, and waits for nobody: there is nothing yet of a supplier that is not here. */
function relationIn(content: InvoiceContent, dealing: Dealing, newSuppliers: NewSuppliers): Relation | undefined {
  const { relation } = dealing;
  if (isCreditNote(content)) return relation === 'NEW_SUPPLIER' || relation.programmeId === null ? undefined : relation;
  return relation === 'NEW_SUPPLIER' ? newSuppliers.relationFor(content) : relation;
}

/** What the database could not hold, or a person could not read, though a document may well say it. */
function faultsOfFigures(content: InvoiceContent): SubmissionProblem[] {
  const problems: SubmissionProblem[] = [];
  const { number, typeCode, issueDate } = content;
  if (number !== null && numberKeyOf(number) === '') {
    problems.push(problemAt(content, 'number', 'NUMBER_INVALID', 'The number has neither a letter nor a digit.'));
  }
  if (number !== null && hasHiddenCharacters(number)) {
    const message = 'The number contains characters that are not seen, or that change the order of others.';
    problems.push(problemAt(content, 'number', 'NUMBER_HIDDEN_CHARACTERS', message));
  }
  if (typeCode !== null && typeCode.length > TYPE_CODE_LENGTH) {
    const message = `The type code is longer than ${TYPE_CODE_LENGTH} characters.`;
    problems.push(problemAt(content, 'typeCode', 'TYPE_CODE_INVALID', message));
  }
  const days = [...(issueDate === null ? [] : [issueDate]), ...content.dueDates].map(calendarDayOf);
  if (days.some(day => day !== undefined && day > LATEST_DATE)) {
    problems.push(problemAt(content, 'dueDate', 'DATE_TOO_FAR', `A date lies beyond ${LATEST_DATE}.`));
  }
  return problems;
}

/**
 * What the approver is told of a number that reads otherwise than it is stored: a second invoice under it is not found by
 * its fingerprint.
 */
function warningsOfNumber(content: InvoiceContent, number: string): SubmissionProblem[] {
  const read = readAsLatin(number);
  const isOdd = read !== undefined || mixesAlphabets(number) || hasOddDigits(number);
  if (!isOdd) return [];
  const reading = read === undefined ? '' : ` It reads as ${read}.`;
  const message = `The number mixes alphabets or digits that look like others: compare it with the paper.${reading}`;
  return [{ ...problemAt(content, 'number', 'NUMBER_CONFUSABLE', message), severity: 'WARNING' }];
}

/** NEW_SUPPLIER: the submitter is the buyer, and the supplier is nobody here. */
type Dealing = { side: Side; relation: Relation | 'NEW_SUPPLIER' };

/** On which side the submitter stands and through which programme, or why that cannot be said. */
function dealingOf(
  content: InvoiceContent,
  { organizationId: self, counterparties }: Submitter,
  index: PartyIndex,
): Dealing | { problems: SubmissionProblem[] } {
  const supplier = matched(content.supplier, index);
  const buyer = matched(content.buyer, index);
  // The reading has said already that a party is missing.
  if (supplier === null || buyer === null) return { problems: [] };
  const isSupplier = 'id' in supplier && supplier.id === self;
  const isBuyer = 'id' in buyer && buyer.id === self;
  if (isSupplier && isBuyer) {
    const message = 'The invoice names your organization as supplier and as buyer.';
    return { problems: [problemAt(content, 'buyer', 'SAME_PARTY', message)] };
  }
  const faults = [...partyFaults(content, 'supplier', supplier), ...partyFaults(content, 'buyer', buyer)];
  if (!isSupplier && !isBuyer) {
    const message = 'By its identifiers, your organization is neither the supplier nor the buyer of this invoice.';
    const notParty = problemAt(content, 'supplier', 'NOT_A_PARTY', message);
    return { problems: faults.length > 0 ? faults : [notParty] };
  }
  if (faults.length > 0) return { problems: faults };
  const isNew = isBuyer && 'fault' in supplier && supplier.fault === 'UNKNOWN';
  if (isNew && counterparties.programmes.length > 0) return { side: 'BUYER', relation: 'NEW_SUPPLIER' };
  const relation = relationOf(content.currency, counterparties.relations, supplier, buyer);
  const other = isSupplier ? 'buyer' : 'supplier';
  if (!relation) return { problems: [unknownParty(content, other)] };
  return { side: isSupplier ? 'SUPPLIER' : 'BUYER', relation };
}

function matched(party: InvoiceParty | null, index: PartyIndex): PartyMatch | null {
  return party === null ? null : index.match(identifiersOf(party));
}

function partyFaults(content: InvoiceContent, role: Role, match: PartyMatch): SubmissionProblem[] {
  if ('id' in match || match.fault === 'UNKNOWN') return [];
  const prefix = role.toUpperCase();
  const contradicted = `The identifiers of the ${role} name different organizations.`;
  const nameless = `The ${role} has no tax id, no registration number and no LEI: a name alone is not enough.`;
  return match.fault === 'CONTRADICTED'
    ? [problemAt(content, role, `${prefix}_CONTRADICTED`, contradicted)]
    : [problemAt(content, role, `${prefix}_NOT_IDENTIFIED`, nameless)];
}

/** One answer for a stranger and for nobody. */
function unknownParty(content: InvoiceContent, role: Role): SubmissionProblem {
  const message = `There is no such ${role} here, or none that shares a programme with you.`;
  return problemAt(content, role, `UNKNOWN_${role.toUpperCase()}`, message);
}

/** The programme of the invoice's currency where there is one, else the oldest: it will be refused at listing. */
function relationOf(
  currency: string | null,
  relations: readonly Relation[],
  supplier: PartyMatch,
  buyer: PartyMatch,
): Relation | undefined {
  if (!('id' in supplier) || !('id' in buyer)) return undefined;
  const shared = relations.filter(({ supplierId, buyerId }) => supplierId === supplier.id && buyerId === buyer.id);
  return shared.find(relation => relation.currency === currency) ?? shared[0];
}

function submissionOf(
  content: InvoiceContent,
  { side, relation }: { readonly side: Side; readonly relation: Relation },
  fingerprintKey: Buffer,
): Submission {
  const { number, typeCode, currency, issueDate: writtenDate, payableAmount } = content;
  if (number === null || typeCode === null || currency === null || writtenDate === null || payableAmount === null) {
    throw new Error('A reading without errors lacks a figure that every invoice has.');
  }
  const issueDate = known(calendarDayOf(writtenDate));
  const money = moneyOfWritten(payableAmount, currency);
  if ('faults' in money) throw new Error('A reading without errors has an amount that is none.');
  const { dueDate, adjustedDueDate, reason } = maturityOf(
    issueDate,
    content.dueDates.map(written => known(calendarDayOf(written))),
    relation.paymentDaysMax,
    dueDateRuleOf(currency, relation),
  );
  const { supplierId, buyerId, programmeId } = relation;
  const numberKey = numberKeyOf(number);
  const identity = { supplierId, buyerId, numberKey, issueDate, currency, payableMinor: money.amountMinor };
  return {
    content: { ...content, problems: [...content.problems, ...warningsOfNumber(content, number)] },
    row: content.row,
    side,
    programmeId,
    number,
    typeCode,
    dueDate,
    adjustedDueDate,
    dueDateReason: reason,
    ...identity,
    fingerprint: fingerprintOf(fingerprintKey, identity),
  };
}

function known(date: LocalDate | undefined): LocalDate {
  if (date === undefined) throw new Error('A reading without errors has a date that is none.');
  return date;
}

/** What tells where something stands in a document. */
type Placed = Pick<InvoiceContent, 'syntax' | 'row' | 'supplier' | 'buyer'>;
type Role = 'supplier' | 'buyer';
type Subject = Role | 'number' | 'typeCode' | 'dueDate' | 'payableAmount' | 'currency' | 'precedingInvoice';

const columns: Readonly<Record<Exclude<Subject, Role>, string>> = {
  number: 'invoice_number',
  typeCode: 'type_code',
  dueDate: 'due_date',
  payableAmount: 'payable_amount',
  currency: 'currency',
  precedingInvoice: 'preceding_invoice_number',
};

/** A fault found here, at the place where its subject stands in the document. */
export function problemAt(content: Placed, subject: Subject, code: string, message: string): SubmissionProblem {
  if (content.row === null) {
    return { code, path: pathInDocument(content.syntax, subject), row: null, column: null, message, severity: 'ERROR' };
  }
  const column = subject === 'supplier' || subject === 'buyer' ? columnOfParty(content, subject) : columns[subject];
  const path = `row ${content.row}, column ${column}`;
  return { code, path, row: content.row, column, message, severity: 'ERROR' };
}

/** The column of the first identifier that the row has. */
function columnOfParty(content: Placed, role: Role): string {
  const party = content[role];
  if (party !== null && party.vatId === null) {
    if (party.legalId !== null) return `${role}_registration_number`;
    if (party.lei !== null) return `${role}_lei`;
  }
  return `${role}_tax_id`;
}
