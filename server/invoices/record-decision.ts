import { z } from 'zod';
import { transition } from '../events/index.js';
import type { Tx } from '../platform/database.js';
import { orNull, text, uuidKey, wireId } from '../platform/input.js';
import type { Viewer } from '../platform/viewer.js';
import { decisionReasons } from './decision-reasons.js';
import { invoiceChannels } from './invoice.channels.js';
import type { InvoiceRow } from './invoice.entity.js';
import { invoiceMachine } from './invoice.states.js';
import { withdrawNotesOf } from './withdraw-credit-note.js';

/** The input of a decision against an invoice. */
export const decisionInput = z.object({
  invoiceId: wireId('invoice'),
  reason: z.enum(decisionReasons),
  note: orNull(text(500)),
  idempotencyKey: uuidKey,
});

/** Moves an invoice to DISPUTED or REJECTED, with the reason that both ask for. */
export async function recordDecision(
  tx: Tx,
  viewer: Viewer,
  cause: string,
  invoice: InvoiceRow,
  to: 'DISPUTED' | 'REJECTED',
  { reason, note }: Pick<z.output<typeof decisionInput>, 'reason' | 'note'>,
): Promise<void> {
  await tx.execute('UPDATE invoice SET decision_reason = $2, decision_note = $3 WHERE id = $1', [
    invoice.id,
    reason,
    note,
  ]);
  const event = to === 'DISPUTED' ? 'invoice.disputed' : 'invoice.rejected';
  await transition(tx, viewer, invoiceMachine, cause, [
    { row: invoice, to, event, channels: invoiceChannels(invoice), after: { reason, note } },
  ]);
  if (to === 'REJECTED') await withdrawNotesOf(tx, viewer, cause, invoice.id);
}
