import { feeCharges, unbilledCharges } from '../fees/index.js';
import type { Check } from './check.js';

/** Whether something followed from the booking of payment `p`: not from that of a leg 1 that had been given up. */
const tookEffect = `(p.state = 'SETTLED' OR NOT EXISTS (
  SELECT FROM financing v WHERE v.id = p.financing_id AND v.disbursed_on IS NULL))`;

/** The cause of a row of late_charge. */
const lateChargeId = `invoice_id || ':' || day || CASE no WHEN 1 THEN '' ELSE ':' || no END`;

/** Payments, files, bank messages, four eyes: how money is let go, and what is known of it. */
export const moneyChecks: readonly Check[] = [
  {
    id: 'I-12',
    sentence:
      'What happened once was posted once: each approved line, settled leg, fee, credit note and late day, and each thing that came back.',
    sql: `
      WITH expected AS (
        SELECT 'UNDERTAKING' AS kind, approval_id || ':' || invoice_id AS cause_id, 1 AS count
          FROM approval_line WHERE outcome = 'APPROVED'
        UNION ALL
        SELECT CASE kind WHEN 'DISBURSEMENT' THEN 'PURCHASE' WHEN 'FEE_BILL' THEN 'FEE_PAID'
                         WHEN 'PRICE_ADJUSTMENT' THEN 'PRICE_ADJUSTED' WHEN 'SUPPLIER_PAYMENT' THEN 'PAID_TO_SUPPLIER'
                         ELSE CASE WHEN p.refund_id IS NOT NULL THEN 'FORWARDED' WHEN a.recovers THEN 'RECOVERY' ELSE 'REPAYMENT' END END,
               p.id::text, 1
          FROM payment p LEFT JOIN payment_allocation a ON a.payment_id = p.id
         WHERE state IN ('SETTLED', 'RETURNED') AND ${tookEffect} AND coalesce(a.excess_minor < a.amount_minor, true)
        UNION ALL
        SELECT 'REFUND_HELD', a.payment_id::text, 1
          FROM payment_allocation a JOIN payment p ON p.id = a.payment_id WHERE a.excess_minor > 0 AND p.refund_id IS NULL
        UNION ALL
        SELECT 'REFUND_HELD', id::text, 1 FROM refund WHERE entry_id IS NOT NULL
        UNION ALL
        SELECT 'REVERSAL', id::text, 1 FROM refund WHERE entry_id IS NOT NULL AND state = 'UNDONE'
        UNION ALL
        SELECT 'REFUNDED', r.id || ':' || n.no, 1 FROM refund r CROSS JOIN LATERAL generate_series(1, r.sendings) n(no)
        UNION ALL
        SELECT 'REVERSAL', r.id || ':' || n.no, 1 FROM refund r CROSS JOIN LATERAL generate_series(1, r.sendings) n(no)
         WHERE n.no < r.sendings OR r.state <> 'REFUNDED'
        UNION ALL
        SELECT 'LATE_CHARGE', ${lateChargeId}, 1 FROM late_charge
        UNION ALL
        SELECT 'REVERSAL', ${lateChargeId}, 1 FROM late_charge WHERE taken_back_on IS NOT NULL
        UNION ALL
        SELECT 'WRITE_OFF', invoice_id || ':' || written_off_on, 1 FROM financing WHERE written_off_on IS NOT NULL
        UNION ALL
        SELECT 'FEE', p.id::text, 1 FROM payment p JOIN financing f ON f.id = p.financing_id
         WHERE p.kind = 'DISBURSEMENT' AND p.state IN ('SETTLED', 'RETURNED') AND f.platform_fee_minor > 0 AND ${tookEffect}
        UNION ALL
        SELECT 'CREDIT_NOTE', id::text, 1 FROM credit_note WHERE booked_at IS NOT NULL
        UNION ALL
        SELECT 'REVERSAL', id::text, 1 FROM credit_note WHERE booked_at IS NOT NULL AND state = 'WITHDRAWN'
        UNION ALL
        SELECT DISTINCT 'CREDIT_NETTED', approval_id || ':' || invoice_id, 1
          FROM approval_credit WHERE kind = 'NETTING' AND outcome = 'APPLIED'
        UNION ALL
        SELECT 'REVERSAL', p.id::text,
               CASE WHEN p.kind = 'DISBURSEMENT' AND coalesce(f.corrected_fee_minor, f.platform_fee_minor) > 0 THEN 2
                    WHEN a.excess_minor > 0 AND a.excess_minor < a.amount_minor AND p.refund_id IS NULL THEN 2 ELSE 1 END
          FROM payment p LEFT JOIN financing f ON f.id = p.financing_id
          LEFT JOIN payment_allocation a ON a.payment_id = p.id
         WHERE p.state = 'RETURNED' AND ${tookEffect}
      ), posted AS (
        SELECT kind, cause_id, count(*) AS count FROM movement
         WHERE cause_kind IN ('PAYMENT', 'APPROVAL_LINE', 'CREDIT_NOTE', 'INVOICE_DAY', 'REFUND') GROUP BY kind, cause_id
      )
      SELECT coalesce(x.kind, p.kind) AS kind, coalesce(x.cause_id, p.cause_id) AS cause,
             coalesce(p.count, 0) AS posted, coalesce(x.count, 0) AS expected
        FROM expected x FULL JOIN posted p ON p.kind = x.kind AND p.cause_id = x.cause_id
       WHERE coalesce(p.count, 0) <> coalesce(x.count, 0)`,
  },
  {
    id: 'I-50',
    sentence:
      'A bill is the fees in its lines, of its payer, operator and currency, posted until its month ended; numbers have no gap.',
    sql: `
      SELECT 'total' AS kind, b.id AS bill FROM fee_bill b LEFT JOIN fee_bill_line l ON l.bill_id = b.id
       GROUP BY b.id HAVING b.total_minor IS DISTINCT FROM sum(l.amount_minor)
      UNION ALL
      SELECT 'line', l.bill_id FROM fee_bill_line l JOIN fee_bill b ON b.id = l.bill_id
        LEFT JOIN ${feeCharges} c ON c.movement_id = l.movement_id
       WHERE (l.financing_id, l.amount_minor, b.payer_id, b.operator_id, b.currency) IS DISTINCT FROM
             (c.financing_id, c.amount_minor, c.payer_id, c.operator_id, c.currency)
          OR c.business_day >= b.month + interval '1 month'
      UNION ALL
      SELECT 'numbers', f.operator_id FROM fee_billing f LEFT JOIN fee_bill b ON b.operator_id = f.operator_id
       GROUP BY f.operator_id HAVING count(b.id) <> f.last_no OR coalesce(max(b.no), 0) <> f.last_no
      UNION ALL
      SELECT 'payment', b.id FROM fee_bill b
        LEFT JOIN payment p ON p.fee_bill_id = b.id AND p.state IN ('DUE', 'INSTRUCTED', 'SETTLED')
       GROUP BY b.id HAVING count(p.id) <> 1 OR bool_or((p.state = 'SETTLED') <> (b.state = 'PAID'))
      UNION ALL
      SELECT 'undrawn', u.operator_id FROM ${unbilledCharges} u JOIN fee_billing f ON f.operator_id = u.operator_id
       WHERE u.business_day < f.billed_through
       GROUP BY u.operator_id, u.payer_id, u.currency HAVING sum(u.amount_minor) > 0`,
  },
  {
    id: 'I-13',
    sentence: 'Every idempotency key that was used keeps its outcome.',
    sql: 'SELECT organization_id AS organization, key, command FROM idempotency_record WHERE outcome IS NULL',
  },
  {
    id: 'I-17',
    sentence: 'Bid, auction, invoice, financing, payment and accounts agree in their currency.',
    sql: `
      SELECT 'auction' AS kind, a.id FROM auction a JOIN invoice i ON i.id = a.invoice_id WHERE a.currency <> i.currency
      UNION ALL SELECT 'bid', b.id FROM bid b JOIN auction a ON a.id = b.auction_id WHERE b.currency <> a.currency
      UNION ALL SELECT 'financing', f.id FROM financing f JOIN invoice i ON i.id = f.invoice_id WHERE f.currency <> i.currency
      UNION ALL SELECT 'payment', p.id FROM payment p JOIN invoice i ON i.id = p.invoice_id WHERE p.currency <> i.currency
      UNION ALL SELECT 'payment', p.id FROM payment p JOIN fee_bill b ON b.id = p.fee_bill_id WHERE p.currency <> b.currency
      UNION ALL SELECT 'payment', p.id FROM payment p
                 CROSS JOIN LATERAL (VALUES (p.payer_account_id), (p.payee_account_id)) AS of(account_id)
                  JOIN bank_account b ON b.id = of.account_id WHERE b.currency <> p.currency
      UNION ALL SELECT 'transfer', t.id FROM transfer t
                 CROSS JOIN LATERAL (VALUES (t.debit_account_id), (t.credit_account_id)) AS of(account_id)
                  JOIN ledger_account a ON a.id = of.account_id WHERE a.currency <> t.currency`,
  },
  {
    id: 'I-20',
    sentence:
      'Each payment that went out is in one file of its payer, or of its payee who collects it, which holds what it says and never changed.',
    sql: `
      SELECT 'payment' AS kind, p.id
        FROM payment p LEFT JOIN payment_file f ON f.id = p.file_id AND f.currency = p.currency
             AND f.owner_id = CASE f.direction WHEN 'TRANSFER' THEN p.payer_id ELSE p.payee_id END
             AND f.owner_account_id = CASE f.direction WHEN 'TRANSFER' THEN p.payer_account_id ELSE p.payee_account_id END
                                               AND position(p.end_to_end_id IN f.body) > 0
       WHERE p.state NOT IN ('DUE', 'CANCELLED') AND NOT p.outside AND p.currency = coalesce((SELECT currency FROM invoice WHERE id = p.invoice_id), p.currency)
         AND f.id IS NULL
      UNION ALL
      SELECT 'file', f.id
        FROM payment_file f
        LEFT JOIN payment_file_line l ON l.file_id = f.id
        LEFT JOIN payment p ON p.id = l.payment_id AND p.currency = f.currency AND position(p.end_to_end_id IN f.body) > 0
                           AND f.owner_id = CASE f.direction WHEN 'TRANSFER' THEN p.payer_id ELSE p.payee_id END
                           AND f.owner_account_id = CASE f.direction WHEN 'TRANSFER' THEN l.payer_account_id ELSE l.payee_account_id END
       GROUP BY f.id
      HAVING count(p.id) <> f.payment_count OR coalesce(sum(l.amount_minor), 0) <> f.total_minor
          OR f.sha256 <> sha256(convert_to(f.body, 'UTF8'))
      UNION ALL
      SELECT 'payment', (array_agg(id))[1] FROM payment GROUP BY end_to_end_id HAVING count(*) > 1`,
  },
  {
    id: 'I-21',
    sentence:
      'A file goes out only as two persons of its owner let it go, the second by the hash of its bytes and up to its ceiling; each payment that went stands in it as it went.',
    sql: `
      SELECT 'file' AS kind, f.id
        FROM payment_file f
       WHERE f.state = 'RELEASED' AND f.event_no > 0
         AND (f.prepared_by IN (f.released_by, f.decided_for) OR f.total_minor > f.ceiling_minor OR f.released_at > f.lapses_at
              OR (SELECT count(*) FROM member m WHERE m.organization_id = f.owner_id
                                                  AND m.person_id IN (f.prepared_by, f.released_by)) <> 2
              OR NOT EXISTS (SELECT FROM event e
                              WHERE e.subject_id = f.id AND e.type = 'paymentFile.released' AND e.actor_kind = 'MEMBER'
                                AND e.person_id = f.released_by
                                AND e.after ->> 'sha256' = encode(sha256(convert_to(f.body, 'UTF8')), 'hex')))
      UNION ALL
      SELECT 'file', f.id FROM payment_file f
       WHERE f.state <> 'RELEASED' AND (f.sending_at IS NOT NULL OR f.sent_at IS NOT NULL)
      UNION ALL
      SELECT 'payment', p.id
        FROM payment p
        LEFT JOIN payment_file_line l ON (l.file_id, l.payment_id, l.state) = (p.file_id, p.id, 'RELEASED')
       WHERE p.file_id IS NOT NULL
         AND (l.amount_minor, l.late_minor, l.payer_account_id, l.payee_account_id)
             IS DISTINCT FROM (p.amount_minor, p.late_minor, p.payer_account_id, p.payee_account_id)
      UNION ALL
      SELECT 'line', l.payment_id
        FROM payment_file_line l JOIN payment_file f ON f.id = l.file_id JOIN payment p ON p.id = l.payment_id
       WHERE l.state <> f.state OR (l.state = 'RELEASED' AND p.file_id IS DISTINCT FROM l.file_id)`,
  },
  {
    id: 'I-58',
    sentence:
      'What was collected was due from the debtor of a mandate to its creditor; two persons had granted it, it was in force when the file was released, and it covers account, day and amount.',
    sql: `
      SELECT l.payment_id AS payment, m.id AS mandate
        FROM payment_file_line l
        JOIN payment_file f ON f.id = l.file_id AND f.state = 'RELEASED'
        JOIN payment p ON p.id = l.payment_id
        LEFT JOIN mandate m ON m.id = l.mandate_id AND m.debtor_id = p.payer_id AND m.creditor_id = p.payee_id
                           AND m.creditor_id = f.owner_id AND m.debtor_account_id = l.payer_account_id
                           AND m.currency = p.currency AND position(m.reference IN f.body) > 0
       WHERE (f.direction = 'COLLECTION' OR l.mandate_id IS NOT NULL)
         AND (m.id IS NULL OR f.direction <> 'COLLECTION' OR p.kind <> 'REPAYMENT'
              OR l.amount_minor > m.ceiling_minor OR f.execution_date > m.ends_on
              OR m.activated_by IS NULL OR m.activated_by = m.proposed_by OR m.activated_at > f.released_at
              OR m.ended_at < f.released_at OR m.last_collected_on IS NULL OR m.last_collected_on < f.execution_date)`,
  },
  {
    id: 'I-22',
    sentence:
      'A payment settled, failed or came back because one message of a bank said so, and no message twice; or it never left.',
    sql: `
      WITH told AS (
        SELECT content ->> 'endToEndId' AS end_to_end_id,
               count(*) FILTER (WHERE kind = 'BOOKED' AND content ->> 'side' = 'DEBIT') AS settled,
               count(*) FILTER (WHERE kind = 'STATUS') AS rejected,
               count(*) FILTER (WHERE kind = 'RETURNED') AS returned
          FROM bank_message_receipt WHERE outcome = 'APPLIED' GROUP BY 1
      )
      SELECT p.id AS payment, p.state, t.settled, t.rejected, t.returned
        FROM payment p
        LEFT JOIN told t ON t.end_to_end_id = p.end_to_end_id
        LEFT JOIN payment_file w ON w.id = p.file_id AND w.withdrawn_at IS NOT NULL
       WHERE (coalesce(t.settled, 0), coalesce(t.rejected, 0), coalesce(t.returned, 0)) <>
             (CASE WHEN p.state IN ('SETTLED', 'RETURNED') THEN 1 ELSE 0 END,
              CASE WHEN p.state = 'REJECTED' AND w.id IS NULL THEN 1 ELSE 0 END,
              CASE WHEN p.state = 'RETURNED' THEN 1 ELSE 0 END)`,
  },
  {
    id: 'I-24',
    sentence:
      'Four eyes: whoever releases an approval, or verifies an account, is another person than whoever began it.',
    sql: `
      SELECT 'approval' AS kind, id FROM approval WHERE state = 'RELEASED' AND (decided_by IS NULL OR decided_by = prepared_by)
      UNION ALL
      SELECT 'bank_account', id FROM bank_account WHERE state = 'VERIFIED' AND (verified_by IS NULL OR verified_by = proposed_by)`,
  },
  {
    id: 'I-25',
    sentence: 'What was released is what was shown: the hashes of batch, terms and undertaking agree.',
    sql: `
      SELECT 'approval' AS kind, id FROM approval WHERE state = 'RELEASED' AND released_hash IS DISTINCT FROM content_hash
      UNION ALL
      SELECT 'terms_acceptance', x.terms_id FROM terms_acceptance x JOIN programme_terms t ON t.id = x.terms_id
       WHERE x.terms_hash <> t.terms_hash
      UNION ALL
      SELECT 'invoice', i.id FROM invoice i JOIN programme_terms t ON t.id = i.terms_id
       WHERE i.undertaking <> 'NONE' AND i.undertaking_hash <> t.undertaking_hash`,
  },
  {
    id: 'I-27',
    sentence: 'An invoice is PAID when, and only when, all that is promised has come; CREDITED when nothing is.',
    sql: `
      SELECT id AS invoice, state, approved_minor, credited_minor, paid_minor FROM invoice
       WHERE approved_minor IS NOT NULL
         AND ((state = 'PAID') <> (paid_minor = approved_minor AND approved_minor > 0)
              OR (state = 'CREDITED') <> (approved_minor = 0))`,
  },
  {
    id: 'I-28',
    sentence:
      'The buyer of an approved invoice owes what is open of it to one party, once: whoever holds the claim; each award has its leg 1.',
    sql: `
      SELECT i.id AS invoice, i.state, count(p.id) AS payments
        FROM invoice i
        LEFT JOIN financing f ON f.invoice_id = i.id
                             AND f.state IN ('DISBURSED', 'OVERDUE', 'CLAIMED', 'DEFAULTED', 'REPAID')
        LEFT JOIN payment p ON p.invoice_id = i.id AND p.payer_id = i.buyer_id
                           AND (p.state IN ('DUE', 'INSTRUCTED') OR (p.state = 'SETTLED' AND NOT p.is_part))
       WHERE i.approved_minor IS NOT NULL AND i.state IN ('APPROVED', 'OVERDUE', 'DEFAULTED', 'PAID')
       GROUP BY i.id, f.id
      HAVING count(p.id) <> 1
          OR bool_or(p.payee_id <> coalesce(f.funder_id, i.supplier_id) OR p.financing_id IS DISTINCT FROM f.id
                     OR p.amount_minor + p.paid_before_minor - p.late_minor <> coalesce(f.repayment_minor, i.approved_minor)
                     OR (p.late_minor < p.amount_minor AND (p.state = 'SETTLED') <> (i.state = 'PAID')))
      UNION ALL
      SELECT f.invoice_id, f.state, count(p.id)
        FROM financing f
        LEFT JOIN payment p ON p.financing_id = f.id AND p.kind = 'DISBURSEMENT' AND p.amount_minor = f.price_minor
                           AND p.state = CASE f.state WHEN 'AGREED' THEN 'DUE' WHEN 'DISBURSING' THEN 'INSTRUCTED' ELSE 'SETTLED' END
       WHERE f.state <> 'FAILED'
       GROUP BY f.id HAVING count(p.id) <> 1`,
  },
  {
    id: 'I-60',
    sentence:
      'What an invoice’s payments were for is what is paid of it, and each settled payment says what it was for.',
    sql: `
      SELECT 'paid' AS kind, i.id FROM invoice i
        LEFT JOIN payment_allocation a ON a.invoice_id = i.id AND a.taken_back_on IS NULL
       WHERE i.approved_minor IS NOT NULL
       GROUP BY i.id HAVING coalesce(sum(a.principal_minor), 0) <> i.paid_minor
      UNION ALL
      SELECT 'payment', p.id FROM payment p LEFT JOIN payment_allocation a ON a.payment_id = p.id AND a.taken_back_on IS NULL
       WHERE p.kind IN ('REPAYMENT', 'SUPPLIER_PAYMENT') AND (p.state = 'SETTLED') <> (a.payment_id IS NOT NULL)
      UNION ALL
      SELECT 'parts', a.payment_id FROM payment_allocation a JOIN payment p ON p.id = a.payment_id
       WHERE (a.invoice_id, a.financing_id) IS DISTINCT FROM (p.invoice_id, p.financing_id)`,
  },
  {
    id: 'I-61',
    sentence:
      'What was charged for a late claim is what was due by the last day counted, to the cent, and its holder’s.',
    sql: `
      SELECT l.invoice_id AS invoice, l.charged_through, c.charged_minor, d.lump_sum_minor + d.interest_minor AS due_minor
        FROM late_claim l
        JOIN invoice i ON i.id = l.invoice_id
        LEFT JOIN financing f ON f.invoice_id = i.id
                             AND f.state IN ('DISBURSED', 'OVERDUE', 'CLAIMED', 'DEFAULTED', 'REPAID')
       CROSS JOIN LATERAL late_due(i, l.charged_through) d
       CROSS JOIN LATERAL (
         SELECT coalesce(sum(lump_sum_minor + interest_minor), 0)::bigint AS charged_minor,
                coalesce(bool_or(holder_id <> coalesce(f.funder_id, i.supplier_id)), false) AS is_of_another
           FROM late_charge WHERE invoice_id = i.id AND taken_back_on IS NULL) c
       CROSS JOIN LATERAL (
         SELECT coalesce(sum(lump_sum_minor + late_interest_minor), 0)::bigint AS paid_minor
           FROM payment_allocation WHERE invoice_id = i.id AND taken_back_on IS NULL) p
       WHERE c.is_of_another
          OR c.charged_minor < d.lump_sum_minor + d.interest_minor
          -- A credit note lessens what was due; the next sweep takes back what is too much.
          OR (c.charged_minor > greatest(d.lump_sum_minor + d.interest_minor, p.paid_minor) AND i.credited_minor = 0)`,
  },
  {
    id: 'I-40',
    sentence:
      'No file goes to a bank after the last day of a leg 1 in it; what was withdrawn never left, and nothing in it stands.',
    sql: `
      SELECT 'file' AS kind, f.id FROM payment_file f
       WHERE business_day_of(f.sending_at) > f.last_day OR (f.withdrawn_at IS NOT NULL AND f.sending_at IS NOT NULL)
      UNION ALL
      SELECT 'payment', p.id
        FROM payment p JOIN payment_file f ON f.id = p.file_id LEFT JOIN financing g ON g.id = p.financing_id
       WHERE (p.kind = 'DISBURSEMENT' AND g.disburse_until < coalesce(f.last_day, 'infinity'))
          OR (f.withdrawn_at IS NOT NULL AND p.state IN ('SETTLED', 'RETURNED'))
          OR (f.withdrawn_at IS NOT NULL AND p.state = 'INSTRUCTED' AND g.state IS DISTINCT FROM 'DISBURSING')
          OR (f.sending_at IS NULL AND p.state = 'INSTRUCTED' AND g.state = 'FAILED')`,
  },
  {
    id: 'I-41',
    sentence: 'A leg goes to the account that the award pinned; leg 2 else only to one that its payee named itself.',
    sql: `
      SELECT p.id AS payment, p.kind, p.payee_account_id AS account
        FROM payment p JOIN financing f ON f.id = p.financing_id
       WHERE (p.kind = 'DISBURSEMENT' AND p.payee_account_id IS DISTINCT FROM f.supplier_account_id)
          OR (p.kind = 'REPAYMENT' AND p.payee_account_id IS DISTINCT FROM f.funder_account_id
              AND NOT EXISTS (SELECT FROM event e JOIN payment named ON named.id = e.subject_id
                               WHERE e.type = 'payment.redirected' AND named.financing_id = p.financing_id
                                 AND e.after ->> 'accountId' = p.payee_account_id::text))`,
  },
];
