import { fetchSize, type Page, pageOf } from '../platform/connection.js';
import type { Db } from '../platform/database.js';
import { type Listed, type Orders, type Sorting, sortedPage } from '../platform/keyset.js';
import type { LocalDate } from '../platform/local-date.js';
import { holdingFinancing } from './charge-late-days.js';

export type LateOrder = 'DUE' | 'PRINCIPAL';
export type LateSide = 'OWED' | 'RECEIVABLE';

export interface LateFilter {
  /** OWED: the viewer owes it; RECEIVABLE: it is owed to the viewer. */
  readonly side?: LateSide | null;
  /** At least so many days after the adjusted due date. */
  readonly daysMin?: number | null;
}

/** A claim that is open after its adjusted due date, as of today. Amounts are minor units of `currency`. */
export interface LateClaimRow {
  readonly id: string;
  /** Null for a funder, which has a claim without a number. */
  readonly number: string | null;
  readonly invoiceShown: boolean;
  readonly financingId: string | null;
  readonly state: string;
  readonly buyerName: string;
  readonly holderName: string;
  readonly isOwn: boolean;
  readonly adjustedDueDate: LocalDate;
  readonly daysLate: number;
  readonly currency: string;
  readonly principalMinor: bigint;
  readonly lumpSumMinor: bigint;
  readonly interestMinor: bigint;
  readonly paidMinor: bigint;
  /** Reference rate and margin today. */
  readonly totalRateBps: string | null;
  readonly chargedTo: LocalDate;
  readonly isRateMissing: boolean;
}

const orders: Orders<LateOrder> = {
  DUE: { columns: [{ sql: 't.adjusted_due_date', type: 'date' }], descending: false },
  PRINCIPAL: {
    columns: [
      { sql: 't.currency', type: 'text' },
      { sql: '(t.approved_minor - t.paid_minor)', type: 'bigint' },
    ],
    descending: true,
  },
};

/** The late claims that the viewer owes or holds, all of them for the operator: the longest late first unless sorted otherwise. */
export async function lateClaims(
  db: Db,
  filter: LateFilter,
  page: { first: number } & Sorting<LateOrder>,
): Promise<Page<Listed<LateClaimRow>>> {
  const sorted = sortedPage(orders, page);
  const rows = await db.query<Listed<LateClaimRow>>(
    `SELECT t.id, t.state, t.currency, t.adjusted_due_date, n.today - t.adjusted_due_date AS days_late,
            CASE WHEN t.invoice_shown THEN t.number END AS number, t.invoice_shown, t.financing_id,
            b.name AS buyer_name, h.name AS holder_name,
            t.buyer_id IS NOT DISTINCT FROM viewer_organization() AS is_own,
            t.approved_minor - t.paid_minor AS principal_minor, d.lump_sum_minor, d.interest_minor, a.paid_minor,
            trim_scale(r.rate_bps + u.margin_bps)::text AS total_rate_bps, greatest(d.charged_to, t.adjusted_due_date) AS charged_to,
            coalesce(d.charged_to < n.today, false) AS is_rate_missing, ${sorted.key}
       FROM (SELECT i.*, f.id AS financing_id, coalesce(f.funder_id, i.supplier_id) AS holder_id,
                    viewer_sees_all() OR viewer_organization() IN (i.buyer_id, i.supplier_id) AS invoice_shown
               FROM invoice i ${holdingFinancing}
              WHERE i.id IN (
                SELECT id FROM invoice
                 WHERE state IN ('APPROVED', 'OVERDUE', 'DEFAULTED') AND adjusted_due_date < (SELECT business_today())
                UNION ALL
                SELECT invoice_id FROM payment
                 WHERE kind IN ('REPAYMENT', 'SUPPLIER_PAYMENT') AND state IN ('DUE', 'INSTRUCTED')
                   AND late_minor = amount_minor)) t
       JOIN organization b ON b.id = t.buyer_id
       JOIN organization h ON h.id = t.holder_id
       JOIN invoice i ON i.id = t.id
      CROSS JOIN (SELECT business_today() AS today OFFSET 0) n
      CROSS JOIN LATERAL (SELECT * FROM late_rule WHERE country IN (b.country, '*') ORDER BY country = '*' LIMIT 1) u
       LEFT JOIN reference_rate r ON r.zone = u.zone AND r.half_year = half_year_of(n.today)
      CROSS JOIN LATERAL late_due(i, n.today) d
      CROSS JOIN LATERAL (
        SELECT coalesce(sum(lump_sum_minor + late_interest_minor), 0)::bigint AS paid_minor
          FROM payment_allocation WHERE invoice_id = t.id AND taken_back_on IS NULL) a
      WHERE ${sorted.after(1)}
        AND (viewer_sees_all() OR viewer_organization() IN (t.buyer_id, t.holder_id))
        AND ($4::text IS NULL OR viewer_organization() = CASE $4 WHEN 'OWED' THEN t.buyer_id ELSE t.holder_id END)
        AND ($5::integer IS NULL OR t.adjusted_due_date <= n.today - $5)
      ORDER BY ${sorted.orderBy} LIMIT $3`,
    [...sorted.parameters, fetchSize(page.first), filter.side ?? null, filter.daysMin ?? null],
  );
  return pageOf(rows, page.first);
}

