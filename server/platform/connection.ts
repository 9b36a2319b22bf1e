import { ArgsType, type ClassType, Field, Int, ObjectType } from 'type-graphql';

/** The most rows a page may have. */
export const pageSizeMax = 100;

@ObjectType({ simpleResolvers: true })
export class PageInfo {
  @Field(() => String, { nullable: true, description: 'Give it as `after` for the next page.' })
  readonly endCursor!: string | null;

  @Field(() => Boolean)
  readonly hasNextPage!: boolean;
}

@ArgsType()
export class PageArgs {
  @Field(() => Int, { defaultValue: 50, description: '1 to 100.' })
  readonly first!: number;

  @Field(() => String, { nullable: true, description: 'The `endCursor` of the page before.' })
  readonly after?: string | null;
}

/** The arguments of a list that can be sorted by one of these orders, an enum of the API. */
export function sortedPageArgs<Name extends string>(orders: Readonly<Record<Name, Name>>) {
  @ArgsType()
  class SortedPageArgs extends PageArgs {
    @Field(() => orders, { nullable: true })
    readonly orderBy?: Name | null;

    @Field(() => Boolean, {
      nullable: true,
      description: 'The largest or latest first; by default as the order has it. Pages of one list keep to one order.',
    })
    readonly descending?: boolean | null;
  }
  return SortedPageArgs;
}

/** One page of rows and whether more follow; made by `pageOf` from one row more than asked for. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly hasNextPage: boolean;
}

/** The rows of a page from a statement that fetched `first + 1` of them. */
export function pageOf<Row>(fetched: readonly Row[], first: number): Page<Row> {
  const size = fetchSize(first) - 1;
  return { rows: fetched.slice(0, size), hasNextPage: fetched.length > size };
}

/** How many rows to fetch for a page: one more than asked for, within bounds. */
export function fetchSize(first: number): number {
  return Math.min(Math.max(first, 1), pageSizeMax) + 1;
}

/** A keyset cursor: the sort key and id of a row the viewer has seen. */
export function encodeCursor(keys: readonly (string | null)[]): string {
  return Buffer.from(JSON.stringify(keys)).toString('base64url');
}

/** The keys of a cursor; null for none; a malformed one counts as none left (an empty page), never as a fault. */
export function decodeCursor(after: string | null | undefined, count: number): string[] | null {
  if (!after) return null;
  try {
    const keys: unknown = JSON.parse(Buffer.from(after, 'base64url').toString());
    if (Array.isArray(keys) && keys.length === count && keys.every(isKey)) return keys;
  } catch {
    // falls through: not one of ours
  }
  return null;
}

/** No text of the database holds a zero byte: none of our cursors does. */
function isKey(key: unknown): key is string {
  return typeof key === 'string' && !key.includes('\0');
}

/** Relay's connection of an object type: `XConnection { edges { cursor node } pageInfo }`. */
export function connectionOf<Item extends object>(Item: ClassType<Item>, name: string) {
  @ObjectType(`${name}Edge`, { simpleResolvers: true })
  class Edge {
    @Field(() => String)
    readonly cursor!: string;

    @Field(() => Item)
    readonly node!: Item;
  }

  @ObjectType(`${name}Connection`, { simpleResolvers: true })
  class Connection {
    @Field(() => [Edge])
    readonly edges!: Edge[];

    @Field(() => PageInfo)
    readonly pageInfo!: PageInfo;

    /** Presents a page: each row as a node with its cursor. */
    static from<Row>(
      page: Page<Row>,
      present: (row: Row) => Item,
      keysOf: (row: Row) => (string | null)[],
    ): Connection {
      const edges = page.rows.map(row => ({ cursor: encodeCursor(keysOf(row)), node: present(row) }));
      const pageInfo = { endCursor: edges.at(-1)?.cursor ?? null, hasNextPage: page.hasNextPage };
      return Object.assign(new Connection(), { edges, pageInfo });
    }
  }
  return Connection;
}
