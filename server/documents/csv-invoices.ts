import { checkInvoice, hasFormOfIban } from './check-invoice.js';
import type { CsvColumnName } from './csv-columns.js';
import { columnOfField, csvColumns } from './csv-columns.js';
import { type CsvRow, looksLikeCsvOf, placeAt, problemAt, readCsvTable } from './csv-table.js';
import type { DocumentProblem, InvoiceContent, InvoiceParty } from './document-reading.js';
import { emptyInvoice } from './document-reading.js';
import type { InvoiceField } from './findings.js';

/** Invoices in CSV: one a row, the columns of `csvColumns`. Every row is judged by itself; a wrong one spoils no other. */

export interface CsvReading {
  invoices: InvoiceContent[];
  problems: DocumentProblem[];
}

/** Whether the first line with something in it names columns of ours. */
export function looksLikeInvoiceCsv(text: string): boolean {
  return looksLikeCsvOf(csvColumns, text);
}

/** Reads every row, with every fault of every row; without a usable header no row is read. */
export function readCsvInvoices(text: string): CsvReading {
  const { rows, problems } = readCsvTable(csvColumns, text);
  const invoices = rows.map(invoiceOf);
  markRepeats(invoices);
  return { invoices, problems };
}

function invoiceOf({ row, problems, value }: CsvRow<CsvColumnName>): InvoiceContent {
  const invoice: InvoiceContent = { ...emptyInvoice('csv'), row };
  if (value === null) return { ...invoice, problems: [...problems] };
  Object.assign(invoice, contentOf(value));
  invoice.problems = [
    ...problems,
    ...checkInvoice(invoice, (field: InvoiceField) => placeAt(row, columnOfField[field] ?? null)),
  ];
  return invoice;
}

function contentOf(value: (name: CsvColumnName) => string | null): Partial<InvoiceContent> {
  const dueDate = value('due_date');
  const taxAmount = value('tax_amount');
  const account = value('payee_iban');
  const note = value('note');
  const preceding = value('preceding_invoice_number');
  return {
    number: value('invoice_number'),
    typeCode: value('type_code') ?? '380',
    issueDate: value('issue_date'),
    dueDates: dueDate === null ? [] : [dueDate],
    currency: value('currency'),
    notes: note === null ? [] : [note],
    orderReference: value('order_reference'),
    precedingInvoices: preceding === null ? [] : [{ number: preceding, issueDate: null }],
    payableAmount: value('payable_amount'),
    taxTotals: taxAmount === null ? [] : [{ amount: taxAmount, currency: value('currency') }],
    supplier: partyOf('supplier', value),
    buyer: partyOf('buyer', value),
    iban: account !== null && hasFormOfIban(account) ? account : null,
    paymentMeans: account === null ? [] : [paymentMeansOf(account)],
  };
}

function partyOf(role: 'supplier' | 'buyer', value: (name: CsvColumnName) => string | null): InvoiceParty {
  return {
    ...partyOfNumbers(value(`${role}_tax_id`), value(`${role}_registration_number`), value(`${role}_lei`)),
    name: value(`${role}_name`),
    legalName: value(`${role}_name`),
  };
}

/** A party as far as its numbers say who it is. */
export function partyOfNumbers(
  vatId: string | null,
  registrationNumber: string | null,
  lei: string | null,
): InvoiceParty {
  const legalId = registrationNumber === null ? null : { value: registrationNumber, scheme: null };
  return {
    name: null,
    legalName: null,
    tradingName: null,
    vatId,
    taxRegistrations: [],
    legalId,
    allIds: legalId === null ? [] : [legalId],
    lei,
    endpoint: null,
    address: null,
    country: null,
    contact: null,
  };
}

function paymentMeansOf(account: string): InvoiceContent['paymentMeans'][number] {
  return {
    code: null,
    account,
    accountScheme: 'IBAN',
    localAccount: null,
    accountName: null,
    bic: null,
    paymentIds: [],
  };
}

/** The same invoice twice in one file: once is enough. The same number with other content: a person should look. */
function markRepeats(invoices: readonly InvoiceContent[]): void {
  const firstByNumber = new Map<string, InvoiceContent>();
  for (const invoice of invoices) {
    const key = numberKeyOf(invoice);
    if (key === null || invoice.row === null) continue;
    const first = firstByNumber.get(key);
    if (!first) {
      firstByNumber.set(key, invoice);
    } else if (contentKeyOf(first) === contentKeyOf(invoice)) {
      const message = `The row repeats the invoice of row ${first.row}.`;
      invoice.problems.push(problemAt(invoice.row, 'invoice_number', 'CSV_ROW_DUPLICATE', message));
    } else {
      const message = `Row ${first.row} has the same supplier, buyer and number with another date or amount.`;
      invoice.problems.push(problemAt(invoice.row, 'invoice_number', 'CSV_NUMBER_REPEATED', message, 'WARNING'));
    }
  }
}

function numberKeyOf({ supplier, buyer, number }: InvoiceContent): string | null {
  if (!supplier || !buyer || number === null) return null;
  return JSON.stringify([partyKeyOf(supplier), partyKeyOf(buyer), significant(number)]);
}

function partyKeyOf({ lei, vatId, legalId, name }: InvoiceParty): string {
  return significant(lei ?? vatId ?? legalId?.value ?? name ?? '');
}

function contentKeyOf({ issueDate, currency, payableAmount }: InvoiceContent): string {
  return JSON.stringify([issueDate, currency, payableAmount]);
}

/** Letters and digits alone tell one number from another: RE-1 and re 1 are the same. */
function significant(written: string): string {
  return written
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}
