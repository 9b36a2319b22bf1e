import { z } from 'zod';
import { lockOrganizationsForShare, organizationActions } from '../organizations/index.js';
import { refusal } from '../platform/actions.js';
import { command } from '../platform/command.js';
import { emailAddress, plainName } from '../platform/input.js';
import { NotAvailable, NotFound, NotPermitted } from '../platform/problem.js';
import { writeInvitation } from './invitation.js';
import { permissionsInput } from './set-permissions.js';

/** An administrator invites a person into the organization, with the permissions it will have. */
export const inviteMember = command({
  name: 'inviteMember',
  input: z.object({ name: plainName(200), email: emailAddress, permissions: permissionsInput }),
  problems: [NotFound, NotPermitted, NotAvailable],
  async execute(tx, viewer, { name, email, permissions }) {
    if (viewer.kind !== 'MEMBER') return new NotFound();
    const { organizationId, memberId } = viewer;
    const [organization] = await lockOrganizationsForShare(tx, [organizationId]);
    if (!organization) return new NotFound();
    const refused = refusal(organizationActions.INVITE_MEMBER, viewer, organization);
    if (refused) return refused;
    return writeInvitation(tx, { kind: 'MEMBER', organizationId, invitedBy: memberId, permissions, name, email });
  },
});
