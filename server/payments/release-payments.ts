import { createHash } from 'node:crypto';
import { z } from 'zod';
import { writePaymentFile } from '../bank/index.js';
import { transition } from '../events/index.js';
import { lockInvoices } from '../invoices/index.js';
import { addressOf, type BankAccountRow, type OrganizationRow } from '../organizations/index.js';
import { refusal } from '../platform/actions.js';
import { type Command, command } from '../platform/command.js';
import type { Tx } from '../platform/database.js';
import { newId } from '../platform/ids.js';
import { fault, moneyInput, uuidKey, wireId } from '../platform/input.js';
import type { LocalDate } from '../platform/local-date.js';
import { type Money, sumMoney } from '../platform/money.js';
import type { PostalAddress } from '../platform/postal-address.js';
import { NotAvailable, NotFound, NotPermitted } from '../platform/problem.js';
import { personOf, type Viewer } from '../platform/viewer.js';
import { adjust, calendarOfCurrency } from '../pricing/index.js';
import { type AccountChoice, chooseAccounts, holdAccounts } from './choose-accounts.js';
import { lockPayments } from './lock-payments.js';
import { paymentChannels } from './payment.channels.js';
import { paymentPolicy, type PaymentView } from './payment.policy.js';
import { PaymentsNotReleasable, type ReleaseFaultCode, TotalMismatch } from './payment.problems.js';
import { findVisiblePayments } from './payment.reads.js';
import { paymentMachine } from './payment.states.js';
import type { SettlementEffects } from './settlement-effects.js';

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

export interface ReleasedPayments {
  readonly paymentIds: readonly string[];
  readonly fileCount: number;
}

/**
 * A checker of the payer lets its payments go: one instruction file a date, currency and account (and last day of legs 1),
 * its bytes fixed here. All or nothing, bound to the total that was shown. The files are sent by a sweep, after this has committed.
 */
export function releasePaymentsWith<Financing>(
  effects: SettlementEffects<Financing>,
): Command<z.output<typeof input>, ReleasedPayments> {
  return command({
    name: 'releasePayments',
    input,
    problems: [NotFound, NotPermitted, TotalMismatch, PaymentsNotReleasable],
    async execute(tx, viewer, { paymentIds, total }) {
      const found = await findVisiblePayments(tx, paymentIds);
      if (found.length < paymentIds.length) return new NotFound();
      const accounts = await holdAccounts(tx, found);
      await lockInvoices(tx, distinct(found.flatMap(payment => payment.invoiceId ?? [])));
      const financings = await effects.lockFinancings(
        tx,
        distinct(found.flatMap(payment => payment.financingId ?? [])),
      );
      const locked = await lockPayments(tx, paymentIds);
      const payments = paymentIds.map(id => asAsked(locked.find(payment => payment.id === id)!));

      const refusals = payments.map(payment => refusal(paymentPolicy.RELEASE, viewer, payment));
      const forbidden = refusals.find(refused => refused instanceof NotPermitted);
      if (forbidden) return forbidden;
      const sums = sumByCurrency(payments);
      if (!sums.every(sum => sum.currency === total.currency && sum.amountMinor === total.amountMinor)) {
        return new TotalMismatch(sums);
      }
      const choices = payments.map(payment => chooseAccounts(payment, accounts));
      const faults = payments.flatMap((payment, index) =>
        faultsOf(payment, refusals[index] instanceof NotAvailable, choices[index]!),
      );
      if (faults.length > 0) return new PaymentsNotReleasable(faults);

      const files = await writeFiles(tx, viewer, payments, choices as Chosen[], await momentOf(tx));
      const instructed = payments.map(
        (payment): PaymentView => ({ ...payment, state: 'INSTRUCTED', eventNo: payment.eventNo + 1 }),
      );
      await transition(
        tx,
        viewer,
        paymentMachine,
        'releasePayments',
        payments.map(row => ({ row, to: 'INSTRUCTED', event: 'payment.instructed', channels: paymentChannels(row) })),
      );
      await effects.instructed(tx, viewer, 'releasePayments', instructed, financings);
      return { paymentIds, fileCount: files };
    },
  });
}

