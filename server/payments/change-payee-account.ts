import { z } from 'zod';
import { transition } from '../events/index.js';
import { lockVerifiedAccountsForShare } from '../organizations/index.js';
import { refusal } from '../platform/actions.js';
import { command } from '../platform/command.js';
import { uuidKey, wireId } from '../platform/input.js';
import { InvalidInput, NotAvailable, NotFound, NotPermitted } from '../platform/problem.js';
import { lockPayments } from './lock-payments.js';
import { paymentChannels } from './payment.channels.js';
import { paymentPolicy } from './payment.policy.js';
import { findVisiblePayments } from './payment.reads.js';
import { paymentMachine } from './payment.states.js';

/**
 * The payee of a leg 2 whose pinned account was closed since names the one that took its place: verified by a second person,
 * past its cool-off. Money never follows a changed account by itself.
 */
export const changePayeeAccount = command({
  name: 'changePayeeAccount',
  input: z.object({ paymentId: wireId('payment'), bankAccountId: wireId('bankAccount'), idempotencyKey: uuidKey }),
  problems: [NotFound, NotPermitted, NotAvailable],
  async execute(tx, viewer, { paymentId, bankAccountId }) {
    const [found] = await findVisiblePayments(tx, [paymentId]);
    if (!found) return new NotFound();
    const accounts = await lockVerifiedAccountsForShare(tx, [found.payeeId], [found.currency]);
    const [payment] = await lockPayments(tx, [paymentId]);
    const refused = refusal(paymentPolicy.CHANGE_PAYEE_ACCOUNT, viewer, payment!);
    if (refused) return refused;
    const account = accounts.find(({ id }) => id === bankAccountId);
    if (!account?.usable) {
      const message = 'This is no verified account of yours in the currency of the payment that may be used yet.';
      return new InvalidInput([{ path: 'bankAccountId', code: 'NOT_USABLE', message }]);
    }
    const channels = paymentChannels(payment!);
    await transition(
      tx,
      viewer,
      paymentMachine,
      'changePayeeAccount',
      [
        {
          row: payment!,
          to: 'DUE',
          event: 'payment.redirected',
          channels,
          before: { accountId: payment!.payeeAccountId },
          after: { accountId: account.id },
        },
      ],
      { payee_account_id: account.id },
    );
    return { paymentId };
  },
});
