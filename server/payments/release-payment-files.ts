import { z } from 'zod';
import { transition } from '../events/index.js';
import { AboveCeiling, highestCeiling, inPlaceOf, releaseAuthority } from '../identity/index.js';
import { lockInvoices } from '../invoices/index.js';
import { lockMandates, markCollected, type MandateRow } from '../mandates/index.js';
import { type BankAccountRow, SamePerson } from '../organizations/index.js';
import { refusal } from '../platform/actions.js';
import { type Command, command } from '../platform/command.js';
import type { Tx } from '../platform/database.js';
import { fault, uuidKey, wireId } from '../platform/input.js';
import { NotAvailable, NotFound, NotPermitted, type Problem } from '../platform/problem.js';
import { personOf, type Viewer } from '../platform/viewer.js';
import { chooseAccounts, holdAccounts } from './choose-accounts.js';
import { collectionFault } from './collection.rules.js';
import { linesOfVisibleFiles, lockVisiblePaymentFiles } from './lock-payment-files.js';
import { lockPayments } from './lock-payments.js';
import { momentOf } from './moment.js';
import { paymentFileChannels } from './payment-file.channels.js';
import type { PaymentFileLineRow } from './payment-file.entity.js';
import { paymentFilePolicy, type PaymentFileView } from './payment-file.policy.js';
import { paymentFileMachine } from './payment-file.states.js';
import { paymentChannels } from './payment.channels.js';
import type { PaymentView } from './payment.policy.js';
import { FileHashMismatch, PaymentsNotReleasable, type ReleaseFaultCode } from './payment.problems.js';
import { findVisiblePayments } from './payment.reads.js';
import { asAsked } from './payment.rules.js';
import { paymentMachine } from './payment.states.js';
import type { SettlementEffects } from './settlement-effects.js';

const maxFiles = 100;

const input = z.object({
  files: z
    .array(z.object({ fileId: wireId('paymentFile'), sha256: z.string() }))
    .min(1, 'Name at least one file.')
    .max(maxFiles, `Name at most ${maxFiles} files.`)
    .refine(
      files => new Set(files.map(({ fileId }) => fileId)).size === files.length,
      fault('REPEATED', 'A file is named twice.'),
    ),
  idempotencyKey: uuidKey,
});

export interface ReleasedFiles {
  readonly fileIds: readonly string[];
}

/**
 * The second person lets files go, each by the hash of its bytes: all or nothing. What stands in them must stand still as it
 * was prepared; every payment that does not is named. The files are sent by a sweep, after this has committed.
 */
export function releasePaymentFilesWith<Financing>(
  effects: SettlementEffects<Financing>,
): Command<z.output<typeof input>, ReleasedFiles> {
  return command({
    name: 'releasePaymentFiles',
    input,
    problems: [NotFound, NotPermitted, SamePerson, AboveCeiling, NotAvailable, FileHashMismatch, PaymentsNotReleasable],
    async execute(tx, viewer, given) {
      const fileIds = given.files.map(({ fileId }) => fileId);
      const lines = await linesOfVisibleFiles(tx, fileIds);
      const paymentIds = lines.map(({ paymentId }) => paymentId);
      const found = await findVisiblePayments(tx, paymentIds);
      const accounts = await holdAccounts(tx, found);
      const mandates = await lockMandates(tx, distinct(lines.flatMap(({ mandateId }) => mandateId ?? [])));
      await lockInvoices(tx, distinct(found.flatMap(payment => payment.invoiceId ?? [])));
      const financings = await effects.lockFinancings(
        tx,
        distinct(found.flatMap(payment => payment.financingId ?? [])),
      );
      const payments = (await lockPayments(tx, paymentIds)).map(asAsked);
      const files = await lockVisiblePaymentFiles(tx, fileIds);

      if (files.length < fileIds.length) return new NotFound();
      const refused = refusalOf(viewer, files);
      if (refused) return refused;
      const hashOf = new Map(given.files.map(({ fileId, sha256 }) => [fileId, sha256]));
      const others = files.filter(({ id, sha256 }) => sha256.toString('hex') !== hashOf.get(id));
      if (others.length > 0) return new FileHashMismatch(others.map(({ id }) => id));
      const paymentOf = byId(payments);
      const [fileOf, mandateOf] = [byId(files), byId(mandates)];
      const faults = lines.flatMap(line => {
        const payment = paymentOf.get(line.paymentId)!;
        const mandate = line.mandateId === null ? null : mandateOf.get(line.mandateId)!;
        const code = faultOf(line, payment, accounts, mandate, fileOf.get(line.fileId)!);
        return code ? { paymentId: payment.id, code } : [];
      });
      if (faults.length > 0) return new PaymentsNotReleasable(faults);

      await release(tx, viewer, files);
      await instruct(tx, viewer, lines, payments);
      const collected = lines.flatMap(({ mandateId, fileId }) =>
        mandateId === null ? [] : { mandateId, day: fileOf.get(fileId)!.executionDate },
      );
      await markCollected(tx, collected);
      const instructed = payments.map(
        (payment): PaymentView => ({ ...payment, state: 'INSTRUCTED', eventNo: payment.eventNo + 1 }),
      );
      await effects.instructed(tx, viewer, 'releasePaymentFiles', instructed, financings);
      return { fileIds };
    },
  });
}

