import { problemsBesideRules, read, readInvoice, ublInvoiceWith } from './sample-documents.js';

const payable = '/Invoice/cac:LegalMonetaryTotal/cbc:PayableAmount';

/** Problems of the sample with one piece replaced, but for those of amounts that no longer add up. */
function problemsWith(...replacements: readonly (readonly [string, string])[]): string[] {
  return problemsBesideRules(read(ublInvoiceWith(...replacements)));
}

function inCurrency(currency: string, amount: string): (readonly [string, string])[] {
  return [
    ['<cbc:DocumentCurrencyCode>EUR', `<cbc:DocumentCurrencyCode>${currency}`],
    ['<cbc:PayableAmount currencyID="EUR">119.00', `<cbc:PayableAmount currencyID="${currency}">${amount}`],
    // The other amounts have a form that suits every currency.
    ['<cbc:LineExtensionAmount currencyID="EUR">100.00', '<cbc:LineExtensionAmount>100'],
    ['<cbc:TaxExclusiveAmount currencyID="EUR">100.00', '<cbc:TaxExclusiveAmount>100'],
    ['<cbc:TaxInclusiveAmount currencyID="EUR">119.00', '<cbc:TaxInclusiveAmount>119'],
  ];
}

describe('the payable amount', () => {
  test.each([
    ['EUR', '0.01'],
    ['EUR', '119'],
    ['EUR', '119.5'],
    ['EUR', '9999999999999.99'],
    ['JPY', '119'],
    ['HUF', '119.99'],
    ['BHD', '119.999'],
    ['HRK', '119.99'],
    // xsd:decimal as other programs write it.
    ['EUR', '+119.00'],
    ['EUR', '00119.00'],
    ['EUR', '119.'],
    ['EUR', '.50'],
  ])('%s %s is good', (currency, amount) => {
    expect(problemsWith(...inCurrency(currency, amount))).toEqual([]);
  });

  test.each([
    ['EUR', '119.001', ['AMOUNT_TOO_MANY_DECIMALS']],
    ['EUR', '119.000', ['AMOUNT_TOO_MANY_DECIMALS']],
    ['JPY', '119.5', ['AMOUNT_TOO_MANY_DECIMALS']],
    ['BHD', '1.1234', ['AMOUNT_TOO_MANY_DECIMALS']],
    ['EUR', '12345678901234.56', ['AMOUNT_TOO_LARGE']],
    ['EUR', '1234567890123456', ['AMOUNT_TOO_LARGE']],
    ['JPY', '1234567890123456', ['AMOUNT_TOO_LARGE']],
    ['EUR', '1234567890123456.789', ['AMOUNT_TOO_MANY_DECIMALS', 'AMOUNT_TOO_LARGE']],
    ['EUR', '1,50', ['AMOUNT_INVALID']],
    ['EUR', '1.234,50', ['AMOUNT_INVALID']],
    ['EUR', '1 234.50', ['AMOUNT_INVALID']],
    ['EUR', '1e3', ['AMOUNT_INVALID']],
    ['EUR', 'NaN', ['AMOUNT_INVALID']],
    ['EUR', '.', ['AMOUNT_INVALID']],
    ['EUR', '0x10', ['AMOUNT_INVALID']],
    ['EUR', '٣', ['AMOUNT_INVALID']],
    ['EUR', '0.00', ['AMOUNT_NOT_POSITIVE']],
    ['EUR', '-0', ['AMOUNT_NOT_POSITIVE']],
    ['EUR', '-119.00', ['AMOUNT_NOT_POSITIVE']],
    ['EUR', '-119.001', ['AMOUNT_TOO_MANY_DECIMALS', 'AMOUNT_NOT_POSITIVE']],
  ])('%s %s is refused', (currency, amount, codes) => {
    expect(problemsWith(...inCurrency(currency, amount))).toEqual(codes.map(code => `${code} ${payable}`));
    expect(readInvoice(ublInvoiceWith(...inCurrency(currency, amount))).payableAmount).toBe(amount);
  });

  test('is missing, or in another currency than the invoice', () => {
    expect(problemsWith(['<cbc:PayableAmount currencyID="EUR">119.00</cbc:PayableAmount>', ''])).toEqual([
      `AMOUNT_MISSING ${payable}`,
    ]);
    expect(problemsWith(['<cbc:PayableAmount currencyID="EUR">', '<cbc:PayableAmount currencyID="USD">'])).toEqual([
      `CURRENCY_MISMATCH ${payable}`,
    ]);
  });

  test('is judged as far as it can be without a known currency', () => {
    const currency = '/Invoice/cbc:DocumentCurrencyCode';
    expect(problemsWith(...inCurrency('EURO', '119.123'))).toEqual([`CURRENCY_UNKNOWN ${currency}`]);
    expect(problemsWith(...inCurrency('eur', '1234567890.123456'))).toEqual([
      `CURRENCY_UNKNOWN ${currency}`,
      `AMOUNT_TOO_LARGE ${payable}`,
    ]);
    expect(problemsWith(...inCurrency('XXX', '1e3'))).toEqual([
      `CURRENCY_UNKNOWN ${currency}`,
      `AMOUNT_INVALID ${payable}`,
    ]);
  });
});

