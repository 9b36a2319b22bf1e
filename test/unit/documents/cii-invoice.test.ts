import fc from 'fast-check';
import { ciiInvoice, ciiInvoiceWith, ciiNamespaces } from './sample-cii.js';
import { problemsOf, read, readInvoice } from './sample-documents.js';

test('everything that an invoice page shows is read', () => {
  expect(readInvoice(ciiInvoice)).toEqual({
    syntax: 'cii',
    row: null,
    number: 'RE-2026-0042',
    typeCode: '380',
    issueDate: '2026-03-02',
    dueDates: ['2026-04-01', '2026-05-01'],
    taxPointDate: '2026-02-28',
    currency: 'EUR',
    taxCurrency: 'DKK',
    profile: 'urn:cen.eu:en16931:2017',
    notes: ['First line\nsecond line'],
    buyerReference: 'B-7',
    orderReference: 'PO-7781',
    contractReference: 'C-1',
    precedingInvoices: [{ number: 'RE-2026-0001', issueDate: '2026-01-05' }],
    payableAmount: '100.00',
    payableAmountCurrency: null,
    taxInclusiveAmount: '124.95',
    taxExclusiveAmount: '105.00',
    lineExtensionAmount: '100.00',
    allowanceTotalAmount: '0.00',
    chargeTotalAmount: '5.00',
    prepaidAmount: '25.00',
    payableRoundingAmount: '0.05',
    taxTotals: [
      { amount: '19.95', currency: 'EUR' },
      { amount: '148.83', currency: 'DKK' },
    ],
    taxes: [
      {
        total: 0,
        scheme: 'VAT',
        category: 'S',
        rate: '19',
        taxableAmount: '105.00',
        taxAmount: '19.95',
        exemptionReason: null,
      },
    ],
    allowancesAndCharges: [
      {
        charge: true,
        amount: '5.00',
        baseAmount: '100.00',
        percentage: '5',
        reason: 'FC',
        taxCategory: 'S',
        taxRate: '19',
      },
    ],
    thirdPartyPayments: [],
    supplier: {
      name: 'Muster Werke GmbH',
      legalName: 'Muster Werke GmbH',
      tradingName: 'Muster Werke',
      vatId: 'DE123456788',
      taxRegistrations: [{ value: '89/123/45678', scheme: 'FC' }],
      legalId: { value: 'HRB 12345', scheme: '0204' },
      allIds: [
        { value: 'S-1', scheme: null },
        { value: '529900T8BM49AURSDO55', scheme: '0199' },
        { value: 'HRB 12345', scheme: '0204' },
      ],
      lei: '529900T8BM49AURSDO55',
      endpoint: { value: '4000000000006', scheme: '0088' },
      address: { lines: ['Werkstr. 1', 'Tor 3'], city: 'Ulm', postcode: '89073', region: null },
      country: 'DE',
      contact: { name: 'Frau Beispiel', phone: '+49 731 0', email: 'rechnung@muster.example' },
    },
    buyer: {
      name: 'Exemple SA',
      legalName: 'Exemple SA',
      tradingName: null,
      vatId: null,
      taxRegistrations: [],
      legalId: null,
      allIds: [],
      lei: null,
      endpoint: null,
      address: null,
      country: null,
      contact: null,
    },
    payee: { name: 'Faktor AG', ids: [{ value: '4000000000013', scheme: '0088' }] },
    iban: 'DE89 3704 0044 0532 0130 00',
    paymentMeans: [
      {
        code: '58',
        account: 'DE89 3704 0044 0532 0130 00',
        accountScheme: 'IBAN',
        localAccount: '532013000',
        accountName: 'Faktor AG',
        bic: 'COBADEFFXXX',
        paymentIds: ['RE-2026-0042'],
      },
      {
        code: '30',
        account: '4711',
        accountScheme: null,
        localAccount: null,
        accountName: null,
        bic: null,
        paymentIds: ['RE-2026-0042'],
      },
    ],
    paymentTerms: [
      { note: '2 % before 1 April', dueDate: '2026-04-01' },
      { note: null, dueDate: '2026-05-01' },
    ],
    deliveryDates: ['2026-02-27'],
    period: { startDate: '2026-02-01', endDate: '2026-02-28' },
    lines: [
      {
        id: '1',
        name: 'Work',
        description: 'Two hours of work',
        quantity: '2',
        unit: 'HUR',
        netAmount: '100.00',
        unitPrice: '55.00',
        taxCategory: 'S',
        taxRate: '19',
        allowancesAndCharges: [
          {
            charge: false,
            amount: '10.00',
            baseAmount: null,
            percentage: null,
            reason: 'Goodwill',
            taxCategory: null,
            taxRate: null,
          },
        ],
      },
    ],
    problems: [],
  });
  expect(read(ciiInvoice)).toMatchObject({ format: 'cii', problems: [] });
});

