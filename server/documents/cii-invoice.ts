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
 * Cross Industry Invoice of UN/CEFACT, as EN 16931-3-3 binds it (D16B) and Factur-X, ZUGFeRD 2 and XRechnung use it. All
 * their profiles are read alike: each has less, or more, of the same elements. What an extension adds is left alone.
 */

const standard = 'urn:un:unece:uncefact:data:standard';
const cii = xmlVocabulary({
  rsm: `${standard}:CrossIndustryInvoice:100`,
  ram: `${standard}:ReusableAggregateBusinessInformationEntity:100`,
  udt: `${standard}:UnqualifiedDataType:100`,
  qdt: `${standard}:QualifiedDataType:100`,
});
const { all, filled, ids, text, texts, word } = cii;

const document = 'rsm:ExchangedDocument';
const agreement = 'rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeAgreement';
const delivery = 'rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeDelivery';
const settlement = 'rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeSettlement';
const totals = `${settlement}/ram:SpecifiedTradeSettlementHeaderMonetarySummation`;
const dueDate = `${settlement}/ram:SpecifiedTradePaymentTerms/ram:DueDateDateTime`;

const partySteps = {
  supplier: `${agreement}/ram:SellerTradeParty`,
  buyer: `${agreement}/ram:BuyerTradeParty`,
} as const;

/** ISO 6523 code of the Legal Entity Identifier. */
const LEI_SCHEME = '0199';
/** How EN 16931-3-3 marks the VAT identifier among the tax registrations. */
const VAT_SCHEME = 'VA';

/** Reads a document with every problem of its content; undefined when its root is another one. */
export function readCiiInvoice(root: XmlElement): InvoiceContent | undefined {
  if (root.name !== 'CrossIndustryInvoice' || root.namespace !== `${standard}:CrossIndustryInvoice:100`)
    return undefined;
  const invoice = contentOf(root);
  const places = placesOfFields(cii, root, ciiSteps, {
    dueDates: dueDateElements(root),
    'supplier.lei': all(root, partySteps.supplier).flatMap(leiElements),
    'buyer.lei': all(root, partySteps.buyer).flatMap(leiElements),
  });
  invoice.problems = checkInvoice(invoice, places);
  return invoice;
}

function contentOf(root: XmlElement): InvoiceContent {
  const currency = word(root, `${settlement}/ram:InvoiceCurrencyCode`);
  return {
    ...emptyInvoice('cii'),
    number: word(root, `${document}/ram:ID`),
    typeCode: word(root, `${document}/ram:TypeCode`),
    issueDate: day(root, `${document}/ram:IssueDateTime`),
    dueDates: dueDateElements(root).map(dayOf),
    taxPointDate: day(root, `${settlement}/ram:ApplicableTradeTax/ram:TaxPointDate`),
    currency,
    taxCurrency: word(root, `${settlement}/ram:TaxCurrencyCode`),
    profile: word(root, 'rsm:ExchangedDocumentContext/ram:GuidelineSpecifiedDocumentContextParameter/ram:ID'),
    notes: texts(root, `${document}/ram:IncludedNote/ram:Content`),
    buyerReference: word(root, `${agreement}/ram:BuyerReference`),
    orderReference: word(root, `${agreement}/ram:BuyerOrderReferencedDocument/ram:IssuerAssignedID`),
    contractReference: word(root, `${agreement}/ram:ContractReferencedDocument/ram:IssuerAssignedID`),
    precedingInvoices: all(root, `${settlement}/ram:InvoiceReferencedDocument`).flatMap(precedingInvoiceOf),
    ...totalsOf(root, currency),
    allowancesAndCharges: all(root, settlement).flatMap(allowancesAndChargesOf),
    supplier: partyOf(root, partySteps.supplier),
    buyer: partyOf(root, partySteps.buyer),
    payee: payeeOf(root),
    iban: payeeAccounts(root).map(wordOf).find(hasFormOfIban) ?? null,
    paymentMeans: paymentMeansOf(root),
    paymentTerms: all(root, `${settlement}/ram:SpecifiedTradePaymentTerms`).map(terms => ({
      note: text(terms, 'ram:Description'),
      dueDate: day(terms, 'ram:DueDateDateTime'),
    })),
    deliveryDates: days(root, `${delivery}/ram:ActualDeliverySupplyChainEvent/ram:OccurrenceDateTime`),
    period: periodOf(root),
    lines: all(root, 'rsm:SupplyChainTradeTransaction/ram:IncludedSupplyChainTradeLineItem').map(lineOf),
  };
}