describe('another amount', () => {
  function faultsWith(...replacements: readonly (readonly [string, string])[]): string[][] {
    const { problems } = readInvoice(ublInvoiceWith(...replacements));
    return problems
      .filter(({ code }) => !code.startsWith('BR-'))
      .map(({ code, path, severity }) => [code, path, severity]);
  }

  test('with decimals too many is a warning, at its place', () => {
    expect(
      faultsWith(
        ['>119.00</cbc:TaxInclusiveAmount>', '>119.005</cbc:TaxInclusiveAmount>'],
        ['<cbc:TaxAmount currencyID="EUR">19.00', '<cbc:TaxAmount currencyID="JPY">19.00'],
      ),
    ).toEqual([
      ['AMOUNT_TOO_MANY_DECIMALS', '/Invoice/cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount', 'WARNING'],
      ['AMOUNT_TOO_MANY_DECIMALS', '/Invoice/cac:TaxTotal/cbc:TaxAmount', 'WARNING'],
    ]);
  });

  test('that is no amount is an error: what it leads to cannot be known', () => {
    const prepaid = '<cbc:PrepaidAmount>1,00</cbc:PrepaidAmount>';
    expect(faultsWith(['<cbc:PayableAmount', `${prepaid}<cbc:PayableAmount`])).toEqual([
      ['AMOUNT_INVALID', '/Invoice/cac:LegalMonetaryTotal/cbc:PrepaidAmount', 'ERROR'],
    ]);
    expect(
      faultsWith([
        '<cac:TaxSubtotal>\n      <cbc:TaxableAmount currencyID="EUR">100.00</cbc:TaxableAmount>\n      <cbc:TaxAmount currencyID="EUR">19.00',
        '<cac:TaxSubtotal><cbc:TaxAmount>19,00',
      ]),
    ).toEqual([['AMOUNT_INVALID', '/Invoice/cac:TaxTotal/cac:TaxSubtotal/cbc:TaxAmount', 'ERROR']]);
  });

  test('of a line is named once, however many lines have the slip', () => {
    const line = '<cac:InvoiceLine><cbc:LineExtensionAmount>1.000,00</cbc:LineExtensionAmount></cac:InvoiceLine>';
    const { problems } = readInvoice(ublInvoiceWith(['</Invoice>', `${line.repeat(200)}</Invoice>`]));
    expect(problems).toEqual([
      expect.objectContaining({
        code: 'AMOUNT_INVALID',
        path: '/Invoice/cac:InvoiceLine[2]/cbc:LineExtensionAmount',
        message:
          '"1.000,00" is not a decimal number such as 1234.50, with a dot and without grouping. So it is with 199 more.',
        severity: 'ERROR',
      }),
    ]);
  });
});

