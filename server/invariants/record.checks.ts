import type { Check } from './check.js';

/** Tables with states, as the machines name them. */
const stateful = [
  'organization',
  'bank_account',
  'invoice',
  'approval',
  'auction',
  'bid',
  'financing',
  'payment',
  'payment_file',
  'alert',
  'fee_bill',
  'refund',
  'webhook_endpoint',
  'mandate',
];

/** Tables that only grow. */
const appendOnly = [
  'event',
  'event_channel',
  'movement',
  'transfer',
  'document',
  'programme_terms',
  'operator_look',
  'fee_bill_line',
];

/** Events, times, and what the database itself keeps. */
export const recordChecks: readonly Check[] = [
  {
    id: 'I-03',
    sentence: 'What is written once stays: the serving role may not change it, and a trigger refuses everybody.',
    sql: `
      SELECT t.name AS "table"
        FROM unnest(ARRAY[${appendOnly.map(table => `'${table}'`).join(', ')}]) AS t(name)
       WHERE NOT EXISTS (SELECT FROM pg_trigger g JOIN pg_proc p ON p.oid = g.tgfoid
                          WHERE g.tgrelid = t.name::regclass AND p.proname = 'refuse_change' AND g.tgenabled IN ('O', 'A')
                            AND g.tgtype & 8 > 0 AND g.tgtype & 16 > 0)
          OR has_table_privilege('tenor_app', t.name, 'UPDATE') OR has_table_privilege('tenor_app', t.name, 'DELETE')
          OR has_table_privilege('tenor_app', t.name, 'TRUNCATE')`,
  },
  {
    id: 'I-51',
    sentence: 'What the operator does by exception was proposed by one person and confirmed by another, in time.',
    sql: `
      SELECT o.id AS override, o.act
        FROM operator_override o
       WHERE o.state = 'CONFIRMED' AND (o.decided_by = o.proposed_by OR o.decided_at >= o.lapses_at
              OR NOT EXISTS (SELECT FROM event e WHERE e.subject_id = o.subject_id AND e.person_id = o.decided_by
                                                   AND e.proposed_by = o.proposed_by))
      UNION ALL
      SELECT e.subject_id, e.type FROM event e
       WHERE e.proposed_by IS NOT NULL AND e.subject_kind <> 'override'
         AND NOT EXISTS (SELECT FROM operator_override o
                          WHERE o.state = 'CONFIRMED' AND (o.proposed_by, o.decided_by) = (e.proposed_by, e.person_id))
         AND NOT EXISTS (SELECT FROM entry_resolution r
                          WHERE e.subject_id IN (r.id, r.entry_id, r.other_entry_id, r.refund_id)
                            AND (e.proposed_by, e.person_id) IN ((r.proposed_by, r.decided_by), (r.undo_proposed_by, r.undone_by)))`,
  },
  {
    id: 'I-10',
    sentence: 'The events of each subject are numbered from 1 without a gap.',
    sql: `
      SELECT subject_kind, subject_id, min(subject_no), max(subject_no), count(*) FROM event
       GROUP BY subject_kind, subject_id HAVING min(subject_no) <> 1 OR max(subject_no) <> count(*)`,
  },
  {
    id: 'I-11',
    sentence: 'Each event belongs to one to five channels.',
    sql: `
      SELECT e.type, e.subject_id, count(c.channel) FROM event e LEFT JOIN event_channel c USING (epoch, xid, seq)
       GROUP BY e.epoch, e.xid, e.seq, e.type, e.subject_id HAVING count(c.channel) NOT BETWEEN 1 AND 5`,
  },
  {
    id: 'I-18',
    sentence: 'Every state was reached by an event, along an arrow of its machine, and the last event says the state.',
    sql: `
      ${stateful
        .map(
          table => `
      SELECT '${table}' AS kind, t.id, t.state
        FROM ${table} t
        LEFT JOIN event e ON e.subject_kind = '${table}' AND e.subject_id = t.id AND e.subject_no = t.event_no
       WHERE e.state_after IS DISTINCT FROM t.state
          OR EXISTS (SELECT FROM event l WHERE l.subject_kind = '${table}' AND l.subject_id = t.id AND l.subject_no > t.event_no)`,
        )
        .join('\n      UNION ALL')}
      UNION ALL
      SELECT e.subject_kind, e.subject_id, e.state_after
        FROM event e
        LEFT JOIN state_transition s
          ON (s.machine, s.from_state, s.to_state, s.event_type) = (e.subject_kind, e.state_before, e.state_after, e.type)
       WHERE s.machine IS NULL
      UNION ALL
      SELECT e.subject_kind, e.subject_id, e.state_after
        FROM event e
        JOIN event b ON b.subject_kind = e.subject_kind AND b.subject_id = e.subject_id AND b.subject_no = e.subject_no - 1
       WHERE b.state_after <> e.state_before`,
  },
  {
    id: 'I-46',
    sentence: 'Of an alert hears the member it is for, in its own channel and at its own address, and nobody else.',
    sql: `
      SELECT a.id, c.channel AS heard FROM alert a
        JOIN event e ON e.subject_kind = 'alert' AND e.subject_id = a.id
        JOIN event_channel c USING (epoch, xid, seq)
       WHERE c.channel <> 'member:' || a.member_id
      UNION ALL
      SELECT a.id, l.recipient FROM alert a
        JOIN mail l ON l.id = a.mail_id JOIN member m ON m.id = a.member_id JOIN person p ON p.id = m.person_id
       WHERE l.recipient <> p.email OR l.kind = 'INVITATION'`,
  },
  {
    id: 'I-33',
    sentence: 'A fingerprint belongs to one invoice that is neither rejected nor withdrawn.',
    sql: `
      SELECT (array_agg(id))[1] AS invoice, count(*) FROM invoice
       WHERE state NOT IN ('REJECTED', 'WITHDRAWN') GROUP BY fingerprint HAVING count(*) > 1`,
  },
  {
    id: 'I-34',
    sentence: 'Nothing names what is not there, and what hangs together names the same invoice.',
    sql: `
      SELECT 'auction' AS kind, a.id FROM auction a
        LEFT JOIN programme p ON p.id = a.programme_id LEFT JOIN organization s ON s.id = a.supplier_id
        LEFT JOIN invoice i ON i.id = a.invoice_id WHERE p.id IS NULL OR s.id IS NULL OR i.id IS NULL
      UNION ALL
      SELECT 'bid', b.id FROM bid b LEFT JOIN auction a ON a.id = b.auction_id
        LEFT JOIN organization f ON f.id = b.funder_id WHERE a.id IS NULL OR f.id IS NULL
      UNION ALL
      SELECT 'financing', f.id FROM financing f LEFT JOIN auction a ON a.id = f.auction_id
       WHERE a.id IS NULL OR a.invoice_id <> f.invoice_id
      UNION ALL
      SELECT 'payment', p.id FROM payment p LEFT JOIN invoice i ON i.id = p.invoice_id
        LEFT JOIN financing f ON f.id = p.financing_id
       WHERE (i.id IS NULL AND p.kind <> 'FEE_BILL') OR (p.financing_id IS NOT NULL AND f.invoice_id IS DISTINCT FROM p.invoice_id)
      UNION ALL
      SELECT 'transfer', t.id FROM transfer t LEFT JOIN movement m ON m.id = t.movement_id
        LEFT JOIN financing f ON f.id = t.financing_id
       WHERE m.id IS NULL OR (t.financing_id IS NOT NULL AND f.invoice_id IS DISTINCT FROM t.invoice_id)
      UNION ALL
      SELECT 'approval_line', l.invoice_id FROM approval_line l LEFT JOIN invoice i ON i.id = l.invoice_id
        LEFT JOIN approval a ON a.id = l.approval_id
       WHERE a.id IS NULL OR i.id IS NULL OR (l.outcome = 'APPROVED'
             AND i.approved_minor + i.credited_minor IS DISTINCT FROM l.amount_minor)
      UNION ALL
      SELECT 'invoice_copy', c.invoice_id FROM invoice_copy c LEFT JOIN document d ON d.id = c.document_id WHERE d.id IS NULL`,
  },
  {
    id: 'I-35',
    sentence: 'Nothing was decided before it began, and no event is earlier than the one before it.',
    sql: `
      SELECT 'event' AS kind, e.subject_id AS id FROM event e
        JOIN event b ON b.subject_kind = e.subject_kind AND b.subject_id = e.subject_id AND b.subject_no = e.subject_no - 1
       WHERE e.at < b.at
      UNION ALL SELECT 'approval', id FROM approval WHERE decided_at < prepared_at
      UNION ALL SELECT 'bid', id FROM bid WHERE decided_at < placed_at
      UNION ALL SELECT 'auction', id FROM auction WHERE decided_at < opened_at
      UNION ALL SELECT 'financing', id FROM financing WHERE repaid_on < disbursed_on
      UNION ALL SELECT 'payment', id FROM payment WHERE settled_on < business_day_of(instructed_at)
      UNION ALL SELECT 'payment_file', id FROM payment_file WHERE least(released_at, refused_at) < prepared_at`,
  },
  {
    id: 'I-39',
    sentence:
      'A batch counts what became of its invoices, and is completed when, and only when, none of a release is pending.',
    sql: `
      SELECT t.id AS approval, t.invoice_count, t.excluded_count, t.approved_count, t.left_out_count, t.failed_count
        FROM approval t
        JOIN (SELECT approval_id, count(*) FILTER (WHERE outcome = 'PENDING') AS pending,
                     count(*) FILTER (WHERE outcome = 'EXCLUDED') AS excluded,
                     count(*) FILTER (WHERE outcome = 'APPROVED') AS approved,
                     coalesce(sum(amount_minor) FILTER (WHERE outcome = 'APPROVED'), 0) AS approved_minor,
                     count(*) FILTER (WHERE outcome = 'LEFT_OUT') AS left_out,
                     count(*) FILTER (WHERE outcome = 'FAILED') AS failed
                FROM approval_line GROUP BY approval_id) l ON l.approval_id = t.id
       WHERE (t.excluded_count, t.approved_count, t.approved_minor, t.left_out_count, t.failed_count,
              t.invoice_count, t.completed_at IS NOT NULL)
          <> (l.excluded, l.approved, l.approved_minor, l.left_out, l.failed,
              l.pending + l.approved + l.left_out + l.failed, t.state = 'RELEASED' AND l.pending = 0)`,
  },
];
