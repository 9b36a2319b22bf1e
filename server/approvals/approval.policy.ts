import { type Authority, releaseAuthorities } from '../identity/index.js';
import type { ActionTable } from '../platform/actions.js';
import { actsInPerson, organizationOf, type Permission, personOf, type Viewer } from '../platform/viewer.js';
import type { ApprovalRow } from './approval.entity.js';

/** Which approvals a viewer sees, as an SQL condition on `t`: its buyer and the operator. */
export const approvalVisible = '(viewer_sees_all() OR t.buyer_id = viewer_organization())';

/** The columns of an approval with what its policy asks beside the row, from `approval t`. */
export const approvalColumns = `t.*, t.lapses_at <= business_now() AS expired,
  ${releaseAuthorities('t.buyer_id', 't.currency')} AS authorities`;

/** An approval with what its policy asks beside the row. */
export interface ApprovalView extends ApprovalRow {
  /** Whether its time is over: a sweep may not have seen it yet. */
  readonly expired: boolean;
  /** In whose name the viewer's person may release batches of this buyer. */
  readonly authorities: readonly Authority[];
}

/** In whose name the viewer may release batches like this one, its own first. Four eyes are persons': a key has none. */
export function authoritiesOf(viewer: Viewer, { authorities }: ApprovalView): readonly Authority[] {
  return actsInPerson(viewer) ? authorities : [];
}

export type ApprovalAction = 'RELEASE' | 'REFUSE';

/** Why the viewer does not release a batch, whatever its state. */
export type ReleaseObstacle = 'NOT_A_CHECKER' | 'MAKER_IS_CHECKER' | 'ABOVE_CEILING';

/**
 * In whose name the viewer releases the batch, or why not. Four eyes compares persons: neither who prepared it, nor anybody
 * in the place of who prepared it, releases it; and the total keeps below the ceiling of whose authority it is.
 */
export function releaseAuthority(viewer: Viewer, approval: ApprovalView): Authority | ReleaseObstacle {
  const { preparedBy, totalMinor } = approval;
  const authorities = authoritiesOf(viewer, approval);
  if (preparedBy === personOf(viewer)) return 'MAKER_IS_CHECKER';
  if (authorities.length === 0) return 'NOT_A_CHECKER';
  const others = authorities.filter(authority => authority.personId !== preparedBy);
  if (others.length === 0) return 'MAKER_IS_CHECKER';
  const covers = ({ ceilingMinor }: Authority) => ceilingMinor === null || totalMinor <= BigInt(ceilingMinor);
  return others.find(covers) ?? 'ABOVE_CEILING';
}

/** The highest total that the viewer could release of batches like this one; zero where it has no authority. */
export function highestCeiling(viewer: Viewer, approval: ApprovalView): bigint {
  const ceilings = authoritiesOf(viewer, approval).flatMap(({ personId, ceilingMinor }) =>
    ceilingMinor === null || personId === approval.preparedBy ? [] : [BigInt(ceilingMinor)],
  );
  return ceilings.reduce((highest, ceiling) => (ceiling > highest ? ceiling : highest), 0n);
}

/** A substitute needs no permission of its own: it has that of the checker in whose place it acts. */
const whoever: readonly Permission[] = ['CHECKER', 'MAKER', 'DEALER', 'RISK', 'VIEWER', 'ADMINISTRATOR'];

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
