import { decodeCursor } from './connection.js';
import { parseLocalDate } from './local-date.js';

/*
 * Keyset pages over rows sorted by an instant, then by id. The instant travels as text with all its microseconds: a Date
 * would drop three digits and skip rows, or show them twice.
 */

/** The place behind which a page begins. */
export interface InstantKeyset {
  readonly instant: string;
  readonly id: string;
}

/** SQL of the text in which an instant stands in a cursor. */
export function instantKey(column: string): string {
  return `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
}

/** The place that a cursor names, null for none; `undefined` for one that is not ours, behind which nothing is left. */
export function instantKeysetOf(after: string | null | undefined): InstantKeyset | null | undefined {
  if (!after) return null;
  const [instant = '', id = ''] = decodeCursor(after, 2) ?? [];
  const isInstant = /^.{10}T([01]\d|2[0-3])(:[0-5]\d){2}\.\d{6}Z$/.test(instant);
  const isOurs = isInstant && parseLocalDate(instant.slice(0, 10)) !== undefined && isUuid(id);
  return isOurs ? { instant, id } : undefined;
}

/** Whether a text has the form of an id inside. */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}
