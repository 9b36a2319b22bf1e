import type { InvoiceField } from './findings.js';

/** One column of an invoice CSV file. Documentation and template are made from this table. */
export interface CsvColumn {
  name: string;
  /** The header must have the column, and each row a value in it. */
  required: boolean;
  meaning: string;
  example: string;
}

/** In the order of the template; a file may have them in any order. */
export const csvColumns = [
  {
    name: 'invoice_number',
    required: true,
    meaning: 'Number of the invoice, as the supplier wrote it.',
    example: 'RE-2026-0042',
  },
  {
    name: 'type_code',
    required: false,
    meaning: 'Type of the document, UNTDID 1001. 380, a commercial invoice, when empty.',
    example: '380',
  },
  { name: 'issue_date', required: true, meaning: 'Date of the invoice, YYYY-MM-DD.', example: '2026-03-02' },
  {
    name: 'due_date',
    required: false,
    meaning: 'Date on which it is due, YYYY-MM-DD. Empty: the terms decide.',
    example: '2026-05-01',
  },
  { name: 'currency', required: true, meaning: 'ISO 4217 code in capitals.', example: 'EUR' },
  {
    name: 'payable_amount',
    required: true,
    meaning: 'Amount to be paid, tax included: a decimal dot, no grouping, at most the decimals of the currency.',
    example: '11900.00',
  },
  { name: 'tax_amount', required: false, meaning: 'Tax inside the payable amount.', example: '1900.00' },
  { name: 'supplier_name', required: true, meaning: 'Legal name of the supplier.', example: 'Muster Werke GmbH' },
  { name: 'supplier_tax_id', required: false, meaning: 'VAT or GST number of the supplier.', example: 'DE123456789' },
  {
    name: 'supplier_registration_number',
    required: false,
    meaning: 'Number of the supplier in its commercial register.',
    example: 'HRB 12345',
  },
  {
    name: 'supplier_lei',
    required: false,
    meaning: 'Legal Entity Identifier of the supplier.',
    example: '529900T8BM49AURSDO55',
  },
  { name: 'buyer_name', required: true, meaning: 'Legal name of the buyer.', example: 'Exemple Industries SA' },
  { name: 'buyer_tax_id', required: false, meaning: 'VAT or GST number of the buyer.', example: 'FR40303265045' },
  {
    name: 'buyer_registration_number',
    required: false,
    meaning: 'Number of the buyer in its commercial register.',
    example: '303265045',
  },
  { name: 'buyer_lei', required: false, meaning: 'Legal Entity Identifier of the buyer.', example: '' },
  {
    name: 'payee_iban',
    required: false,
    meaning: 'Account to be paid to, as an IBAN.',
    example: 'DE89370400440532013000',
  },
  {
    name: 'preceding_invoice_number',
    required: false,
    meaning: 'Of a credit note (type 381 and the like): number of the invoice that it takes back from.',
    example: '',
  },
  { name: 'order_reference', required: false, meaning: 'Number of the order of the buyer.', example: 'PO-7781' },
  { name: 'note', required: false, meaning: 'Text for the person who checks the invoice.', example: '' },
] as const satisfies readonly CsvColumn[];

export type CsvColumnName = (typeof csvColumns)[number]['name'];

/** The column in which a field stands. */
export const columnOfField: Readonly<Partial<Record<InvoiceField, CsvColumnName>>> = {
  number: 'invoice_number',
  typeCode: 'type_code',
  issueDate: 'issue_date',
  dueDate: 'due_date',
  'dueDates.0': 'due_date',
  currency: 'currency',
  precedingInvoice: 'preceding_invoice_number',
  payableAmount: 'payable_amount',
  'taxTotals.0.amount': 'tax_amount',
  'supplier.name': 'supplier_name',
  'supplier.lei': 'supplier_lei',
  'buyer.name': 'buyer_name',
  'buyer.lei': 'buyer_lei',
  'paymentMeans.0.account': 'payee_iban',
};

/** A file to start from: the header and one example, in UTF-8 with a byte order mark so that spreadsheets show accents. */
export function csvTemplate(): string {
  const header = csvColumns.map(column => column.name).join(',');
  const example = csvColumns.map(column => column.example).join(',');
  return `\u{FEFF}${header}\r\n${example}\r\n`;
}