/** Of a claim that is late, with what is owed for it until the day of execution: that is what goes out. */
function asAsked(payment: PaymentView): PaymentView {
  const lateMinor = payment.askedMinor - payment.amountMinor + payment.lateMinor;
  return { ...payment, amountMinor: payment.askedMinor, lateMinor };
}

type Chosen = Required<{ [Key in keyof AccountChoice]: NonNullable<AccountChoice[Key]> }>;

function faultsOf(
  payment: PaymentView,
  isUnavailable: boolean,
  { payerAccount, payeeAccount }: AccountChoice,
): { paymentId: string; code: ReleaseFaultCode }[] {
  if (isUnavailable) return [{ paymentId: payment.id, code: payment.heldReason ?? 'NOT_DUE' }];
  const codes: ReleaseFaultCode[] = [];
  if (!payeeAccount) codes.push('PAYEE_ACCOUNT_MISSING');
  if (!payerAccount) codes.push('PAYER_ACCOUNT_MISSING');
  return codes.map(code => ({ paymentId: payment.id, code }));
}

function sumByCurrency(payments: readonly PaymentView[]): Money[] {
  return distinct(payments.map(payment => payment.currency))
    .sort()
    .map(currency =>
      sumMoney(
        currency,
        payments.filter(payment => payment.currency === currency),
      ),
    );
}

/**
 * What shares a file: the day, the currency and the account of the payer. Legs 1 share one with those of the same last day
 * alone, so that a file which has not gone by then is withdrawn whole: no leg that still stands is caught in it.
 */
interface FileGroup {
  readonly executionDate: LocalDate;
  readonly currency: string;
  readonly lastDay: LocalDate | null;
  readonly members: { readonly payment: PaymentView; readonly accounts: Chosen }[];
}

/** One instant and its day, for midnight may strike in between. */
interface Moment {
  readonly now: Date;
  readonly today: LocalDate;
}

function momentOf(tx: Tx): Promise<Moment> {
  return tx.one<Moment>(
    'SELECT now, business_day_of(now) AS today FROM (SELECT business_now() AS now OFFSET 0) AS moment',
  );
}

/** Writes the files and pins each payment's accounts and file; resolves to how many files there are. */
async function writeFiles(
  tx: Tx,
  viewer: Viewer,
  payments: readonly PaymentView[],
  choices: readonly Chosen[],
  moment: Moment,
): Promise<number> {
  const groups = new Map<string, FileGroup>();
  for (const [index, payment] of payments.entries()) {
    const accounts = choices[index]!;
    const executionDate = executionDateOf(payment, moment.today);
    const { currency, lastDay } = payment;
    const key = `${executionDate} ${currency} ${accounts.payerAccount.id} ${lastDay}`;
    const group = groups.get(key) ?? { executionDate, currency, lastDay, members: [] };
    group.members.push({ payment, accounts });
    groups.set(key, group);
  }
  const facts = { numberOf: await documentNumbers(tx, payments), addressOf: await addressesOf(tx, payments) };
  const files = [...groups.values()].map(group => fileOf(group, facts, moment.now));
  await insertFiles(tx, viewer, files);
  return files.length;
}

/** The day it is due; released later, the first business day of its currency from then on. */
function executionDateOf({ dueOn, currency }: PaymentView, today: LocalDate): LocalDate {
  return adjust(dueOn > today ? dueOn : today, 'FOLLOWING', calendarOfCurrency(currency)).date;
}

interface NewFile extends FileGroup {
  readonly id: string;
  readonly messageId: string;
  readonly body: string;
}

/** What files say of documents and parties. */
interface FileFacts {
  readonly numberOf: ReadonlyMap<string, string>;
  readonly addressOf: ReadonlyMap<string, PostalAddress | null>;
}

