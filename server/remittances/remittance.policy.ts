/**
 * Whose business a payment's remittance is, as an SQL condition on payment `t`: its payer's and its payee's alone. Who
 * merely watches payments, as the operator does, has no part in it.
 */
export const remittanceVisible = '(t.payer_id = viewer_organization() OR t.payee_id = viewer_organization())';

/** Whether the viewer knows the invoice `i` by its number: its supplier and its buyer. A funder has a claim without one. */
export const invoiceNumberShown = 'viewer_organization() IN (i.supplier_id, i.buyer_id)';
