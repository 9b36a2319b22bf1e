import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, parse } from 'graphql';
import { callerRefusal } from '../../server/http/graphql.js';
import type { MemberViewer } from '../../server/platform/viewer.js';
import { ApiClient, type Outcome } from '../support/api-client.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { LiveSocket } from '../support/live-socket.js';
import { type ServerProcess, startServer } from '../support/server-process.js';
import { type Market, openMarket } from '../support/trade.js';

/* A program with a key, at the doors of a server, trying for more than it was given. */

jest.setTimeout(60_000);

let database: TestDatabase;
let server: ServerProcess;
let market: Market;
beforeAll(async () => {
  database = await createTestDatabase();
  server = await startServer(database, { env: { SOCKETS_PER_PERSON: '2' } });
  market = await openMarket(server);
}, 300_000);
afterAll(async () => {
  await server?.stop();
  await database?.drop();
});

const inDays = (count: number) => new Date(Date.now() + count * 86_400_000).toISOString();

interface Key {
  readonly client: ApiClient;
  readonly id: string;
  readonly secret: string;
}

async function keyOf(administrator: ApiClient, ...scopes: string[]): Promise<Key> {
  const input = { name: 'ERP', scopes: ['READ', ...scopes], expiresAt: inDays(30) };
  const created = await administrator.succeedPlain('createApiKey', input, 'secret apiKey { id }');
  const { secret, apiKey } = created as Outcome & { secret: string; apiKey: { id: string } };
  return { client: new ApiClient(server, secret), id: apiKey.id, secret };
}

const codeOf = (answer: Awaited<ReturnType<ApiClient['send']>>) => answer.errors[0]?.extensions?.code;

test('a key reads as its organization does, and says by which key', async () => {
  const administrator = market.supplier.as('ADMINISTRATOR');
  const { client, secret } = await keyOf(administrator);
  const whoAsks = '{ viewer { permissions apiKey { name prefix scopes state availableActions } organization { id } } }';
  expect(await client.query(whoAsks)).toEqual({
    viewer: {
      permissions: ['VIEWER'],
      apiKey: { name: 'ERP', prefix: secret.slice(0, 12), scopes: ['READ'], state: 'LIVE', availableActions: [] },
      organization: { id: market.supplier.id },
    },
  });
  const invoices = (by: ApiClient) => by.all<{ id: string }>('invoices', 'id');
  expect(await invoices(client)).toEqual(await invoices(administrator));
  // Its person's sign-ins and its fellow keys are none of its business.
  const own = await client.query(`{ sessions { id } viewer { organization { apiKeys { id } members { id } } } }`);
  expect(own).toMatchObject({ sessions: [], viewer: { organization: { apiKeys: null } } });
});

test('what takes a person is refused at the door, however it is dressed', async () => {
  const { client } = await keyOf(market.buyer.as('ADMINISTRATOR'), 'MAKER');
  const refused = [
    'mutation { signOut { signedOut } }',
    'mutation { innocent: signOut { signedOut } }',
    'mutation { ...F } fragment F on Mutation { ... on Mutation { signOut { signedOut } } }',
    `mutation { endSession(input: { sessionId: "ses_a" }) { __typename } }`,
    `mutation { revokeApiKey(input: { apiKeyId: "key_a" }) { __typename } }`,
    `mutation { changeOrganization(input: { organizationId: "org_a" }) { __typename } }`,
    `mutation { releaseApproval(input: { approvalId: "apr_a", contentHash: "", idempotencyKey: "${crypto.randomUUID()}" })
       { __typename } }`,
    `mutation { withdrawInvoice(input: { invoiceId: "inv_a", idempotencyKey: "${crypto.randomUUID()}" }) { __typename }
       signOut { signedOut } }`,
  ];
  for (const source of refused) {
    const answer = await client.send(source);
    expect([source, answer.status, codeOf(answer)]).toEqual([source, 403, 'FORBIDDEN']);
  }
});

