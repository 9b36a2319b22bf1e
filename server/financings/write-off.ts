import { invoiceDayCause, post, writeOff } from '../ledger/index.js';
import type { Tx } from '../platform/database.js';
import type { LocalDate } from '../platform/local-date.js';
import type { FinancingRow } from './financing.entity.js';

/**
 * Where nobody else bears the loss, the funder counts its claim in default as lost, once: what is open of it, less what it
 * would have earned. The claim stays, for the buyer still owes it; what comes afterwards is recovered.
 */
export async function writeOffClaims(tx: Tx, financings: readonly FinancingRow[]): Promise<void> {
  const writtenOff = await tx.query<FinancingRow & { writtenOffMinor: bigint; unearnedMinor: bigint }>(
    `WITH open AS (
       SELECT f.id, f.repayment_minor - coalesce(sum(a.principal_minor + a.interest_minor), 0)::bigint AS open_minor
         FROM financing f
         JOIN programme_terms t ON t.id = f.terms_id AND t.recourse = 'NONE'
         LEFT JOIN payment_allocation a ON a.financing_id = f.id AND a.taken_back_on IS NULL
        WHERE f.id = ANY($1::uuid[]) AND f.written_off_on IS NULL
        GROUP BY f.id
     )
     UPDATE financing f SET written_off_on = business_today(), written_off_minor = o.open_minor
       FROM open o WHERE o.id = f.id AND o.open_minor > 0
     RETURNING f.*, (
       SELECT coalesce(sum(CASE WHEN c.kind = 'DISCOUNT_UNEARNED' THEN t.amount_minor ELSE -t.amount_minor END), 0)::bigint
         FROM transfer t
         JOIN ledger_account d ON d.id = t.debit_account_id
         JOIN ledger_account c ON c.id = t.credit_account_id
        WHERE t.financing_id = f.id AND 'DISCOUNT_UNEARNED' IN (c.kind, d.kind)) AS unearned_minor`,
    [financings.map(financing => financing.id)],
  );
  await post(
    tx,
    writtenOff.map(({ id, invoiceId, funderId, currency, writtenOffOn, writtenOffMinor, unearnedMinor }) =>
      writeOff({
        cause: invoiceDayCause(invoiceId, writtenOffOn as LocalDate),
        currency,
        invoiceId,
        financingId: id,
        funderId,
        openMinor: writtenOffMinor,
        unearnedMinor,
      }),
    ),
  );
}
