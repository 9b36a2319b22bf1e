import { refusal } from '../platform/actions.js';
import { command } from '../platform/command.js';
import { NotAvailable, NotFound, NotPermitted } from '../platform/problem.js';
import { invoicePolicy } from './invoice.policy.js';
import { UndertakingIrrevocable } from './invoice.problems.js';
import { lockVisibleInvoices } from './lock-invoices.js';
import { decisionInput, recordDecision } from './record-decision.js';

/** The buyer says what is wrong with an invoice; the supplier corrects it, or both settle it, before it is approved. */
export const disputeInvoice = command({
  name: 'disputeInvoice',
  input: decisionInput,
  problems: [NotFound, NotPermitted, UndertakingIrrevocable, NotAvailable],
  async execute(tx, viewer, input) {
    const [invoice] = await lockVisibleInvoices(tx, [input.invoiceId]);
    if (!invoice) return new NotFound();
    const refused = refusal(invoicePolicy.DISPUTE, viewer, invoice);
    if (refused instanceof NotAvailable && invoice.undertaking === 'IRREVOCABLE') return new UndertakingIrrevocable();
    if (refused) return refused;
    await recordDecision(tx, viewer, 'disputeInvoice', invoice, 'DISPUTED', input);
    return { invoiceId: invoice.id };
  },
});
