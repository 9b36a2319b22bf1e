/**
 * Every fee that was posted, and every one that was taken back (below zero), as SQL rows: the open items that bills are
 * drawn from. `movement_id, financing_id, operator_id, payer_id, currency, amount_minor, business_day, posted_at`.
 */
export const feeCharges = `(
  SELECT m.id AS movement_id, t.financing_id, d.organization_id AS operator_id, c.organization_id AS payer_id,
         t.currency, t.amount_minor, m.business_day, m.posted_at
    FROM transfer t
    JOIN ledger_account d ON d.id = t.debit_account_id AND d.kind = 'FEE_RECEIVABLE'
    JOIN ledger_account c ON c.id = t.credit_account_id AND c.kind = 'FEE_PAYABLE'
    JOIN movement m ON m.id = t.movement_id AND m.kind = 'FEE'
  UNION ALL
  SELECT m.id, t.financing_id, c.organization_id, d.organization_id,
         t.currency, -t.amount_minor, m.business_day, m.posted_at
    FROM transfer t
    JOIN ledger_account d ON d.id = t.debit_account_id AND d.kind = 'FEE_PAYABLE'
    JOIN ledger_account c ON c.id = t.credit_account_id AND c.kind = 'FEE_RECEIVABLE'
    JOIN movement m ON m.id = t.movement_id AND m.kind = 'REVERSAL'
    JOIN movement fee ON fee.id = m.reverses_id AND fee.kind = 'FEE')`;

/** Those of them that no bill holds yet. */
export const unbilledCharges = `(
  SELECT c.* FROM ${feeCharges} c
   WHERE NOT EXISTS (SELECT FROM fee_bill_line l WHERE l.movement_id = c.movement_id))`;
