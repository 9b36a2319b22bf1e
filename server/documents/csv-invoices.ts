import type { InvoiceField } from './check-invoice.js';
import { checkInvoice, hasFormOfIban } from './check-invoice.js';
import type { CsvColumnName } from './csv-columns.js';
import { columnOfField, csvColumns } from './csv-columns.js';
import type { BrokenRecord, CsvRecord } from './csv-records.js';
import { readCsvRecords } from './csv-records.js';
import type {
  DocumentProblem,
  DocumentProblemCode,
  InvoiceContent,
  InvoiceParty,
  Place,
  ProblemSeverity,
} from './document-reading.js';
import { emptyInvoice, fileProblem } from './document-reading.js';

/** Invoices in CSV: one a row, the columns of `csvColumns`. Every row is judged by itself; a wrong one spoils no other. */

/** Rows of one file, the header not counted. */
export const MOST_CSV_ROWS = 10_000;

const delimiters = [',', ';', '\t'] as const;
/** All that XML forbids too, and no database stores. */
const controlCharacters = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\uFFFE\uFFFF]/g;
const knownNames: ReadonlySet<string> = new Set(csvColumns.map(column => column.name));

export interface CsvReading {
  invoices: InvoiceContent[];
  problems: DocumentProblem[];
}

/** Whether the first line with something in it names columns of ours. */
export function looksLikeInvoiceCsv(text: string): boolean {
  return delimiters.some(delimiter => namesKnownIn(firstLineOf(text), delimiter) > 1);
}

/** Reads every row, with every fault of every row; without a usable header no row is read. */
export function readCsvInvoices(text: string): CsvReading {
  const records = readCsvRecords(text, delimiterOf(text), MOST_CSV_ROWS + 2).filter(record => !isBlank(record));
  const [header, ...rows] = records;
  if (!header) return { invoices: [], problems: [fileProblem('CSV_NO_ROWS', 'The file has no header and no rows.')] };
  if ('fault' in header) return { invoices: [], problems: [problemOfFault(header, [])] };
  const names = header.cells.map(cell => cell.trim().toLowerCase());
  const problems = headerProblems(header.row, names);
  if (problems.some(problem => problem.severity === 'ERROR')) return { invoices: [], problems };
  if (rows.length === 0) problems.push(fileProblem('CSV_NO_ROWS', 'The file has a header and no rows.'));
  if (rows.length > MOST_CSV_ROWS) {
    const message = `The file has more than ${MOST_CSV_ROWS} rows: split it.`;
    return { invoices: [], problems: [...problems, fileProblem('CSV_TOO_MANY_ROWS', message)] };
  }
  const invoices = rows.map(record => invoiceOf(record, names));
  markRepeats(invoices);
  return { invoices, problems };
}

function firstLineOf(text: string): string {
  return /[^\r\n]*\S[^\r\n]*/.exec(text.slice(0, 65_536))?.[0] ?? '';
}

/** The separator under which the header names most columns of ours. */
function delimiterOf(text: string): string {
  const line = firstLineOf(text);
  const known = delimiters.map(delimiter => namesKnownIn(line, delimiter));
  return delimiters[known.indexOf(Math.max(...known))] ?? ',';
}

