import { randomUUID } from 'node:crypto';
import { created, type Machine, organizationChannel, transition } from '../../../server/events/index.js';
import type { Tx } from '../../../server/platform/database.js';
import { systemViewer } from '../../../server/platform/viewer.js';
import { openTestMarket, type TestMarket } from '../../support/test-market.js';

type State = 'PENDING' | 'ADMITTED' | 'REFUSED' | 'SUSPENDED';
const machine: Machine<State> = {
  subject: 'organization',
  table: 'organization',
  arrows: [
    { from: 'PENDING', to: 'ADMITTED', event: 'organization.admitted', by: 'operator' },
    { from: 'PENDING', to: 'SUSPENDED', event: 'organization.suspended', by: 'nobody: the database has no such arrow' },
    { from: 'ADMITTED', to: 'SUSPENDED', event: 'organization.suspended', by: 'operator' },
  ],
};

let market: TestMarket;
beforeAll(async () => {
  market = await openTestMarket();
});
afterAll(() => market.close());

const perform = <T>(work: (tx: Tx) => Promise<T>) => market.work.perform(systemViewer, work);

async function insert(tx: Tx, id: string): Promise<void> {
  await tx.execute(
    "INSERT INTO organization (id, name, country, roles, state, event_no) VALUES ($1, 'A', 'FR', '{BUYER}', 'PENDING', 1)",
    [id],
  );
}

async function register(): Promise<string> {
  const id = randomUUID();
  await perform(async tx => {
    await insert(tx, id);
    await created(tx, systemViewer, machine, 'test', [
      { id, state: 'PENDING', event: 'organization.registered', channels: [organizationChannel(id)] },
    ]);
  });
  return id;
}

const move = (id: string, from: State, to: State, event: string, eventNo = 1) =>
  perform(tx =>
    transition(tx, systemViewer, machine, 'test', [
      { row: { id, state: from, eventNo }, to, event, channels: ['operator'] },
    ]),
  );

test('a row moves with its event and its channels', async () => {
  const id = await register();
  await move(id, 'PENDING', 'ADMITTED', 'organization.admitted');
  const events = await market.asAdmin(
    `SELECT e.type, e.subject_no, e.state_before, e.state_after, e.actor_kind, array_agg(c.channel) AS channels
       FROM event e JOIN event_channel c USING (epoch, xid, seq) WHERE subject_id = $1
      GROUP BY e.epoch, e.xid, e.seq ORDER BY e.subject_no`,
    [id],
  );
  expect(events).toEqual([
    {
      type: 'organization.registered',
      subject_no: 1,
      state_before: '',
      state_after: 'PENDING',
      actor_kind: 'SYSTEM',
      channels: [`organization:${id}`],
    },
    {
      type: 'organization.admitted',
      subject_no: 2,
      state_before: 'PENDING',
      state_after: 'ADMITTED',
      actor_kind: 'SYSTEM',
      channels: ['operator'],
    },
  ]);
});

test('a row cannot be born without its event', async () => {
  await expect(perform(tx => insert(tx, randomUUID()))).rejects.toMatchObject({ code: '23503' });
});

test('a state cannot change without its event, whoever writes', async () => {
  const id = await register();
  const change = (sql: string) => perform(tx => tx.execute(sql, [id]));
  await expect(change("UPDATE organization SET state = 'ADMITTED' WHERE id = $1")).rejects.toMatchObject({
    code: '23503',
  });
  await expect(change("UPDATE organization SET state = 'ADMITTED', event_no = 2 WHERE id = $1")).rejects.toMatchObject({
    code: '23503',
  });
});

test('an arrow that the database does not know is refused even where code has it', async () => {
  const id = await register();
  await expect(move(id, 'PENDING', 'SUSPENDED', 'organization.suspended')).rejects.toMatchObject({ code: '23503' });
});

test('an arrow that code does not know is refused before any statement', async () => {
  const id = await register();
  await expect(move(id, 'PENDING', 'REFUSED', 'organization.refused')).rejects.toThrow('no arrow PENDING → REFUSED');
});

test('an event must continue its subject: no gap, no other state before', async () => {
  const id = await register();
  const write = (no: number, before: string, after: string, type: string) =>
    market.asAdmin(
      `INSERT INTO event (epoch, type, subject_kind, subject_id, subject_no, state_before, state_after, actor_kind, cause)
       VALUES (1, $5, 'organization', $1, $2, $3, $4, 'SYSTEM', 'test')`,
      [id, no, before, after, type],
    );
  await expect(write(3, 'PENDING', 'ADMITTED', 'organization.admitted')).rejects.toMatchObject({ code: '23503' });
  await expect(write(2, 'ADMITTED', 'SUSPENDED', 'organization.suspended')).rejects.toMatchObject({ code: '23503' });
  await expect(write(1, 'PENDING', 'ADMITTED', 'organization.admitted')).rejects.toMatchObject({
    code: expect.stringMatching(/^235/),
  });
});

test('a row that is no longer as given is a fault', async () => {
  const id = await register();
  await move(id, 'PENDING', 'ADMITTED', 'organization.admitted');
  await expect(move(id, 'PENDING', 'ADMITTED', 'organization.admitted')).rejects.toThrow('0 of 1 rows were as given');
});

test('events are append-only, for the serving role and for the owner', async () => {
  await register();
  await expect(perform(tx => tx.execute("UPDATE event SET type = 'x'"))).rejects.toMatchObject({ code: '42501' });
  await expect(perform(tx => tx.execute('DELETE FROM event'))).rejects.toMatchObject({ code: '42501' });
  await expect(market.asAdmin("UPDATE event SET cause = 'x'")).rejects.toMatchObject({ code: '42501' });
});

test('an event without a channel, or with more than five, is a fault', async () => {
  const id = await register();
  const channels = Array.from({ length: 6 }, () => organizationChannel(randomUUID()));
  for (const wrong of [[], channels]) {
    await expect(
      perform(tx =>
        transition(tx, systemViewer, machine, 'test', [
          {
            row: { id, state: 'PENDING', eventNo: 1 },
            to: 'ADMITTED',
            event: 'organization.admitted',
            channels: wrong,
          },
        ]),
      ),
    ).rejects.toThrow(/channels; it must be one to five/);
  }
});
