/**
 * What reading a document gives: plain data, safe to send between threads and to keep as JSON. Amounts, dates, codes and
 * ids stay as written, trimmed; a value that the document does not have is null, a list that it does not have is empty.
 */

/** How one invoice is written: UBL 2.1 (OASIS), CII (UN/CEFACT Cross Industry Invoice D16B), or a row of our CSV. */
export type InvoiceSyntax = 'ubl-invoice' | 'ubl-creditnote' | 'cii' | 'csv';

/**
 * What a file turned out to be. `pdf+cii` is a PDF with a CII inside (Factur-X, ZUGFeRD 2); `xml` and `pdf` are such files
 * without an invoice that is read.
 */
type DocumentFormat = InvoiceSyntax | 'pdf+cii' | 'xml' | 'pdf' | 'unknown';

/** ERROR: the invoice, or the file, cannot be taken in. WARNING: it can; a person should look. */
export type ProblemSeverity = 'ERROR' | 'WARNING';

export type DocumentProblemCode =
  // The file as a whole.
  | 'UNREADABLE'
  | 'TOO_SLOW'
  | 'FILE_EMPTY'
  | 'FILE_TOO_LARGE'
  | 'FORMAT_UNSUPPORTED'
  | 'ENCODING_UNSUPPORTED'
  | 'ENCODING_INVALID'
  | 'XML_MALFORMED'
  | 'DOCTYPE_REFUSED'
  | 'ENTITY_UNDECLARED'
  | 'XML_TOO_DEEP'
  | 'XML_TOO_MANY_NODES'
  | 'XML_TOO_MANY_ATTRIBUTES'
  // A PDF.
  | 'PDF_MALFORMED'
  | 'PDF_ENCRYPTED'
  | 'PDF_TOO_LARGE'
  | 'PDF_WITHOUT_INVOICE'
  | 'PDF_SEVERAL_INVOICES'
  | 'PDF_OTHER_XML'
  | 'PDF_UNUSUAL_NAME'
  // One invoice.
  | 'NUMBER_MISSING'
  | 'VALUE_TOO_LONG'
  | 'TYPE_CODE_MISSING'
  | 'TYPE_CODE_UNKNOWN'
  | 'ISSUE_DATE_MISSING'
  | 'DUE_DATE_MISSING'
  | 'DATE_INVALID'
  | 'DUE_DATE_BEFORE_ISSUE_DATE'
  | 'CURRENCY_MISSING'
  | 'CURRENCY_UNKNOWN'
  | 'CURRENCY_MISMATCH'
  | 'AMOUNT_MISSING'
  | 'AMOUNT_INVALID'
  | 'AMOUNT_TOO_MANY_DECIMALS'
  | 'AMOUNT_TOO_LARGE'
  | 'AMOUNT_NOT_POSITIVE'
  | 'SUPPLIER_MISSING'
  | 'BUYER_MISSING'
  | 'LEI_INVALID'
  | 'IBAN_INVALID'
  | 'TOO_MANY_PROBLEMS'
  | AmountRule
  // By rules of the operator's own.
  | 'RULE_BROKEN'
  | 'VALIDATOR_FAILED'
  // CSV.
  | 'CSV_MALFORMED'
  | 'CSV_NO_ROWS'
  | 'CSV_TOO_MANY_ROWS'
  | 'CSV_COLUMN_MISSING'
  | 'CSV_COLUMN_REPEATED'
  | 'CSV_COLUMN_UNKNOWN'
  | 'CSV_ROW_LENGTH'
  | 'CSV_ROW_DUPLICATE'
  | 'CSV_NUMBER_REPEATED';

/** A rule of EN 16931-1 (6.4) by its name there: sums and conditions, and the most decimals of each amount. */
export type AmountRule = `BR-CO-${string}` | `BR-DEC-${string}`;

/** Where a problem is: an XPath or `line 3, column 14` in XML, `/` for the file; in CSV also the row and the column. */
export interface Place {
  path: string;
  /** Counted as a spreadsheet does: the header is row 1. Null outside CSV and for the file as a whole. */
  row: number | null;
  column: string | null;
}

export interface DocumentProblem extends Place {
  code: DocumentProblemCode;
  /** One sentence, fit to be shown. */
  message: string;
  severity: ProblemSeverity;
}

export interface DocumentReading {
  format: DocumentFormat;
  /** SHA-256 of the bytes, in lower-case hexadecimal. */
  sha256: string;
  /** Bytes. */
  size: number;
  /** One for an XML document or a PDF, one for each row of a CSV file, none for a file that is not read. */
  invoices: InvoiceContent[];
  /** Those of the file as a whole; those of one invoice are with it. */
  problems: DocumentProblem[];
  /** Of a PDF: the file inside that was read. */
  xmlInside?: Uint8Array;
}

