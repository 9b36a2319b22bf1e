import { z } from 'zod';
import { operatorChannel, organizationChannel, transition } from '../events/index.js';
import { refusal } from '../platform/actions.js';
import { command } from '../platform/command.js';
import { orNull, uuidKey } from '../platform/input.js';
import { NotAvailable, NotFound, NotPermitted } from '../platform/problem.js';
import { organizationOf } from '../platform/viewer.js';
import { addressColumns, addressOf, postalAddress } from './address.rules.js';
import { organizationActions } from './organization.policy.js';
import { lockOrganizations } from './organization.reads.js';
import { organizationMachine } from './organization.states.js';

/** An administrator says where the organization is, or takes it back. Files written from then on name it; older ones stay. */
export const setAddress = command({
  name: 'setAddress',
  input: z.object({ address: orNull(postalAddress), idempotencyKey: uuidKey }),
  problems: [NotFound, NotPermitted, NotAvailable],
  async execute(tx, viewer, { address }) {
    const organizationId = organizationOf(viewer);
    const [row] = organizationId === null ? [] : await lockOrganizations(tx, [organizationId]);
    if (!row) return new NotFound();
    const refused = refusal(organizationActions.SET_ADDRESS, viewer, row);
    if (refused) return refused;

    const channels = [organizationChannel(row.id), operatorChannel];
    const [before, after] = [{ address: addressOf(row) }, { address }];
    const event = { to: row.state, event: 'organization.addressChanged', channels, before, after };
    await transition(tx, viewer, organizationMachine, 'setAddress', [{ row, ...event }], addressColumns(address));
    return { organizationId: row.id };
  },
});
