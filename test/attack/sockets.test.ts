import { once } from 'node:events';
import { connect as connectTcp } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildSchema } from 'graphql';
import WebSocket from 'ws';
import { type HttpServer, startHttpServer } from '../../server/http/server.js';
import { TrustedDocuments } from '../../server/http/trusted-documents.js';
import type { RequestContext } from '../../server/platform/request-context.js';
import type { MemberViewer } from '../../server/platform/viewer.js';

/* The HTTP layer by itself, against clients that do not keep to the protocol. */

const schema = buildSchema('type Query { secret: String } type Mutation { acceptOffer: String }');
const ended = new Set<string>();
let moved = 0;
let server: HttpServer;
let port: number;

const viewer: MemberViewer = {
  kind: 'MEMBER',
  personId: 'person',
  memberId: 'member',
  organizationId: 'organization',
  roles: ['SUPPLIER'],
  permissions: ['DEALER'],
  sessionId: 'session',
};

beforeAll(async () => {
  schema.getMutationType()!.getFields().acceptOffer!.resolve = () => {
    moved += 1;
    return 'done';
  };
  server = await startHttpServer({
    port: 0,
    host: '127.0.0.1',
    publicUrl: undefined,
    trustProxy: [],
    logLevel: 'silent',
    socketsPerPerson: 20,
    socketsPerAddress: 100,
    subscriptionsPerSocket: 2,
    schema,
    documents: Object.assign(Object.create(TrustedDocuments.prototype), { documents: new Map() }),
    uploads: {
      maxBytes: 2_000,
      submit: async () => ({ status: 200, body: {} }),
      download: async () => null,
      csvTemplate: () => '',
    },
    viewerOfToken: async token => (token === 'token' ? viewer : null),
    endedSessions: async ids => ids.filter(id => ended.has(id)),
    contextFor: of => ({ viewer: of, forget() {} }) as unknown as RequestContext,
    ready: async () => {},
  });
  port = Number(new URL(server.url).port);
});
afterAll(() => server.stop());

const upgrade = (path: string) =>
  `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
  'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n';

/** The first line of what the server answers to these bytes. */
async function answerTo(request: string): Promise<string> {
  const socket = connectTcp(port, '127.0.0.1');
  let answer = '';
  socket.on('data', data => {
    answer += data;
  });
  socket.write(request);
  await Promise.race([once(socket, 'close'), sleep(2_000, undefined, { ref: false })]);
  socket.destroy();
  return answer.split('\r\n')[0]!;
}

test.each(['//', '///graphql', '//[', '/\\', '/%'])('an upgrade to %s is refused, and nothing more', async path => {
  expect(await answerTo(upgrade(path))).toBe('HTTP/1.1 404 Not Found');
});

test('a client that is refused and does not close holds no connection', async () => {
  const socket = connectTcp({ port, host: '127.0.0.1', allowHalfOpen: true });
  const gone = once(socket, 'error').then(([error]) => error.code);
  socket.resume().write(upgrade('/nowhere'));
  await once(socket, 'end');
  const stillTalking = setInterval(() => socket.write('.'), 20);
  const outcome = await Promise.race([gone, sleep(2_000, 'open', { ref: false })]);
  clearInterval(stillTalking);
  socket.destroy();
  expect(['ECONNRESET', 'EPIPE']).toContain(outcome);
});

test('a client that is gone before its upgrade is answered harms nobody', async () => {
  for (let count = 0; count < 20; count += 1) {
    const socket = connectTcp(port, '127.0.0.1');
    await once(socket, 'connect');
    socket.on('error', () => {});
    socket.write(upgrade('/nowhere'));
    socket.resetAndDestroy();
  }
  await sleep(100);
  const request = 'GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n';
  expect(await answerTo(request)).toBe('HTTP/1.1 200 OK');
});

test('a socket whose session has ended moves nothing, in the second before it is closed neither', async () => {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/graphql`, 'graphql-transport-ws');
  const messages: { type: string; payload?: unknown }[] = [];
  const said = (type: string) => messages.find(message => message.type === type);
  socket.on('message', data => messages.push(JSON.parse(String(data))));
  const closing = once(socket, 'close');
  await once(socket, 'open');
  const say = (message: object) => socket.send(JSON.stringify(message));
  const operation = (id: string) => say({ type: 'subscribe', id, payload: { query: 'mutation { acceptOffer }' } });
  const until = async (holds: () => boolean) => {
    for (let tries = 0; tries < 200 && !holds(); tries += 1) await sleep(10);
  };
  say({ type: 'connection_init', payload: { authorization: 'Bearer token' } });
  await until(() => said('connection_ack') !== undefined);
  operation('1');
  await until(() => said('complete') !== undefined);
  expect(moved).toBe(1);
  ended.add('session');
  operation('2');
  operation('3');
  const [code] = await closing;
  expect(code).toBe(4403);
  expect(moved).toBe(1);
});
