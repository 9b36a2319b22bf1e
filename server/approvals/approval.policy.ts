import { authoritiesOf, type Releasable, releaseAuthorities, releaseAuthority, whoever } from '../identity/index.js';
import type { ActionTable } from '../platform/actions.js';
import { organizationOf, type Viewer } from '../platform/viewer.js';
import type { ApprovalRow } from './approval.entity.js';

/** Which approvals a viewer sees, as an SQL condition on `t`: its buyer and the operator. */
export const approvalVisible = '(viewer_sees_all() OR t.buyer_id = viewer_organization())';

/** The columns of an approval with what its policy asks beside the row, from `approval t`. */
export const approvalColumns = `t.*, t.lapses_at <= business_now() AS expired,
  ${releaseAuthorities('t.buyer_id', 't.currency')} AS authorities`;

/** An approval with what its policy asks beside the row. */
export interface ApprovalView extends ApprovalRow, Pick<Releasable, 'authorities'> {
  /** Whether its time is over: a sweep may not have seen it yet. */
  readonly expired: boolean;
}

export type ApprovalAction = 'RELEASE' | 'REFUSE';

/** Who may do what with an approval. */
export const approvalPolicy: ActionTable<ApprovalAction, ApprovalView> = {
  RELEASE: {
    permission: whoever,
    states: ['PREPARED'],
    party: isChecker,
    when: (viewer, approval) => !approval.expired && typeof releaseAuthority(viewer, approval) === 'object',
  },
  REFUSE: { permission: whoever, states: ['PREPARED'], party: isChecker },
};

function isChecker(viewer: Viewer, approval: ApprovalView): boolean {
  return organizationOf(viewer) === approval.buyerId && authoritiesOf(viewer, approval).length > 0;
}
