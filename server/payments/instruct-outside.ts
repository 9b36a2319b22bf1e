import { transition } from '../events/index.js';
import { lockInvoices } from '../invoices/index.js';
import type { Tx } from '../platform/database.js';
import { systemViewer } from '../platform/viewer.js';
import { lockPaymentsBeside } from './lock-payments.js';
import { paymentChannels } from './payment.channels.js';
import type { PaymentRow } from './payment.entity.js';
import { paymentMachine } from './payment.states.js';
import type { SettlementEffects } from './settlement-effects.js';

/**
 * The payer paid in its own way what is due, or its money that had come to somebody else was sent on to the payee: from here on the payment is as one that left in a file, and settles by what
 * banks say of it. Resolves to whether it was due still.
 */
export async function instructOutside<Financing>(
  tx: Tx,
  effects: SettlementEffects<Financing>,
  cause: string,
  found: Pick<PaymentRow, 'id' | 'invoiceId' | 'financingId' | 'feeBillId'>,
  by: { readonly payerAccountId: string; readonly payeeAccountId: string; readonly refundId?: string },
): Promise<boolean> {
  await lockInvoices(tx, found.invoiceId ? [found.invoiceId] : []);
  const financings = await effects.lockFinancings(tx, found.financingId ? [found.financingId] : []);
  const payment = (await lockPaymentsBeside(tx, found)).find(({ id }) => id === found.id);
  if (payment?.state !== 'DUE') return false;
  await tx.execute(
    'UPDATE payment SET outside = true, payer_account_id = $2, payee_account_id = $3, refund_id = $4 WHERE id = $1',
    [payment.id, by.payerAccountId, by.payeeAccountId, by.refundId ?? null],
  );
  await transition(tx, systemViewer, paymentMachine, cause, [
    { row: payment, to: 'INSTRUCTED', event: 'payment.instructed', channels: paymentChannels(payment) },
  ]);
  const instructed = { ...payment, state: 'INSTRUCTED' as const, eventNo: payment.eventNo + 1 };
  await effects.instructed(tx, systemViewer, cause, [instructed], financings);
  return true;
}
