import { createHash, randomUUID } from 'node:crypto';
import { csvInvoices, type SampleInvoice, type SampleRow, ublInvoice } from '../../server/demo/sample-invoices.js';
import { parseDocument } from '../../server/documents/index.js';
import { Database } from '../../server/platform/database.js';
import { fromWireId, toWireId } from '../../server/platform/ids.js';
import { UnitOfWork } from '../../server/platform/unit-of-work.js';
import type { MemberViewer } from '../../server/platform/viewer.js';
import { approvalMachine } from '../../server/approvals/index.js';
import { invoiceMachine, submitDocument, type SubmissionReport, withdrawInvoice } from '../../server/invoices/index.js';
import { resumeOrganization, suspendOrganization } from '../../server/organizations/index.js';
import {
  landedId,
  openInvoiceMarket,
  type InvoiceMarket,
  sampleInvoice,
  sampleRow,
} from '../support/invoice-market.js';
import { seconded } from '../support/seconded.js';

jest.setTimeout(60_000);

let market: InvoiceMarket;

beforeAll(async () => {
  market = await openInvoiceMarket();
});
afterAll(() => market.close());

let numbers = 0;
const nextNumber = () => `T-${++numbers}-${randomUUID().slice(0, 8)}`;

const wire = (id: string) => toWireId('invoice', id);

const codesOf = (report: SubmissionReport) =>
  report.refused.flatMap(({ problems }) => problems.map(problem => problem.code));

const invoicesUnder = (number: string) =>
  market.asAdmin<Record<string, unknown>>(
    `SELECT id, state, submitted_by_side, held_reason, number_ordinal, event_no, payable_minor::text AS payable_minor,
            issue_date::text AS issue_date, due_date::text AS due_date, adjusted_due_date::text AS adjusted_due_date
       FROM invoice WHERE number = $1 ORDER BY number_ordinal`,
    [number],
  );

const eventsOf = async (id: string) =>
  (
    await market.asAdmin<{ type: string }>(
      `SELECT type FROM event WHERE subject_kind = 'invoice' AND subject_id = $1 ORDER BY subject_no`,
      [id],
    )
  ).map(event => event.type);

test('a supplier submits UBL; its file is kept byte for byte with its hash', async () => {
  const number = nextNumber();
  const text = ublInvoice(sampleInvoice({ supplier: market.supplier, buyer: market.buyer, number }));
  const report = await market.submitFile(market.supplierMaker, text, 'C:\\invoices\\jänner.xml');
  expect(report).toEqual({
    creditNotes: [],
    documentId: expect.stringMatching(/^doc_/),
    format: 'ubl-invoice',
    sha256: createHash('sha256').update(text).digest('hex'),
    landed: [
      {
        invoiceId: expect.stringMatching(/^inv_/),
        number,
        outcome: 'SUBMITTED',
        heldReason: null,
        awaitsSupplier: false,
        row: null,
      },
    ],
    refused: [],
    problems: [],
    invited: [],
  });
  const [document] = await market.asAdmin('SELECT * FROM document WHERE id = $1', [
    fromWireId('document', report.documentId!),
  ]);
  expect(document).toMatchObject({ name: 'jänner.xml', format: 'ubl-invoice', organization_id: market.supplier.id });
  expect(document?.body).toEqual(Buffer.from(text));
  expect(document?.sha256.toString('hex')).toBe(report.sha256);

  expect(await invoicesUnder(number)).toEqual([
    {
      id: landedId(report),
      state: 'SUBMITTED',
      submitted_by_side: 'SUPPLIER',
      held_reason: null,
      number_ordinal: 1,
      event_no: 1,
      payable_minor: '1190000',
      issue_date: '2027-01-04',
      due_date: '2027-03-07',
      adjusted_due_date: '2027-03-08',
    },
  ]);
  expect(await eventsOf(landedId(report))).toEqual(['invoice.submitted']);
});

