import { z } from 'zod';
import { refusal } from '../platform/actions.js';
import { command } from '../platform/command.js';
import type { Tx } from '../platform/database.js';
import { fault, moneyInput, orNull, uuidKey, wireId } from '../platform/input.js';
import { lockMandatesInForce, type MandateRow } from '../mandates/index.js';
import { type Money, sumMoney } from '../platform/money.js';
import { NotAvailable, NotFound, NotPermitted } from '../platform/problem.js';
import { organizationOf, personOf } from '../platform/viewer.js';
import { type AccountChoice, chooseAccounts, holdAccounts } from './choose-accounts.js';
import { collectionDateOf, collectionFault } from './collection.rules.js';
import { lockPayments } from './lock-payments.js';
import { type Moment, momentOf } from './moment.js';
import { paymentPolicy, type PaymentView } from './payment.policy.js';
import { NoSecondPerson, PaymentsNotReleasable, type ReleaseFaultCode, TotalMismatch } from './payment.problems.js';
import { findVisiblePayments } from './payment.reads.js';
import { asAsked } from './payment.rules.js';
import { type FileLine, writePaymentFiles } from './write-payment-files.js';

const maxPayments = 100;

const input = z.object({
  paymentIds: z
    .array(wireId('payment'))
    .min(1, 'Name at least one payment.')
    .max(maxPayments, `Name at most ${maxPayments} payments.`)
    .refine(ids => new Set(ids).size === ids.length, fault('REPEATED', 'A payment is named twice.')),
  total: moneyInput,
  direction: orNull(z.enum(['TRANSFER', 'COLLECTION'])),
  idempotencyKey: uuidKey,
});

/**
 * A maker or checker of the payer puts payments into instruction files: one a date, currency and account (and last day of
 * legs 1), its bytes and their hash fixed here, for another person to release. One of the payee does the same with what it
 * collects under mandates. All or nothing, bound to the total that was shown. The payments stay as they are.
 */
export const preparePaymentFiles = command({
  name: 'preparePaymentFiles',
  input,
  problems: [NotFound, NotPermitted, NoSecondPerson, TotalMismatch, PaymentsNotReleasable],
  async execute(tx, viewer, { paymentIds, total, direction }) {
    const isCollection = direction === 'COLLECTION';
    const [owner, person] = [organizationOf(viewer), personOf(viewer)];
    if (owner === null || person === null) return new NotPermitted();
    const found = await findVisiblePayments(tx, paymentIds);
    if (found.length < paymentIds.length) return new NotFound();
    const accounts = await holdAccounts(tx, found);
    const payerIds = found.map(({ payerId }) => payerId);
    const mandates = isCollection ? await lockMandatesInForce(tx, owner, payerIds) : [];
    const locked = await lockPayments(tx, paymentIds);
    const payments = paymentIds.map(id => asAsked(locked.find(payment => payment.id === id)!));

    const refusals = payments.map(payment =>
      refusal(isCollection ? paymentPolicy.COLLECT : paymentPolicy.PREPARE, viewer, payment),
    );
    const forbidden = refusals.find(refused => refused instanceof NotPermitted);
    if (forbidden) return forbidden;
    if (!(await mayAnotherRelease(tx, owner, person))) return new NoSecondPerson();
    const sums = sumByCurrency(payments);
    if (!sums.every(sum => sum.currency === total.currency && sum.amountMinor === total.amountMinor)) {
      return new TotalMismatch(sums);
    }
    const moment = await momentOf(tx);
    const lines = payments.map(payment => {
      const mandate = mandates.find(({ debtorId }) => debtorId === payment.payerId) ?? null;
      return { payment, mandate, accounts: chooseAccounts(payment, accounts, mandate) };
    });
    const faults = lines.flatMap((line, index) => {
      if (refusals[index] instanceof NotAvailable) return because(line.payment, obstacleOf(line.payment, isCollection));
      return isCollection ? collectionFaults(line, moment) : transferFaults(line);
    });
    if (faults.length > 0) return new PaymentsNotReleasable(faults);

    return { fileIds: await writePaymentFiles(tx, viewer, lines as FileLine[], moment) };
  },
});

/** A payment as it is to go into a file, whose accounts may be missing still. */
interface Draft {
  readonly payment: PaymentView;
  readonly mandate: MandateRow | null;
  readonly accounts: AccountChoice;
}

interface Fault {
  readonly paymentId: string;
  readonly code: ReleaseFaultCode;
}

/** Whether anybody but this person could release what it prepares. */
async function mayAnotherRelease(tx: Tx, organizationId: string, personId: string): Promise<boolean> {
  const { another } = await tx.one<{ another: boolean }>(
    `SELECT EXISTS (SELECT FROM member
                     WHERE organization_id = $1 AND person_id <> $2 AND active AND 'CHECKER' = ANY (permissions)) AS another`,
    [organizationId, personId],
  );
  return another;
}

function transferFaults({ payment, accounts: { payerAccount, payeeAccount } }: Draft): Fault[] {
  return [
    ...(payeeAccount ? [] : because(payment, 'PAYEE_ACCOUNT_MISSING')),
    ...(payerAccount ? [] : because(payment, 'PAYER_ACCOUNT_MISSING')),
  ];
}

function collectionFaults({ payment, mandate, accounts }: Draft, { today }: Moment): Fault[] {
  if (!mandate) return because(payment, 'MANDATE_MISSING');
  const code = collectionFault(payment, mandate, accounts, collectionDateOf(payment, mandate, today));
  return code ? because(payment, code) : [];
}

function because({ id: paymentId }: PaymentView, code: ReleaseFaultCode): Fault[] {
  return [{ paymentId, code }];
}

function obstacleOf(payment: PaymentView, isCollection: boolean): ReleaseFaultCode {
  if ((isCollection ? payment.preparedCollectionId : payment.preparedFileId) !== null) return 'ALREADY_PREPARED';
  if (payment.heldReason) return payment.heldReason;
  return isCollection && payment.state === 'DUE' && payment.mandateId === null ? 'MANDATE_MISSING' : 'NOT_DUE';
}

function sumByCurrency(payments: readonly PaymentView[]): Money[] {
  return [...new Set(payments.map(payment => payment.currency))].sort().map(currency =>
    sumMoney(
      currency,
      payments.filter(payment => payment.currency === currency),
    ),
  );
}
