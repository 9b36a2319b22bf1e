import type { InvoiceField, PlaceOf } from './check-invoice.js';
import { checkInvoice, hasFormOfIban } from './check-invoice.js';
import type {
  InvoiceAddress,
  InvoiceContact,
  InvoiceContent,
  InvoiceLine,
  InvoiceParty,
  InvoicePayee,
  InvoicePeriod,
  PaymentMeans,
  Place,
  PrecedingInvoice,
  SchemedId,
  TaxBreakdown,
} from './document-reading.js';
import { emptyInvoice } from './document-reading.js';
import {
  all,
  attribute,
  filled,
  idsOf,
  placeOfElement,
  placeOfSteps,
  text,
  texts,
  word,
  wordOf,
} from './ubl-elements.js';
import type { XmlElement } from './xml-tree.js';

/**
 * Invoice and CreditNote of UBL 2.1 (OASIS; ISO/IEC 19845). Elements are known by namespace and name, never by prefix, and
 * never by who wrote the file. What another customization adds is left alone.
 */

/** Where the two documents name the same thing differently. */
interface UblDocument {
  format: 'ubl-invoice' | 'ubl-creditnote';
  typeCode: string;
  line: string;
  quantity: string;
}

const documents: ReadonlyMap<string, UblDocument> = new Map([
  [
    '{urn:oasis:names:specification:ubl:schema:xsd:Invoice-2}Invoice',
    {
      format: 'ubl-invoice',
      typeCode: 'cbc:InvoiceTypeCode',
      line: 'cac:InvoiceLine',
      quantity: 'cbc:InvoicedQuantity',
    },
  ],
  [
    '{urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2}CreditNote',
    {
      format: 'ubl-creditnote',
      typeCode: 'cbc:CreditNoteTypeCode',
      line: 'cac:CreditNoteLine',
      quantity: 'cbc:CreditedQuantity',
    },
  ],
]);

const partySteps = {
  supplier: 'cac:AccountingSupplierParty/cac:Party',
  buyer: 'cac:AccountingCustomerParty/cac:Party',
} as const;

/** ISO 6523 code of the Legal Entity Identifier. */
const LEI_SCHEME = '0199';
/** UNTDID 5153, and the same tax under its name in Australia, New Zealand and Singapore. */
const vatSchemes: readonly string[] = ['VAT', 'GST'];

/** The format of a document by its root element; undefined when the root is not one that is read here. */
export function ublFormatOf(root: XmlElement): UblDocument['format'] | undefined {
  return documentOf(root)?.format;
}

/** Reads a document whose root has a UBL format, with every problem of its content. */
export function readUblInvoice(root: XmlElement): InvoiceContent {
  const document = documentOf(root);
  if (!document) throw new TypeError(`the root ${root.name} is not a UBL invoice`);
  const invoice = contentOf(root, document);
  invoice.problems = checkInvoice(invoice, placesOf(root, document));
  return invoice;
}

function documentOf(root: XmlElement): UblDocument | undefined {
  return documents.get(`{${root.namespace}}${root.name}`);
}

