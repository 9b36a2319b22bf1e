import { z } from 'zod';
import { organizationChannel } from '../events/index.js';
import { lockOrganizationsForShare, OrganizationSuspended, organizationById } from '../organizations/index.js';
import { refusal } from '../platform/actions.js';
import { command } from '../platform/command.js';
import { wireId } from '../platform/input.js';
import { InvalidInput, NotAvailable, NotFound, NotPermitted } from '../platform/problem.js';
import { programmeActions } from './programme.policy.js';
import { lockProgramme } from './programme.reads.js';
import { recordProgramme } from './record-programme.js';
import { createAliases } from './supplier-alias.js';

/** Invites a funder into a programme, which it sees from now on; inviting it again changes nothing. */
export const addFunder = command({
  name: 'addFunder',
  input: z.object({ programmeId: wireId('programme'), funderId: wireId('organization') }),
  problems: [NotFound, NotPermitted, NotAvailable, OrganizationSuspended],
  async execute(tx, viewer, { programmeId, funderId }) {
    const [seen] = await organizationById(tx, viewer, [funderId]);
    const [funder] = await lockOrganizationsForShare(tx, seen ? [seen.id] : []);
    const programme = await lockProgramme(tx, programmeId);
    if (!programme) return new NotFound();
    const refused = refusal(programmeActions.ADD_FUNDER, viewer, programme);
    if (refused) return refused;
    if (!funder) return new NotFound();
    if (!funder.roles.includes('FUNDER')) {
      return new InvalidInput([{ path: 'funderId', code: 'NOT_A_FUNDER', message: 'This organization is no funder.' }]);
    }
    if (funder.state !== 'ADMITTED') return new OrganizationSuspended();

    const added = await tx.execute(
      'INSERT INTO programme_funder (programme_id, funder_id) VALUES ($1, $2) ON CONFLICT DO NOTHING',
      [programmeId, funderId],
    );
    if (added === 1) {
      await createAliases(tx, programmeId);
      const channels = [organizationChannel(funderId)];
      await recordProgramme(tx, viewer, 'addFunder', programme, {
        type: 'programme.funderJoined',
        channels,
        after: { funderId },
      });
    }
    return { programmeId };
  },
});
