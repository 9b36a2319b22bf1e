import type { VectorRow } from './vector-row.js';

/** What a row says, held against what the product answers. */
export type Verdict =
  | { readonly outcome: 'PASSED' }
  | { readonly outcome: 'FAILED' | 'NOT_APPLICABLE'; readonly reason: string };

/** A kind of table, known by the columns of its header. */
export interface VectorKind {
  readonly name: string;
  /** A table with all of these columns is of this kind. */
  readonly knownBy: readonly string[];
  /** The columns that every row needs besides. */
  readonly needs: readonly string[];
  /** May throw a RangeError for a row that says nothing readable. */
  judge(row: VectorRow): Verdict;
}

/** One cell beside what the product answers. */
export interface Comparison {
  readonly column: string;
  readonly computed: string;
  readonly agrees: boolean;
}

export function notApplicable(reason: string): Verdict {
  return { outcome: 'NOT_APPLICABLE', reason };
}

/** Passed where every cell agrees; a row with nothing to compare is not applicable. */
export function agreement(row: VectorRow, comparisons: readonly Comparison[]): Verdict {
  if (comparisons.length === 0) return notApplicable('nothing to compare with');
  const wrong = comparisons.filter(({ agrees }) => !agrees);
  if (wrong.length === 0) return { outcome: 'PASSED' };
  const reasons = wrong.map(({ column, computed }) => `${column} is ${row.text(column)}, computed ${computed}`);
  return { outcome: 'FAILED', reason: reasons.join('; ') };
}

/** Each of the columns that the row fills, compared. */
export function compareFilled(
  row: VectorRow,
  columns: readonly string[],
  compare: (column: string) => Comparison,
): Comparison[] {
  return columns.filter(column => row.has(column)).map(compare);
}

/** The same text, to the letter. */
export function sameText(row: VectorRow, column: string, computed: string): Comparison {
  return { column, computed, agrees: row.text(column) === computed };
}
