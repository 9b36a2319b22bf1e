import type { Db } from '../platform/database.js';
import { formatMoney } from '../platform/money.js';

/**
 * The ledger as lines of text, oldest first, one a transfer:
 * `PURCHASE | Acme SA BANK | Fund One BANK | 99250.00 EUR`: movement, debit, credit, amount.
 */
export async function ledgerTable(
  db: Db,
  of: { readonly invoiceId?: string; readonly financingId?: string } = {},
): Promise<string[]> {
  const rows = await db.query<{
    kind: string;
    debit: string;
    credit: string;
    amountMinor: bigint;
    currency: string;
  }>(
    `SELECT m.kind, debtor.name || ' ' || d.kind AS debit, creditor.name || ' ' || c.kind AS credit,
            t.amount_minor, t.currency
       FROM transfer t
       JOIN movement m ON m.id = t.movement_id
       JOIN ledger_account d ON d.id = t.debit_account_id
       JOIN ledger_account c ON c.id = t.credit_account_id
       JOIN organization debtor ON debtor.id = d.organization_id
       JOIN organization creditor ON creditor.id = c.organization_id
      WHERE ($1::uuid IS NULL OR t.invoice_id = $1) AND ($2::uuid IS NULL OR t.financing_id = $2)
      ORDER BY m.posted_at, m.id, t.ordinal`,
    [of.invoiceId ?? null, of.financingId ?? null],
  );
  return rows.map(row => `${row.kind} | ${row.debit} | ${row.credit} | ${formatMoney(row)} ${row.currency}`);
}
