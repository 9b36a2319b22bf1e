import { created, operatorChannel, organizationChannel, transition } from '../events/index.js';
import type { Tx } from '../platform/database.js';
import { newId } from '../platform/ids.js';
import type { LocalDate } from '../platform/local-date.js';
import type { Viewer } from '../platform/viewer.js';
import type { RefundRow } from './refund.entity.js';
import { refundMachine, type RefundState } from './refund.states.js';

/*
 * The states of refunds. What they post is the caller's: it stands in one commit with what brought it about. A refund is
 * locked after the payments.
 */

/** What is held: by an entry, with its two accounts; or by a payment that brought more than was owed. */
export type NewRefund = Pick<
  RefundRow,
  'receiverId' | 'payerId' | 'invoiceId' | 'financingId' | 'amountMinor' | 'currency' | 'heldOn'
> &
  (Pick<RefundRow, 'entryId' | 'receiverAccountId' | 'payerAccountId'> | Pick<RefundRow, 'paymentId'>);

/** Money that came wrongly is held for its payer; resolves to the refund's id. */
export async function holdRefund(tx: Tx, viewer: Viewer, cause: string, refund: NewRefund): Promise<string> {
  const row = { id: newId(), entryId: null, paymentId: null, receiverAccountId: null, payerAccountId: null, ...refund };
  await tx.execute(
    `INSERT INTO refund (id, entry_id, payment_id, receiver_id, payer_id, receiver_account_id, payer_account_id, invoice_id,
                         financing_id, amount_minor, currency, held_on, state, event_no)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'HELD', 1)`,
    [
      row.id,
      row.entryId,
      row.paymentId,
      row.receiverId,
      row.payerId,
      row.receiverAccountId,
      row.payerAccountId,
      row.invoiceId,
      row.financingId,
      row.amountMinor.toString(),
      row.currency,
      row.heldOn,
    ],
  );
  await created(tx, viewer, refundMachine, cause, [
    { id: row.id, state: 'HELD', event: 'refund.held', channels: channelsOf(row) },
  ]);
  return row.id;
}

/** The refund, locked; undefined where there is none. */
export function lockRefund(tx: Tx, id: string): Promise<RefundRow | undefined> {
  return tx.maybe('SELECT * FROM refund WHERE id = $1 FOR UPDATE', [id]);
}

/** What a payment brought beyond everything owed, locked. */
export function lockExcess(tx: Tx, paymentId: string): Promise<RefundRow | undefined> {
  return tx.maybe('SELECT * FROM refund WHERE payment_id = $1 FOR UPDATE', [paymentId]);
}

/** How it left. */
interface Sending {
  readonly fromAccountId: string;
  /** The payer's account; null for what is sent on to the holder. */
  readonly toAccountId: string | null;
  readonly sentOn: LocalDate;
}

/** It was sent back. Resolves to the number of this sending. */
export async function refundSentBack(
  tx: Tx,
  viewer: Viewer,
  cause: string,
  row: RefundRow,
  { fromAccountId, toAccountId, sentOn }: Sending,
): Promise<number> {
  const sendings = row.sendings + 1;
  await move(tx, viewer, cause, row, 'REFUNDED', 'refund.refunded', {
    sendings,
    sent_from_account_id: fromAccountId,
    sent_to_account_id: toAccountId,
    sent_on: sentOn,
  });
  return sendings;
}

/** It was sent on to the holder of the claim, whom the event tells as well. */
export function refundForwarded(
  tx: Tx,
  viewer: Viewer,
  cause: string,
  row: RefundRow,
  holderId: string,
): Promise<void> {
  return move(tx, viewer, cause, row, 'FORWARDED', 'refund.forwarded', {}, holderId);
}

/** What was said to have left has not: it is held again. */
export function refundReopened(tx: Tx, viewer: Viewer, cause: string, row: RefundRow): Promise<void> {
  const set = { sent_from_account_id: null, sent_to_account_id: null, sent_on: null };
  return move(tx, viewer, cause, row, 'HELD', 'refund.reopened', set);
}

/** It had not come wrongly, or has gone the way it came. */
export function refundUndone(tx: Tx, viewer: Viewer, cause: string, row: RefundRow): Promise<void> {
  return move(tx, viewer, cause, row, 'UNDONE', 'refund.undone');
}

function move(
  tx: Tx,
  viewer: Viewer,
  cause: string,
  row: RefundRow,
  to: RefundState,
  event: string,
  set: Readonly<Record<string, unknown>> = {},
  holderId?: string,
): Promise<void> {
  const channels = [...channelsOf(row), ...(holderId ? [organizationChannel(holderId)] : [])];
  return transition(tx, viewer, refundMachine, cause, [{ row, to, event, channels }], set);
}

function channelsOf({ receiverId, payerId }: Pick<RefundRow, 'receiverId' | 'payerId'>) {
  return [organizationChannel(receiverId), organizationChannel(payerId), operatorChannel];
}
