import { z } from 'zod';
import { operatorChannel, organizationChannel, transition } from '../events/index.js';
import { refusal } from '../platform/actions.js';
import { command } from '../platform/command.js';
import type { Tx } from '../platform/database.js';
import { orNull, text, wireId } from '../platform/input.js';
import { NotAvailable, NotFound, NotPermitted, type Problem, type ProblemClass } from '../platform/problem.js';
import type { Viewer } from '../platform/viewer.js';
import type { OrganizationRow } from './organization.entity.js';
import { type OrganizationAction, organizationActions } from './organization.policy.js';
import { lockVisibleOrganization } from './organization.reads.js';
import { organizationMachine, type OrganizationState } from './organization.states.js';

interface Decision {
  readonly name: string;
  readonly action: OrganizationAction;
  readonly to: OrganizationState;
  readonly event: string;
  /** The refusals of `judge`. */
  readonly problems?: readonly ProblemClass[];
  /** Columns that go with the state, at an instant of the business clock. */
  readonly set?: (now: Date) => Readonly<Record<string, unknown>>;
  /** What further speaks against it, with the organization locked. */
  readonly judge?: (tx: Tx, row: OrganizationRow, viewer: Viewer) => Promise<Problem | null>;
}

/** A command by which the operator moves an organization along one arrow; its reason is kept in the event. */
export function decision({ name, action, to, event, problems = [], set = () => ({}), judge }: Decision) {
  return command({
    name,
    input: z.object({ organizationId: wireId('organization'), reason: orNull(text(500)) }),
    problems: [NotFound, NotPermitted, NotAvailable, ...problems],
    async execute(tx, viewer, { organizationId, reason }) {
      const row = await lockVisibleOrganization(tx, organizationId);
      if (!row) return new NotFound();
      const refused = refusal(organizationActions[action], viewer, row);
      if (refused) return refused;
      const objection = await judge?.(tx, row, viewer);
      if (objection) return objection;

      const channels = [organizationChannel(row.id), operatorChannel];
      const change = { row, to, event, channels, after: { reason } };
      await transition(tx, viewer, organizationMachine, name, [change], set(await businessNow(tx)));
      return { organizationId: row.id };
    },
  });
}

/** In whole milliseconds, as every instant of the market. */
export async function businessNow(tx: Tx): Promise<Date> {
  const { now } = await tx.one<{ now: Date }>(`SELECT date_trunc('milliseconds', business_now()) AS now`);
  return now;
}
