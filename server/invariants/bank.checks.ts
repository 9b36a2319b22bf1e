import type { Check } from './check.js';

/** What an entry moved on its account, in SQL: into it above zero. */
const moved = `CASE e.side WHEN 'CREDIT' THEN e.amount_minor ELSE -e.amount_minor END`;

/** What banks report against what is taken for it. */
export const bankChecks: readonly Check[] = [
  {
    id: 'I-23',
    sentence: 'A statement that was taken is its opening balance, its entries and its closing balance, to the cent.',
    sql: `
      SELECT r.id AS statement, r.opening_minor, r.closing_minor, coalesce(sum(${moved}), 0)::bigint AS moved
        FROM bank_report r LEFT JOIN bank_entry e ON e.statement_id = r.id
       WHERE r.message = 'camt.053' AND r.state = 'TAKEN' AND (r.reason IS NULL OR r.reason = 'OUT_OF_SEQUENCE')
       GROUP BY r.id HAVING r.opening_minor + coalesce(sum(${moved}), 0) <> r.closing_minor`,
  },
  {
    id: 'I-23.CHAIN',
    sentence: 'A statement that no person took by exception opens as the one before it closed.',
    sql: `
      SELECT s.id AS statement, s.opening_minor, s.before_minor
        FROM (SELECT id, reason, opening_minor,
                     lag(closing_minor) OVER (PARTITION BY account_id ORDER BY day, sequence NULLS LAST, received_at) AS before_minor
                FROM bank_report WHERE message = 'camt.053' AND state = 'TAKEN') s
       WHERE s.reason IS NULL AND s.before_minor <> s.opening_minor`,
  },
  {
    id: 'I-26',
    sentence: 'Each leg that a bank has confirmed since an account’s first statement is one entry of its amount there.',
    sql: `
      WITH since AS (
        SELECT account_id, min(day) AS day FROM bank_report WHERE message = 'camt.053' AND state = 'TAKEN' GROUP BY 1
      ), leg AS (
        SELECT p.payer_account_id AS account_id, p.end_to_end_id, 'DEBIT' AS side, p.amount_minor, p.settled_on AS booked_on
          FROM payment p WHERE p.state = 'SETTLED' AND NOT p.outside
        UNION ALL
        SELECT p.payee_account_id, p.end_to_end_id, 'CREDIT', p.amount_minor, p.credited_on
          FROM payment p WHERE p.state = 'SETTLED' AND p.credited_on IS NOT NULL AND NOT p.outside
      ), entry AS (
        SELECT e.account_id, m.content ->> 'endToEndId' AS end_to_end_id, e.side, sum(e.amount_minor) AS amount_minor
          FROM bank_entry e
          JOIN bank_message_receipt m USING (message_id)
          JOIN payment p ON p.end_to_end_id = m.content ->> 'endToEndId' AND p.state = 'SETTLED' AND NOT p.outside
         WHERE NOT e.returned AND m.outcome = 'APPLIED'
         GROUP BY 1, 2, 3
      )
      SELECT s.account_id AS account, l.end_to_end_id AS payment, l.side, l.amount_minor AS leg, e.amount_minor AS entries
        FROM leg l
        JOIN since s ON s.account_id = l.account_id AND l.booked_on >= s.day
        LEFT JOIN entry e ON e.account_id = l.account_id AND e.end_to_end_id = l.end_to_end_id AND e.side = l.side
       WHERE e.amount_minor IS DISTINCT FROM l.amount_minor
         AND NOT EXISTS (SELECT FROM entry_resolution r JOIN payment p ON p.id = r.payment_id
                          WHERE p.end_to_end_id = l.end_to_end_id AND r.state IN ('CONFIRMED', 'UNDOING'))`,
  },
  {
    id: 'I-26.RESOLVED',
    sentence: 'An entry is resolved where, and only where, two persons said what it is.',
    sql: `
      SELECT e.id AS entry, e.state
        FROM bank_entry e
       WHERE (e.state = 'RESOLVED') <> EXISTS (
               SELECT FROM entry_resolution r
                WHERE e.id IN (r.entry_id, r.other_entry_id) AND r.state IN ('CONFIRMED', 'UNDOING')
                  AND r.decided_by <> r.proposed_by)`,
  },
];
