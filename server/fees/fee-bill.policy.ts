/** Which bills a viewer sees, as an SQL condition on `t`: whoever owes it, and the operator. */
export const feeBillVisible = '(viewer_sees_all() OR t.payer_id = viewer_organization())';
