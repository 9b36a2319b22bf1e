import { instantsToTell } from '../alerts/index.js';
import { feeBillsFrom } from '../fees/index.js';
import { defaultedFrom, overdueFrom, undisbursedFrom } from '../financings/index.js';
import { lateChargesFrom } from '../lateness/index.js';
import { mandatesExpireFrom } from '../mandates/index.js';
import { documentsLackFrom } from '../organizations/index.js';
import type { Database, Db } from '../platform/database.js';
import { instantAt, type LocalDate, localDateIn } from '../platform/local-date.js';
import { systemViewer } from '../platform/viewer.js';
import { addBusinessDays, targetCalendar } from '../pricing/index.js';
import type { MarketBank } from './run-sweeps.js';

/** What the sweeps have to do, seen from an instant. */
export interface Outlook {
  /** Something is due at the instant or before. */
  readonly isDue: boolean;
  /** The first instant after it at which something will be, the beginning of the next business day at the latest. */
  readonly next: Date;
}

/**
 * Looks for what is due: the close of an auction, the end of an acceptance window, of a bid's or an approval's validity, the
 * hour of a bank, the day from which something is late, a file to be sent, something to tell people of. A sweep that comes to be names its instants here.
 */
export async function lookAhead(database: Database, bank: MarketBank, at: Date): Promise<Outlook> {
  const ofBank = bank && 'nextDueAt' in bank ? await bank.nextDueAt() : null;
  return database.read(systemViewer, async db => {
    const { zone } = await db.one<{ zone: string }>('SELECT zone FROM business_clock');
    const beginningOf = (day: LocalDate) => instantAt(day, '00:00', zone);
    const days = [
      await overdueFrom(db),
      await defaultedFrom(db),
      await undisbursedFrom(db),
      await lateChargesFrom(db),
      await documentsLackFrom(db),
      await feeBillsFrom(db),
      await mandatesExpireFrom(db),
    ];
    const known = [...days.flatMap(day => (day ? [beginningOf(day)] : [])), ...(ofBank ? [justAfter(ofBank)] : [])];
    const market = await lookAtInstants(db, at);
    const nextBusinessDay = beginningOf(addBusinessDays(localDateIn(at, zone), 1, targetCalendar));
    return {
      isDue: market.isDue || known.some(instant => instant <= at),
      next: earliest([...known.filter(instant => instant > at), ...market.next, nextBusinessDay]),
    };
  });
}

/** The first instant after `after` at which a sweep has something to do. */
export async function nextDueAt(database: Database, bank: MarketBank, after: Date): Promise<Date> {
  return (await lookAhead(database, bank, after)).next;
}

async function lookAtInstants(db: Db, at: Date): Promise<{ isDue: boolean; next: Date[] }> {
  const rows = await db.query<{ isDue: boolean | null; next: Date | null }>(
    `SELECT bool_or(d.at <= $1) AS is_due, min(d.at) FILTER (WHERE d.at > $1) AS next
       FROM (SELECT closes_at AS at FROM auction WHERE state = 'OPEN'
             UNION ALL SELECT accept_until FROM auction WHERE state = 'CLOSED'
             UNION ALL SELECT b.valid_until FROM bid b JOIN auction a ON a.id = b.auction_id
                        WHERE b.state = 'LIVE' AND a.state IN ('OPEN', 'CLOSED')
             UNION ALL SELECT expires_at FROM complete_export WHERE state = 'READY'
             UNION ALL SELECT lapses_at FROM operator_override WHERE state = 'PROPOSED'
             UNION ALL SELECT lapses_at FROM approval WHERE state = 'PREPARED'
             UNION ALL SELECT invited_at FROM invited_supplier
                        WHERE joined_at IS NULL AND (supplier_id IS NOT NULL OR NOT compared)
             UNION ALL SELECT decided_at FROM approval WHERE state = 'RELEASED' AND completed_at IS NULL
             UNION ALL SELECT lapses_at FROM payment_file WHERE state = 'PREPARED'
             UNION ALL SELECT released_at FROM payment_file
                        WHERE state = 'RELEASED' AND sent_at IS NULL AND withdrawn_at IS NULL
                          AND (last_day IS NULL OR business_day_of($1) <= last_day)
             UNION ALL ${instantsToTell}) d`,
    [at],
  );
  return { isDue: rows.some(row => row.isDue), next: rows.flatMap(({ next }) => (next ? [justAfter(next)] : [])) };
}

/** The database keeps microseconds, an instant here milliseconds: rounded up, what is due then is due. */
function justAfter(instant: Date): Date {
  return new Date(instant.getTime() + 1);
}

function earliest(instants: readonly Date[]): Date {
  return instants.reduce((first, instant) => (instant < first ? instant : first));
}
