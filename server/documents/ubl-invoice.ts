import { checkInvoice, hasFormOfIban } from './check-invoice.js';
import type {
  AllowanceOrCharge,
  InvoiceAddress,
  InvoiceContact,
  InvoiceContent,
  InvoiceLine,
  InvoiceParty,
  InvoicePayee,
  InvoicePeriod,
  PaymentMeans,
  PrecedingInvoice,
  SchemedId,
  TaxBreakdown,
} from './document-reading.js';
import { emptyInvoice } from './document-reading.js';
import type { FieldSteps } from './field-places.js';
import { placesOfFields } from './field-places.js';
import type { XmlElement } from '../platform/xml-tree.js';
import { attribute, wordOf, xmlVocabulary } from './xml-vocabulary.js';

/**
 * Invoice and CreditNote of UBL 2.1 (OASIS; ISO/IEC 19845). Elements are known by namespace and name, never by prefix, and
 * never by who wrote the file. What another customization adds is left alone.
 */

const ubl = xmlVocabulary({
  cac: 'urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2',
  cbc: 'urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2',
});
const { all, filled, ids, text, texts, word } = ubl;

/** Where the two documents name the same thing differently. */
interface UblDocument {
  syntax: 'ubl-invoice' | 'ubl-creditnote';
  typeCode: string;
  line: string;
  quantity: string;
}

