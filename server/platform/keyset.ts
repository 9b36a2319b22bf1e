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

/** A row of a page, with what it is sorted by as text. */
export type Listed<Row> = Row & { readonly sortKey: string | readonly string[] };

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
export function keysOf(row: Listed<{ readonly id: string }>): string[] {
  return [row.sortKey, row.id].flat();
}

/** The place that a cursor names: without one above all rows; for one that is not ours below all, so that nothing is left. */
export function placeOf(after: string | null | undefined): Place {
  if (!after) return aboveAll;
  const [at = '', id = ''] = decodeCursor(after, 2) ?? [];
  return isInstant(at) && isUuid(id) ? { at, id } : belowAll;
}

/** Whether a text is an instant as `sortKey` writes it. */
function isInstant(text: string): boolean {
  return /^.{10}T([01]\d|2[0-3])(:[0-5]\d){2}\.\d{6}Z$/.test(text) && parseLocalDate(text.slice(0, 10)) !== undefined;
}

/** Whether a text has the form of an id inside. */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}

/*
 * Lists that a reader may sort: by the columns of one of their orders, then by id, all in one direction, so that one index
 * serves both. The cursor names its order, and is none of ours in another.
 */

/** A column of a list's order; never empty. */
interface SortColumn {
  readonly sql: string;
  readonly type: 'timestamptz' | 'date' | 'bigint' | 'numeric' | 'text';
}

/** What a list can be sorted by, each with the direction it has unless the reader asks for one. */
export type Orders<Name extends string> = Readonly<
  Record<Name, { readonly columns: readonly SortColumn[]; readonly descending: boolean }>
>;

/** How a reader wants a list, and after which row of it; without a name as its first order has it. */
export interface Sorting<Name extends string> {
  readonly orderBy?: Name | null;
  readonly descending?: boolean | null;
  readonly after?: string | null;
}

/** The parts of a statement that reads one page. */
export interface SortedPage {
  /** The column `sort_key`, for `keysOf`. */
  readonly key: string;
  readonly orderBy: string;
  /** The condition that a row lies behind the cursor; its two parameters stand from `$first` on. */
  after(first: number): string;
  readonly parameters: readonly [readonly string[] | null, string | null];
}

export function sortedPage<Name extends string>(orders: Orders<Name>, sorting: Sorting<Name>): SortedPage {
  const name = sorting.orderBy ?? (Object.keys(orders)[0] as Name);
  const { columns, descending: usual } = orders[name];
  const descending = sorting.descending ?? usual;
  const direction = descending ? 'DESC' : 'ASC';
  const label = `${name} ${direction}`;
  const parameters = behind(label, columns, sorting.after);
  return {
    key: `ARRAY['${label}', ${columns.map(keyText).join(', ')}] AS sort_key`,
    orderBy: [...columns.map(({ sql }) => sql), 't.id'].map(sql => `${sql} ${direction}`).join(', '),
    after(first) {
      if (parameters[0] === null) return `($${first}::text[] IS NULL AND $${first + 1}::uuid IS NULL)`;
      const values = columns.map(({ type }, index) => `($${first}::text[])[${index + 1}]::${type}`);
      const here = [...columns.map(({ sql }) => sql), 't.id'].join(', ');
      return `(${here}) ${descending ? '<' : '>'} (${values.join(', ')}, $${first + 1}::uuid)`;
    },
    parameters,
  };
}

/** The keys and the id in a cursor; nulls without one. A cursor that is none of ours compares with nothing, so no row is left. */
function behind(
  label: string,
  columns: readonly SortColumn[],
  after: string | null | undefined,
): SortedPage['parameters'] {
  if (!after) return [null, null];
  const [named, ...keys] = decodeCursor(after, columns.length + 2) ?? [];
  const id = keys.pop() ?? '';
  const isOurs = named === label && isUuid(id) && columns.every(({ type }, index) => isKeyOf[type](keys[index]!));
  return isOurs ? [keys, id] : [[], null];
}

const isKeyOf: Readonly<Record<SortColumn['type'], (text: string) => boolean>> = {
  timestamptz: isInstant,
  date: text => parseLocalDate(text) !== undefined,
  bigint: text => /^-?\d{1,18}$/.test(text),
  numeric: text => /^-?\d{1,12}(\.\d{1,8})?$/.test(text),
  text: () => true,
};

function keyText({ sql, type }: SortColumn): string {
  return type === 'timestamptz' ? sortKey(sql) : `${sql}::text`;
}

/**
 * The ids of the rows of a page, from `source`, that meet `condition`: one range of an index for each way in which a viewer
 * comes to see rows, cut to a page before they are put together. Ways must not overlap.
 */
export function idsOfPage(
  page: SortedPage,
  { source, ways, condition, limit }: { source: string; ways: readonly string[]; condition: string; limit: string },
): string {
  const ids = ways.map(
    way => `(SELECT t.id FROM ${source} WHERE ${way} AND ${condition} ORDER BY ${page.orderBy} LIMIT ${limit})`,
  );
  return ids.join(' UNION ALL ');
}

/** The ways in which a viewer comes to see rows of `t`: it sees all, or it is the party in one of these columns. */
export function waysOfParties(...columns: string[]): string[] {
  return ['viewer_sees_all()', ...columns.map(column => `NOT viewer_sees_all() AND ${column} = viewer_organization()`)];
}
