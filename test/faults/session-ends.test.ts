import { ApiClient } from '../support/api-client.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { LiveSocket } from '../support/live-socket.js';
import { newMember } from '../support/newcomers.js';
import { type ServerProcess, startServer } from '../support/server-process.js';
import { type Market, openMarket } from '../support/trade.js';

/* A session that ends takes its sockets with it, on every server, within two seconds. */

const WITHIN_MS = 2_000;

jest.setTimeout(120_000);

let database: TestDatabase;
let servers: ServerProcess[];
let market: Market;

beforeAll(async () => {
  database = await createTestDatabase();
  servers = [await startServer(database)];
  servers.push(await startServer(database));
  market = await openMarket(servers[0]!);
}, 300_000);

afterAll(async () => {
  for (const server of servers ?? []) await server.stop();
  await database?.drop();
});

test.each([0, 1])('signing out closes the sockets of the session with 4403 (socket at server %i)', async index => {
  const { email, password } = servers[0]!.signIns[0]!;
  const client = await ApiClient.signIn(servers[0]!, email, password);
  const other = await LiveSocket.open(await ApiClient.signIn(servers[0]!, email, password));
  const socket = await LiveSocket.open(client.at(servers[index]!));

  const signedOutAt = Date.now();
  await client.query('mutation { signOut { signedOut } }');
  expect(await socket.closed).toMatchObject({ code: 4403 });
  expect(Date.now() - signedOutAt).toBeLessThan(WITHIN_MS);
  expect((await client.send('{ invoices { edges { cursor } } }')).errors[0]!.extensions).toEqual({
    code: 'UNAUTHENTICATED',
  });

  expect(other.isGone).toBe(false);
  await other.close();
});

test('a member who is deactivated is signed out everywhere', async () => {
  const member = await newMember(market.supplier, ['VIEWER']);
  const sockets = await Promise.all(servers.map(server => LiveSocket.open(member.at(server))));
  const { viewer } = await member.query<{ viewer: { member: { id: string } } }>('{ viewer { member { id } } }');

  const deactivatedAt = Date.now();
  const memberId = viewer.member.id;
  await market.supplier.as('ADMINISTRATOR').succeedPlain('deactivateMember', { memberId }, 'member { active }');
  for (const socket of sockets) expect(await socket.closed).toMatchObject({ code: 4403 });
  expect(Date.now() - deactivatedAt).toBeLessThan(WITHIN_MS);
});
