import { calendarDayOf } from '../documents/index.js';
import { newId } from '../platform/ids.js';
import { formatMoney } from '../platform/money.js';
import type { CreditNoteState } from './credit-note.states.js';
import type { CreditStanding } from './credit-note.policy.js';
import type { Side } from './invoice.entity.js';
import { numberKeyOf } from './invoice.rules.js';
import type { InvoiceState } from './invoice.states.js';
import { problemAt, type Submission, type SubmissionProblem } from './judge-invoices.js';
import { numberOf } from './landing-plan.js';

/*
 * What becomes of each credit note of a file, given the invoices that they name and the credit notes that are there. Pure:
 * the caller has locked what is there, and asks again where another was quicker.
 */

/** An invoice under a number that a credit note names. */
export interface NamedInvoice {
  readonly id: string;
  readonly supplierId: string;
  readonly buyerId: string;
  readonly number: string;
  readonly numberKey: string;
  readonly issueDate: string;
  readonly currency: string;
  readonly state: InvoiceState;
  readonly eventNo: number;
  readonly undertaking: string;
  /** What was released of it, or what it says: no more can be credited. */
  readonly grossMinor: bigint;
  /** What credit notes that name it come to. */
  readonly notedMinor: bigint;
  readonly standing: CreditStanding;
}

/** A credit note that is there, withdrawn ones left out. */
export interface StandingNote {
  readonly id: string;
  readonly supplierId: string;
  readonly buyerId: string;
  readonly invoiceId: string | null;
  readonly numberKey: string;
  readonly issueDate: string;
  readonly currency: string;
  readonly amountMinor: bigint;
  readonly state: CreditNoteState;
  readonly eventNo: number;
  readonly sides: readonly Side[];
}

export type NoteLanding =
  | {
      readonly kind: 'NEW';
      readonly id: string;
      readonly invoice: NamedInvoice | null;
      readonly state: 'RECORDED' | 'OPEN';
    }
  | { readonly kind: 'JOIN'; readonly note: StandingNote }
  | { readonly kind: 'REFUSED'; readonly problem: SubmissionProblem };

export interface PlannedNote {
  readonly submission: Submission;
  readonly landing: NoteLanding;
}

/** The numbers that a credit note names as its invoices, each once. */
export function namedNumbers({ content }: Pick<Submission, 'content'>): string[] {
  return [...new Set(content.precedingInvoices.map(({ number }) => numberKeyOf(number)).filter(key => key !== ''))];
}

/** Decides in the order of the file; each decision sees those before it. */
export function planNotes(
  submissions: readonly Submission[],
  invoices: readonly NamedInvoice[],
  standing: readonly StandingNote[],
): PlannedNote[] {
  const notes = new Map(standing.map(note => [numberOf(note), note]));
  const notedMinor = new Map(invoices.map(invoice => [invoice.id, invoice.notedMinor]));
  return submissions.map(submission => {
    const twin = notes.get(numberOf(submission));
    const landing = twin ? twinLanding(submission, twin) : newLanding(submission, invoices, notedMinor);
    if (landing.kind === 'NEW') {
      notes.set(numberOf(submission), landed(submission, landing));
      const { invoice } = landing;
      if (invoice) notedMinor.set(invoice.id, (notedMinor.get(invoice.id) ?? 0n) + submission.payableMinor);
    }
    if (landing.kind === 'JOIN') {
      const sides = [...landing.note.sides, submission.side];
      notes.set(numberOf(submission), { ...landing.note, sides, eventNo: landing.note.eventNo + 1 });
    }
    return { submission, landing };
  });
}

function twinLanding(submission: Submission, twin: StandingNote): NoteLanding {
  const { side, issueDate, currency, payableMinor } = submission;
  const isSame = twin.issueDate === issueDate && twin.currency === currency && twin.amountMinor === payableMinor;
  if (!isSame) {
    const message = 'Another credit note has this number, with another date or amount.';
    return refused(submission, 'number', 'CREDIT_NOTE_DIFFERS', message);
  }
  if (twin.sides.includes(side)) return refused(submission, 'number', 'DUPLICATE', 'This credit note is here already.');
  return { kind: 'JOIN', note: twin };
}