function contentOf(root: XmlElement, document: UblDocument): InvoiceContent {
  const means = all(root, 'cac:PaymentMeans');
  return {
    ...emptyInvoice(),
    number: word(root, 'cbc:ID'),
    typeCode: word(root, document.typeCode),
    issueDate: word(root, 'cbc:IssueDate'),
    dueDates: dueDateElements(root).map(wordOf),
    taxPointDate: word(root, 'cbc:TaxPointDate'),
    currency: word(root, 'cbc:DocumentCurrencyCode'),
    taxCurrency: word(root, 'cbc:TaxCurrencyCode'),
    profile: word(root, 'cbc:CustomizationID'),
    notes: texts(root, 'cbc:Note'),
    buyerReference: word(root, 'cbc:BuyerReference'),
    orderReference: word(root, 'cac:OrderReference/cbc:ID'),
    contractReference: word(root, 'cac:ContractDocumentReference/cbc:ID'),
    precedingInvoices: all(root, 'cac:BillingReference/cac:InvoiceDocumentReference').flatMap(precedingInvoiceOf),
    ...totalsOf(root),
    supplier: partyOf(root, partySteps.supplier),
    buyer: partyOf(root, partySteps.buyer),
    payee: payeeOf(root),
    iban: filled(root, 'cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:ID').map(wordOf).find(hasFormOfIban) ?? null,
    paymentMeans: means.map(paymentMeansOf),
    paymentTerms: all(root, 'cac:PaymentTerms').map(terms => ({
      note: text(terms, 'cbc:Note'),
      dueDate: word(terms, 'cbc:PaymentDueDate') ?? word(terms, 'cbc:InstallmentDueDate'),
    })),
    deliveryDates: filled(root, 'cac:Delivery/cbc:ActualDeliveryDate').map(wordOf),
    period: periodOf(root),
    lines: all(root, document.line).map(line => lineOf(line, document)),
  };
}

/** In document order, each date once: that of the invoice stands before those of its means of payment. */
function dueDateElements(root: XmlElement): XmlElement[] {
  const firstByDate = new Map<string, XmlElement>();
  for (const element of [...filled(root, 'cbc:DueDate'), ...filled(root, 'cac:PaymentMeans/cbc:PaymentDueDate')]) {
    const date = wordOf(element);
    if (!firstByDate.has(date)) firstByDate.set(date, element);
  }
  return [...firstByDate.values()];
}

function totalsOf(root: XmlElement) {
  const total = (name: string): string | null => word(root, `cac:LegalMonetaryTotal/cbc:${name}`);
  const taxTotals = all(root, 'cac:TaxTotal');
  return {
    payableAmount: total('PayableAmount'),
    payableAmountCurrency: attribute(filled(root, 'cac:LegalMonetaryTotal/cbc:PayableAmount')[0], 'currencyID'),
    taxInclusiveAmount: total('TaxInclusiveAmount'),
    taxExclusiveAmount: total('TaxExclusiveAmount'),
    lineExtensionAmount: total('LineExtensionAmount'),
    allowanceTotalAmount: total('AllowanceTotalAmount'),
    chargeTotalAmount: total('ChargeTotalAmount'),
    prepaidAmount: total('PrepaidAmount'),
    payableRoundingAmount: total('PayableRoundingAmount'),
    taxTotals: taxTotals.map(taxTotal => ({
      amount: word(taxTotal, 'cbc:TaxAmount'),
      currency: attribute(filled(taxTotal, 'cbc:TaxAmount')[0], 'currencyID'),
    })),
    taxes: taxTotals.flatMap(taxTotal => all(taxTotal, 'cac:TaxSubtotal')).map(taxBreakdownOf),
  };
}

function taxBreakdownOf(subtotal: XmlElement): TaxBreakdown {
  return {
    category: word(subtotal, 'cac:TaxCategory/cbc:ID'),
    rate: word(subtotal, 'cac:TaxCategory/cbc:Percent') ?? word(subtotal, 'cbc:Percent'),
    taxableAmount: word(subtotal, 'cbc:TaxableAmount'),
    taxAmount: word(subtotal, 'cbc:TaxAmount'),
    exemptionReason: text(subtotal, 'cac:TaxCategory/cbc:TaxExemptionReason'),
  };
}

function partyOf(root: XmlElement, steps: string): InvoiceParty | null {
  const party = all(root, steps)[0];
  if (!party) return null;
  const legalName = word(party, 'cac:PartyLegalEntity/cbc:RegistrationName');
  const tradingName = word(party, 'cac:PartyName/cbc:Name');
  const legalIds = idsOf(party, 'cac:PartyLegalEntity/cbc:CompanyID');
  return {
    name: legalName ?? tradingName,
    legalName,
    tradingName,
    ...taxRegistrationsOf(party),
    legalId: legalIds[0] ?? null,
    allIds: [...idsOf(party, 'cac:PartyIdentification/cbc:ID'), ...legalIds],
    lei: leiElements(party).map(wordOf)[0] ?? null,
    endpoint: idsOf(party, 'cbc:EndpointID')[0] ?? null,
    address: addressOf(party),
    country: word(party, 'cac:PostalAddress/cac:Country/cbc:IdentificationCode'),
    contact: contactOf(party),
  };
}

