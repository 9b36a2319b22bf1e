import { request as httpRequest } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildSchema, type GraphQLSchema } from 'graphql';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { bankFileBytesMax } from '../../../server/bank/index.js';
import { type HttpServer, type SessionCarrier, startHttpServer } from '../../../server/http/server.js';
import { TrustedDocuments } from '../../../server/http/trusted-documents.js';
import type { RequestContext } from '../../../server/platform/request-context.js';
import type { MemberViewer, Viewer } from '../../../server/platform/viewer.js';

/** The HTTP layer by itself: on a schema of the test, with two known tokens. What stands behind it is tested elsewhere. */
const schema: GraphQLSchema = buildSchema(`
  type Query { viewer: String secret: String fault: String }
  type Mutation { signIn(input: String): String acceptOffer(input: String): String }
  type Subscription { ticks: Int slow: Int }
`);
const trusted = { abc: 'query Who { viewer }', tick: 'subscription Ticks { ticks }' };
const ended = new Set<string>();
let server: HttpServer;
let port: string;

function member(token: string): MemberViewer {
  return {
    kind: 'MEMBER',
    personId: `person-${token}`,
    memberId: token,
    organizationId: token,
    roles: ['BUYER'],
    permissions: [],
    sessionId: `session-${token}`,
  };
}

interface TestContext {
  viewer: Viewer;
  carrier?: SessionCarrier;
}

beforeAll(async () => {
  schema.getQueryType()!.getFields().viewer!.resolve = (_root, _args, { viewer }: TestContext) =>
    viewer.kind === 'MEMBER' ? viewer.personId : null;
  schema.getQueryType()!.getFields().secret!.resolve = () => 'secret';
  schema.getQueryType()!.getFields().fault!.resolve = () => {
    throw new Error('password of the database: hunter2');
  };
  schema.getMutationType()!.getFields().signIn!.resolve = (_root, _args, { carrier }: TestContext) => {
    carrier!.setSessionCookie('token-a', new Date(Date.now() + 60_000));
    return carrier!.address;
  };
  schema.getMutationType()!.getFields().acceptOffer!.resolve = () => 'done';
  schema.getSubscriptionType()!.getFields().ticks!.subscribe = async function* () {
    for (let tick = 0; ; tick++) {
      yield { ticks: tick };
      await sleep(20);
    }
  };
  server = await startHttpServer({
    port: 0,
    host: '127.0.0.1',
    publicUrl: undefined,
    trustProxy: [],
    logLevel: 'silent',
    socketsPerPerson: 2,
    socketsPerAddress: 4,
    subscriptionsPerSocket: 2,
    schema,
    documents: Object.assign(Object.create(TrustedDocuments.prototype), {
      documents: new Map(Object.entries(trusted)),
    }),
    uploads: {
      maxBytes: 2_000,
      submit: async (_viewer, file, { onProgress }) => {
        if (file.name === 'broken.csv') throw new Error('password of the database: hunter2');
        if (file.name === 'many.csv') for (const done of [500, 700]) onProgress({ done, total: 700 });
        return { status: 200, body: { name: file.name, size: file.bytes.length } };
      },
      download: async (viewer, id) =>
        viewer.kind === 'MEMBER' && id === 'doc_a'
          ? { name: 'rechnung "ü".xml', mediaType: 'text/html', body: Buffer.from('<script>') }
          : null,
      csvTemplate: () => 'a,b\n',
    },
    bankFiles: {
      maxBytes: bankFileBytesMax,
      submit: async () => ({ status: 200, body: {} }),
      download: async () => null,
      takePaymentFile: async () => null,
    },
    viewerOfToken: async token => (token.startsWith('token-') ? member(token) : null),
    endedSessions: async ids => ids.filter(id => ended.has(id)),
    contextFor: (viewer, _requestId, _origin, carrier) =>
      ({ viewer, carrier, forget() {} }) as unknown as RequestContext,
    ready: async () => {},
  });
  port = new URL(server.url).port;
});
afterAll(() => server.stop());

interface Answer {
  status: number;
  body: string;
  json: () => { data?: Record<string, unknown>; errors?: { message: string; extensions?: { code?: string } }[] };
  headers: Record<string, string | string[] | undefined>;
}