function newLanding(
  submission: Submission,
  invoices: readonly NamedInvoice[],
  notedMinor: ReadonlyMap<string, bigint>,
): NoteLanding {
  const named = invoicesNamed(submission, invoices);
  if (named.length === 0) return standsAlone();
  const living = named.filter(({ standing }) => standing !== 'LOST');
  const [invoice, another] = living;
  if (!invoice) {
    const message = 'The invoice that it names was rejected or withdrawn: nothing is claimed that it could take back.';
    return refused(submission, 'precedingInvoice', 'CREDIT_INVOICE_CLOSED', message);
  }
  if (another) {
    if (new Set(living.map(({ numberKey }) => numberKey)).size > 1) return standsAlone();
    const message = `Several invoices have the number ${invoice.number}: name its date as well.`;
    return refused(submission, 'precedingInvoice', 'CREDIT_INVOICE_AMBIGUOUS', message);
  }
  return faultOf(submission, invoice, notedMinor.get(invoice.id) ?? 0n) ?? against(invoice);
}

/** Owed to the buyer from now on, to be taken off later invoices. */
function standsAlone(): NoteLanding {
  return { kind: 'NEW', id: newId(), invoice: null, state: 'OPEN' };
}

function against(invoice: NamedInvoice): NoteLanding {
  return { kind: 'NEW', id: newId(), invoice, state: invoice.standing === 'NETTING' ? 'OPEN' : 'RECORDED' };
}

function faultOf(submission: Submission, invoice: NamedInvoice, notedMinor: bigint): NoteLanding | null {
  const { currency, payableMinor, side } = submission;
  if (currency !== invoice.currency) {
    const message = `The invoice that it names is in ${invoice.currency}.`;
    return refused(submission, 'currency', 'CREDIT_CURRENCY_DIFFERS', message);
  }
  const restMinor = invoice.grossMinor - notedMinor;
  if (payableMinor > restMinor) {
    const rest = `${formatMoney({ amountMinor: restMinor > 0n ? restMinor : 0n, currency })} ${currency}`;
    const message = `Of the invoice that it names ${rest} can still be credited.`;
    return refused(submission, 'payableAmount', 'CREDIT_ABOVE_INVOICE', message);
  }
  if (side === 'BUYER' && invoice.standing === 'REDUCTION' && invoice.undertaking === 'IRREVOCABLE') {
    const message = 'You promised this invoice irrevocably: only its supplier can send a credit note for it.';
    return refused(submission, 'precedingInvoice', 'CREDIT_AGAINST_PROMISE', message);
  }
  return null;
}

/** Those of the same two parties under the numbers that it names, and of the day, where it says one. */
function invoicesNamed(submission: Submission, invoices: readonly NamedInvoice[]): NamedInvoice[] {
  const { supplierId, buyerId, content } = submission;
  const ours = invoices.filter(invoice => invoice.supplierId === supplierId && invoice.buyerId === buyerId);
  const found = content.precedingInvoices.flatMap(({ number, issueDate }) => {
    const under = ours.filter(invoice => invoice.numberKey === numberKeyOf(number));
    const day = issueDate === null ? undefined : calendarDayOf(issueDate);
    const ofDay = under.filter(invoice => invoice.issueDate === day);
    return ofDay.length > 0 ? ofDay : under;
  });
  return [...new Set(found)];
}

function refused(
  { content }: Submission,
  subject: Parameters<typeof problemAt>[1],
  code: string,
  message: string,
): NoteLanding {
  return { kind: 'REFUSED', problem: problemAt(content, subject, code, message) };
}

function landed(submission: Submission, landing: NoteLanding & { kind: 'NEW' }): StandingNote {
  const { supplierId, buyerId, numberKey, issueDate, currency, payableMinor, side } = submission;
  const identity = { id: landing.id, supplierId, buyerId, numberKey, issueDate, currency };
  const invoiceId = landing.invoice?.id ?? null;
  return { ...identity, invoiceId, amountMinor: payableMinor, state: landing.state, eventNo: 1, sides: [side] };
}
