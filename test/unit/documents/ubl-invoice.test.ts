import { isCreditNote } from '../../../server/documents/index.js';
import { problemsOf, read, readInvoice, ublInvoice, ublInvoiceWith, ublNamespaces } from './sample-documents.js';

test('everything that an invoice page shows is read', () => {
  expect(readInvoice(ublInvoice)).toEqual({
    syntax: 'ubl-invoice',
    row: null,
    number: 'RE-2026-0042',
    typeCode: '380',
    issueDate: '2026-03-02',
    dueDates: ['2026-05-01'],
    taxPointDate: '2026-02-28',
    currency: 'EUR',
    taxCurrency: null,
    profile: 'urn:cen.eu:en16931:2017',
    notes: ['First line\nsecond line'],
    buyerReference: 'B-7',
    orderReference: 'PO-7781',
    contractReference: 'C-1',
    precedingInvoices: [{ number: 'RE-2026-0001', issueDate: '2026-01-05' }],
    payableAmount: '119.00',
    payableAmountCurrency: 'EUR',
    taxInclusiveAmount: '119.00',
    taxExclusiveAmount: '100.00',
    lineExtensionAmount: '100.00',
    allowanceTotalAmount: null,
    chargeTotalAmount: null,
    prepaidAmount: null,
    payableRoundingAmount: null,
    taxTotals: [{ amount: '19.00', currency: 'EUR' }],
    taxes: [
      {
        total: 0,
        scheme: 'VAT',
        category: 'S',
        rate: '19',
        taxableAmount: '100.00',
        taxAmount: '19.00',
        exemptionReason: null,
      },
    ],
    allowancesAndCharges: [],
    thirdPartyPayments: [],
    supplier: {
      name: 'Muster Werke GmbH',
      legalName: 'Muster Werke GmbH',
      tradingName: 'Muster Werke',
      vatId: 'DE123456788',
      taxRegistrations: [{ value: '89/123/45678', scheme: 'FC' }],
      legalId: { value: 'HRB 12345', scheme: '0204' },
      allIds: [
        { value: '529900T8BM49AURSDO55', scheme: '0199' },
        { value: 'HRB 12345', scheme: '0204' },
      ],
      lei: '529900T8BM49AURSDO55',
      endpoint: { value: '4000000000006', scheme: '0088' },
      address: { lines: ['Werkstr. 1', 'Tor 3'], city: 'Ulm', postcode: '89073', region: null },
      country: 'DE',
      contact: { name: 'Frau Beispiel', phone: null, email: 'rechnung@muster.example' },
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
    payee: null,
    iban: 'DE89 3704 0044 0532 0130 00',
    paymentMeans: [
      {
        code: '58',
        account: 'DE89 3704 0044 0532 0130 00',
        accountScheme: null,
        localAccount: null,
        accountName: 'Muster Werke GmbH',
        bic: 'COBADEFFXXX',
        paymentIds: ['RE-2026-0042'],
      },
    ],
    paymentTerms: [{ note: '60 days net', dueDate: null }],
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
        unitPrice: '50.00',
        taxCategory: 'S',
        taxRate: '19',
        allowancesAndCharges: [],
      },
    ],
    problems: [],
  });
});

test('the reading carries format, size and the hash of the bytes as they are', () => {
  expect(read('\u{FEFF}<a/>')).toMatchObject({
    format: 'xml',
    size: 7,
    sha256: 'f62dce1ec9035151fd5e973e3289ffce70bf2cf968291dfc2edaab685522da16',
  });
  expect(read(ublInvoice)).toMatchObject({ format: 'ubl-invoice', problems: [] });
});

