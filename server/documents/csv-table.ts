import type { CsvColumn } from './csv-columns.js';
import { type BrokenRecord, type CsvRecord, readCsvRecords } from './csv-records.js';
import type { DocumentProblem, DocumentProblemCode, Place, ProblemSeverity } from './document-reading.js';
import { fileProblem } from './document-reading.js';

/** A CSV file as rows of named values, whatever it is about. A wrong row spoils no other. */

/** Rows of one file, the header not counted. */
export const MOST_CSV_ROWS = 10_000;

const delimiters = [',', ';', '\t'] as const;
/** All that XML forbids too, and no database stores. */
const controlCharacters = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\uFFFE\uFFFF]/g;

export interface CsvTable<Name extends string> {
  readonly rows: readonly CsvRow<Name>[];
  /** Of the header, or of the file as a whole; with an ERROR among them there are no rows. */
  readonly problems: DocumentProblem[];
}

/** One row; of one whose values cannot be told apart only its problems. */
export interface CsvRow<Name extends string> {
  /** As a spreadsheet counts it: the header is row 1. */
  readonly row: number;
  readonly problems: readonly DocumentProblem[];
  /** The value of a column without surrounding blanks; null where it is empty, or there is no such column. */
  readonly value: ((name: Name) => string | null) | null;
}

/** Whether the first line with something in it names at least two of the columns. */
export function looksLikeCsvOf(columns: readonly CsvColumn[], text: string): boolean {
  return delimiters.some(delimiter => namesKnownIn(columns, firstLineOf(text), delimiter) > 1);
}

/** Reads every row; without a usable header none. The columns may stand in any order, under `,`, `;` or tabs. */
export function readCsvTable<Name extends string>(
  columns: readonly (CsvColumn & { readonly name: Name })[],
  text: string,
): CsvTable<Name> {
  const records = readCsvRecords(text, delimiterOf(columns, text), MOST_CSV_ROWS + 2).filter(
    record => !isBlank(record),
  );
  const [header, ...rows] = records;
  if (!header) return { rows: [], problems: [fileProblem('CSV_NO_ROWS', 'The file has no header and no rows.')] };
  if ('fault' in header) return { rows: [], problems: [problemOfFault(header, [])] };
  const names = header.cells.map(cell => cell.trim().toLowerCase());
  const problems = headerProblems(columns, header.row, names);
  if (problems.some(problem => problem.severity === 'ERROR')) return { rows: [], problems };
  if (rows.length === 0) problems.push(fileProblem('CSV_NO_ROWS', 'The file has a header and no rows.'));
  if (rows.length > MOST_CSV_ROWS) {
    const message = `The file has more than ${MOST_CSV_ROWS} rows: split it.`;
    return { rows: [], problems: [...problems, fileProblem('CSV_TOO_MANY_ROWS', message)] };
  }
  const indexOf = new Map(names.map((name, index) => [name, index]));
  return { rows: rows.map(record => rowOf<Name>(record, names, indexOf)), problems };
}

function firstLineOf(text: string): string {
  return /[^\r\n]*\S[^\r\n]*/.exec(text.slice(0, 65_536))?.[0] ?? '';
}

/** The separator under which the header names most of the columns. */
function delimiterOf(columns: readonly CsvColumn[], text: string): string {
  const line = firstLineOf(text);
  const known = delimiters.map(delimiter => namesKnownIn(columns, line, delimiter));
  return delimiters[known.indexOf(Math.max(...known))] ?? ',';
}

function namesKnownIn(columns: readonly CsvColumn[], line: string, delimiter: string): number {
  const names = line.split(delimiter).map(cell => cell.replace(/"/g, '').trim().toLowerCase());
  return names.filter(name => columns.some(column => column.name === name)).length;
}

function isBlank(record: CsvRecord): boolean {
  return 'cells' in record && record.cells.every(cell => cell.trim() === '');
}

function headerProblems(columns: readonly CsvColumn[], row: number, names: readonly string[]): DocumentProblem[] {
  const known = new Set(columns.map(column => column.name));
  const missing = columns.filter(column => column.required && !names.includes(column.name));
  const repeated = names.filter((name, index) => known.has(name) && names.indexOf(name) !== index);
  const unknown = names.filter(name => name !== '' && !known.has(name));
  return [
    ...missing.map(({ name }) => problemAt(row, name, 'CSV_COLUMN_MISSING', `The column ${name} is missing.`)),
    ...repeated.map(name => problemAt(row, name, 'CSV_COLUMN_REPEATED', `The column ${name} stands twice.`)),
    ...unknown.map(name => {
      const shown = name.length > 40 ? `${name.slice(0, 40)}…` : name;
      return problemAt(row, shown, 'CSV_COLUMN_UNKNOWN', `The column ${shown} is not known and not read.`, 'WARNING');
    }),
  ];
}

function rowOf<Name extends string>(
  record: CsvRecord,
  names: readonly string[],
  indexOf: ReadonlyMap<string, number>,
): CsvRow<Name> {
  const { row } = record;
  if ('fault' in record) return { row, problems: [problemOfFault(record, names)], value: null };
  // Cells behind the last column say nothing when they are empty: spreadsheets leave such.
  const cells = record.cells.filter((cell, index) => index < names.length || cell.trim() !== '');
  if (cells.length !== names.length) {
    // Which value belongs to which column is not known, so none of them is judged.
    const message = `The row has ${cells.length} values, the header ${names.length} columns.`;
    return { row, problems: [problemAt(row, null, 'CSV_ROW_LENGTH', message)], value: null };
  }
  return {
    row,
    problems: controlProblems(row, cells, names),
    value: name => cells[indexOf.get(name) ?? -1]?.replace(controlCharacters, '').trim() || null,
  };
}

function controlProblems(row: number, cells: readonly string[], names: readonly string[]): DocumentProblem[] {
  const message = 'The value holds a control character, which is never part of a text.';
  return names
    .filter((_, index) => cells[index]?.search(controlCharacters) !== -1)
    .map(name => problemAt(row, name, 'CSV_MALFORMED', message));
}

function problemOfFault({ row, cell, fault }: BrokenRecord, names: readonly string[]): DocumentProblem {
  return problemAt(row, cell === null ? null : (names[cell] ?? null), 'CSV_MALFORMED', fault);
}

/** A problem of a row, or of one value of it. */
export function problemAt(
  row: number,
  column: string | null,
  code: DocumentProblemCode,
  message: string,
  severity: ProblemSeverity = 'ERROR',
): DocumentProblem {
  return { code, ...placeAt(row, column), message, severity };
}

export function placeAt(row: number, column: string | null): Place {
  return { path: column === null ? `row ${row}` : `row ${row}, column ${column}`, row, column };
}