/** One invoice as its document tells it. */
export interface InvoiceContent {
  syntax: InvoiceSyntax;
  /** Row of a CSV file, the header being row 1; null for other documents. */
  row: number | null;
  number: string | null;
  /** UNTDID 1001, where the document keeps to it. */
  typeCode: string | null;
  issueDate: string | null;
  /** In document order, each date once. */
  dueDates: string[];
  taxPointDate: string | null;
  /** ISO 4217, where the document keeps to it. */
  currency: string | null;
  taxCurrency: string | null;
  /** The specification the document says it follows. */
  profile: string | null;
  notes: string[];
  buyerReference: string | null;
  orderReference: string | null;
  contractReference: string | null;
  precedingInvoices: PrecedingInvoice[];
  payableAmount: string | null;
  /** The currency written at the payable amount itself, which must be that of the document. */
  payableAmountCurrency: string | null;
  taxInclusiveAmount: string | null;
  taxExclusiveAmount: string | null;
  lineExtensionAmount: string | null;
  allowanceTotalAmount: string | null;
  chargeTotalAmount: string | null;
  prepaidAmount: string | null;
  payableRoundingAmount: string | null;
  /** One in the currency of the document; another where tax is accounted for in another currency. */
  taxTotals: TaxTotal[];
  taxes: TaxBreakdown[];
  /** Of the document as a whole; those of one line are with it. */
  allowancesAndCharges: AllowanceOrCharge[];
  /** What is collected for others together with the invoice, where the profile has that (XRechnung, extension). */
  thirdPartyPayments: (string | null)[];
  supplier: InvoiceParty | null;
  buyer: InvoiceParty | null;
  /** Only where somebody other than the supplier is to be paid. */
  payee: InvoicePayee | null;
  /** The first payee account that has the form of an IBAN, as written. */
  iban: string | null;
  paymentMeans: PaymentMeans[];
  paymentTerms: PaymentTerms[];
  deliveryDates: string[];
  period: InvoicePeriod | null;
  lines: InvoiceLine[];
  problems: DocumentProblem[];
}

/** An identifier; `scheme` is an ISO 6523 code such as 0199 for an LEI, where the document names one. */
export interface SchemedId {
  value: string;
  scheme: string | null;
}

export interface InvoiceParty {
  /** The legal name, else the trading name. */
  name: string | null;
  legalName: string | null;
  tradingName: string | null;
  /** The registration under the scheme VAT or GST. */
  vatId: string | null;
  /** Registrations under other tax schemes. */
  taxRegistrations: SchemedId[];
  legalId: SchemedId | null;
  allIds: SchemedId[];
  lei: string | null;
  endpoint: SchemedId | null;
  address: InvoiceAddress | null;
  /** ISO 3166-1 alpha-2 of the address. */
  country: string | null;
  contact: InvoiceContact | null;
}

export interface InvoiceAddress {
  lines: string[];
  city: string | null;
  postcode: string | null;
  region: string | null;
}

export interface InvoiceContact {
  name: string | null;
  phone: string | null;
  email: string | null;
}

export interface InvoicePayee {
  name: string | null;
  ids: SchemedId[];
}

export interface PrecedingInvoice {
  number: string;
  issueDate: string | null;
}

export interface PaymentMeans {
  /** UNTDID 4461, where the document keeps to it. */
  code: string | null;
  account: string | null;
  /** What the document says the account is, such as IBAN. */
  accountScheme: string | null;
  /** The number of the same account in its own country, where the document writes both. */
  localAccount: string | null;
  accountName: string | null;
  bic: string | null;
  paymentIds: string[];
}

interface PaymentTerms {
  note: string | null;
  dueDate: string | null;
}

export interface InvoicePeriod {
  startDate: string | null;
  endDate: string | null;
}

interface TaxTotal {
  amount: string | null;
  currency: string | null;
}

export interface TaxBreakdown {
  /** Which of `taxTotals` it is a part of, counted from 0; null where that one is missing. */
  total: number | null;
  /** The tax, such as VAT or GST. */
  scheme: string | null;
  category: string | null;
  /** Per cent. */
  rate: string | null;
  taxableAmount: string | null;
  taxAmount: string | null;
  exemptionReason: string | null;
}

export interface AllowanceOrCharge {
  /** A charge adds to the amount, an allowance takes away. */
  charge: boolean;
  amount: string | null;
  baseAmount: string | null;
  /** Per cent of the base amount. */
  percentage: string | null;
  reason: string | null;
  taxCategory: string | null;
  /** Per cent. */
  taxRate: string | null;
}

export interface InvoiceLine {
  id: string | null;
  name: string | null;
  description: string | null;
  quantity: string | null;
  unit: string | null;
  netAmount: string | null;
  unitPrice: string | null;
  taxCategory: string | null;
  /** Per cent. */
  taxRate: string | null;
  allowancesAndCharges: AllowanceOrCharge[];
}

const wholeFile: Place = { path: '/', row: null, column: null };

/** A problem that concerns the file as a whole. */
export function fileProblem(
  code: DocumentProblemCode,
  message: string,
  severity: ProblemSeverity = 'ERROR',
): DocumentProblem {
  return { code, ...wholeFile, message, severity };
}

/** An invoice with nothing in it, for the readers to fill. */
export function emptyInvoice(syntax: InvoiceSyntax): InvoiceContent {
  return {
    syntax,
    row: null,
    number: null,
    typeCode: null,
    issueDate: null,
    dueDates: [],
    taxPointDate: null,
    currency: null,
    taxCurrency: null,
    profile: null,
    notes: [],
    buyerReference: null,
    orderReference: null,
    contractReference: null,
    precedingInvoices: [],
    payableAmount: null,
    payableAmountCurrency: null,
    taxInclusiveAmount: null,
    taxExclusiveAmount: null,
    lineExtensionAmount: null,
    allowanceTotalAmount: null,
    chargeTotalAmount: null,
    prepaidAmount: null,
    payableRoundingAmount: null,
    taxTotals: [],
    taxes: [],
    allowancesAndCharges: [],
    thirdPartyPayments: [],
    supplier: null,
    buyer: null,
    payee: null,
    iban: null,
    paymentMeans: [],
    paymentTerms: [],
    deliveryDates: [],
    period: null,
    lines: [],
    problems: [],
  };
}
