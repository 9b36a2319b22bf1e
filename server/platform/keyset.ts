import { decodeCursor } from './connection.js';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Where a page of rows ordered by (instant, id), newest first, goes on: it holds the rows below this pair. */
export interface Below {
  /** An instant as PostgreSQL reads it, or 'infinity', or '-infinity'. */
  readonly at: string;
  readonly id: string;
}

const everything: Below = { at: 'infinity', id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };
const nothing: Below = { at: '-infinity', id: '00000000-0000-0000-0000-000000000000' };

/** The keys of a row's cursor. The instant must be kept in whole milliseconds. */
export function newestFirstKeys(at: Date, id: string): [string, string] {
  return [at.toISOString(), id];
}

/** Reads a cursor made of `newestFirstKeys`: none is the first page, a malformed one counts as none left. */
export function belowCursor(after: string | null | undefined): Below {
  if (!after) return everything;
  const [at, id] = decodeCursor(after, 2) ?? [];
  if (at === undefined || id === undefined || !uuid.test(id)) return nothing;
  const instant = new Date(at);
  return Number.isNaN(instant.getTime()) || instant.toISOString() !== at ? nothing : { at, id };
}
