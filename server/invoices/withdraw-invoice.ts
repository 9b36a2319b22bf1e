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
import { withdrawNotesOf } from './withdraw-credit-note.js';

/** The side that submitted an invoice takes it back; its number and its fingerprint are free again. */
export const withdrawInvoice = command({
  name: 'withdrawInvoice',
  input: z.object({ invoiceId: wireId('invoice'), idempotencyKey: uuidKey }),
  problems: [NotFound, NotPermitted, NotAvailable],
  async execute(tx, viewer, input) {
    const [invoice] = await lockVisibleInvoices(tx, [input.invoiceId]);
    if (!invoice) return new NotFound();
    const refused = refusal(invoicePolicy.WITHDRAW, viewer, invoice);
    if (refused) return refused;
    await transition(tx, viewer, invoiceMachine, 'withdrawInvoice', [
      { row: invoice, to: 'WITHDRAWN', event: 'invoice.withdrawn', channels: invoiceChannels(invoice) },
    ]);
    await withdrawNotesOf(tx, viewer, 'withdrawInvoice', invoice.id);
    return { invoiceId: invoice.id };
  },
});
