import { z } from 'zod';
import { lockInvoices } from '../invoices/index.js';
import { SecondPersonNeeded } from '../organizations/index.js';
import { command } from '../platform/command.js';
import { wireId } from '../platform/input.js';
import { NotAvailable, NotFound, NotPermitted } from '../platform/problem.js';
import { hasPermission, hasRole, proposerOf } from '../platform/viewer.js';
import { defaultInvoices } from './mark-overdue.js';

const input = z.object({ invoiceId: wireId('invoice') });

/** Two persons of the operator say that an overdue invoice is in default, before the days of its programme have passed. */
export const defaultInvoice = command({
  name: 'defaultInvoice',
  input,
  problems: [NotFound, NotPermitted, SecondPersonNeeded, NotAvailable],
  async execute(tx, viewer, { invoiceId }) {
    if (!hasRole(viewer, 'OPERATOR')) return new NotFound();
    if (!hasPermission(viewer, 'CHECKER')) return new NotPermitted();
    if (proposerOf(viewer) === null) return new SecondPersonNeeded();
    const [invoice] = await lockInvoices(tx, [invoiceId]);
    if (!invoice) return new NotFound();
    if (invoice.state !== 'OVERDUE') return new NotAvailable(invoice.state);
    await defaultInvoices(tx, viewer, 'defaultInvoice', [invoice]);
    return { invoiceId };
  },
});
