import { setTimeout as sleep } from 'node:timers/promises';
import { request as httpRequest } from 'node:http';
import { buildSchema } from 'graphql';
import type { ExportRequest } from '../../../server/http/exports.js';
import type { HttpServer } from '../../../server/http/server.js';
import { startHttpLayer } from '../../support/http-layer.js';

/** The route by itself: who may ask, what an answer looks like, and what becomes of one that breaks off. */
let server: HttpServer;
const asked: ExportRequest[] = [];
const known = new Set(['token-a', 'token-b']);
let closed = 0;

async function* chunks(name: string): AsyncGenerator<string> {
  try {
    yield '\ufeffa,b\r\n';
    if (name === 'broken.csv') throw new Error('password of the database: hunter2');
    if (name === 'endless.csv') for (;;) yield 'x'.repeat(65_536);
    if (name === 'slow.csv') {
      for (let round = 0; round < 4; round++) {
        await sleep(600);
        yield '1,2\r\n';
      }
    }
    yield 'é,2\r\n';
  } finally {
    closed++;
  }
}

beforeAll(async () => {
  server = await startHttpLayer(buildSchema('type Query { viewer: String }'), {
    viewerOfToken: async token =>
      known.has(token)
        ? {
            kind: 'MEMBER',
            personId: token,
            memberId: token,
            organizationId: token,
            roles: [],
            permissions: [],
            sessionId: token,
          }
        : null,
    openExport: async request => {
      asked.push(request);
      if (request.name === 'none.csv') return { status: 404, code: 'NOT_FOUND', message: 'There is none.' };
      return { fileName: 'tenor-é.csv', mediaType: 'text/csv; charset=utf-8', chunks: chunks(request.name) };
    },
  });
});
afterAll(() => server.stop());

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${server.url}${path}`, { headers });
const bearer = { authorization: 'Bearer token-a' };
const cookie = () => ({ cookie: `tenor-${new URL(server.url).port}=token-a` });

test('a file is sent in pieces, as a download that nobody keeps', async () => {
  const answer = await get('/exports/list.csv?state=DUE&state=SETTLED&until=2031-05-05', bearer);
  expect(answer.status).toBe(200);
  expect(Buffer.from(await answer.arrayBuffer()).toString('hex')).toBe(
    `efbbbf${Buffer.from('a,b\r\né,2\r\n').toString('hex')}`,
  );
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': "attachment; filename*=UTF-8''tenor-%C3%A9.csv",
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  expect(asked.at(-1)).toMatchObject({
    name: 'list.csv',
    parameters: { state: ['DUE', 'SETTLED'], until: '2031-05-05' },
    viewer: { personId: 'token-a' },
  });
});

test('a stranger gets nothing, and a page of others nothing by the cookie', async () => {
  const before = asked.length;
  expect((await get('/exports/list.csv')).status).toBe(401);
  expect((await get('/exports/list.csv', { authorization: 'Bearer token-x' })).status).toBe(401);
  for (const site of ['cross-site', 'same-site'])
    expect((await get('/exports/list.csv', { ...cookie(), 'sec-fetch-site': site })).status).toBe(403);
  expect(asked).toHaveLength(before);
  for (const site of ['same-origin', 'none'])
    expect((await get('/exports/list.csv', { ...cookie(), 'sec-fetch-site': site })).status).toBe(200);
  expect((await get('/exports/list.csv', { ...bearer, 'sec-fetch-site': 'cross-site' })).status).toBe(200);
});

test('a refusal has its status and its code', async () => {
  const answer = await get('/exports/none.csv', bearer);
  expect(answer.status).toBe(404);
  expect(await answer.json()).toEqual({ problems: [{ code: 'NOT_FOUND', message: 'There is none.' }] });
});

test('a file that breaks off does not arrive, and says nothing of why', async () => {
  const answer = await get('/exports/broken.csv', bearer);
  expect(answer.status).toBe(200);
  await expect(answer.text()).rejects.toThrow(/terminated/);
});

test('a file ends with its session', async () => {
  const answer = await get('/exports/slow.csv', { authorization: 'Bearer token-b' });
  known.delete('token-b');
  await expect(answer.text()).rejects.toThrow(/terminated/);
});

test('a person has three files at a time; one that its reader left is over', async () => {
  const leave = await Promise.all([1, 2, 3].map(openAndWait));
  expect((await get('/exports/list.csv', bearer)).status).toBe(429);
  const before = closed;
  for (const go of leave) go();
  for (let waited = 0; closed < before + 3; waited++) {
    expect(waited).toBeLessThan(100);
    await sleep(50);
  }
  expect((await get('/exports/list.csv', bearer)).status).toBe(200);
});

/** Asks for a file without end and reads none of it; gives what leaves it. */
function openAndWait(): Promise<() => void> {
  const { hostname, port } = new URL(server.url);
  return new Promise((resolve, reject) => {
    const request = httpRequest({ hostname, port, path: '/exports/endless.csv', headers: bearer }, response => {
      response.pause();
      resolve(() => request.destroy());
    });
    request.on('error', () => {});
    request.once('close', () => reject(new Error('closed')));
    request.end();
  });
}
