import {
  differencesBetween,
  dueDateRuleOf,
  financeableTypeCodes,
  fingerprintOf,
  type InvoiceIdentity,
  maturityOf,
  numberKeyOf,
  typeStandingOf,
} from '../../../server/invoices/invoice.rules.js';
import { targetCalendar } from '../../../server/pricing/index.js';
import { localDate } from '../../../server/platform/local-date.js';

const key = Buffer.alloc(32, 7);
const identity: InvoiceIdentity = {
  supplierId: '6f6f4c3e-58b1-4f6e-8f0a-000000000001',
  buyerId: '6f6f4c3e-58b1-4f6e-8f0a-000000000002',
  numberKey: 'RE20260042',
  issueDate: localDate('2026-03-02'),
  currency: 'EUR',
  payableMinor: 1_190_000n,
};

const inEuros = { calendar: targetCalendar, convention: 'FOLLOWING' } as const;

describe('the key of a number', () => {
  test.each([
    ['RE-2026/0042', 'RE20260042'],
    ['re 2026 0042', 'RE20260042'],
    ['ＲＥ－２０２６＿００４２', 'RE20260042'],
    ['Nº 7', 'NO7'],
    ['№ 7', 'NO7'],
    ['straße 1', 'STRASSE1'],
    ['0042', '0042'],
    ['42', '42'],
    ['Счёт-15', 'СЧЁТ15'],
    ['請求書１２', '請求書12'],
    ['---', ''],
    ['', ''],
  ])('of %j is %j', (number, expected) => {
    expect(numberKeyOf(number)).toBe(expected);
  });
});

describe('the fingerprint', () => {
  test('is HMAC-SHA-256 over the fields with their lengths in front', () => {
    // printf '36:…;36:…;10:RE20260042;10:2026-03-02;3:EUR;7:1190000;' | openssl dgst -sha256 -mac HMAC -macopt hexkey:0707…
    const expected = 'b0b39fb92674b40b8853b47aa8b19b43f347e28824a13ab2bb63f0f70364a79d';
    expect(fingerprintOf(key, identity).toString('hex')).toBe(expected);
  });

  test.each<[string, Partial<InvoiceIdentity>]>([
    ['supplier', { supplierId: identity.buyerId }],
    ['buyer', { buyerId: identity.supplierId }],
    ['number', { numberKey: 'RE20260043' }],
    ['issue date', { issueDate: localDate('2026-03-03') }],
    ['currency', { currency: 'USD' }],
    ['amount', { payableMinor: 1_190_001n }],
  ])('changes with the %s', (_, change) => {
    expect(fingerprintOf(key, { ...identity, ...change })).not.toEqual(fingerprintOf(key, identity));
  });

  test('does not let one field run into the next', () => {
    const one = fingerprintOf(key, { ...identity, currency: 'EUR', payableMinor: 11n });
    const other = fingerprintOf(key, { ...identity, currency: 'EUR1', payableMinor: 1n });
    expect(one).not.toEqual(other);
  });

  test("is this installation's own: another key gives another one", () => {
    expect(fingerprintOf(Buffer.alloc(32, 8), identity)).not.toEqual(fingerprintOf(key, identity));
  });
});

describe('the maturity', () => {
  const issued = localDate('2026-03-02');

  test('is the due date itself where it is a business day', () => {
    expect(maturityOf(issued, [localDate('2026-05-04')], 60, inEuros)).toEqual({
      dueDate: '2026-05-04',
      adjustedDueDate: '2026-05-04',
      reason: null,
    });
  });

  test('is the latest due date, whatever their order', () => {
    const dates = [localDate('2026-05-04'), localDate('2026-03-12'), localDate('2026-04-01')];
    expect(maturityOf(issued, dates, 60, inEuros).dueDate).toBe('2026-05-04');
  });

  test.each([
    ['a Saturday', '2026-05-02', '2026-05-04', 'Saturday'],
    ['a Sunday', '2026-05-03', '2026-05-04', 'Sunday'],
    ['Labour Day, with a weekend behind it', '2026-05-01', '2026-05-04', 'Labour Day'],
    ['Good Friday', '2026-04-03', '2026-04-07', 'Good Friday'],
    ['the last day of a month: into the next one', '2026-01-31', '2026-02-02', 'Saturday'],
  ])('moves from %s to the next business day of TARGET', (_, due, adjusted, why) => {
    expect(maturityOf(issued, [localDate(due)], 60, inEuros)).toEqual({
      dueDate: due,
      adjustedDueDate: adjusted,
      reason: `${due} is no business day (${why}): moved to the next one.`,
    });
  });

  test('follows the programme where the document is silent, and says so', () => {
    expect(maturityOf(issued, [], 60, inEuros)).toEqual({
      dueDate: '2026-05-01',
      adjustedDueDate: '2026-05-04',
      reason:
        'The document names no due date: 60 days from the issue date, by the programme. ' +
        '2026-05-01 is no business day (Labour Day): moved to the next one.',
    });
    expect(maturityOf(issued, [], 30, inEuros).reason).toBe(
      'The document names no due date: 30 days from the issue date, by the programme.',
    );
  });
});

