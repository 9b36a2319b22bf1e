import type { Db, Tx } from '../platform/database.js';
import { pageSize, settled } from './event-feed.js';
import type { EventStretch, Position } from './position.js';

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

/** Whether a reader has anything to work on, as SQL on its row `r`. */
export const isBehind = `EXISTS (SELECT FROM event e WHERE (e.epoch, e.xid, e.seq) > (r.epoch, r.xid, r.seq)
  AND ${settled.replaceAll('%s', 'e')})`;

/** A new reader begins here: everything that is committed before this transaction began lies behind it. */
export async function openReader(tx: Tx, name: string): Promise<void> {
  await tx.execute(
    `INSERT INTO event_reader (name, epoch, xid, seq)
     SELECT $1, epoch, pg_snapshot_xmin(pg_current_snapshot()), 0 FROM installation`,
    [name],
  );
}

/** The reader goes back to a position, and works on everything after it once more. Never forward. */
export async function rewindReader(tx: Tx, name: string, { epoch, xid, seq }: Position): Promise<void> {
  await tx.execute(
    `UPDATE event_reader SET epoch = $2, xid = $3::xid8, seq = $4
      WHERE name = $1 AND (epoch, xid, seq) > ($2, $3::xid8, $4)`,
    [name, epoch, xid.toString(), seq],
  );
}

export async function closeReader(tx: Tx, name: string): Promise<void> {
  await tx.execute('DELETE FROM event_reader WHERE name = $1', [name]);
}

/** A transaction that began so long before it wrote its event is none of ours. */
const longestTransaction = "interval '10 minutes'";

/**
 * The position before everything that happened at an instant or after. Positions stand in the order in which transactions began to
 * write, instants in that in which they came to it, so that something earlier may be met again; null where nothing happened since.
 */
export async function positionBefore(db: Db, at: Date): Promise<Position | null> {
  const first = await db.maybe<Place>(
    `SELECT e.epoch, e.xid, e.seq FROM event e
      WHERE e.at BETWEEN $1 AND (SELECT min(f.at) FROM event f WHERE f.at >= $1) + ${longestTransaction}
      ORDER BY e.epoch, e.xid, e.seq LIMIT 1`,
    [at],
  );
  return first ? { epoch: first.epoch, xid: BigInt(first.xid), seq: first.seq - 1n } : null;
}

/** The reader has worked on all of the stretch. */
export async function advanceReader(tx: Tx, name: string, { until }: EventStretch): Promise<void> {
  await tx.execute('UPDATE event_reader SET epoch = $2, xid = $3::xid8, seq = $4 WHERE name = $1', [name, ...until]);
}
