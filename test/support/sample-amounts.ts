import type { SampleInvoice } from '../../server/demo/sample-invoices.js';

/** What a sample needs besides another amount due, so that its totals add up: one line over all of it, without tax. */
export function addingUp({ payable, netTotal }: Partial<SampleInvoice>): Partial<SampleInvoice> {
  if (payable === undefined || netTotal !== undefined) return {};
  const line = { description: 'Bolts', quantity: '1', unit: 'C62', unitPrice: payable, netAmount: payable };
  return { lines: [line], netTotal: payable, taxTotal: '0', taxRate: '0' };
}
