import { csvColumns } from '../documents/index.js';

/*
 * Fictional invoices, written by us: for the demo market, for tests, and to look at what a file may contain.
 */

/** A party as a document names it. */
export interface SampleParty {
  readonly name: string;
  readonly country: string;
  readonly taxId?: string | null;
  readonly registrationNumber?: string | null;
  readonly lei?: string | null;
  readonly street?: string;
  readonly city?: string;
  readonly postcode?: string;
}

export interface SampleLine {
  readonly description: string;
  readonly quantity: string;
  /** UN/ECE Recommendation 20, such as C62 (piece) or HUR (hour). */
  readonly unit: string;
  readonly unitPrice: string;
  readonly netAmount: string;
}

/** An invoice; amounts are decimal strings that the caller has added up. */
export interface SampleInvoice {
  readonly number: string;
  readonly issueDate: string;
  /** None leaves it to the programme. */
  readonly dueDate?: string | null;
  readonly currency: string;
  readonly supplier: SampleParty;
  readonly buyer: SampleParty;
  readonly lines: readonly SampleLine[];
  readonly netTotal: string;
  readonly taxTotal: string;
  /** Per cent. */
  readonly taxRate: string;
  readonly payable: string;
  /** UNTDID 1001; 380, a commercial invoice, unless given. */
  readonly typeCode?: string;
  readonly orderReference?: string | null;
  readonly paymentTerms?: string | null;
  readonly note?: string | null;
  readonly iban?: string | null;
}

/** What a credit note says beside what an invoice says. */
export interface SampleCreditNote extends SampleInvoice {
  /** The number of the invoice that it takes back from. */
  readonly precedingInvoice?: string | null;
}

/** A UBL 2.1 invoice (ISO/IEC 19845) after EN 16931. */
export function ublInvoice(invoice: SampleInvoice): string {
  return ublDocument('Invoice', invoice);
}

/** A UBL 2.1 credit note after EN 16931. */
export function ublCreditNote(note: SampleCreditNote): string {
  return ublDocument('CreditNote', { typeCode: '381', ...note, dueDate: null });
}