/** A raw request: fetch would not let a test set Host, Origin or Cookie. */
function send(method: string, path: string, headers: Record<string, string>, body?: string | Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      { host: '127.0.0.1', port, method, path, headers: { host: `localhost:${port}`, ...headers } },
      response => {
        const chunks: Buffer[] = [];
        response.on('data', chunk => chunks.push(chunk));
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          resolve({
            status: response.statusCode!,
            body: text,
            json: () => JSON.parse(text),
            headers: response.headers,
          });
        });
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

const post = (document: object, headers: Record<string, string> = {}) =>
  send('POST', '/graphql', { 'content-type': 'application/json', ...headers }, JSON.stringify(document));
const bearer = { authorization: 'Bearer token-a' };
const page = () => ({ cookie: `tenor-${port}=token-a`, origin: `http://localhost:${port}` });
const codeOf = (answer: Answer) => answer.json().errors?.[0]?.extensions?.code;

describe('who may send what', () => {
  test('a bearer sends any document', async () => {
    expect((await post({ query: '{ viewer secret }' }, bearer)).json()).toEqual({
      data: { viewer: 'person-token-a', secret: 'secret' },
    });
  });

  test('a page sends trusted documents only', async () => {
    expect((await post({ documentId: 'abc' }, page())).json()).toEqual({ data: { viewer: 'person-token-a' } });
    expect(codeOf(await post({ query: '{ secret }' }, page()))).toBe('UNTRUSTED_DOCUMENT');
    expect(codeOf(await post({ documentId: 'abd' }, page()))).toBe('UNTRUSTED_DOCUMENT');
    expect(codeOf(await post({ documentId: 'abc', query: '{ secret }' }, page()))).toBeUndefined();
    expect((await post({ documentId: 'abc', query: '{ secret }' }, page())).json()).toEqual({
      data: { viewer: 'person-token-a' },
    });
  });

  test('a stranger reaches sign-in, and nothing behind a fragment either', async () => {
    expect((await post({ query: 'mutation { signIn }' })).json()).toEqual({ data: { signIn: '127.0.0.1' } });
    const refused = await post({ query: 'query { ...F } fragment F on Query { ... { secret } }' });
    expect(refused.status).toBe(401);
    expect(codeOf(refused)).toBe('UNAUTHENTICATED');
    expect(codeOf(await post({ query: 'mutation { signIn acceptOffer }' }))).toBe('UNAUTHENTICATED');
    expect(codeOf(await post({ query: '{ __schema { types { name } } }' }))).toBe('UNAUTHENTICATED');
  });

  test('a wrong token is nobody', async () => {
    expect(codeOf(await post({ query: '{ secret }' }, { authorization: 'Bearer wrong' }))).toBe('UNAUTHENTICATED');
    expect(
      codeOf(await post({ query: '{ secret }' }, { authorization: 'Basic x', cookie: `tenor-${port}=token-a` })),
    ).toBe('UNAUTHENTICATED');
  });

  test('a fault shows nothing of itself', async () => {
    const answer = await post({ query: '{ fault }' }, bearer);
    expect(codeOf(answer)).toBe('INTERNAL_SERVER_ERROR');
    expect(answer.body).not.toContain('hunter2');
  });
});

describe('hosts and origins', () => {
  test.each(['evil.example', `evil.example:4000`, 'localhost.evil.example', '169.254.169.254'])(
    'the host %s is unknown',
    async host => {
      expect((await post({ query: '{ viewer }' }, { host })).status).toBe(421);
    },
  );

  test.each(['127.0.0.1', 'localhost', 'buyer-maker.localhost', '[::1]'])('the host %s is known', async host => {
    expect((await post({ query: '{ viewer }' }, { ...bearer, host: `${host}:${port}` })).status).toBe(200);
  });

  test('a cookie counts only from a page of the same host name', async () => {
    for (const origin of [
      'https://evil.example',
      `http://funder.localhost:${port}`,
      `https://localhost:${port}`,
      'null',
    ]) {
      expect(codeOf(await post({ documentId: 'abc' }, { ...page(), origin }))).toBe('FOREIGN_ORIGIN');
    }
    expect(codeOf(await post({ documentId: 'abc' }, { cookie: page().cookie }))).toBe('FOREIGN_ORIGIN');
  });

  test('a cookie is not read from a GET: it carries no origin that could be judged', async () => {
    const answer = await send('GET', '/graphql?query=%7Bsecret%7D', {
      cookie: page().cookie,
      'apollo-require-preflight': 'true',
    });
    expect(answer.body).not.toContain('"secret":"secret"');
  });

  test('sign-in gives a host-only cookie that scripts cannot read', async () => {
    const { headers } = await post({ query: 'mutation { signIn }' }, { origin: `http://localhost:${port}` });
    expect(headers['set-cookie']).toEqual([expect.stringMatching(new RegExp(`^tenor-${port}=token-a; .*`))]);
    expect(String(headers['set-cookie'])).toContain('HttpOnly');
    expect(String(headers['set-cookie'])).toContain('SameSite=Lax');
    expect(String(headers['set-cookie'])).not.toContain('Domain');
  });
});

