import { lockInvoices } from '../invoices/index.js';
import { freeCommitted } from '../limits/index.js';
import { cancelPayments, lockPaymentsOfInvoices } from '../payments/index.js';
import type { Db, Tx } from '../platform/database.js';
import { addDays, type LocalDate } from '../platform/local-date.js';
import type { UnitOfWork } from '../platform/unit-of-work.js';
import { systemViewer } from '../platform/viewer.js';
import { exposuresOf } from './financing-exposure.js';
import type { FinancingRow } from './financing.entity.js';
import { fail } from './settlement.js';

const slice = 500;
const cause = 'failUndisbursed';

/**
 * A leg 1 that has not settled by its last day fails, whether nobody released it or the bank did not book it. What was not
 * released is cancelled; what is at the bank is recalled (recall-disbursements.ts). Resolves to how many failed.
 */
export async function failUndisbursed(work: UnitOfWork): Promise<number> {
  let failed = 0;
  for (;;) {
    const count = await work.perform(systemViewer, failSlice);
    if (count === 0) return failed;
    failed += count;
  }
}

/** The day from whose beginning the earliest of them has failed; null where none waits. */
export async function undisbursedFrom(db: Db): Promise<LocalDate | null> {
  const { lastDay } = await db.one<{ lastDay: LocalDate | null }>(
    `SELECT min(disburse_until) AS last_day FROM financing WHERE state IN ('AGREED', 'DISBURSING')`,
  );
  return lastDay && addDays(lastDay, 1);
}

async function failSlice(tx: Tx): Promise<number> {
  const { today } = await tx.one<{ today: LocalDate }>('SELECT business_today() AS today');
  const picked = await tx.query<{ id: string }>(
    `SELECT i.id FROM invoice i
      WHERE EXISTS (SELECT FROM financing f
                     WHERE f.invoice_id = i.id AND f.state IN ('AGREED', 'DISBURSING') AND f.disburse_until < $1)
      ORDER BY i.id LIMIT $2 FOR UPDATE SKIP LOCKED`,
    [today, slice],
  );
  const invoiceIds = picked.map(invoice => invoice.id);
  await lockInvoices(tx, invoiceIds);
  const financings = await tx.query<FinancingRow>(
    `SELECT * FROM financing
      WHERE invoice_id = ANY($1::uuid[]) AND state IN ('AGREED', 'DISBURSING') AND disburse_until < $2
      ORDER BY id FOR UPDATE`,
    [invoiceIds, today],
  );
  if (financings.length === 0) return 0;
  const payments = await lockPaymentsOfInvoices(tx, invoiceIds);
  await cancelPayments(
    tx,
    systemViewer,
    cause,
    payments.filter(payment => payment.kind === 'DISBURSEMENT' && payment.state === 'DUE'),
  );
  const of = (state: string) => financings.filter(financing => financing.state === state);
  await fail(tx, systemViewer, cause, of('AGREED'), 'FUNDER', 'leg 1 was not released in time');
  await fail(tx, systemViewer, cause, of('DISBURSING'), 'BANK', 'leg 1 was not booked in time');
  await freeCommitted(tx, await exposuresOf(tx, financings));
  return financings.length;
}
