import type { Db } from '../platform/database.js';
import { instantAt, localDate, localDateIn } from '../platform/local-date.js';
import { InvalidInput } from '../platform/problem.js';
import { type CalendarCode, homeOf } from '../pricing/index.js';
import type { ProgrammeRoll } from './programme.entity.js';

/** By which days the acceptances of a programme are dated and its due dates move. */
export interface BusinessDays {
  /** Business days from acceptance to leg 1, 0 to 2. */
  readonly settlementDays: number;
  /** That of the currency first, where it has one. */
  readonly calendars: readonly CalendarCode[];
  readonly rollConvention: ProgrammeRoll;
  /** 'HH:MM' on the clock of `cutOffZone`. */
  readonly cutOff: string;
  /** IANA. */
  readonly cutOffZone: string;
}

/** As a person gives them; null for what it leaves as it is. */
export type GivenBusinessDays = { readonly [Key in keyof BusinessDays]: BusinessDays[Key] | null };

/** A summer's and a winter's day: the zones of two clocks change at different dates, by an hour. */
const daysOfYear = [localDate('2027-01-15'), localDate('2027-07-15')];

/**
 * Those of a programme in a currency: what is given, else what stands, else what its currency has; in euros, and for a
 * currency that has nothing, the market's own cut-off. The calendar of the currency is always among the calendars, so that
 * a value date is a day on which the currency is paid.
 */
export async function businessDaysOf(
  db: Db,
  currency: string,
  given: GivenBusinessDays,
  standing?: BusinessDays,
): Promise<BusinessDays | InvalidInput> {
  const clock = await db.one<{ cutOff: string; zone: string }>(
    `SELECT to_char(cut_off, 'HH24:MI') AS cut_off, zone FROM business_clock`,
  );
  const home = homeOf(currency);
  const own = home && currency !== 'EUR' ? home : clock;
  const calendars = given.calendars ?? standing?.calendars ?? [];
  const days: BusinessDays = {
    settlementDays: given.settlementDays ?? standing?.settlementDays ?? 1,
    calendars: [...new Set([...(home ? [home.calendar] : []), ...calendars])],
    rollConvention: given.rollConvention ?? standing?.rollConvention ?? 'FOLLOWING',
    cutOff: given.cutOff ?? standing?.cutOff ?? own.cutOff,
    cutOffZone: given.cutOffZone ?? standing?.cutOffZone ?? own.zone,
  };
  if (days.calendars.length === 0) {
    const message = `No calendar of ${currency} is kept: name those that its payments follow.`;
    return new InvalidInput([{ path: 'calendars', code: 'REQUIRED', message }]);
  }
  if (daysOfYear.some(day => localDateIn(instantAt(day, days.cutOff, days.cutOffZone), clock.zone) !== day)) {
    const message = `At that time it is another day on the market's clock (${clock.zone}).`;
    return new InvalidInput([{ path: 'cutOff', code: 'ANOTHER_DAY', message }]);
  }
  return days;
}
