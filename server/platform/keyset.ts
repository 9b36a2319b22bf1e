import { decodeCursor } from './connection.js';
import { parseLocalDate } from './local-date.js';

/*
 * Keyset pages over rows sorted by an instant, the latest first, then by id downwards:
 *
 *   SELECT t.*, ${sortKey('t.opened_at')} AS sort_key FROM …
 *    WHERE (t.opened_at, t.id) < ($1::timestamptz, $2::uuid) ORDER BY t.opened_at DESC, t.id DESC
 *
 * The instant travels as text with all its microseconds: a Date would drop three digits and skip rows, or show them twice.
 */

/** A row of a page, with the text of the instant it is sorted by. */
export type Listed<Row> = Row & { readonly sortKey: string };

/** Where a page begins: it holds the rows below this pair. */
export interface Place {
  /** An instant as PostgreSQL reads it, or 'infinity', or '-infinity'. */
  readonly at: string;
  readonly id: string;
}

const aboveAll: Place = { at: 'infinity', id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };
const belowAll: Place = { at: '-infinity', id: '00000000-0000-0000-0000-000000000000' };

/** SQL of the text in which an instant stands in a cursor. */
export function sortKey(column: string): string {
  return `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
}

/** The keys of a row's cursor. */
export function keysOf(row: Listed<{ readonly id: string }>): [string, string] {
  return [row.sortKey, row.id];
}

/** The place that a cursor names: without one above all rows; for one that is not ours below all, so that nothing is left. */
export function placeOf(after: string | null | undefined): Place {
  if (!after) return aboveAll;
  const [at = '', id = ''] = decodeCursor(after, 2) ?? [];
  const isInstant = /^.{10}T([01]\d|2[0-3])(:[0-5]\d){2}\.\d{6}Z$/.test(at);
  const isOurs = isInstant && parseLocalDate(at.slice(0, 10)) !== undefined && isUuid(id);
  return isOurs ? { at, id } : belowAll;
}

/** Whether a text has the form of an id inside. */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}
