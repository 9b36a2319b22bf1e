/** A party as an invoice names it. */
export interface FileParty {
  readonly name: string;
  readonly country: string;
  readonly registrationNumber: string | null;
  readonly taxId: string | null;
}

export interface FileInvoice {
  readonly number: string;
  /** 'YYYY-MM-DD'; written as it is, right or wrong. */
  readonly issueDate: string;
  readonly dueDate: string;
  /** A decimal string; written as it is, right or wrong. */
  readonly payable: string;
  readonly currency?: string;
  readonly supplier: FileParty;
  readonly buyer: FileParty;
}

const UBL = 'urn:oasis:names:specification:ubl:schema:xsd';

/** A UBL 2.1 invoice of one line without tax (reverse charge), so that its totals are its payable amount. */
export function ublInvoice(invoice: FileInvoice): string {
  const currency = invoice.currency ?? 'EUR';
  const money = (name: string) => `<cbc:${name} currencyID="${currency}">${invoice.payable}</cbc:${name}>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<Invoice xmlns="${UBL}:Invoice-2" xmlns:cac="${UBL}:CommonAggregateComponents-2" xmlns:cbc="${UBL}:CommonBasicComponents-2">
  <cbc:CustomizationID>urn:cen.eu:en16931:2017</cbc:CustomizationID>
  <cbc:ID>${escaped(invoice.number)}</cbc:ID>
  <cbc:IssueDate>${invoice.issueDate}</cbc:IssueDate>
  <cbc:DueDate>${invoice.dueDate}</cbc:DueDate>
  <cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>
  <cbc:DocumentCurrencyCode>${currency}</cbc:DocumentCurrencyCode>
  <cac:AccountingSupplierParty>${party(invoice.supplier)}</cac:AccountingSupplierParty>
  <cac:AccountingCustomerParty>${party(invoice.buyer)}</cac:AccountingCustomerParty>
  <cac:TaxTotal>
    <cbc:TaxAmount currencyID="${currency}">0.00</cbc:TaxAmount>
    <cac:TaxSubtotal>
      ${money('TaxableAmount')}
      <cbc:TaxAmount currencyID="${currency}">0.00</cbc:TaxAmount>
      <cac:TaxCategory>
        <cbc:ID>AE</cbc:ID><cbc:Percent>0</cbc:Percent>
        <cbc:TaxExemptionReason>Reverse charge</cbc:TaxExemptionReason>
        <cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>
      </cac:TaxCategory>
    </cac:TaxSubtotal>
  </cac:TaxTotal>
  <cac:LegalMonetaryTotal>
    ${money('LineExtensionAmount')}${money('TaxExclusiveAmount')}${money('TaxInclusiveAmount')}${money('PayableAmount')}
  </cac:LegalMonetaryTotal>
  <cac:InvoiceLine>
    <cbc:ID>1</cbc:ID>
    <cbc:InvoicedQuantity unitCode="C62">1</cbc:InvoicedQuantity>
    ${money('LineExtensionAmount')}
    <cac:Item>
      <cbc:Name>Machined parts, one delivery</cbc:Name>
      <cac:ClassifiedTaxCategory>
        <cbc:ID>AE</cbc:ID><cbc:Percent>0</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>
      </cac:ClassifiedTaxCategory>
    </cac:Item>
    <cac:Price>${money('PriceAmount')}</cac:Price>
  </cac:InvoiceLine>
</Invoice>
`;
}

function party({ name, country, registrationNumber, taxId }: FileParty): string {
  const legalId = registrationNumber === null ? '' : `<cbc:CompanyID>${escaped(registrationNumber)}</cbc:CompanyID>`;
  const tax =
    taxId === null
      ? ''
      : `<cac:PartyTaxScheme><cbc:CompanyID>${escaped(taxId)}</cbc:CompanyID>
         <cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>`;
  return `<cac:Party>
    <cac:PostalAddress><cac:Country><cbc:IdentificationCode>${country}</cbc:IdentificationCode></cac:Country></cac:PostalAddress>
    ${tax}
    <cac:PartyLegalEntity><cbc:RegistrationName>${escaped(name)}</cbc:RegistrationName>${legalId}</cac:PartyLegalEntity>
  </cac:Party>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

const csvColumns = [
  'invoice_number',
  'issue_date',
  'due_date',
  'currency',
  'payable_amount',
  'supplier_name',
  'supplier_tax_id',
  'supplier_registration_number',
  'buyer_name',
  'buyer_tax_id',
  'buyer_registration_number',
] as const;

/** A CSV file with one invoice a row; the first stands in row 2. */
export function csvInvoices(invoices: readonly FileInvoice[]): string {
  const rows = invoices.map(({ number, issueDate, dueDate, payable, currency, supplier, buyer }) => {
    const figures = [number, issueDate, dueDate, currency ?? 'EUR', payable];
    return [...figures, ...csvParty(supplier), ...csvParty(buyer)].map(quoted).join(',');
  });
  return `${[csvColumns.join(','), ...rows].join('\r\n')}\r\n`;
}

function csvParty({ name, taxId, registrationNumber }: FileParty): string[] {
  return [name, taxId ?? '', registrationNumber ?? ''];
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
