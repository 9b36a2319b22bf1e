import type { DocumentProblem, DocumentReading, InvoiceContent } from '../../../server/documents/index.js';
import { csvColumns, parseDocument } from '../../../server/documents/index.js';

const ubl = 'urn:oasis:names:specification:ubl:schema:xsd';

/** The namespace declarations of an invoice with the usual prefixes. */
export const ublNamespaces =
  `xmlns="${ubl}:Invoice-2" xmlns:cac="${ubl}:CommonAggregateComponents-2" ` +
  `xmlns:cbc="${ubl}:CommonBasicComponents-2"`;

/** A complete invoice without any problem; everything in it is invented. */
export const ublInvoice = `<?xml version="1.0" encoding="UTF-8"?>
<Invoice ${ublNamespaces}>
  <cbc:CustomizationID>urn:cen.eu:en16931:2017</cbc:CustomizationID>
  <cbc:ID>RE-2026-0042</cbc:ID>
  <cbc:IssueDate>2026-03-02</cbc:IssueDate>
  <cbc:DueDate>2026-05-01</cbc:DueDate>
  <cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>
  <cbc:Note>First line
second line</cbc:Note>
  <cbc:TaxPointDate>2026-02-28</cbc:TaxPointDate>
  <cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
  <cbc:BuyerReference>B-7</cbc:BuyerReference>
  <cac:InvoicePeriod>
    <cbc:StartDate>2026-02-01</cbc:StartDate>
    <cbc:EndDate>2026-02-28</cbc:EndDate>
  </cac:InvoicePeriod>
  <cac:OrderReference><cbc:ID>PO-7781</cbc:ID></cac:OrderReference>
  <cac:BillingReference>
    <cac:InvoiceDocumentReference>
      <cbc:ID>RE-2026-0001</cbc:ID>
      <cbc:IssueDate>2026-01-05</cbc:IssueDate>
    </cac:InvoiceDocumentReference>
  </cac:BillingReference>
  <cac:ContractDocumentReference><cbc:ID>C-1</cbc:ID></cac:ContractDocumentReference>
  <cac:AccountingSupplierParty>
    <cac:Party>
      <cbc:EndpointID schemeID="0088">4000000000006</cbc:EndpointID>
      <cac:PartyIdentification><cbc:ID schemeID="0199">529900T8BM49AURSDO55</cbc:ID></cac:PartyIdentification>
      <cac:PartyName><cbc:Name>Muster Werke</cbc:Name></cac:PartyName>
      <cac:PostalAddress>
        <cbc:StreetName>Werkstr. 1</cbc:StreetName>
        <cbc:AdditionalStreetName>Tor 3</cbc:AdditionalStreetName>
        <cbc:CityName>Ulm</cbc:CityName>
        <cbc:PostalZone>89073</cbc:PostalZone>
        <cac:Country><cbc:IdentificationCode>DE</cbc:IdentificationCode></cac:Country>
      </cac:PostalAddress>
      <cac:PartyTaxScheme>
        <cbc:CompanyID>89/123/45678</cbc:CompanyID>
        <cac:TaxScheme><cbc:ID>FC</cbc:ID></cac:TaxScheme>
      </cac:PartyTaxScheme>
      <cac:PartyTaxScheme>
        <cbc:CompanyID>DE123456788</cbc:CompanyID>
        <cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>
      </cac:PartyTaxScheme>
      <cac:PartyLegalEntity>
        <cbc:RegistrationName>Muster Werke GmbH</cbc:RegistrationName>
        <cbc:CompanyID schemeID="0204">HRB 12345</cbc:CompanyID>
      </cac:PartyLegalEntity>
      <cac:Contact>
        <cbc:Name>Frau Beispiel</cbc:Name>
        <cbc:ElectronicMail>rechnung@muster.example</cbc:ElectronicMail>
      </cac:Contact>
    </cac:Party>
  </cac:AccountingSupplierParty>
  <cac:AccountingCustomerParty>
    <cac:Party>
      <cac:PartyLegalEntity><cbc:RegistrationName>Exemple SA</cbc:RegistrationName></cac:PartyLegalEntity>
    </cac:Party>
  </cac:AccountingCustomerParty>
  <cac:Delivery><cbc:ActualDeliveryDate>2026-02-27</cbc:ActualDeliveryDate></cac:Delivery>
  <cac:PaymentMeans>
    <cbc:PaymentMeansCode>58</cbc:PaymentMeansCode>
    <cbc:PaymentID>RE-2026-0042</cbc:PaymentID>
    <cac:PayeeFinancialAccount>
      <cbc:ID>DE89 3704 0044 0532 0130 00</cbc:ID>
      <cbc:Name>Muster Werke GmbH</cbc:Name>
      <cac:FinancialInstitutionBranch><cbc:ID>COBADEFFXXX</cbc:ID></cac:FinancialInstitutionBranch>
    </cac:PayeeFinancialAccount>
  </cac:PaymentMeans>
  <cac:PaymentTerms><cbc:Note>60 days net</cbc:Note></cac:PaymentTerms>
  <cac:TaxTotal>
    <cbc:TaxAmount currencyID="EUR">19.00</cbc:TaxAmount>
    <cac:TaxSubtotal>
      <cbc:TaxableAmount currencyID="EUR">100.00</cbc:TaxableAmount>
      <cbc:TaxAmount currencyID="EUR">19.00</cbc:TaxAmount>
      <cac:TaxCategory>
        <cbc:ID>S</cbc:ID><cbc:Percent>19</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>
      </cac:TaxCategory>
    </cac:TaxSubtotal>
  </cac:TaxTotal>
  <cac:LegalMonetaryTotal>
    <cbc:LineExtensionAmount currencyID="EUR">100.00</cbc:LineExtensionAmount>
    <cbc:TaxExclusiveAmount currencyID="EUR">100.00</cbc:TaxExclusiveAmount>
    <cbc:TaxInclusiveAmount currencyID="EUR">119.00</cbc:TaxInclusiveAmount>
    <cbc:PayableAmount currencyID="EUR">119.00</cbc:PayableAmount>
  </cac:LegalMonetaryTotal>
  <cac:InvoiceLine>
    <cbc:ID>1</cbc:ID>
    <cbc:InvoicedQuantity unitCode="HUR">2</cbc:InvoicedQuantity>
    <cbc:LineExtensionAmount currencyID="EUR">100.00</cbc:LineExtensionAmount>
    <cac:Item>
      <cbc:Description>Two hours of work</cbc:Description>
      <cbc:Name>Work</cbc:Name>
      <cac:ClassifiedTaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>19</cbc:Percent></cac:ClassifiedTaxCategory>
    </cac:Item>
    <cac:Price><cbc:PriceAmount currencyID="EUR">50.00</cbc:PriceAmount></cac:Price>
  </cac:InvoiceLine>
</Invoice>
`;

