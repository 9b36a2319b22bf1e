import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { graphql } from 'graphql';
import { raiseAlerts } from '../../server/alerts/index.js';
import { apiSchema } from '../../server/http/schema.js';
import { fromWireId, toWireId } from '../../server/platform/ids.js';
import { systemViewer, type Viewer } from '../../server/platform/viewer.js';
import { changeWebhookEndpoint } from '../../server/webhooks/change-webhook-endpoint.js';
import { deleteWebhookEndpoint } from '../../server/webhooks/delete-webhook-endpoint.js';
import { createWebhookEndpoint, forgetWebhooks } from '../../server/webhooks/index.js';
import { pauseWebhookEndpoint } from '../../server/webhooks/pause-webhook-endpoint.js';
import { replayWebhooks } from '../../server/webhooks/replay-webhooks.js';
import { resendWebhook } from '../../server/webhooks/resend-webhook.js';
import { resumeWebhookEndpoint } from '../../server/webhooks/resume-webhook-endpoint.js';
import { rotateWebhookSecret } from '../../server/webhooks/rotate-webhook-secret.js';
import { sendTestWebhook } from '../../server/webhooks/send-test-webhook.js';
import { eventually } from '../support/api-client.js';
import { untilAllIsTold } from '../support/all-told.js';
import type { Trader } from '../support/auction-market.js';
import { codeOf } from '../support/seeded-market.js';
import { openWebhookMarket, type WebhookMarket, wireEndpoint } from '../support/webhook-market.js';
import { expectedSignature, openReceiver, status, type WebhookReceiver } from '../support/webhook-receiver.js';

jest.setTimeout(20_000);

let market: WebhookMarket;
let receiver: WebhookReceiver;

beforeAll(async () => {
  market = await openWebhookMarket();
});
afterAll(() => market?.close());
beforeEach(async () => {
  receiver = await openReceiver();
});
afterEach(async () => {
  for (const { id, viewer } of [market.supplier, market.buyer, market.operator, ...market.funders]) {
    const left = await market.rows<{ id: string }>(
      "SELECT id FROM webhook_endpoint WHERE organization_id = $1 AND state <> 'DELETED'",
      [id],
    );
    for (const endpoint of left) {
      await market.succeed(deleteWebhookEndpoint, viewer, { endpointId: wireEndpoint(endpoint.id) });
    }
  }
  await forgetWebhooks(market.work);
  await market.asAdmin("UPDATE webhook_delivery SET next_attempt_at = 'infinity' WHERE next_attempt_at IS NOT NULL");
  await receiver.close();
});

async function ask<Data>(viewer: Viewer, source: string, variableValues: Record<string, unknown> = {}): Promise<Data> {
  const contextValue = market.contextOf(viewer);
  const { data, errors } = await graphql({ schema: await apiSchema(), source, contextValue, variableValues });
  expect(errors).toBeUndefined();
  return JSON.parse(JSON.stringify(data));
}

interface Made {
  readonly secret: string | null;
  readonly webhookEndpoint: { readonly id: string } | null;
}

/** An endpoint made by the API, with its secret. */
async function make(of: Trader, key = randomUUID(), more: object = {}): Promise<Made> {
  const source = `mutation ($input: CreateWebhookEndpointInput!) { createWebhookEndpoint(input: $input) {
    ... on CreateWebhookEndpointSuccess { secret webhookEndpoint { id } } ... on Problem { code message } } }`;
  const input = { url: receiver.url, description: 'ERP in Lyon', idempotencyKey: key, ...more };
  const { createWebhookEndpoint: made } = await ask<{ createWebhookEndpoint: Made }>(of.viewer, source, { input });
  return made;
}

const stateOf = async (endpointId: string) =>
  (await market.row<{ state: string; disabledReason: string | null }>('webhook_endpoint', endpointId)) ?? undefined;

/** A program with a key that only reads. */
const readerFor = ({ viewer }: Trader): Viewer => ({ ...viewer, permissions: ['VIEWER'], apiKeyId: randomUUID() });

/** The id of the newest event that a viewer may read; undefined for none. */
async function latestEvent(viewer: Viewer): Promise<string | undefined> {
  await untilAllIsTold(market.urls);
  const { eventLog } = await ask<{ eventLog: { id: string }[] }>(viewer, '{ eventLog(first: 100) { id } }');
  return eventLog[0]?.id;
}

/** One delivery that waits: a test event. */
async function testEvent(of: Trader, endpointId: string): Promise<void> {
  await market.succeed(sendTestWebhook, of.viewer, { endpointId: wireEndpoint(endpointId) });
}

