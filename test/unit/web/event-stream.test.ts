import { type EventFrame, followEvents, type StreamEnd } from '../../../web/src/lib/event-stream.js';

const SILENCE_MS = 75_000;

/** A server that gives and drops connections as the test says. */
function setUp() {
  const connections: {
    after: string | null;
    next: (frame: EventFrame) => void;
    ended: (why: StreamEnd) => void;
    left: boolean;
  }[] = [];
  const log: string[] = [];
  const stop = followEvents(
    (after, sink) => {
      const connection = { after, ...sink, left: false };
      connections.push(connection);
      return () => {
        connection.left = true;
      };
    },
    {
      onFrame: frame => log.push(frame.type ?? 'bare'),
      onLive: () => log.push('LIVE'),
      onLost: why => log.push(why),
      onGap: () => log.push('GAP'),
      onSessionOver: () => log.push('OVER'),
    },
  );
  const last = () => connections.at(-1)!;
  return { connections, log, stop, last };
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test('it starts now, and is live with the first frame', () => {
  const { connections, log, last } = setUp();
  expect(connections.map(({ after }) => after)).toEqual([null]);
  expect(log).toEqual([]);
  last().next({ cursor: 'c1' });
  last().next({ cursor: 'c2', type: 'bid.placed' });
  expect(log).toEqual(['LIVE', 'bare', 'bid.placed']);
});

test('after a drop it goes on from the last cursor it took', async () => {
  const { connections, log, last } = setUp();
  last().next({ cursor: 'c1' });
  last().next({ cursor: 'c2', type: 'bid.placed' });
  last().ended('DROPPED');
  await jest.advanceTimersByTimeAsync(250);
  expect(connections.map(({ after }) => after)).toEqual([null, 'c2']);
  last().next({ cursor: 'c3', type: 'bid.won' });
  expect(log).toEqual(['LIVE', 'bare', 'bid.placed', 'DROPPED', 'LIVE', 'bid.won']);
});

test('it waits longer with each try that fails, up to eight seconds, and briefly again after a success', async () => {
  const { connections, last } = setUp();
  for (const wait of [250, 500, 1_000, 2_000, 4_000, 8_000, 8_000]) {
    const before = connections.length;
    last().ended('DROPPED');
    await jest.advanceTimersByTimeAsync(wait - 1);
    expect(connections).toHaveLength(before);
    await jest.advanceTimersByTimeAsync(1);
    expect(connections).toHaveLength(before + 1);
  }
  last().next({ cursor: 'c1' });
  last().ended('DROPPED');
  await jest.advanceTimersByTimeAsync(250);
  expect(last().after).toBe('c1');
});

test('a connection that falls silent is given up', async () => {
  const { connections, last } = setUp();
  last().next({ cursor: 'c1' });
  await jest.advanceTimersByTimeAsync(SILENCE_MS - 1);
  last().next({ cursor: 'c2' });
  await jest.advanceTimersByTimeAsync(SILENCE_MS - 1);
  expect(connections).toHaveLength(1);
  await jest.advanceTimersByTimeAsync(1 + 250);
  expect(connections[0]!.left).toBe(true);
  expect(connections.map(({ after }) => after)).toEqual([null, 'c2']);
});

test('what a connection that was given up still says is not heard', async () => {
  const { connections, log, last } = setUp();
  last().ended('DROPPED');
  connections[0]!.next({ cursor: 'late', type: 'bid.placed' });
  connections[0]!.ended('SESSION_OVER');
  await jest.advanceTimersByTimeAsync(250);
  expect(last().after).toBeNull();
  expect(log).toEqual(['DROPPED']);
});

test('an unknown cursor is dropped, and the gap is told once there are frames again', async () => {
  const { log, last } = setUp();
  last().next({ cursor: 'c1' });
  last().ended('CURSOR_UNKNOWN');
  await jest.advanceTimersByTimeAsync(250);
  expect(last().after).toBeNull();
  expect(log).toEqual(['LIVE', 'bare', 'CURSOR_UNKNOWN']);
  last().next({ cursor: 'c9' });
  expect(log).toEqual(['LIVE', 'bare', 'CURSOR_UNKNOWN', 'LIVE', 'GAP', 'bare']);
});

test('with the session everything ends', async () => {
  const { connections, log, last } = setUp();
  last().next({ cursor: 'c1' });
  last().ended('SESSION_OVER');
  await jest.advanceTimersByTimeAsync(3_600_000);
  expect(connections).toHaveLength(1);
  expect(log).toEqual(['LIVE', 'bare', 'OVER']);
  expect(jest.getTimerCount()).toBe(0);
});

test('stopped, it leaves and stays away', async () => {
  const { connections, stop, last } = setUp();
  last().next({ cursor: 'c1' });
  stop();
  expect(last().left).toBe(true);
  await jest.advanceTimersByTimeAsync(3_600_000);
  expect(connections).toHaveLength(1);
});