/** The sample with pieces replaced; every piece must be there, else the test would test nothing. */
export function ublInvoiceWith(...replacements: readonly (readonly [piece: string, by: string])[]): string {
  return replacements.reduce((text, [piece, by]) => {
    if (!text.includes(piece)) throw new Error(`the sample does not contain ${piece}`);
    return text.replace(piece, by);
  }, ublInvoice);
}

export function read(content: string | Uint8Array, name = 'invoice.xml'): DocumentReading {
  return parseDocument(typeof content === 'string' ? Buffer.from(content) : content, name);
}

export function readInvoice(content: string): InvoiceContent {
  const [invoice] = read(content).invoices;
  if (!invoice) throw new Error('no invoice was read');
  return invoice;
}

/** Code and place of every problem of a reading, those of the file first. */
export function problemsOf(reading: DocumentReading): string[] {
  return [...reading.problems, ...reading.invoices.flatMap(invoice => invoice.problems)].map(shortOf);
}

/** Those that are not about what amounts add up to. */
export function problemsBesideRules(reading: DocumentReading): string[] {
  return problemsOf(reading).filter(problem => !problem.startsWith('BR-'));
}

function shortOf({ code, path }: DocumentProblem): string {
  return `${code} ${path}`;
}

const goodRow: Readonly<Record<string, string>> = {
  invoice_number: 'RE-1',
  issue_date: '2026-03-02',
  due_date: '2026-05-01',
  currency: 'EUR',
  payable_amount: '119.00',
  supplier_name: 'Muster Werke GmbH',
  buyer_name: 'Exemple SA',
};

/** A CSV file with all columns and one line for each row, its values over those of a good row. */
export function csvOf(rows: readonly Readonly<Record<string, string>>[], separator = ','): string {
  const names = csvColumns.map(column => column.name);
  const lines = rows.map(row => names.map(name => row[name] ?? goodRow[name] ?? '').join(separator));
  return [names.join(separator), ...lines, ''].join('\r\n');
}
