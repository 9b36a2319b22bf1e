export { approvalVisible } from './approval.policy.js';
export { approvalById } from './approval.reads.js';
export { ApprovalCreditResolver, ApprovalLineResolver, ApprovalResolver, loadApproval } from './approval.resolver.js';
export { approvalMachine } from './approval.states.js';
export { lapseApprovals } from './lapse-approvals.js';
export { prepareApproval } from './prepare-approval.js';
export { refuseApproval } from './refuse-approval.js';
export { releaseApproval } from './release-approval.js';
export { workReleases } from './work-releases.js';
