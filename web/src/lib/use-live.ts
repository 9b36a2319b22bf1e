import { useCallback, useRef, useSyncExternalStore } from 'react';
import { liveQueries } from '../app/session.js';
import type { RequestFault } from './graphql-client.js';
import { keyOf, type LiveQuery } from './live-queries.js';
import type { SubjectKind } from './touched.js';
import type { TypedDocument } from './typed-document.js';

/** What a query shows now; the data of before stays while it is asked again. */
export interface Live<Data> {
  readonly data: Data | undefined;
  readonly fault: RequestFault | undefined;
  readonly loading: boolean;
  readonly refetch: () => void;
}

interface Options {
  /** An event about one of these may change which rows there are. */
  readonly lists?: readonly SubjectKind[] | 'ALL';
  /** Shows the data of the variables before until that of the new ones is here: for filters, never for another thing. */
  readonly keep?: boolean;
}

/** Data that keeps itself up to date while it is on the screen. */
export function useLive<Data, Variables extends object>(
  document: TypedDocument<Data, Variables>,
  variables: Variables,
  { lists = [], keep = false }: Options = {},
): Live<Data> {
  const query = { document, variables, lists } as unknown as LiveQuery;
  const key = keyOf(query);
  const watch = useCallback((listener: () => void) => liveQueries.watch(query, listener), [key]);
  const state = useSyncExternalStore(watch, () => liveQueries.stateOf(key));
  const before = useRef<unknown>(undefined);
  if (state.data !== undefined) before.current = state.data;
  const data = state.data ?? (keep ? before.current : undefined);
  const refetch = useCallback(() => liveQueries.refetch(key), [key]);
  return { data: data as Data | undefined, fault: state.fault, loading: state.loading, refetch };
}