function fileOf(group: FileGroup, { numberOf, addressOf }: FileFacts, createdAt: Date): NewFile {
  const id = newId();
  const messageId = `M${id.replaceAll('-', '').toUpperCase()}`;
  const debtor = group.members[0]!.accounts.payerAccount;
  const partyOf = ({ organizationId, holderName: name, iban, bic }: BankAccountRow) => {
    return { name, iban, bic, address: addressOf.get(organizationId) ?? null };
  };
  const body = writePaymentFile({
    messageId,
    createdAt,
    debtor: partyOf(debtor),
    executionDate: group.executionDate,
    currency: group.currency,
    format: debtor.paymentFormat,
    instructions: group.members.map(({ payment, accounts: { payeeAccount } }) => ({
      endToEndId: payment.endToEndId,
      creditor: partyOf(payeeAccount),
      amountMinor: payment.amountMinor,
      remittance: numberOf.get(payment.id) ?? null,
    })),
  });
  return { ...group, id, messageId, body };
}

async function insertFiles(tx: Tx, viewer: Viewer, files: readonly NewFile[]): Promise<void> {
  await tx.execute(
    `INSERT INTO payment_file (id, message_id, payer_id, payer_account_id, execution_date, currency, last_day,
                               payment_count, total_minor, body, sha256, released_by)
     SELECT f.*, $12::uuid
       FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::uuid[], $5::date[], $6::text[], $7::date[], $8::integer[],
                   $9::bigint[], $10::text[], $11::bytea[]) AS f`,
    [
      files.map(file => file.id),
      files.map(file => file.messageId),
      files.map(file => file.members[0]!.payment.payerId),
      files.map(file => file.members[0]!.accounts.payerAccount.id),
      files.map(file => file.executionDate),
      files.map(file => file.currency),
      files.map(file => file.lastDay),
      files.map(file => file.members.length),
      files.map(file =>
        sumMoney(
          file.currency,
          file.members.map(({ payment }) => payment),
        ).amountMinor.toString(),
      ),
      files.map(file => file.body),
      files.map(file => createHash('sha256').update(file.body).digest()),
      personOf(viewer),
    ],
  );
  const lines = files.flatMap(file => file.members.map(member => ({ ...member, fileId: file.id })));
  await tx.execute(
    `UPDATE payment t
        SET file_id = l.file_id, payer_account_id = l.payer_account_id, payee_account_id = l.payee_account_id,
            amount_minor = l.amount_minor, late_minor = l.late_minor, instructed_at = business_now()
       FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::bigint[], $6::bigint[])
         AS l(id, file_id, payer_account_id, payee_account_id, amount_minor, late_minor)
      WHERE t.id = l.id`,
    [
      lines.map(line => line.payment.id),
      lines.map(line => line.fileId),
      lines.map(line => line.accounts.payerAccount.id),
      lines.map(line => line.accounts.payeeAccount.id),
      lines.map(line => line.payment.amountMinor.toString()),
      lines.map(line => line.payment.lateMinor.toString()),
    ],
  );
}

/**
 * The number that the payee finds its document by, of each payment that has one. An invoice's is the supplier's own: a
 * funder knows its claim by the end-to-end id alone.
 */
async function documentNumbers(tx: Tx, payments: readonly PaymentView[]): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.query<{ id: string; number: string }>(
    `SELECT t.id, coalesce(i.number, b.number) AS number
       FROM payment t
       LEFT JOIN invoice i ON i.id = t.invoice_id
       LEFT JOIN fee_bill b ON b.id = t.fee_bill_id
      WHERE t.id = ANY ($1::uuid[]) AND t.kind IN ('SUPPLIER_PAYMENT', 'FEE_BILL')`,
    [payments.map(payment => payment.id)],
  );
  return new Map(rows.map(row => [row.id, row.number]));
}

/** By the organization. */
async function addressesOf(
  tx: Tx,
  payments: readonly PaymentView[],
): Promise<ReadonlyMap<string, PostalAddress | null>> {
  const rows = await tx.query<OrganizationRow>('SELECT * FROM organization WHERE id = ANY ($1::uuid[])', [
    distinct(payments.flatMap(({ payerId, payeeId }) => [payerId, payeeId])),
  ]);
  return new Map(rows.map(row => [row.id, addressOf(row)]));
}

function distinct(ids: readonly string[]): string[] {
  return [...new Set(ids)];
}
