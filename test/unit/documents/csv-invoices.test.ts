import type { DocumentProblem, DocumentReading } from '../../../server/documents/index.js';
import { csvColumns, csvTemplate, MOST_CSV_ROWS } from '../../../server/documents/index.js';
import { csvOf, problemsOf, read } from './sample-documents.js';

function readCsv(text: string): DocumentReading {
  return read(text, 'invoices.csv');
}

describe('the template', () => {
  test('is read without a problem, every column of it', () => {
    const reading = readCsv(csvTemplate());
    expect(problemsOf(reading)).toEqual([]);
    expect(reading.format).toBe('csv');
    expect(reading.invoices).toEqual([
      expect.objectContaining({
        row: 2,
        number: 'RE-2026-0042',
        typeCode: '380',
        issueDate: '2026-03-02',
        dueDates: ['2026-05-01'],
        currency: 'EUR',
        payableAmount: '11900.00',
        taxTotals: [{ amount: '1900.00', currency: 'EUR' }],
        orderReference: 'PO-7781',
        iban: 'DE89370400440532013000',
        notes: [],
      }),
    ]);
    expect(reading.invoices[0]?.supplier).toMatchObject({
      name: 'Muster Werke GmbH',
      vatId: 'DE123456789',
      legalId: { value: 'HRB 12345', scheme: null },
      lei: '529900T8BM49AURSDO55',
    });
    expect(reading.invoices[0]?.buyer).toMatchObject({ name: 'Exemple Industries SA', lei: null });
  });

  test('starts with a byte order mark and holds all columns in their order', () => {
    const [header] = csvTemplate().split('\r\n');
    expect(header).toBe(`\u{FEFF}${csvColumns.map(column => column.name).join(',')}`);
  });
});

describe('how a file may be written', () => {
  test.each([',', ';', '\t'])('values separated by %j', separator => {
    const reading = readCsv(csvOf([{}, { invoice_number: 'RE-2' }], separator));
    expect(problemsOf(reading)).toEqual([]);
    expect(reading.invoices.map(invoice => invoice.number)).toEqual(['RE-1', 'RE-2']);
  });

  test('columns in any order, in capitals, optional ones left out', () => {
    const text =
      'Buyer_Name,CURRENCY, payable_amount ,issue_date,invoice_number,supplier_name\n' +
      'Exemple SA,EUR,119.00,2026-03-02,RE-1,Muster Werke GmbH\n';
    const reading = readCsv(text);
    expect(problemsOf(reading)).toEqual(['DUE_DATE_MISSING row 2, column due_date']);
    expect(reading.invoices[0]).toMatchObject({ number: 'RE-1', typeCode: '380', payableAmount: '119.00' });
  });

  test('quoted values with separators, quotes and line breaks in them', () => {
    const [invoice] = readCsv(csvOf([{ note: '"a ""b"", c\r\nd"', supplier_name: '"Muster, Werke; GmbH"' }])).invoices;
    expect(invoice).toMatchObject({ notes: ['a "b", c\nd'], problems: [] });
    expect(invoice?.supplier?.name).toBe('Muster, Werke; GmbH');
  });

  test.each(['\n', '\r\n', '\r'])('lines ended by %j', end => {
    const reading = readCsv(csvOf([{}, { invoice_number: 'RE-2' }]).replaceAll('\r\n', end));
    expect(problemsOf(reading)).toEqual([]);
    expect(reading.invoices).toHaveLength(2);
  });

  test('UTF-16, as spreadsheets save it, and any name', () => {
    const bytes = Buffer.from(`\u{FEFF}${csvOf([{ supplier_name: 'Müßter' }], '\t')}`, 'utf16le');
    expect(read(bytes, 'upload').invoices[0]?.supplier?.name).toBe('Müßter');
  });

  test('empty lines and empty columns at the end', () => {
    const text = csvOf([{}]).replace(/\r\n/g, ',,\r\n');
    expect(problemsOf(readCsv(`${text}\r\n,,,\r\n`))).toEqual([]);
  });
});