describe('documents', () => {
  const upload = (headers: Record<string, string>, body: Buffer | string = 'x') =>
    send('POST', '/documents', { 'content-type': 'application/xml', 'x-file-name': 'a%20b.xml', ...headers }, body);

  test('a file is taken with its name', async () => {
    expect(JSON.parse((await upload(bearer)).body)).toEqual({ name: 'a b.xml', size: 1 });
  });

  test('who asks for it follows a file of many invoices line by line, to the report', async () => {
    const follow = (name: string) => upload({ ...bearer, accept: 'application/x-ndjson', 'x-file-name': name });
    const { status, headers, body } = await follow('many.csv');
    expect([status, headers['content-type']]).toEqual([200, 'application/x-ndjson']);
    expect(
      body
        .split('\n')
        .filter(Boolean)
        .map(line => JSON.parse(line)),
    ).toEqual([
      { progress: { done: 500, total: 700 } },
      { progress: { done: 700, total: 700 } },
      { status: 200, report: { name: 'many.csv', size: 1 } },
    ]);
    const broken = await follow('broken.csv');
    expect(broken.body).not.toContain('hunter2');
    expect(JSON.parse(broken.body)).toMatchObject({ status: 500, report: { problems: [{ code: 'FAULT' }] } });
  });

  test('paths and control characters are taken out of the name', async () => {
    expect(
      JSON.parse((await upload({ ...bearer, 'x-file-name': encodeURIComponent('../../etc/pass\u0000wd\u202e') })).body)
        .name,
    ).toBe('....etcpasswd');
  });

  test('each refusal says why', async () => {
    expect((await upload({})).status).toBe(401);
    expect((await upload({ ...bearer, 'x-file-name': '%' })).body).toContain('FILE_NAME_MISSING');
    expect((await upload(bearer, '')).body).toContain('EMPTY_FILE');
    expect((await upload({ ...page(), origin: 'https://evil.example' })).status).toBe(403);
  });

  test('a file above the limit is answered with the limit and what else can be done, and heard out before', async () => {
    const tooLarge = (limit: string, advice: unknown) => ({
      problems: [{ code: 'FILE_TOO_LARGE', message: expect.stringMatching(`more than ${limit}, .*${advice}`) }],
    });
    for (const size of [2_001, 19_000]) {
      const { status, body, headers } = await upload(bearer, Buffer.alloc(size));
      expect([status, headers.connection]).toEqual([413, 'keep-alive']);
      expect(JSON.parse(body)).toEqual(tooLarge('2000 bytes', 'UPLOAD_MAX_BYTES'));
    }
    expect((await upload(bearer, Buffer.alloc(30_000))).headers.connection).toBe('close');
    const file = { ...bearer, 'content-type': 'application/xml', 'x-file-name': 'a.xml' };
    const { status, body } = await send('POST', '/bank-files', file, Buffer.alloc(20 * 1024 * 1024 + 1));
    expect(status).toBe(413);
    expect(JSON.parse(body)).toEqual(tooLarge('20 MiB', 'read-bank-file .* 64 MiB; the folder of a bank'));
  });

  test('an original comes as an attachment, whatever it says it is', async () => {
    const { headers, body } = await send('GET', '/documents/doc_a', bearer);
    expect(body).toBe('<script>');
    expect(headers['content-type']).toBe('application/octet-stream');
    expect(headers['content-disposition']).toBe("attachment; filename*=UTF-8''rechnung%20%22%C3%BC%22.xml");
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect((await send('GET', '/documents/doc_b', bearer)).body).toBe((await send('GET', '/documents/doc_a', {})).body);
  });
});