const documents: ReadonlyMap<string, UblDocument> = new Map([
  [
    '{urn:oasis:names:specification:ubl:schema:xsd:Invoice-2}Invoice',
    {
      syntax: 'ubl-invoice',
      typeCode: 'cbc:InvoiceTypeCode',
      line: 'cac:InvoiceLine',
      quantity: 'cbc:InvoicedQuantity',
    },
  ],
  [
    '{urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2}CreditNote',
    {
      syntax: 'ubl-creditnote',
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

/** Reads a document with every problem of its content; undefined when its root is not one of UBL that is read here. */
export function readUblInvoice(root: XmlElement): InvoiceContent | undefined {
  const document = documents.get(`{${root.namespace}}${root.name}`);
  if (!document) return undefined;
  const invoice = contentOf(root, document);
  const places = placesOfFields(ubl, root, stepsOf(document), {
    dueDates: dueDateElements(root),
    'supplier.lei': all(root, partySteps.supplier).flatMap(leiElements),
    'buyer.lei': all(root, partySteps.buyer).flatMap(leiElements),
  });
  invoice.problems = checkInvoice(invoice, places);
  return invoice;
}

function contentOf(root: XmlElement, document: UblDocument): InvoiceContent {
  const means = all(root, 'cac:PaymentMeans');
  const profile = word(root, 'cbc:CustomizationID');
  return {
    ...emptyInvoice(document.syntax),
    number: word(root, 'cbc:ID'),
    typeCode: word(root, document.typeCode),
    issueDate: word(root, 'cbc:IssueDate'),
    dueDates: dueDateElements(root).map(wordOf),
    taxPointDate: word(root, 'cbc:TaxPointDate'),
    currency: word(root, 'cbc:DocumentCurrencyCode'),
    taxCurrency: word(root, 'cbc:TaxCurrencyCode'),
    profile,
    notes: texts(root, 'cbc:Note'),
    buyerReference: word(root, 'cbc:BuyerReference'),
    orderReference: word(root, 'cac:OrderReference/cbc:ID'),
    contractReference: word(root, 'cac:ContractDocumentReference/cbc:ID'),
    precedingInvoices: all(root, 'cac:BillingReference/cac:InvoiceDocumentReference').flatMap(precedingInvoiceOf),
    ...totalsOf(root),
    allowancesAndCharges: allowancesAndChargesOf(root),
    thirdPartyPayments: hasThirdPartyPayments(profile)
      ? all(root, 'cac:PrepaidPayment').map(payment => word(payment, 'cbc:PaidAmount'))
      : [],
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
    taxes: taxTotals.flatMap((taxTotal, index) =>
      all(taxTotal, 'cac:TaxSubtotal').map(subtotal => taxBreakdownOf(subtotal, index)),
    ),
  };
}

/** In the extension of XRechnung alone such a payment is one more part of the amount due. */
function hasThirdPartyPayments(profile: string | null): boolean {
  return profile?.includes('#conformant#urn:xeinkauf.de:kosit:extension:xrechnung_') ?? false;
}

function allowancesAndChargesOf(of: XmlElement): AllowanceOrCharge[] {
  return all(of, 'cac:AllowanceCharge').map(one => ({
    charge: isTrue(word(one, 'cbc:ChargeIndicator')),
    amount: word(one, 'cbc:Amount'),
    baseAmount: word(one, 'cbc:BaseAmount'),
    percentage: word(one, 'cbc:MultiplierFactorNumeric'),
    reason: text(one, 'cbc:AllowanceChargeReason') ?? word(one, 'cbc:AllowanceChargeReasonCode'),
    taxCategory: word(one, 'cac:TaxCategory/cbc:ID'),
    taxRate: word(one, 'cac:TaxCategory/cbc:Percent'),
  }));
}

function taxBreakdownOf(subtotal: XmlElement, total: number): TaxBreakdown {
  return {
    total,
    scheme: word(subtotal, 'cac:TaxCategory/cac:TaxScheme/cbc:ID'),
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
  const legalIds = ids(party, 'cac:PartyLegalEntity/cbc:CompanyID');
  return {
    name: legalName ?? tradingName,
    legalName,
    tradingName,
    ...taxRegistrationsOf(party),
    legalId: legalIds[0] ?? null,
    allIds: [...ids(party, 'cac:PartyIdentification/cbc:ID'), ...legalIds],
    lei: leiElements(party).map(wordOf)[0] ?? null,
    endpoint: ids(party, 'cbc:EndpointID')[0] ?? null,
    address: addressOf(party),
    country: word(party, 'cac:PostalAddress/cac:Country/cbc:IdentificationCode'),
    contact: contactOf(party),
  };
}

function leiElements(party: XmlElement): XmlElement[] {
  const identifiers = ['cac:PartyIdentification/cbc:ID', 'cac:PartyLegalEntity/cbc:CompanyID', 'cbc:EndpointID'];
  return identifiers.flatMap(steps => filled(party, steps)).filter(id => attribute(id, 'schemeID') === LEI_SCHEME);
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
    ids: [...ids(payee, 'cac:PartyIdentification/cbc:ID'), ...ids(payee, 'cac:PartyLegalEntity/cbc:CompanyID')],
  };
}

function paymentMeansOf(means: XmlElement): PaymentMeans {
  const account = filled(means, 'cac:PayeeFinancialAccount/cbc:ID')[0];
  return {
    code: word(means, 'cbc:PaymentMeansCode'),
    account: account ? wordOf(account) : null,
    accountScheme: attribute(account, 'schemeID'),
    localAccount: null,
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
    allowancesAndCharges: allowancesAndChargesOf(line),
  };
}

/** `xsd:boolean`. */
function isTrue(written: string | null): boolean {
  return written === 'true' || written === '1';
}

function stepsOf({ typeCode, line }: UblDocument): FieldSteps {
  return {
    number: 'cbc:ID',
    typeCode,
    issueDate: 'cbc:IssueDate',
    dueDate: 'cbc:DueDate',
    dueDates: 'cbc:DueDate',
    taxPointDate: 'cbc:TaxPointDate',
    currency: 'cbc:DocumentCurrencyCode',
    precedingInvoice: 'cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID',
    payableAmount: 'cac:LegalMonetaryTotal/cbc:PayableAmount',
    taxInclusiveAmount: 'cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount',
    taxExclusiveAmount: 'cac:LegalMonetaryTotal/cbc:TaxExclusiveAmount',
    lineExtensionAmount: 'cac:LegalMonetaryTotal/cbc:LineExtensionAmount',
    allowanceTotalAmount: 'cac:LegalMonetaryTotal/cbc:AllowanceTotalAmount',
    chargeTotalAmount: 'cac:LegalMonetaryTotal/cbc:ChargeTotalAmount',
    prepaidAmount: 'cac:LegalMonetaryTotal/cbc:PrepaidAmount',
    payableRoundingAmount: 'cac:LegalMonetaryTotal/cbc:PayableRoundingAmount',
    taxTotals: 'cac:TaxTotal',
    'taxTotals.amount': 'cbc:TaxAmount',
    taxes: 'cac:TaxTotal/cac:TaxSubtotal',
    'taxes.taxableAmount': 'cbc:TaxableAmount',
    'taxes.taxAmount': 'cbc:TaxAmount',
    allowancesAndCharges: 'cac:AllowanceCharge',
    'allowancesAndCharges.amount': 'cbc:Amount',
    'allowancesAndCharges.baseAmount': 'cbc:BaseAmount',
    lines: line,
    'lines.netAmount': 'cbc:LineExtensionAmount',
    'lines.allowancesAndCharges': 'cac:AllowanceCharge',
    'lines.allowancesAndCharges.amount': 'cbc:Amount',
    'lines.allowancesAndCharges.baseAmount': 'cbc:BaseAmount',
    supplier: partySteps.supplier,
    'supplier.name': `${partySteps.supplier}/cac:PartyLegalEntity/cbc:RegistrationName`,
    'supplier.lei': partySteps.supplier,
    buyer: partySteps.buyer,
    'buyer.name': `${partySteps.buyer}/cac:PartyLegalEntity/cbc:RegistrationName`,
    'buyer.lei': partySteps.buyer,
    paymentMeans: 'cac:PaymentMeans',
    'paymentMeans.account': 'cac:PayeeFinancialAccount/cbc:ID',
  };
}

/** Where a field of the document usually stands, as an XPath with the usual prefixes. */
export function ublPathOf(syntax: UblDocument['syntax'], field: keyof FieldSteps): string {
  const [root = '', document] = [...documents].find(([, one]) => one.syntax === syntax) ?? [];
  return document ? `/${root.replace(/^.*\}/, '')}/${stepsOf(document)[field]}` : '/';
}
