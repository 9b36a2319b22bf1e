import { fetchSize, type Page, pageOf } from '../platform/connection.js';
import type { Db } from '../platform/database.js';
import { type Listed, type Orders, type Sorting, sortedPage } from '../platform/keyset.js';
import type { LocalDate } from '../platform/local-date.js';
import type { BatchRead } from '../platform/request-context.js';
import { holdingFinancing } from './charge-late-days.js';

export type LateOrder = 'DUE' | 'PRINCIPAL';
export type LateSide = 'OWED' | 'RECEIVABLE';

export interface LateFilter {
  /** OWED: the viewer owes it; RECEIVABLE: it is owed to the viewer. */
  readonly side?: LateSide | null;
  /** At least so many days after the adjusted due date. */
  readonly daysMin?: number | null;
}

/** A claim that was open after its adjusted due date, as of today, or of the day it ended. Amounts are minor units of `currency`. */
export interface LateClaimRow extends Omit<LateRuleRow, 'lumpSumMinor' | 'lumpSumCurrency'> {
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
  /** The lump sum that its rule asks, in a currency that may be another. */
  readonly ruleLumpSumMinor: bigint;
  readonly ruleLumpSumCurrency: string;
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

/** The rule `u` of claim `i` of buyer `b`; SQL of a join. */
const ruleOfClaim = 'CROSS JOIN LATERAL late_rule_of(b.country, i.adjusted_due_date) u';

/**
 * Claims `t`, an SQL query of invoices, with their figures as of today (`n`), or of the day on which nothing more fell due.
 * Whoever owes or holds a claim sees that it is late, and the operator: nobody else.
 */
const figuresOf = (claims: string, condition: string, key = 'NULL AS sort_key') => `
  SELECT t.id, t.state, t.currency, t.adjusted_due_date, k.until - t.adjusted_due_date AS days_late,
         CASE WHEN t.invoice_shown THEN t.number END AS number, t.invoice_shown, t.financing_id,
         b.name AS buyer_name, h.name AS holder_name,
         t.buyer_id IS NOT DISTINCT FROM viewer_organization() AS is_own,
         t.approved_minor - t.paid_minor AS principal_minor, d.lump_sum_minor, d.interest_minor, a.paid_minor,
         u.country, nullif(u.since, '-infinity') AS since, u.zone, trim_scale(u.margin_bps)::text AS margin_bps, u.source,
         u.lump_sum_minor AS rule_lump_sum_minor, u.lump_sum_currency AS rule_lump_sum_currency,
         trim_scale(r.rate_bps + u.margin_bps)::text AS total_rate_bps, greatest(d.charged_to, t.adjusted_due_date) AS charged_to,
         coalesce(d.charged_to < k.until, false) AS is_rate_missing, ${key}
    FROM (SELECT i.*, f.id AS financing_id, coalesce(f.funder_id, i.supplier_id) AS holder_id,
                 viewer_sees_all() OR viewer_organization() IN (i.buyer_id, i.supplier_id) AS invoice_shown
            FROM invoice i ${holdingFinancing} WHERE i.id IN (${claims})) t
    JOIN organization b ON b.id = t.buyer_id
    JOIN organization h ON h.id = t.holder_id
    JOIN invoice i ON i.id = t.id
    LEFT JOIN late_claim c ON c.invoice_id = t.id
   CROSS JOIN (SELECT business_today() AS today OFFSET 0) n
   CROSS JOIN LATERAL (SELECT least(n.today, c.ends_on) AS until) k
   ${ruleOfClaim}
    LEFT JOIN reference_rate r ON r.zone = u.zone AND r.half_year = half_year_of(k.until)
   CROSS JOIN LATERAL late_due(i, k.until) d
   CROSS JOIN LATERAL (
     SELECT coalesce(sum(lump_sum_minor + late_interest_minor), 0)::bigint AS paid_minor
       FROM payment_allocation WHERE invoice_id = t.id AND taken_back_on IS NULL) a
   WHERE (viewer_sees_all() OR viewer_organization() IN (t.buyer_id, t.holder_id)) AND ${condition}`;

/** The late claims that the viewer owes or holds, all of them for the operator: the longest late first unless sorted otherwise. */
export async function lateClaims(
  db: Db,
  filter: LateFilter,
  page: { first: number } & Sorting<LateOrder>,
): Promise<Page<Listed<LateClaimRow>>> {
  const sorted = sortedPage(orders, page);
  const open = `
    SELECT id FROM invoice
     WHERE state IN ('APPROVED', 'OVERDUE', 'DEFAULTED') AND adjusted_due_date < (SELECT business_today())
    UNION ALL
    SELECT invoice_id FROM payment
     WHERE kind IN ('REPAYMENT', 'SUPPLIER_PAYMENT') AND state IN ('DUE', 'INSTRUCTED') AND late_minor = amount_minor`;
  const asked = `${sorted.after(1)}
    AND ($4::text IS NULL OR viewer_organization() = CASE $4 WHEN 'OWED' THEN t.buyer_id ELSE t.holder_id END)
    AND ($5::integer IS NULL OR t.adjusted_due_date <= n.today - $5)`;
  const rows = await db.query<Listed<LateClaimRow>>(
    `${figuresOf(open, asked, sorted.key)} ORDER BY ${sorted.orderBy} LIMIT $3`,
    [...sorted.parameters, fetchSize(page.first), filter.side ?? null, filter.daysMin ?? null],
  );
  return pageOf(rows, page.first);
}

/** What lateness of an invoice came to, also after it was paid; null where it never was late, or is none of the viewer's. */
export const lateClaimOfInvoice: BatchRead<string, LateClaimRow | null> = async (db, _viewer, invoiceIds) => {
  const late = `t.approved_minor IS NOT NULL AND k.until > t.adjusted_due_date
    AND (t.state IN ('APPROVED', 'OVERDUE', 'DEFAULTED') OR c.invoice_id IS NOT NULL)`;
  const rows = await db.query<LateClaimRow>(figuresOf('SELECT unnest($1::uuid[])', late), [invoiceIds]);
  const byId = new Map(rows.map(row => [row.id, row]));
  return invoiceIds.map(id => byId.get(id) ?? null);
};

/** Days of one half-year for which a claim bears interest. */
export interface LatePeriodRow {
  readonly invoiceId: string;
  readonly from: LocalDate;
  readonly until: LocalDate;
  /** Basis points a year; null where it is not entered. */
  readonly referenceRateBps: string | null;
  readonly rateBps: string | null;
}

/** By which rate each day of late claims bears interest: their half-years, the earliest first. For whoever sees the claims. */
export const latePeriodsOf: BatchRead<string, LatePeriodRow[]> = async (db, _viewer, invoiceIds) => {
  const rows = await db.query<LatePeriodRow>(
    `SELECT i.id AS invoice_id, greatest(h::date, i.adjusted_due_date + 1) AS "from",
            least((h + interval '6 months')::date - 1, k.until) AS until,
            trim_scale(r.rate_bps)::text AS reference_rate_bps, trim_scale(r.rate_bps + u.margin_bps)::text AS rate_bps
       FROM invoice i
       JOIN organization b ON b.id = i.buyer_id
       LEFT JOIN late_claim c ON c.invoice_id = i.id
      CROSS JOIN LATERAL (SELECT least(business_today(), c.ends_on) AS until OFFSET 0) k
      ${ruleOfClaim}
      CROSS JOIN generate_series(half_year_of(i.adjusted_due_date + 1)::timestamp, k.until::timestamp, interval '6 months') h
       LEFT JOIN reference_rate r ON r.zone = u.zone AND r.half_year = h::date
      WHERE i.id = ANY($1::uuid[])
      ORDER BY h`,
    [invoiceIds],
  );
  return invoiceIds.map(id => rows.filter(row => row.invoiceId === id));
};

/** What was posted for a day of a late claim. Minor units of `currency`. */
export interface LateChargeRow {
  readonly invoiceId: string;
  readonly financingId: string | null;
  readonly day: LocalDate;
  readonly currency: string;
  readonly lumpSumMinor: bigint;
  readonly interestMinor: bigint;
  /** Of this and all earlier days. */
  readonly totalMinor: bigint;
}

/** The charges that stand, the latest day first, for whoever owes or is owed them. */
export const lateChargesOfInvoice = lateChargesOf('invoice_id');
export const lateChargesOfFinancing = lateChargesOf('financing_id');

function lateChargesOf(subject: 'invoice_id' | 'financing_id'): BatchRead<string, LateChargeRow[]> {
  return async (db, _viewer, ids) => {
    const rows = await db.query<LateChargeRow & { subjectId: string }>(
      `SELECT t.${subject} AS subject_id, t.invoice_id, t.financing_id, t.day, t.currency,
              sum(t.lump_sum_minor)::bigint AS lump_sum_minor, sum(t.interest_minor)::bigint AS interest_minor,
              (sum(sum(t.lump_sum_minor + t.interest_minor)) OVER (PARTITION BY t.invoice_id ORDER BY t.day))::bigint
                AS total_minor
         FROM late_charge t
        WHERE t.${subject} = ANY($1::uuid[]) AND t.taken_back_on IS NULL
          AND (viewer_sees_all() OR viewer_organization() IN (t.buyer_id, t.holder_id))
        GROUP BY t.invoice_id, t.financing_id, t.day, t.currency
        ORDER BY t.day DESC`,
      [ids],
    );
    return ids.map(id => rows.filter(row => row.subjectId === id));
  };
}

export interface ReferenceRateRow {
  readonly zone: string;
  readonly halfYear: LocalDate;
  readonly rateBps: string;
}

export interface LateRuleRow {
  readonly country: string;
  /** For claims whose first late day is this one, or a later; null for all of them. */
  readonly since: LocalDate | null;
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
  return db.query(`SELECT country, nullif(since, '-infinity') AS since, zone, trim_scale(margin_bps)::text AS margin_bps, lump_sum_minor,
            lump_sum_currency, source
       FROM late_rule ORDER BY country, late_rule.since DESC`);
}

/** What the operator has to enter; nobody else learns how many claims wait. */
export function missingRates(db: Db): Promise<MissingRateRow[]> {
  return db.query(
    `SELECT u.zone, h::date AS half_year, count(*)::integer AS claim_count
       FROM invoice i
       JOIN organization b ON b.id = i.buyer_id
      CROSS JOIN (SELECT business_today() AS today OFFSET 0) n
      ${ruleOfClaim}
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