/** The elements of the dates inside a date and time of CII, whichever of its types it uses. */
function dateElements(from: XmlElement, steps: string): XmlElement[] {
  const types = ['udt:DateTimeString', 'qdt:DateTimeString', 'udt:DateString', 'udt:DateTime', 'udt:Date'];
  return all(from, steps).flatMap(date => types.flatMap(type => filled(date, type)).slice(0, 1));
}

function days(from: XmlElement, steps: string): string[] {
  return dateElements(from, steps).map(dayOf);
}

function day(from: XmlElement, steps: string): string | null {
  return days(from, steps)[0] ?? null;
}

/**
 * A calendar day written YYYY-MM-DD, from one in a format of UNTDID 2379 that has a day: 102 (CCYYMMDD), which alone
 * EN 16931 allows and which counts where no format is named, or 203 and 204, which add a time. Any other stays as written.
 */
function dayOf(element: XmlElement): string {
  const written = wordOf(element);
  const format = attribute(element, 'format') ?? '102';
  const pattern = dayFormats.get(format);
  return pattern?.test(written) ? written.replace(pattern, '$1-$2-$3') : written;
}

const dayFormats: ReadonlyMap<string, RegExp> = new Map([
  ['102', /^(\d{4})(\d{2})(\d{2})$/],
  ['203', /^(\d{4})(\d{2})(\d{2})\d{4}$/],
  ['204', /^(\d{4})(\d{2})(\d{2})\d{6}$/],
]);

/** In document order, each date once. */
function dueDateElements(root: XmlElement): XmlElement[] {
  const firstByDate = new Map<string, XmlElement>();
  for (const element of dateElements(root, dueDate)) {
    if (!firstByDate.has(dayOf(element))) firstByDate.set(dayOf(element), element);
  }
  return [...firstByDate.values()];
}

function totalsOf(root: XmlElement, currency: string | null) {
  const total = (name: string): string | null => word(root, `${totals}/ram:${name}`);
  const taxTotals = all(root, `${totals}/ram:TaxTotalAmount`).map(element => ({
    amount: wordOf(element) || null,
    currency: attribute(element, 'currencyID'),
  }));
  // The breakdown is in the currency of the document; another total tells the same tax in the currency it is paid in.
  const ofBreakdown = taxTotals.findIndex(taxTotal => taxTotal.currency !== null && taxTotal.currency === currency);
  return {
    payableAmount: total('DuePayableAmount'),
    payableAmountCurrency: attribute(filled(root, `${totals}/ram:DuePayableAmount`)[0], 'currencyID'),
    taxInclusiveAmount: total('GrandTotalAmount'),
    taxExclusiveAmount: total('TaxBasisTotalAmount'),
    lineExtensionAmount: total('LineTotalAmount'),
    allowanceTotalAmount: total('AllowanceTotalAmount'),
    chargeTotalAmount: total('ChargeTotalAmount'),
    prepaidAmount: total('TotalPrepaidAmount'),
    payableRoundingAmount: total('RoundingAmount'),
    taxTotals,
    taxes: all(root, `${settlement}/ram:ApplicableTradeTax`).map(tax =>
      taxBreakdownOf(tax, ofBreakdown === -1 ? null : ofBreakdown),
    ),
  };
}

function taxBreakdownOf(tax: XmlElement, total: number | null): TaxBreakdown {
  return {
    total,
    scheme: word(tax, 'ram:TypeCode'),
    category: word(tax, 'ram:CategoryCode'),
    rate: word(tax, 'ram:RateApplicablePercent'),
    taxableAmount: word(tax, 'ram:BasisAmount'),
    taxAmount: word(tax, 'ram:CalculatedAmount'),
    exemptionReason: text(tax, 'ram:ExemptionReason'),
  };
}

function allowancesAndChargesOf(settled: XmlElement): AllowanceOrCharge[] {
  return all(settled, 'ram:SpecifiedTradeAllowanceCharge').map(one => {
    const indicator = word(one, 'ram:ChargeIndicator/udt:Indicator');
    return {
      charge: indicator === 'true' || indicator === '1',
      amount: word(one, 'ram:ActualAmount'),
      baseAmount: word(one, 'ram:BasisAmount'),
      percentage: word(one, 'ram:CalculationPercent'),
      reason: text(one, 'ram:Reason') ?? word(one, 'ram:ReasonCode'),
      taxCategory: word(one, 'ram:CategoryTradeTax/ram:CategoryCode'),
      taxRate: word(one, 'ram:CategoryTradeTax/ram:RateApplicablePercent'),
    };
  });
}

