import { useRouter } from '@tanstack/react-router';
import { useCallback, useLayoutEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { liveQueries } from '../app/session.js';
import { keepListPlace, type ListPlace, listPlace } from './list-places.js';
import { type Connection, type KeptPages, LivePages, type LiveRows } from './live-pages.js';
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
  /** Another one when the rows are those of other variables. */
  readonly generation: number;
  /** Where somebody who comes back left the list; kept anew when the list is left. */
  readonly place: ListPlace;
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
  const { history } = useRouter();
  const listKey = keyOf(queryAfter(undefined));
  const { pages, place, entry } = useMemo(() => {
    const entry = history.location.state.__TSR_key;
    const place = listPlace(entry, listKey);
    const query = { queryAfter, connectionOf: (data: unknown) => rowsOf(data as Data), keyOf: rowKey };
    return { pages: new LivePages<Row>(liveQueries, query, place.pages as KeptPages<Row> | undefined), place, entry };
  }, [listKey]);
  // Before its rows are taken off the screen, for without them the window is scrolled to its top.
  useLayoutEffect(
    () => () => keepListPlace(entry, listKey, { ...place, pages: pages.kept(), scrollY: window.scrollY }),
    [pages],
  );
  const listen = useCallback((listener: () => void) => pages.listen(listener), [pages]);
  const { rows, ...state } = useSyncExternalStore(listen, () => pages.shown());
  const before = useRef({ rows: undefined as readonly Row[] | undefined, pages, generation: 0 }).current;
  if (rows !== undefined) {
    if (before.pages !== pages) before.generation += 1;
    Object.assign(before, { rows, pages });
  }
  const actions = useMemo(
    () => ({
      refetch: () => pages.refetch(),
      more: () => pages.more(),
      see: (firstRow: number, lastRow: number) => pages.see(firstRow, lastRow),
    }),
    [pages],
  );
  return { ...state, ...actions, data: rows ?? before.rows, generation: before.generation, place };
}