describe('every fault of every row', () => {
  test('90 good rows and 10 bad ones: the good are clean, the bad are told apart by row and column', () => {
    const faults: Record<number, Record<string, string>> = {
      3: { invoice_number: '' },
      14: { issue_date: '02.03.2026' },
      25: { due_date: '2026-03-01' },
      36: { currency: 'EURO' },
      47: { payable_amount: '"119,00"' },
      58: { payable_amount: '119.001' },
      69: { payable_amount: '1234567890123456' },
      70: { supplier_name: '', buyer_name: '' },
      81: { type_code: '381', payable_amount: '-1' },
      92: { payee_iban: 'DE00', supplier_lei: 'X', tax_amount: 'x' },
    };
    const rows = Array.from({ length: 100 }, (_, index) => ({
      invoice_number: `RE-${index}`,
      ...faults[index + 2],
    }));
    const { problems, invoices } = readCsv(csvOf(rows));
    expect(problems).toEqual([]);
    expect(invoices).toHaveLength(100);
    expect(invoices.filter(invoice => invoice.problems.length === 0)).toHaveLength(90);
    expect(invoices.flatMap(invoice => invoice.problems).map(({ code, row, column }) => [code, row, column])).toEqual([
      ['NUMBER_MISSING', 3, 'invoice_number'],
      ['DATE_INVALID', 14, 'issue_date'],
      ['DUE_DATE_BEFORE_ISSUE_DATE', 25, 'due_date'],
      ['CURRENCY_UNKNOWN', 36, 'currency'],
      ['AMOUNT_INVALID', 47, 'payable_amount'],
      ['AMOUNT_TOO_MANY_DECIMALS', 58, 'payable_amount'],
      ['AMOUNT_TOO_LARGE', 69, 'payable_amount'],
      ['SUPPLIER_MISSING', 70, 'supplier_name'],
      ['BUYER_MISSING', 70, 'buyer_name'],
      ['AMOUNT_NOT_POSITIVE', 81, 'payable_amount'],
      ['AMOUNT_INVALID', 92, 'tax_amount'],
      ['LEI_INVALID', 92, 'supplier_lei'],
      ['IBAN_INVALID', 92, 'payee_iban'],
    ]);
  });

  test('the path says in words what row and column say apart', () => {
    const [problem] = readCsv(csvOf([{ currency: '' }])).invoices[0]?.problems ?? [];
    expect(problem).toEqual<DocumentProblem>({
      code: 'CURRENCY_MISSING',
      path: 'row 2, column currency',
      row: 2,
      column: 'currency',
      message: 'The invoice has no currency.',
      severity: 'ERROR',
    });
  });

  test('a row with too few or too many values is not guessed at', () => {
    const good = csvOf([{}]).split('\r\n')[1] ?? '';
    const reading = readCsv(`${csvOf([{}])}${good.replace(/,[^,]*$/, '')}\r\n${good}x,y\r\n`);
    expect(problemsOf(reading)).toEqual(['CSV_ROW_LENGTH row 3', 'CSV_ROW_LENGTH row 4']);
    expect(reading.invoices[1]).toMatchObject({ number: null, payableAmount: null });
  });

  test('rows are counted as a spreadsheet counts them', () => {
    const [header = '', good = ''] = csvOf([{ note: '"two\nlines"' }]).split('\r\n');
    const bad = csvOf([{ invoice_number: '' }]).split('\r\n')[1] ?? '';
    expect(problemsOf(readCsv(`${header}\n${good}\n\n\n${bad}\n`))).toEqual([
      'NUMBER_MISSING row 5, column invoice_number',
    ]);
  });

  test('control characters are named and taken out', () => {
    const reading = readCsv(csvOf([{ supplier_name: 'Mus\u{0}ter' }]));
    expect(problemsOf(reading)).toEqual(['CSV_MALFORMED row 2, column supplier_name']);
    expect(reading.invoices[0]?.supplier?.name).toBe('Muster');
  });
});

