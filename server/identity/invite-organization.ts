import { z } from 'zod';
import { command } from '../platform/command.js';
import { emailAddress, plainName } from '../platform/input.js';
import { NotPermitted } from '../platform/problem.js';
import { hasPermission, hasRole } from '../platform/viewer.js';
import { writeInvitation } from './invitation.js';

/** The operator invites an organization; the link registers it, and the operator then admits it. */
export const inviteOrganization = command({
  name: 'inviteOrganization',
  input: z.object({
    role: z.enum(['BUYER', 'SUPPLIER', 'FUNDER', 'INSURER']),
    name: plainName(200),
    email: emailAddress,
  }),
  problems: [NotPermitted],
  async execute(tx, viewer, { role, name, email }) {
    const permitted = hasPermission(viewer, 'ADMINISTRATOR') || hasPermission(viewer, 'CHECKER');
    if (viewer.kind !== 'MEMBER' || !hasRole(viewer, 'OPERATOR') || !permitted) return new NotPermitted();
    return writeInvitation(tx, { kind: 'ORGANIZATION', invitedBy: viewer.memberId, role, name, email });
  },
});
