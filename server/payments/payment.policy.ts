import type { ActionTable } from '../platform/actions.js';
import { organizationOf } from '../platform/viewer.js';
import type { PaymentRow } from './payment.entity.js';

/**
 * Which payments a viewer sees, as an SQL condition on `t`: its payer, its payee, and the operator. The buyer of a financed
 * invoice is neither in leg 1, so it does not meet the price.
 */
export const paymentVisible =
  '(viewer_sees_all() OR t.payer_id = viewer_organization() OR t.payee_id = viewer_organization())';

/** Why a payment that is due cannot be released now, or null; an SQL expression on `t`. */
export const paymentHeld = `CASE WHEN t.state = 'DUE' AND t.kind = 'SUPPLIER_PAYMENT' AND EXISTS (
    SELECT FROM financing f WHERE f.invoice_id = t.invoice_id AND f.state IN ('AGREED', 'DISBURSING'))
  THEN 'FINANCING_AGREED' END`;

/** Whether the last day of leg 1 has passed, whose financing a sweep has failed or will; an SQL expression on `t`. */
export const paymentOver = `(t.kind = 'DISBURSEMENT' AND EXISTS (
    SELECT FROM financing f WHERE f.id = t.financing_id AND f.disburse_until < business_today()))`;

/** FINANCING_AGREED: the claim is being sold; the payment goes when that failed, or is cancelled when leg 1 settles. */
export type HeldReason = 'FINANCING_AGREED';

/** A payment with what holds it, and whether its time is over. */
export type PaymentView = PaymentRow & { readonly heldReason: HeldReason | null; readonly isOver: boolean };

export type PaymentAction = 'RELEASE';

/** Each payer releases its own. */
export const paymentPolicy: ActionTable<PaymentAction, PaymentView> = {
  RELEASE: {
    permission: 'CHECKER',
    states: ['DUE'],
    party: (viewer, payment) => organizationOf(viewer) === payment.payerId,
    when: (_, payment) => payment.heldReason === null && !payment.isOver,
  },
};
