import { type ChildProcess, spawn } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { eventually } from '../support/api-client.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { plusDays } from '../support/figures.js';
import { csvInvoices } from '../support/invoice-files.js';
import { type ServerProcess, startServer } from '../support/server-process.js';
import { clockOf, fileInvoice, type Market, marketAt, openMarket } from '../support/trade.js';
import { expectedSignature, openReceiver } from '../support/webhook-receiver.js';

/* Webhooks of a server as anybody runs it: to the example of a receiver, and through a kill -9 in the middle of a call. */

jest.setTimeout(120_000);

let database: TestDatabase;
let server: ServerProcess;
let market: Market;
const programs = new Set<ChildProcess>();

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startServer(database);
  market = await openMarket(server);
}, 300_000);

afterAll(async () => {
  for (const program of programs) program.kill('SIGKILL');
  await server?.stop();
  await database?.drop();
});

interface Made {
  readonly secret: string;
  readonly webhookEndpoint: { readonly id: string };
}

async function endpoint(at: Market, url: string): Promise<Made> {
  const input = { url, description: 'ERP', eventTypes: ['invoice.submitted'] };
  const made = await at.supplier
    .as('ADMINISTRATOR')
    .succeed('createWebhookEndpoint', input, 'secret webhookEndpoint { id }');
  return made as unknown as Made;
}

/** Invoices by CSV: one event each. */
async function upload(at: Market, count: number): Promise<string[]> {
  const { today } = await clockOf(at);
  const invoices = Array.from({ length: count }, () =>
    fileInvoice(at, { payable: '1250.00', issueDate: today, dueDate: plusDays(today, 45) }),
  );
  const { report } = await at.supplier.as('MAKER').upload('invoices.csv', csvInvoices(invoices), 'text/csv');
  return report.landed.map(({ invoiceId }) => invoiceId);
}

async function freePort(): Promise<number> {
  const socket = createServer();
  await new Promise<void>(resolve => {
    socket.listen(0, '127.0.0.1', resolve);
  });
  const { port } = socket.address() as AddressInfo;
  await new Promise(resolve => {
    socket.close(resolve);
  });
  return port;
}

test('the receiver of the examples takes what is signed by its secret, once each, and nothing else', async () => {
  const port = await freePort();
  const { secret, webhookEndpoint } = await endpoint(market, `http://127.0.0.1:${port}/hooks`);
  const program = spawn(process.execPath, [join(__dirname, '../../examples/receive-webhooks.mjs'), String(port)], {
    env: { PATH: process.env.PATH, TENOR_WEBHOOK_SECRET: secret },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  programs.add(program);
  let said = '';
  program.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  await eventually('the receiver', async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: '{}' }).catch(() => undefined);
    return answer?.status === 400 ? true : undefined;
  });
  const invoices = await upload(market, 5);
  const told = () =>
    said
      .trim()
      .split('\n')
      .filter(line => line !== '')
      .map(line => JSON.parse(line) as { type: string; kind: string; subject: string });
  await eventually('five events', async () => (told().length === 5 ? true : undefined));
  expect(told().map(({ type, kind }) => [type, kind])).toEqual(Array(5).fill(['invoice.submitted', 'Invoice']));
  expect(
    told()
      .map(({ subject }) => subject)
      .sort(),
  ).toEqual([...invoices].sort());
  program.kill('SIGKILL');
  await market.supplier
    .as('ADMINISTRATOR')
    .succeed('deleteWebhookEndpoint', { endpointId: webhookEndpoint.id }, 'deletedId');
});

test('a server that is killed in the middle of its calls makes them again: every event arrives, under one id', async () => {
  const receiver = await openReceiver();
  const { secret } = await endpoint(market, receiver.url);
  // It takes the words and never answers: the calls are under way when the server is killed.
  const answer = receiver.answer;
  receiver.answer = () => {};
  const first = await upload(market, 6);
  await eventually('calls under way', async () => (receiver.calls.length >= 4 ? true : undefined));
  await server.kill();
  receiver.answer = answer;

  server = await startServer(database);
  market = marketAt(market, server);
  const second = await upload(market, 3);
  // As if the leases of the server that is gone were over.
  const client = new pg.Client({ connectionString: database.adminUrl });
  await client.connect();
  await client.query('UPDATE webhook_delivery SET leased_until = clock_timestamp() WHERE leased_until IS NOT NULL');
  await eventually('every event', async () => {
    const { rows } = await client.query('SELECT FROM webhook_delivery WHERE next_attempt_at IS NOT NULL');
    return rows.length === 0 && receiver.calls.length >= 13 ? true : undefined;
  });
  await client.end();

  const idsOf = new Map<string, Set<string>>();
  for (const call of receiver.calls) {
    const subject = call.said.data.subject!.id;
    idsOf.set(subject, (idsOf.get(subject) ?? new Set()).add(String(call.headers['webhook-id'])));
    expect(call.headers['webhook-signature']).toBe(expectedSignature(call, secret));
  }
  expect([...idsOf.keys()].sort()).toEqual([...first, ...second].sort());
  expect([...idsOf.values()].map(ids => ids.size)).toEqual(Array(9).fill(1));
  await receiver.close();
});
