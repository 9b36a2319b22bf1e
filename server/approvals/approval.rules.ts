import { createHash } from 'node:crypto';
import type { DecisionReason, InvoiceView } from '../invoices/index.js';
import type { Money } from '../platform/money.js';
import type { FieldProblem } from '../platform/problem.js';
import type { CreditKind, ExclusionReason, LeftOutReason } from './approval.entity.js';

/** How many invoices are approved in one transaction: a long one would hold back everybody's events. */
export const sliceSize = 500;

/** One line of a batch as it is asked for; no amount means all of the invoice. */
export interface AskedLine {
  readonly invoiceId: string;
  readonly amount: Money | null;
  readonly lowerReason: DecisionReason | null;
}

/** What a batch binds its releaser to, of an invoice. */
export type FrozenInvoice = Pick<
  InvoiceView,
  'id' | 'eventNo' | 'supplierId' | 'number' | 'issueDate' | 'dueDate' | 'adjustedDueDate' | 'currency' | 'payableMinor'
>;

/** One line of a batch as it is frozen. */
export interface FrozenLine {
  readonly invoice: FrozenInvoice;
  readonly amountMinor: bigint;
  readonly lowerReason: DecisionReason | null;
}

/** An invoice that the preparation came across and left out of the batch, where it is named. */
export interface ExcludedInvoice {
  readonly invoice: FrozenInvoice;
  readonly reason: ExclusionReason;
}

/** What the batch takes off one invoice for one credit note. */
export interface PlannedCredit {
  readonly creditNoteId: string;
  readonly invoiceId: string;
  readonly kind: CreditKind;
  readonly amountMinor: bigint;
}

/** What a batch is about, beside its lines. */
export interface BatchTerms {
  readonly buyerId: string;
  readonly programmeId: string;
  readonly termsId: string;
  readonly undertakingHash: Buffer;
  readonly currency: string;
}

/**
 * Freezes the lines, or lists every fault of every line with its place. All invoices of a batch are in one currency. One
 * whose supplier is not here yet is no fault: it is left out of every batch, and named there.
 */
export function freezeLines(
  programmeId: string,
  lines: readonly AskedLine[],
  invoices: readonly InvoiceView[],
): { readonly frozen: FrozenLine[]; readonly excluded: ExcludedInvoice[] } | { readonly faults: FieldProblem[] } {
  const byId = new Map(invoices.map(invoice => [invoice.id, invoice]));
  const isWaiting = (invoice: InvoiceView | undefined) => invoice?.programmeId === null;
  const [currency] = lines
    .map(line => byId.get(line.invoiceId))
    .flatMap(invoice => (invoice && !isWaiting(invoice) ? [invoice.currency] : []));
  const seen = new Set<string>();
  const faults: FieldProblem[] = [];
  const frozen: FrozenLine[] = [];
  const excluded: ExcludedInvoice[] = [];
  for (const [index, line] of lines.entries()) {
    const invoice = byId.get(line.invoiceId);
    const found = faultsOf(line, invoice, programmeId, currency);
    if (seen.has(line.invoiceId))
      found.push(fault('invoiceId', 'LINE_REPEATED', 'The invoice stands in the batch twice.'));
    seen.add(line.invoiceId);
    faults.push(...found.map(one => ({ ...one, path: `lines.${index}.${one.path}` })));
    if (invoice && isWaiting(invoice)) excluded.push({ invoice, reason: 'SUPPLIER_NOT_HERE' });
    else if (invoice) frozen.push(frozenLine(line, invoice));
  }
  return faults.length > 0 ? { faults } : { frozen, excluded };
}

function faultsOf(
  line: AskedLine,
  invoice: InvoiceView | undefined,
  programmeId: string,
  currency: string | undefined,
): FieldProblem[] {
  if (!invoice) return [fault('invoiceId', 'INVOICE_NOT_FOUND', 'There is no such invoice, or you may not see it.')];
  if (invoice.programmeId === null) return [];
  return [...invoiceFaults(invoice, programmeId, currency), ...amountFaults(line, invoice)];
}

function invoiceFaults(invoice: InvoiceView, programmeId: string, currency: string | undefined): FieldProblem[] {
  const faults: FieldProblem[] = [];
  if (invoice.state !== 'SUBMITTED' && invoice.state !== 'DISPUTED') {
    faults.push(fault('invoiceId', 'INVOICE_NOT_AVAILABLE', `The invoice is ${invoice.state}: it cannot be approved.`));
  }
  if (invoice.heldReason !== null) {
    faults.push(fault('invoiceId', 'INVOICE_HELD', `The invoice is held (${invoice.heldReason}): settle that first.`));
  }
  if (invoice.prepared) {
    faults.push(fault('invoiceId', 'ALREADY_PREPARED', 'The invoice is in another batch that waits for its release.'));
  }
  if (invoice.programmeId !== programmeId) {
    faults.push(fault('invoiceId', 'NOT_IN_PROGRAMME', 'The invoice belongs to another programme.'));
  }
  if (invoice.currency !== currency) {
    const message = `The invoice is in ${invoice.currency}, the batch in ${currency}: one currency a batch.`;
    faults.push(fault('invoiceId', 'CURRENCY_MISMATCH', message));
  }
  return faults;
}