test('of the mutations there are, a key reaches those of its scopes; what comes new is closed to it', () => {
  const text = readFileSync(join(__dirname, '../../schema/schema.graphql'), 'utf8');
  const schema = buildSchema(text);
  const key: MemberViewer = {
    kind: 'MEMBER',
    personId: 'p',
    memberId: 'm',
    organizationId: 'o',
    roles: ['BUYER'],
    permissions: ['MAKER', 'DEALER', 'RISK', 'VIEWER'],
    sessionId: 'k',
    apiKeyId: 'k',
  };
  const open = Object.keys(schema.getMutationType()!.getFields()).filter(name => {
    const document = parse(`mutation { ${name} }`);
    return callerRefusal(schema, document, document.definitions[0] as never, key) === null;
  });
  expect(open).toEqual([
    'acceptOffer',
    'acceptOffers',
    'changeBid',
    'correctInvoice',
    'disputeInvoice',
    'inviteSupplier',
    'openAuction',
    'placeBid',
    'prepareApproval',
    'preparePaymentFiles',
    'rejectInvoice',
    'setLimit',
    'settleDifference',
    'suspendAuction',
    'withdrawAuction',
    'withdrawBid',
    'withdrawInvoice',
  ]);
});

test('a key without the scope changes nothing: no order and no file', async () => {
  const { client } = await keyOf(market.supplier.as('ADMINISTRATOR'));
  const [invoice] = await client.all<{ id: string; availableActions: string[] }>('invoices', 'id availableActions');
  expect(invoice!.availableActions).toEqual([]);
  const input = { invoiceId: invoice!.id, idempotencyKey: crypto.randomUUID() };
  expect(await client.mutate('withdrawInvoice', input, '__typename')).toMatchObject({ code: 'NOT_PERMITTED' });
  const { status, report } = await client.upload('a.csv', 'invoice_number\n1\n', 'text/csv');
  expect([status, report.landed ?? []]).not.toEqual([200, expect.anything()]);
});

test('a socket of a key is closed within two seconds of its revocation, and none opens after', async () => {
  const administrator = market.funders[0]!.as('ADMINISTRATOR');
  const { client, id } = await keyOf(administrator);
  const live = await LiveSocket.open(client);
  const revokedAt = performance.now();
  await administrator.succeedPlain('revokeApiKey', { apiKeyId: id }, 'apiKey { state }');
  expect(await live.closed).toMatchObject({ code: 4403 });
  expect(performance.now() - revokedAt).toBeLessThan(2_000);
  await expect(LiveSocket.open(client)).rejects.toThrow('4403');
  expect(codeOf(await client.send('{ invoices { edges { cursor } } }'))).toBe('UNAUTHENTICATED');
});

test('a socket of a key whose member loses the permission is closed, too', async () => {
  const supplier = market.supplier.as('ADMINISTRATOR');
  const name = `Keeper ${process.pid}`;
  const email = `keeper.${process.pid}@example.test`;
  const permissions = ['ADMINISTRATOR', 'MAKER'];
  const invited = await supplier.succeedPlain('inviteMember', { name, email, permissions }, 'invitation { link }');
  const token = (invited as unknown as { invitation: { link: string } }).invitation.link.split('#')[1];
  const password = 'correct horse battery staple 7';
  const accepted = await new ApiClient(server).succeedPlain(
    'acceptInvitation',
    { token, personName: name, email, password, carrier: 'BEARER' },
    'token viewer { member { id } }',
  );
  const keeper = accepted as Outcome & { token: string; viewer: { member: { id: string } } };
  const { client } = await keyOf(new ApiClient(server, keeper.token), 'MAKER');
  const live = await LiveSocket.open(client);
  const change = { memberId: keeper.viewer.member.id, permissions: ['VIEWER'] };
  await supplier.succeedPlain('setPermissions', change, 'member { id }');
  expect(await live.closed).toMatchObject({ code: 4403 });
});

test('the sockets of a key are counted apart from those of its person', async () => {
  const administrator = market.buyer.as('ADMINISTRATOR');
  const { client } = await keyOf(administrator);
  const sockets = [await LiveSocket.open(client), await LiveSocket.open(client)];
  await expect(LiveSocket.open(client)).rejects.toThrow('4429');
  sockets.push(await LiveSocket.open(administrator));
  for (const socket of sockets) await socket.close();
});