describe('what stands several times', () => {
  test('due dates are in document order and listed once, that of the invoice first', () => {
    const invoice = readInvoice(
      ublInvoiceWith(
        ['<cbc:PaymentID>', '<cbc:PaymentDueDate>2026-04-01</cbc:PaymentDueDate><cbc:PaymentID>'],
        [
          '<cac:PaymentTerms>',
          '<cac:PaymentMeans><cbc:PaymentDueDate>2026-06-01</cbc:PaymentDueDate></cac:PaymentMeans>' +
            '<cac:PaymentMeans><cbc:PaymentDueDate>2026-05-01</cbc:PaymentDueDate></cac:PaymentMeans><cac:PaymentTerms>' +
            '<cbc:PaymentDueDate>2026-07-01</cbc:PaymentDueDate>',
        ],
      ),
    );
    expect(invoice.dueDates).toEqual(['2026-05-01', '2026-04-01', '2026-06-01']);
    expect(invoice.paymentTerms[0]?.dueDate).toBe('2026-07-01');
  });

  test('the IBAN is the first account with the form of one; the others are kept', () => {
    const means = (account: string) =>
      `<cac:PaymentMeans><cac:PayeeFinancialAccount><cbc:ID>${account}</cbc:ID></cac:PayeeFinancialAccount></cac:PaymentMeans>`;
    const invoice = readInvoice(
      ublInvoiceWith(
        ['<cac:PaymentMeans>', `${means('1234567')}${means('IBAN32423940')}<cac:PaymentMeans>`],
        [
          '</cac:PaymentMeans>\n  <cac:PaymentTerms>',
          `</cac:PaymentMeans>${means('FR7630006000011234567890189')}<cac:PaymentTerms>`,
        ],
      ),
    );
    expect(invoice.iban).toBe('DE89 3704 0044 0532 0130 00');
    expect(invoice.paymentMeans.map(one => one.account)).toEqual([
      '1234567',
      'IBAN32423940',
      'DE89 3704 0044 0532 0130 00',
      'FR7630006000011234567890189',
    ]);
  });

  test.each([
    ['NO9386011117947', true],
    ['NO938601111794', false],
    [`MT00${'0'.repeat(30)}`, true],
    [`MT00${'0'.repeat(31)}`, false],
    ['1234567891234', false],
  ])('%s has the form of an IBAN: %s', (account, has) => {
    const { iban } = readInvoice(ublInvoiceWith(['DE89 3704 0044 0532 0130 00', account]));
    expect(iban).toBe(has ? account : null);
  });

  test('the first legal entity counts', () => {
    const second = '<cac:PartyLegalEntity><cbc:CompanyID>HRB 9</cbc:CompanyID></cac:PartyLegalEntity><cac:Contact>';
    expect(readInvoice(ublInvoiceWith(['<cac:Contact>', second])).supplier?.legalId?.value).toBe('HRB 12345');
  });
});

describe('values', () => {
  test('are trimmed; a name broken over lines becomes one line; empty is absent', () => {
    const invoice = readInvoice(
      ublInvoiceWith(
        ['>RE-2026-0042</cbc:ID>', '>\n  RE-2026-0042\t</cbc:ID>'],
        ['Muster Werke GmbH</cbc:Reg', '\n  Muster\n      Werke\u{A0}GmbH </cbc:Reg'],
        ['<cbc:BuyerReference>B-7', '<cbc:BuyerReference>  '],
        ['>119.00</cbc:Pay', '> 119.00 </cbc:Pay'],
      ),
    );
    expect(invoice).toMatchObject({ number: 'RE-2026-0042', buyerReference: null, payableAmount: '119.00' });
    expect(invoice.supplier?.name).toBe('Muster Werke GmbH');
  });

  test('keep what comments and CDATA interrupt', () => {
    const invoice = readInvoice(ublInvoiceWith(['>119.00</cbc:Pay', '>11<!-- 7 -->9<![CDATA[.0]]>0</cbc:Pay']));
    expect(invoice.payableAmount).toBe('119.00');
  });

  test('a processing instruction hides nothing', () => {
    const invoice = readInvoice(ublInvoiceWith(['<cbc:PayableAmount', "<?note it's?><cbc:PayableAmount"]));
    expect(invoice.payableAmount).toBe('119.00');
  });
});

describe('parties', () => {
  test.each([
    ['VAT', 'DE123456788', []],
    ['GST', 'DE123456788', []],
    ['VA', null, [{ value: 'DE123456788', scheme: 'VA' }]],
    ['', null, [{ value: 'DE123456788', scheme: null }]],
  ])('a registration under the tax scheme %j', (scheme, vatId, others) => {
    const supplier = readInvoice(ublInvoiceWith(['<cbc:ID>VAT</cbc:ID>', `<cbc:ID>${scheme}</cbc:ID>`])).supplier;
    expect(supplier?.vatId).toBe(vatId);
    expect(supplier?.taxRegistrations).toEqual([{ value: '89/123/45678', scheme: 'FC' }, ...others]);
  });

  test('without a legal name the trading name stands for it', () => {
    const line = '<cbc:RegistrationName>Muster Werke GmbH</cbc:RegistrationName>';
    expect(readInvoice(ublInvoiceWith([line, ''])).supplier).toMatchObject({ name: 'Muster Werke', legalName: null });
  });

  test('a payee is read where there is one', () => {
    const payee =
      '<cac:PayeeParty><cac:PartyIdentification><cbc:ID schemeID="0088">4000000000013</cbc:ID></cac:PartyIdentification>' +
      '<cac:PartyName><cbc:Name>Faktor AG</cbc:Name></cac:PartyName></cac:PayeeParty><cac:Delivery>';
    expect(readInvoice(ublInvoiceWith(['<cac:Delivery>', payee])).payee).toEqual({
      name: 'Faktor AG',
      ids: [{ value: '4000000000013', scheme: '0088' }],
    });
  });

  test('the LEI may stand at the legal entity or the endpoint', () => {
    const atEndpoint = ublInvoiceWith(
      ['<cac:PartyIdentification><cbc:ID schemeID="0199">', '<cac:PartyIdentification><cbc:ID schemeID="0060">'],
      ['schemeID="0088">4000000000006', 'schemeID="0199">213800D1EI4B9WTWWD28'],
    );
    expect(readInvoice(atEndpoint).supplier?.lei).toBe('213800D1EI4B9WTWWD28');
  });
});

