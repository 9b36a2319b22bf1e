import type { Db } from '../platform/database.js';
import { ofOwnOrganization } from './reconciliation.policy.js';
import type { EntryReason } from './reconciliation.entity.js';

/**
 * An account as the ledger and as its bank tell it. All amounts are minor units of `currency`; what moved is above zero where
 * the account has more for it.
 */
export interface ReconciledAccount {
  readonly accountId: string;
  readonly currency: string;
  /** Settled legs, and what came wrongly or left again, that the ledger holds, each above zero. */
  readonly inMinor: bigint;
  readonly outMinor: bigint;
  /** What is in suspense, which the ledger holds as well. */
  readonly suspenseMinor: bigint;
  /** What the ledger holds, and no statement that was taken tells yet. */
  readonly inFlightMinor: bigint;
  /** What statements tell, and is not followed yet, or held. */
  readonly waitingMinor: bigint;
  /** What statements tell, and two persons said that it is none of this market. */
  readonly elsewhereMinor: bigint;
  readonly firstStatementId: string | null;
  readonly lastStatementId: string | null;
  readonly openingMinor: bigint | null;
  readonly closingMinor: bigint | null;
  readonly heldReports: number;
}

/** What was booked of payment `p`: of a claim, less or more than was asked may have come. */
const booked = 'coalesce((SELECT x.amount_minor FROM payment_allocation x WHERE x.payment_id = p.id), p.amount_minor)';

/** By what the two legs of a refund are known, when it came and when it left again: SQL expressions of its id. */
const came = (refundId: string) => `(${refundId} || ' came')`;
const left = (refundId: string) => `(${refundId} || ' left')`;

/**
 * The accounts of an organization that are or were verified, each held against its bank. Ledger and entries meet by the id
 * under which a bank, a match or two persons name a payment, and by what came wrongly, when it came and when it left.
 */
