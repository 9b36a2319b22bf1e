import { type AuditResult, serverAudits } from 'graphql-http';
import { ApiClient } from '../support/api-client.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { type ServerProcess, startServer } from '../support/server-process.js';

/* The audits of the GraphQL over HTTP specification, as a program sends them: with its token and the preflight header. */

jest.setTimeout(120_000);

let database: TestDatabase;
let server: ServerProcess;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startServer(database);
}, 300_000);

afterAll(async () => {
  await server?.stop();
  await database?.drop();
});

test('no audit of GraphQL over HTTP finds an error', async () => {
  const { email, password } = server.signIns[0]!;
  const { token } = await ApiClient.signIn(server, email, password);
  const asProgram = (url: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${token}`);
    headers.set('apollo-require-preflight', 'true');
    return fetch(url, { ...init, headers });
  };
  const results: AuditResult[] = [];
  for (const audit of serverAudits({ url: server.graphql, fetchFn: asProgram })) results.push(await audit.fn());

  expect(results.length).toBeGreaterThan(50);
  const errors = results.filter(({ status }) => status === 'error');
  expect(errors.map(result => `${result.id} ${result.name}: ${'reason' in result ? result.reason : ''}`)).toEqual([]);
});
