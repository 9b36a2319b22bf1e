import { financingVisible } from '../financings/index.js';
import type { Db } from '../platform/database.js';
import type { LocalDate } from '../platform/local-date.js';

/** What became of the invoices of one programme that were approved in one month. */
export interface ProgrammeFigure {
  readonly programmeId: string;
  readonly currency: string;
  /** The first day of the month, as the market's clocks count. */
  readonly month: LocalDate;
  readonly invoiceCount: number;
  readonly approvedMinor: bigint;
  readonly financedCount: number;
  /** The faces of those whose money was paid out early. */
  readonly financedMinor: bigint;
  /** From the approval to the supplier's money, the middle one; null where none was financed. One decimal. */
  readonly medianHours: string | null;
  /** By how many days the money came before the due date, the mean weighted by the faces; one decimal. */
  readonly daysEarly: string | null;
}

/**
 * The last twelve months of the programmes that the viewer runs; for the operator of all. A buyer's figures hold the
 * financings that it may see: those under terms that are not disclosed to it count as not financed.
 */
export function programmeFigures(db: Db, programmeId: string | null): Promise<ProgrammeFigure[]> {
  return db.query(
    `WITH clock AS MATERIALIZED (
       SELECT zone, date_trunc('month', business_now() AT TIME ZONE zone) AS this_month FROM business_clock
     )
     SELECT i.programme_id, i.currency, date_trunc('month', i.approved_at AT TIME ZONE c.zone)::date AS month,
            count(*)::integer AS invoice_count, sum(i.approved_minor)::bigint AS approved_minor,
            count(t.id)::integer AS financed_count, coalesce(sum(t.face_minor), 0)::bigint AS financed_minor,
            round(extract(epoch FROM percentile_cont(0.5) WITHIN GROUP (ORDER BY paid.at - i.approved_at)) / 3600, 1)::text
              AS median_hours,
            round(sum(t.face_minor * (t.maturity - t.disbursed_on)) / sum(t.face_minor), 1)::text AS days_early
       FROM programme p
      CROSS JOIN clock c
       JOIN invoice i ON i.programme_id = p.id
       LEFT JOIN financing t ON t.invoice_id = i.id AND t.state <> 'FAILED' AND t.disbursed_on IS NOT NULL AND ${financingVisible}
       LEFT JOIN event paid ON paid.subject_id = t.id AND paid.type = 'financing.disbursed'
      WHERE (viewer_sees_all() OR p.buyer_id = viewer_organization()) AND ($1::uuid IS NULL OR p.id = $1)
        AND i.approved_at >= (c.this_month - interval '11 months') AT TIME ZONE c.zone
      GROUP BY i.programme_id, i.currency, month
      ORDER BY i.programme_id, i.currency, month`,
    [programmeId],
  );
}
