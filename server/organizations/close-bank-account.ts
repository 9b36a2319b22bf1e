import { z } from 'zod';
import { operatorChannel, organizationChannel, transition } from '../events/index.js';
import { refusal } from '../platform/actions.js';
import { command } from '../platform/command.js';
import { wireId } from '../platform/input.js';
import { NotAvailable, NotFound, NotPermitted } from '../platform/problem.js';
import { bankAccountActions } from './organization.policy.js';
import { lockAccountToChange } from './organization.reads.js';
import { bankAccountMachine } from './organization.states.js';

/** An account takes no more money. Another one in its currency has a cool-off, as a replacement has. */
export const closeBankAccount = command({
  name: 'closeBankAccount',
  input: z.object({ bankAccountId: wireId('bankAccount') }),
  problems: [NotFound, NotPermitted, NotAvailable],
  async execute(tx, viewer, { bankAccountId }) {
    const row = (await lockAccountToChange(tx, bankAccountId)).find(each => each.id === bankAccountId);
    if (!row) return new NotFound();
    const refused = refusal(bankAccountActions.CLOSE, viewer, row);
    if (refused) return refused;

    const channels = [organizationChannel(row.organizationId), operatorChannel];
    const change = { row, to: 'CLOSED', event: 'account.changed', channels } as const;
    await transition(tx, viewer, bankAccountMachine, 'closeBankAccount', [change]);
    return { bankAccountId };
  },
});
