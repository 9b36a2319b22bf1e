import { defaultedFrom, overdueFrom, undisbursedFrom } from '../financings/index.js';
import type { Database, Db } from '../platform/database.js';
import { instantAt, type LocalDate, localDateIn } from '../platform/local-date.js';
import { systemViewer } from '../platform/viewer.js';
import { addBusinessDays, targetCalendar } from '../pricing/index.js';
import type { MarketBank } from './run-sweeps.js';

/**
 * The first instant after `after` at which a sweep has something to do: a close, the end of an acceptance window, a bid's
 * or an approval's end, the hour of a bank, the day from which something is late, the beginning of a business day. There is
 * always one: the next business day.
 */
export async function nextDueAt(database: Database, bank: MarketBank, after: Date): Promise<Date> {
  const ofBank = bank !== null && 'nextDueAt' in bank ? await bank.nextDueAt() : null;
  const ofMarket = await database.read(systemViewer, async db => {
    const { zone } = await db.one<{ zone: string }>('SELECT zone FROM business_clock');
    const nextBusinessDay = addBusinessDays(localDateIn(after, zone), 1, targetCalendar);
    const days = [await overdueFrom(db), await defaultedFrom(db), await undisbursedFrom(db), nextBusinessDay];
    const beginnings = days.flatMap(day => (day ? [instantAt(day, '00:00', zone)] : []));
    return [...beginnings, ...(await dueInstants(db, after))];
  });
  return [...ofMarket, ...(ofBank ? [justAfter(ofBank)] : [])]
    .filter(at => at > after)
    .reduce((first, at) => (at < first ? at : first));
}

async function dueInstants(db: Db, after: Date): Promise<Date[]> {
  const rows = await db.query<{ at: Date | null }>(
    `SELECT min(closes_at) AS at FROM auction WHERE state = 'OPEN' AND closes_at > $1
     UNION ALL SELECT min(accept_until) FROM auction WHERE state = 'CLOSED' AND accept_until > $1
     UNION ALL SELECT min(valid_until) FROM bid WHERE state = 'LIVE' AND valid_until > $1
     UNION ALL SELECT min(lapses_at) FROM approval WHERE state = 'PREPARED' AND lapses_at > $1`,
    [after],
  );
  return rows.flatMap(({ at }) => (at ? [justAfter(at)] : []));
}

/** The database keeps microseconds, an instant here milliseconds: rounded up, what is due then is due. */
function justAfter(instant: Date): Date {
  return new Date(instant.getTime() + 1);
}
