import type { Tx } from '../platform/database.js';
import { pageSize, settled } from './event-feed.js';

/** A stretch of the event log: after one position, up to and with another. As the database compares them. */
export interface EventStretch {
  readonly after: readonly [epoch: number, xid: string, seq: bigint];
  readonly until: readonly [epoch: number, xid: string, seq: bigint];
  /** Whether there may be more behind it. */
  readonly full: boolean;
}

interface Place {
  readonly epoch: number;
  readonly xid: string;
  readonly seq: bigint;
}

/**
 * Takes a reader of the log (alerts, what is sent to programs) for this transaction, and tells the next stretch that it has not
 * worked on, at most a page; null where there is none, or another server works on it. The reader moves on in the transaction
 * that did the work (`advanceReader`), so each event is worked on once, and after a crash again.
 */
export async function lockReader(tx: Tx, name: string): Promise<EventStretch | null> {
  const from = await tx.maybe<Place>(
    'SELECT epoch, xid, seq FROM event_reader WHERE name = $1 FOR UPDATE SKIP LOCKED',
    [name],
  );
  if (!from) return null;
  const after = [from.epoch, from.xid, from.seq] as const;
  const page = await tx.query<Place>(
    `SELECT e.epoch, e.xid, e.seq FROM event e
      WHERE (e.epoch, e.xid, e.seq) > ($1, $2::xid8, $3) AND ${settled.replaceAll('%s', 'e')}
      ORDER BY e.epoch, e.xid, e.seq LIMIT ${pageSize}`,
    after,
  );
  const last = page.at(-1);
  return last ? { after, until: [last.epoch, last.xid, last.seq], full: page.length === pageSize } : null;
}

/** The reader has worked on all of the stretch. */
export async function advanceReader(tx: Tx, name: string, { until }: EventStretch): Promise<void> {
  await tx.execute('UPDATE event_reader SET epoch = $2, xid = $3::xid8, seq = $4 WHERE name = $1', [name, ...until]);
}