export interface ReferenceRateRow {
  readonly zone: string;
  readonly halfYear: LocalDate;
  readonly rateBps: string;
}

export interface LateRuleRow {
  readonly country: string;
  readonly zone: string;
  readonly marginBps: string;
  readonly lumpSumMinor: bigint;
  readonly lumpSumCurrency: string;
  readonly source: string;
}

/** A half-year whose rate late claims wait for. */
export interface MissingRateRow {
  readonly zone: string;
  readonly halfYear: LocalDate;
  readonly claimCount: number;
}

export function referenceRates(db: Db): Promise<ReferenceRateRow[]> {
  return db.query(
    'SELECT zone, half_year, trim_scale(rate_bps)::text AS rate_bps FROM reference_rate ORDER BY half_year DESC, zone',
  );
}

export function lateRules(db: Db): Promise<LateRuleRow[]> {
  return db.query(`SELECT country, zone, trim_scale(margin_bps)::text AS margin_bps, lump_sum_minor, lump_sum_currency, source
       FROM late_rule ORDER BY country`);
}

/** What the operator has to enter; nobody else learns how many claims wait. */
export function missingRates(db: Db): Promise<MissingRateRow[]> {
  return db.query(
    `SELECT u.zone, h::date AS half_year, count(*)::integer AS claim_count
       FROM invoice i
       JOIN organization b ON b.id = i.buyer_id
      CROSS JOIN (SELECT business_today() AS today OFFSET 0) n
      CROSS JOIN LATERAL (SELECT zone FROM late_rule WHERE country IN (b.country, '*') ORDER BY country = '*' LIMIT 1) u
      CROSS JOIN generate_series(half_year_of(i.adjusted_due_date + 1)::timestamp, n.today::timestamp, interval '6 months') h
      WHERE viewer_sees_all() AND i.approved_minor IS NOT NULL AND i.adjusted_due_date < n.today
        AND (i.state IN ('APPROVED', 'OVERDUE', 'DEFAULTED')
             OR i.id IN (SELECT invoice_id FROM late_claim WHERE charged_through < ends_on AND h::date <= ends_on))
        AND NOT EXISTS (SELECT FROM reference_rate r WHERE r.zone = u.zone AND r.half_year = h::date)
      GROUP BY u.zone, h ORDER BY h, u.zone`,
  );
}

/** Why a buyer promises nothing more for now: how long it may be overdue, and how long it is. */
export interface OverdueStopRow {
  readonly programmeName: string;
  readonly allowedDays: number;
  readonly daysLate: number;
}

/** The programmes of the viewer's organization that are stopped. */
export function overdueStops(db: Db): Promise<OverdueStopRow[]> {
  return db.query(
    `SELECT p.name AS programme_name, p.overdue_stop_days AS allowed_days,
            (SELECT business_today() - min(adjusted_due_date) FROM invoice
              WHERE buyer_id = p.buyer_id AND state IN ('OVERDUE', 'DEFAULTED')) AS days_late
       FROM programme p WHERE p.buyer_id = viewer_organization() AND p.active AND buyer_stopped(p) ORDER BY p.name, p.id`,
  );
}