function partyOf(root: XmlElement, steps: string): InvoiceParty | null {
  const party = all(root, steps)[0];
  if (!party) return null;
  const legalName = word(party, 'ram:Name');
  const tradingName = word(party, 'ram:SpecifiedLegalOrganization/ram:TradingBusinessName');
  const legalIds = ids(party, 'ram:SpecifiedLegalOrganization/ram:ID');
  return {
    name: legalName ?? tradingName,
    legalName,
    tradingName,
    ...taxRegistrationsOf(party),
    legalId: legalIds[0] ?? null,
    allIds: [...ids(party, 'ram:ID'), ...ids(party, 'ram:GlobalID'), ...legalIds],
    lei: leiElements(party).map(wordOf)[0] ?? null,
    endpoint: ids(party, 'ram:URIUniversalCommunication/ram:URIID')[0] ?? null,
    address: addressOf(party),
    country: word(party, 'ram:PostalTradeAddress/ram:CountryID'),
    contact: contactOf(party),
  };
}

function leiElements(party: XmlElement): XmlElement[] {
  const identifiers = [
    'ram:GlobalID',
    'ram:SpecifiedLegalOrganization/ram:ID',
    'ram:URIUniversalCommunication/ram:URIID',
  ];
  return identifiers.flatMap(steps => filled(party, steps)).filter(id => attribute(id, 'schemeID') === LEI_SCHEME);
}

function taxRegistrationsOf(party: XmlElement): Pick<InvoiceParty, 'vatId' | 'taxRegistrations'> {
  const registrations = ids(party, 'ram:SpecifiedTaxRegistration/ram:ID');
  const isVat = ({ scheme }: SchemedId): boolean => scheme === VAT_SCHEME;
  return {
    vatId: registrations.find(isVat)?.value ?? null,
    taxRegistrations: registrations.filter(registration => !isVat(registration)),
  };
}

function addressOf(party: XmlElement): InvoiceAddress | null {
  const address = all(party, 'ram:PostalTradeAddress')[0];
  if (!address) return null;
  return {
    lines: ['ram:LineOne', 'ram:LineTwo', 'ram:LineThree'].flatMap(line => filled(address, line).map(wordOf)),
    city: word(address, 'ram:CityName'),
    postcode: word(address, 'ram:PostcodeCode'),
    region: word(address, 'ram:CountrySubDivisionName'),
  };
}

function contactOf(party: XmlElement): InvoiceContact | null {
  const contact = all(party, 'ram:DefinedTradeContact')[0];
  if (!contact) return null;
  return {
    name: word(contact, 'ram:PersonName') ?? word(contact, 'ram:DepartmentName'),
    phone: word(contact, 'ram:TelephoneUniversalCommunication/ram:CompleteNumber'),
    email: word(contact, 'ram:EmailURIUniversalCommunication/ram:URIID'),
  };
}

function payeeOf(root: XmlElement): InvoicePayee | null {
  const payee = all(root, `${settlement}/ram:PayeeTradeParty`)[0];
  if (!payee) return null;
  return {
    name: word(payee, 'ram:Name'),
    ids: ['ram:ID', 'ram:GlobalID', 'ram:SpecifiedLegalOrganization/ram:ID'].flatMap(steps => ids(payee, steps)),
  };
}

/** The numbers of an account to pay to: first those that say they are an IBAN, then others. */
function accountNumbers(account: XmlElement): XmlElement[] {
  return [...filled(account, 'ram:IBANID'), ...filled(account, 'ram:ProprietaryID')];
}

function payeeAccounts(root: XmlElement): XmlElement[] {
  const means = `${settlement}/ram:SpecifiedTradeSettlementPaymentMeans`;
  return all(root, `${means}/ram:PayeePartyCreditorFinancialAccount`).flatMap(accountNumbers);
}

function paymentMeansOf(root: XmlElement): PaymentMeans[] {
  const reference = word(root, `${settlement}/ram:PaymentReference`);
  return all(root, `${settlement}/ram:SpecifiedTradeSettlementPaymentMeans`).map(means => {
    const account = all(means, 'ram:PayeePartyCreditorFinancialAccount')[0];
    const [number, localNumber] = account ? accountNumbers(account) : [];
    return {
      code: word(means, 'ram:TypeCode'),
      account: number ? wordOf(number) : null,
      accountScheme: number?.name === 'IBANID' ? 'IBAN' : attribute(number, 'schemeID'),
      localAccount: localNumber ? wordOf(localNumber) : null,
      accountName: account ? word(account, 'ram:AccountName') : null,
      bic: word(means, 'ram:PayeeSpecifiedCreditorFinancialInstitution/ram:BICID'),
      paymentIds: reference === null ? [] : [reference],
    };
  });
}

function precedingInvoiceOf(reference: XmlElement): PrecedingInvoice[] {
  const number = word(reference, 'ram:IssuerAssignedID');
  return number === null ? [] : [{ number, issueDate: day(reference, 'ram:FormattedIssueDateTime') }];
}

