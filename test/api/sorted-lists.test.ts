import { approvalPage } from '../../server/approvals/approval.reads.js';
import { auctionPage } from '../../server/auctions/auction.reads.js';
import { ownBidPage } from '../../server/auctions/bid.reads.js';
import { financingPage } from '../../server/financings/financing.reads.js';
import { invoicePage } from '../../server/invoices/invoice.reads.js';
import { setLimit } from '../../server/limits/index.js';
import { payments } from '../../server/payments/payment.reads.js';
import { encodeCursor, type Page } from '../../server/platform/connection.js';
import type { Db } from '../../server/platform/database.js';
import { toWireId } from '../../server/platform/ids.js';
import { keysOf, type Listed } from '../../server/platform/keyset.js';
import { growMarket } from '../support/large-market.js';
import { openSeededMarket, type SeededMarket } from '../support/seeded-market.js';

/* Lists in every order that they have, both ways, by each who sees them: each row once, page by page. */

jest.setTimeout(120_000);

let market: SeededMarket;

beforeAll(async () => {
  market = await openSeededMarket();
  const { funderA, buyerMaker } = market.parties;
  const buyerId = toWireId('organization', buyerMaker.viewer.organizationId);
  const limit = { amount: '1000.00', currency: 'EUR' };
  await market.succeed(setLimit, funderA.viewer, { scope: 'BUYER', buyerId, limit, tenorDaysMax: 180 });
  await growMarket(market.urls.adminUrl, 60);
});
afterAll(() => market?.close());

type Row = Listed<{ readonly id: string }> & Readonly<Record<string, unknown>>;
type Asked = { first: number; after?: string; orderBy: never; descending: boolean };
type Read = (db: Db, page: Asked) => Promise<Page<Row>>;
type Reader = 'buyerMaker' | 'supplier' | 'funderA' | 'operator';

const lists: readonly [list: string, Read, Readonly<Record<string, string>>, Partial<Record<Reader, number>>][] = [
  [
    'invoices',
    (db, page) => invoicePage(db, page, {}) as never,
    { SUBMITTED: 'submittedAt', DUE: 'adjustedDueDate', AMOUNT: 'payableMinor', NUMBER: 'numberKey' },
    { buyerMaker: 60, supplier: 60, operator: 60, funderA: 0 },
  ],
  [
    'payments',
    (db, page) => payments(db, {}, page) as never,
    { DUE: 'dueOn', AMOUNT: 'amountMinor' },
    { buyerMaker: 42, supplier: 48, operator: 48, funderA: 6 },
  ],
  [
    'auctions',
    (db, page) => auctionPage(db, page) as never,
    { OPENED: 'openedAt', CLOSES: 'closesAt', MATURITY: 'maturity', FACE: 'faceMinor' },
    { buyerMaker: 24, supplier: 24, operator: 24, funderA: 24 },
  ],
  [
    'financings',
    (db, page) => financingPage(db, page) as never,
    { AGREED: 'agreedAt', MATURITY: 'maturity', FACE: 'faceMinor' },
    { buyerMaker: 6, supplier: 6, operator: 6, funderA: 6 },
  ],
  [
    'bids',
    (db, page) => ownBidPage(db, page) as never,
    { PLACED: 'placedAt', VALID_UNTIL: 'validUntil', RATE: 'rateBps' },
    { funderA: 12, supplier: 0, operator: 0 },
  ],
  [
    'approvals',
    (db, page) => approvalPage(db, page) as never,
    { PREPARED: 'preparedAt', TOTAL: 'totalMinor', LAPSES: 'lapsesAt' },
    { buyerMaker: 1, supplier: 0, operator: 1 },
  ],
];
const cases = lists.flatMap(([list, read, orders, counts]) =>
  Object.entries(orders).map(([order, column]) => [list, order, column, read, counts] as const),
);

test.each(cases)('%s by %s', async (_list, order, column, read, counts) => {
  for (const [reader, count] of Object.entries(counts)) {
    const [up, down] = [
      await walk(reader as Reader, read, order, false),
      await walk(reader as Reader, read, order, true),
    ];
    expect([reader, new Set(up.map(({ id }) => id)).size, up.length]).toEqual([reader, count, count]);
    expect(up.map(({ id }) => id)).toEqual(down.map(({ id }) => id).reverse());
    const values = up.map(row => sortable(row[column]));
    expect(values).toEqual([...values].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)));
  }
});

test('a cursor of one order is none in another, nor the other way round', async () => {
  const { viewer } = market.parties.supplier;
  const read = (page: object) => market.database.read(viewer, db => invoicePage(db, { first: 5, ...page }, {}));
  const page = await read({ orderBy: 'DUE' });
  const after = encodeCursor(keysOf(page.rows.at(-1)!));
  expect((await read({ orderBy: 'DUE', after })).rows).toHaveLength(5);
  for (const other of [{}, { orderBy: 'AMOUNT' }, { orderBy: 'DUE', descending: true }]) {
    expect(await read({ ...other, after })).toEqual({ rows: [], hasNextPage: false });
  }
});

/** All rows that somebody sees, seven at a time. */
async function walk(reader: Reader, read: Read, orderBy: string, descending: boolean): Promise<Row[]> {
  const rows: Row[] = [];
  for (let after: string | undefined; ; ) {
    const asked = { first: 7, after, orderBy: orderBy as never, descending };
    const page: Page<Row> = await market.database.read(market.parties[reader].viewer, db => read(db, asked));
    rows.push(...page.rows);
    if (!page.hasNextPage) return rows;
    after = encodeCursor(keysOf(page.rows.at(-1)!));
  }
}

/** Instants, amounts and rates as what compares. */
function sortable(value: unknown): bigint | number | string {
  if (value instanceof Date) return value.getTime();
  if (typeof value === 'bigint') return value;
  return /^\d+\.\d+$/.test(String(value)) ? Number(value) : String(value);
}
