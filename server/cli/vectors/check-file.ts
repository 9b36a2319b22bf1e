import { CsvError, parse } from 'csv-parse/sync';
import { businessDaysBetweenVectors, businessDayVectors, closingDayVectors } from './calendar-vectors.js';
import { dayCountVectors } from './day-count-vectors.js';
import { identifierVectors } from './identifier-vectors.js';
import { discountVectors, internalRateVectors, tradeCreditVectors } from './price-vectors.js';
import { VectorRow } from './vector-row.js';
import type { Verdict, VectorKind } from './verdict.js';
import { webhookVectors } from './webhook-vectors.js';

/** The most telling columns first: a table of closing days is known by little. */
const kinds: readonly VectorKind[] = [
  dayCountVectors,
  discountVectors,
  tradeCreditVectors,
  internalRateVectors,
  businessDayVectors,
  businessDaysBetweenVectors,
  identifierVectors,
  webhookVectors,
  closingDayVectors,
];

/** How the rows of one file fared. A file that is no table of vectors is one thing, not applicable. */
export interface FileReport {
  /** The kind of table, or null for a file of no known kind. */
  readonly kind: string | null;
  readonly passed: number;
  /** A sentence for each failure, in the order of the file. */
  readonly failures: readonly string[];
  /** Why rows, or the file, were left out, with how many. */
  readonly notApplicable: ReadonlyMap<string, number>;
}

interface Line {
  readonly cells: readonly string[];
  readonly number: number;
}

/** Judges every row of a table of vectors by what the product answers; the columns of its header say what it holds. */
export function checkVectors(content: string): FileReport {
  const { lines, fault } = linesOf(content);
  const [header, ...rows] = lines;
  const columns = header?.cells.map(column => column.trim()) ?? [];
  const kind = kinds.find(({ knownBy }) => knownBy.every(column => columns.includes(column)));
  if (!kind) return leftOut(null, 'no table of a known kind');

  const missing = kind.needs.filter(column => !columns.includes(column));
  if (missing.length > 0) return { ...nothing, kind: kind.name, failures: [`no column ${missing.join(', ')}`] };
  const verdicts = rows.map(line => ({ line: line.number, verdict: judge(kind, columns, line) }));
  if (verdicts.length === 0 && fault === undefined) return leftOut(kind.name, 'no rows');
  return {
    kind: kind.name,
    passed: verdicts.filter(({ verdict }) => verdict.outcome === 'PASSED').length,
    failures: [
      ...verdicts.flatMap(({ line, verdict }) =>
        verdict.outcome === 'FAILED' ? [`line ${line}: ${verdict.reason}`] : [],
      ),
      ...(fault === undefined ? [] : [fault]),
    ],
    notApplicable: counted(
      verdicts.flatMap(({ verdict }) => (verdict.outcome === 'NOT_APPLICABLE' ? [verdict.reason] : [])),
    ),
  };
}

const nothing: FileReport = { kind: null, passed: 0, failures: [], notApplicable: new Map() };

function leftOut(kind: string | null, reason: string): FileReport {
  return { ...nothing, kind, notApplicable: new Map([[reason, 1]]) };
}

/** The lines up to the first that cannot be read, and what is wrong with that one. */
function linesOf(content: string): { lines: Line[]; fault?: string } {
  const lines: Line[] = [];
  try {
    parse(content, {
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
      on_record: (cells: string[], { lines: number }) => void lines.push({ cells, number }),
    });
    return { lines };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { lines, fault: `unreadable from here on: ${error.message}` };
  }
}

function judge(kind: VectorKind, columns: readonly string[], { cells, number }: Line): Verdict {
  if (cells.length !== columns.length)
    return { outcome: 'FAILED', reason: `${cells.length} cells under ${columns.length} columns` };
  const row = new VectorRow(new Map(columns.map((column, index) => [column, cells[index]!])));
  try {
    return kind.judge(row);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { outcome: 'FAILED', reason: error.message };
  }
}

function counted(reasons: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return counts;
}
