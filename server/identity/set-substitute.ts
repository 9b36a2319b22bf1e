import { z } from 'zod';
import { lockOrganizations } from '../organizations/index.js';
import { refusal } from '../platform/actions.js';
import { command } from '../platform/command.js';
import type { Tx } from '../platform/database.js';
import { fault, localDateInput, orNull, wireId } from '../platform/input.js';
import type { LocalDate } from '../platform/local-date.js';
import { type FieldProblem, InvalidInput, NotAvailable, NotFound, NotPermitted } from '../platform/problem.js';
import { personOf } from '../platform/viewer.js';
import { OwnPermissions } from './identity.problems.js';
import { memberActions, type MemberView } from './member.policy.js';
import { lockMember, memberById } from './member.reads.js';
import { recordMember } from './record-member.js';

const substitution = z
  .object({ memberId: wireId('member'), from: localDateInput, until: localDateInput })
  .refine(({ from, until }) => until >= from, {
    ...fault('BEFORE_BEGIN', 'The last day is before the first.'),
    path: ['until'],
  });

/**
 * An administrator names who stands in for a member that is absent, from one business day until another, both included;
 * without a substitute there is none any more. For so long the substitute may release batches and payment files as the absent one
 * might, under the same ceilings, and never what either of the two prepared. Nobody names themselves.
 */
export const setSubstitute = command({
  name: 'setSubstitute',
  input: z.object({ memberId: wireId('member'), substitute: orNull(substitution) }),
  problems: [NotFound, NotPermitted, NotAvailable, OwnPermissions],
  async execute(tx, viewer, { memberId, substitute }) {
    const [found] = await memberById(tx, viewer, [memberId]);
    if (!found) return new NotFound();
    const [organization] = await lockOrganizations(tx, [found.organizationId]);
    const member = await lockMember(tx, memberId);
    if (!organization || !member) return new NotFound();
    const refused = refusal(memberActions.SET_SUBSTITUTE, viewer, member);
    if (refused) return refused;
    const [other] = substitute ? await memberById(tx, viewer, [substitute.memberId]) : [];
    if (substitute) {
      const faults = faultsOf(member, other ?? undefined, substitute.until, await businessToday(tx));
      if (faults.length > 0) return new InvalidInput(faults);
      if (other?.personId === personOf(viewer)) return new OwnPermissions();
    }

    const after = {
      substituteId: substitute?.memberId ?? null,
      substituteFrom: substitute?.from ?? null,
      substituteUntil: substitute?.until ?? null,
    };
    await tx.execute(
      'UPDATE member SET substitute_id = $2, substitute_from = $3, substitute_until = $4 WHERE id = $1',
      [memberId, ...Object.values(after)],
    );
    const { substituteId, substituteFrom, substituteUntil } = member;
    await recordMember(tx, viewer, 'setSubstitute', organization, {
      event: 'organization.memberChanged',
      before: { memberId, substituteId, substituteFrom, substituteUntil },
      after: { memberId, ...after },
    });
    return { memberId };
  },
});

function faultsOf(
  member: MemberView,
  substitute: MemberView | undefined,
  until: LocalDate,
  today: LocalDate,
): FieldProblem[] {
  const faults: FieldProblem[] = [];
  if (!substitute?.active || substitute.organizationId !== member.organizationId) {
    const message = 'The substitute is no active member of this organization.';
    faults.push({ path: 'substitute.memberId', code: 'NO_SUCH_MEMBER', message });
  } else if (substitute.id === member.id) {
    const message = 'Nobody stands in for themselves.';
    faults.push({ path: 'substitute.memberId', code: 'SAME_MEMBER', message });
  }
  if (until < today) {
    faults.push({ path: 'substitute.until', code: 'IN_THE_PAST', message: 'The last day is over already.' });
  }
  return faults;
}

async function businessToday(tx: Tx): Promise<LocalDate> {
  return (await tx.one<{ today: LocalDate }>('SELECT business_today() AS today')).today;
}
