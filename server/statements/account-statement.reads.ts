import {
  accountVisible,
  type AccountKind,
  invoiceNamed,
  type LedgerAccountRow,
  type MovementRow,
} from '../ledger/index.js';
import { decodeCursor, fetchSize, type Page, pageOf } from '../platform/connection.js';
import type { Db } from '../platform/database.js';
import { isUuid, type Listed, sortKey } from '../platform/keyset.js';
import type { LocalDate } from '../platform/local-date.js';

/** Business days, both included; without `from` since the first, without `until` to this day. */
export interface Period {
  readonly from?: LocalDate | null;
  readonly until?: LocalDate | null;
}

/** What one account stood at, what moved, and what it stands at. Balances are debits less credits. */
export interface AccountStatement {
  readonly account: LedgerAccountRow;
  readonly from: LocalDate | null;
  readonly until: LocalDate;
  readonly openingMinor: bigint;
  readonly debitMinor: bigint;
  readonly creditMinor: bigint;
  readonly closingMinor: bigint;
}

interface StatementFigures extends Pick<AccountStatement, 'from' | 'until' | 'openingMinor' | 'closingMinor'> {
  readonly movedDebitMinor: bigint;
  readonly movedCreditMinor: bigint;
}

/** Every transfer twice, as an entry of each of its two accounts. */
export const ledgerEntries = `(
  SELECT t.id, t.movement_id, t.ordinal, t.debit_account_id AS account_id, t.credit_account_id AS counter_id,
         t.amount_minor AS debit_minor, 0::bigint AS credit_minor, t.invoice_id, t.financing_id FROM transfer t
  UNION ALL
  SELECT t.id, t.movement_id, t.ordinal, t.credit_account_id, t.debit_account_id,
         0::bigint, t.amount_minor, t.invoice_id, t.financing_id FROM transfer t)`;

/**
 * The statements of an organization's accounts, by kind and currency. They are reckoned backwards from the counters of the
 * accounts, so that only what moved since the first day is read.
 */
export async function accountStatements(
  db: Db,
  organizationId: string,
  { from = null, until = null }: Period,
): Promise<AccountStatement[]> {
  const rows = await db.query<LedgerAccountRow & StatementFigures>(
    `WITH period AS MATERIALIZED (SELECT $2::date AS "from", coalesce($3::date, business_today()) AS until)
     SELECT a.*, p."from", p.until,
            (a.debit_minor - a.credit_minor - coalesce(s.since_minor, 0))::bigint AS opening_minor,
            coalesce(s.moved_debit_minor, 0)::bigint AS moved_debit_minor,
            coalesce(s.moved_credit_minor, 0)::bigint AS moved_credit_minor,
            (a.debit_minor - a.credit_minor - coalesce(s.after_minor, 0))::bigint AS closing_minor
       FROM ledger_account a CROSS JOIN period p
       LEFT JOIN LATERAL (
         SELECT sum(e.debit_minor - e.credit_minor) AS since_minor,
                sum(e.debit_minor) FILTER (WHERE m.business_day <= p.until) AS moved_debit_minor,
                sum(e.credit_minor) FILTER (WHERE m.business_day <= p.until) AS moved_credit_minor,
                sum(e.debit_minor - e.credit_minor) FILTER (WHERE m.business_day > p.until) AS after_minor
           FROM ${ledgerEntries} e JOIN movement m ON m.id = e.movement_id
          WHERE e.account_id = a.id AND (p."from" IS NULL OR m.business_day >= p."from")) s ON true
      WHERE a.organization_id = $1 AND ${accountVisible}
      ORDER BY a.kind, a.currency`,
    [organizationId, from, until],
  );
  return rows.map(row => {
    const { openingMinor, closingMinor, movedDebitMinor: debitMinor, movedCreditMinor: creditMinor } = row;
    return { account: row, from: row.from, until: row.until, openingMinor, debitMinor, creditMinor, closingMinor };
  });
}

/** One movement on one account, as its organization sees it. */
export interface StatementLine
  extends Pick<MovementRow, 'kind' | 'causeKind' | 'reversesId' | 'postedAt' | 'businessDay'> {
  /** The transfer's: it touches one account once. */
  readonly id: string;
  readonly movementId: string;
  readonly currency: string;
  readonly debitMinor: bigint;
  readonly creditMinor: bigint;
  /** What the account stood at behind it. */
  readonly balanceMinor: bigint;
  readonly counterName: string;
  readonly counterKind: AccountKind;
  readonly counterOwn: boolean;
  readonly invoiceId: string | null;
  readonly financingId: string | null;
}

/** What moved on an account in the order in which it was posted, with the balance behind each line. */
export async function statementLines(
  db: Db,
  accountId: string,
  { from = null, until = null, first, after }: Period & { readonly first: number; readonly after?: string | null },
): Promise<Page<Listed<StatementLine>>> {
  const place = placeAfter(after);
  const rows = await db.query<Listed<StatementLine>>(
    `WITH entry AS (
       SELECT e.*, m.kind, m.cause_kind, m.reverses_id, m.posted_at, m.business_day,
              sum(e.debit_minor - e.credit_minor) OVER (ORDER BY m.posted_at, e.id)::bigint AS balance_minor
         FROM ${ledgerEntries} e JOIN movement m ON m.id = e.movement_id
        WHERE e.account_id = $1 AND EXISTS (SELECT FROM ledger_account a WHERE a.id = $1 AND ${accountVisible})
     ), page AS (
       SELECT * FROM entry m
        WHERE ($2::date IS NULL OR m.business_day >= $2) AND ($3::date IS NULL OR m.business_day <= $3)
          AND (m.posted_at, m.id) > ($4::timestamptz, $5::uuid)
        ORDER BY m.posted_at, m.id LIMIT $6
     )
     SELECT t.id, t.movement_id, t.debit_minor, t.credit_minor, t.kind, t.cause_kind, t.reverses_id, t.posted_at,
            t.business_day, t.balance_minor, t.financing_id, c.currency, o.name AS counter_name, c.kind AS counter_kind,
            c.organization_id = a.organization_id AS counter_own,
            CASE WHEN ${invoiceNamed} THEN t.invoice_id END AS invoice_id, ${sortKey('t.posted_at')} AS sort_key
       FROM page t
       JOIN ledger_account a ON a.id = $1
       JOIN ledger_account c ON c.id = t.counter_id
       JOIN organization o ON o.id = c.organization_id
      ORDER BY t.posted_at, t.id`,
    [accountId, from, until, place.at, place.id, fetchSize(first)],
  );
  return pageOf(rows, first);
}

/** Behind the row of a cursor, oldest first; one that is not ours stands behind all. */
export function placeAfter(after: string | null | undefined): { readonly at: string; readonly id: string } {
  if (!after) return { at: '-infinity', id: '00000000-0000-0000-0000-000000000000' };
  const [at = '', id = ''] = decodeCursor(after, 2) ?? [];
  const isOurs = /^\d{4}-(0\d|1[0-2])-[0-3]\dT([01]\d|2[0-3])(:[0-5]\d){2}\.\d{6}Z$/.test(at) && isUuid(id);
  return isOurs && !Number.isNaN(Date.parse(at))
    ? { at, id }
    : { at: 'infinity', id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };
}
