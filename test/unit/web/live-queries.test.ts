import { RequestFault } from '../../../web/src/lib/graphql-client.js';
import { keyOf, LiveQueries, type LiveQuery } from '../../../web/src/lib/live-queries.js';
import type { Touch } from '../../../web/src/lib/touched.js';

const COALESCED_MS = 100;
const invoices: LiveQuery = { document: { id: 'list', name: 'Invoices' }, variables: {}, lists: ['Invoice'] };
const invoice: LiveQuery = { document: { id: 'one', name: 'Invoice' }, variables: { id: 'inv_1' }, lists: [] };
const touch = (kind: string, ...ids: string[]): Touch => ({ kind, ids: new Set(ids) });

/** A server whose answers the test gives one by one. */
function setUp() {
  const sent: {
    name: string;
    answer: (data: unknown) => Promise<void>;
    fail: (error: unknown) => Promise<void>;
    signal: AbortSignal;
  }[] = [];
  const signedOut = jest.fn();
  const send = (document: { name: string }, _variables: object, signal: AbortSignal) =>
    new Promise((resolve, reject) => {
      const settle = (how: (value: unknown) => void) => async (value: unknown) => {
        how(value);
        await jest.advanceTimersByTimeAsync(0);
      };
      sent.push({ name: document.name, answer: settle(resolve), fail: settle(reject), signal });
    });
  return { sent, signedOut, live: new LiveQueries(send as never, signedOut) };
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test('a query is asked once for all who watch it, and shows its data to each', async () => {
  const { sent, live } = setUp();
  const [first, second] = [jest.fn(), jest.fn()];
  live.watch(invoice, first);
  live.watch(invoice, second);
  expect(sent.map(({ name }) => name)).toEqual(['Invoice']);
  expect(live.stateOf(keyOf(invoice))).toEqual({ loading: true });
  await sent[0]!.answer({ node: { id: 'inv_1' } });
  expect(live.stateOf(keyOf(invoice))).toEqual({ data: { node: { id: 'inv_1' } }, loading: false });
  expect(first).toHaveBeenCalled();
  expect(second).toHaveBeenCalled();
});

test('without a touch nothing is ever asked again', async () => {
  const { sent, live } = setUp();
  live.watch(invoice, () => {});
  await sent[0]!.answer({ node: { id: 'inv_1' } });
  await jest.advanceTimersByTimeAsync(3_600_000);
  expect(sent).toHaveLength(1);
  expect(jest.getTimerCount()).toBe(0);
});

test('many touches within the moment cost one request for each query that they concern', async () => {
  const { sent, live } = setUp();
  live.watch(invoices, () => {});
  live.watch(invoice, () => {});
  await sent[0]!.answer({ invoices: { edges: [] } });
  await sent[1]!.answer({ node: { id: 'inv_1' } });
  for (let count = 0; count < 500; count += 1) live.touch(touch('Invoice', `inv_${count}`));
  live.touch(touch('Payment', 'pay_1'));
  await jest.advanceTimersByTimeAsync(COALESCED_MS - 1);
  expect(sent).toHaveLength(2);
  await jest.advanceTimersByTimeAsync(1);
  expect(sent.slice(2).map(({ name }) => name)).toEqual(['Invoices', 'Invoice']);
});

test('what an event does not concern is left alone', async () => {
  const { sent, live } = setUp();
  live.watch(invoice, () => {});
  await sent[0]!.answer({ node: { id: 'inv_1' } });
  live.touch(touch('Invoice', 'inv_2'));
  await jest.advanceTimersByTimeAsync(COALESCED_MS * 10);
  expect(sent).toHaveLength(1);
});

test('an answer that an event has overtaken is asked for again, though nobody knew what it would show', async () => {
  const { sent, live } = setUp();
  live.watch(invoice, () => {});
  live.touch(touch('Invoice', 'inv_1'));
  await jest.advanceTimersByTimeAsync(COALESCED_MS * 10);
  expect(sent).toHaveLength(1);
  await sent[0]!.answer({ node: { id: 'inv_1', state: 'before' } });
  await jest.advanceTimersByTimeAsync(COALESCED_MS);
  expect(sent).toHaveLength(2);
  await sent[1]!.answer({ node: { id: 'inv_1', state: 'after' } });
  await jest.advanceTimersByTimeAsync(COALESCED_MS * 10);
  expect(sent).toHaveLength(2);
  expect(live.stateOf(keyOf(invoice)).data).toEqual({ node: { id: 'inv_1', state: 'after' } });
});

test('a failed refresh keeps what was shown, and is tried again only when the server is back', async () => {
  const { sent, live } = setUp();
  live.watch(invoice, () => {});
  await sent[0]!.answer({ node: { id: 'inv_1' } });
  live.touch(touch('Invoice', 'inv_1'));
  await jest.advanceTimersByTimeAsync(COALESCED_MS);
  const fault = new RequestFault('UNREACHABLE', 'No answer.');
  await sent[1]!.fail(fault);
  expect(live.stateOf(keyOf(invoice))).toEqual({ data: { node: { id: 'inv_1' } }, fault, loading: false });
  await jest.advanceTimersByTimeAsync(3_600_000);
  expect(sent).toHaveLength(2);
  live.retry('UNANSWERED');
  await jest.advanceTimersByTimeAsync(COALESCED_MS);
  expect(sent).toHaveLength(3);
  await sent[2]!.answer({ node: { id: 'inv_1' } });
  expect(live.stateOf(keyOf(invoice)).fault).toBeUndefined();
});

test('what was refused is not tried again by itself', async () => {
  const { sent, live } = setUp();
  live.watch(invoice, () => {});
  await sent[0]!.fail(new RequestFault('REFUSED', 'Something went wrong.'));
  live.retry('UNANSWERED');
  await jest.advanceTimersByTimeAsync(COALESCED_MS * 10);
  expect(sent).toHaveLength(1);
  live.refetch(keyOf(invoice));
  expect(sent).toHaveLength(2);
});

test('a query that nobody watches any more is forgotten and its request given up', async () => {
  const { sent, live } = setUp();
  const unwatch = live.watch(invoice, () => {});
  unwatch();
  expect(sent[0]!.signal.aborted).toBe(true);
  live.touch(touch('Invoice', 'inv_1'));
  await jest.advanceTimersByTimeAsync(COALESCED_MS * 10);
  expect(sent).toHaveLength(1);
  expect(live.stateOf(keyOf(invoice))).toEqual({ loading: true });
});

test('the end of the session is told, and clearing stops everything', async () => {
  const { sent, signedOut, live } = setUp();
  live.watch(invoices, () => {});
  live.watch(invoice, () => {});
  await sent[0]!.answer({ invoices: { edges: [] } });
  await sent[1]!.fail(new RequestFault('SIGNED_OUT', 'Nobody is signed in.'));
  expect(signedOut).toHaveBeenCalledTimes(1);
  live.touch(touch('Invoice', 'inv_1'));
  live.clear();
  await jest.advanceTimersByTimeAsync(COALESCED_MS * 10);
  expect(sent).toHaveLength(2);
});
