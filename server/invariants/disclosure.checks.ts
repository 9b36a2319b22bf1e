import type { Check } from './check.js';

/** What buyers disclose: that it adds up, and that nothing of what they owe is outside it. */
export const disclosureChecks: readonly Check[] = [
  {
    id: 'I-62',
    sentence:
      'Of a closed disclosure pack opening and changes come to the closing, what funders paid for is part of what is owed, each figure is the sum of its invoices, and two persons made it.',
    sql: `
      SELECT l.pack_id, l.programme_id, l.currency,
             sum(CASE WHEN l.figure = 'CLOSING' THEN -l.amount_minor
                      WHEN l.figure IN ('OPENING_FUNDED', 'CLOSING_FUNDED') THEN 0 ELSE l.amount_minor END)::bigint AS difference
        FROM disclosure_line l JOIN disclosure_pack p ON p.id = l.pack_id AND p.state = 'CLOSED'
       GROUP BY 1, 2, 3
      HAVING sum(CASE WHEN l.figure = 'CLOSING' THEN -l.amount_minor
                      WHEN l.figure IN ('OPENING_FUNDED', 'CLOSING_FUNDED') THEN 0 ELSE l.amount_minor END) <> 0
      UNION ALL
      SELECT f.pack_id, f.programme_id, f.currency, f.amount_minor
        FROM disclosure_line f JOIN disclosure_pack p ON p.id = f.pack_id AND p.state = 'CLOSED'
       WHERE f.figure IN ('OPENING_FUNDED', 'CLOSING_FUNDED')
         AND NOT EXISTS (SELECT FROM disclosure_line w WHERE w.pack_id = f.pack_id AND w.invoice_id = f.invoice_id
                            AND w.figure = left(f.figure, -7) AND w.amount_minor = f.amount_minor)
      UNION ALL
      SELECT pack_id, programme_id, currency, coalesce(l.total, 0)::bigint - coalesce(f.total, 0)::bigint
        FROM (SELECT pack_id, programme_id, currency, figure, sum(amount_minor) AS total, count(*) AS invoices
                FROM disclosure_line GROUP BY 1, 2, 3, 4) l
        FULL JOIN (SELECT pack_id, programme_id, currency, figure, sum(amount_minor) AS total, sum(invoice_count) AS invoices
                     FROM disclosure_figure GROUP BY 1, 2, 3, 4) f USING (pack_id, programme_id, currency, figure)
       WHERE (l.total, l.invoices) IS DISTINCT FROM (f.total, f.invoices)
      UNION ALL
      SELECT id, NULL, NULL, 0 FROM disclosure_pack WHERE closed_by = prepared_by`,
  },
  {
    id: 'I-63',
    sentence:
      'Whatever moves what a buyer owes names an invoice of a programme and its terms, so that statements hold it all.',
    sql: `
      SELECT t.id AS transfer, t.invoice_id
        FROM transfer t
        JOIN ledger_account a ON a.id IN (t.debit_account_id, t.credit_account_id) AND a.kind = 'PAYABLE'
        LEFT JOIN invoice i ON i.id = t.invoice_id
       WHERE num_nulls(i.id, i.programme_id, i.terms_id) > 0`,
  },
];
