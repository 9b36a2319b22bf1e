import { z } from 'zod';
import { organizationChannel, transition } from '../events/index.js';
import { refusal } from '../platform/actions.js';
import { command } from '../platform/command.js';
import { orNull, positiveRateBps, uuidKey } from '../platform/input.js';
import { NotAvailable, NotFound, NotPermitted } from '../platform/problem.js';
import { organizationOf } from '../platform/viewer.js';
import { organizationActions } from './organization.policy.js';
import { lockOrganizations } from './organization.reads.js';
import { organizationMachine } from './organization.states.js';

/**
 * A supplier says what its own money costs it, in basis points a year, or that it says so no longer. Nobody else learns it,
 * the operator neither; offers are held against the cost of waiting at it.
 */
export const setOwnRate = command({
  name: 'setOwnRate',
  input: z.object({ rateBps: orNull(positiveRateBps), idempotencyKey: uuidKey }),
  problems: [NotFound, NotPermitted, NotAvailable],
  async execute(tx, viewer, { rateBps }) {
    const organizationId = organizationOf(viewer);
    const [row] = organizationId === null ? [] : await lockOrganizations(tx, [organizationId]);
    if (!row) return new NotFound();
    const refused = refusal(organizationActions.SET_OWN_RATE, viewer, row);
    if (refused) return refused;

    const [before, after] = [{ rateBps: row.ownRateBps }, { rateBps: rateBps?.toFixed() ?? null }];
    const set = { own_rate_bps: after.rateBps };
    const event = { to: row.state, event: 'organization.rateChanged', channels: [organizationChannel(row.id)] };
    await transition(tx, viewer, organizationMachine, 'setOwnRate', [{ row, ...event, before, after, set }]);
    return { organizationId: row.id };
  },
});
