import { CsvError, parse } from 'csv-parse/sync';

/** One record of a CSV file (RFC 4180). Rows count as in a spreadsheet: the first record is row 1, empty ones count. */
export type CsvRecord = { row: number; cells: string[] } | BrokenRecord;

export interface BrokenRecord {
  row: number;
  /** One sentence. */
  fault: string;
  /** Which value is broken, counted from 0; null for the row as a whole. */
  cell: number | null;
}

/** More than any invoice row needs; a quote that never closes must not take the rest of the file into memory. */
const LONGEST_RECORD = 65_536;

/** Each broken record costs a new start. */
const MOST_FAULTS = 100;

/**
 * The records of a file, `mostRecords` at most. A record with a stray quote is reported and reading goes on behind the
 * line on which it began, so that one broken row does not take the good ones below it along; after 100 of them the rest
 * is given up, which the last record then says.
 */
export function readCsvRecords(text: string, delimiter: string, mostRecords: number): CsvRecord[] {
  const records: CsvRecord[] = [];
  let rest = text.split('\r\n').join('\n').split('\r').join('\n');
  for (let faults = 1; rest !== '' && records.length < mostRecords; faults += 1) {
    const { cells, linesRead, fault } = readUntilFault(rest, delimiter, mostRecords - records.length);
    for (const record of cells) records.push({ row: records.length + 1, cells: record });
    if (!fault) break;
    records.push({ row: records.length + 1, ...fault });
    rest = withoutLines(rest, linesRead + 1);
    if (faults === MOST_FAULTS && rest !== '') {
      const message = `${MOST_FAULTS} rows are broken: from this one on the file is not read.`;
      records.push({ row: records.length + 1, fault: message, cell: null });
      break;
    }
  }
  return records;
}

function readUntilFault(text: string, delimiter: string, most: number) {
  const cells: string[][] = [];
  let linesRead = 0;
  try {
    parse(text, {
      delimiter,
      record_delimiter: '\n',
      relax_column_count: true,
      max_record_size: LONGEST_RECORD,
      to: most,
      on_record: (record, info) => {
        cells.push(record);
        linesRead = info.lines;
        return null;
      },
    });
    return { cells, linesRead, fault: null };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { cells, linesRead, fault: { fault: sentenceOf(error), cell: Number(error['column']) } };
  }
}

function sentenceOf(error: CsvError): string {
  switch (error.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return 'A quoted value is not closed.';
    case 'CSV_INVALID_CLOSING_QUOTE':
      return 'Something stands between the closing quote of a value and the next separator.';
    case 'INVALID_OPENING_QUOTE':
      return 'A quote stands inside a value that is not quoted: put the value in quotes and double each quote in it.';
    case 'CSV_MAX_RECORD_SIZE':
      return `The row is longer than ${LONGEST_RECORD} characters: a quote may not be closed.`;
    default:
      return 'The row is not written as RFC 4180 asks.';
  }
}

function withoutLines(text: string, lines: number): string {
  let at = 0;
  for (let line = 0; line < lines; line += 1) {
    const end = text.indexOf('\n', at);
    if (end === -1) return '';
    at = end + 1;
  }
  return text.slice(at);
}
