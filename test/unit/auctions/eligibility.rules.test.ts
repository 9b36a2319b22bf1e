import {
  asToldToBuyer,
  type EligibilityCode,
  type EligibilityFacts,
  eligibilityOf,
} from '../../../server/auctions/eligibility.rules.js';
import { localDate } from '../../../server/platform/local-date.js';

const facts: EligibilityFacts = {
  invoiceId: 'invoice',
  state: 'APPROVED',
  undertaking: 'IRREVOCABLE',
  typeCode: '380',
  issueDate: localDate('2031-03-03'),
  dueDate: localDate('2031-03-19'),
  adjustedDueDate: localDate('2031-03-19'),
  currency: 'EUR',
  paidMinor: 0n,
  heldReason: null,
  payeeElsewhere: false,
  programme: {
    active: true,
    currency: 'EUR',
    tenorDaysMin: 15,
    paymentDaysMax: 60,
    termsUndertaking: 'IRREVOCABLE',
    costBearer: 'SUPPLIER',
  },
  buyerAdmitted: true,
  supplierAdmitted: true,
  supplierAcceptedTerms: true,
  supplierAccount: true,
  listed: false,
  financed: false,
  beingPaid: false,
  disbursementOut: false,
};
/** Monday 3 March 2031, traded before the cut-off. */
const days = { today: localDate('2031-03-03'), valueDate: localDate('2031-03-04') };
const codes = (over: Partial<EligibilityFacts>, moment: 'LISTING' | 'AWARD' = 'LISTING') =>
  eligibilityOf({ ...facts, ...over }, days, moment).map(({ code }) => code);
const programme = (over: Partial<NonNullable<EligibilityFacts['programme']>>) => ({
  programme: { ...facts.programme!, ...over },
});

test('nothing stands against an invoice with exactly the least tenor', () => {
  expect(codes({})).toEqual([]);
});

test.each<[EligibilityCode, Partial<EligibilityFacts>]>([
  ['NOT_APPROVED', { state: 'SUBMITTED' }],
  ['NOT_APPROVED', { state: 'OVERDUE' }],
  ['NO_PROGRAMME', { programme: null }],
  ['PROGRAMME_ENDED', programme({ active: false })],
  ['UNDERTAKING_MISSING', { undertaking: 'INFORMATION_ONLY' }],
  ['BUYER_BEARS_COST', programme({ costBearer: 'BUYER' })],
  ['CURRENCY_DIFFERS', programme({ currency: 'USD' })],
  ['TYPE_NOT_FINANCEABLE', { typeCode: '381' }],
  ['TYPE_NOT_FINANCEABLE', { typeCode: '386' }],
  ['TYPE_NOT_FINANCEABLE', { typeCode: '325' }],
  ['TYPE_NOT_FINANCEABLE', { typeCode: '751' }],
  ['ALREADY_ASSIGNED', { typeCode: '393' }],
  ['ALREADY_ASSIGNED', { payeeElsewhere: true }],
  ['DUPLICATE', { heldReason: 'SAME_NUMBER' }],
  ['TENOR_TOO_SHORT', { adjustedDueDate: localDate('2031-03-18') }],
  ['TENOR_TOO_SHORT', { adjustedDueDate: localDate('2031-03-04') }],
  ['DUE_DATE_PASSED', { adjustedDueDate: localDate('2031-03-03') }],
  ['DUE_DATE_PASSED', { adjustedDueDate: localDate('2031-02-28') }],
  ['PAYMENT_TERM_TOO_LONG', { issueDate: localDate('2031-01-17') }],
  ['ISSUED_IN_FUTURE', { issueDate: localDate('2031-03-04') }],
  ['PARTLY_PAID', { paidMinor: 1n }],
  ['BEING_PAID', { beingPaid: true }],
  ['BUYER_NOT_ADMITTED', { buyerAdmitted: false }],
  ['SUPPLIER_NOT_ADMITTED', { supplierAdmitted: false }],
  ['SUPPLIER_TERMS', { supplierAcceptedTerms: false }],
  ['SUPPLIER_ACCOUNT', { supplierAccount: false }],
  ['ALREADY_LISTED', { listed: true }],
  ['ALREADY_FINANCED', { financed: true }],
])('%s', (code, over) => {
  expect(codes(over)).toEqual([code]);
});

test.each(['326', '383', '384', '389', '875'])('type %s can be financed', typeCode => {
  expect(codes({ typeCode })).toEqual([]);
});

test('a payment term of exactly the longest allowed is allowed', () => {
  expect(codes({ issueDate: localDate('2031-01-18') })).toEqual([]);
});

test('every reason is named at once', () => {
  const all = codes({ state: 'PAID', typeCode: '381', supplierAccount: false, buyerAdmitted: false, listed: true });
  expect(all.sort()).toEqual(
    ['ALREADY_LISTED', 'BUYER_NOT_ADMITTED', 'NOT_APPROVED', 'SUPPLIER_ACCOUNT', 'TYPE_NOT_FINANCEABLE'].sort(),
  );
});

test('the award does not ask again what the listing settled, but all that may have changed', () => {
  expect(codes({ listed: true, supplierAcceptedTerms: false }, 'AWARD')).toEqual([]);
  expect(codes({ state: 'DISPUTED', beingPaid: true, financed: true }, 'AWARD')).toEqual([
    'NOT_APPROVED',
    'BEING_PAID',
    'ALREADY_FINANCED',
  ]);
});

test('the buyer is told that the supplier is not ready, not what it lacks', () => {
  const reasons = eligibilityOf(
    { ...facts, supplierAccount: false, supplierAcceptedTerms: false, paidMinor: 1n },
    days,
    'LISTING',
  );
  expect(asToldToBuyer(reasons).map(({ code }) => code)).toEqual(['PARTLY_PAID', 'SUPPLIER_NOT_READY']);
  expect(asToldToBuyer([])).toEqual([]);
});
