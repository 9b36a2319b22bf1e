import type { Db } from '../platform/database.js';
import { byCurrency, calendarBuckets, type CalendarSpan, type Span } from './calendar-span.js';

/** What comes back to the viewer as a funder in one span of days and one currency. */
export interface LadderRung extends Span {
  readonly currency: string;
  readonly count: number;
  /** Of financings whose leg 1 has not settled. */
  readonly committedMinor: bigint;
  /** Of financings whose money is out. */
  readonly outstandingMinor: bigint;
}

/** What the viewer's financings bring back, by the day they mature; what was repaid, failed or defaulted is not there. */
export function maturityLadder(db: Db, span: CalendarSpan): Promise<LadderRung[]> {
  return db.query(
    `${calendarBuckets}
     SELECT b.from_day AS "from", b.until_day AS until, t.currency, count(*)::integer AS count,
            coalesce(sum(t.repayment_minor) FILTER (WHERE t.state IN ('AGREED', 'DISBURSING')), 0)::bigint AS committed_minor,
            coalesce(sum(t.repayment_minor) FILTER (WHERE t.state NOT IN ('AGREED', 'DISBURSING')), 0)::bigint AS outstanding_minor
       FROM financing t
       JOIN bucket b ON t.maturity >= b.first_day AND t.maturity <= b.last_day
      WHERE t.funder_id = viewer_organization()
        AND t.state IN ('AGREED', 'DISBURSING', 'DISBURSED', 'OVERDUE', 'CLAIMED')
      GROUP BY b.first_day, b.from_day, b.until_day, t.currency
      ${byCurrency}`,
    [span],
  );
}