describe('dates', () => {
  test.each([
    ['2026-02-30'],
    ['2026-13-01'],
    ['2025-02-29'],
    ['2026-3-2'],
    ['20260302'],
    ['02.03.2026'],
    ['2026-03-02T00:00:00'],
    ['0000-00-00'],
  ])('%s is no calendar day', written => {
    const issueDate = ['<cbc:IssueDate>2026-03-02<', `<cbc:IssueDate>${written}<`] as const;
    expect(problemsWith(issueDate)).toEqual(['DATE_INVALID /Invoice/cbc:IssueDate']);
    expect(readInvoice(ublInvoiceWith(issueDate)).issueDate).toBe(written);
  });

  test.each(['2024-02-29', '2026-03-02Z', '2026-03-02+01:00'])('%s is one', written => {
    expect(problemsWith(['<cbc:IssueDate>2026-03-02<', `<cbc:IssueDate>${written}<`])).toEqual([]);
  });

  test('a due date may be the issue date, and not before it', () => {
    const dueDate = '<cbc:DueDate>2026-05-01';
    expect(problemsWith([dueDate, '<cbc:DueDate>2026-03-02'])).toEqual([]);
    expect(readInvoice(ublInvoiceWith([dueDate, '<cbc:DueDate>2026-03-01'])).problems).toEqual([
      {
        code: 'DUE_DATE_BEFORE_ISSUE_DATE',
        path: '/Invoice/cbc:DueDate',
        row: null,
        column: null,
        message: 'The due date 2026-03-01 lies before the issue date 2026-03-02.',
        severity: 'ERROR',
      },
    ]);
  });

  test('every due date is judged, each at its place', () => {
    const means = '<cac:PaymentMeans><cbc:PaymentDueDate>2026-01-01</cbc:PaymentDueDate></cac:PaymentMeans>';
    expect(
      problemsWith(
        // A date that is repeated is judged where it stands first.
        ['</cac:PaymentMeans>\n', `</cac:PaymentMeans>${means}`],
        ['<cac:PaymentMeans>', `${means}<cac:PaymentMeans><cbc:PaymentDueDate>soon</cbc:PaymentDueDate>`],
        ['<cbc:TaxPointDate>2026-02-28', '<cbc:TaxPointDate>2026-02-31'],
      ),
    ).toEqual([
      'DUE_DATE_BEFORE_ISSUE_DATE /Invoice/cac:PaymentMeans[1]/cbc:PaymentDueDate',
      'DATE_INVALID /Invoice/cac:PaymentMeans[2]/cbc:PaymentDueDate',
      'DATE_INVALID /Invoice/cbc:TaxPointDate',
    ]);
  });

  test('none at all is a warning for the due date alone', () => {
    const problems = readInvoice(
      ublInvoiceWith(['<cbc:IssueDate>2026-03-02</cbc:IssueDate>', ''], ['<cbc:DueDate>2026-05-01</cbc:DueDate>', '']),
    ).problems.map(({ code, severity }) => [code, severity]);
    expect(problems).toEqual([
      ['ISSUE_DATE_MISSING', 'ERROR'],
      ['DUE_DATE_MISSING', 'WARNING'],
    ]);
  });
});

describe('the type code', () => {
  const typeCode = '/Invoice/cbc:InvoiceTypeCode';
  test.each([
    ['326', []],
    ['389', []],
    ['751', []],
    ['381', []],
    ['261', []],
    ['FT', [`TYPE_CODE_UNKNOWN ${typeCode}`]],
    ['toString', [`TYPE_CODE_UNKNOWN ${typeCode}`]],
    ['', [`TYPE_CODE_MISSING ${typeCode}`]],
  ])('%j', (code, problems) => {
    expect(problemsWith(['>380<', `>${code}<`])).toEqual(problems);
  });

  test('that is unknown does not keep the invoice out: a country may have its own', () => {
    const [problem] = readInvoice(ublInvoiceWith(['>380<', '>FT<'])).problems;
    expect(problem).toMatchObject({ code: 'TYPE_CODE_UNKNOWN', severity: 'WARNING' });
  });
});

