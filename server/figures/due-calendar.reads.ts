import type { Db } from '../platform/database.js';
import { byCurrency, calendarBuckets, type CalendarSpan, type Span } from './calendar-span.js';

/** What the viewer owes as a buyer in one span of days and one currency, by who is paid. */
export interface DueSpan extends Span {
  readonly currency: string;
  readonly count: number;
  readonly toSuppliersMinor: bigint;
  readonly toFundersMinor: bigint;
}

/**
 * What the viewer has to pay for its invoices and has not let go yet. Who is paid is told as the due list tells it: by the
 * payee of the payment, so it says nothing of a sale that the buyer must not know of.
 */
export function dueCalendar(db: Db, span: CalendarSpan): Promise<DueSpan[]> {
  return db.query(
    `${calendarBuckets}
     SELECT b.from_day AS "from", b.until_day AS until, t.currency, count(*)::integer AS count,
            coalesce(sum(t.amount_minor) FILTER (WHERE t.payee_id = i.supplier_id), 0)::bigint AS to_suppliers_minor,
            coalesce(sum(t.amount_minor) FILTER (WHERE t.payee_id <> i.supplier_id), 0)::bigint AS to_funders_minor
       FROM payment t
       JOIN invoice i ON i.id = t.invoice_id
       JOIN bucket b ON t.due_on >= b.first_day AND t.due_on <= b.last_day
      WHERE t.payer_id = viewer_organization() AND t.state = 'DUE' AND t.kind IN ('REPAYMENT', 'SUPPLIER_PAYMENT')
      GROUP BY b.first_day, b.from_day, b.until_day, t.currency
      ${byCurrency}`,
    [span],
  );
}