test('the event goes to supplier, buyer and operator, and to nobody else', async () => {
  const id = landedId(await market.submitUbl(market.supplierMaker, { number: nextNumber() }));
  const channels = await market.asAdmin<{ channel: string }>(
    `SELECT c.channel FROM event_channel c JOIN event e USING (epoch, xid, seq) WHERE e.subject_id = $1 ORDER BY 1`,
    [id],
  );
  expect(channels.map(row => row.channel)).toEqual(
    ['operator', `organization:${market.supplier.id}`, `organization:${market.buyer.id}`].sort(),
  );
});

test("the buyer's file joins the supplier's invoices, and adds its own", async () => {
  const [known, unknown] = [nextNumber(), nextNumber()];
  const first = await market.submitUbl(market.supplierMaker, { number: known });
  const report = await market.submitCsv(market.maker, [
    { invoice_number: known.toLowerCase() },
    { invoice_number: unknown },
  ]);
  expect(report.landed).toMatchObject([
    { invoiceId: first.landed[0]?.invoiceId, number: known.toLowerCase(), outcome: 'JOINED', heldReason: null, row: 2 },
    { invoiceId: expect.any(String), number: unknown, outcome: 'SUBMITTED', heldReason: null, row: 3 },
  ]);
  expect(await eventsOf(landedId(first))).toEqual(['invoice.submitted', 'invoice.joined']);
  const copies = await market.asAdmin(
    'SELECT side, document_row, number FROM invoice_copy WHERE invoice_id = $1 ORDER BY side',
    [landedId(first)],
  );
  expect(copies).toEqual([
    { side: 'BUYER', document_row: 2, number: known.toLowerCase() },
    { side: 'SUPPLIER', document_row: null, number: known },
  ]);
  expect((await invoicesUnder(unknown))[0]).toMatchObject({ submitted_by_side: 'BUYER', held_reason: null });
});

test('a copy of the other side that differs holds the invoice, and changes none of its figures', async () => {
  const number = nextNumber();
  await market.submitUbl(market.supplierMaker, { number });
  const report = await market.submitCsv(market.maker, [{ invoice_number: number, payable_amount: '11800.00' }]);
  expect(report.landed).toMatchObject([{ outcome: 'HELD', heldReason: 'COPIES_DIFFER' }]);
  expect(await invoicesUnder(number)).toMatchObject([{ held_reason: 'COPIES_DIFFER', payable_minor: '1190000' }]);
});

test('the same number with other content from the same side lands, held, and is told', async () => {
  const number = nextNumber();
  await market.submitUbl(market.supplierMaker, { number });
  const report = await market.submitUbl(market.supplierMaker, { number, payable: '1.00' });
  expect(report.landed).toMatchObject([{ outcome: 'HELD', heldReason: 'SAME_NUMBER' }]);
  expect(await eventsOf(landedId(report))).toEqual(['invoice.submitted', 'duplicate.found']);
  expect(await invoicesUnder(number)).toMatchObject([
    { number_ordinal: 1, held_reason: null },
    { number_ordinal: 2, held_reason: 'SAME_NUMBER', payable_minor: '100' },
  ]);
});

test('a withdrawn invoice gives its number free', async () => {
  const number = nextNumber();
  const first = landedId(await market.submitUbl(market.supplierMaker, { number }));
  await market.succeed(withdrawInvoice, market.supplierMaker, { invoiceId: wire(first) });
  const second = await market.submitUbl(market.supplierMaker, { number });
  expect(second.landed).toMatchObject([{ outcome: 'SUBMITTED', heldReason: null }]);
  expect((await invoicesUnder(number)).map(({ state }) => state).sort()).toEqual(['SUBMITTED', 'WITHDRAWN']);
});

