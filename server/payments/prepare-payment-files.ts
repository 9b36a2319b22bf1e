import { z } from 'zod';
import { refusal } from '../platform/actions.js';
import { command } from '../platform/command.js';
import type { Tx } from '../platform/database.js';
import { fault, moneyInput, uuidKey, wireId } from '../platform/input.js';
import { type Money, sumMoney } from '../platform/money.js';
import { NotAvailable, NotFound, NotPermitted } from '../platform/problem.js';
import { organizationOf, personOf } from '../platform/viewer.js';
import { type AccountChoice, chooseAccounts, holdAccounts } from './choose-accounts.js';
import { lockPayments } from './lock-payments.js';
import { paymentPolicy, type PaymentView } from './payment.policy.js';
import { NoSecondPerson, PaymentsNotReleasable, type ReleaseFaultCode, TotalMismatch } from './payment.problems.js';
import { findVisiblePayments } from './payment.reads.js';
import { asAsked } from './payment.rules.js';
import { type Accounts, writePaymentFiles } from './write-payment-files.js';

const maxPayments = 100;

const input = z.object({
  paymentIds: z
    .array(wireId('payment'))
    .min(1, 'Name at least one payment.')
    .max(maxPayments, `Name at most ${maxPayments} payments.`)
    .refine(ids => new Set(ids).size === ids.length, fault('REPEATED', 'A payment is named twice.')),
  total: moneyInput,
  idempotencyKey: uuidKey,
});

/**
 * A maker or checker of the payer puts payments into instruction files: one a date, currency and account (and last day of
 * legs 1), its bytes and their hash fixed here, for another person to release. All or nothing, bound to the total that was
 * shown. The payments stay as they are.
 */
export const preparePaymentFiles = command({
  name: 'preparePaymentFiles',
  input,
  problems: [NotFound, NotPermitted, NoSecondPerson, TotalMismatch, PaymentsNotReleasable],
  async execute(tx, viewer, { paymentIds, total }) {
    const found = await findVisiblePayments(tx, paymentIds);
    if (found.length < paymentIds.length) return new NotFound();
    const accounts = await holdAccounts(tx, found);
    const locked = await lockPayments(tx, paymentIds);
    const payments = paymentIds.map(id => asAsked(locked.find(payment => payment.id === id)!));

    const refusals = payments.map(payment => refusal(paymentPolicy.PREPARE, viewer, payment));
    const forbidden = refusals.find(refused => refused instanceof NotPermitted);
    if (forbidden) return forbidden;
    const [owner, person] = [organizationOf(viewer), personOf(viewer)];
    if (owner === null || person === null) return new NotPermitted();
    if (!(await mayAnotherRelease(tx, owner, person))) return new NoSecondPerson();
    const sums = sumByCurrency(payments);
    if (!sums.every(sum => sum.currency === total.currency && sum.amountMinor === total.amountMinor)) {
      return new TotalMismatch(sums);
    }
    const choices = payments.map(payment => chooseAccounts(payment, accounts));
    const faults = payments.flatMap((payment, index) =>
      faultsOf(payment, refusals[index] instanceof NotAvailable, choices[index]!),
    );
    if (faults.length > 0) return new PaymentsNotReleasable(faults);

    const lines = payments.map((payment, index) => ({ payment, accounts: choices[index] as Accounts }));
    return { fileIds: await writePaymentFiles(tx, viewer, lines) };
  },
});

/** Whether anybody but this person could release what it prepares. */
async function mayAnotherRelease(tx: Tx, organizationId: string, personId: string): Promise<boolean> {
  const { another } = await tx.one<{ another: boolean }>(
    `SELECT EXISTS (SELECT FROM member
                     WHERE organization_id = $1 AND person_id <> $2 AND active AND 'CHECKER' = ANY (permissions)) AS another`,
    [organizationId, personId],
  );
  return another;
}

function faultsOf(
  payment: PaymentView,
  isUnavailable: boolean,
  { payerAccount, payeeAccount }: AccountChoice,
): { paymentId: string; code: ReleaseFaultCode }[] {
  if (isUnavailable) return [{ paymentId: payment.id, code: obstacleOf(payment) }];
  const codes: ReleaseFaultCode[] = [];
  if (!payeeAccount) codes.push('PAYEE_ACCOUNT_MISSING');
  if (!payerAccount) codes.push('PAYER_ACCOUNT_MISSING');
  return codes.map(code => ({ paymentId: payment.id, code }));
}

function obstacleOf({ heldReason, preparedFileId }: PaymentView): ReleaseFaultCode {
  if (preparedFileId !== null) return 'ALREADY_PREPARED';
  return heldReason ?? 'NOT_DUE';
}

function sumByCurrency(payments: readonly PaymentView[]): Money[] {
  return [...new Set(payments.map(payment => payment.currency))].sort().map(currency =>
    sumMoney(
      currency,
      payments.filter(payment => payment.currency === currency),
    ),
  );
}
