import { buildSchema, parse, validate } from 'graphql';
import { memberLimits, queryLimitsRule } from '../../server/http/query-limits.js';
import { inviteMember, setPermissions } from '../../server/identity/index.js';
import { organizationPage } from '../../server/organizations/organization.reads.js';
import { encodeCursor, fetchSize, pageOf } from '../../server/platform/connection.js';
import { emailAddress } from '../../server/platform/input.js';
import { codeOf, openSeededMarket, type SeededMarket, wireMember } from '../support/seeded-market.js';

/* What is typed where nobody would type it, and links that outlive the right to make them. */

jest.setTimeout(60_000);

describe('in a market', () => {
  let market: SeededMarket;
  beforeAll(async () => {
    market = await openSeededMarket();
  });
  afterAll(() => market.close());

  test('an invitation into an organization is void once its maker administers it no more', async () => {
    const { viewer } = market.parties.supplier;
    const email = 'second@verdier.example';
    const invite = { name: 'Second', email, permissions: ['ADMINISTRATOR'] };
    const second = await market.enter(await market.succeed(inviteMember, viewer, invite), { email });
    const invitee = { name: 'Third', email: 'third@verdier.example', permissions: ['CHECKER'] };
    const [used, left] = [
      await market.succeed(inviteMember, second, { ...invitee, email: 'fourth@verdier.example' }),
      await market.succeed(inviteMember, second, invitee),
    ];
    expect(codeOf(await market.accept(used, { email: 'fourth@verdier.example' }))).toBe('');
    await market.succeed(setPermissions, viewer, { memberId: wireMember(second), permissions: ['VIEWER'] });
    expect(codeOf(await market.accept(left, { email: invitee.email }))).toBe('INVITATION_UNUSABLE');
  });

  test('a cursor with a zero byte is one behind which nothing is left', async () => {
    const { viewer } = market.parties.supplier;
    const after = encodeCursor(['A\0', '00000000-0000-4000-8000-000000000000']);
    const page = await market.database.read(viewer, db => organizationPage(db, { first: 10, after }));
    expect(page).toEqual({ rows: [], hasNextPage: false });
  });
});

test('an e-mail address holds no control characters', () => {
  expect(emailAddress.safeParse('a\0b@example.org').success).toBe(false);
  expect(emailAddress.safeParse('ab@exa\u0007mple.org').success).toBe(false);
  expect(emailAddress.parse(' A.B@Example.org ')).toBe('a.b@example.org');
});

test.each([
  [500, 100, true],
  [100, 100, true],
  [2, 2, true],
  [0, 1, true],
  [-3, 1, true],
])('a page of %d has %d rows and says that more follow', (first, size, hasNextPage) => {
  const fetched = Array.from({ length: fetchSize(first) }, (_, index) => index);
  expect(pageOf(fetched, first)).toEqual({ rows: fetched.slice(0, size), hasNextPage });
});

test('a page below nothing does not pay for another', () => {
  const schema = buildSchema(`
    type Query { things(first: Int! = 50): ThingConnection! }
    type Thing { name: String things(first: Int! = 50): ThingConnection! }
    type ThingConnection { edges: [ThingEdge!]! }
    type ThingEdge { node: Thing! }
  `);
  const inside = (first: number, selection: string) => `things(first: ${first}) { edges { node { ${selection} } } }`;
  const dear = inside(100, inside(100, inside(100, 'name')));
  const faults = (source: string) => validate(schema, parse(source), [queryLimitsRule(memberLimits)]);
  expect(faults(`{ ${dear} }`)).toHaveLength(1);
  expect(faults(`{ ${dear} cheap: ${inside(-2_000_000, 'name')} }`)).toHaveLength(1);
});
