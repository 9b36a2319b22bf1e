/**
 * Which financings a viewer sees, as an SQL condition on `t`: its supplier, its funder, its buyer where the terms are
 * disclosed to it, and the operator.
 */
export const financingVisible = `(viewer_sees_all() OR viewer_organization() IN (t.supplier_id, t.funder_id)
  OR (t.buyer_id = viewer_organization() AND EXISTS (
    SELECT FROM programme_terms d WHERE d.id = t.terms_id AND d.disclosure = 'DISCLOSED')))`;

/** Whether the viewer, who sees the financing `t`, sees its price: the buyer only where it bears the cost. */
export const priceVisible = `(viewer_sees_all() OR viewer_organization() IN (t.supplier_id, t.funder_id)
  OR EXISTS (SELECT FROM programme_terms d WHERE d.id = t.terms_id AND d.cost_bearer = 'BUYER'))`;

/** Whether the viewer, who sees the financing `t`, sees its invoice: the funder has a claim without a number. */
export const invoiceShown = '(viewer_sees_all() OR viewer_organization() IN (t.supplier_id, t.buyer_id))';