function namesKnownIn(line: string, delimiter: string): number {
  const names = line.split(delimiter).map(cell => cell.replace(/"/g, '').trim().toLowerCase());
  return names.filter(name => knownNames.has(name)).length;
}

function isBlank(record: CsvRecord): boolean {
  return 'cells' in record && record.cells.every(cell => cell.trim() === '');
}

function headerProblems(row: number, names: readonly string[]): DocumentProblem[] {
  const missing = csvColumns.filter(column => column.required && !names.includes(column.name));
  const repeated = names.filter((name, index) => knownNames.has(name) && names.indexOf(name) !== index);
  const unknown = names.filter(name => name !== '' && !knownNames.has(name));
  return [
    ...missing.map(({ name }) => problemAt(row, name, 'CSV_COLUMN_MISSING', `The column ${name} is missing.`)),
    ...repeated.map(name => problemAt(row, name, 'CSV_COLUMN_REPEATED', `The column ${name} stands twice.`)),
    ...unknown.map(name => {
      const shown = name.length > 40 ? `${name.slice(0, 40)}…` : name;
      return problemAt(row, shown, 'CSV_COLUMN_UNKNOWN', `The column ${shown} is not known and not read.`, 'WARNING');
    }),
  ];
}

function invoiceOf(record: CsvRecord, names: readonly string[]): InvoiceContent {
  const invoice: InvoiceContent = { ...emptyInvoice(), row: record.row };
  if ('fault' in record) return { ...invoice, problems: [problemOfFault(record, names)] };
  // Cells behind the last column say nothing when they are empty: spreadsheets leave such.
  const cells = record.cells.filter((cell, index) => index < names.length || cell.trim() !== '');
  if (cells.length !== names.length) {
    // Which value belongs to which column is not known, so none of them is judged.
    const message = `The row has ${cells.length} values, the header ${names.length} columns.`;
    return { ...invoice, problems: [problemAt(record.row, null, 'CSV_ROW_LENGTH', message)] };
  }
  Object.assign(
    invoice,
    contentOf(name => cells[names.indexOf(name)]?.replace(controlCharacters, '').trim() || null),
  );
  invoice.problems = [
    ...controlProblems(record.row, cells, names),
    ...checkInvoice(invoice, field => placeOf(record.row, field)),
  ];
  return invoice;
}

function controlProblems(row: number, cells: readonly string[], names: readonly string[]): DocumentProblem[] {
  const message = 'The value holds a control character, which is never part of a text.';
  return names
    .filter((_, index) => cells[index]?.search(controlCharacters) !== -1)
    .map(name => problemAt(row, name, 'CSV_MALFORMED', message));
}

function contentOf(value: (name: CsvColumnName) => string | null): Partial<InvoiceContent> {
  const dueDate = value('due_date');
  const taxAmount = value('tax_amount');
  const account = value('payee_iban');
  const note = value('note');
  return {
    number: value('invoice_number'),
    typeCode: value('type_code') ?? '380',
    issueDate: value('issue_date'),
    dueDates: dueDate === null ? [] : [dueDate],
    currency: value('currency'),
    notes: note === null ? [] : [note],
    orderReference: value('order_reference'),
    payableAmount: value('payable_amount'),
    taxTotals: taxAmount === null ? [] : [{ amount: taxAmount, currency: value('currency') }],
    supplier: partyOf('supplier', value),
    buyer: partyOf('buyer', value),
    iban: account !== null && hasFormOfIban(account) ? account : null,
    paymentMeans: account === null ? [] : [paymentMeansOf(account)],
  };
}

function partyOf(role: 'supplier' | 'buyer', value: (name: CsvColumnName) => string | null): InvoiceParty {
  const name = value(`${role}_name`);
  const registrationNumber = value(`${role}_registration_number`);
  const legalId = registrationNumber === null ? null : { value: registrationNumber, scheme: null };
  return {
    name,
    legalName: name,
    tradingName: null,
    vatId: value(`${role}_tax_id`),
    taxRegistrations: [],
    legalId,
    allIds: legalId === null ? [] : [legalId],
    lei: value(`${role}_lei`),
    endpoint: null,
    address: null,
    country: null,
    contact: null,
  };
}

function paymentMeansOf(account: string): InvoiceContent['paymentMeans'][number] {
  return { code: null, account, accountScheme: 'IBAN', accountName: null, bic: null, paymentIds: [] };
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

function problemOfFault({ row, cell, fault }: BrokenRecord, names: readonly string[]): DocumentProblem {
  return problemAt(row, cell === null ? null : (names[cell] ?? null), 'CSV_MALFORMED', fault);
}

function problemAt(
  row: number,
  column: string | null,
  code: DocumentProblemCode,
  message: string,
  severity: ProblemSeverity = 'ERROR',
): DocumentProblem {
  return { code, ...placeAt(row, column), message, severity };
}

function placeOf(row: number, field: InvoiceField): Place {
  return placeAt(row, columnOfField[field] ?? null);
}

function placeAt(row: number, column: string | null): Place {
  return { path: column === null ? `row ${row}` : `row ${row}, column ${column}`, row, column };
}
