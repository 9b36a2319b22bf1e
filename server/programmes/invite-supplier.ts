import { z } from 'zod';
import { writeInvitation } from '../identity/index.js';
import { refusal } from '../platform/actions.js';
import { command } from '../platform/command.js';
import { emailAddress, plainName, wireId } from '../platform/input.js';
import { NotAvailable, NotFound, NotPermitted } from '../platform/problem.js';
import { programmeActions } from './programme.policy.js';
import { lockVisibleProgrammeForShare } from './programme.reads.js';

/** A buyer invites a supplier into a programme. The link registers the supplier, or brings one that is here already. */
export const inviteSupplier = command({
  name: 'inviteSupplier',
  input: z.object({ programmeId: wireId('programme'), name: plainName(200), email: emailAddress }),
  problems: [NotFound, NotPermitted, NotAvailable],
  async execute(tx, viewer, { programmeId, name, email }) {
    const programme = await lockVisibleProgrammeForShare(tx, programmeId);
    if (!programme || viewer.kind !== 'MEMBER') return new NotFound();
    const refused = refusal(programmeActions.INVITE_SUPPLIER, viewer, programme);
    if (refused) return refused;
    const invitedBy = viewer.memberId;
    return writeInvitation(tx, { kind: 'ORGANIZATION', role: 'SUPPLIER', programmeId, invitedBy, name, email });
  },
});
