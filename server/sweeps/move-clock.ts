import type { Database } from '../platform/database.js';
import type { UnitOfWork } from '../platform/unit-of-work.js';
import { systemViewer } from '../platform/viewer.js';
import { lookAhead } from './due.js';
import { type MarketBank, passUntilQuiet, waitingForLock } from './run-sweeps.js';

/**
 * Moves business time on to `target`, stopping at every instant on the way at which something is due and playing it there,
 * so that a year in one move equals a year lived day by day. Nobody else sweeps meanwhile. A target that is past is
 * reached already. Resolves to the number of stops. Throws outside a demo market, whose clock is real time.
 */
export async function moveClock(work: UnitOfWork, database: Database, bank: MarketBank, target: Date): Promise<number> {
  return waitingForLock(database, async () => {
    let reached = await businessNow(database);
    await passUntilQuiet(work, database, bank);
    let { next } = await lookAhead(database, bank, reached);
    let stops = 0;
    while (reached < target) {
      reached = next < target ? next : target;
      await advance(work, reached);
      const outlook = await lookAhead(database, bank, reached);
      const isDue = outlook.isDue || reached >= target;
      if (isDue) await passUntilQuiet(work, database, bank);
      ({ next } = isDue ? await lookAhead(database, bank, reached) : outlook);
      stops += 1;
    }
    return stops;
  });
}

async function businessNow(database: Database): Promise<Date> {
  const { now } = await database.read(systemViewer, db => db.one<{ now: Date }>('SELECT business_now() AS now'));
  return now;
}

/** From here on business_now() is at or after the instant; never back, where real time has gone past it meanwhile. */
async function advance(work: UnitOfWork, instant: Date): Promise<void> {
  await work.perform(systemViewer, tx =>
    tx.execute(
      `UPDATE business_clock
          SET offset_ms = greatest(offset_ms, ceil(extract(epoch FROM $1::timestamptz - clock_timestamp()) * 1000)::bigint)`,
      [instant],
    ),
  );
}