function leiElements(party: XmlElement): XmlElement[] {
  const ids = ['cac:PartyIdentification/cbc:ID', 'cac:PartyLegalEntity/cbc:CompanyID', 'cbc:EndpointID'];
  return ids.flatMap(steps => filled(party, steps)).filter(id => attribute(id, 'schemeID') === LEI_SCHEME);
}

function taxRegistrationsOf(party: XmlElement): Pick<InvoiceParty, 'vatId' | 'taxRegistrations'> {
  const registrations = all(party, 'cac:PartyTaxScheme').flatMap(registration => {
    const value = word(registration, 'cbc:CompanyID');
    return value === null ? [] : [{ value, scheme: word(registration, 'cac:TaxScheme/cbc:ID') }];
  });
  const isVat = ({ scheme }: SchemedId): boolean => scheme !== null && vatSchemes.includes(scheme);
  return {
    vatId: registrations.find(isVat)?.value ?? null,
    taxRegistrations: registrations.filter(registration => !isVat(registration)),
  };
}

function addressOf(party: XmlElement): InvoiceAddress | null {
  const address = all(party, 'cac:PostalAddress')[0];
  if (!address) return null;
  const lines = ['cbc:StreetName', 'cbc:BuildingNumber', 'cbc:AdditionalStreetName', 'cac:AddressLine/cbc:Line'];
  return {
    lines: lines.flatMap(line => filled(address, line).map(wordOf)),
    city: word(address, 'cbc:CityName'),
    postcode: word(address, 'cbc:PostalZone'),
    region: word(address, 'cbc:CountrySubentity'),
  };
}

function contactOf(party: XmlElement): InvoiceContact | null {
  const contact = all(party, 'cac:Contact')[0];
  if (!contact) return null;
  return {
    name: word(contact, 'cbc:Name'),
    phone: word(contact, 'cbc:Telephone'),
    email: word(contact, 'cbc:ElectronicMail'),
  };
}

function payeeOf(root: XmlElement): InvoicePayee | null {
  const payee = all(root, 'cac:PayeeParty')[0];
  if (!payee) return null;
  return {
    name: word(payee, 'cac:PartyName/cbc:Name') ?? word(payee, 'cac:PartyLegalEntity/cbc:RegistrationName'),
    ids: [...idsOf(payee, 'cac:PartyIdentification/cbc:ID'), ...idsOf(payee, 'cac:PartyLegalEntity/cbc:CompanyID')],
  };
}

function paymentMeansOf(means: XmlElement): PaymentMeans {
  const account = filled(means, 'cac:PayeeFinancialAccount/cbc:ID')[0];
  return {
    code: word(means, 'cbc:PaymentMeansCode'),
    account: account ? wordOf(account) : null,
    accountScheme: attribute(account, 'schemeID'),
    accountName: word(means, 'cac:PayeeFinancialAccount/cbc:Name'),
    bic:
      word(means, 'cac:PayeeFinancialAccount/cac:FinancialInstitutionBranch/cbc:ID') ??
      word(means, 'cac:PayeeFinancialAccount/cac:FinancialInstitutionBranch/cac:FinancialInstitution/cbc:ID'),
    paymentIds: filled(means, 'cbc:PaymentID').map(wordOf),
  };
}

function precedingInvoiceOf(reference: XmlElement): PrecedingInvoice[] {
  const number = word(reference, 'cbc:ID');
  return number === null ? [] : [{ number, issueDate: word(reference, 'cbc:IssueDate') }];
}