test('CSV: 90 good rows land, 10 bad ones are listed; after the fix the file adds only those', async () => {
  const batch = nextNumber();
  const rows = Array.from({ length: 100 }, (_, index) => ({
    invoice_number: `${batch}-${index}`,
    payable_amount: `${1000 + index}.00`,
  }));
  const broken = rows.map((row, index) => (index % 10 === 3 ? { ...row, payable_amount: `${1000 + index}.005` } : row));
  const first = await market.submitCsv(market.supplierMaker, broken);
  expect(first.landed).toHaveLength(90);
  expect(first.refused.map(({ row, problems }) => [row, problems.map(({ code, column }) => [code, column])])).toEqual(
    [5, 15, 25, 35, 45, 55, 65, 75, 85, 95].map(row => [row, [['AMOUNT_TOO_MANY_DECIMALS', 'payable_amount']]]),
  );

  const before = await market.rowCounts();
  const second = await market.submitCsv(market.supplierMaker, rows);
  expect(second.landed.map(({ row }) => row)).toEqual([5, 15, 25, 35, 45, 55, 65, 75, 85, 95]);
  expect(second.refused).toHaveLength(90);
  expect(new Set(codesOf(second))).toEqual(new Set(['DUPLICATE']));
  const idOfRow2 = first.landed.find(({ row }) => row === 2)?.invoiceId;
  expect(second.refused.find(({ row }) => row === 2)).toMatchObject({ invoiceId: idOfRow2 });
  expect(await market.rowCounts()).toEqual({
    ...before,
    'public.document': before['public.document']! + 1,
    'public.invoice': before['public.invoice']! + 10,
    'public.invoice_copy': before['public.invoice_copy']! + 10,
    'public.event': before['public.event']! + 10,
    'public.event_channel': before['public.event_channel']! + 30,
  });
});

test('a file of 1,000 rows lands in two transactions of a handful of statements', async () => {
  const statements: number[] = [];
  const database = await Database.connect({
    url: market.urls.appUrl,
    poolSize: 1,
    applicationName: 'tenor-test',
    onStatement: (_, transaction) => statements.push(transaction),
  });
  const batch = nextNumber();
  const rows = Array.from({ length: 1000 }, (_, index) => ({
    ...sampleRow(market),
    invoice_number: `${batch}-${index}`,
  }));
  const bytes = Buffer.from(csvInvoices(rows));
  const file = { name: 'rows.csv', mediaType: 'text/csv', bytes };
  const reading = parseDocument(bytes, file.name);
  statements.length = 0;
  const report = await submitDocument(new UnitOfWork(database), market.maker, reading, file);
  await database.close();
  expect(report.landed).toHaveLength(1000);
  const perTransaction = [...new Set(statements)].map(each => statements.filter(one => one === each).length);
  // Who submits, and whether the file is here; then twice: lock what is there, invoices, document, copies, events.
  expect(perTransaction).toEqual([7, 6, 5]);
});