describe('a date', () => {
  const issueDate = '<udt:DateTimeString format="102">20260302</udt:DateTimeString></ram:IssueDateTime>';

  test.each([
    ['in CCYYMMDD', '<udt:DateTimeString format="102"> 20260302\n</udt:DateTimeString>', '2026-03-02'],
    ['without its format', '<udt:DateTimeString>20260302</udt:DateTimeString>', '2026-03-02'],
    ['with a time of day', '<udt:DateTimeString format="203">202603021430</udt:DateTimeString>', '2026-03-02'],
    ['with a time to the second', '<udt:DateTimeString format="204">20260302143005</udt:DateTimeString>', '2026-03-02'],
    ['as ISO 8601 writes it', '<udt:DateTimeString format="102">2026-03-02</udt:DateTimeString>', '2026-03-02'],
  ])('%s', (_, written, day) => {
    const invoice = readInvoice(ciiInvoiceWith([issueDate, `${written}</ram:IssueDateTime>`]));
    expect(invoice).toMatchObject({ issueDate: day, problems: [] });
  });

  test.each([
    ['of another month', '<udt:DateTimeString format="102">20260231</udt:DateTimeString>', '2026-02-31'],
    ['without a day', '<udt:DateTimeString format="610">202603</udt:DateTimeString>', '202603'],
    ['of a week', '<udt:DateTimeString format="616">202610</udt:DateTimeString>', '202610'],
    [
      'in another order than its format',
      '<udt:DateTimeString format="102">02032026</udt:DateTimeString>',
      '0203-20-26',
    ],
    ['in words', '<udt:DateTimeString format="102">soon</udt:DateTimeString>', 'soon'],
  ])('%s is none', (_, written, shown) => {
    const document = ciiInvoiceWith([issueDate, `${written}</ram:IssueDateTime>`]);
    expect(readInvoice(document).issueDate).toBe(shown);
    expect(problemsOf(read(document))).toEqual([
      'DATE_INVALID /rsm:CrossIndustryInvoice/rsm:ExchangedDocument/ram:IssueDateTime/udt:DateTimeString',
    ]);
  });

  test('that is due twice is listed once', () => {
    const twice = ciiInvoiceWith(['format="102">20260501', 'format="102">20260401']);
    expect(readInvoice(twice).dueDates).toEqual(['2026-04-01']);
  });
});