describe('a broken quote spoils its own row alone', () => {
  test.each([
    ['a quote inside a value', { supplier_name: 'Muster "Werke" GmbH' }, 'supplier_name'],
    ['something behind a closing quote', { supplier_name: '"Muster" Werke' }, 'supplier_name'],
    ['a quote that is never closed', { buyer_name: '"Exemple SA' }, 'buyer_name'],
  ])('%s', (_, bad, column) => {
    const rows: Record<string, string>[] = [
      {},
      { invoice_number: 'RE-2', ...bad },
      { invoice_number: 'RE-3' },
      { invoice_number: 'RE-4' },
    ];
    const reading = readCsv(csvOf(rows));
    expect(problemsOf(reading)).toEqual([`CSV_MALFORMED row 3, column ${column}`]);
    expect(reading.invoices.map(invoice => invoice.number)).toEqual(['RE-1', null, 'RE-3', 'RE-4']);
  });

  test('two such rows are two problems', () => {
    const rows: Record<string, string>[] = [
      { note: '"x' },
      { invoice_number: 'RE-2' },
      { invoice_number: 'RE-3', note: '"y' },
    ];
    expect(problemsOf(readCsv(csvOf(rows)))).toEqual([
      'CSV_MALFORMED row 2, column note',
      'CSV_MALFORMED row 4, column note',
    ]);
  });

  test('after a hundred the rest is given up, and it says so', () => {
    const rows = Array.from({ length: 150 }, () => ({ note: 'x"' }));
    const { invoices } = readCsv(csvOf(rows));
    expect(invoices).toHaveLength(101);
    expect(invoices.at(-1)?.problems).toEqual([
      expect.objectContaining({ row: 102, message: '100 rows are broken: from this one on the file is not read.' }),
    ]);
  });
});

describe('the header', () => {
  test('without a required column is one problem for each, and no row is read', () => {
    const reading = readCsv('invoice_number,due_date,payable_amount\n1,2026-05-01,x\n');
    expect(problemsOf(reading)).toEqual(
      ['issue_date', 'currency', 'supplier_name', 'buyer_name'].map(name => `CSV_COLUMN_MISSING row 1, column ${name}`),
    );
    expect(reading.invoices).toEqual([]);
  });

  test('with a column that is not known is a warning', () => {
    const text = csvOf([{}])
      .replace('note\r\n', 'note,cost_centre\r\n')
      .replace(/,\r\n$/, ',,\r\n');
    const reading = readCsv(text);
    expect(reading.problems).toEqual([
      expect.objectContaining({ code: 'CSV_COLUMN_UNKNOWN', row: 1, column: 'cost_centre', severity: 'WARNING' }),
    ]);
    expect(reading.invoices[0]?.problems).toEqual([]);
  });

  test('with a column twice is refused: nobody could tell which counts', () => {
    expect(problemsOf(readCsv(csvOf([{}]).replace(',note\r\n', ',currency\r\n')))).toEqual([
      'CSV_COLUMN_REPEATED row 1, column currency',
    ]);
  });

  test.each([
    ['', 'FILE_EMPTY /'],
    ['\r\n\r\n', 'CSV_NO_ROWS /'],
    [csvOf([]), 'CSV_NO_ROWS /'],
  ])('alone, or nothing at all: %#', (text, problem) => {
    expect(problemsOf(readCsv(text))).toEqual([problem]);
  });
});

describe('the same invoice twice in one file', () => {
  test('is refused the second time, however the number is spelt', () => {
    const reading = readCsv(csvOf([{}, { invoice_number: 'RE-2' }, { invoice_number: 're 1' }, {}]));
    expect(problemsOf(reading)).toEqual([
      'CSV_ROW_DUPLICATE row 4, column invoice_number',
      'CSV_ROW_DUPLICATE row 5, column invoice_number',
    ]);
    expect(reading.invoices[2]?.problems[0]?.message).toBe('The row repeats the invoice of row 2.');
  });

  test('is a warning where date or amount differ, and nothing where a party differs', () => {
    const reading = readCsv(csvOf([{}, { payable_amount: '120.00' }, { buyer_name: 'Autre SA' }]));
    expect(reading.invoices.map(invoice => invoice.problems.map(({ code, severity }) => [code, severity]))).toEqual([
      [],
      [['CSV_NUMBER_REPEATED', 'WARNING']],
      [],
    ]);
  });
});

describe('many rows', () => {
  const many = (count: number) =>
    csvOf(Array.from({ length: count }, (_, index) => ({ invoice_number: `RE-${index}` })));

  test(`${MOST_CSV_ROWS} are read`, () => {
    const { invoices, problems } = readCsv(many(MOST_CSV_ROWS));
    expect(problems).toEqual([]);
    expect(invoices).toHaveLength(MOST_CSV_ROWS);
    expect(invoices.at(-1)).toMatchObject({ row: MOST_CSV_ROWS + 1, number: `RE-${MOST_CSV_ROWS - 1}`, problems: [] });
  });

  test('one more is refused as a whole', () => {
    const reading = readCsv(many(MOST_CSV_ROWS + 1));
    expect(problemsOf(reading)).toEqual(['CSV_TOO_MANY_ROWS /']);
    expect(reading.invoices).toEqual([]);
  });
});
