import { z } from 'zod';
import { transition } from '../events/index.js';
import { lockVerifiedAccountsForShare, SamePerson } from '../organizations/index.js';
import { refusal } from '../platform/actions.js';
import { command } from '../platform/command.js';
import { uuidKey, wireId } from '../platform/input.js';
import { NotAvailable, NotFound, NotPermitted } from '../platform/problem.js';
import { organizationOf, personOf } from '../platform/viewer.js';
import { AccountNotUsable } from './mandate.problems.js';
import { activateRule, isAnotherPerson, mandateChannels } from './mandate.policy.js';
import { lockMandate } from './mandate.reads.js';
import { mandateMachine } from './mandate.states.js';

/** Another person of the debtor grants what was proposed: from here on its creditor knows of it, and may collect. */
export const activateMandate = command({
  name: 'activateMandate',
  input: z.object({ mandateId: wireId('mandate'), idempotencyKey: uuidKey }),
  problems: [NotFound, NotPermitted, NotAvailable, SamePerson, AccountNotUsable],
  async execute(tx, viewer, { mandateId }) {
    const own = [organizationOf(viewer)].filter(id => id !== null);
    const accounts = await lockVerifiedAccountsForShare(tx, own, ['EUR']);
    const row = await lockMandate(tx, mandateId);
    if (!row) return new NotFound();
    const refused = refusal(activateRule, viewer, row);
    if (refused) return refused;
    if (!isAnotherPerson(viewer, row)) return new SamePerson();
    const moment = await tx.one<{ now: Date; isOver: boolean }>(
      'SELECT n.now, business_day_of(n.now) > $1::date AS is_over FROM (SELECT business_now() AS now OFFSET 0) n',
      [row.lapsesOn],
    );
    if (moment.isOver) return new NotAvailable('EXPIRED');
    if (!accounts.some(({ id, usable }) => id === row.debtorAccountId && usable)) return new AccountNotUsable();

    await transition(
      tx,
      viewer,
      mandateMachine,
      'activateMandate',
      [{ row, to: 'ACTIVE', event: 'mandate.activated', channels: mandateChannels(row, true) }],
      { activated_by: personOf(viewer), activated_at: moment.now },
    );
    return { mandateId };
  },
});