test('a fault is named at its place', () => {
  const settlement = '/rsm:CrossIndustryInvoice/rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeSettlement';
  const totals = `${settlement}/ram:SpecifiedTradeSettlementHeaderMonetarySummation`;
  expect(
    problemsOf(
      read(
        ciiInvoiceWith(
          ['format="102">20260501', 'format="102">20260101'],
          ['<ram:DuePayableAmount>100.00', '<ram:DuePayableAmount>100,00'],
          ['529900T8BM49AURSDO55', '529900T8BM49AURSDO56'],
          ['<ram:IBANID>DE89', '<ram:IBANID>DE88'],
          ['currencyID="DKK">148.83', 'currencyID="DKK">148.8301'],
        ),
      ),
    ),
  ).toEqual([
    `DUE_DATE_BEFORE_ISSUE_DATE ${settlement}/ram:SpecifiedTradePaymentTerms[2]/ram:DueDateDateTime/udt:DateTimeString`,
    `AMOUNT_INVALID ${totals}/ram:DuePayableAmount`,
    `AMOUNT_TOO_MANY_DECIMALS ${totals}/ram:TaxTotalAmount[2]`,
    'LEI_INVALID /rsm:CrossIndustryInvoice/rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeAgreement/ram:SellerTradeParty/ram:GlobalID',
    `IBAN_INVALID ${settlement}/ram:SpecifiedTradeSettlementPaymentMeans[1]/ram:PayeePartyCreditorFinancialAccount`,
    `BR-DEC-15 ${totals}/ram:TaxTotalAmount[2]`,
  ]);
});

test('a fragment prints what it has and lists what it lacks', () => {
  const root = '/rsm:CrossIndustryInvoice';
  const agreement = `${root}/rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeAgreement`;
  const settlement = `${root}/rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeSettlement`;
  expect(problemsOf(read(`<rsm:CrossIndustryInvoice ${ciiNamespaces}/>`))).toEqual([
    `NUMBER_MISSING ${root}/rsm:ExchangedDocument/ram:ID`,
    `TYPE_CODE_MISSING ${root}/rsm:ExchangedDocument/ram:TypeCode`,
    `ISSUE_DATE_MISSING ${root}/rsm:ExchangedDocument/ram:IssueDateTime/udt:DateTimeString`,
    `DUE_DATE_MISSING ${settlement}/ram:SpecifiedTradePaymentTerms/ram:DueDateDateTime/udt:DateTimeString`,
    `CURRENCY_MISSING ${settlement}/ram:InvoiceCurrencyCode`,
    `AMOUNT_MISSING ${settlement}/ram:SpecifiedTradeSettlementHeaderMonetarySummation/ram:DuePayableAmount`,
    `SUPPLIER_MISSING ${agreement}/ram:SellerTradeParty/ram:Name`,
    `BUYER_MISSING ${agreement}/ram:BuyerTradeParty/ram:Name`,
  ]);
});

describe('elements are known by namespace', () => {
  test('whatever their prefixes are', () => {
    const renamed = ['rsm', 'ram', 'udt', 'qdt'].reduce(
      (text, prefix, index) =>
        text.replaceAll(`${prefix}:`, `x${index}:`).replace(`xmlns:${prefix}`, `xmlns:x${index}`),
      ciiInvoice,
    );
    expect(renamed).toContain('<x0:CrossIndustryInvoice xmlns:x0=');
    expect(readInvoice(renamed)).toEqual(readInvoice(ciiInvoice));
  });

  test('and the document of ZUGFeRD 1 is another one', () => {
    const old = '<rsm:CrossIndustryDocument xmlns:rsm="urn:ferd:CrossIndustryDocument:invoice:1p0"/>';
    expect(read(old)).toMatchObject({ format: 'xml', invoices: [] });
    expect(problemsOf(read(old))).toEqual(['FORMAT_UNSUPPORTED /']);
  });
});

test('whatever is done to a document, there is an answer: an invoice, or one problem that says why not', () => {
  const pieces = ciiInvoice.split(/(?=<)/);
  const edit = fc.record({ at: fc.nat(pieces.length - 1), from: fc.nat(pieces.length - 1), drop: fc.nat(2) });
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), edits => {
      const changed = [...pieces];
      for (const { at, from, drop } of edits) changed.splice(at, drop, pieces[from] ?? '');
      const { invoices, problems } = read(changed.join(''));
      expect(invoices.length + problems.length).toBe(1);
      for (const { code, path } of invoices.flatMap(invoice => invoice.problems)) {
        expect(`${code} ${path}`).toMatch(/^[A-Z0-9_-]+ \/rsm:CrossIndustryInvoice/);
      }
    }),
    { numRuns: 300 },
  );
});
