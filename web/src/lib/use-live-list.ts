import { useCallback, useMemo, useRef, useSyncExternalStore } from 'react';
import { liveQueries } from '../app/session.js';
import { type Connection, LivePages, type LiveRows } from './live-pages.js';
import { keyOf, type LiveQuery } from './live-queries.js';
import type { SubjectKind } from './touched.js';
import type { TypedDocument } from './typed-document.js';

/** A list of any length, and how to read on in it. */
export interface LiveList<Row> extends Omit<LiveRows<Row>, 'rows'> {
  /** The rows of before stay until those of other variables are here. */
  readonly data: readonly Row[] | undefined;
  readonly refetch: () => void;
  readonly more: () => void;
  readonly see: (firstRow: number, lastRow: number) => void;
}

interface Options<Data, Row> {
  readonly rowsOf: (data: Data) => Connection<Row> | undefined;
  readonly rowKey: (row: Row) => string;
  readonly lists: readonly SubjectKind[] | 'ALL';
}

/** Rows that keep themselves up to date while they are on the screen, page after page as somebody reads on. */
export function useLiveList<Data, Variables extends { after?: string | null }, Row>(
  document: TypedDocument<Data, Variables>,
  variables: Omit<Variables, 'after'>,
  { rowsOf, rowKey, lists }: Options<Data, Row>,
): LiveList<Row> {
  const queryAfter = (after: string | undefined) =>
    ({ document, variables: { ...variables, after }, lists }) as unknown as LiveQuery;
  const pages = useMemo(
    () => new LivePages<Row>(liveQueries, { queryAfter, connectionOf: data => rowsOf(data as Data), keyOf: rowKey }),
    [keyOf(queryAfter(undefined))],
  );
  const listen = useCallback((listener: () => void) => pages.listen(listener), [pages]);
  const { rows, ...state } = useSyncExternalStore(listen, () => pages.shown());
  const before = useRef<readonly Row[] | undefined>(undefined);
  if (rows !== undefined) before.current = rows;
  const actions = useMemo(
    () => ({
      refetch: () => pages.refetch(),
      more: () => pages.more(),
      see: (firstRow: number, lastRow: number) => pages.see(firstRow, lastRow),
    }),
    [pages],
  );
  return { ...state, ...actions, data: rows ?? before.current };
}