function periodOf(root: XmlElement): InvoicePeriod | null {
  const period = all(root, `${settlement}/ram:BillingSpecifiedPeriod`)[0];
  return period ? { startDate: day(period, 'ram:StartDateTime'), endDate: day(period, 'ram:EndDateTime') } : null;
}

function lineOf(line: XmlElement): InvoiceLine {
  const quantity = 'ram:SpecifiedLineTradeDelivery/ram:BilledQuantity';
  const settled = 'ram:SpecifiedLineTradeSettlement';
  return {
    id: word(line, 'ram:AssociatedDocumentLineDocument/ram:LineID'),
    name: word(line, 'ram:SpecifiedTradeProduct/ram:Name'),
    description: text(line, 'ram:SpecifiedTradeProduct/ram:Description'),
    quantity: word(line, quantity),
    unit: attribute(filled(line, quantity)[0], 'unitCode'),
    netAmount: word(line, `${settled}/ram:SpecifiedTradeSettlementLineMonetarySummation/ram:LineTotalAmount`),
    unitPrice: word(line, 'ram:SpecifiedLineTradeAgreement/ram:NetPriceProductTradePrice/ram:ChargeAmount'),
    taxCategory: word(line, `${settled}/ram:ApplicableTradeTax/ram:CategoryCode`),
    taxRate: word(line, `${settled}/ram:ApplicableTradeTax/ram:RateApplicablePercent`),
    allowancesAndCharges: all(line, settled).flatMap(allowancesAndChargesOf),
  };
}

const ciiSteps: FieldSteps = {
  number: `${document}/ram:ID`,
  typeCode: `${document}/ram:TypeCode`,
  issueDate: `${document}/ram:IssueDateTime/udt:DateTimeString`,
  dueDate: `${dueDate}/udt:DateTimeString`,
  dueDates: `${dueDate}/udt:DateTimeString`,
  taxPointDate: `${settlement}/ram:ApplicableTradeTax/ram:TaxPointDate/udt:DateString`,
  currency: `${settlement}/ram:InvoiceCurrencyCode`,
  precedingInvoice: `${settlement}/ram:InvoiceReferencedDocument/ram:IssuerAssignedID`,
  payableAmount: `${totals}/ram:DuePayableAmount`,
  taxInclusiveAmount: `${totals}/ram:GrandTotalAmount`,
  taxExclusiveAmount: `${totals}/ram:TaxBasisTotalAmount`,
  lineExtensionAmount: `${totals}/ram:LineTotalAmount`,
  allowanceTotalAmount: `${totals}/ram:AllowanceTotalAmount`,
  chargeTotalAmount: `${totals}/ram:ChargeTotalAmount`,
  prepaidAmount: `${totals}/ram:TotalPrepaidAmount`,
  payableRoundingAmount: `${totals}/ram:RoundingAmount`,
  taxTotals: `${totals}/ram:TaxTotalAmount`,
  'taxTotals.amount': '',
  taxes: `${settlement}/ram:ApplicableTradeTax`,
  'taxes.taxableAmount': 'ram:BasisAmount',
  'taxes.taxAmount': 'ram:CalculatedAmount',
  allowancesAndCharges: `${settlement}/ram:SpecifiedTradeAllowanceCharge`,
  'allowancesAndCharges.amount': 'ram:ActualAmount',
  'allowancesAndCharges.baseAmount': 'ram:BasisAmount',
  lines: 'rsm:SupplyChainTradeTransaction/ram:IncludedSupplyChainTradeLineItem',
  'lines.netAmount':
    'ram:SpecifiedLineTradeSettlement/ram:SpecifiedTradeSettlementLineMonetarySummation/ram:LineTotalAmount',
  'lines.allowancesAndCharges': 'ram:SpecifiedLineTradeSettlement/ram:SpecifiedTradeAllowanceCharge',
  'lines.allowancesAndCharges.amount': 'ram:ActualAmount',
  'lines.allowancesAndCharges.baseAmount': 'ram:BasisAmount',
  supplier: partySteps.supplier,
  'supplier.name': `${partySteps.supplier}/ram:Name`,
  'supplier.lei': partySteps.supplier,
  buyer: partySteps.buyer,
  'buyer.name': `${partySteps.buyer}/ram:Name`,
  'buyer.lei': partySteps.buyer,
  paymentMeans: `${settlement}/ram:SpecifiedTradeSettlementPaymentMeans`,
  'paymentMeans.account': 'ram:PayeePartyCreditorFinancialAccount',
};

/** Where a field of a CII usually stands, as an XPath with the usual prefixes. */
export function ciiPathOf(field: keyof FieldSteps): string {
  return `/rsm:CrossIndustryInvoice/${ciiSteps[field]}`;
}