/** Whoever prepared one of them, and could release it else, is told that it takes another person; each total is judged by itself. */
function refusalOf(viewer: Viewer, files: readonly PaymentFileView[]): Problem | null {
  const refusals = files.flatMap(file => {
    const refused = refusal(paymentFilePolicy.RELEASE, viewer, file);
    if (!(refused instanceof NotAvailable) || file.state !== 'PREPARED') return refused ?? [];
    if (releaseAuthority(viewer, file) !== 'ABOVE_CEILING') return new SamePerson();
    return new AboveCeiling({ amountMinor: highestCeiling(viewer, file), currency: file.currency });
  });
  return refusals.find(refused => refused instanceof NotPermitted) ?? refusals[0] ?? null;
}

/** What became of a payment since it was put into the file; null where it stands as it did. */
function faultOf(
  line: PaymentFileLineRow,
  payment: PaymentView,
  accounts: readonly BankAccountRow[],
  mandate: MandateRow | null,
  { executionDate }: Pick<PaymentFileView, 'executionDate'>,
): ReleaseFaultCode | null {
  if (payment.state !== 'DUE' || payment.isOver) return 'NOT_DUE';
  if (payment.heldReason) return payment.heldReason;
  if (payment.amountMinor !== line.amountMinor || payment.lateMinor !== line.lateMinor) return 'AMOUNT_CHANGED';
  const choice = chooseAccounts(payment, accounts, mandate);
  const fault = mandate && collectionFault(payment, mandate, choice, executionDate);
  if (fault) return fault;
  const { payerAccount, payeeAccount } = choice;
  if (!payeeAccount) return 'PAYEE_ACCOUNT_MISSING';
  if (!payerAccount) return 'PAYER_ACCOUNT_MISSING';
  const isSame = payerAccount.id === line.payerAccountId && payeeAccount.id === line.payeeAccountId;
  return isSame ? null : 'ACCOUNT_CHANGED';
}

async function release(tx: Tx, viewer: Viewer, files: readonly PaymentFileView[]): Promise<void> {
  const { now } = await momentOf(tx);
  const decisions = files.map(file => {
    const authority = releaseAuthority(viewer, file);
    if (typeof authority !== 'object') throw new Error(`Payment file ${file.id} is released without authority.`);
    return { file, decidedFor: inPlaceOf(viewer, authority), ceilingMinor: authority.ceilingMinor };
  });
  await tx.execute(
    `UPDATE payment_file f SET decided_for = g.decided_for, ceiling_minor = g.ceiling_minor
       FROM unnest($1::uuid[], $2::uuid[], $3::bigint[]) AS g(id, decided_for, ceiling_minor) WHERE f.id = g.id`,
    [
      decisions.map(({ file }) => file.id),
      decisions.map(({ decidedFor }) => decidedFor),
      decisions.map(({ ceilingMinor }) => ceilingMinor),
    ],
  );
  await transition(
    tx,
    viewer,
    paymentFileMachine,
    'releasePaymentFiles',
    decisions.map(({ file, decidedFor, ceilingMinor }) => ({
      row: { ...file, state: 'PREPARED' },
      to: 'RELEASED',
      event: 'paymentFile.released',
      channels: paymentFileChannels(file),
      after: { sha256: file.sha256.toString('hex'), decidedFor, ceilingMinor },
    })),
    { released_by: personOf(viewer), released_at: now },
  );
}

/** Each payment is from now on as it stands in its file, which names its accounts and what it asks. */
async function instruct(
  tx: Tx,
  viewer: Viewer,
  lines: readonly PaymentFileLineRow[],
  payments: readonly PaymentView[],
): Promise<void> {
  await tx.execute(
    `UPDATE payment t
        SET file_id = l.file_id, payer_account_id = l.payer_account_id, payee_account_id = l.payee_account_id,
            amount_minor = l.amount_minor, late_minor = l.late_minor, instructed_at = business_now()
       FROM payment_file_line l
      WHERE l.payment_id = t.id AND l.file_id = ANY ($1::uuid[])`,
    [distinct(lines.map(({ fileId }) => fileId))],
  );
  await transition(
    tx,
    viewer,
    paymentMachine,
    'releasePaymentFiles',
    payments.map(row => ({ row, to: 'INSTRUCTED', event: 'payment.instructed', channels: paymentChannels(row) })),
  );
}

function byId<Row extends { readonly id: string }>(rows: readonly Row[]): Map<string, Row> {
  return new Map(rows.map(row => [row.id, row]));
}

function distinct(ids: readonly string[]): string[] {
  return [...new Set(ids)];
}