export function reconciledAccounts(db: Db, organizationId: string): Promise<ReconciledAccount[]> {
  return db.query<ReconciledAccount>(
    `WITH account AS (
       SELECT t.id, t.organization_id, t.currency, t.iban FROM bank_account t
        WHERE t.organization_id = $1 AND t.state IN ('VERIFIED', 'CLOSED') AND ${ofOwnOrganization}
     ), leg AS (
       SELECT a.id AS account_id, p.end_to_end_id AS known_as, ${booked} AS minor
         FROM account a JOIN payment p ON (p.payee_id, p.payee_account_id) = (a.organization_id, a.id) AND p.state = 'SETTLED'
       UNION ALL
       SELECT a.id, p.end_to_end_id, -${booked}
         FROM account a JOIN payment p ON (p.payer_id, p.payer_account_id) = (a.organization_id, a.id) AND p.state = 'SETTLED'
                                       AND p.refund_id IS NULL
       UNION ALL
       SELECT a.id, ${came('r.id')}, CASE a.id WHEN r.receiver_account_id THEN r.amount_minor ELSE -r.amount_minor END
         FROM account a JOIN refund r ON a.id IN (r.receiver_account_id, r.payer_account_id) AND r.state <> 'UNDONE'
       UNION ALL
       SELECT a.id, ${left('r.id')}, CASE a.id WHEN r.sent_to_account_id THEN r.amount_minor ELSE -r.amount_minor END
         FROM account a JOIN refund r ON a.id IN (r.sent_from_account_id, r.sent_to_account_id)
                                     AND r.state IN ('REFUNDED', 'FORWARDED')
     ), entry AS (
       SELECT e.account_id, e.state, e.statement_id IS NOT NULL AS stated,
              CASE e.side WHEN 'CREDIT' THEN e.amount_minor ELSE -e.amount_minor END AS minor,
              coalesce(m.content ->> 'endToEndId',
                       CASE WHEN r.kind = 'REFUND' THEN ${came('r.refund_id')}
                            WHEN r.kind = 'SENT_BACK' OR (r.kind = 'SENT_ON' AND e.side = 'DEBIT') THEN ${left('r.refund_id')}
                            ELSE p.end_to_end_id END) AS known_as
         FROM account a
         JOIN bank_entry e ON e.account_id = a.id
         LEFT JOIN bank_message_receipt m ON m.message_id = e.message_id
         LEFT JOIN entry_resolution r ON r.entry_id = e.id AND r.kind IN ('PAYMENT', 'REFUND', 'SENT_BACK', 'SENT_ON')
                                     AND r.state IN ('CONFIRMED', 'UNDOING')
         LEFT JOIN payment p ON p.id = r.payment_id
                             OR (r.kind = 'SENT_ON' AND p.refund_id = r.refund_id AND p.state = 'SETTLED')
     ), met AS (
       SELECT g.account_id, sum(g.ledger) AS ledger, sum(g.bank) AS bank
         FROM (SELECT account_id, known_as, minor AS ledger, 0 AS bank FROM leg
               UNION ALL
               SELECT account_id, known_as, 0, minor FROM entry WHERE stated AND known_as IS NOT NULL) g
        GROUP BY g.account_id, g.known_as
     ), legs AS (
       SELECT account_id, sum(minor) FILTER (WHERE minor > 0) AS paid_in, -sum(minor) FILTER (WHERE minor < 0) AS paid_out
         FROM leg GROUP BY account_id
     ), payments AS (
       SELECT account_id, sum(ledger) FILTER (WHERE bank = 0) AS in_flight,
              sum(bank - ledger) FILTER (WHERE bank <> 0) AS waiting
         FROM met GROUP BY account_id
     ), others AS (
       SELECT account_id,
              sum(minor) FILTER (WHERE state = 'SUSPENSE') AS suspense,
              sum(minor) FILTER (WHERE state = 'SUSPENSE' AND NOT stated) AS in_flight,
              sum(minor) FILTER (WHERE state IN ('RECEIVED', 'HELD') AND stated) AS waiting,
              sum(minor) FILTER (WHERE state = 'RESOLVED' AND stated) AS elsewhere
         FROM entry WHERE known_as IS NULL GROUP BY account_id
     )
     SELECT a.id AS account_id, a.currency,
            coalesce(l.paid_in, 0)::bigint AS in_minor, coalesce(l.paid_out, 0)::bigint AS out_minor,
            coalesce(o.suspense, 0)::bigint AS suspense_minor,
            (coalesce(p.in_flight, 0) + coalesce(o.in_flight, 0))::bigint AS in_flight_minor,
            (coalesce(p.waiting, 0) + coalesce(o.waiting, 0))::bigint AS waiting_minor,
            coalesce(o.elsewhere, 0)::bigint AS elsewhere_minor,
            f.id AS first_statement_id, f.opening_minor, s.id AS last_statement_id, s.closing_minor,
            (SELECT count(*)::integer FROM bank_report r WHERE r.account_id = a.id AND r.state = 'HELD') AS held_reports
       FROM account a
       LEFT JOIN legs l ON l.account_id = a.id
       LEFT JOIN payments p ON p.account_id = a.id
       LEFT JOIN others o ON o.account_id = a.id
       LEFT JOIN LATERAL (SELECT r.id, r.opening_minor FROM bank_report r
                           WHERE r.account_id = a.id AND r.message = 'camt.053' AND r.state = 'TAKEN'
                           ORDER BY r.day, r.sequence NULLS FIRST, r.received_at LIMIT 1) f ON true
       LEFT JOIN LATERAL (SELECT r.id, r.closing_minor FROM bank_report r
                           WHERE r.account_id = a.id AND r.message = 'camt.053' AND r.state = 'TAKEN'
                           ORDER BY r.day DESC, r.sequence DESC NULLS LAST, r.received_at DESC LIMIT 1) s ON true
      ORDER BY a.currency, a.iban, a.id`,
    [organizationId],
  );
}

/** What the balances moved by, less all that is accounted for; null where there is no statement to hold against. */
export function unexplainedOf(account: ReconciledAccount): bigint | null {
  const { openingMinor, closingMinor, inMinor, outMinor, suspenseMinor } = account;
  if (openingMinor === null || closingMinor === null) return null;
  const told = inMinor - outMinor + suspenseMinor - account.inFlightMinor;
  return closingMinor - openingMinor - (told + account.waitingMinor + account.elsewhereMinor);
}

/** Entries of an account that wait for persons, by why they wait. */
export interface OpenEntries {
  readonly accountId: string;
  readonly reason: EntryReason;
  readonly count: number;
  readonly inMinor: bigint;
  readonly outMinor: bigint;
}

export function openEntries(db: Db, accountIds: readonly string[]): Promise<OpenEntries[]> {
  return db.query<OpenEntries>(
    `SELECT t.account_id, t.reason, count(*)::integer AS count,
            coalesce(sum(t.amount_minor) FILTER (WHERE t.side = 'CREDIT'), 0)::bigint AS in_minor,
            coalesce(sum(t.amount_minor) FILTER (WHERE t.side = 'DEBIT'), 0)::bigint AS out_minor
       FROM bank_entry t
      WHERE t.account_id = ANY ($1::uuid[]) AND t.state IN ('SUSPENSE', 'HELD') AND ${ofOwnOrganization}
      GROUP BY t.account_id, t.reason ORDER BY t.account_id, t.reason`,
    [accountIds],
  );
}