function periodOf(root: XmlElement): InvoicePeriod | null {
  const period = all(root, 'cac:InvoicePeriod')[0];
  return period ? { startDate: word(period, 'cbc:StartDate'), endDate: word(period, 'cbc:EndDate') } : null;
}

function lineOf(line: XmlElement, document: UblDocument): InvoiceLine {
  return {
    id: word(line, 'cbc:ID'),
    name: word(line, 'cac:Item/cbc:Name'),
    description: text(line, 'cac:Item/cbc:Description'),
    quantity: word(line, document.quantity),
    unit: attribute(filled(line, document.quantity)[0], 'unitCode'),
    netAmount: word(line, 'cbc:LineExtensionAmount'),
    unitPrice: word(line, 'cac:Price/cbc:PriceAmount'),
    taxCategory: word(line, 'cac:Item/cac:ClassifiedTaxCategory/cbc:ID'),
    taxRate: word(line, 'cac:Item/cac:ClassifiedTaxCategory/cbc:Percent'),
  };
}

/** Where each field stands, or should have stood. The lists are looked up once, for a file may have very many. */
function placesOf(root: XmlElement, document: UblDocument): PlaceOf {
  const dueDates = dueDateElements(root);
  const taxTotals = all(root, 'cac:TaxTotal');
  const means = all(root, 'cac:PaymentMeans');
  const nth = (elements: readonly XmlElement[], index: string | undefined): XmlElement =>
    elements[Number(index)] ?? root;
  return field => {
    const [name, part] = field.split('.');
    if (name === 'dueDates') return placeOfElement(nth(dueDates, part));
    if (name === 'taxTotals') return placeOfSteps(nth(taxTotals, part), 'cbc:TaxAmount');
    if (name === 'paymentMeans') return placeOfSteps(nth(means, part), 'cac:PayeeFinancialAccount/cbc:ID');
    if (field === 'supplier.lei') return placeOfLei(root, partySteps.supplier);
    if (field === 'buyer.lei') return placeOfLei(root, partySteps.buyer);
    return placeOfSteps(root, field === 'typeCode' ? document.typeCode : stepsOfFields[field as SingleField]);
  };
}

function placeOfLei(root: XmlElement, steps: string): Place {
  const lei = all(root, steps).flatMap(leiElements)[0];
  return lei ? placeOfElement(lei) : placeOfSteps(root, steps);
}

type SingleField = Exclude<
  InvoiceField,
  'typeCode' | `${string}.${number}` | `${string}.${number}.${string}` | `${string}.lei`
>;

const stepsOfFields: Readonly<Record<SingleField, string>> = {
  number: 'cbc:ID',
  issueDate: 'cbc:IssueDate',
  dueDate: 'cbc:DueDate',
  taxPointDate: 'cbc:TaxPointDate',
  currency: 'cbc:DocumentCurrencyCode',
  payableAmount: 'cac:LegalMonetaryTotal/cbc:PayableAmount',
  taxInclusiveAmount: 'cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount',
  taxExclusiveAmount: 'cac:LegalMonetaryTotal/cbc:TaxExclusiveAmount',
  lineExtensionAmount: 'cac:LegalMonetaryTotal/cbc:LineExtensionAmount',
  allowanceTotalAmount: 'cac:LegalMonetaryTotal/cbc:AllowanceTotalAmount',
  chargeTotalAmount: 'cac:LegalMonetaryTotal/cbc:ChargeTotalAmount',
  prepaidAmount: 'cac:LegalMonetaryTotal/cbc:PrepaidAmount',
  payableRoundingAmount: 'cac:LegalMonetaryTotal/cbc:PayableRoundingAmount',
  'supplier.name': `${partySteps.supplier}/cac:PartyLegalEntity/cbc:RegistrationName`,
  'buyer.name': `${partySteps.buyer}/cac:PartyLegalEntity/cbc:RegistrationName`,
};
