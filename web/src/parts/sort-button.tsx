import { useNavigate, useSearch } from '@tanstack/react-router';
import { nextSorting } from '../lib/sorting.js';

interface Sort {
  /** As `aria-sort` says it; undefined where the list stands in another order. */
  readonly directionOf: (order: string) => 'ascending' | 'descending' | undefined;
  readonly press: (order: string) => void;
}

/** The order of the list, which stands in the address beside what it is narrowed to. */
export function useSort(sortedBy: string | undefined): Sort {
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as Readonly<Record<string, string | undefined>>;
  const current = search.sort ?? sortedBy;
  return {
    directionOf(order) {
      if (current?.replace(/^-/, '') !== order.replace(/^-/, '')) return undefined;
      return current.startsWith('-') ? 'descending' : 'ascending';
    },
    press(order) {
      const { after: _, ...rest } = search;
      const sort = nextSorting(current, order);
      void navigate({ to: '.', search: { ...rest, sort } as never, resetScroll: false });
    },
  };
}

/** The head of a column by which a list can be sorted. */
export function SortButton({ head, order, sort }: { head: string; order: string; sort: Sort }) {
  const direction = sort.directionOf(order);
  return (
    <button type="button" className="sort" onClick={() => sort.press(order)}>
      {head}
      <span aria-hidden="true">{direction === undefined ? ' ↕' : direction === 'ascending' ? ' ↑' : ' ↓'}</span>
    </button>
  );
}
