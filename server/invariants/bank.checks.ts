import type { Check } from './check.js';

/** What an entry moved on its account, in SQL: into it above zero. */
const moved = `CASE e.side WHEN 'CREDIT' THEN e.amount_minor ELSE -e.amount_minor END`;

/** Whether entry `e` moves the books: in suspense, as part of a payment, or as what two persons said. */
const movesBooks = (e: string) => `(${e}.state = 'SUSPENSE'
  OR EXISTS (SELECT FROM bank_message_receipt m WHERE m.message_id = ${e}.message_id AND m.outcome IN ('APPLIED', 'IGNORED'))
  OR EXISTS (SELECT FROM entry_resolution r
              WHERE r.entry_id = ${e}.id AND r.kind NOT IN ('OFFSET', 'UNRELATED', 'SET_ASIDE')
                AND r.state IN ('CONFIRMED', 'UNDOING')))`;

/** Two entries `e` and `o` told by different reports, of which no statement tells both: what differs is no repetition. */
const couldBeOne = `o.account_id = e.account_id AND o.id > e.id AND (o.side, o.returned, o.amount_minor) = (e.side, e.returned, e.amount_minor)
  AND o.report_id <> e.report_id AND (o.statement_id IS NULL OR e.statement_id IS NULL)
  AND regexp_replace(o.key, '-[0-9]+$', '') <> regexp_replace(e.key, '-[0-9]+$', '')`;

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
    id: 'I-26.ONCE',
    sentence:
      'What a bank booked once counts once: not again in a notification’s words, nor as the same side of a payment.',
    sql: `
      SELECT e.id AS entry, o.id AS other
        FROM bank_entry e
        JOIN bank_entry o ON o.reference = e.reference AND ${couldBeOne}
         AND coalesce(o.end_to_end_id = e.end_to_end_id, true)
       WHERE ${movesBooks('e')} AND ${movesBooks('o')}
      UNION
      SELECT e.id, o.id
        FROM bank_entry e
        JOIN bank_entry o ON (o.end_to_end_id, o.booked_on) = (e.end_to_end_id, e.booked_on) AND ${couldBeOne}
       WHERE ${movesBooks('e')} AND ${movesBooks('o')}
      UNION
      SELECT e.id, o.id
        FROM entry_resolution r
        JOIN bank_entry e ON e.id = r.entry_id
        JOIN payment p ON p.id = r.payment_id
        JOIN bank_message_receipt m ON m.content ->> 'endToEndId' = p.end_to_end_id AND m.outcome IN ('APPLIED', 'IGNORED')
        JOIN bank_entry o ON o.message_id = m.message_id AND o.side = e.side AND NOT o.returned
       WHERE r.state IN ('CONFIRMED', 'UNDOING')`,
  },
  {
    id: 'I-26.REFUND',
    sentence:
      'What is held was named so by two persons, or came beyond everything owed; what left again was named so as well.',
    sql: `
      SELECT f.id AS refund, f.state
        FROM refund f
       CROSS JOIN LATERAL (
         SELECT coalesce(bool_or(r.kind = 'REFUND' AND r.entry_id = f.entry_id), false) AS came,
                coalesce(bool_or(r.kind = 'SENT_BACK'), false) AS went_back, coalesce(bool_or(r.kind = 'SENT_ON'), false) AS went_on
           FROM entry_resolution r WHERE r.refund_id = f.id AND r.state IN ('CONFIRMED', 'UNDOING')) said
       WHERE (f.entry_id IS NOT NULL AND said.came <> (f.state <> 'UNDONE'))
          OR said.went_back <> (f.state = 'REFUNDED') OR said.went_on <> (f.state = 'FORWARDED')
      UNION ALL
      SELECT f.id, f.state
        FROM payment_allocation a FULL JOIN (SELECT * FROM refund WHERE payment_id IS NOT NULL) f ON f.payment_id = a.payment_id
       WHERE (a.payment_id IS NULL OR a.excess_minor > 0 OR f.id IS NOT NULL)
         AND (a.excess_minor, a.taken_back_on IS NULL) IS DISTINCT FROM (f.amount_minor, f.state <> 'UNDONE')
         AND NOT (f.id IS NULL AND a.taken_back_on IS NOT NULL)`,
  },
  {
    id: 'I-26.RESOLVED',
    sentence: 'An entry is resolved where, and only where, two persons said what it is.',
    sql: `
      SELECT e.id AS entry, e.state
        FROM bank_entry e
        LEFT JOIN (
          SELECT DISTINCT x.id
            FROM entry_resolution r CROSS JOIN LATERAL (VALUES (r.entry_id), (r.other_entry_id)) AS x(id)
           WHERE r.state IN ('CONFIRMED', 'UNDOING') AND r.decided_by <> r.proposed_by) said USING (id)
       WHERE (e.state = 'RESOLVED') <> (said.id IS NOT NULL)`,
  },
];
