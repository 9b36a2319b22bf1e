import { lockInvoices } from '../invoices/index.js';
import { freeCommitted } from '../limits/index.js';
import { cancelPayments, lockPaymentsOfInvoices, type PaymentRow, withdrawUnsent } from '../payments/index.js';
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
 * released is cancelled, what was released and never left is taken back; what is, or may be, at the bank is recalled
 * (recall-disbursements.ts). Resolves to how many failed.
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
  const legs = await lockLegsOf(tx, financings);
  await cancelPayments(
    tx,
    systemViewer,
    cause,
    legs.filter(leg => leg.state === 'DUE'),
  );
  const unsent = await withdrawUnsent(tx, systemViewer, cause, legs, 'it was not sent in time');
  const isUnsent = ({ id }: FinancingRow) => unsent.some(leg => leg.financingId === id);
  const of = (state: string) => financings.filter(financing => financing.state === state);
  const late = of('DISBURSING');
  const agreed = of('AGREED');
  const barred = await barredBySupplier(tx, agreed);
  const isBarred = ({ id }: FinancingRow) => barred.has(id);
  await fail(
    tx,
    systemViewer,
    cause,
    agreed.filter(isBarred),
    'SUPPLIER',
    'the account that leg 1 was to go to was closed',
  );
  const isOpen = (financing: FinancingRow) => !isBarred(financing);
  await fail(tx, systemViewer, cause, agreed.filter(isOpen), 'FUNDER', 'leg 1 was not released in time');
  await fail(tx, systemViewer, cause, late.filter(isUnsent), 'BANK', 'leg 1 was not sent in time');
  const isSent = (financing: FinancingRow) => !isUnsent(financing);
  await fail(tx, systemViewer, cause, late.filter(isSent), 'BANK', 'leg 1 was not booked in time');
  await freeCommitted(tx, await exposuresOf(tx, financings));
  return financings.length;
}

/**
 * Those of them whose leg 1 could not be released, for its supplier closed the account that the award pinned while there
 * was time: the failure is the supplier's. A funder whose own account was closed pays from another.
 */
async function barredBySupplier(tx: Tx, financings: readonly FinancingRow[]): Promise<ReadonlySet<string>> {
  const barred = await tx.query<{ id: string }>(
    `SELECT f.id
       FROM financing f
       JOIN bank_account b ON b.id = f.supplier_account_id AND b.state <> 'VERIFIED'
       JOIN event e ON e.subject_kind = 'bank_account' AND e.subject_id = b.id AND e.subject_no = b.event_no
      WHERE f.id = ANY($1::uuid[]) AND e.business_day <= f.disburse_until`,
    [financings.map(financing => financing.id)],
  );
  return new Set(barred.map(({ id }) => id));
}

/** Every leg 1 of these financings, with all other payments of their invoices locked. */
async function lockLegsOf(tx: Tx, financings: readonly FinancingRow[]): Promise<PaymentRow[]> {
  const ids = new Set(financings.map(financing => financing.id));
  const payments = await lockPaymentsOfInvoices(
    tx,
    financings.map(financing => financing.invoiceId),
  );
  return payments.filter(({ kind, financingId }) => kind === 'DISBURSEMENT' && ids.has(financingId!));
}
