export { ApprovalLineRow, ApprovalRow } from './approval.entity.js';
export { approvalById } from './approval.reads.js';
export { ApprovalLineResolver, ApprovalResolver, loadApproval } from './approval.resolver.js';
export { approvalMachine, type ApprovalState } from './approval.states.js';
export { Approval, presentApproval } from './approval.types.js';
export { lapseApprovals } from './lapse-approvals.js';
export { batchSizeMax, prepareApproval } from './prepare-approval.js';
export { refuseApproval } from './refuse-approval.js';
export { releaseApproval } from './release-approval.js';
