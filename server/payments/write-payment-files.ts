import { createHash } from 'node:crypto';
import { writePaymentFile } from '../bank/index.js';
import { created } from '../events/index.js';
import { addressOf, type BankAccountRow, type OrganizationRow } from '../organizations/index.js';
import type { Tx } from '../platform/database.js';
import { newId } from '../platform/ids.js';
import type { LocalDate } from '../platform/local-date.js';
import { sumMoney } from '../platform/money.js';
import type { PostalAddress } from '../platform/postal-address.js';
import { organizationOf, personOf, type Viewer } from '../platform/viewer.js';
import { adjust, calendarOfCurrency } from '../pricing/index.js';
import { type Moment, momentOf } from './moment.js';
import { paymentFileChannels } from './payment-file.channels.js';
import { paymentFileMachine } from './payment-file.states.js';
import type { PaymentView } from './payment.policy.js';

/** The accounts between which a payment moves. */
export interface Accounts {
  readonly payerAccount: BankAccountRow;
  readonly payeeAccount: BankAccountRow;
}

/** A payment, at what it asks, as it goes into a file. */
interface Line {
  readonly payment: PaymentView;
  readonly accounts: Accounts;
}

/**
 * What shares a file: the day, the currency and the account of the payer. Legs 1 share one with those of the same last day
 * alone, so that a file which has not gone by then is withdrawn whole: no leg that still stands is caught in it.
 */
interface FileGroup {
  readonly executionDate: LocalDate;
  readonly currency: string;
  readonly lastDay: LocalDate | null;
  readonly lines: readonly Line[];
}

/** Writes the files of payments of the viewer's organization, prepared and with their lines; resolves to their ids. */
export async function writePaymentFiles(tx: Tx, viewer: Viewer, lines: readonly Line[]): Promise<string[]> {
  const moment = await momentOf(tx);
  const payments = lines.map(({ payment }) => payment);
  const facts = { numberOf: await documentNumbers(tx, payments), addressOf: await addressesOf(tx, payments) };
  const files = groupsOf(lines, moment.today).map(group => fileOf(group, facts, moment.now));
  await insertFiles(tx, viewer, files, moment);
  await insertLines(tx, files);
  await created(
    tx,
    viewer,
    paymentFileMachine,
    'preparePaymentFiles',
    files.map(({ id, sha256 }) => ({
      id,
      state: 'PREPARED',
      event: 'paymentFile.prepared',
      channels: paymentFileChannels({ ownerId: organizationOf(viewer)! }),
      after: { sha256: sha256.toString('hex') },
    })),
  );
  return files.map(({ id }) => id);
}

function groupsOf(lines: readonly Line[], today: LocalDate): FileGroup[] {
  const groups = new Map<string, FileGroup & { readonly lines: Line[] }>();
  for (const line of lines) {
    const { currency, lastDay } = line.payment;
    const executionDate = executionDateOf(line.payment, today);
    const key = `${executionDate} ${currency} ${line.accounts.payerAccount.id} ${lastDay}`;
    const group = groups.get(key) ?? { executionDate, currency, lastDay, lines: [] };
    group.lines.push(line);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** The day it is due; prepared later, the first business day of its currency from then on. */
function executionDateOf({ dueOn, currency }: PaymentView, today: LocalDate): LocalDate {
  return adjust(dueOn > today ? dueOn : today, 'FOLLOWING', calendarOfCurrency(currency)).date;
}

interface NewFile extends FileGroup {
  readonly id: string;
  readonly messageId: string;
  readonly body: string;
  readonly sha256: Buffer;
}

/** What files say of documents and parties. */
interface FileFacts {
  readonly numberOf: ReadonlyMap<string, string>;
  readonly addressOf: ReadonlyMap<string, PostalAddress | null>;
}

function fileOf(group: FileGroup, { numberOf, addressOf }: FileFacts, createdAt: Date): NewFile {
  const id = newId();
  const messageId = `M${id.replaceAll('-', '').toUpperCase()}`;
  const debtor = group.lines[0]!.accounts.payerAccount;
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
    instructions: group.lines.map(({ payment, accounts: { payeeAccount } }) => ({
      endToEndId: payment.endToEndId,
      creditor: partyOf(payeeAccount),
      amountMinor: payment.amountMinor,
      remittance: numberOf.get(payment.id) ?? null,
    })),
  });
  return { ...group, id, messageId, body, sha256: createHash('sha256').update(body).digest() };
}

/** One can be released until its day of execution is over, or its last day where that is earlier. */
async function insertFiles(tx: Tx, viewer: Viewer, files: readonly NewFile[], { now }: Moment): Promise<void> {
  await tx.execute(
    `INSERT INTO payment_file (id, message_id, owner_account_id, execution_date, currency, last_day, payment_count,
                               total_minor, body, sha256, owner_id, prepared_by, prepared_at, lapses_at, state, event_no)
     SELECT f.*, $11::uuid, $12::uuid, $13::timestamptz,
            (least(f.execution_date, f.last_day) + 1)::timestamp AT TIME ZONE (SELECT zone FROM business_clock),
            'PREPARED', 1
       FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::date[], $5::text[], $6::date[], $7::integer[], $8::bigint[],
                   $9::text[], $10::bytea[])
         AS f(id, message_id, owner_account_id, execution_date, currency, last_day, payment_count, total_minor, body, sha256)`,
    [
      files.map(file => file.id),
      files.map(file => file.messageId),
      files.map(file => file.lines[0]!.accounts.payerAccount.id),
      files.map(file => file.executionDate),
      files.map(file => file.currency),
      files.map(file => file.lastDay),
      files.map(file => file.lines.length),
      files.map(file => totalOf(file).toString()),
      files.map(file => file.body),
      files.map(file => file.sha256),
      organizationOf(viewer),
      personOf(viewer),
      now,
    ],
  );
}

function totalOf({ currency, lines }: FileGroup): bigint {
  return sumMoney(
    currency,
    lines.map(({ payment }) => payment),
  ).amountMinor;
}

async function insertLines(tx: Tx, files: readonly NewFile[]): Promise<void> {
  const lines = files.flatMap(file => file.lines.map(line => ({ ...line, fileId: file.id })));
  await tx.execute(
    `INSERT INTO payment_file_line (file_id, payment_id, amount_minor, late_minor, payer_account_id, payee_account_id, state)
     SELECT l.*, 'PREPARED'
       FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::bigint[], $5::uuid[], $6::uuid[]) AS l`,
    [
      lines.map(line => line.fileId),
      lines.map(line => line.payment.id),
      lines.map(line => line.payment.amountMinor.toString()),
      lines.map(line => line.payment.lateMinor.toString()),
      lines.map(line => line.accounts.payerAccount.id),
      lines.map(line => line.accounts.payeeAccount.id),
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
    [...new Set(payments.flatMap(({ payerId, payeeId }) => [payerId, payeeId]))],
  ]);
  return new Map(rows.map(row => [row.id, addressOf(row)]));
}
