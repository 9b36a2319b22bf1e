import { fetchSize, type Page, pageOf } from '../platform/connection.js';
import type { Db } from '../platform/database.js';
import { idsOfPage, type Listed, type Orders, type Sorting, sortedPage, waysOfParties } from '../platform/keyset.js';
import type { BatchRead } from '../platform/request-context.js';
import type { PaymentKind, PaymentRow } from './payment.entity.js';
import { paymentColumns, type PaymentView, paymentVisible } from './payment.policy.js';
import type { PaymentState } from './payment.states.js';

/** A payment as it is shown: with the account it goes to, or would go to if it were released now. */
export interface ShownPayment extends PaymentView {
  readonly payeeIban: string | null;
  readonly payeeHolderName: string | null;
}

/** The account `a` that payment `t` goes to, or would go to if it were released now, cooled off or not; SQL of a join. */
export const payeeAccount = `
    LEFT JOIN LATERAL (
      SELECT b.* FROM bank_account b
       WHERE CASE WHEN t.state <> 'DUE' THEN b.id = t.payee_account_id
                  ELSE b.state = 'VERIFIED' AND b.currency = t.currency AND b.organization_id = t.payee_id
                       AND (t.payee_account_id IS NULL OR b.id = t.payee_account_id) END
    ) a ON true`;

const shownPayment = `
  SELECT ${paymentColumns}, a.iban AS payee_iban, a.holder_name AS payee_holder_name
    FROM payment t ${payeeAccount}`;
/** The payments of these ids that the viewer sees: for commands, before anything is locked. */
export function findVisiblePayments(db: Db, ids: readonly string[]): Promise<PaymentRow[]> {
  return db.query(`SELECT t.* FROM payment t WHERE t.id = ANY ($1::uuid[]) AND ${paymentVisible}`, [ids]);
}

export const paymentById: BatchRead<string, ShownPayment | null> = async (db, _viewer, ids) => {
  const rows = await db.query<ShownPayment>(`${shownPayment} WHERE t.id = ANY($1::uuid[]) AND ${paymentVisible}`, [
    ids,
  ]);
  const byId = new Map(rows.map(row => [row.id, row]));
  return ids.map(id => byId.get(id) ?? null);
};

/** The payments of each invoice that the viewer sees, in the order in which they came to be. */
export const paymentsOfInvoice: BatchRead<string, ShownPayment[]> = async (db, _viewer, invoiceIds) => {
  const rows = await db.query<ShownPayment>(
    `${shownPayment} WHERE t.invoice_id = ANY($1::uuid[]) AND ${paymentVisible} ORDER BY t.created_at, t.kind, t.attempt`,
    [invoiceIds],
  );
  return invoiceIds.map(id => rows.filter(row => row.invoiceId === id));
};

/** The two legs of each financing, every attempt, as far as the viewer sees them. */
export const paymentsOfFinancing: BatchRead<string, ShownPayment[]> = async (db, _viewer, financingIds) => {
  const rows = await db.query<ShownPayment>(
    `${shownPayment} WHERE t.financing_id = ANY($1::uuid[]) AND ${paymentVisible} ORDER BY t.created_at, t.kind, t.attempt`,
    [financingIds],
  );
  return financingIds.map(id => rows.filter(row => row.financingId === id));
};

/** The payments of each bill, every attempt, as far as the viewer sees them. */
export const paymentsOfFeeBill: BatchRead<string, ShownPayment[]> = async (db, _viewer, billIds) => {
  const rows = await db.query<ShownPayment>(
    `${shownPayment} WHERE t.fee_bill_id = ANY($1::uuid[]) AND ${paymentVisible} ORDER BY t.attempt`,
    [billIds],
  );
  return billIds.map(id => rows.filter(row => row.feeBillId === id));
};

export interface PaymentFilter {
  readonly state?: readonly PaymentState[] | null;
  readonly kind?: readonly PaymentKind[] | null;
  /** OUT: the viewer's organization pays; IN: it is paid. */
  readonly direction?: 'OUT' | 'IN' | null;
  readonly dueFrom?: string | null;
  readonly dueUntil?: string | null;
}

export type PaymentOrder = 'DUE' | 'AMOUNT';

/** Amounts compare within their currency. */
const orders: Orders<PaymentOrder> = {
  DUE: { columns: [{ sql: 't.due_on', type: 'date' }], descending: false },
  AMOUNT: {
    columns: [
      { sql: 't.currency', type: 'text' },
      { sql: 't.amount_minor', type: 'bigint' },
    ],
    descending: true,
  },
};

/** The payments that the viewer sees, by the day they are due unless they are sorted otherwise. */
export async function payments(
  db: Db,
  filter: PaymentFilter,
  page: { first: number } & Sorting<PaymentOrder>,
): Promise<Page<Listed<ShownPayment>>> {
  const sorted = sortedPage(orders, page);
  const ids = idsOfPage(sorted, {
    source: 'payment t',
    ways: waysOfParties('t.payer_id', 't.payee_id'),
    condition: `${sorted.after(1)} AND ($4::text[] IS NULL OR t.state = ANY($4))
        AND ($5::text[] IS NULL OR t.kind = ANY($5))
        AND ($6::text IS NULL OR viewer_organization() = CASE $6 WHEN 'OUT' THEN t.payer_id ELSE t.payee_id END)
        AND ($7::date IS NULL OR t.due_on <= $7) AND ($8::date IS NULL OR t.due_on >= $8)`,
    limit: '$3',
  });
  const rows = await db.query<Listed<ShownPayment>>(
    `SELECT ${paymentColumns}, a.iban AS payee_iban, a.holder_name AS payee_holder_name, ${sorted.key}
       FROM payment t ${payeeAccount}
      WHERE t.id IN (${ids}) AND ${paymentVisible}
      ORDER BY ${sorted.orderBy} LIMIT $3`,
    [
      ...sorted.parameters,
      fetchSize(page.first),
      filter.state ?? null,
      filter.kind ?? null,
      filter.direction ?? null,
      filter.dueUntil ?? null,
      filter.dueFrom ?? null,
    ],
  );
  return pageOf(rows, page.first);
}
