import { z } from 'zod';
import { operatorChannel, organizationChannel, transition } from '../events/index.js';
import { refusal } from '../platform/actions.js';
import { command } from '../platform/command.js';
import { orNull, text, wireId } from '../platform/input.js';
import { NotAvailable, NotFound, NotPermitted } from '../platform/problem.js';
import { type OrganizationAction, organizationActions } from './organization.policy.js';
import { lockVisibleOrganization } from './organization.reads.js';
import { organizationMachine, type OrganizationState } from './organization.states.js';

interface Decision {
  readonly name: string;
  readonly action: OrganizationAction;
  readonly to: OrganizationState;
  readonly event: string;
}

/** A command by which the operator moves an organization along one arrow; its reason is kept in the event. */
export function decision({ name, action, to, event }: Decision) {
  return command({
    name,
    input: z.object({ organizationId: wireId('organization'), reason: orNull(text(500)) }),
    problems: [NotFound, NotPermitted, NotAvailable],
    async execute(tx, viewer, { organizationId, reason }) {
      const row = await lockVisibleOrganization(tx, organizationId);
      if (!row) return new NotFound();
      const refused = refusal(organizationActions[action], viewer, row);
      if (refused) return refused;

      const channels = [organizationChannel(row.id), operatorChannel];
      await transition(tx, viewer, organizationMachine, name, [{ row, to, event, channels, after: { reason } }]);
      return { organizationId: row.id };
    },
  });
}
