import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { command } from '../../../server/platform/command.js';
import { NotAvailable, NotFound } from '../../../server/platform/problem.js';
import type { MemberViewer } from '../../../server/platform/viewer.js';
import { openTestMarket, type TestMarket } from '../../support/test-market.js';

let market: TestMarket;
let runs = 0;

beforeAll(async () => {
  market = await openTestMarket();
  await market.asAdmin('CREATE TABLE note (id integer PRIMARY KEY, text text NOT NULL)');
  await market.asAdmin('GRANT SELECT, INSERT, UPDATE ON note TO tenor_app');
});
afterAll(() => market.close());
beforeEach(async () => {
  runs = 0;
  await market.asAdmin('TRUNCATE note');
});

function viewer(organizationId = randomUUID()): MemberViewer {
  return {
    kind: 'MEMBER',
    personId: randomUUID(),
    memberId: randomUUID(),
    organizationId,
    roles: ['BUYER'],
    permissions: ['MAKER'],
    sessionId: randomUUID(),
  };
}

const writeNote = command({
  name: 'writeNote',
  input: z.object({
    id: z.number().int(),
    text: z.string(),
    outcome: z.string().optional(),
    idempotencyKey: z.string(),
  }),
  problems: [NotAvailable, NotFound],
  async execute(tx, _viewer, { id, text, outcome }) {
    runs++;
    await tx.execute('INSERT INTO note (id, text) VALUES ($1, $2)', [id, text]);
    if (outcome === 'problem') return new NotAvailable('CLOSED');
    if (outcome === 'error') throw new Error('a fault');
    const { clock } = await tx.one<{ clock: string }>('SELECT clock_timestamp()::text AS clock');
    return { id, clock };
  },
});

const notes = () => market.asAdmin<{ id: number; text: string }>('SELECT id, text FROM note ORDER BY id');
const remembered = (key: string) => market.asAdmin('SELECT outcome FROM idempotency_record WHERE key = $1', [key]);

test('a success is remembered: the repeat gives the same outcome and does nothing', async () => {
  const who = viewer();
  const input = { id: 1, text: 'a', idempotencyKey: randomUUID() };
  const first = await market.work.run(writeNote, who, input);
  const repeat = await market.work.run(writeNote, who, input);
  expect(first).toEqual({ id: 1, clock: expect.any(String) });
  expect(repeat).toEqual(first);
  expect(runs).toBe(1);
  expect(await notes()).toEqual([{ id: 1, text: 'a' }]);
});

test('another server gives the remembered outcome too', async () => {
  const who = viewer();
  const input = { id: 1, text: 'a', idempotencyKey: randomUUID() };
  const first = await market.work.run(writeNote, who, input);
  const other = await market.another();
  expect(await other.work.run(writeNote, who, input)).toEqual(first);
});

test('a problem leaves nothing but its answer, and the answer is remembered', async () => {
  const who = viewer();
  const input = { id: 2, text: 'b', outcome: 'problem', idempotencyKey: randomUUID() };
  const first = await market.work.run(writeNote, who, input);
  expect(first).toBeInstanceOf(NotAvailable);
  expect(first).toMatchObject({ code: 'NOT_AVAILABLE', state: 'CLOSED' });
  expect(await notes()).toEqual([]);

  const repeat = await market.work.run(writeNote, who, input);
  expect(repeat).toBeInstanceOf(NotAvailable);
  expect(repeat).toMatchObject({
    code: 'NOT_AVAILABLE',
    state: 'CLOSED',
    message: 'This is not possible in state CLOSED.',
  });
  expect(runs).toBe(1);
});

test('an error rolls back everything and nothing is remembered', async () => {
  const who = viewer();
  const key = randomUUID();
  await expect(
    market.work.run(writeNote, who, { id: 3, text: 'c', outcome: 'error', idempotencyKey: key }),
  ).rejects.toThrow('a fault');
  expect(await notes()).toEqual([]);
  expect(await remembered(key)).toEqual([]);
});

test('invalid input names every fault and is not remembered', async () => {
  const key = randomUUID();
  const outcome = await market.work.run(writeNote, viewer(), { id: 'x', idempotencyKey: key });
  expect(outcome).toMatchObject({ code: 'INVALID_INPUT', fields: [{ path: 'id' }, { path: 'text' }] });
  expect(await remembered(key)).toEqual([]);
});

