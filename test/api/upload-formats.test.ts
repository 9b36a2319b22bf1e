import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { ciiInvoice, type FileInvoice, ublInvoice } from '../support/invoice-files.js';
import { flate, modernPdfOf, objectsWith, pdfOf } from '../support/sample-pdf.js';
import { type ServerProcess, startServer } from '../support/server-process.js';
import {
  approve,
  fileInvoice,
  type Market,
  moveTo,
  nextTradeDays,
  openMarket,
  type TradeDays,
} from '../support/trade.js';

/** Every format of an invoice by the upload route of a running server, up to the approval of what landed. */

jest.setTimeout(120_000);

let database: TestDatabase;
let server: ServerProcess;
let market: Market;
let days: TradeDays;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startServer(database);
  market = await openMarket(server);
  days = await nextTradeDays(market, 57);
  await moveTo(market, days.tradeDate);
}, 300_000);

afterAll(async () => {
  await server?.stop();
  await database?.drop();
});

function newInvoice(): FileInvoice {
  return fileInvoice(market, { payable: '1250.00', issueDate: days.tradeDate, dueDate: days.dueDate });
}

function upload(name: string, bytes: string | Buffer, mediaType: string) {
  const body = typeof bytes === 'string' ? bytes : new Uint8Array(bytes);
  return market.supplier.as('MAKER').upload(name, body, mediaType);
}

/** An invoice as the buyer sees it, with the file of the supplier and what was read from it. */
async function seenByBuyer(id: string): Promise<unknown> {
  const { node } = await market.buyer.reader.query<{ node: unknown }>(
    `query ($id: ID!) { node(id: $id) { ... on Invoice {
       number typeCode issueDate dueDate payable { amount currency }
       copies { document { name format } content { seller { name } lines { netAmount } problems { code severity } } } } } }`,
    { id },
  );
  return node;
}

function expectedOf(invoice: FileInvoice, document: { name: string; format: string }): object {
  return {
    number: invoice.number,
    typeCode: '380',
    issueDate: invoice.issueDate,
    dueDate: invoice.dueDate,
    payable: { amount: '1250.00', currency: 'EUR' },
    copies: [
      {
        document,
        content: { seller: { name: invoice.supplier.name }, lines: [{ netAmount: '1250.00' }], problems: [] },
      },
    ],
  };
}

test('a CII lands, is seen as it was read, and is approved', async () => {
  const invoice = newInvoice();
  const { status, report } = await upload('Rechnung.XML', ciiInvoice(invoice), 'text/xml');
  expect({ status, report }).toMatchObject({ status: 200, report: { format: 'cii', refused: [], problems: [] } });
  const { invoiceId } = report.landed[0]!;
  expect(await seenByBuyer(invoiceId)).toEqual(expectedOf(invoice, { name: 'Rechnung.XML', format: 'cii' }));
  await approve(market, [invoiceId]);
});

test('a PDF with an invoice inside lands, and the same invoice by itself is a duplicate', async () => {
  const invoice = newInvoice();
  const content = ciiInvoice(invoice);
  const pdf = modernPdfOf(objectsWith([{ name: 'factur-x.xml', content, filter: flate }]));
  const { status, report } = await upload('INVOICE.PDF', pdf, 'application/pdf');
  expect({ status, report }).toMatchObject({ status: 200, report: { format: 'pdf+cii', refused: [], problems: [] } });
  const { invoiceId } = report.landed[0]!;
  expect(await seenByBuyer(invoiceId)).toEqual(expectedOf(invoice, { name: 'INVOICE.PDF', format: 'pdf+cii' }));
  const again = await upload('invoice.xml', content, 'application/xml');
  expect(again).toMatchObject({ status: 422, report: { refused: [{ problems: [{ code: 'DUPLICATE' }] }] } });
  await approve(market, [invoiceId]);
});

test('the UBL and the PDF of one invoice: by one side it is a duplicate, by the other its second document', async () => {
  const invoice = newInvoice();
  const pdf = pdfOf(objectsWith([{ name: 'factur-x.xml', content: ciiInvoice(invoice) }]));
  const { report } = await upload('invoice.pdf', pdf, 'application/pdf');
  const { invoiceId } = report.landed[0]!;
  const again = await upload('invoice.xml', ublInvoice(invoice), 'application/xml');
  expect(again).toMatchObject({ status: 422, report: { refused: [{ problems: [{ code: 'DUPLICATE' }] }] } });
  const joined = await market.buyer.as('MAKER').upload('invoice.xml', ublInvoice(invoice), 'application/xml');
  expect(joined).toMatchObject({ status: 200, report: { landed: [{ invoiceId }] } });
  expect(await seenByBuyer(invoiceId)).toMatchObject({
    copies: [{ document: { format: 'pdf+cii' } }, { document: { format: 'ubl-invoice' } }],
  });
});

describe('what cannot land is refused with its reason', () => {
  const pdfWith = (...contents: string[]) =>
    pdfOf(
      objectsWith(
        contents.map((content, index) => ({ name: index === 0 ? 'factur-x.xml' : 'xrechnung.xml', content })),
      ),
    );

  test.each<[string, () => Buffer, string]>([
    ['a picture of an invoice', () => pdfWith(), 'PDF_WITHOUT_INVOICE'],
    ['two invoices', () => pdfWith(ciiInvoice(newInvoice()), ciiInvoice(newInvoice())), 'PDF_SEVERAL_INVOICES'],
    [
      'a second one behind it',
      () => Buffer.concat([pdfWith(ciiInvoice(newInvoice())), pdfWith(ciiInvoice(newInvoice()))]),
      'PDF_MALFORMED',
    ],
    ['half a file', () => pdfWith(ciiInvoice(newInvoice())).subarray(0, 900), 'PDF_MALFORMED'],
  ])('a PDF with %s', async (_, bytes, code) => {
    const { status, report } = await upload('a.pdf', bytes(), 'application/octet-stream');
    expect({ status, report }).toMatchObject({ status: 422, report: { documentId: null, landed: [], refused: [] } });
    expect(report.problems.map(problem => problem.code)).toEqual([code]);
  });

  test('two PDFs in one upload', async () => {
    const parts = [1, 2].map(
      part =>
        `--x\r\ncontent-disposition: form-data; name="f${part}"; filename="${part}.pdf"\r\n\r\n${pdfWith(ciiInvoice(newInvoice()))}\r\n`,
    );
    const { status, report } = await upload('a.pdf', `${parts.join('')}--x--`, 'multipart/form-data; boundary=x');
    expect({ status, landed: report.landed }).toEqual({ status: 415, landed: undefined });
  });

  test('a credit note that names no invoice is owed to the buyer', async () => {
    const { status, report } = await upload('a.xml', ciiInvoice(newInvoice(), '381'), 'application/xml');
    expect({ status, report }).toMatchObject({
      status: 200,
      report: { landed: [], creditNotes: [{ outcome: 'OPEN', invoiceId: null }], refused: [] },
    });
  });

  test('totals that do not add up', async () => {
    const broken = ciiInvoice(newInvoice()).replace('<ram:DuePayableAmount>1250.00', '<ram:DuePayableAmount>1250.01');
    const { report } = await upload('a.xml', broken, 'application/xml');
    expect(report.refused.flatMap(({ problems }) => problems)).toEqual([
      expect.objectContaining({
        code: 'BR-CO-16',
        message: 'The amount due (BT-115) is "1250.01"; what it is made of gives 1250.00.',
      }),
    ]);
  });
});
