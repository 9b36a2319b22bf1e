import type { z } from 'zod';
import { reverseFactoringTerms, reverseFactoringUndertaking } from '../../../server/demo/terms-texts.js';
import { newId, toWireId } from '../../../server/platform/ids.js';
import { products } from '../../../server/programmes/products.js';
import { newProgramme, newTerms } from '../../../server/programmes/programme.rules.js';

function read(schema: z.ZodType, value: unknown): unknown {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  return parsed.error.issues.map(
    issue => `${issue.path.join('.')} ${(issue as { params?: { code: string } }).params?.code ?? issue.code}`,
  );
}

const buyerId = newId();
const programme = {
  buyerId: toWireId('organization', buyerId),
  name: 'Early payment',
  currency: 'EUR',
  auctionKind: 'SEALED_WINDOW',
  auctionMinutes: 60,
  acceptanceMinutes: 30,
};

test('what a programme leaves open is left to the house', () => {
  expect(read(newProgramme, programme)).toEqual({
    ...programme,
    buyerId,
    tenorDaysMin: null,
    paymentDaysMax: null,
    settlementDays: null,
    calendars: null,
    rollConvention: null,
    cutOff: null,
    cutOffZone: null,
    overdueStopDays: null,
  });
});

test('without sealed bids there is no acceptance window', () => {
  expect(read(newProgramme, { ...programme, auctionKind: 'CONTINUOUS' })).toMatchObject({ acceptanceMinutes: 0 });
});

test('every fault of a programme is named', () => {
  const wrong = {
    ...programme,
    name: '',
    currency: 'XXX',
    auctionMinutes: 0,
    acceptanceMinutes: 0,
    tenorDaysMin: 366,
    settlementDays: 3,
    calendars: ['ATLANTIS'],
    rollConvention: 'UNADJUSTED',
    cutOff: '24:00',
    cutOffZone: 'Europe/Atlantis',
  };
  expect(read(newProgramme, wrong)).toEqual([
    'name REQUIRED',
    'currency UNKNOWN_CURRENCY',
    'auctionMinutes OUT_OF_RANGE',
    'tenorDaysMin OUT_OF_RANGE',
    'settlementDays OUT_OF_RANGE',
    'calendars.0 invalid_value',
    'rollConvention invalid_value',
    'cutOff NOT_A_TIME',
    'cutOffZone NOT_A_TIME_ZONE',
    'acceptanceMinutes REQUIRED',
  ]);
});

const terms = {
  programmeId: toWireId('programme', newId()),
  initiator: 'SUPPLIER',
  priceKinds: ['DISCOUNT_ON_FACE', 'TRUE_DISCOUNT', 'DISCOUNT_ON_FACE'],
  dayCount: 'ACT_360',
  platformFeePayer: 'FUNDER',
  platformFeeBps: '30',
  costBearer: 'SUPPLIER',
  text: ' The words,\r\nas they are. ',
  undertakingText: 'We pay.',
};

test('the words of terms are kept to the letter, and a price kind once', () => {
  expect(read(newTerms, terms)).toMatchObject({
    text: ' The words,\r\nas they are. ',
    priceKinds: ['DISCOUNT_ON_FACE', 'TRUE_DISCOUNT'],
  });
});

test('terms take only values of their product', () => {
  const wrong = { ...terms, priceKinds: ['FLAT_COMMISSION'], platformFeeBps: '-1', text: '\n ', dayCount: 'ACT_ACT' };
  expect(read(newTerms, wrong)).toEqual([
    'priceKinds.0 invalid_value',
    'dayCount invalid_value',
    'platformFeeBps NOT_A_RATE',
    'text REQUIRED',
  ]);
});

test('the products are those of the table', () => {
  const table = Object.entries(products).map(([name, values]) =>
    [
      name,
      values.initiator,
      values.undertaking,
      values.disclosure,
      values.transfer,
      values.recourse,
      values.advanceBps,
      values.fundedBy,
      values.repaidBy,
      values.debtorContact,
    ].join(' | '),
  );
  expect(table).toEqual([
    'REVERSE_FACTORING | SUPPLIER,BUYER | IRREVOCABLE | DISCLOSED | ASSIGNMENT,SUBROGATION | NONE | 10000 | FUNDER | BUYER | OPERATOR',
    'DYNAMIC_DISCOUNT | BUYER | IRREVOCABLE | DISCLOSED | NONE | NONE | 10000 | BUYER | NOBODY | OPERATOR',
    'FACTORING | SUPPLIER | INFORMATION_ONLY,NONE | DISCLOSED | SUBROGATION | NONE,FULL | 9000 | FUNDER | BUYER | FUNDER',
    'CONFIDENTIAL | SUPPLIER | NONE | CONFIDENTIAL | ASSIGNMENT | FULL | 9000 | FUNDER | SUPPLIER | SUPPLIER_ONLY',
    'UNASSIGNED | SUPPLIER | NONE | CONFIDENTIAL | NONE | NOT_APPLICABLE | 8500 | FUNDER | SUPPLIER | SUPPLIER_ONLY',
  ]);
});

test('the sample words say what the demo programme does', () => {
  expect(reverseFactoringTerms).toContain('0.30 % a year');
  expect(reverseFactoringTerms).toContain('a year of 360 days');
  expect(reverseFactoringTerms).toContain('72 hours');
  expect(reverseFactoringUndertaking).toContain('irrevocably and unconditionally');
  expect(reverseFactoringUndertaking).toContain('without set-off');
});
