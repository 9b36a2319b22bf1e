import { csvInvoices, type SampleInvoice, type SampleRow, ublInvoice } from '../../../server/demo/sample-invoices.js';
import { parseDocument } from '../../../server/documents/index.js';
import { judgeInvoices, type SubmissionProblem, type Submitter } from '../../../server/invoices/judge-invoices.js';

const supplierId = '6f6f4c3e-58b1-4f6e-8f0a-000000000001';
const buyerId = '6f6f4c3e-58b1-4f6e-8f0a-000000000002';
const strangerId = '6f6f4c3e-58b1-4f6e-8f0a-000000000003';
const euroProgramme = '6f6f4c3e-58b1-4f6e-8f0a-000000000011';
const olderProgramme = '6f6f4c3e-58b1-4f6e-8f0a-000000000010';

const supplier = { id: supplierId, country: 'DE', registrationNumber: 'HRB12345', taxId: 'DE136695976', lei: null };
const buyer = { id: buyerId, country: 'FR', registrationNumber: '404833048', taxId: 'FR83404833048', lei: null };
const relation = {
  supplierId,
  buyerId,
  paymentDaysMax: 60,
  calendars: ['TARGET'],
  rollConvention: 'FOLLOWING',
} as const;
const relations = [
  { ...relation, programmeId: olderProgramme, currency: 'GBP' },
  { ...relation, programmeId: euroProgramme, currency: 'EUR' },
];

function asked(organizationId: string): Submitter {
  return {
    organizationId,
    counterparties: { parties: [supplier, buyer], relations, programmes: [], arrived: [] },
    fingerprintKey: Buffer.alloc(32, 1),
  };
}

const sample: SampleInvoice = {
  number: 'RE-1',
  issueDate: '2026-03-02',
  dueDate: '2026-05-03',
  currency: 'EUR',
  supplier: { name: 'Muster Werke GmbH', country: 'DE', taxId: 'DE136695976' },
  buyer: { name: 'Exemple Industries SA', country: 'FR', taxId: 'FR83404833048' },
  lines: [{ description: 'Bolts', quantity: '10', unit: 'C62', unitPrice: '100.00', netAmount: '1000.00' }],
  netTotal: '1000.00',
  taxTotal: '190.00',
  taxRate: '19',
  payable: '1190.00',
};
const row: SampleRow = {
  invoice_number: 'RE-1',
  issue_date: '2026-03-02',
  due_date: '2026-05-03',
  currency: 'EUR',
  payable_amount: '1190.00',
  supplier_name: 'Muster Werke GmbH',
  supplier_tax_id: 'DE136695976',
  buyer_name: 'Exemple Industries SA',
  buyer_tax_id: 'FR83404833048',
};

function judgeUbl(change: Partial<SampleInvoice>, submitter = asked(supplierId)) {
  return judgeInvoices(parseDocument(Buffer.from(ublInvoice({ ...sample, ...change })), 'a.xml').invoices, submitter);
}

function judgeCsv(change: Partial<SampleRow>, submitter = asked(supplierId)) {
  const file = csvInvoices([{ ...row, ...change } as SampleRow]);
  return judgeInvoices(parseDocument(Buffer.from(file), 'a.csv').invoices, submitter);
}

function faults(judgement: ReturnType<typeof judgeInvoices>): Pick<SubmissionProblem, 'code' | 'path'>[] {
  expect(judgement.fit).toEqual([]);
  return judgement.refused.flatMap(({ problems }) => problems.map(({ code, path }) => ({ code, path })));
}

test('a good invoice of UBL is fit, on the side of whoever submits it', () => {
  const bySupplier = judgeUbl({}).fit[0];
  expect(bySupplier).toMatchObject({
    side: 'SUPPLIER',
    supplierId,
    buyerId,
    programmeId: euroProgramme,
    number: 'RE-1',
    numberKey: 'RE1',
    typeCode: '380',
    issueDate: '2026-03-02',
    dueDate: '2026-05-03',
    adjustedDueDate: '2026-05-04',
    currency: 'EUR',
    payableMinor: 119_000n,
    row: null,
  });
  expect(judgeUbl({}, asked(buyerId)).fit[0]).toMatchObject({ side: 'BUYER', supplierId, buyerId });
});

test('the same invoice has one fingerprint, from either side and in either format', () => {
  const [ubl, csv] = [judgeUbl({}).fit[0], judgeCsv({ invoice_number: 're 1' }, asked(buyerId)).fit[0]];
  expect(csv?.fingerprint).toEqual(ubl?.fingerprint);
});

test('an invoice without a due date is due by the programme', () => {
  const fit = judgeUbl({ dueDate: null }).fit[0];
  expect(fit?.dueDate).toBe('2026-05-01');
  expect(fit?.dueDateReason).toContain('60 days from the issue date');
});

test('another currency is read exactly, under the oldest programme the two share', () => {
  const fit = judgeUbl({ currency: 'JPY', payable: '1190', netTotal: '1000', taxTotal: '190' }).fit[0];
  expect(fit).toMatchObject({ currency: 'JPY', payableMinor: 1190n, programmeId: olderProgramme });
});

test.each(['386', '325', '751', '393'])('type %s lands: the listing will refuse it', typeCode => {
  expect(judgeUbl({ typeCode }).fit[0]?.typeCode).toBe(typeCode);
});

const payableAt = '/Invoice/cac:LegalMonetaryTotal/cbc:PayableAmount';
/** Written alike with the amount due; neither adds up with the rest any more. */
const inclusiveAt = '/Invoice/cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount';

