import { transition } from '../events/index.js';
import { feePaid, paymentCause, post, reverse } from '../ledger/index.js';
import { type HoldReason, type PaymentRow, renewPayment, type Settlement } from '../payments/index.js';
import type { Tx } from '../platform/database.js';
import { attemptsMax } from '../platform/ids.js';
import type { LocalDate } from '../platform/local-date.js';
import type { Viewer } from '../platform/viewer.js';
import { feeBillChannels } from './fee-bill.channels.js';
import type { FeeBillRow } from './fee-bill.entity.js';
import { feeBillMachine } from './fee-bill.states.js';

/** What a bank said of the payment of a bill. */
export type BillSettlement = Pick<Settlement<unknown>, 'outcome' | 'payment' | 'bookedOn'>;

/** Why a person must look at it first: the bank has no id left for another attempt. */
export function obstacleToBill({ outcome, payment }: BillSettlement): HoldReason | null {
  return outcome === 'SETTLED' || payment.attempt < attemptsMax ? null : 'ATTEMPTS_EXHAUSTED';
}

/** What follows for the bill: it is paid; or owed still, or again, by another payment. The payment is locked. */
export async function settleFeeBill(tx: Tx, viewer: Viewer, cause: string, change: BillSettlement): Promise<void> {
  const { outcome, payment, bookedOn } = change;
  switch (outcome) {
    case 'SETTLED':
      return payBill(tx, viewer, cause, payment, bookedOn!);
    case 'REJECTED':
      await renewPayment(tx, viewer, cause, payment);
      return;
    case 'RETURNED':
      return reopenBill(tx, viewer, cause, payment);
  }
}

async function payBill(tx: Tx, viewer: Viewer, cause: string, payment: PaymentRow, paidOn: LocalDate): Promise<void> {
  const row = await lockBill(tx, payment);
  const { payerId, operatorId, totalMinor, currency } = row;
  const channels = feeBillChannels(row);
  await transition(tx, viewer, feeBillMachine, cause, [{ row, to: 'PAID', event: 'feeBill.paid', channels }], {
    paid_on: paidOn,
  });
  await post(tx, [feePaid({ cause: paymentCause(payment.id), currency, payerId, operatorId, totalMinor })]);
}

async function reopenBill(tx: Tx, viewer: Viewer, cause: string, payment: PaymentRow): Promise<void> {
  const row = await lockBill(tx, payment);
  const channels = feeBillChannels(row);
  await transition(tx, viewer, feeBillMachine, cause, [{ row, to: 'DRAWN', event: 'feeBill.reopened', channels }], {
    paid_on: null,
  });
  await renewPayment(tx, viewer, cause, payment);
  await reverse(tx, paymentCause(payment.id));
}

function lockBill(tx: Tx, { feeBillId }: PaymentRow): Promise<FeeBillRow> {
  return tx.one('SELECT * FROM fee_bill WHERE id = $1 FOR UPDATE', [feeBillId]);
}
