import type { ActionTable } from '../platform/actions.js';
import { organizationOf, personOf, type Viewer } from '../platform/viewer.js';
import type { ApprovalRow } from './approval.entity.js';

/** Which approvals a viewer sees, as an SQL condition on `t`: its buyer and the operator. */
export const approvalVisible = '(viewer_sees_all() OR t.buyer_id = viewer_organization())';

/** The columns of an approval with whether its time is over, from `approval t`. */
export const approvalColumns = 't.*, t.lapses_at <= business_now() AS expired';

/** An approval with whether its time is over: a sweep may not have seen it yet. */
export interface ApprovalView extends ApprovalRow {
  readonly expired: boolean;
}

export type ApprovalAction = 'RELEASE' | 'REFUSE';

/** Who may do what with an approval. Four eyes compares persons: whoever prepared it does not release it. */
export const approvalPolicy: ActionTable<ApprovalAction, ApprovalView> = {
  RELEASE: {
    permission: 'CHECKER',
    states: ['PREPARED'],
    party: isBuyer,
    when: (viewer, approval) => !approval.expired && approval.preparedBy !== personOf(viewer),
  },
  REFUSE: { permission: 'CHECKER', states: ['PREPARED'], party: isBuyer },
};

function isBuyer(viewer: Viewer, approval: ApprovalRow): boolean {
  return organizationOf(viewer) === approval.buyerId;
}
