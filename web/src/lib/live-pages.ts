import type { RequestFault } from './graphql-client.js';
import { keyOf, type LiveQueries, type LiveQuery } from './live-queries.js';

/** One page of a list, as the API gives it. */
export interface Connection<Row> {
  readonly edges: readonly { readonly node: Row }[];
  readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean };
}

/** What a long list shows now. */
export interface LiveRows<Row> {
  /** Undefined until the first page is here. */
  readonly rows: readonly Row[] | undefined;
  readonly hasNextPage: boolean;
  readonly fault: RequestFault | undefined;
  readonly loading: boolean;
}

interface LoadedPage<Row> {
  after: string | undefined;
  content?: Connection<Row>;
  key?: string;
  stop?: () => void;
}

/** The pages of a list that somebody left. */
export interface KeptPages<Row> {
  readonly pages: readonly Pick<LoadedPage<Row>, 'after' | 'content'>[];
  readonly sight: readonly [first: number, last: number];
}

/** What a list consists of. */
export interface PagedQuery<Row> {
  readonly queryAfter: (after: string | undefined) => LiveQuery;
  readonly connectionOf: (data: unknown) => Connection<Row> | undefined;
  readonly keyOf: (row: Row) => string;
}

/**
 * A list of any length, as the pages that somebody scrolled through. Each page begins where the one before it ends now. Only
 * the pages in sight and their neighbours keep themselves up to date, so that an event costs a few requests however far
 * somebody went; the others stand as they were and are asked again when they come back into sight.
 */
export class LivePages<Row> {
  readonly #queries: LiveQueries;
  readonly #query: PagedQuery<Row>;
  readonly #listeners = new Set<() => void>();
  readonly #pages: LoadedPage<Row>[] = [{ after: undefined }];
  #sight: readonly [first: number, last: number] = [0, 0];
  #shown: LiveRows<Row> = { rows: undefined, hasNextPage: false, fault: undefined, loading: true };

  /** `kept`: the pages of before, where somebody comes back to a list. */
  constructor(queries: LiveQueries, query: PagedQuery<Row>, kept?: KeptPages<Row>) {
    this.#queries = queries;
    this.#query = query;
    if (!kept?.pages[0]?.content) return;
    this.#pages.splice(0, 1, ...kept.pages.map(page => ({ ...page })));
    this.#sight = kept.sight;
    this.#show();
  }

  /** The pages that are here, for when somebody comes back. */
  kept(): KeptPages<Row> {
    const here = this.#pages.filter(({ content }) => content !== undefined);
    return { pages: here.map(({ after, content }) => ({ after, content })), sight: this.#sight };
  }

  /** Keeps the list up to date for as long as somebody listens. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    this.#follow();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) for (const page of this.#pages) this.#leave(page);
    };
  }

  /** The same object until something changes. */
  shown(): LiveRows<Row> {
    return this.#shown;
  }

  /** The rows from and to which somebody sees the list. */
  see(firstRow: number, lastRow: number): void {
    const sight = [this.#pageOf(firstRow), this.#pageOf(lastRow)] as const;
    if (sight[0] === this.#sight[0] && sight[1] === this.#sight[1]) return;
    this.#sight = sight;
    this.#follow();
  }

  /** Asks for the page behind the last one, unless that is on its way. */
  more(): void {
    const last = this.#pages.at(-1)!;
    if (!last.content?.pageInfo.hasNextPage) return;
    this.#pages.push({ after: last.content.pageInfo.endCursor ?? undefined });
    this.#sight = [this.#sight[0], this.#pages.length - 1];
    this.#follow();
  }

  refetch(): void {
    for (const { key } of this.#pages) if (key !== undefined) this.#queries.refetch(key);
  }

  #pageOf(row: number): number {
    let rows = 0;
    const place = this.#pages.findIndex(({ content }) => (rows += content?.edges.length ?? 0) > row);
    return place < 0 ? this.#pages.length - 1 : place;
  }

  /** Watches the pages in sight, those beside them, and those that have not come yet; leaves the others. */
  #follow(): void {
    if (this.#listeners.size === 0) return;
    const [first, last] = this.#sight;
    this.#pages.forEach((page, place) => {
      if (page.content !== undefined && (place < first - 1 || place > last + 1)) this.#leave(page);
      else this.#watch(page, place);
    });
    this.#show();
  }

  #watch(page: LoadedPage<Row>, place: number): void {
    const query = this.#query.queryAfter(page.after);
    const key = keyOf(query);
    if (page.key === key) return;
    const stop = page.stop;
    page.key = key;
    page.stop = this.#queries.watch(query, () => this.#changed(place));
    stop?.();
    this.#take(place);
  }

  #leave(page: LoadedPage<Row>): void {
    page.stop?.();
    page.stop = undefined;
    page.key = undefined;
  }

  #changed(place: number): void {
    this.#take(place);
    this.#follow();
  }

  /** Takes what a page holds now; the next begins behind it, and there is none where it is the last. */
  #take(place: number): void {
    const page = this.#pages[place];
    if (page?.key === undefined) return;
    const { data } = this.#queries.stateOf(page.key);
    const content = data === undefined ? undefined : this.#query.connectionOf(data);
    if (content === undefined) return;
    page.content = content;
    const next = this.#pages[place + 1];
    if (!next) return;
    if (content.pageInfo.hasNextPage) next.after = content.pageInfo.endCursor ?? undefined;
    else for (const gone of this.#pages.splice(place + 1)) this.#leave(gone);
  }

  #show(): void {
    const states = this.#pages.flatMap(({ key }) => (key === undefined ? [] : [this.#queries.stateOf(key)]));
    this.#shown = {
      rows: this.#pages[0]!.content && this.#rows(),
      hasNextPage: this.#pages.at(-1)!.content?.pageInfo.hasNextPage ?? this.#pages.length > 1,
      fault: states.find(({ fault }) => fault)?.fault,
      loading: states.some(({ loading }) => loading),
    };
    for (const listener of this.#listeners) listener();
  }

  /** Each row once: one that moved may stand on a page of before as well. */
  #rows(): Row[] {
    const seen = new Set<string>();
    return this.#pages.flatMap(({ content }) => {
      const rows = (content?.edges ?? []).map(({ node }) => node).filter(row => !seen.has(this.#query.keyOf(row)));
      for (const row of rows) seen.add(this.#query.keyOf(row));
      return rows;
    });
  }
}
