import { randomUUID } from 'node:crypto';
import { getNamedType, graphql, type GraphQLObjectType, isLeafType, isObjectType, isRequiredArgument } from 'graphql';
import { apiSchema } from '../../server/http/schema.js';
import { type IdKind, newId, toWireId } from '../../server/platform/ids.js';
import { RequestContext } from '../../server/platform/request-context.js';
import { anonymousViewer, systemViewer, type Viewer } from '../../server/platform/viewer.js';
import { writeInvitation } from '../../server/identity/index.js';
import { insertParty, type MoneyMarket, openMoneyMarket } from '../support/money-market.js';

/* What was agreed outlives a programme's lists: whoever has left still reads all of what is its own, and no more than before. */

let market: MoneyMarket;
const ids: [IdKind, string][] = [];
beforeAll(async () => {
  market = await openMoneyMarket();
  const invoice = await market.approve();
  const financing = await market.award(invoice);
  const leg1 = await market.payment(invoice, 'DISBURSEMENT');
  await market.setClock('2031-03-06T10:00:00+01:00');
  await market.release(leg1);
  await market.setClock('2031-03-07T10:00:00+01:00');
  await market.settle();
  const leg2 = await market.payment(invoice, 'REPAYMENT');
  ids.push(
    ['invoice', invoice.id],
    ['auction', financing.auctionId],
    ['bid', financing.bidId],
    ['financing', financing.id],
    ['payment', leg1.id],
    ['payment', leg2.id],
    ['programme', market.programmeId],
  );
  await market.asAdmin('DELETE FROM programme_funder');
  await market.asAdmin('DELETE FROM programme_supplier');
});
afterAll(() => market.close());

/** Every field of a type that needs no argument, and of what it leads to, so many levels deep. */
function everyField(type: GraphQLObjectType, levels: number): string {
  const fields = Object.values(type.getFields()).filter(field => !field.args.some(isRequiredArgument));
  const selections = fields.flatMap(field => {
    const named = getNamedType(field.type);
    if (isLeafType(named)) return [field.name];
    if (!isObjectType(named)) return [`${field.name} { __typename }`];
    return levels > 0 ? [`${field.name} { ${everyField(named, levels - 1)} }`] : [];
  });
  return ['__typename', ...selections].join(' ');
}

async function ask(viewer: Viewer, source: string, variableValues: Record<string, unknown> = {}) {
  const contextValue = new RequestContext(viewer, market.database, market.work, {} as never, randomUUID());
  const { data, errors } = await graphql({ schema: await apiSchema(), source, contextValue, variableValues });
  return { data: JSON.parse(JSON.stringify(data)), errors };
}

const nodeTypes = ['Invoice', 'Auction', 'Bid', 'Financing', 'Payment', 'Programme'];

test.each<['supplier' | 'buyer' | 'funder', (string | null)[]]>([
  ['supplier', ['Invoice', 'Auction', 'Bid', 'Financing', 'Payment', null, 'Programme']],
  ['buyer', ['Invoice', 'Auction', null, 'Financing', null, 'Payment', 'Programme']],
  ['funder', [null, 'Auction', 'Bid', 'Financing', 'Payment', 'Payment', 'Programme']],
])('the %s that left a programme reads what is its own, every field of it', async (name, seen) => {
  const schema = await apiSchema();
  const everything = nodeTypes.map(type => `... on ${type} { ${everyField(schema.getType(type) as never, 1)} }`);
  const source = `query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }`;
  const wireIds = ids.map(([kind, id]) => toWireId(kind, id));
  const viewer = market[name].checker;
  const { data } = await ask(viewer, source, { ids: wireIds });
  expect(data.nodes.map((node: { __typename: string } | null) => node?.__typename ?? null)).toEqual(seen);
  for (const [index, type] of nodeTypes.entries()) {
    const id = wireIds.find((_, place) => seen[place] === type);
    if (id === undefined) continue;
    const { errors } = await ask(viewer, `query ($id: ID!) { node(id: $id) { ${everything[index]} } }`, { id });
    expect({ type, errors }).toEqual({ type, errors: undefined });
  }
});

test('who had no part in any of it still sees nothing', async () => {
  const stranger = await market.work.perform(systemViewer, tx => insertParty(tx, 'Stranger', 'FUNDER'));
  const wireIds = [...ids, ['organization', market.buyer.id] as const, ['organization', market.supplier.id] as const];
  const { data } = await ask(stranger.checker, 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
    ids: wireIds.map(([kind, id]) => toWireId(kind as IdKind, id)),
  });
  expect(data.nodes).toEqual(wireIds.map(() => null));
});

test('a stranger with a link reads the terms it leads to, and that of their programme it reads nothing', async () => {
  const { token } = await market.work.perform(systemViewer, tx =>
    writeInvitation(tx, { kind: 'ORGANIZATION', role: 'SUPPLIER', programmeId: market.programmeId, name: newId() }),
  );
  const source = 'query ($link: String!) { publishedTerms(invitation: $link) { version text programme { name } } }';
  expect(await ask(anonymousViewer, source, { link: token })).toEqual({
    data: { publishedTerms: { version: 1, text: 'Terms.', programme: null } },
    errors: undefined,
  });
});
