/** An account is its organization's; the operator sees all. `a` is the account. */
export const accountVisible = '(viewer_sees_all() OR a.organization_id = viewer_organization())';

/**
 * A transfer is seen by the two whose accounts it touches. The buyer of a financed invoice therefore never meets the price:
 * no account of its own is touched by it. `d` and `c` are the accounts of the transfer.
 */
export const transferVisible =
  '(viewer_sees_all() OR d.organization_id = viewer_organization() OR c.organization_id = viewer_organization())';

/** An invoice is named to its two parties; for the funder it stays a claim without a number. `t` is the transfer. */
export const invoiceNamed = `(viewer_sees_all() OR EXISTS (
  SELECT FROM invoice i WHERE i.id = t.invoice_id AND viewer_organization() IN (i.supplier_id, i.buyer_id)))`;