describe('bad input is one precise problem and changes nothing', () => {
  const ubl = (change: Partial<SampleInvoice>) =>
    ublInvoice(sampleInvoice({ supplier: market.supplier, buyer: market.buyer, number: nextNumber(), ...change }));
  const csv = (change: Partial<SampleRow>) =>
    csvInvoices([{ ...sampleRow(market), invoice_number: nextNumber(), ...change } as SampleRow]);
  const stranger = { name: 'Autre Maison SA', country: 'FR', taxId: 'FR40303265045' };
  const nobody = { name: 'Personne SA', country: 'FR', taxId: 'FR61954506077' };

  test.each<[string, () => MemberViewer, () => string, string, string]>([
    [
      'too many digits for the currency',
      () => market.supplierMaker,
      () => ubl({ payable: '1.001' }),
      'a.xml',
      'AMOUNT_TOO_MANY_DECIMALS',
    ],
    [
      'more than 15 digits',
      () => market.supplierMaker,
      () => ubl({ payable: '12345678901234.00' }),
      'a.xml',
      'AMOUNT_TOO_LARGE',
    ],
    [
      'a due date before the issue date',
      () => market.supplierMaker,
      () => ubl({ dueDate: '2027-01-03' }),
      'a.xml',
      'DUE_DATE_BEFORE_ISSUE_DATE',
    ],
    [
      'a buyer that is here, without a programme for us',
      () => market.supplierMaker,
      () => ubl({ buyer: stranger }),
      'a.xml',
      'UNKNOWN_BUYER',
    ],
    ['a buyer that is not here', () => market.supplierMaker, () => ubl({ buyer: nobody }), 'a.xml', 'UNKNOWN_BUYER'],
    [
      'a buyer that is only named',
      () => market.supplierMaker,
      () => ubl({ buyer: { name: 'Exemple Industries SA', country: 'FR' } }),
      'a.xml',
      'BUYER_NOT_IDENTIFIED',
    ],
    ['an invoice of others', () => market.rivalMaker, () => ubl({}), 'a.xml', 'NOT_A_PARTY'],
    ['an amount of zero', () => market.supplierMaker, () => ubl({ payable: '0.00' }), 'a.xml', 'AMOUNT_NOT_POSITIVE'],
    [
      'CSV: a due date before the issue date',
      () => market.maker,
      () => csv({ due_date: '2026-12-31' }),
      'a.csv',
      'DUE_DATE_BEFORE_ISSUE_DATE',
    ],
  ])('%s', async (_, viewer, text, name, code) => {
    const before = await market.rowCounts();
    const report = await market.submitFile(viewer(), text(), name);
    expect(codesOf(report)).toEqual([code]);
    expect(report).toMatchObject({ documentId: null, landed: [], problems: [] });
    expect(await market.rowCounts()).toEqual(before);
  });

  test('the same file twice', async () => {
    const text = ubl({});
    const first = await market.submitFile(market.supplierMaker, text, 'a.xml');
    const before = await market.rowCounts();
    const second = await market.submitFile(market.supplierMaker, text, 'a.xml');
    expect(second.documentId).toBeNull();
    expect(second.refused).toMatchObject([
      { invoiceId: first.landed[0]?.invoiceId, problems: [{ code: 'DUPLICATE' }] },
    ]);
    expect(await market.rowCounts()).toEqual(before);
  });

  test.each<[string, string, string]>([
    ['not an invoice', '<html/>', 'FORMAT_UNSUPPORTED'],
    ['cut off', '<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2">', 'XML_MALFORMED'],
    ['no CSV of ours', 'a,b\n1,2\n', 'FORMAT_UNSUPPORTED'],
    ['a CSV without rows', csvInvoices([]), 'CSV_NO_ROWS'],
  ])('a file that is %s', async (_, text, code) => {
    const before = await market.rowCounts();
    const report = await market.submitFile(market.supplierMaker, text, 'a.txt');
    expect(report.problems.map(problem => problem.code)).toEqual([code]);
    expect(report).toMatchObject({ documentId: null, landed: [], refused: [] });
    expect(await market.rowCounts()).toEqual(before);
  });

  test.each<[string, () => Promise<MemberViewer>]>([
    ['a viewer of the supplier', () => market.supplier.member('Vera Viewer', 'VIEWER', 'DEALER')],
    ['a maker of a funder', async () => market.funderDealer],
    ['the operator', async () => market.operator],
  ])('%s submits nothing', async (_, viewer) => {
    const member = await viewer();
    const before = await market.rowCounts();
    const report = await market.submitFile(member, ubl({}), 'a.xml');
    expect(report.problems.map(problem => problem.code)).toEqual(['NOT_PERMITTED']);
    expect(await market.rowCounts()).toEqual(before);
  });

  test('a supplier that is suspended submits nothing', async () => {
    const organizationId = toWireId('organization', market.supplier.id);
    await market.succeed(suspendOrganization, market.operator, { organizationId });
    const report = await market.submitFile(market.supplierMaker, ubl({}), 'a.xml');
    expect(report.problems.map(problem => problem.code)).toEqual(['ORGANIZATION_SUSPENDED']);
    await market.succeed(resumeOrganization, seconded(market.operator), { organizationId });
  });
});

