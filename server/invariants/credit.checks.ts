import type { Check } from './check.js';

/** Credit notes: what they take, and that it is taken once. The accounts they stand on are judged with the ledger. */
export const creditChecks: readonly Check[] = [
  {
    id: 'I-43',
    sentence:
      'Of a credit note was netted what batches took of it, of an invoice credited what batches took off it; a note that reduced its invoice did so once, in full.',
    sql: `
      SELECT 'credit_note' AS kind, n.id, n.state, n.netted_minor AS said, coalesce(sum(c.amount_minor), 0)::bigint AS taken
        FROM credit_note n
        LEFT JOIN approval_credit c ON c.credit_note_id = n.id AND c.outcome = 'APPLIED'
       GROUP BY n.id
      HAVING coalesce(sum(c.amount_minor) FILTER (WHERE c.kind = 'NETTING'), 0) <> n.netted_minor
          OR coalesce(sum(c.amount_minor) FILTER (WHERE c.kind = 'REDUCTION'), 0)
             <> CASE n.state WHEN 'APPLIED' THEN n.amount_minor ELSE 0 END
          OR bool_or(c.kind = 'REDUCTION' AND c.invoice_id IS DISTINCT FROM n.invoice_id)
      UNION ALL
      SELECT 'invoice', i.id, i.state, i.credited_minor, coalesce(sum(c.amount_minor), 0)::bigint
        FROM invoice i LEFT JOIN approval_credit c ON c.invoice_id = i.id AND c.outcome = 'APPLIED'
       GROUP BY i.id HAVING coalesce(sum(c.amount_minor), 0) <> i.credited_minor`,
  },
  {
    id: 'I-44',
    sentence:
      'A credit note is taken off invoices of its own supplier, buyer and currency, and those that name an invoice come to no more than it.',
    sql: `
      SELECT n.id AS credit_note, i.id AS invoice
        FROM approval_credit c JOIN credit_note n ON n.id = c.credit_note_id JOIN invoice i ON i.id = c.invoice_id
       WHERE (n.supplier_id, n.buyer_id, n.currency) <> (i.supplier_id, i.buyer_id, i.currency)
      UNION ALL
      SELECT (array_agg(n.id))[1], i.id
        FROM credit_note n JOIN invoice i ON i.id = n.invoice_id
       WHERE n.state IN ('APPLIED', 'OPEN', 'NETTED')
       GROUP BY i.id HAVING sum(n.amount_minor) > coalesce(i.approved_minor + i.credited_minor, i.payable_minor)`,
  },
  {
    id: 'I-45',
    sentence: 'A batch counts the credits it takes, and none of them waits once it is completed.',
    sql: `
      SELECT a.id AS approval, a.credit_count, a.credit_minor, count(c.*) AS credits
        FROM approval a LEFT JOIN approval_credit c ON c.approval_id = a.id
       GROUP BY a.id
      HAVING count(c.*) <> a.credit_count OR coalesce(sum(c.amount_minor), 0) <> a.credit_minor
          OR (a.completed_at IS NOT NULL AND bool_or(c.outcome = 'PENDING'))`,
  },
];
