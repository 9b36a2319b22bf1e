import { z } from 'zod';
import { writeInvitation } from '../identity/index.js';
import { refusal } from '../platform/actions.js';
import { command } from '../platform/command.js';
import { emailAddress, wireId } from '../platform/input.js';
import { NotAvailable, NotFound, NotPermitted } from '../platform/problem.js';
import { organizationOf } from '../platform/viewer.js';
import { programmeActions } from './programme.policy.js';
import { lockVisibleProgrammeForShare } from './programme.reads.js';

/**
 * A further invitation for a supplier that a file of the buyer's named and that is not here yet: the first was shown once,
 * lives 72 hours, and was made out to nobody. Whoever accepts takes over the invoices, unless its numbers are others.
 */
export const inviteNamedSupplier = command({
  name: 'inviteNamedSupplier',
  input: z.object({ organizationId: wireId('organization'), email: emailAddress }),
  problems: [NotFound, NotPermitted, NotAvailable],
  async execute(tx, viewer, { organizationId, email }) {
    const invited = await tx.maybe<{ programmeId: string; name: string; isWaiting: boolean }>(
      `SELECT i.programme_id, o.name, i.joined_at IS NULL AS is_waiting
         FROM invited_supplier i JOIN organization o ON o.id = i.id WHERE i.id = $1 AND i.buyer_id = $2`,
      [organizationId, organizationOf(viewer)],
    );
    const programme = invited && (await lockVisibleProgrammeForShare(tx, invited.programmeId));
    if (!invited || !programme || viewer.kind !== 'MEMBER') return new NotFound();
    const refused = refusal(programmeActions.INVITE_SUPPLIER, viewer, programme);
    if (refused) return refused;
    if (!invited.isWaiting) return new NotAvailable('JOINED');
    const { programmeId, name } = invited;
    const invitedBy = viewer.memberId;
    const common = { kind: 'ORGANIZATION', role: 'SUPPLIER', programmeId, invitedBy, name } as const;
    return writeInvitation(tx, { ...common, email, standsFor: organizationId });
  },
});
