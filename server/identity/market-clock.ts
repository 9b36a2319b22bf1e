import type { Db } from '../platform/database.js';
import { type LocalDate, localDateIn } from '../platform/local-date.js';
import { isBusinessDay, targetCalendar, valueDateOf } from '../pricing/index.js';

/** The business clock as people read it. */
export interface MarketTime {
  readonly now: Date;
  /** The calendar day in `zone`. */
  readonly today: LocalDate;
  /** The next cut-off: what is accepted before it counts for its day. */
  readonly cutOffAt: Date;
  /** IANA. */
  readonly zone: string;
  readonly businessDay: boolean;
}

export async function readMarketTime(db: Db): Promise<MarketTime> {
  const { now, zone, cutOff } = await db.one<{ now: Date; zone: string; cutOff: string }>(
    `SELECT business_now() AS now, zone, to_char(cut_off, 'HH24:MI') AS cut_off FROM business_clock`,
  );
  const today = localDateIn(now, zone);
  const { holdsUntil } = valueDateOf(now, { cutOff, zone, settlementDays: 0, calendar: targetCalendar });
  return { now, today, cutOffAt: holdsUntil, zone, businessDay: isBusinessDay(today, targetCalendar) };
}
