import type { Tx } from '../platform/database.js';
import type { UnitOfWork } from '../platform/unit-of-work.js';
import { type MemberViewer, systemViewer } from '../platform/viewer.js';
import { lockProgrammesForShare } from '../programmes/index.js';
import type { ApprovalRow } from './approval.entity.js';
import { workSlice } from './work-slice.js';

/** A released batch that is not completed, and who released it. */
interface Unfinished {
  readonly id: string;
  readonly buyerId: string;
  readonly programmeId: string;
  readonly personId: string;
  readonly memberId: string;
}

/**
 * The sweep over released batches: one slice of each, so that none waits for another and nothing else for all; gives back
 * how many slices were worked on. A batch on which another server works is passed by; one whose server was killed is
 * continued here, in the name of whoever released it, and ends as if nothing had happened.
 */
export async function workReleases(work: UnitOfWork): Promise<number> {
  const faults: unknown[] = [];
  let slices = 0;
  for (const unfinished of await work.perform(systemViewer, unfinishedReleases)) {
    const releaser = releaserOf(unfinished);
    try {
      if (await work.perform(releaser, tx => workNextSlice(tx, releaser, unfinished))) slices += 1;
    } catch (error) {
      faults.push(error);
    }
  }
  if (faults.length > 0)
    throw new AggregateError(faults, `${faults.length} released batches wait for their next slice.`);
  return slices;
}

function unfinishedReleases(tx: Tx): Promise<Unfinished[]> {
  return tx.query<Unfinished>(
    `SELECT t.id, t.buyer_id, t.programme_id, t.decided_by AS person_id, m.id AS member_id
       FROM approval t JOIN member m ON (m.person_id, m.organization_id) = (t.decided_by, t.buyer_id)
      WHERE t.state = 'RELEASED' AND t.completed_at IS NULL ORDER BY t.decided_at, t.id`,
  );
}

/** The decision was a person's, and so are its effects, whoever works on them. */
function releaserOf({ personId, memberId, buyerId }: Unfinished): MemberViewer {
  const acting = { kind: 'MEMBER', personId, memberId, organizationId: buyerId } as const;
  return { ...acting, roles: ['BUYER'], permissions: ['CHECKER'], sessionId: '' };
}

async function workNextSlice(tx: Tx, viewer: MemberViewer, { id, programmeId }: Unfinished): Promise<boolean> {
  await lockProgrammesForShare(tx, [programmeId]);
  const approval = await tx.maybe<ApprovalRow>(
    `SELECT t.* FROM approval t WHERE t.id = $1 AND t.state = 'RELEASED' AND t.completed_at IS NULL
        FOR UPDATE SKIP LOCKED`,
    [id],
  );
  if (!approval) return false;
  await workSlice(tx, viewer, approval);
  return true;
}
