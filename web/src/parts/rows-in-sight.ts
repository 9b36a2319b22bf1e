import { defaultRangeExtractor, useWindowVirtualizer, type VirtualItem } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { ListPlace } from '../lib/list-places.js';

/** How to read on in a list of which only the first pages are here. */
export interface ReadOn {
  readonly hasNextPage: boolean;
  readonly loading: boolean;
  readonly more: () => void;
  /** Which rows are in sight. */
  readonly see: (firstRow: number, lastRow: number) => void;
  /** Another one when the rows are those of another list, such as the same sorted otherwise. */
  readonly generation: number;
  /** How the list stood when somebody left it who now comes back. */
  readonly place: ListPlace;
}

/** A row that is drawn, and the height of those before it that are not. */
interface Place {
  readonly index: number;
  readonly gap: number;
  readonly measure?: (element: HTMLElement | null) => void;
}

/** As many as are drawn without looking. */
const FEW = 60;
/** How many rows before the end of what is here the next page is asked for. */
const AHEAD = 20;
/** Until one was seen. */
const ROW_HEIGHT = 41;

/**
 * Which rows of a list are drawn: all of a short one, and for paper; of a long one those in sight, and the one that has the
 * focus wherever it is, so that it is never lost.
 */
export function useRowsInSight<Row>(
  rows: readonly Row[],
  rowKey: (row: Row, index: number) => string,
  readOn: ReadOn | undefined,
) {
  const body = useRef<HTMLTableSectionElement>(null);
  const printing = usePrinting();
  const focused = useFocusedRow(body);
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(readOn?.place.rowHeight ?? ROW_HEIGHT);
  const isPart = readOn !== undefined && (readOn.hasNextPage || rows.length > FEW) && !printing;
  const virtual = useWindowVirtualizer({
    count: isPart ? rows.length : 0,
    estimateSize: () => height,
    overscan: 10,
    initialOffset: () => readOn?.place.scrollY || window.scrollY,
    initialMeasurementsCache: (readOn?.place.heights ?? []) as VirtualItem[],
    scrollMargin: top,
    getItemKey: index => rowKey(rows[index]!, index),
    rangeExtractor(range) {
      const indexes = defaultRangeExtractor(range);
      const kept =
        focused.current === undefined ? -1 : rows.findIndex((row, at) => rowKey(row, at) === focused.current);
      return kept < 0 || indexes.includes(kept) ? indexes : [...indexes, kept].sort((a, b) => a - b);
    },
  });
  // The browser itself keeps what is in sight in its place, by the rows that are there; twice would be once too often.
  virtual.shouldAdjustScrollPositionOnItemSizeChange = () => false;
  // What stands above may have grown.
  useLayoutEffect(() => {
    const now = body.current ? Math.round(body.current.getBoundingClientRect().top + window.scrollY) : top;
    if (isPart && Math.abs(now - top) > 1) setTop(now);
    // The others are as high as the first ones, for all that is known of them.
    const drawn = [...(body.current?.querySelectorAll<HTMLElement>('tr[data-index]') ?? [])];
    if (!isPart || drawn[0]?.dataset.index !== '0') return;
    const usual = Math.round(drawn.reduce((total, row) => total + row.offsetHeight, 0) / drawn.length);
    if (Math.abs(usual - height) > 2) setHeight(usual);
  });
  // Whoever comes back finds the rows of before in their place.
  useLayoutEffect(() => {
    if (readOn?.place.scrollY) window.scrollTo(0, readOn.place.scrollY);
  }, [readOn?.place]);
  useLayoutEffect(() => {
    if (isPart && readOn) Object.assign(readOn.place, { heights: virtual.measurementsCache, rowHeight: height });
  });
  const items = virtual.getVirtualItems();
  const [first, last] = [virtual.range?.startIndex ?? 0, virtual.range?.endIndex ?? 0];
  useEffect(() => {
    if (!isPart || !readOn) return;
    readOn.see(first, last);
    // Who goes through the rows by Tab must come to their end: the button above and the key for the next row read on.
    if (body.current?.querySelector(':focus-visible')) return;
    if (readOn.hasNextPage && !readOn.loading && last >= rows.length - AHEAD) readOn.more();
  }, [isPart, first, last, rows.length, readOn?.hasNextPage, readOn?.loading]);

  focused.keyOf = index => (rows[index] === undefined ? undefined : rowKey(rows[index], index));
  if (!isPart) return { body, places: rows.map((_, index): Place => ({ index, gap: 0 })), isPart, following: 0 };
  const places = items.map(
    ({ index, start }, place): Place => ({
      index,
      gap: start - (place === 0 ? top : items[place - 1]!.end),
      measure: virtual.measureElement,
    }),
  );
  const following = virtual.getTotalSize() - ((items.at(-1)?.end ?? top) - top);
  return { body, places, isPart, following };
}

/** The key of the row in which the focus is. */
function useFocusedRow(body: { readonly current: HTMLElement | null }) {
  const focused = useRef({
    current: undefined as string | undefined,
    keyOf: (_: number): string | undefined => undefined,
  }).current;
  useEffect(() => {
    function follow(): void {
      const row = document.activeElement?.closest('tr[data-index]');
      const isHere = row && body.current?.contains(row);
      focused.current = isHere ? focused.keyOf(Number(row.getAttribute('data-index'))) : undefined;
    }
    document.addEventListener('focusin', follow);
    document.addEventListener('focusout', follow);
    return () => {
      document.removeEventListener('focusin', follow);
      document.removeEventListener('focusout', follow);
    };
  }, []);
  return focused;
}

/** Whether the page is being drawn for paper. */
function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    const paper = window.matchMedia('print');
    // Paper does not wait: all of it must be drawn before this returns.
    const follow = () => flushSync(() => setPrinting(paper.matches));
    paper.addEventListener('change', follow);
    return () => paper.removeEventListener('change', follow);
  }, []);
  return printing;
}
