import type { CsvColumn } from './csv-columns.js';
import { type CsvRow, readCsvTable } from './csv-table.js';
import type { DocumentProblem } from './document-reading.js';

/** What only a buyer knows of its arrangements, in CSV: one fact a row. */

const factColumns = [
  { name: 'programme', required: true, meaning: 'Name of the programme.', example: 'Maple suppliers EUR' },
  {
    name: 'kind',
    required: true,
    meaning: 'TERMS, SECURITY, RANGE_NOTE, LINE_ITEM, COMPARABLE or NON_CASH.',
    example: 'LINE_ITEM',
  },
  {
    name: 'moment',
    required: false,
    meaning: 'BEGINNING or END of the period. Needed for LINE_ITEM and COMPARABLE.',
    example: 'END',
  },
  {
    name: 'label',
    required: false,
    meaning: 'Of LINE_ITEM the line of the balance sheet; of NON_CASH what changed.',
    example: 'Trade and other payables',
  },
  {
    name: 'amount',
    required: false,
    meaning: 'In the currency of the programme, with a decimal dot. Needed for LINE_ITEM and NON_CASH.',
    example: '100000.00',
  },
  {
    name: 'days_from',
    required: false,
    meaning: 'Of COMPARABLE: the fewest days from the invoice date to the payment due date.',
    example: '',
  },
  { name: 'days_until', required: false, meaning: 'Of COMPARABLE: the most of those days.', example: '' },
  { name: 'note', required: false, meaning: 'A text. Needed for TERMS, SECURITY and RANGE_NOTE.', example: '' },
] as const satisfies readonly CsvColumn[];

type FactColumnName = (typeof factColumns)[number]['name'];

/** One row, its values as they are written; what is wrong with the writing is in `problems`. */
interface FactFileRow {
  readonly row: number;
  readonly problems: readonly DocumentProblem[];
  readonly values: Readonly<Record<FactColumnName, string | null>>;
}

/** Reads every row; without a usable header none. */
export function readFactFile(text: string): {
  readonly rows: readonly FactFileRow[];
  readonly problems: readonly DocumentProblem[];
} {
  const { rows, problems } = readCsvTable(factColumns, text);
  return { rows: rows.map(factRowOf), problems };
}

function factRowOf({ row, problems, value }: CsvRow<FactColumnName>): FactFileRow {
  const values = Object.fromEntries(factColumns.map(({ name }) => [name, value?.(name) ?? null]));
  return { row, problems, values: values as FactFileRow['values'] };
}
