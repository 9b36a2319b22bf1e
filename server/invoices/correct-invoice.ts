import { z } from 'zod';
import { transition } from '../events/index.js';
import { refusal } from '../platform/actions.js';
import { command } from '../platform/command.js';
import { uuidKey, wireId } from '../platform/input.js';
import { NotAvailable, NotFound, NotPermitted } from '../platform/problem.js';
import { invoiceChannels } from './invoice.channels.js';
import { invoicePolicy } from './invoice.policy.js';
import { invoiceMachine } from './invoice.states.js';
import { lockVisibleInvoices } from './lock-invoices.js';

/** The supplier says that a disputed invoice stands corrected: the buyer decides anew. */
export const correctInvoice = command({
  name: 'correctInvoice',
  input: z.object({ invoiceId: wireId('invoice'), idempotencyKey: uuidKey }),
  problems: [NotFound, NotPermitted, NotAvailable],
  async execute(tx, viewer, input) {
    const [invoice] = await lockVisibleInvoices(tx, [input.invoiceId]);
    if (!invoice) return new NotFound();
    const refused = refusal(invoicePolicy.CORRECT, viewer, invoice);
    if (refused) return refused;
    await transition(tx, viewer, invoiceMachine, 'correctInvoice', [
      { row: invoice, to: 'SUBMITTED', event: 'invoice.corrected', channels: invoiceChannels(invoice) },
    ]);
    await tx.execute('UPDATE invoice SET decision_reason = NULL, decision_note = NULL WHERE id = $1', [invoice.id]);
    return { invoiceId: invoice.id };
  },
});