describe('identifiers', () => {
  const account = '/Invoice/cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:ID';
  test.each([
    ['DE89370400440532013000', []],
    ['de89 3704 0044 0532 0130 00', []],
    ['NO9386011117947', []],
    ['12345678', []],
    ['DE88370400440532013000', [`IBAN_INVALID ${account}`]],
    ['DE8937040044053201300', [`IBAN_INVALID ${account}`]],
    ['XX89370400440532013000', [`IBAN_INVALID ${account}`]],
  ])('the account %s', (written, problems) => {
    expect(problemsWith(['DE89 3704 0044 0532 0130 00', written])).toEqual(problems);
  });

  test('an account that says it is an IBAN must be one', () => {
    expect(problemsWith(['<cbc:ID>DE89 3704 0044 0532 0130 00', '<cbc:ID schemeID="IBAN">12345678'])).toEqual([
      `IBAN_INVALID ${account}`,
    ]);
  });

  test('an LEI with wrong check digits is a warning', () => {
    const { problems } = readInvoice(ublInvoiceWith(['529900T8BM49AURSDO55', '529900T8BM49AURSDO56']));
    expect(problems).toEqual([
      expect.objectContaining({
        code: 'LEI_INVALID',
        path: '/Invoice/cac:AccountingSupplierParty/cac:Party/cac:PartyIdentification/cbc:ID',
        severity: 'WARNING',
      }),
    ]);
  });
});

test('values of absurd length are refused, and shown shortened', () => {
  const long = 'x'.repeat(10_000);
  const { problems } = readInvoice(
    ublInvoiceWith(
      ['<cbc:ID>RE-2026-0042', `<cbc:ID>${long}`],
      ['>119.00</cbc:Pay', `>${long}</cbc:Pay`],
      ['Exemple SA', long],
    ),
  );
  expect(problems.map(problem => problem.code)).toEqual(['VALUE_TOO_LONG', 'VALUE_TOO_LONG', 'AMOUNT_INVALID']);
  for (const { message } of problems) expect(message.length).toBeLessThan(200);
});

test('all faults are listed at once', () => {
  expect(
    problemsWith(
      ['<cbc:ID>RE-2026-0042</cbc:ID>', ''],
      ['<cbc:DueDate>2026-05-01', '<cbc:DueDate>2025-05-01'],
      ['<cbc:PayableAmount currencyID="EUR">119.00', '<cbc:PayableAmount currencyID="EUR">-119.005'],
      ['<cbc:RegistrationName>Exemple SA</cbc:RegistrationName>', ''],
    ),
  ).toEqual([
    'NUMBER_MISSING /Invoice/cbc:ID',
    'DUE_DATE_BEFORE_ISSUE_DATE /Invoice/cbc:DueDate',
    `AMOUNT_TOO_MANY_DECIMALS ${payable}`,
    `AMOUNT_NOT_POSITIVE ${payable}`,
    'BUYER_MISSING /Invoice/cac:AccountingCustomerParty/cac:Party/cac:PartyLegalEntity/cbc:RegistrationName',
  ]);
});

test('but no more than a hundred of them', () => {
  const dates = Array.from({ length: 500 }, (_, index) => `<cbc:PaymentDueDate>${index}</cbc:PaymentDueDate>`);
  const means = dates.map(date => `<cac:PaymentMeans>${date}</cac:PaymentMeans>`).join('');
  const problems = problemsWith(['<cac:PaymentMeans>', `${means}<cac:PaymentMeans>`]);
  expect(problems).toHaveLength(101);
  expect(problems[99]).toBe('DATE_INVALID /Invoice/cac:PaymentMeans[100]/cbc:PaymentDueDate');
  expect(problems[100]).toMatch(/^TOO_MANY_PROBLEMS /);
});
