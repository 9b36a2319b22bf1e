import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Channel,
  EventFeed,
  eventsBefore,
  type FeedEvent,
  organizationChannel,
  type Position,
  recordEvents,
} from '../../../server/events/index.js';
import type { Tx } from '../../../server/platform/database.js';
import { systemViewer } from '../../../server/platform/viewer.js';
import { openTestMarket, type TestMarket } from '../../support/test-market.js';

let market: TestMarket;
let feed: EventFeed;
const faults: unknown[] = [];

beforeAll(async () => {
  market = await openTestMarket();
  feed = await EventFeed.start(market.database, fault => faults.push(fault));
});
afterAll(async () => {
  await feed.stop();
  await market.close();
  expect(faults).toEqual([]);
});

async function record(tx: Tx, channels: Channel[], subjectId = randomUUID()): Promise<string> {
  await recordEvents(tx, systemViewer, [
    {
      type: 'limit.changed',
      subjectKind: 'limit',
      subjectId,
      subjectNo: 1,
      stateBefore: '',
      stateAfter: '',
      channels,
      cause: 'test',
    },
  ]);
  return subjectId;
}

const write = (channels: Channel[]) => market.work.perform(systemViewer, tx => record(tx, channels));

/**
 * Reads until so many have come. A transaction anywhere in the cluster, of another test too, holds events back: so it waits
 * for them, with a deadline, and not for a time.
 */
async function readAll(channels: Channel[], after: Position, count: number): Promise<FeedEvent[]> {
  const read: FeedEvent[] = [];
  let position = after;
  for (const deadline = performance.now() + 30_000; read.length < count && performance.now() < deadline; ) {
    const page = await feed.pageAfter(channels, position);
    position = page.reached;
    read.push(...page.events);
    if (page.events.length === 0) await sleep(20);
  }
  return read;
}

test('twenty writers at once, with long and short transactions: every event once, in one order for all', async () => {
  const mine = organizationChannel(randomUUID());
  const other = organizationChannel(randomUUID());
  const start = await feed.currentPosition();
  const written: string[] = [];
  const writing = Promise.all(
    Array.from({ length: 20 }, async (_, writer) => {
      for (let round = 0; round < 30; round++) {
        const both = await market.work.perform(systemViewer, async tx => {
          const first = await record(tx, [mine]);
          if ((writer + round) % 7 === 0) await sleep(30);
          await record(tx, [other]);
          return [first, await record(tx, [mine, other])];
        });
        written.push(...both);
      }
    }),
  );
  const [live] = await Promise.all([readAll([mine], start, 1200), writing]);
  expect(live).toHaveLength(1200);
  expect(new Set(live.map(event => event.subjectId))).toEqual(new Set(written));

  // From the table instead of the events at hand: the same events in the same order.
  const replayed = await readAll([mine], { epoch: 1, xid: 0n, seq: 0n }, 1200);
  expect(replayed.map(event => event.subjectId)).toEqual(live.map(event => event.subjectId));
  // A reader of both channels gets an event of both once.
  const everything = await readAll([mine, other], start, 1800);
  expect(everything).toHaveLength(1800);
}, 60_000);

test('a transaction in flight holds back what is behind it, and nothing is skipped when it commits', async () => {
  const channel = organizationChannel(randomUUID());
  const start = await feed.currentPosition();
  let finish!: () => void;
  const mayFinish = new Promise<void>(resolve => {
    finish = resolve;
  });
  let recorded!: (id: string) => void;
  const slowId = new Promise<string>(resolve => {
    recorded = resolve;
  });
  const slow = market.work.perform(systemViewer, async tx => {
    recorded(await record(tx, [channel]));
    await mayFinish;
  });
  const first = await slowId;
  const second = await write([channel]);
  await sleep(300);
  expect((await feed.pageAfter([channel], start)).events).toEqual([]);
  finish();
  await slow;
  expect((await readAll([channel], start, 2)).map(event => event.subjectId)).toEqual([first, second]);
});

test('events of an older epoch count as past, whatever their transaction ids', async () => {
  const channel = organizationChannel(randomUUID());
  const id = randomUUID();
  await market.asAdmin('UPDATE installation SET epoch = 7');
  await market.asAdmin(
    `WITH e AS (INSERT INTO event (epoch, xid, type, subject_kind, subject_id, subject_no, state_before, state_after, actor_kind, cause)
       VALUES (6, '9000000000', 'limit.changed', 'limit', $1, 1, '', '', 'SYSTEM', 'test') RETURNING epoch, xid, seq)
     INSERT INTO event_channel SELECT $2, epoch, xid, seq FROM e`,
    [id, channel],
  );
  const later = await write([channel]);
  const read = await readAll([channel], { epoch: 1, xid: 0n, seq: 0n }, 2);
  expect(read.map(event => event.subjectId)).toEqual([id, later]);
});

test('the log runs from the newest back', async () => {
  const channel = organizationChannel(randomUUID());
  const ids: string[] = [];
  for (let i = 0; i < 5; i++) ids.push(await write([channel]));
  await readAll([channel], { epoch: 1, xid: 0n, seq: 0n }, 5);
  const newest = await eventsBefore(market.database, systemViewer, [channel], null, 3);
  expect(newest.map(event => event.subjectId)).toEqual([ids[4], ids[3], ids[2]]);
  const older = await eventsBefore(market.database, systemViewer, [channel], newest[2]!.position, 3);
  expect(older.map(event => event.subjectId)).toEqual([ids[1], ids[0]]);
});