/** What is wrong with the amount asked for; the paths are those of a line. */
export function amountFaults(
  { amount, lowerReason }: Pick<AskedLine, 'amount' | 'lowerReason'>,
  invoice: Pick<InvoiceView, 'currency' | 'payableMinor'>,
): FieldProblem[] {
  if (amount === null) return [];
  if (amount.currency !== invoice.currency) {
    return [fault('amount.currency', 'CURRENCY_MISMATCH', `The invoice is in ${invoice.currency}.`)];
  }
  if (amount.amountMinor > invoice.payableMinor) {
    return [fault('amount.amount', 'AMOUNT_TOO_HIGH', 'This is more than the invoice says: an approval only lowers.')];
  }
  if (amount.amountMinor < invoice.payableMinor && lowerReason === null) {
    return [fault('lowerReason', 'REASON_MISSING', 'Say why less is approved than the invoice says.')];
  }
  return [];
}

/** All of the invoice where no amount is asked for. */
export function frozenLine(
  { amount = null, lowerReason = null }: Partial<Pick<AskedLine, 'amount' | 'lowerReason'>>,
  invoice: FrozenInvoice,
): FrozenLine {
  const amountMinor = amount?.amountMinor ?? invoice.payableMinor;
  // A reason without a lower amount says nothing.
  return { invoice, amountMinor, lowerReason: amountMinor < invoice.payableMinor ? lowerReason : null };
}

function fault(path: string, code: string, message: string): FieldProblem {
  return { path, code, message };
}

/**
 * SHA-256 over all that a batch binds its releaser to: the undertaking, count and total, and of each invoice its version,
 * its figures and the amount approved, in the order of the invoices' ids; and what is taken off for credit notes. Each field
 * stands with its length in front.
 */
export function contentHashOf(
  terms: BatchTerms,
  lines: readonly FrozenLine[],
  credits: readonly PlannedCredit[] = [],
): Buffer {
  const { buyerId, programmeId, termsId, undertakingHash, currency } = terms;
  const ordered = [...lines].sort((a, b) => (a.invoice.id < b.invoice.id ? -1 : 1));
  const total = totalOf(lines).toString();
  const hash = createHash('sha256');
  const head = ['tenor approval 1', buyerId, programmeId, termsId, undertakingHash.toString('hex'), currency];
  const fields = [...head, lines.length.toString(), total, ...ordered.flatMap(fieldsOf), ...fieldsOfCredits(credits)];
  for (const field of fields) {
    hash.update(`${Buffer.byteLength(field)}:${field};`);
  }
  return hash.digest();
}

function fieldsOf({ invoice, amountMinor, lowerReason }: FrozenLine): string[] {
  const { id, eventNo, supplierId, number, issueDate, dueDate, adjustedDueDate, currency, payableMinor } = invoice;
  return [
    id,
    eventNo.toString(),
    supplierId,
    number,
    issueDate,
    dueDate,
    adjustedDueDate,
    currency,
    payableMinor.toString(),
    amountMinor.toString(),
    lowerReason ?? '',
  ];
}

function fieldsOfCredits(credits: readonly PlannedCredit[]): string[] {
  const lines = credits.map(({ creditNoteId, invoiceId, kind, amountMinor }) =>
    [creditNoteId, invoiceId, kind, amountMinor.toString()].join(' '),
  );
  return lines.sort();
}

/** In minor units of the batch's currency. */
export function totalOf(lines: readonly { readonly amountMinor: bigint }[]): bigint {
  return lines.reduce((sum, line) => sum + line.amountMinor, 0n);
}

/** Why an invoice cannot be approved as it was frozen, or null where nothing happened to it since. */
export function leftOutReason(invoice: InvoiceView, frozenEventNo: number): LeftOutReason | null {
  if (invoice.eventNo === frozenEventNo) return null;
  switch (invoice.state) {
    case 'REJECTED':
      return 'INVOICE_REJECTED';
    case 'WITHDRAWN':
      return 'INVOICE_WITHDRAWN';
    case 'DISPUTED':
      return 'INVOICE_DISPUTED';
    case 'SUBMITTED':
      return invoice.heldReason === null ? 'INVOICE_CHANGED' : 'INVOICE_HELD';
    default:
      return 'INVOICE_DECIDED';
  }
}
