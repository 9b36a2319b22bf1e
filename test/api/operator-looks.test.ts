import { randomUUID } from 'node:crypto';
import { graphql } from 'graphql';
import { apiSchema } from '../../server/http/schema.js';
import { createApiKey, Sessions } from '../../server/identity/index.js';
import { LookRecorder } from '../../server/looks/index.js';
import type { AskedFor } from '../../server/platform/asked-for.js';
import { Database } from '../../server/platform/database.js';
import { toWireId } from '../../server/platform/ids.js';
import { RequestContext } from '../../server/platform/request-context.js';
import { UnitOfWork } from '../../server/platform/unit-of-work.js';
import { anonymousViewer, type MemberViewer, systemViewer, type Viewer } from '../../server/platform/viewer.js';
import { openSeededMarket, type SeededMarket } from '../support/seeded-market.js';

let market: SeededMarket;
let recorder: LookRecorder;
let operator: MemberViewer;
beforeAll(async () => {
  market = await openSeededMarket();
  recorder = new LookRecorder(market.work);
  operator = market.parties.operator.viewer;
});
afterAll(() => market.close());

const asking =
  (change: Partial<AskedFor> = {}) =>
  (): AskedFor => ({
    kind: 'QUERY',
    operation: 'Invoice',
    fields: ['node'],
    subjects: [],
    ...change,
  });

const rows = () => market.asAdmin('SELECT * FROM operator_look ORDER BY looked_at, operation');

interface Looks {
  readonly edges: { node: { person: { name: string }; operation: string; subjectIds: string[] } }[];
  readonly pageInfo: { endCursor: string | null; hasNextPage: boolean };
}

async function looks(viewer: Viewer, variableValues: Record<string, unknown> = {}): Promise<Looks> {
  const source = `query ($first: Int! = 50, $after: String, $personId: ID, $subjectId: ID) {
    operatorLooks(first: $first, after: $after, personId: $personId, subjectId: $subjectId) {
      edges { node { at businessAt kind person { name } organization { name } apiKey { name } operation fields subjectIds } }
      pageInfo { endCursor hasNextPage } } }`;
  const contextValue = new RequestContext(viewer, market.database, market.work, {} as never, randomUUID());
  const { data, errors } = await graphql({ schema: await apiSchema(), source, contextValue, variableValues });
  expect(errors).toBeUndefined();
  return JSON.parse(JSON.stringify(data)).operatorLooks;
}

test('what a person of the operator looks at is written with both clocks and the ids', async () => {
  const invoiceId = toWireId('invoice', randomUUID());
  await market.asAdmin(`UPDATE business_clock SET offset_ms = offset_ms + 86400000`);
  await recorder.record(operator, asking({ subjects: [invoiceId] }));
  const [row] = await rows();
  expect(row).toMatchObject({
    person_id: operator.personId,
    organization_id: operator.organizationId,
    api_key_id: null,
    kind: 'QUERY',
    operation: 'Invoice',
    fields: ['node'],
    subjects: [invoiceId],
  });
  expect(Math.abs(row!.looked_at.getTime() - Date.now())).toBeLessThan(60_000);
  expect(row!.business_at.getTime() - row!.looked_at.getTime()).toBeGreaterThanOrEqual(86_400_000);
});

test.each<[string, () => Viewer]>([
  ['a buyer', () => market.parties.buyerMaker.viewer],
  ['nobody', () => anonymousViewer],
  ['the market itself', () => systemViewer],
])('what %s looks at is not', async (_, viewer) => {
  const before = await rows();
  await recorder.record(viewer(), () => {
    throw new Error('nobody asks what was asked');
  });
  expect(await rows()).toEqual(before);
});

test('a thousand at once are written in few statements, each before it resolves', async () => {
  const statements: string[] = [];
  const counted = await Database.connect({
    url: market.urls.appUrl,
    poolSize: 2,
    applicationName: 'looks',
    onStatement: sql => statements.push(sql),
  });
  const busy = new LookRecorder(new UnitOfWork(counted));
  await Promise.all(
    Array.from({ length: 1_000 }, async (_, place) => {
      await busy.record(operator, asking({ operation: `Burst${place}` }));
      if (place === 0) {
        const found = await market.asAdmin('SELECT FROM operator_look WHERE operation = $1', [`Burst${place}`]);
        expect(found).toHaveLength(1);
      }
    }),
  );
  const [{ count } = { count: 0 }] = await market.asAdmin<{ count: number }>(
    `SELECT count(*)::integer AS count FROM operator_look WHERE operation LIKE 'Burst%'`,
  );
  expect(count).toBe(1_000);
  expect(statements.filter(sql => sql.startsWith('INSERT')).length).toBeLessThanOrEqual(5);
  await counted.close();
});

test('a look that cannot be written fails whoever waits for it, and no one after', async () => {
  const stranger = { ...operator, personId: randomUUID() };
  await expect(recorder.record(stranger, asking())).rejects.toThrow('violates foreign key');
  await expect(recorder.record(operator, asking({ operation: 'After' }))).resolves.toBeUndefined();
});

test('a program of the operator is named by its key', async () => {
  const { secret } = await market.succeed(createApiKey, operator, {
    name: 'Watcher',
    scopes: ['READ'],
    expiresAt: new Date(Date.now() + 86_400_000),
  });
  const key = (await new Sessions(market.database, market.work).viewerOfToken(secret, 'BEARER'))!;
  await recorder.record(key, asking({ operation: 'ByKey' }));
  const { edges } = await looks(operator, { first: 1 });
  expect(edges[0]!.node).toMatchObject({ operation: 'ByKey', apiKey: { name: 'Watcher' } });
});

test('the operator reads it, newest first, by person and by subject, page by page', async () => {
  const other = market.parties.operatorChecker;
  const subjectId = toWireId('invoice', randomUUID());
  for (const [by, operation] of [
    [operator, 'One'],
    [other.viewer, 'Two'],
    [operator, 'Three'],
  ] as const) {
    await recorder.record(by, asking({ operation, subjects: [subjectId, toWireId('auction', randomUUID())] }));
  }
  const operations = ({ edges }: Looks) => edges.map(({ node }) => node.operation);
  expect(operations(await looks(operator, { subjectId }))).toEqual(['Three', 'Two', 'One']);
  const personId = toWireId('person', other.viewer.personId);
  expect(operations(await looks(operator, { personId }))).toEqual(['Two']);
  expect(operations(await looks(operator, { personId, subjectId: toWireId('invoice', randomUUID()) }))).toEqual([]);
  expect(operations(await looks(operator, { personId: 'per_nonsense' }))).toEqual([]);

  const first = await looks(operator, { subjectId, first: 2 });
  expect([operations(first), first.pageInfo.hasNextPage]).toEqual([['Three', 'Two'], true]);
  const second = await looks(operator, { subjectId, first: 2, after: first.pageInfo.endCursor });
  expect([operations(second), second.pageInfo.hasNextPage]).toEqual([['One'], false]);
});

test('for everybody else there is none', async () => {
  for (const viewer of [market.parties.buyerMaker.viewer, market.parties.supplier.viewer, anonymousViewer]) {
    expect(await looks(viewer)).toEqual({ edges: [], pageInfo: { endCursor: null, hasNextPage: false } });
  }
});

test('nothing of it is ever changed or taken away', async () => {
  for (const statement of [`UPDATE operator_look SET operation = ''`, 'DELETE FROM operator_look']) {
    await expect(market.work.perform(systemViewer, tx => tx.execute(statement))).rejects.toThrow('permission denied');
    await expect(market.asAdmin(statement)).rejects.toThrow('append-only');
  }
});
