import { LivePages } from '../../../web/src/lib/live-pages.js';
import { LiveQueries } from '../../../web/src/lib/live-queries.js';
import { nextSorting, sortingOf } from '../../../web/src/lib/sorting.js';

type Row = { readonly id: string };

/** A list of numbered rows on a server that answers at once, two a page; the first may change. */
function setUp(count: number) {
  let ids = Array.from({ length: count }, (_, index) => `row_${index + 1}`);
  const asked: (string | undefined)[] = [];
  const send = async (_: unknown, { after }: { after?: string }) => {
    asked.push(after);
    const from = after === undefined ? 0 : ids.indexOf(after) + 1;
    const page = ids.slice(from, from + 2);
    const pageInfo = { endCursor: page.at(-1) ?? null, hasNextPage: from + 2 < ids.length };
    return { edges: page.map(id => ({ node: { id } })), pageInfo };
  };
  const queries = new LiveQueries(send as never, () => undefined);
  const pages = new LivePages<Row>(queries, {
    queryAfter: after => ({
      document: { id: 'list', name: 'List' } as never,
      variables: { after },
      lists: ['Invoice'],
    }),
    connectionOf: data => data as never,
    keyOf: ({ id }) => id,
  });
  const shown = () =>
    pages
      .shown()
      .rows?.map(({ id }) => id.replace('row_', ''))
      .join(' ');
  const happens = async () => {
    queries.touch({ kind: 'Invoice', ids: new Set() });
    await jest.advanceTimersByTimeAsync(500);
  };
  const change = (next: (ids: string[]) => string[]) => {
    ids = next(ids);
  };
  return { pages, asked, shown, happens, change };
}

const answered = () => jest.advanceTimersByTimeAsync(0);

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test('pages come one after the other, each behind the one before, until there are no more', async () => {
  const { pages, shown, asked } = setUp(5);
  pages.listen(() => undefined);
  expect(shown()).toBe(undefined);
  await answered();
  expect([shown(), pages.shown().hasNextPage]).toEqual(['1 2', true]);
  pages.more();
  pages.more();
  await answered();
  pages.more();
  await answered();
  expect([shown(), pages.shown().hasNextPage]).toEqual(['1 2 3 4 5', false]);
  pages.more();
  await answered();
  expect(asked).toEqual([undefined, 'row_2', 'row_4']);
});

test('a row that comes in above moves the pages behind it; each row is shown once', async () => {
  const { pages, shown, happens, change } = setUp(4);
  pages.listen(() => undefined);
  await answered();
  pages.more();
  await answered();
  change(ids => ['row_0', ...ids]);
  await happens();
  expect(shown()).toBe('0 1 2 3');
  expect(pages.shown().hasNextPage).toBe(true);
});

test('what is far out of sight is not asked again, until it comes back', async () => {
  const { pages, asked, happens } = setUp(12);
  pages.listen(() => undefined);
  await answered();
  for (let page = 0; page < 5; page += 1) {
    pages.more();
    await answered();
  }
  pages.see(10, 11);
  asked.length = 0;
  await happens();
  expect(asked.sort()).toEqual(['row_10', 'row_8']);
  asked.length = 0;
  pages.see(0, 1);
  await answered();
  expect(asked.sort()).toEqual(['row_2', undefined]);
});

test('when nobody looks any more, nothing is asked', async () => {
  const { pages, asked, happens } = setUp(4);
  const leave = pages.listen(() => undefined);
  await answered();
  leave();
  asked.length = 0;
  await happens();
  expect(asked).toEqual([]);
});

test('the order in an address: one that the list has, or none', () => {
  const orders = ['DUE', 'AMOUNT'] as const;
  expect(sortingOf('DUE', orders)).toEqual({ orderBy: 'DUE', descending: false });
  expect(sortingOf('-AMOUNT', orders)).toEqual({ orderBy: 'AMOUNT', descending: true });
  expect([sortingOf(undefined, orders), sortingOf('PRICE', orders), sortingOf('', orders)]).toEqual([{}, {}, {}]);
});

test('a head is pressed: its own direction first, then the other, and back', () => {
  expect(nextSorting('DUE', '-AMOUNT')).toBe('-AMOUNT');
  expect(nextSorting('-AMOUNT', '-AMOUNT')).toBe('AMOUNT');
  expect(nextSorting('AMOUNT', '-AMOUNT')).toBe('-AMOUNT');
  expect(nextSorting('DUE', 'DUE')).toBe('-DUE');
});
