import type { Db } from '../platform/database.js';
import type { LocalDate } from '../platform/local-date.js';
import { rowsAsJson } from '../platform/row-json.js';
import { disbursementOf, type FinancingForPayment, repaymentOf } from './create-payments.js';
import type { PaymentKind } from './payment.entity.js';
import { paymentVisible } from './payment.policy.js';

/** A payment that is only thought of. */
export interface PaymentSight {
  readonly kind: PaymentKind;
  /** Minor units of `currency`. */
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly dueOn: LocalDate;
  readonly payeeId: string;
}

/** Of the legs that a financing would have, those that the viewer would see: leg 1 first. */
export function legsInSight(db: Db, financing: FinancingForPayment): Promise<PaymentSight[]> {
  return db.query(
    `SELECT t.kind, t.amount_minor, t.currency, t.due_on, t.payee_id
       FROM jsonb_populate_recordset(NULL::payment, $1::jsonb) t WHERE ${paymentVisible} ORDER BY t.due_on, t.kind`,
    [rowsAsJson([disbursementOf(financing), repaymentOf(financing)])],
  );
}