describe('what is sent', () => {
  test('an event as its organization sees it, under its id, signed as the specification says, and the id of the subscription', async () => {
    const { supplier } = market;
    const { secret, webhookEndpoint } = await make(supplier, undefined, { eventTypes: ['auction.opened'] });
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const auction = await market.list();
    await market.collect();
    expect(await market.deliver()).toBe(1);

    const [call] = receiver.calls;
    const { eventLog } = await ask<{ eventLog: { id: string; at: string; businessDay: string; type: string }[] }>(
      supplier.viewer,
      '{ eventLog(first: 10) { id type at businessDay } }',
    );
    const event = eventLog.find(({ type }) => type === 'auction.opened')!;
    expect(call).toMatchObject({ method: 'POST', path: '/hooks' });
    expect(JSON.parse(call!.body)).toEqual({
      type: 'auction.opened',
      timestamp: event.at,
      data: {
        id: event.id,
        businessDay: event.businessDay,
        subject: { type: 'Auction', id: toWireId('auction', auction.id) },
      },
    });
    expect(call!.headers).toMatchObject({
      'webhook-id': event.id,
      'webhook-signature': expectedSignature(call!, secret!),
      'content-type': 'application/json',
    });
    expect(Math.abs(Number(call!.headers['webhook-timestamp']) - Date.now() / 1000)).toBeLessThan(30);
    expect(call!.headers['webhook-timestamp']).toMatch(/^\d+$/);
    const { node } = await ask<{ node: { deliveries: { edges: { node: object }[] } } }>(
      supplier.viewer,
      `query ($id: ID!) { node(id: $id) { ... on WebhookEndpoint { deliveries(state: [DELIVERED]) { edges { node {
        eventId eventType body state attemptsMade nextAttemptAt status fault attempts { no status excerpt fault } availableActions } } } } } }`,
      { id: webhookEndpoint!.id },
    );
    expect(node.deliveries.edges).toEqual([
      {
        node: {
          eventId: event.id,
          eventType: 'auction.opened',
          body: call!.body,
          state: 'DELIVERED',
          attemptsMade: 1,
          nextAttemptAt: null,
          status: 204,
          fault: null,
          attempts: [{ no: 1, status: 204, excerpt: '', fault: null }],
          availableActions: ['RESEND'],
        },
      },
    ]);
  });

  test('to each organization exactly what its subscription gives to a key that reads, one by one; never what it may not see', async () => {
    const { supplier, buyer, funders, operator } = market;
    const outsider = await market.trader('Outsider', 'FUNDER');
    const parties = [supplier, buyer, funders[0]!, funders[1]!, operator, outsider];
    const firstIds = await Promise.all(parties.map(party => latestEvent(readerFor(party))));
    const receivers = await Promise.all(parties.map(() => openReceiver()));
    await Promise.all(parties.map((party, index) => market.endpoint(party, receivers[index]!.url)));

    const auction = await market.list();
    await market.bid(funders[0]!, auction, { rateBps: '450' });
    await market.bid(funders[1]!, auction, { rateBps: '500' });
    await market.accept((await market.offers(auction))[0]!);
    await market.collect();
    await market.deliver();

    const told = await Promise.all(
      parties.map(async (party, index) => {
        const calls = receivers[index]!.calls.map(({ said }) => [said.data.id, said.type, said.data.subject!.id]);
        const viewer = readerFor(party);
        const { eventLog } = await ask<{ eventLog: { id: string; type: string; subject: { id: string } | null }[] }>(
          viewer,
          '{ eventLog(first: 100) { id type subject { id } } }',
        );
        const frames = eventLog.slice(
          0,
          firstIds[index] ? eventLog.findIndex(({ id }) => id === firstIds[index]) : undefined,
        );
        expect([party.name, calls.sort()]).toEqual([
          party.name,
          frames.map(({ id, type, subject }) => [id, type, subject!.id]).sort(),
        ]);
        return calls;
      }),
    );
    const typesOf = (index: number) => told[index]!.map(([, type]) => type).sort();
    expect(typesOf(2)).toContain('bid.won');
    expect(typesOf(3)).toContain('bid.lost');
    expect(typesOf(3)).not.toContain('bid.won');
    expect(typesOf(1)).not.toContain('bid.placed');
    expect(told[5]).toEqual([]);
    // Two organizations know one event by two ids.
    const ids = told.flat().map(([id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    await Promise.all(receivers.map(each => each.close()));
  });

  test('for a day after a rotation both secrets sign, divided by a blank, and then the new one alone', async () => {
    const { supplier } = market;
    const { secret: before, webhookEndpoint } = await make(supplier);
    const endpointId = (
      await market.rows<{ id: string }>('SELECT id FROM webhook_endpoint ORDER BY created_at DESC LIMIT 1')
    )[0]!.id;
    const source = `mutation ($input: RotateWebhookSecretInput!) { rotateWebhookSecret(input: $input) {
      ... on RotateWebhookSecretSuccess { secret webhookEndpoint { previousSecretUntil } } } }`;
    const input = { endpointId: webhookEndpoint!.id, idempotencyKey: randomUUID() };
    const rotated = await ask<{
      rotateWebhookSecret: { secret: string; webhookEndpoint: { previousSecretUntil: string } };
    }>(supplier.viewer, source, { input });
    const { secret: after } = rotated.rotateWebhookSecret;
    expect(after).not.toBe(before);
    const overlapMs = Date.parse(rotated.rotateWebhookSecret.webhookEndpoint.previousSecretUntil) - Date.now();
    expect(Math.abs(overlapMs - 24 * 3_600_000)).toBeLessThan(60_000);

    await testEvent(supplier, endpointId);
    await market.deliver();
    const [both] = receiver.calls;
    expect(both!.headers['webhook-signature']).toBe(
      `${expectedSignature(both!, after)} ${expectedSignature(both!, before!)}`,
    );
    await market.asAdmin('UPDATE webhook_endpoint SET previous_until = clock_timestamp() WHERE id = $1', [endpointId]);
    await testEvent(supplier, endpointId);
    await market.deliver();
    expect(receiver.calls[1]!.headers['webhook-signature']).toBe(expectedSignature(receiver.calls[1]!, after));
    await forgetWebhooks(market.work);
    expect(await market.row('webhook_endpoint', endpointId)).toMatchObject({
      previousSecret: null,
      previousUntil: null,
    });
  });
});

describe('the secret', () => {
  test('is shown again to the key that made it, for ten minutes, and to nobody else; it is kept sealed', async () => {
    const { supplier, buyer } = market;
    const key = randomUUID();
    const first = await make(supplier, key);
    expect(await make(supplier, key)).toEqual(first);
    const [row] = await market.rows<{ id: string; secret: Buffer }>(
      'SELECT id, secret FROM webhook_endpoint ORDER BY created_at DESC LIMIT 1',
    );
    expect(row!.secret.includes(Buffer.from(first.secret!))).toBe(false);
    expect(JSON.stringify(await market.rows('SELECT outcome FROM idempotency_record'))).not.toContain('whsec_');
    expect(JSON.stringify(await market.rows('SELECT before, after FROM event'))).not.toContain('whsec_');
    const other = await make(buyer);
    expect(other.secret).not.toBe(first.secret);
    await market.asAdmin("UPDATE webhook_endpoint SET secret_made_at = secret_made_at - interval '10 minutes'");
    expect(await make(supplier, key)).toEqual({ ...first, secret: null });
  });
});

describe('who may', () => {
  test('an administrator in person of the organization alone: for others there is nothing', async () => {
    const { supplier, buyer, operator } = market;
    const { webhookEndpoint } = await make(supplier);
    const endpointId = webhookEndpoint!.id;
    const dealer = await market.member(supplier, 'DEALER', 'MAKER', 'CHECKER');
    const program = { ...supplier.viewer, apiKeyId: randomUUID(), permissions: ['ADMINISTRATOR'] as const };
    const strangers = [dealer, buyer.viewer, operator.viewer, program];
    for (const viewer of strangers) {
      const source = 'query ($id: ID!) { node(id: $id) { id } webhookEndpoints { id } }';
      const seen = await ask<{ node: object | null; webhookEndpoints: { id: string }[] }>(viewer, source, {
        id: endpointId,
      });
      expect([seen.node, seen.webhookEndpoints.filter(({ id }) => id === endpointId)]).toEqual([null, []]);
      for (const command of [pauseWebhookEndpoint, deleteWebhookEndpoint, rotateWebhookSecret, sendTestWebhook]) {
        if (viewer === program) continue;
        expect(codeOf(await market.run(command, viewer, { endpointId }))).toBe('NOT_FOUND');
      }
      expect(codeOf(await market.run(replayWebhooks, viewer, { endpointId, since: new Date() }))).toBe('NOT_FOUND');
      const change = { endpointId, url: receiver.url, description: 'X' };
      if (viewer !== program) expect(codeOf(await market.run(changeWebhookEndpoint, viewer, change))).toBe('NOT_FOUND');
    }
    const input = { url: receiver.url, description: 'X' };
    expect(codeOf(await market.run(createWebhookEndpoint, dealer, input))).toBe('NOT_PERMITTED');
    const absent = { endpointId: wireEndpoint(randomUUID()) };
    expect(codeOf(await market.run(pauseWebhookEndpoint, supplier.viewer, absent))).toBe('NOT_FOUND');
  });

  test('what is wrong with an endpoint is said; at most twenty', async () => {
    const owner = await market.trader('Many', 'BUYER');
    const wrong = async (input: object) =>
      codeOf(await market.run(createWebhookEndpoint, owner.viewer, { url: receiver.url, description: 'X', ...input }));
    expect(await wrong({ url: 'https://10.0.0.1/' })).toBe('url PRIVATE_ADDRESS');
    expect(await wrong({ url: 'http://example.org/' })).toBe('url NOT_HTTPS');
    expect(await wrong({ eventTypes: ['invoice.approved', 'invoice.eaten'] })).toBe('eventTypes UNKNOWN_EVENT_TYPE');
    expect(await wrong({ eventTypes: ['alert.raised'] })).toBe('eventTypes UNKNOWN_EVENT_TYPE');
    expect(await wrong({ description: ' ' })).toBe('description REQUIRED');
    for (let made = 0; made < 20; made += 1) expect(await wrong({})).toBe('');
    expect(await wrong({})).toBe('TOO_MANY_WEBHOOK_ENDPOINTS');
    await market.work.perform(systemViewer, tx => tx.execute('UPDATE webhook_setting SET loopback = false'));
    expect(await wrong({})).toBe('url NOT_HTTPS');
    await market.work.perform(systemViewer, tx => tx.execute('UPDATE webhook_setting SET loopback = true'));
  });
});

describe('failure', () => {
  test('is tried again on the schedule, with a new timestamp under the same id; after the tenth it is given up', async () => {
    const { supplier } = market;
    const endpointId = await market.endpoint(supplier, receiver.url);
    receiver.answer = status(500, {}, 'Out of\norder\u0000');
    await testEvent(supplier, endpointId);
    const pauses = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];
    for (const pause of pauses) {
      expect(await market.deliver()).toBe(1);
      const [delivery] = await market.deliveries(endpointId);
      expect(delivery).toMatchObject({ status: 500, excerpt: 'Out of order', deliveredAt: null, failedAt: null });
      expect(delivery!.pause).toBeGreaterThan(pause - 1);
      expect(delivery!.pause).toBeLessThanOrEqual(pause * 1.2 + 1);
      await market.letTimePass();
    }
    expect(await market.deliver()).toBe(1);
    const [delivery] = await market.deliveries(endpointId);
    expect(delivery).toMatchObject({ attempts: 10, nextAttemptAt: null, failedAt: expect.any(Date) });
    expect(await market.deliver()).toBe(0);
    expect(new Set(receiver.calls.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(new Set(receiver.calls.map(({ body }) => body)).size).toBe(1);
    expect(await stateOf(endpointId)).toMatchObject({ state: 'ACTIVE' });

    receiver.answer = status(200);
    const resend = { deliveryId: toWireId('webhookDelivery', delivery!.id) };
    await market.succeed(resendWebhook, supplier.viewer, resend);
    expect(codeOf(await market.run(resendWebhook, supplier.viewer, resend))).toBe('NOT_AVAILABLE');
    expect(await market.deliver()).toBe(1);
    expect((await market.deliveries(endpointId))[0]).toMatchObject({ attempts: 11, deliveredAt: expect.any(Date) });
    expect(receiver.calls.at(-1)!.headers['webhook-id']).toBe(receiver.calls[0]!.headers['webhook-id']);
    expect(await market.row('webhook_endpoint', endpointId)).toMatchObject({ failingSince: null });
  });

  test.each([
    [429, '120', 120],
    [503, '600', 600],
    [503, '9999999', 86_400],
    [500, '600', 6],
  ])(
    'an answer %i that asks to come back after %s seconds is tried again after about %i',
    async (code, asked, pause) => {
      const endpointId = await market.endpoint(market.buyer, receiver.url);
      receiver.answer = status(code, { 'retry-after': asked });
      await testEvent(market.buyer, endpointId);
      await market.deliver();
      const [delivery] = await market.deliveries(endpointId);
      expect(Math.abs(delivery!.pause! - pause)).toBeLessThan(2);
    },
  );

  test.each([301, 302, 307, 308])('a redirect %i is not followed: it is a failure', async code => {
    const elsewhere = await openReceiver();
    const endpointId = await market.endpoint(market.funders[0]!, receiver.url);
    receiver.answer = status(code, { location: elsewhere.url });
    await testEvent(market.funders[0]!, endpointId);
    await market.deliver();
    expect((await market.deliveries(endpointId))[0]).toMatchObject({ status: code, deliveredAt: null });
    expect(elsewhere.calls).toEqual([]);
    await elsewhere.close();
  });

  test('410 disables the endpoint at once, and its administrators are told; resumed, it goes on where it stood', async () => {
    const { operator } = market;
    const owner = await market.trader('Gone', 'SUPPLIER');
    const endpointId = await market.endpoint(owner, receiver.url);
    receiver.answer = status(410);
    await testEvent(owner, endpointId);
    await market.deliver();
    expect(await stateOf(endpointId)).toMatchObject({ state: 'DISABLED', disabledReason: 'GONE' });
    expect((await market.deliveries(endpointId))[0]).toMatchObject({ failedAt: expect.any(Date) });
    await untilAllIsTold(market.urls);
    await raiseAlerts(market.work, market.database);
    const source = '{ alerts(kind: [WEBHOOK_DISABLED]) { edges { node { kind subject { id } } } } }';
    const told = (viewer: Viewer) => ask<{ alerts: { edges: object[] } }>(viewer, source);
    expect((await told(owner.viewer)).alerts.edges).toEqual([
      { node: { kind: 'WEBHOOK_DISABLED', subject: { id: wireEndpoint(endpointId) } } },
    ]);
    expect((await told(operator.viewer)).alerts.edges).toEqual([]);
    expect(codeOf(await market.run(sendTestWebhook, owner.viewer, { endpointId: wireEndpoint(endpointId) }))).toBe(
      'NOT_AVAILABLE',
    );
    receiver.answer = status(200);
    await market.succeed(resumeWebhookEndpoint, owner.viewer, { endpointId: wireEndpoint(endpointId) });
    await testEvent(owner, endpointId);
    expect(await market.deliver()).toBe(1);
  });

  test('nothing but failure for five days disables it; one success in between begins anew', async () => {
    const owner = await market.trader('Failing', 'SUPPLIER');
    const endpointId = await market.endpoint(owner, receiver.url);
    receiver.answer = status(500);
    const failSince = (interval: string) =>
      market.asAdmin('UPDATE webhook_endpoint SET failing_since = clock_timestamp() - $2::interval WHERE id = $1', [
        endpointId,
        interval,
      ]);
    await testEvent(owner, endpointId);
    await market.deliver();
    await failSince('4 days 23 hours');
    receiver.answer = status(200);
    await market.letTimePass();
    await market.deliver();
    receiver.answer = status(500);
    await testEvent(owner, endpointId);
    await market.deliver();
    expect(await stateOf(endpointId)).toMatchObject({ state: 'ACTIVE' });
    await failSince('5 days');
    await market.letTimePass();
    await market.deliver();
    expect(await stateOf(endpointId)).toMatchObject({ state: 'DISABLED', disabledReason: 'FAILING' });
    expect((await market.deliveries(endpointId))[1]).toMatchObject({ failedAt: null, nextAttemptAt: expect.any(Date) });
  });

  test('who does not answer in time, breaks off, or is not there, has failed; of a long answer a little is read', async () => {
    const owner = market.funders[1]!;
    const endpointId = await market.endpoint(owner, receiver.url);
    const faultAfter = async (answer: WebhookReceiver['answer'], surroundings = {}) => {
      receiver.answer = answer;
      await market.letTimePass();
      await market.deliver(surroundings);
      return (await market.deliveries(endpointId))[0];
    };
    await testEvent(owner, endpointId);
    expect(await faultAfter(() => {}, { timeoutMs: 200 })).toMatchObject({ fault: 'TIMEOUT', status: null });
    expect(
      await faultAfter((_, response) => void response.writeHead(200).write('slow'), { timeoutMs: 200 }),
    ).toMatchObject({ fault: 'TIMEOUT' });
    expect(await faultAfter((_, response) => void response.destroy())).toMatchObject({ fault: 'CONNECTION' });
    let sent = 0;
    const endless = await faultAfter((_, response) => {
      response.writeHead(500);
      const write = () => {
        while (!response.destroyed && response.write('é'.repeat(4_096))) sent += 8_192;
        if (!response.destroyed) response.once('drain', write);
      };
      write();
    });
    expect(endless).toMatchObject({ status: 500, excerpt: 'é'.repeat(500) });
    expect(sent).toBeLessThan(20_000_000);
    await receiver.close();
    expect(await faultAfter(() => {})).toMatchObject({ fault: 'REFUSED' });
    receiver = await openReceiver();
  });
});

test('https is https: who answers in the clear is told nothing', async () => {
  const endpointId = await market.endpoint(market.supplier, receiver.url.replace('http:', 'https:'));
  await testEvent(market.supplier, endpointId);
  await market.deliver();
  expect((await market.deliveries(endpointId))[0]).toMatchObject({ fault: 'TLS', status: null });
  expect(receiver.calls).toEqual([]);
});

describe('addresses that are nobody’s to call', () => {
  const refusedBy = async (addresses: readonly string[], loopbackAllowed = false) => {
    const { supplier } = market;
    const endpointId = await market.endpoint(supplier, 'https://hooks.example.org/x');
    await testEvent(supplier, endpointId);
    const resolve = () =>
      Promise.resolve(addresses.map(address => ({ address, family: address.includes(':') ? 6 : 4 })));
    await market.deliver({ resolve, loopbackAllowed, timeoutMs: 300 });
    return (await market.deliveries(endpointId))[0]!.fault;
  };

  test.each([
    ['127.0.0.1'],
    ['169.254.169.254'],
    ['10.0.0.7'],
    ['::1'],
    ['::ffff:127.0.0.1'],
    ['fd00::1'],
    ['8.8.8.8', '127.0.0.1'],
  ])('a name that stands for %s is not called', async (...addresses) => {
    expect(await refusedBy(addresses)).toBe('PRIVATE_ADDRESS');
  });

  test('a name that stands for nothing is not called', async () => {
    expect(await refusedBy([])).toBe('NO_SUCH_HOST');
  });

  test('a name that changes its mind after it was looked at (DNS rebinding) is asked once, and reaches what was looked at', async () => {
    const { supplier } = market;
    const other = await openReceiver();
    const { port } = new URL(receiver.url);
    // The address looked at is the only one used: a second question would be answered by a private address.
    const endpointId = await market.endpoint(supplier, `http://rebind.localhost:${port}/hooks`);
    await testEvent(supplier, endpointId);
    let asked = 0;
    const resolve = () => {
      asked += 1;
      return Promise.resolve([{ address: asked === 1 ? '127.0.0.1' : '10.0.0.1', family: 4 }]);
    };
    await market.deliver({ resolve });
    expect([asked, receiver.calls.length]).toEqual([1, 1]);
    expect(receiver.calls[0]!.headers.host).toBe(`rebind.localhost:${port}`);
    await other.close();
  });

  test('where programs of this machine may not be called, an endpoint of before is not called either', async () => {
    const endpointId = await market.endpoint(market.supplier, receiver.url);
    await testEvent(market.supplier, endpointId);
    await market.deliver({ loopbackAllowed: false });
    expect((await market.deliveries(endpointId))[0]).toMatchObject({ fault: 'PRIVATE_ADDRESS' });
    expect(receiver.calls).toEqual([]);
  });
});

describe('again', () => {
  test('a replay from a cursor, or an instant, tells the same events under the same ids in the same words', async () => {
    const { supplier } = market;
    const endpointId = await market.endpoint(supplier, receiver.url, ['auction.opened']);
    await untilAllIsTold(market.urls);
    const [{ cursor }] = (
      await ask<{ eventLog: [{ cursor: string }] }>(supplier.viewer, '{ eventLog(first: 1) { cursor } }')
    ).eventLog;
    const [{ now }] = (await market.rows<{ now: Date }>('SELECT business_now() AS now')) as [{ now: Date }];
    for (let made = 0; made < 3; made += 1) await market.list();
    await market.collect();
    await market.deliver();
    const said = () => receiver.calls.map(({ headers, body }) => [headers['webhook-id'], body]).sort();
    const first = said();
    expect(first).toHaveLength(3);

    const replay = (from: object) =>
      market.run(replayWebhooks, supplier.viewer, { endpointId: wireEndpoint(endpointId), ...from });
    for (const from of [{ after: cursor }, { since: now }]) {
      receiver.calls.splice(0);
      expect(codeOf(await replay(from))).toBe('');
      await market.collect();
      await market.deliver();
      expect(said()).toEqual(first);
    }
    // What was forgotten meanwhile is told again under its id.
    await market.asAdmin('DELETE FROM webhook_delivery WHERE endpoint_id = $1', [endpointId]);
    receiver.calls.splice(0);
    await replay({ after: cursor });
    await market.collect();
    await market.deliver();
    expect(said()).toEqual(first);

    // What waits is not doubled.
    receiver.answer = status(500);
    await market.list();
    await market.collect();
    await market.deliver();
    await replay({ since: now });
    await market.collect();
    expect(await market.deliveries(endpointId)).toHaveLength(4);

    expect(codeOf(await replay({ after: 'x' }))).toBe('after UNKNOWN_CURSOR');
    expect(codeOf(await replay({ after: cursor, since: now }))).toBe('after ONE_OF');
    const { eventLog } = await ask<{ eventLog: { cursor: string }[] }>(
      market.buyer.viewer,
      '{ eventLog(first: 1) { cursor } }',
    );
    expect(codeOf(await replay({ after: eventLog[0]!.cursor }))).toBe('after UNKNOWN_CURSOR');
  });

  test('paused, it is not called, and loses nothing; deleted, it is gone with what it was told', async () => {
    const { supplier } = market;
    const endpointId = await market.endpoint(supplier, receiver.url, ['auction.opened']);
    const endpoint = { endpointId: wireEndpoint(endpointId) };
    await market.succeed(pauseWebhookEndpoint, supplier.viewer, endpoint);
    expect(codeOf(await market.run(pauseWebhookEndpoint, supplier.viewer, endpoint))).toBe('NOT_AVAILABLE');
    await market.list();
    await market.collect();
    expect(await market.deliver()).toBe(0);
    await market.succeed(resumeWebhookEndpoint, supplier.viewer, endpoint);
    await market.collect();
    expect(await market.deliver()).toBe(1);

    await market.list();
    await market.collect();
    await market.succeed(deleteWebhookEndpoint, supplier.viewer, endpoint);
    expect(await market.deliver()).toBe(0);
    expect(codeOf(await market.run(pauseWebhookEndpoint, supplier.viewer, endpoint))).toBe('NOT_FOUND');
    expect(await forgetWebhooks(market.work)).toBe(2);
    expect(await market.row('webhook_endpoint', endpointId)).toMatchObject({ state: 'DELETED', secret: null });
    expect(await market.rows("SELECT FROM event_reader WHERE name = 'webhook:' || $1", [endpointId])).toEqual([]);
  });

  test('its address and events change by the rules of a new one; what waits goes to the new address, signed as before', async () => {
    const { supplier } = market;
    const { secret, webhookEndpoint } = await make(supplier, undefined, { eventTypes: ['auction.opened'] });
    const endpointId = webhookEndpoint!.id;
    const id = fromWireId('webhookEndpoint', endpointId)!;
    receiver.answer = status(500);
    await market.list();
    await market.collect();
    expect(await market.deliver()).toBe(1);
    expect(await market.row('webhook_endpoint', id)).toMatchObject({ failingSince: expect.any(Date) });

    const elsewhere = await openReceiver();
    const change = async (more: object) =>
      ask<{ changeWebhookEndpoint: object }>(
        supplier.viewer,
        `mutation ($input: ChangeWebhookEndpointInput!) { changeWebhookEndpoint(input: $input) {
           ... on ChangeWebhookEndpointSuccess { webhookEndpoint { id url eventTypes state } }
           ... on InvalidInput { fields { path code } } ... on Problem { code } } }`,
        {
          input: { endpointId, url: elsewhere.url, description: 'ERP', idempotencyKey: randomUUID(), ...more },
        },
      ).then(({ changeWebhookEndpoint: outcome }) => outcome);
    const before = await market.row('webhook_endpoint', id);
    for (const [wrong, path, code] of [
      [{ url: 'https://10.0.0.1/' }, 'url', 'PRIVATE_ADDRESS'],
      [{ url: 'https://169.254.169.254/latest' }, 'url', 'PRIVATE_ADDRESS'],
      [{ url: 'http://example.org/' }, 'url', 'NOT_HTTPS'],
      [{ url: 'https://me:secret@example.org/' }, 'url', 'CREDENTIALS'],
      [{ eventTypes: ['invoice.eaten'] }, 'eventTypes', 'UNKNOWN_EVENT_TYPE'],
    ] as const)
      expect(await change(wrong)).toMatchObject({ code: 'INVALID_INPUT', fields: [{ path, code }] });
    expect(await market.row('webhook_endpoint', id)).toEqual(before);

    expect(await change({ eventTypes: ['auction.closed'] })).toEqual({
      webhookEndpoint: { id: endpointId, url: elsewhere.url, eventTypes: ['auction.closed'], state: 'ACTIVE' },
    });
    expect(await market.row('webhook_endpoint', id)).toMatchObject({ failingSince: null, secretNo: 1 });
    await market.list();
    await market.collect();
    // What waited, and not what happened since: it was not asked for any more.
    expect(await market.deliver()).toBe(1);
    expect(receiver.calls).toHaveLength(1);
    const [call] = elsewhere.calls;
    expect(call!.headers['webhook-id']).toBe(receiver.calls[0]!.headers['webhook-id']);
    expect(call!.headers['webhook-signature']).toBe(expectedSignature(call!, secret!));
    await elsewhere.close();
  });

  test('that the address of before is gone says nothing of the new one', async () => {
    const { supplier } = market;
    const id = await market.endpoint(supplier, receiver.url, ['auction.opened']);
    const elsewhere = await openReceiver();
    const input = { endpointId: wireEndpoint(id), description: 'ERP', eventTypes: ['auction.opened'] };
    const change = () => market.succeed(changeWebhookEndpoint, supplier.viewer, { ...input, url: elsewhere.url });
    receiver.answer = (_, response) => void change().then(() => response.writeHead(410).end());
    await market.list();
    await market.collect();
    // Tried again at once, there.
    expect(await market.deliver()).toBe(2);
    expect(await stateOf(id)).toMatchObject({ state: 'ACTIVE', disabledReason: null });
    expect([receiver.calls.length, elsewhere.calls.length]).toEqual([1, 1]);
    await elsewhere.close();
  });

  test('what arrived, or was given up, is kept for thirty days', async () => {
    const endpointId = await market.endpoint(market.supplier, receiver.url);
    for (let made = 0; made < 3; made += 1) await testEvent(market.supplier, endpointId);
    await market.deliver();
    const [old, young] = await market.deliveries(endpointId);
    const age = (id: string, days: string) =>
      market.asAdmin('UPDATE webhook_delivery SET delivered_at = clock_timestamp() - $2::interval WHERE id = $1', [
        id,
        days,
      ]);
    await age(old!.id, '30 days 1 second');
    await age(young!.id, '29 days 23 hours');
    expect(await forgetWebhooks(market.work)).toBe(1);
    expect((await market.deliveries(endpointId)).map(({ id }) => id)).not.toContain(old!.id);
    expect(await market.rows('SELECT FROM webhook_attempt WHERE delivery_id = $1', [old!.id])).toEqual([]);
  });
});

describe('two servers', () => {
  test('never make the same attempt: each of forty deliveries is called once', async () => {
    const { supplier } = market;
    const endpoints = await Promise.all([1, 2, 3, 4].map(() => market.endpoint(supplier, receiver.url)));
    for (const endpointId of endpoints) for (let made = 0; made < 10; made += 1) await testEvent(supplier, endpointId);
    receiver.answer = (_, response) => void sleep(20).then(() => response.writeHead(204).end());
    const other = await market.another();
    const made = await Promise.all([market.deliver(), market.deliver({ work: other.work }), market.deliver()]);
    expect(made.reduce((sum, calls) => sum + calls)).toBe(40);
    const ids = receiver.calls.map(({ headers }) => headers['webhook-id']);
    expect([ids.length, new Set(ids).size]).toEqual([40, 40]);
  });

  test('what a server took and never ended is tried again when its lease is over, and not before', async () => {
    const { supplier } = market;
    const endpointId = await market.endpoint(supplier, receiver.url);
    await testEvent(supplier, endpointId);
    await market.asAdmin(
      `WITH d AS (UPDATE webhook_delivery SET attempts = 1, round_attempts = 1, leased_until = clock_timestamp() + interval '60 s'
                   WHERE endpoint_id = $1 RETURNING id) INSERT INTO webhook_attempt (delivery_id, no) SELECT id, 1 FROM d`,
      [endpointId],
    );
    expect(await market.deliver()).toBe(0);
    await market.asAdmin('UPDATE webhook_delivery SET leased_until = clock_timestamp() WHERE endpoint_id = $1', [
      endpointId,
    ]);
    expect(await market.deliver()).toBe(1);
    expect((await market.deliveries(endpointId))[0]).toMatchObject({ attempts: 2, deliveredAt: expect.any(Date) });
    const attempts = await market.rows<{ no: number; endedAt: Date | null }>(
      'SELECT a.no, a.ended_at FROM webhook_attempt a JOIN webhook_delivery d ON d.id = a.delivery_id WHERE d.endpoint_id = $1 ORDER BY no',
      [endpointId],
    );
    expect(attempts.map(({ no, endedAt }) => [no, endedAt === null])).toEqual([
      [1, true],
      [2, false],
    ]);
  });

  test('a slow endpoint holds up no other', async () => {
    const { supplier } = market;
    const slow = await openReceiver();
    slow.answer = () => {};
    const slowId = await market.endpoint(supplier, slow.url);
    const quickId = await market.endpoint(supplier, receiver.url);
    for (let made = 0; made < 6; made += 1) await testEvent(supplier, slowId);
    for (let made = 0; made < 2; made += 1) await testEvent(supplier, quickId);
    const calls = market.deliver({ timeoutMs: 3_000 });
    await eventually('the quick ones', async () => (receiver.calls.length === 2 ? true : undefined), 2_000);
    expect(slow.calls.length).toBe(4);
    await slow.close();
    await calls;
  });
});
