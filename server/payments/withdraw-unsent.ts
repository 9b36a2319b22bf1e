import { transition } from '../events/index.js';
import type { Tx } from '../platform/database.js';
import type { Viewer } from '../platform/viewer.js';
import { paymentChannels } from './payment.channels.js';
import type { PaymentRow } from './payment.entity.js';
import { paymentMachine } from './payment.states.js';

/**
 * Takes back those of these payments, instructed and locked, whose file has not begun to go to the bank: the file is
 * withdrawn for good and they are rejected, for nobody will ever book them. The others may have left, and what became of
 * them is the bank's to say. A file holds legs 1 of one last day alone, so where one of them is over, all are. Resolves to
 * those that were taken back.
 */
export async function withdrawUnsent(
  tx: Tx,
  viewer: Viewer,
  cause: string,
  payments: readonly PaymentRow[],
  reason: string,
): Promise<PaymentRow[]> {
  const unsent = await withdrawFiles(tx, [...new Set(payments.flatMap(({ fileId }) => fileId ?? []))]);
  const taken = payments.filter(({ fileId, state }) => state === 'INSTRUCTED' && unsent.has(fileId!));
  await transition(
    tx,
    viewer,
    paymentMachine,
    cause,
    taken.map(row => ({
      row,
      to: 'REJECTED',
      event: 'payment.rejected',
      channels: paymentChannels(row),
      after: { reason },
    })),
    { failure_reason: reason },
  );
  return taken;
}

/** Whoever begins to send one of them has marked it under this lock, or finds it withdrawn. */
async function withdrawFiles(tx: Tx, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const files = await tx.query<{ id: string; sendingAt: Date | null }>(
    'SELECT id, sending_at FROM payment_file WHERE id = ANY ($1::uuid[]) ORDER BY id FOR UPDATE',
    [ids],
  );
  const unsent = files.filter(({ sendingAt }) => sendingAt === null).map(({ id }) => id);
  await tx.execute(
    'UPDATE payment_file SET withdrawn_at = business_now() WHERE id = ANY ($1::uuid[]) AND withdrawn_at IS NULL',
    [unsent],
  );
  return new Set(unsent);
}
