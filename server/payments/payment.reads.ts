import { decodeCursor, fetchSize, type Page, pageOf } from '../platform/connection.js';
import type { Db } from '../platform/database.js';
import { type LocalDate, parseLocalDate } from '../platform/local-date.js';
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
  readonly dueUntil?: string | null;
}

/** The payments that the viewer sees, by the day they are due. */
export async function payments(
  db: Db,
  filter: PaymentFilter,
  first: number,
  after: string | null | undefined,
): Promise<Page<ShownPayment>> {
  const cursor = decodeCursor(after, 2);
  if (after && !isPlace(cursor)) return { rows: [], hasNextPage: false };
  const rows = await db.query<ShownPayment>(
    `${shownPayment}
      WHERE ${paymentVisible}
        AND ($1::text[] IS NULL OR t.state = ANY($1))
        AND ($2::text[] IS NULL OR t.kind = ANY($2))
        AND ($3::text IS NULL OR viewer_organization() = CASE $3 WHEN 'OUT' THEN t.payer_id ELSE t.payee_id END)
        AND ($4::date IS NULL OR t.due_on <= $4)
        AND ($5::date IS NULL OR (t.due_on, t.id) > ($5::date, $6::uuid))
      ORDER BY t.due_on, t.id
      LIMIT $7`,
    [
      filter.state ?? null,
      filter.kind ?? null,
      filter.direction ?? null,
      filter.dueUntil ?? null,
      cursor?.[0] ?? null,
      cursor?.[1] ?? null,
      fetchSize(first),
    ],
  );
  return pageOf(rows, first);
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whether a cursor's keys are a day and an id, as `keysOf` wrote them. */
function isPlace(keys: readonly string[] | null): boolean {
  const [day = '', id = ''] = keys ?? [];
  return parseLocalDate(day) !== undefined && uuid.test(id);
}

export function keysOf(row: { readonly dueOn: LocalDate; readonly id: string }): [string, string] {
  return [row.dueOn, row.id];
}