test.each<[string, Partial<SampleInvoice>, string, string]>([
  ['too many digits for the currency', { payable: '1190.001' }, 'AMOUNT_TOO_MANY_DECIMALS', payableAt],
  ['more than 15 digits', { payable: '10000000000000.00' }, 'AMOUNT_TOO_LARGE', payableAt],
  ['an amount of zero', { payable: '0.00' }, 'AMOUNT_NOT_POSITIVE', payableAt],
  ['a negative amount', { payable: '-1190.00' }, 'AMOUNT_NOT_POSITIVE', payableAt],
  ['no number at all', { payable: '1.190,00' }, 'AMOUNT_INVALID', payableAt],
  ['a due date before the issue date', { dueDate: '2026-03-01' }, 'DUE_DATE_BEFORE_ISSUE_DATE', '/Invoice/cbc:DueDate'],
  ['a day that does not exist', { issueDate: '2026-02-30' }, 'DATE_INVALID', '/Invoice/cbc:IssueDate'],
  ['a due date beyond all reason', { dueDate: '9999-12-31' }, 'DATE_TOO_FAR', '/Invoice/cbc:DueDate'],
  ['a number of signs only', { number: '--/--' }, 'NUMBER_INVALID', '/Invoice/cbc:ID'],
  ['a number longer than any', { number: 'R'.repeat(201) }, 'VALUE_TOO_LONG', '/Invoice/cbc:ID'],
  ['a type code longer than any', { typeCode: '38000000000' }, 'TYPE_CODE_INVALID', '/Invoice/cbc:InvoiceTypeCode'],
  [
    'an unknown buyer',
    { buyer: { name: 'Exemple Industries SA', country: 'FR', taxId: 'FR40303265045' } },
    'UNKNOWN_BUYER',
    '/Invoice/cac:AccountingCustomerParty/cac:Party',
  ],
  [
    'a buyer that is only named',
    { buyer: { name: 'Exemple Industries SA', country: 'FR' } },
    'BUYER_NOT_IDENTIFIED',
    '/Invoice/cac:AccountingCustomerParty/cac:Party',
  ],
  [
    'a buyer whose identifiers name two',
    { buyer: { name: 'Exemple', country: 'DE', taxId: 'FR83404833048', registrationNumber: 'HRB 12345' } },
    'BUYER_CONTRADICTED',
    '/Invoice/cac:AccountingCustomerParty/cac:Party',
  ],
  [
    'an invoice of others',
    { supplier: { name: 'Other', country: 'DE', taxId: 'DE811907980' } },
    'NOT_A_PARTY',
    '/Invoice/cac:AccountingSupplierParty/cac:Party',
  ],
  [
    'an invoice to oneself',
    { buyer: { name: 'Muster Werke GmbH', country: 'DE', taxId: 'DE136695976' } },
    'SAME_PARTY',
    '/Invoice/cac:AccountingCustomerParty/cac:Party',
  ],
])('%s is one precise problem', (_, change, code, path) => {
  expect(faults(judgeUbl(change)).filter(fault => fault.path !== inclusiveAt)).toEqual([{ code, path }]);
});

test('totals that do not add up keep an invoice out', () => {
  expect(faults(judgeUbl({ netTotal: '999.00' }))).toEqual([{ code: 'BR-CO-15', path: inclusiveAt }]);
});

test('a supplier that the buyer has no programme for is unknown to it', () => {
  const supplierOfNobody = { name: 'Other', country: 'DE', taxId: 'DE811907980' };
  expect(faults(judgeUbl({ supplier: supplierOfNobody }, asked(buyerId)))).toEqual([
    { code: 'UNKNOWN_SUPPLIER', path: '/Invoice/cac:AccountingSupplierParty/cac:Party' },
  ]);
});

test('a buyer that is here without a programme and a buyer that is not here are one answer', () => {
  const there = {
    ...asked(supplierId),
    counterparties: { parties: [supplier, buyer], relations: [], programmes: [], arrived: [] },
  };
  const absent = {
    ...asked(supplierId),
    counterparties: { parties: [supplier], relations: [], programmes: [], arrived: [] },
  };
  expect(judgeUbl({}, there)).toEqual(judgeUbl({}, absent));
  expect(faults(judgeUbl({}, absent)).map(({ code }) => code)).toEqual(['UNKNOWN_BUYER']);
});

test('in CSV the place is row and column', () => {
  const { refused } = judgeCsv({ payable_amount: '1.005', due_date: '2026-03-01', buyer_tax_id: 'FR40303265045' });
  expect(refused).toHaveLength(1);
  expect(refused[0]?.problems.map(({ code, row: at, column }) => [code, at, column])).toEqual([
    ['DUE_DATE_BEFORE_ISSUE_DATE', 2, 'due_date'],
    ['AMOUNT_TOO_MANY_DECIMALS', 2, 'payable_amount'],
    ['UNKNOWN_BUYER', 2, 'buyer_tax_id'],
  ]);
});

test('a problem stands at the identifier that the row has', () => {
  const { refused } = judgeCsv({ buyer_tax_id: '', buyer_registration_number: '999 999 999' });
  expect(refused[0]?.problems.map(({ column }) => column)).toEqual(['buyer_registration_number']);
});

test('nobody submits for others', () => {
  expect(faults(judgeUbl({}, asked(strangerId))).map(({ code }) => code)).toEqual(['NOT_A_PARTY']);
});
