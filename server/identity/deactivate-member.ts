import { z } from 'zod';
import { lockOrganizations } from '../organizations/index.js';
import { refusal } from '../platform/actions.js';
import { command } from '../platform/command.js';
import { wireId } from '../platform/input.js';
import { NotAvailable, NotFound, NotPermitted } from '../platform/problem.js';
import { LastAdministrator } from './identity.problems.js';
import { deactivateRule, isLastAdministrator } from './member.policy.js';
import { lockMember, memberById } from './member.reads.js';
import { recordMember } from './record-member.js';
import { revokeKeysOf } from './revoke-api-key.js';
import { endSessionsOf } from './sessions.js';

/**
 * A member leaves: it signs in no more, its sessions end, its keys are revoked, the invitations it made are void. What it
 * did stays its own.
 */
export const deactivateMember = command({
  name: 'deactivateMember',
  input: z.object({ memberId: wireId('member') }),
  problems: [NotFound, NotPermitted, NotAvailable, LastAdministrator],
  async execute(tx, viewer, { memberId }) {
    const [found] = await memberById(tx, viewer, [memberId]);
    if (!found) return new NotFound();
    const [organization] = await lockOrganizations(tx, [found.organizationId]);
    const member = await lockMember(tx, memberId);
    if (!organization || !member) return new NotFound();
    const refused = refusal(deactivateRule, viewer, member);
    if (refused) return refused;
    if (isLastAdministrator(member)) return new LastAdministrator();

    await tx.execute('UPDATE member SET active = false WHERE id = $1', [memberId]);
    await endSessionsOf(tx, memberId);
    const revokedKeys = await revokeKeysOf(tx, memberId, 'NONE');
    await recordMember(tx, viewer, 'deactivateMember', organization, {
      event: 'organization.memberChanged',
      before: { memberId, active: true },
      after: { memberId, active: false, revokedKeys },
    });
    return { memberId };
  },
});
