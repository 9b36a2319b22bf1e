import { randomUUID } from 'node:crypto';
import { graphql } from 'graphql';
import pg from 'pg';
import { violationsIn } from '../../server/invariants/index.js';
import { apiSchema } from '../../server/http/schema.js';
import { Database } from '../../server/platform/database.js';
import { RequestContext, type Services } from '../../server/platform/request-context.js';
import { UnitOfWork } from '../../server/platform/unit-of-work.js';
import { type MemberViewer, type OrganizationRole, systemViewer } from '../../server/platform/viewer.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { growMarket } from '../support/large-market.js';
import { startServer } from '../support/server-process.js';

/*
 * What a page of each list costs at the database and in the API, in each order, at the first page and behind it, beside what
 * the charts cost. Prints its figures. The full run: LIST_ROWS=100000 npx jest test/bench/lists
 */

const ROWS = Number(process.env.LIST_ROWS ?? 2_000);
const RUNS = 5;

jest.setTimeout(120_000 + ROWS * 5);

let urls: TestDatabase;
let database: Database;
let viewers: Record<OrganizationRole, MemberViewer>;

beforeAll(
  async () => {
    urls = await createTestDatabase();
    // The demo market is made by the server's own start.
    const server = await startServer(urls);
    await server.stop();
    const startedAt = performance.now();
    await growMarket(urls.adminUrl, ROWS);
    print(`${ROWS} invoices were made in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
    database = await Database.connect({ url: urls.appUrl, poolSize: 4, applicationName: 'tenor-bench' });
    viewers = await firstMembers(urls.adminUrl);
  },
  300_000 + ROWS * 5,
);
afterAll(async () => {
  await database?.close();
  await urls?.drop();
});

test('what was made keeps every invariant', async () => {
  const startedAt = performance.now();
  const violations = await database.read(systemViewer, async db => {
    await db.query('SET LOCAL statement_timeout = 0');
    return violationsIn(db);
  });
  print(`the invariants: ${(performance.now() - startedAt).toFixed(0)} ms`);
  expect(violations).toEqual([]);
});

const lists: readonly [
  role: OrganizationRole,
  list: string,
  node: string,
  orders: readonly string[],
  narrowed: string,
][] = [
  [
    'BUYER',
    'invoices',
    'number payable { amount }',
    ['SUBMITTED', 'DUE', 'AMOUNT', 'NUMBER'],
    'filter: { state: [APPROVED] }',
  ],
  [
    'OPERATOR',
    'invoices',
    'number payable { amount }',
    ['SUBMITTED', 'DUE', 'AMOUNT', 'NUMBER'],
    'filter: { number: "L-00" }',
  ],
  ['BUYER', 'payments', 'dueOn amount { amount }', ['DUE', 'AMOUNT'], 'filter: { state: [DUE], direction: OUT }'],
  ['FUNDER', 'payments', 'dueOn amount { amount }', ['DUE', 'AMOUNT'], 'filter: { state: [DUE], direction: OUT }'],
  ['OPERATOR', 'payments', 'dueOn amount { amount }', ['DUE', 'AMOUNT'], 'filter: { state: [DUE] }'],
  ['FUNDER', 'auctions', 'maturity face { amount }', ['OPENED', 'CLOSES', 'MATURITY', 'FACE'], 'state: [OPEN]'],
  ['SUPPLIER', 'auctions', 'maturity face { amount }', ['OPENED', 'CLOSES', 'MATURITY', 'FACE'], 'state: [OPEN]'],
  ['FUNDER', 'bids', 'state rateBps', ['PLACED', 'VALID_UNTIL', 'RATE'], 'state: [LIVE]'],
  ['FUNDER', 'financings', 'maturity face { amount }', ['AGREED', 'MATURITY', 'FACE'], 'state: [AGREED]'],
];

test.each(lists)('the %s’s %s', async (role, list, node, orders, narrowed) => {
  for (const orderBy of orders) {
    for (const descending of [false, true]) {
      const page = (after?: string) =>
        `{ ${list}(first: 50, orderBy: ${orderBy}, descending: ${descending}, ${narrowed}${after ? `, after: "${after}"` : ''}) {
          edges { node { id ${node} } } pageInfo { endCursor hasNextPage } } }`;
      const [first, ms] = await timed(role, page());
      const [second, msBehind] = await timed(role, page(first[list]!.pageInfo.endCursor!));
      expect(second[list]!.edges).not.toEqual(first[list]!.edges);
      print(
        `${role} ${list} ${orderBy} ${descending ? 'down' : 'up'}: ${ms.toFixed(1)} ms, behind it ${msBehind.toFixed(1)} ms`,
      );
    }
  }
});

test('the charts', async () => {
  for (const [role, query] of [
    ['BUYER', '{ dueCalendar(span: WEEK) { count } }'],
    ['FUNDER', '{ maturityLadder(span: WEEK) { count } }'],
    ['BUYER', '{ programmeFigures { invoiceCount } }'],
    ['OPERATOR', '{ programmeFigures { invoiceCount } }'],
  ] as const) {
    const [, ms] = await timed(role, query);
    print(`${role} ${query}: ${ms.toFixed(1)} ms`);
  }
});

type Answer = Record<string, { edges: unknown[]; pageInfo: { endCursor: string | null } }>;

/** The answer, and the middle of its times. */
async function timed(role: OrganizationRole, source: string): Promise<[Answer, number]> {
  const schema = await apiSchema();
  const times: number[] = [];
  let answer: Answer | undefined;
  for (let run = 0; run < RUNS; run += 1) {
    const contextValue = new RequestContext(
      viewers[role],
      database,
      new UnitOfWork(database),
      {} as Services,
      randomUUID(),
    );
    const startedAt = performance.now();
    const { data, errors } = await graphql({ schema, source, contextValue });
    times.push(performance.now() - startedAt);
    if (errors) throw errors[0]?.originalError ?? errors[0];
    answer = data as Answer;
  }
  return [answer!, times.sort((a, b) => a - b)[Math.floor(RUNS / 2)]!];
}

async function firstMembers(url: string): Promise<Record<OrganizationRole, MemberViewer>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(
    `SELECT DISTINCT ON (o.roles[1]) o.roles, o.id AS organization_id, m.id AS member_id, m.person_id, m.permissions
       FROM organization o JOIN member m ON m.organization_id = o.id ORDER BY o.roles[1], o.name`,
  );
  await client.end();
  return Object.fromEntries(
    rows.map(row => [
      row.roles[0],
      {
        kind: 'MEMBER',
        personId: row.person_id,
        memberId: row.member_id,
        organizationId: row.organization_id,
        roles: row.roles,
        permissions: row.permissions,
        sessionId: randomUUID(),
      },
    ]),
  ) as Record<OrganizationRole, MemberViewer>;
}

function print(line: string): void {
  process.stderr.write(`${line}\n`);
}
