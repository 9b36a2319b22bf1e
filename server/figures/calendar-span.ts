import type { LocalDate } from '../platform/local-date.js';

/** How days ahead are put together. */
export type CalendarSpan = 'DAY' | 'WEEK' | 'MONTH';

/** Some days one after the other, both ends included. */
export interface Span {
  /** Null for all that lies before today. */
  readonly from: LocalDate | null;
  /** Null for all that lies behind the last span. */
  readonly until: LocalDate | null;
}

/**
 * SQL that names the spans of a calendar as `bucket`: what lies before today, 31 days or 26 weeks (from Monday on) or 24
 * months from today on, and all that comes later. `$1` is the span.
 */
export const calendarBuckets = `
  WITH clock AS MATERIALIZED (SELECT business_today() AS today),
  step AS MATERIALIZED (
    SELECT today, ('1 ' || $1::text)::interval AS width, date_trunc($1::text, today::timestamp) AS origin,
           CASE $1::text WHEN 'DAY' THEN 31 WHEN 'WEEK' THEN 26 ELSE 24 END AS steps
      FROM clock
  ), bucket AS MATERIALIZED (
    SELECT '-infinity'::date AS first_day, today - 1 AS last_day, NULL::date AS from_day, today - 1 AS until_day FROM step
    UNION ALL
    SELECT greatest((origin + n * width)::date, today), (origin + (n + 1) * width)::date - 1,
           greatest((origin + n * width)::date, today), (origin + (n + 1) * width)::date - 1
      FROM step, generate_series(0, steps - 1) n
    UNION ALL
    SELECT (origin + steps * width)::date, 'infinity'::date, (origin + steps * width)::date, NULL FROM step
  )`;

/** Currency by currency, each from the first day on. */
export const byCurrency = 'ORDER BY t.currency, b.first_day';
