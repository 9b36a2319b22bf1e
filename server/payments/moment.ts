import type { Tx } from '../platform/database.js';
import type { LocalDate } from '../platform/local-date.js';

/** One instant and its day, for midnight may strike in between. */
export interface Moment {
  readonly now: Date;
  readonly today: LocalDate;
}

export function momentOf(tx: Tx): Promise<Moment> {
  return tx.one<Moment>(
    'SELECT now, business_day_of(now) AS today FROM (SELECT business_now() AS now OFFSET 0) AS moment',
  );
}
