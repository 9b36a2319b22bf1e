import { z } from 'zod';
import { transition } from '../events/index.js';
import {
  AboveCeiling,
  type Authority,
  highestCeiling,
  inPlaceOf,
  releaseAuthority,
  type ReleaseObstacle,
} from '../identity/index.js';
import { lockOrganizationsForShare, OrganizationSuspended } from '../organizations/index.js';
import { refusal } from '../platform/actions.js';
import { command } from '../platform/command.js';
import type { Tx } from '../platform/database.js';
import { uuidKey, wireId } from '../platform/input.js';
import { NotAvailable, NotFound, NotPermitted, type Problem } from '../platform/problem.js';
import { personOf, type Viewer } from '../platform/viewer.js';
import { lockProgrammesForShare } from '../programmes/index.js';
import { approvalChannels } from './approval.channels.js';
import type { ApprovalRow } from './approval.entity.js';
import { approvalPolicy, type ApprovalView } from './approval.policy.js';
import { ApprovalLapsed, BuyerOverdue, HashMismatch, MakerIsChecker } from './approval.problems.js';
import { approvalMachine } from './approval.states.js';
import { findVisibleApproval, lockVisibleApproval } from './lock-approval.js';
import { now, workSlice } from './work-slice.js';

const input = z.object({
  approvalId: wireId('approval'),
  contentHash: z.string(),
  idempotencyKey: uuidKey,
});

/**
 * The decision: another person releases a batch by its hash. The first slice of its invoices is worked on in the same
 * transaction, so that a batch of up to 500 is decided and done at once; `workReleases` works on the others.
 */
export const releaseApproval = command({
  name: 'releaseApproval',
  input,
  problems: [
    NotFound,
    MakerIsChecker,
    NotPermitted,
    ApprovalLapsed,
    AboveCeiling,
    NotAvailable,
    OrganizationSuspended,
    BuyerOverdue,
    HashMismatch,
  ],
  async execute(tx, viewer, { approvalId, contentHash }) {
    const found = await findVisibleApproval(tx, approvalId);
    if (!found) return new NotFound();
    const [buyer] = await lockOrganizationsForShare(tx, [found.buyerId]);
    await lockProgrammesForShare(tx, [found.programmeId]);
    const approval = await lockVisibleApproval(tx, approvalId);
    if (!approval) return new NotFound();

    const authority = releaseAuthority(viewer, approval);
    const refused = refusalOf(viewer, approval, authority);
    if (refused) return refused;
    if (typeof authority !== 'object') throw new Error(`Approval ${approval.id} is released without authority.`);
    if (buyer?.state !== 'ADMITTED') return new OrganizationSuspended();
    if (await isStopped(tx, approval)) return new BuyerOverdue();
    if (contentHash !== approval.contentHash.toString('hex')) return new HashMismatch();

    const released = await decide(tx, viewer, approval, authority);
    const { approvedCount, leftOut } = await workSlice(tx, viewer, released);
    return { approvalId: approval.id, approvedCount, leftOut };
  },
});

/** Whether the buyer is overdue for too long to promise more; a batch of credit notes alone promises nothing. */
async function isStopped(tx: Tx, { programmeId, invoiceCount }: ApprovalRow): Promise<boolean> {
  const { isStopped } = await tx.one<{ isStopped: boolean }>(
    'SELECT buyer_stopped(p) AS is_stopped FROM programme p WHERE p.id = $1',
    [programmeId],
  );
  return isStopped && invoiceCount > 0;
}

function refusalOf(viewer: Viewer, approval: ApprovalView, authority: Authority | ReleaseObstacle): Problem | null {
  const isOpen = approval.state === 'PREPARED';
  if (isOpen && authority === 'MAKER_IS_CHECKER') return new MakerIsChecker();
  const refused = refusal(approvalPolicy.RELEASE, viewer, approval);
  if (!isOpen || !(refused instanceof NotAvailable)) return refused;
  if (approval.expired) return new ApprovalLapsed(approval.lapsesAt);
  return new AboveCeiling({ amountMinor: highestCeiling(viewer, approval), currency: approval.currency });
}

/** The batch as it is once it is released. */
async function decide(tx: Tx, viewer: Viewer, approval: ApprovalRow, authority: Authority): Promise<ApprovalRow> {
  const { ceilingMinor } = authority;
  const decidedFor = inPlaceOf(viewer, authority);
  await tx.execute(
    `UPDATE approval SET decided_by = $2, decided_for = $3, ceiling_minor = $4, decided_at = business_now(),
            released_hash = content_hash WHERE id = $1`,
    [approval.id, personOf(viewer), decidedFor, ceilingMinor],
  );
  const after = { decidedFor, ceilingMinor };
  // One of credit notes alone has no invoice to wait for: its one slice follows at once.
  const completedAt = approval.invoiceCount === 0 ? await now(tx) : null;
  await transition(
    tx,
    viewer,
    approvalMachine,
    'releaseApproval',
    [{ row: approval, to: 'RELEASED', event: 'approval.released', channels: approvalChannels(approval), after }],
    { completed_at: completedAt },
  );
  return { ...approval, state: 'RELEASED', eventNo: approval.eventNo + 1 };
}
