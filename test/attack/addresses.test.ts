import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { buildSchema } from 'graphql';
import WebSocket from 'ws';
import type { HttpServer, SessionCarrier } from '../../server/http/server.js';
import { startHttpLayer } from '../support/http-layer.js';

/* Where a request comes from, behind a proxy and without one: what is counted by address counts the same one everywhere. */

const schema = buildSchema('type Query { viewer: String } type Mutation { signIn: String }');
schema.getMutationType()!.getFields().signIn!.resolve = (_root, _args, { carrier }: { carrier: SessionCarrier }) =>
  carrier.address;

const open: WebSocket[] = [];
const servers: HttpServer[] = [];
afterAll(async () => {
  for (const socket of open) socket.terminate();
  for (const server of servers) await server.stop();
});

async function start(trustProxy: string[]): Promise<HttpServer> {
  const server = await startHttpLayer(schema, { trustProxy, socketsPerAddress: 2 });
  servers.push(server);
  return server;
}

/** '101' where the upgrade was taken, else the status it was refused with. */
async function connect(server: HttpServer, forwardedFor?: string): Promise<string> {
  const headers = forwardedFor === undefined ? {} : { 'x-forwarded-for': forwardedFor };
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', { headers });
  open.push(socket);
  socket.on('error', () => {});
  return Promise.race([
    once(socket, 'open').then(() => '101'),
    once(socket, 'unexpected-response').then(([, response]) => String(response.statusCode)),
  ]);
}

/** The address that sign-in counts by. */
async function addressOf(server: HttpServer, forwardedFor: string): Promise<string> {
  const answer = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': forwardedFor },
    body: JSON.stringify({ query: 'mutation { signIn }' }),
  });
  return ((await answer.json()) as { data: { signIn: string } }).data.signIn;
}

test('behind a trusted proxy each client has sockets of its own', async () => {
  const server = await start(['loopback']);
  expect(await connect(server, '192.0.2.1')).toBe('101');
  expect(await connect(server, '192.0.2.1')).toBe('101');
  expect(await connect(server, '192.0.2.1')).toBe('429');
  expect(await connect(server, '192.0.2.2')).toBe('101');
});

test('what a client wrote before the proxy did is not believed', async () => {
  const server = await start(['loopback']);
  expect(await addressOf(server, '203.0.113.9, 192.0.2.7')).toBe('192.0.2.7');
  expect(await connect(server, '203.0.113.1, 192.0.2.7')).toBe('101');
  expect(await connect(server, '203.0.113.2, 192.0.2.7')).toBe('101');
  expect(await connect(server, '203.0.113.3, 192.0.2.7')).toBe('429');
});

test('without a proxy the header is nothing', async () => {
  const server = await start([]);
  expect(await addressOf(server, '192.0.2.1')).toBe('127.0.0.1');
  expect(await connect(server, '192.0.2.1')).toBe('101');
  expect(await connect(server, '192.0.2.2')).toBe('101');
  expect(await connect(server, '192.0.2.3')).toBe('429');
});

describe('what a stranger sends', () => {
  const body = (bytes: number) => JSON.stringify({ query: 'mutation { signIn }', filling: 'x'.repeat(bytes) });

  /** Sends in pieces, without a word about the length unless one is given. */
  function send(server: HttpServer, path: string, headers: Record<string, string>, text: string) {
    return new Promise<{ status: number; body: string; taken: number }>((resolve, reject) => {
      const request = httpRequest(`${server.url}${path}`, { method: 'POST', headers });
      let taken = 0;
      request.once('response', response => {
        let answer = '';
        response.on('data', chunk => {
          answer += String(chunk);
        });
        response.once('end', () => {
          request.destroy();
          resolve({ status: response.statusCode!, body: answer, taken });
        });
      });
      request.once('error', reject);
      const piece = 16_384;
      const next = () => {
        if (taken >= text.length) return request.end();
        request.write(text.slice(taken, taken + piece), () => setTimeout(next, 1));
        taken += piece;
      };
      next();
    });
  }
  const json = { 'content-type': 'application/json' };
  const bearer = { ...json, authorization: 'Bearer token-a' };

  test.each([
    ['in pieces without a length', {}],
    ['under its length', { 'content-length': String(body(200_000).length) }],
  ])('is refused beyond 100 kB, %s', async (_, length) => {
    const server = await start([]);
    const refused = await send(server, '/graphql', { ...json, ...length }, body(200_000));
    expect(refused.status).toBe(413);
    expect(JSON.parse(refused.body)).toEqual({
      errors: [{ message: 'Sign in to send more.', extensions: { code: 'TOO_LARGE' } }],
    });
  });

  test('is read no further than that', async () => {
    const server = await start([]);
    const refused = await send(server, '/graphql', json, body(1_900_000));
    expect(refused.status).toBe(413);
    expect(refused.taken).toBeLessThan(1_000_000);
  });

  test('is taken up to 100 kB, and from a member far beyond', async () => {
    const server = await start([]);
    expect((await send(server, '/graphql', json, body(90_000))).status).toBe(200);
    expect((await send(server, '/graphql', bearer, body(1_900_000))).status).toBe(200);
    expect((await send(server, '/graphql', bearer, body(2_200_000))).status).toBe(413);
  });

  test('as a file is refused before it is read', async () => {
    const server = await start([]);
    const headers = { 'content-type': 'application/xml', 'x-file-name': 'a.xml' };
    const file = 'x'.repeat(900_000);
    const refused = await send(server, '/documents', headers, file);
    expect(refused.status).toBe(401);
    expect(refused.taken).toBeLessThan(file.length);
    const taken = await send(server, '/documents', { ...headers, authorization: 'Bearer token-a' }, file);
    expect(JSON.parse(taken.body)).toEqual({ bytes: file.length });
  });

  test('that is no JSON gets an error in the form of every other', async () => {
    const server = await start([]);
    const refused = await send(server, '/graphql', json, '{"query": ');
    expect(refused.status).toBe(400);
    expect(JSON.parse(refused.body).errors[0].extensions).toEqual({ code: 'BAD_REQUEST' });
  });
});