describe('sockets', () => {
  const open: WebSocket[] = [];
  afterEach(() => {
    for (const socket of open.splice(0)) socket.terminate();
    ended.clear();
    return sleep(50);
  });

  function connect(headers: Record<string, string>, path = '/graphql'): WebSocket {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, 'graphql-transport-ws', {
      headers: { host: `localhost:${port}`, ...headers },
    });
    open.push(socket);
    return socket;
  }
  const closed = (socket: WebSocket) =>
    new Promise<string | number>(resolve => {
      socket.once('close', code => resolve(code));
      socket.once('unexpected-response', (_request, response) => resolve(`${response.statusCode}`));
      socket.once('error', () => {});
    });
  const say = (socket: WebSocket, message: object) => socket.send(JSON.stringify(message));
  async function initiated(headers: Record<string, string>, payload?: object): Promise<WebSocket> {
    const socket = connect(headers);
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    say(socket, { type: 'connection_init', payload });
    await new Promise((resolve, reject) => {
      socket.once('message', data =>
        String(data).includes('connection_ack') ? resolve(null) : reject(new Error(String(data))),
      );
      socket.once('close', code => reject(new Error(`closed ${code}`)));
    });
    return socket;
  }
  const firstMessage = (socket: WebSocket) =>
    new Promise<{ type: string; payload: unknown }>(resolve =>
      socket.once('message', data => resolve(JSON.parse(String(data)))),
    );

  test('a program subscribes with a bearer', async () => {
    const client = createClient({
      url: `ws://127.0.0.1:${port}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: 'Bearer token-a' },
    });
    const seen: unknown[] = [];
    for await (const frame of client.iterate({ query: 'subscription { ticks }' })) {
      seen.push(frame.data);
      if (seen.length === 3) break;
    }
    expect(seen).toEqual([{ ticks: 0 }, { ticks: 1 }, { ticks: 2 }]);
    await client.dispose();
  });

  test('a page subscribes with its cookie, to trusted documents only', async () => {
    const socket = await initiated(page());
    say(socket, { id: '1', type: 'subscribe', payload: { query: 'subscription { ticks }' } });
    expect(await firstMessage(socket)).toMatchObject({
      type: 'error',
      payload: [{ extensions: { code: 'UNTRUSTED_DOCUMENT' } }],
    });
    say(socket, { id: '2', type: 'subscribe', payload: { query: '', extensions: { documentId: 'tick' } } });
    expect(await firstMessage(socket)).toMatchObject({ type: 'next', payload: { data: { ticks: 0 } } });
  });

  test('other paths, unknown hosts and foreign origins get no socket', async () => {
    expect(await closed(connect(bearer, '/elsewhere'))).toBe('404');
    expect(await closed(connect({ host: 'evil.example' }))).toBe('403');
    expect(await closed(connect({ ...page(), origin: 'https://evil.example' }))).toBe('403');
  });

  test('without credentials, or with a cookie that no page sent, the connection is refused', async () => {
    const refused: Record<string, string>[] = [{ origin: `http://localhost:${port}` }, { cookie: page().cookie }];
    for (const headers of refused) {
      await expect(initiated(headers)).rejects.toThrow('closed 4403');
    }
  });

  test('sockets a person and operations a socket are bounded', async () => {
    await initiated({}, { authorization: 'Bearer token-a' });
    const second = await initiated({}, { authorization: 'Bearer token-a' });
    await expect(initiated({}, { authorization: 'Bearer token-a' })).rejects.toThrow('closed 4429');
    for (const id of ['1', '2']) say(second, { id, type: 'subscribe', payload: { query: 'subscription { ticks }' } });
    say(second, { id: '3', type: 'subscribe', payload: { query: 'subscription { ticks }' } });
    const refusal = await new Promise(resolve =>
      second.on('message', data => String(data).includes('"error"') && resolve(JSON.parse(String(data)))),
    );
    expect(refusal).toMatchObject({ id: '3', payload: [{ extensions: { code: 'TOO_MANY_OPERATIONS' } }] });
    // An operation that ended makes room.
    say(second, { id: '1', type: 'complete' });
    await sleep(60);
    say(second, { id: '4', type: 'subscribe', payload: { query: 'subscription { ticks }' } });
    await new Promise<void>(resolve => second.on('message', data => JSON.parse(String(data)).id === '4' && resolve()));
  });

  test('a socket is closed within two seconds of the end of its session', async () => {
    const socket = await initiated({}, { authorization: 'Bearer token-b' });
    const started = performance.now();
    ended.add('session-token-b');
    expect(await closed(socket)).toBe(4403);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

test('health', async () => {
  expect((await send('GET', '/healthz', {})).body).toBe('{"status":"ok"}');
  expect((await send('GET', '/readyz', {})).status).toBe(200);
});
