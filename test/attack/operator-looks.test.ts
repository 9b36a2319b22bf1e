import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildSchema } from 'graphql';
import WebSocket from 'ws';
import type { HttpServer } from '../../server/http/server.js';
import type { AskedFor } from '../../server/platform/asked-for.js';
import type { Viewer } from '../../server/platform/viewer.js';
import { toWireId } from '../../server/platform/ids.js';
import { startHttpLayer } from '../support/http-layer.js';

/* The doors through which the operator looks: nothing is shown before it is written down, and nothing where it cannot be. */

const schema = buildSchema(`type Query { secret(id: ID): String } type Mutation { act: String become: String }
  type Subscription { ticks: Int }`);
schema.getQueryType()!.getFields().secret!.resolve = () => 'secret';
schema.getMutationType()!.getFields().act!.resolve = () => 'done';
schema.getMutationType()!.getFields().become!.resolve = (_source, _arguments, context: { viewer: object }) => {
  context.viewer = { ...context.viewer, organizationId: 'operator', roles: ['OPERATOR'] };
  return 'another';
};
schema.getSubscriptionType()!.getFields().ticks!.subscribe = async function* () {
  yield { ticks: 1 };
};

const looks: AskedFor[] = [];
let write: () => Promise<void>;
let lookedBy: (viewer: Viewer) => void;
let server: HttpServer;
beforeAll(async () => {
  server = await startHttpLayer(schema, {
    async recordLook(viewer, asked) {
      if (viewer.kind !== 'MEMBER') return;
      looks.push(asked());
      lookedBy(viewer);
      await write();
    },
  });
});
beforeEach(() => {
  looks.length = 0;
  write = async () => {};
  lookedBy = () => {};
});
afterAll(() => server.stop());

async function ask(query: string, variables: object = {}, token = 'token-a') {
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  });
  return { status: response.status, body: await response.text() };
}

test('an answer waits until its look is written', async () => {
  let isWritten = false;
  write = async () => {
    await sleep(150);
    isWritten = true;
  };
  const id = toWireId('invoice', '00000000-0000-4000-8000-000000000001');
  const { body } = await ask('query Page($id: ID) { secret(id: $id) }', { id });
  expect([isWritten, body]).toEqual([true, '{"data":{"secret":"secret"}}\n']);
  expect(looks).toEqual([{ kind: 'QUERY', operation: 'Page', fields: ['secret'], subjects: [id] }]);
});

test.each([
  ['a query', '{ secret }'],
  ['what an act gives back', 'mutation { act }'],
])('where it cannot be written, %s shows nothing', async (_, query) => {
  write = () => Promise.reject(new Error('the disk is full'));
  const { status, body } = await ask(query);
  expect(status).toBe(500);
  expect(body).not.toMatch(/secret|done|disk/);
});

test('who becomes somebody else within an operation looks at the rest as that one', async () => {
  const askers: Viewer[] = [];
  lookedBy = viewer => askers.push(viewer);
  await ask('mutation { become act }');
  expect(askers.map(viewer => viewer.kind === 'MEMBER' && viewer.roles)).toEqual([['BUYER'], ['OPERATOR']]);
  expect(looks.map(({ fields }) => fields)).toEqual([
    ['become', 'act'],
    ['become', 'act'],
  ]);

  lookedBy = viewer => {
    if (viewer.kind === 'MEMBER' && viewer.roles.includes('OPERATOR')) throw new Error('the disk is full');
  };
  expect(await ask('mutation { become act }')).toMatchObject({
    status: 500,
    body: expect.not.stringContaining('done'),
  });
});

test('what is refused is no look, and a stranger’s is none', async () => {
  expect((await ask('{ nothing }')).status).toBe(400);
  expect((await ask('{ secret }', {}, 'wrong')).status).toBe(401);
  expect(looks).toEqual([]);
});

describe('over a socket', () => {
  async function subscribe(query: string): Promise<{ messages: string[]; closed: Promise<unknown[]> }> {
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    const closed = once(socket, 'close');
    const messages: string[] = [];
    socket.on('message', data => {
      messages.push(String(data));
      if (String(data).includes('connection_ack')) {
        socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query } }));
      }
      if (String(data).includes('complete')) socket.close();
    });
    await once(socket, 'open');
    socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: 'Bearer token-a' } }));
    return { messages, closed };
  }

  test('a subscription and a query are looks', async () => {
    await (await subscribe('subscription { ticks }')).closed;
    await (await subscribe('query ByName { secret }')).closed;
    expect(looks.map(({ kind, operation, fields }) => [kind, operation, fields])).toEqual([
      ['SUBSCRIPTION', '', ['ticks']],
      ['QUERY', 'ByName', ['secret']],
    ]);
  });

  test('where it cannot be written, nothing comes', async () => {
    write = () => Promise.reject(new Error('the disk is full'));
    const { messages, closed } = await subscribe('query { secret }');
    const [code] = await closed;
    expect(code).toBe(4500);
    expect(messages.join()).not.toMatch(/secret|disk/);
  });
});
