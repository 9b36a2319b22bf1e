import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { run } from '../../../server/cli/commands/read-invoice.js';
import { ciiInvoice } from './sample-cii.js';
import { csvOf, ublInvoice } from './sample-documents.js';
import { objectsWith, pdfOf } from '../../support/sample-pdf.js';

type Line = Record<string, unknown> & { file: string; problems: { code: string }[] };

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tenor-read-invoice-'));
  writeFileSync(join(folder, 'good.xml'), ublInvoice);
  writeFileSync(join(folder, 'cii.xml'), ciiInvoice);
  writeFileSync(join(folder, 'HYBRID.PDF'), pdfOf(objectsWith([{ name: 'factur-x.xml', content: ciiInvoice }])));
  writeFileSync(join(folder, 'picture.pdf'), pdfOf(objectsWith([])));
  writeFileSync(join(folder, 'rows.csv'), csvOf([{}, { invoice_number: 'RE-2', currency: 'euro' }]));
  writeFileSync(join(folder, 'broken.xml'), '<Invoice>');
  writeFileSync(join(folder, 'empty.xml'), '');
  writeFileSync(join(folder, 'large.xml'), '');
  truncateSync(join(folder, 'large.xml'), 10 * 1024 * 1024 + 1);
  mkdirSync(join(folder, 'folder.xml'));
  symlinkSync('/dev/zero', join(folder, 'endless.xml'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function runWith(...names: string[]): Promise<{ code: number; lines: Line[]; complaints: string }> {
  let output = '';
  let complaints = '';
  const code = await run(
    names.map(name => join(folder, name)),
    {
      stdin: new PassThrough(),
      stdout: { write: text => (output += text) },
      stderr: { write: text => (complaints += text) },
      env: {},
      buildWeb: () => Promise.resolve(),
    },
  );
  const lines = output.split('\n').slice(0, -1);
  return { code, lines: lines.map(line => JSON.parse(line) as Line), complaints };
}

test('one file is one line with the fields of its invoice', async () => {
  const { code, lines, complaints } = await runWith('good.xml');
  expect(code).toBe(0);
  expect(complaints).toBe('');
  expect(lines).toEqual([
    {
      file: join(folder, 'good.xml'),
      format: 'ubl-invoice',
      number: 'RE-2026-0042',
      typeCode: '380',
      issueDate: '2026-03-02',
      dueDate: '2026-05-01',
      dueDates: ['2026-05-01'],
      currency: 'EUR',
      taxCurrency: null,
      payableAmount: '119.00',
      taxInclusiveAmount: '119.00',
      taxExclusiveAmount: '100.00',
      prepaidAmount: null,
      taxTotals: [{ amount: '19.00', currency: 'EUR' }],
      taxRates: [{ category: 'S', rate: '19' }],
      accounts: ['DE89 3704 0044 0532 0130 00'],
      bics: ['COBADEFFXXX'],
      paymentMeans: ['58'],
      paymentTerms: ['60 days net'],
      precedingInvoices: ['RE-2026-0001'],
      profile: 'urn:cen.eu:en16931:2017',
      supplier: {
        name: 'Muster Werke GmbH',
        tradingName: 'Muster Werke',
        vatId: 'DE123456788',
        taxIds: ['89/123/45678'],
        legalId: 'HRB 12345',
      },
      buyer: { name: 'Exemple SA', tradingName: null, vatId: null, taxIds: [], legalId: null },
      payeeName: null,
      iban: 'DE89 3704 0044 0532 0130 00',
      problems: [],
    },
  ]);
});

test('a CII is one such line, alone or inside a PDF; a PDF without one is a problem', async () => {
  const { lines } = await runWith('cii.xml', 'HYBRID.PDF', 'picture.pdf');
  const fields = {
    number: 'RE-2026-0042',
    typeCode: '380',
    issueDate: '2026-03-02',
    dueDate: '2026-04-01',
    dueDates: ['2026-04-01', '2026-05-01'],
    currency: 'EUR',
    payableAmount: '100.00',
    supplier: { name: 'Muster Werke GmbH', vatId: 'DE123456788', legalId: 'HRB 12345' },
    buyer: { name: 'Exemple SA', vatId: null, legalId: null },
    payeeName: 'Faktor AG',
    iban: 'DE89 3704 0044 0532 0130 00',
    problems: [],
  };
  expect(lines).toMatchObject([
    { file: join(folder, 'cii.xml'), format: 'cii', ...fields },
    { file: join(folder, 'HYBRID.PDF'), format: 'pdf+cii', ...fields },
    expect.objectContaining({
      format: 'pdf',
      number: null,
      problems: [
        {
          code: 'PDF_WITHOUT_INVOICE',
          path: '/',
          message: 'The PDF has no invoice for programs inside, such as factur-x.xml: a picture of one is not read.',
          severity: 'ERROR',
        },
      ],
    }),
  ]);
});

test('a CSV file is one line with its first invoice, and all of them in a list', async () => {
  const [line] = (await runWith('rows.csv')).lines;
  const problem = {
    code: 'CURRENCY_UNKNOWN',
    path: 'row 3, column currency',
    message: '"euro" is not a currency code of ISO 4217, such as EUR.',
    severity: 'ERROR',
  };
  expect(line).toMatchObject({ format: 'csv', number: 'RE-1', invoiceCount: 2, problems: [problem] });
  expect(line?.['invoices']).toMatchObject([
    { row: 2, number: 'RE-1', currency: 'EUR', problems: [] },
    { row: 3, number: 'RE-2', currency: 'euro', problems: [problem] },
  ]);
});

test('what cannot be read is a line with a problem, in its place', async () => {
  const names = [
    'broken.xml',
    'nowhere.xml',
    'good.xml',
    'folder.xml',
    'endless.xml',
    'empty.xml',
    'large.xml',
    'good.xml',
  ];
  const { code, lines } = await runWith(...names);
  expect(code).toBe(0);
  expect(lines.map(line => line.file)).toEqual(names.map(name => join(folder, name)));
  expect(lines.map(line => line.problems.map(problem => problem.code))).toEqual([
    ['XML_MALFORMED'],
    ['UNREADABLE'],
    [],
    ['UNREADABLE'],
    ['UNREADABLE'],
    ['FILE_EMPTY'],
    ['FILE_TOO_LARGE'],
    [],
  ]);
  expect(lines[1]).toMatchObject({
    file: join(folder, 'nowhere.xml'),
    format: 'unknown',
    number: null,
    typeCode: null,
    issueDate: null,
    dueDate: null,
    dueDates: [],
    currency: null,
    payableAmount: null,
    supplier: { name: null, vatId: null, legalId: null },
    buyer: { name: null, vatId: null, legalId: null },
    payeeName: null,
    iban: null,
    problems: [{ code: 'UNREADABLE', path: '/', message: 'There is no such file.', severity: 'ERROR' }],
  });
});

test('without a file it says how it is called', async () => {
  const { code, lines, complaints } = await runWith();
  expect({ code, lines }).toEqual({ code: 2, lines: [] });
  expect(complaints).toBe('npm run -s tenor -- read-invoice FILE…\n');
});

test('a slow reader of the output is waited for', async () => {
  let buffered = 0;
  let mostBuffered = 0;
  const stdout = new Writable({
    highWaterMark: 1,
    write(chunk: Buffer, _encoding, written) {
      buffered += chunk.length;
      mostBuffered = Math.max(mostBuffered, this.writableLength);
      setTimeout(written, 1);
    },
  });
  const files = Array<string>(40).fill(join(folder, 'good.xml'));
  const io = { stdin: new PassThrough(), stdout, stderr: process.stderr, env: {}, buildWeb: () => Promise.resolve() };
  expect(await run(files, io)).toBe(0);
  expect(mostBuffered).toBe(buffered / 40);
});