describe('elements are known by namespace', () => {
  test('whatever their prefixes are', () => {
    const renamed = ublInvoice
      .replaceAll('cbc:', 'x:')
      .replaceAll('cac:', 'y:')
      .replace('xmlns:cbc', 'xmlns:x')
      .replace('xmlns:cac', 'xmlns:y')
      .replaceAll(/<(\/?)Invoice\b/g, '<$1z:Invoice')
      .replace('xmlns="', 'xmlns:z="');
    expect(renamed).toContain('<z:Invoice xmlns:z=');
    expect(readInvoice(renamed)).toEqual(readInvoice(ublInvoice));
  });

  test('also where the default namespace changes on the way', () => {
    const id = '<ID xmlns="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">X-1</ID>';
    expect(readInvoice(ublInvoiceWith(['<cbc:ID>RE-2026-0042</cbc:ID>', id])).number).toBe('X-1');
  });

  test('and not by their names alone', () => {
    const foreign = ublInvoiceWith(['<cbc:ID>RE-2026-0042</cbc:ID>', '<ID>X-1</ID><o:ID xmlns:o="urn:o">X-2</o:ID>']);
    expect(readInvoice(foreign).number).toBeNull();
    expect(problemsOf(read(foreign))).toEqual(['NUMBER_MISSING /Invoice/cbc:ID']);
  });

  test('an Invoice of another namespace is not read', () => {
    const other = ublInvoice.replace('xsd:Invoice-2', 'xsd:Invoice-1');
    expect(read(other)).toMatchObject({ format: 'xml', invoices: [] });
    expect(problemsOf(read(other))).toEqual(['FORMAT_UNSUPPORTED /']);
  });
});

test('a fragment prints what it has and lists what it lacks', () => {
  const fragment = `<Invoice ${ublNamespaces}><cbc:ID>1</cbc:ID><cac:PaymentMeans/></Invoice>`;
  expect(readInvoice(fragment)).toMatchObject({ number: '1', currency: null, supplier: null, lines: [] });
  expect(problemsOf(read(fragment))).toEqual([
    'TYPE_CODE_MISSING /Invoice/cbc:InvoiceTypeCode',
    'ISSUE_DATE_MISSING /Invoice/cbc:IssueDate',
    'DUE_DATE_MISSING /Invoice/cbc:DueDate',
    'CURRENCY_MISSING /Invoice/cbc:DocumentCurrencyCode',
    'AMOUNT_MISSING /Invoice/cac:LegalMonetaryTotal/cbc:PayableAmount',
    'SUPPLIER_MISSING /Invoice/cac:AccountingSupplierParty/cac:Party/cac:PartyLegalEntity/cbc:RegistrationName',
    'BUYER_MISSING /Invoice/cac:AccountingCustomerParty/cac:Party/cac:PartyLegalEntity/cbc:RegistrationName',
  ]);
});

describe('a credit note', () => {
  const creditNote = ublInvoice
    .replaceAll(/<(\/?)Invoice\b/g, '<$1CreditNote')
    .replace('xsd:Invoice-2', 'xsd:CreditNote-2')
    .replaceAll('InvoiceTypeCode', 'CreditNoteTypeCode')
    .replace('>380<', '>381<')
    .replaceAll('cac:InvoiceLine', 'cac:CreditNoteLine')
    .replaceAll('InvoicedQuantity', 'CreditedQuantity');

  test('is read like an invoice', () => {
    expect(read(creditNote)).toMatchObject({ format: 'ubl-creditnote' });
    expect(readInvoice(creditNote)).toMatchObject({
      syntax: 'ubl-creditnote',
      typeCode: '381',
      payableAmount: '119.00',
    });
    expect(readInvoice(creditNote).lines).toEqual(readInvoice(ublInvoice).lines);
    expect(problemsOf(read(creditNote))).toEqual([]);
  });

  test('is one by its root, or by its type code', () => {
    expect(isCreditNote(readInvoice(creditNote.replace('>381<', '>380<')))).toBe(true);
    expect(isCreditNote(readInvoice(ublInvoice.replace('>380<', '>396<')))).toBe(true);
    expect(isCreditNote(readInvoice(ublInvoice))).toBe(false);
  });
});
