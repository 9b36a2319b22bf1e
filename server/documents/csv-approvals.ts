import type { CsvColumn } from './csv-columns.js';
import { partyOfNumbers } from './csv-invoices.js';
import { type CsvRow, problemAt, readCsvTable } from './csv-table.js';
import type { DocumentProblem, InvoiceParty } from './document-reading.js';

/** What a buyer's own system asks to be approved, in CSV: one invoice a row, named by its supplier and its number. */

export const approvalColumns = [
  {
    name: 'supplier_id',
    required: false,
    meaning: 'The supplier by its id here; or one of the three columns that follow.',
    example: '',
  },
  { name: 'supplier_tax_id', required: false, meaning: 'VAT or GST number of the supplier.', example: 'DE123456789' },
  {
    name: 'supplier_registration_number',
    required: false,
    meaning: 'Number of the supplier in its commercial register.',
    example: '',
  },
  { name: 'supplier_lei', required: false, meaning: 'Legal Entity Identifier of the supplier.', example: '' },
  { name: 'invoice_number', required: true, meaning: 'Number of the invoice.', example: 'RE-2026-0042' },
  {
    name: 'amount',
    required: false,
    meaning: 'Amount to be approved, with a decimal dot. All of the invoice when empty.',
    example: '11890.00',
  },
  {
    name: 'currency',
    required: false,
    meaning: 'ISO 4217 code of the amount. That of the invoice when empty.',
    example: 'EUR',
  },
  {
    name: 'lower_reason',
    required: false,
    meaning: 'Why less is approved than the invoice says, such as QUANTITY. Needed where the amount is lower.',
    example: 'QUANTITY',
  },
] as const satisfies readonly CsvColumn[];

export type ApprovalColumnName = (typeof approvalColumns)[number]['name'];

/** One row, its values as they are written; what is wrong with the writing is in `problems`. */
export interface ApprovalFileRow {
  readonly row: number;
  readonly problems: readonly DocumentProblem[];
  /** 'org_…'. */
  readonly supplierId: string | null;
  /** By its numbers; null where `supplierId` is given. */
  readonly supplier: InvoiceParty | null;
  readonly number: string | null;
  readonly amount: string | null;
  readonly currency: string | null;
  readonly lowerReason: string | null;
}

export interface ApprovalFileReading {
  readonly rows: readonly ApprovalFileRow[];
  readonly problems: readonly DocumentProblem[];
}

/** Reads every row; without a usable header none. */
export function readApprovalFile(text: string): ApprovalFileReading {
  const { rows, problems } = readCsvTable(approvalColumns, text);
  return { rows: rows.map(approvalRowOf), problems };
}

function approvalRowOf({ row, problems, value }: CsvRow<ApprovalColumnName>): ApprovalFileRow {
  if (value === null) return { ...emptyRow, row, problems };
  const supplierId = value('supplier_id');
  const supplier = partyOfNumbers(
    value('supplier_tax_id'),
    value('supplier_registration_number'),
    value('supplier_lei'),
  );
  const number = value('invoice_number');
  const missing =
    number === null
      ? [problemAt(row, 'invoice_number', 'NUMBER_MISSING', 'The number of the invoice is missing.')]
      : [];
  return {
    row,
    problems: [...problems, ...missing],
    supplierId,
    supplier: supplierId === null ? supplier : null,
    number,
    amount: value('amount'),
    currency: value('currency'),
    lowerReason: value('lower_reason'),
  };
}

const emptyRow = { supplierId: null, supplier: null, number: null, amount: null, currency: null, lowerReason: null };
