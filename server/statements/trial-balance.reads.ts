import { accountVisible, type AccountKind } from '../ledger/index.js';
import type { Db } from '../platform/database.js';
import type { LocalDate } from '../platform/local-date.js';
import { ledgerEntries } from './account-statement.reads.js';

/** What one account, or all of one kind and currency, came to until the end of a day. */
export interface TrialBalanceRow {
  readonly on: LocalDate;
  readonly currency: string;
  readonly organizationId: string;
  readonly accountId: string;
  readonly kind: AccountKind;
  readonly debitMinor: bigint;
  readonly creditMinor: bigint;
}

/**
 * The accounts of one organization, or of all that the viewer sees, as they stood at the end of a day: by currency, kind and
 * organization. Reckoned backwards from the counters, so that only what moved since is read.
 */
export function trialBalanceRows(
  db: Db,
  organizationId: string | null,
  on: LocalDate | null | undefined,
): Promise<TrialBalanceRow[]> {
  return db.query(
    `WITH day AS MATERIALIZED (SELECT coalesce($2::date, business_today()) AS on),
     since AS (
       SELECT e.account_id, sum(e.debit_minor) AS debit_minor, sum(e.credit_minor) AS credit_minor
         FROM movement m JOIN ${ledgerEntries} e ON e.movement_id = m.id
        WHERE m.business_day > (SELECT day.on FROM day)
        GROUP BY e.account_id
     )
     SELECT day.on, a.currency, a.organization_id, a.id AS account_id, a.kind,
            (a.debit_minor - coalesce(s.debit_minor, 0))::bigint AS debit_minor,
            (a.credit_minor - coalesce(s.credit_minor, 0))::bigint AS credit_minor
       FROM ledger_account a CROSS JOIN day
       JOIN organization o ON o.id = a.organization_id
       LEFT JOIN since s ON s.account_id = a.id
      WHERE ($1::uuid IS NULL OR a.organization_id = $1) AND ${accountVisible}
      ORDER BY a.currency, a.kind, o.name, o.id`,
    [organizationId, on ?? null],
  );
}
