/** Which refunds a viewer sees, an SQL condition on `t`: receiver and payer, the holder it was sent on to, and the operator. */
export const refundVisible = `(viewer_sees_all() OR viewer_organization() IN (t.receiver_id, t.payer_id)
  OR EXISTS (SELECT FROM payment p WHERE p.refund_id = t.id AND p.state = 'SETTLED' AND p.payee_id = viewer_organization()))`;