function ublDocument(root: 'Invoice' | 'CreditNote', invoice: SampleCreditNote): string {
  const { currency } = invoice;
  const amount = (name: string, value: string) => element(name, value, `currencyID="${escaped(currency)}"`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<${root} xmlns="urn:oasis:names:specification:ubl:schema:xsd:${root}-2"
         xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
         xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
  ${element('cbc:CustomizationID', 'urn:cen.eu:en16931:2017')}
  ${element('cbc:ID', invoice.number)}
  ${element('cbc:IssueDate', invoice.issueDate)}
  ${optional('cbc:DueDate', invoice.dueDate)}
  ${element(`cbc:${root}TypeCode`, invoice.typeCode ?? '380')}
  ${optional('cbc:Note', invoice.note)}
  ${element('cbc:DocumentCurrencyCode', currency)}
  ${invoice.orderReference ? `<cac:OrderReference>${element('cbc:ID', invoice.orderReference)}</cac:OrderReference>` : ''}
  ${billingReference(invoice)}
  <cac:AccountingSupplierParty>${party(invoice.supplier)}</cac:AccountingSupplierParty>
  <cac:AccountingCustomerParty>${party(invoice.buyer)}</cac:AccountingCustomerParty>
  ${paymentMeans(invoice)}
  ${invoice.paymentTerms ? `<cac:PaymentTerms>${element('cbc:Note', invoice.paymentTerms)}</cac:PaymentTerms>` : ''}
  <cac:TaxTotal>
    ${amount('cbc:TaxAmount', invoice.taxTotal)}
    <cac:TaxSubtotal>
      ${amount('cbc:TaxableAmount', invoice.netTotal)}
      ${amount('cbc:TaxAmount', invoice.taxTotal)}
      <cac:TaxCategory>${taxCategory(invoice.taxRate)}</cac:TaxCategory>
    </cac:TaxSubtotal>
  </cac:TaxTotal>
  <cac:LegalMonetaryTotal>
    ${amount('cbc:LineExtensionAmount', invoice.netTotal)}
    ${amount('cbc:TaxExclusiveAmount', invoice.netTotal)}
    ${amount('cbc:TaxInclusiveAmount', invoice.payable)}
    ${amount('cbc:PayableAmount', invoice.payable)}
  </cac:LegalMonetaryTotal>
${invoice.lines.map((line, index) => documentLine(root, line, index, invoice)).join('\n')}
</${root}>
`;
}

function party({ name, country, taxId, registrationNumber, lei, street, city, postcode }: SampleParty): string {
  const scheme = '<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>';
  const vat = taxId ? `<cac:PartyTaxScheme>${element('cbc:CompanyID', taxId)}${scheme}</cac:PartyTaxScheme>` : '';
  const leiId = lei
    ? `<cac:PartyIdentification>${element('cbc:ID', lei, 'schemeID="0199"')}</cac:PartyIdentification>`
    : '';
  return `
    <cac:Party>
      ${leiId}
      <cac:PostalAddress>
        ${optional('cbc:StreetName', street)}
        ${optional('cbc:CityName', city)}
        ${optional('cbc:PostalZone', postcode)}
        <cac:Country>${element('cbc:IdentificationCode', country)}</cac:Country>
      </cac:PostalAddress>
      ${vat}
      <cac:PartyLegalEntity>
        ${element('cbc:RegistrationName', name)}
        ${optional('cbc:CompanyID', registrationNumber)}
      </cac:PartyLegalEntity>
    </cac:Party>
  `;
}

function paymentMeans({ iban }: SampleInvoice): string {
  if (!iban) return '';
  return `<cac:PaymentMeans>
    ${element('cbc:PaymentMeansCode', '58')}
    <cac:PayeeFinancialAccount>${element('cbc:ID', iban)}</cac:PayeeFinancialAccount>
  </cac:PaymentMeans>`;
}

function billingReference({ precedingInvoice }: SampleCreditNote): string {
  if (!precedingInvoice) return '';
  const reference = `<cac:InvoiceDocumentReference>${element('cbc:ID', precedingInvoice)}</cac:InvoiceDocumentReference>`;
  return `<cac:BillingReference>${reference}</cac:BillingReference>`;
}

function documentLine(
  root: 'Invoice' | 'CreditNote',
  line: SampleLine,
  index: number,
  { currency, taxRate }: SampleInvoice,
): string {
  const quantity = root === 'Invoice' ? 'cbc:InvoicedQuantity' : 'cbc:CreditedQuantity';
  const inCurrency = `currencyID="${escaped(currency)}"`;
  return `  <cac:${root}Line>
    ${element('cbc:ID', String(index + 1))}
    ${element(quantity, line.quantity, `unitCode="${escaped(line.unit)}"`)}
    ${element('cbc:LineExtensionAmount', line.netAmount, inCurrency)}
    <cac:Item>
      ${element('cbc:Name', line.description)}
      <cac:ClassifiedTaxCategory>${taxCategory(taxRate)}</cac:ClassifiedTaxCategory>
    </cac:Item>
    <cac:Price>${element('cbc:PriceAmount', line.unitPrice, inCurrency)}</cac:Price>
  </cac:${root}Line>`;
}

function taxCategory(rate: string): string {
  const scheme = '<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>';
  return `${element('cbc:ID', /^0*(\.0*)?$/.test(rate) ? 'Z' : 'S')}${element('cbc:Percent', rate)}${scheme}`;
}

function optional(name: string, value: string | null | undefined): string {
  return value ? element(name, value) : '';
}

function element(name: string, value: string, attributes = ''): string {
  return `<${name}${attributes && ` ${attributes}`}>${escaped(value)}</${name}>`;
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

/** One row of an invoice file, by the names of its columns; a column that is left out is empty. */
export interface SampleRow {
  readonly invoice_number: string;
  readonly issue_date: string;
  readonly due_date: string;
  readonly currency: string;
  readonly payable_amount: string;
  readonly supplier_name: string;
  readonly buyer_name: string;
  readonly [column: string]: string;
}

/** A CSV file of invoices (RFC 4180), its header first. */
export function csvInvoices(rows: readonly SampleRow[]): string {
  const names = csvColumns.map(column => column.name);
  const cells = rows.map(row => names.map(name => csvCell(row[name] ?? '')));
  return [names, ...cells].map(record => `${record.join(',')}\r\n`).join('');
}

function csvCell(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
