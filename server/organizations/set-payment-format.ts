import { z } from 'zod';
import { operatorChannel, organizationChannel, transition } from '../events/index.js';
import { refusal } from '../platform/actions.js';
import { command } from '../platform/command.js';
import { uuidKey, wireId } from '../platform/input.js';
import { NotAvailable, NotFound, NotPermitted } from '../platform/problem.js';
import { bankAccountActions } from './organization.policy.js';
import { lockAccountToChange } from './organization.reads.js';
import { bankAccountMachine } from './organization.states.js';

/** In which form the bank of an account takes instruction files. Those that are written already stay as they are. */
export const setPaymentFormat = command({
  name: 'setPaymentFormat',
  input: z.object({
    bankAccountId: wireId('bankAccount'),
    format: z.enum(['PAIN_001_001_09', 'PAIN_001_001_03']),
    idempotencyKey: uuidKey,
  }),
  problems: [NotFound, NotPermitted, NotAvailable],
  async execute(tx, viewer, { bankAccountId, format }) {
    const row = (await lockAccountToChange(tx, bankAccountId)).find(each => each.id === bankAccountId);
    if (!row) return new NotFound();
    const refused = refusal(bankAccountActions.SET_PAYMENT_FORMAT, viewer, row);
    if (refused) return refused;

    const channels = [organizationChannel(row.organizationId), operatorChannel];
    const [before, after] = [{ paymentFormat: row.paymentFormat }, { paymentFormat: format }];
    const change = { row, to: row.state, event: 'account.formatChanged', channels, before, after };
    await transition(tx, viewer, bankAccountMachine, 'setPaymentFormat', [change], { payment_format: format });
    return { bankAccountId };
  },
});
