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
  /** A credit note names the invoice that it takes back from. */
  readonly precedingInvoice?: string;
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

const CII = 'urn:un:unece:uncefact:data:standard';

/** The same invoice as a CII (UN/CEFACT D16B), as a Factur-X PDF has it inside. */
export function ciiInvoice(invoice: FileInvoice, typeCode = '380'): string {
  const { number, issueDate, dueDate, payable, currency = 'EUR', supplier, buyer } = invoice;
  const day = (date: string) => `<udt:DateTimeString format="102">${date.replaceAll('-', '')}</udt:DateTimeString>`;
  const tax = '<ram:TypeCode>VAT</ram:TypeCode>';
  return `<?xml version="1.0" encoding="UTF-8"?>
<rsm:CrossIndustryInvoice xmlns:rsm="${CII}:CrossIndustryInvoice:100"
    xmlns:ram="${CII}:ReusableAggregateBusinessInformationEntity:100" xmlns:udt="${CII}:UnqualifiedDataType:100">
  <rsm:ExchangedDocumentContext>
    <ram:GuidelineSpecifiedDocumentContextParameter>
      <ram:ID>urn:cen.eu:en16931:2017</ram:ID>
    </ram:GuidelineSpecifiedDocumentContextParameter>
  </rsm:ExchangedDocumentContext>
  <rsm:ExchangedDocument>
    <ram:ID>${escaped(number)}</ram:ID>
    <ram:TypeCode>${typeCode}</ram:TypeCode>
    <ram:IssueDateTime>${day(issueDate)}</ram:IssueDateTime>
  </rsm:ExchangedDocument>
  <rsm:SupplyChainTradeTransaction>
    <ram:IncludedSupplyChainTradeLineItem>
      <ram:AssociatedDocumentLineDocument><ram:LineID>1</ram:LineID></ram:AssociatedDocumentLineDocument>
      <ram:SpecifiedTradeProduct><ram:Name>Machined parts, one delivery</ram:Name></ram:SpecifiedTradeProduct>
      <ram:SpecifiedLineTradeAgreement>
        <ram:NetPriceProductTradePrice><ram:ChargeAmount>${payable}</ram:ChargeAmount></ram:NetPriceProductTradePrice>
      </ram:SpecifiedLineTradeAgreement>
      <ram:SpecifiedLineTradeDelivery><ram:BilledQuantity unitCode="C62">1</ram:BilledQuantity></ram:SpecifiedLineTradeDelivery>
      <ram:SpecifiedLineTradeSettlement>
        <ram:ApplicableTradeTax>
          ${tax}<ram:CategoryCode>AE</ram:CategoryCode><ram:RateApplicablePercent>0</ram:RateApplicablePercent>
        </ram:ApplicableTradeTax>
        <ram:SpecifiedTradeSettlementLineMonetarySummation>
          <ram:LineTotalAmount>${payable}</ram:LineTotalAmount>
        </ram:SpecifiedTradeSettlementLineMonetarySummation>
      </ram:SpecifiedLineTradeSettlement>
    </ram:IncludedSupplyChainTradeLineItem>
    <ram:ApplicableHeaderTradeAgreement>
      <ram:SellerTradeParty>${ciiParty(supplier)}</ram:SellerTradeParty>
      <ram:BuyerTradeParty>${ciiParty(buyer)}</ram:BuyerTradeParty>
    </ram:ApplicableHeaderTradeAgreement>
    <ram:ApplicableHeaderTradeDelivery/>
    <ram:ApplicableHeaderTradeSettlement>
      <ram:InvoiceCurrencyCode>${currency}</ram:InvoiceCurrencyCode>
      <ram:ApplicableTradeTax>
        <ram:CalculatedAmount>0.00</ram:CalculatedAmount>
        ${tax}
        <ram:ExemptionReason>Reverse charge</ram:ExemptionReason>
        <ram:BasisAmount>${payable}</ram:BasisAmount>
        <ram:CategoryCode>AE</ram:CategoryCode>
        <ram:RateApplicablePercent>0</ram:RateApplicablePercent>
      </ram:ApplicableTradeTax>
      <ram:SpecifiedTradePaymentTerms>
        <ram:DueDateDateTime>${day(dueDate)}</ram:DueDateDateTime>
      </ram:SpecifiedTradePaymentTerms>
      <ram:SpecifiedTradeSettlementHeaderMonetarySummation>
        <ram:LineTotalAmount>${payable}</ram:LineTotalAmount>
        <ram:TaxBasisTotalAmount>${payable}</ram:TaxBasisTotalAmount>
        <ram:TaxTotalAmount currencyID="${currency}">0.00</ram:TaxTotalAmount>
        <ram:GrandTotalAmount>${payable}</ram:GrandTotalAmount>
        <ram:DuePayableAmount>${payable}</ram:DuePayableAmount>
      </ram:SpecifiedTradeSettlementHeaderMonetarySummation>
    </ram:ApplicableHeaderTradeSettlement>
  </rsm:SupplyChainTradeTransaction>
</rsm:CrossIndustryInvoice>
`;
}

function ciiParty({ name, country, registrationNumber, taxId }: FileParty): string {
  const legal = `<ram:SpecifiedLegalOrganization><ram:ID>${escaped(registrationNumber ?? '')}</ram:ID></ram:SpecifiedLegalOrganization>`;
  const tax = `<ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">${escaped(taxId ?? '')}</ram:ID></ram:SpecifiedTaxRegistration>`;
  return `<ram:Name>${escaped(name)}</ram:Name>
    ${registrationNumber === null ? '' : legal}
    <ram:PostalTradeAddress><ram:CountryID>${country}</ram:CountryID></ram:PostalTradeAddress>
    ${taxId === null ? '' : tax}`;
}

const csvColumns = [
  'invoice_number',
  'type_code',
  'preceding_invoice_number',
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
  const rows = invoices.map(
    ({ number, issueDate, dueDate, payable, currency, supplier, buyer, precedingInvoice = '' }) => {
      const type = precedingInvoice === '' ? '380' : '381';
      const figures = [number, type, precedingInvoice, issueDate, dueDate, currency ?? 'EUR', payable];
      return [...figures, ...csvParty(supplier), ...csvParty(buyer)].map(quoted).join(',');
    },
  );
  return `${[csvColumns.join(','), ...rows].join('\r\n')}\r\n`;
}

function csvParty({ name, taxId, registrationNumber }: FileParty): string[] {
  return [name, taxId ?? '', registrationNumber ?? ''];
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