describe('the maturity under another calendar', () => {
  const programme = {
    currency: 'GBP',
    calendars: ['LONDON', 'NEW_YORK'],
    rollConvention: 'MODIFIED_FOLLOWING',
  } as const;
  const dueOn = (currency: string, due: string) =>
    maturityOf(localDate('2026-03-02'), [localDate(due)], 60, dueDateRuleOf(currency, programme));

  test('is open in all calendars of the programme, by its convention', () => {
    expect(dueOn('GBP', '2026-05-04').adjustedDueDate).toBe('2026-05-05');
    expect(dueOn('GBP', '2026-06-19').adjustedDueDate).toBe('2026-06-22');
    expect(dueOn('GBP', '2026-05-30')).toEqual({
      dueDate: '2026-05-30',
      adjustedDueDate: '2026-05-29',
      reason: '2026-05-30 is no business day (Saturday): moved to an earlier one.',
    });
  });

  test('is that of its own currency for an invoice in another one', () => {
    expect(dueOn('EUR', '2026-05-04').adjustedDueDate).toBe('2026-05-04');
    expect(dueOn('JPY', '2026-05-04').adjustedDueDate).toBe('2026-05-07');
    expect(dueOn('CHF', '2026-12-25').adjustedDueDate).toBe('2026-12-25');
  });
});

describe('differences between two copies', () => {
  const copy = {
    issueDate: localDate('2026-03-02'),
    dueDate: localDate('2026-05-04'),
    currency: 'EUR',
    payableMinor: 1_190_000n,
  };

  test('are none where they agree, or where one is missing', () => {
    expect(differencesBetween(copy, { ...copy })).toEqual([]);
    expect(differencesBetween(copy, undefined)).toEqual([]);
    expect(differencesBetween(undefined, copy)).toEqual([]);
  });

  test('name each figure as each side writes it', () => {
    const other = {
      issueDate: localDate('2026-03-03'),
      dueDate: localDate('2026-05-05'),
      currency: 'EUR',
      payableMinor: 1n,
    };
    expect(differencesBetween(copy, other)).toEqual([
      { field: 'issueDate', supplierValue: '2026-03-02', buyerValue: '2026-03-03' },
      { field: 'dueDate', supplierValue: '2026-05-04', buyerValue: '2026-05-05' },
      { field: 'payable', supplierValue: '11900.00 EUR', buyerValue: '0.01 EUR' },
    ]);
  });

  test('see the currency, with its own decimals', () => {
    expect(differencesBetween(copy, { ...copy, currency: 'JPY' })).toEqual([
      { field: 'payable', supplierValue: '11900.00 EUR', buyerValue: '1190000 JPY' },
    ]);
  });
});

describe('type codes', () => {
  test.each([
    ...['380', '326', '383', '384', '389', '875', '876', '877', '388'].map(code => [code, 'FINANCEABLE']),
    ...['381', '396', '83', '261'].map(code => [code, 'CREDIT_NOTE']),
    ...['393', '472', '473', '501'].map(code => [code, 'ALREADY_ASSIGNED']),
    ...['386', '325', '751', '71', '999', 'CUSTOM', ''].map(code => [code, 'NOT_FINANCEABLE']),
  ])('%s is %s', (code, standing) => {
    expect(typeStandingOf(code!)).toBe(standing);
  });

  test('that can be financed are those that stand as such', () => {
    expect(financeableTypeCodes.map(typeStandingOf)).toEqual(financeableTypeCodes.map(() => 'FINANCEABLE'));
    expect(financeableTypeCodes).toHaveLength(9);
  });
});