test('half a character, cut out of a long value by a message, does no harm', async () => {
  const account = `${'x'.repeat(39)}\u{1F600}y`;
  const report = await market.submitCsv(market.supplierMaker, [{ invoice_number: nextNumber(), payee_iban: account }]);
  expect(report.landed).toHaveLength(1);
});

test('the states and arrows are those of the database', async () => {
  for (const machine of [invoiceMachine, approvalMachine]) {
    const rows = await market.asAdmin(
      `SELECT from_state AS "from", to_state AS "to", event_type AS event FROM state_transition WHERE machine = $1`,
      [machine.subject],
    );
    const inOrder = (arrows: readonly object[]) => arrows.map(arrow => JSON.stringify(arrow)).sort();
    expect(inOrder(machine.arrows.map(({ from, to, event }) => ({ from, to, event })))).toEqual(inOrder(rows));
  }
});

test('a number in any script lands', async () => {
  const report = await market.submitCsv(market.supplierMaker, [
    { invoice_number: `Счёт № 15/${nextNumber()}` },
    { invoice_number: `請求書１２-${nextNumber()}` },
    { invoice_number: `٤٢-${nextNumber()}` },
    { invoice_number: `౸½-${nextNumber()}` },
  ]);
  expect(report.refused).toEqual([]);
  expect(report.landed).toHaveLength(4);
});

describe('at the same time', () => {
  test('20 uploads of one invoice: exactly one lands, the others are duplicates of it', async () => {
    const number = nextNumber();
    const reports = await Promise.all(
      Array.from({ length: 20 }, () => market.submitUbl(market.supplierMaker, { number })),
    );
    const landed = reports.filter(report => report.landed.length === 1);
    expect(landed).toHaveLength(1);
    const [invoice] = await invoicesUnder(number);
    expect(reports.flatMap(report => report.refused)).toHaveLength(19);
    for (const { refused } of reports.filter(report => report !== landed[0])) {
      expect(refused).toMatchObject([{ problems: [{ code: 'DUPLICATE' }], invoiceId: wire(invoice!.id as string) }]);
    }
    expect(await invoicesUnder(number)).toHaveLength(1);
  });

  test('both sides at once: one invoice with two copies, whoever came first', async () => {
    for (let round = 0; round < 10; round++) {
      const number = nextNumber();
      const reports = await Promise.all([
        market.submitUbl(market.supplierMaker, { number }),
        market.submitCsv(market.maker, [{ invoice_number: number, payable_amount: '11900.01' }]),
      ]);
      expect(reports.flatMap(report => report.landed.map(({ outcome }) => outcome)).sort()).toEqual([
        'HELD',
        'SUBMITTED',
      ]);
      expect(await invoicesUnder(number)).toMatchObject([{ held_reason: 'COPIES_DIFFER' }]);
    }
  });

  test('one number with ten contents from one side: one stands, nine are held', async () => {
    const number = nextNumber();
    const reports = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        market.submitUbl(market.supplierMaker, { number, payable: `${100 + index}.00` }),
      ),
    );
    expect(reports.flatMap(report => report.landed.map(({ outcome }) => outcome)).sort()).toEqual([
      ...Array.from({ length: 9 }, () => 'HELD'),
      'SUBMITTED',
    ]);
    expect((await invoicesUnder(number)).map(row => row.number_ordinal)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  test('two files of 400 rows in opposite orders: each row lands once', async () => {
    const batch = nextNumber();
    const rows = Array.from({ length: 400 }, (_, index) => ({ invoice_number: `${batch}-${index}` }));
    const reports = await Promise.all([
      market.submitCsv(market.supplierMaker, rows),
      market.submitCsv(market.supplierMaker, [...rows].reverse()),
    ]);
    expect(reports.map(report => report.landed.length).reduce((a, b) => a + b)).toBe(400);
    expect(reports.flatMap(codesOf)).toEqual(Array.from({ length: 400 }, () => 'DUPLICATE'));
  });
});