test('a key used again with another input, or by another command, is refused', async () => {
  const who = viewer();
  const key = randomUUID();
  await market.work.run(writeNote, who, { id: 4, text: 'd', idempotencyKey: key });
  const other = await market.work.run(writeNote, who, { id: 5, text: 'd', idempotencyKey: key });
  expect(other).toMatchObject({ code: 'KEY_REUSED', firstUsedAt: expect.any(Date) });
  const renamed = await market.work.run({ ...writeNote, name: 'writeAnother' }, who, {
    id: 4,
    text: 'd',
    idempotencyKey: key,
  });
  expect(renamed).toMatchObject({ code: 'KEY_REUSED' });
  expect(await notes()).toEqual([{ id: 4, text: 'd' }]);
});

test('the scope of a key is the organization', async () => {
  const key = randomUUID();
  await market.work.run(writeNote, viewer(), { id: 6, text: 'e', idempotencyKey: key });
  const other = await market.work.run(writeNote, viewer(), { id: 7, text: 'e', idempotencyKey: key });
  expect(other).toMatchObject({ id: 7 });
});

test('fifty racing repeats over two servers: one effect, one answer', async () => {
  const who = viewer();
  const input = { id: 8, text: 'f', idempotencyKey: randomUUID() };
  const other = await market.another();
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, index) => (index % 2 ? market : other).work.run(writeNote, who, input)),
  );
  expect(new Set(answers.map(answer => JSON.stringify(answer))).size).toBe(1);
  expect(runs).toBe(1);
  expect(await notes()).toHaveLength(1);
});

test('a deadlock is tried again as a whole', async () => {
  await market.asAdmin("INSERT INTO note VALUES (1, ''), (2, '')");
  let waiting = 0;
  let open!: () => void;
  const both = new Promise<void>(resolve => {
    open = resolve;
  });
  const crossing = (first: number, second: number) => {
    let attempts = 0;
    return market.work.perform({ kind: 'SYSTEM' }, async tx => {
      attempts++;
      await tx.execute("UPDATE note SET text = text || 'x' WHERE id = $1", [first]);
      if (++waiting === 2) open();
      await both;
      await tx.execute("UPDATE note SET text = text || 'x' WHERE id = $1", [second]);
      return attempts;
    });
  };
  const attempts = await Promise.all([crossing(1, 2), crossing(2, 1)]);
  expect(attempts.sort()).toEqual([1, 2]);
  expect(await notes()).toEqual([
    { id: 1, text: 'xx' },
    { id: 2, text: 'xx' },
  ]);
});

test('a connection that dies before the answer is tried again under its key', async () => {
  const who = viewer();
  let attempts = 0;
  const fragile = {
    ...writeNote,
    name: 'fragile',
    async execute(...[tx, as, input]: Parameters<typeof writeNote.execute>) {
      const outcome = await writeNote.execute(tx, as, input);
      if (++attempts === 1) {
        const { pid } = await tx.one<{ pid: number }>('SELECT pg_backend_pid() AS pid');
        await market.asAdmin('SELECT pg_terminate_backend($1)', [pid]);
        await tx.query('SELECT 1');
      }
      return outcome;
    },
  };
  expect(await market.work.run(fragile, who, { id: 9, text: 'g', idempotencyKey: randomUUID() })).toMatchObject({
    id: 9,
  });
  expect(attempts).toBe(2);
  expect(await notes()).toEqual([{ id: 9, text: 'g' }]);
});

test('without a key a connection that dies is no reason to try again: nobody knows what was done', async () => {
  let attempts = 0;
  const work = market.work.perform(viewer(), async tx => {
    attempts++;
    const { pid } = await tx.one<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    await market.asAdmin('SELECT pg_terminate_backend($1)', [pid]);
    await tx.execute("INSERT INTO note VALUES (8, 'once')");
  });
  await expect(work).rejects.toThrow();
  expect(attempts).toBe(1);
  expect(await notes()).toEqual([]);
});

test('every transaction is read committed and knows its viewer; nothing of it leaks to the next', async () => {
  const who = viewer();
  const seen = await market.database.read(who, db =>
    db.one<{ isolation: string; organization: string; scope: string; readOnly: string }>(
      `SELECT current_setting('transaction_isolation') AS isolation, viewer_organization() AS organization,
              viewer_scope() AS scope, current_setting('transaction_read_only') AS read_only`,
    ),
  );
  expect(seen).toEqual({
    isolation: 'read committed',
    organization: who.organizationId,
    scope: 'MEMBER',
    readOnly: 'on',
  });
  const after = await market.database.read({ kind: 'ANONYMOUS' }, db =>
    db.one<{ organization: string | null; scope: string }>(
      'SELECT viewer_organization() AS organization, viewer_scope() AS scope',
    ),
  );
  expect(after).toEqual({ organization: null, scope: 'ANONYMOUS' });
});
