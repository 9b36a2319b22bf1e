import { refusal } from '../platform/actions.js';
import { command } from '../platform/command.js';
import { NotAvailable, NotFound, NotPermitted } from '../platform/problem.js';
import { invoicePolicy } from './invoice.policy.js';
import { UndertakingIrrevocable } from './invoice.problems.js';
import { lockVisibleInvoices } from './lock-invoices.js';
import { decisionInput, recordDecision } from './record-decision.js';

/** The buyer refuses an invoice for good. */
export const rejectInvoice = command({
  name: 'rejectInvoice',
  input: decisionInput,
  problems: [NotFound, NotPermitted, UndertakingIrrevocable, NotAvailable],
  async execute(tx, viewer, input) {
    const [invoice] = await lockVisibleInvoices(tx, [input.invoiceId]);
    if (!invoice) return new NotFound();
    const refused = refusal(invoicePolicy.REJECT, viewer, invoice);
    if (refused instanceof NotAvailable && invoice.undertaking === 'IRREVOCABLE') return new UndertakingIrrevocable();
    if (refused) return refused;
    await recordDecision(tx, viewer, 'rejectInvoice', invoice, 'REJECTED', input);
    return { invoiceId: invoice.id };
  },
});
