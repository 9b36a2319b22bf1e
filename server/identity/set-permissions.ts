import { z } from 'zod';
import { lockOrganizations } from '../organizations/index.js';
import { refusal } from '../platform/actions.js';
import { command } from '../platform/command.js';
import { wireId } from '../platform/input.js';
import { NotAvailable, NotFound, NotPermitted } from '../platform/problem.js';
import { personOf } from '../platform/viewer.js';
import { LastAdministrator, OwnPermissions } from './identity.problems.js';
import { addsMoney, isLastAdministrator, memberActions } from './member.policy.js';
import { lockMember, memberById } from './member.reads.js';
import { recordMember } from './record-member.js';
import { revokeKeysOf } from './revoke-api-key.js';
import { endSessionsOf } from './sessions.js';

export const permissionsInput = z
  .array(z.enum(['MAKER', 'CHECKER', 'DEALER', 'RISK', 'VIEWER', 'ADMINISTRATOR']))
  .min(1)
  .max(12)
  .transform(permissions => [...new Set(permissions)].sort());

/**
 * An administrator says what a member may do. Nobody gives permissions over money to themselves, an administrator always
 * remains, and the member's sessions end: what they were opened for holds no more. So do keys with a scope that is gone.
 */
export const setPermissions = command({
  name: 'setPermissions',
  input: z.object({ memberId: wireId('member'), permissions: permissionsInput }),
  problems: [NotFound, NotPermitted, NotAvailable, OwnPermissions, LastAdministrator],
  async execute(tx, viewer, { memberId, permissions }) {
    const [found] = await memberById(tx, viewer, [memberId]);
    if (!found) return new NotFound();
    const [organization] = await lockOrganizations(tx, [found.organizationId]);
    const member = await lockMember(tx, memberId);
    if (!organization || !member) return new NotFound();
    const refused = refusal(memberActions.SET_PERMISSIONS, viewer, member);
    if (refused) return refused;
    const own = member.personId === personOf(viewer);
    if (own && member.activeMembers > 1 && addsMoney(member.permissions, permissions)) return new OwnPermissions();
    if (isLastAdministrator(member) && !permissions.includes('ADMINISTRATOR')) return new LastAdministrator();

    await tx.execute('UPDATE member SET permissions = $2 WHERE id = $1', [memberId, permissions]);
    await endSessionsOf(tx, memberId);
    const revokedKeys = await revokeKeysOf(tx, memberId, permissions);
    await recordMember(tx, viewer, 'setPermissions', organization, {
      event: 'organization.memberChanged',
      before: { memberId, permissions: member.permissions },
      after: { memberId, permissions, revokedKeys },
    });
    return { memberId };
  },
});
