import { createHash } from 'node:crypto';
import { type CollectionSequence, isSepaTransfer, writeCollectionFile, writePaymentFile } from '../bank/index.js';
import { created } from '../events/index.js';
import type { MandateRow } from '../mandates/index.js';
import { addressOf, type BankAccountRow, type OrganizationRow } from '../organizations/index.js';
import type { Tx } from '../platform/database.js';
import { newId } from '../platform/ids.js';
import type { LocalDate } from '../platform/local-date.js';
import { sumMoney } from '../platform/money.js';
import type { PostalAddress } from '../platform/postal-address.js';
import { organizationOf, personOf, type Viewer } from '../platform/viewer.js';
import { adjust, calendarOfCurrency } from '../pricing/index.js';
import { collectionDateOf, noticeIsOverOn, transferIsOverOn } from './collection.rules.js';
import type { Moment } from './moment.js';
import { paymentFileChannels } from './payment-file.channels.js';
import type { PaymentFileDirection } from './payment-file.entity.js';
import { paymentFileMachine } from './payment-file.states.js';
import type { PaymentView } from './payment.policy.js';

/** The accounts between which a payment moves. */
export interface Accounts {
  readonly payerAccount: BankAccountRow;
  readonly payeeAccount: BankAccountRow;
}

/** A payment, at what it asks, as it goes into a file; with the mandate under which it is collected, else null. */
export interface FileLine {
  readonly payment: PaymentView;
  readonly accounts: Accounts;
  readonly mandate: MandateRow | null;
}

/**
 * What shares a file: the day, the currency and the account of its owner, and what its time is over by. Legs 1 share one with
 * those of the same last day alone, so that a file which has not gone by then is withdrawn whole: no leg that still stands is
 * caught in it. What goes by SEPA and what cannot stand apart. Collections share one with those of the same scheme, creditor identifier and sequence.
 */
interface FileGroup {
  readonly direction: PaymentFileDirection;
  readonly executionDate: LocalDate;
  readonly currency: string;
  readonly ownerAccountId: string;
  readonly isSepa: boolean;
  readonly lastDay: LocalDate | null;
  /** On this day it can be released no more. */
  readonly overOn: LocalDate;
  readonly debit: DebitTerms | null;
  readonly lines: readonly FileLine[];
}

/** What a file of direct debits says once. */
type DebitTerms = Pick<MandateRow, 'scheme' | 'creditorIdentifier'> & { readonly sequence: CollectionSequence };

/** Writes the files of the viewer's organization, prepared and with their lines; resolves to their ids. */
export async function writePaymentFiles(
  tx: Tx,
  viewer: Viewer,
  lines: readonly FileLine[],
  moment: Moment,
): Promise<string[]> {
  const payments = lines.map(({ payment }) => payment);
  const facts = { numberOf: await documentNumbers(tx, payments), addressOf: await addressesOf(tx, payments) };
  const groups = groupsOf(lines, moment.today, await collectedBefore(tx, lines));
  const files = groups.map(group => fileOf(group, facts, moment.now));
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

/** The mandates under which something was collected, or is about to be. What a bank rejected does not count. */
async function collectedBefore(tx: Tx, lines: readonly FileLine[]): Promise<Set<string>> {
  const rows = await tx.query<{ id: string }>(
    `SELECT DISTINCT l.mandate_id AS id FROM payment_file_line l JOIN payment p ON p.id = l.payment_id
      WHERE l.mandate_id = ANY ($1::uuid[])
        AND (l.state = 'PREPARED' OR (l.state = 'RELEASED' AND p.state <> 'REJECTED'))`,
    [lines.flatMap(({ mandate }) => mandate?.id ?? [])],
  );
  return new Set(rows.map(({ id }) => id));
}

function groupsOf(lines: readonly FileLine[], today: LocalDate, collected: Set<string>): FileGroup[] {
  const byDueDay = [...lines].sort((a, b) => (a.payment.dueOn < b.payment.dueOn ? -1 : 1));
  const groups = new Map<string, FileGroup & { readonly lines: FileLine[] }>();
  for (const line of byDueDay) {
    const place = line.mandate ? collectionOf(line, line.mandate, today, collected) : transferOf(line, today);
    const key = JSON.stringify(place);
    const group = groups.get(key) ?? { ...place, lines: [] };
    group.lines.push(line);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** On the day it is due; prepared later, the first business day of its currency from then on. */
function transferOf({ payment, accounts }: FileLine, today: LocalDate): Omit<FileGroup, 'lines'> {
  const { dueOn, currency, amountMinor, lastDay } = payment;
  const { payerAccount, payeeAccount } = accounts;
  const executionDate = adjust(dueOn > today ? dueOn : today, 'FOLLOWING', calendarOfCurrency(currency)).date;
  const overOn = transferIsOverOn(executionDate, lastDay);
  const isSepa = isSepaTransfer(currency, amountMinor, [payerAccount.iban, payeeAccount.iban]);
  const place = { executionDate, currency, ownerAccountId: payerAccount.id, isSepa };
  return { direction: 'TRANSFER', ...place, lastDay, overOn, debit: null };
}

/** The first under its mandate is marked so, the others are further ones. */
function collectionOf(
  { payment, accounts }: FileLine,
  mandate: MandateRow,
  today: LocalDate,
  collected: Set<string>,
): Omit<FileGroup, 'lines'> {
  const { scheme, creditorIdentifier, noticeDays } = mandate;
  const { currency } = payment;
  const executionDate = collectionDateOf(payment, mandate, today);
  const sequence = collected.has(mandate.id) ? 'RCUR' : 'FRST';
  collected.add(mandate.id);
  return {
    direction: 'COLLECTION',
    executionDate,
    currency,
    ownerAccountId: accounts.payeeAccount.id,
    isSepa: true,
    lastDay: null,
    overOn: noticeIsOverOn(executionDate, noticeDays, currency),
    debit: { scheme, creditorIdentifier, sequence },
  };
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

function fileOf(group: FileGroup, facts: FileFacts, createdAt: Date): NewFile {
  const id = newId();
  const head = { messageId: `M${id.replaceAll('-', '').toUpperCase()}`, createdAt };
  const body = group.debit ? collectionBody(group, group.debit, head, facts) : transferBody(group, head, facts);
  return { ...group, id, messageId: head.messageId, body, sha256: createHash('sha256').update(body).digest() };
}

type Head = Pick<NewFile, 'messageId'> & { readonly createdAt: Date };

function transferBody({ executionDate, currency, lines }: FileGroup, head: Head, facts: FileFacts): string {
  const debtor = lines[0]!.accounts.payerAccount;
  return writePaymentFile({
    ...head,
    debtor: partyOf(debtor, facts),
    executionDate,
    currency,
    format: debtor.paymentFormat,
    instructions: lines.map(({ payment, accounts: { payeeAccount } }) => ({
      endToEndId: payment.endToEndId,
      creditor: partyOf(payeeAccount, facts),
      amountMinor: payment.amountMinor,
      remittance: facts.numberOf.get(payment.id) ?? null,
    })),
  });
}

/** The bank that asks for the older message of transfers asks for that of direct debits as well. */
const collectionFormats = { PAIN_001_001_09: 'PAIN_008_001_08', PAIN_001_001_03: 'PAIN_008_001_02' } as const;

function collectionBody(
  { executionDate, currency, lines }: FileGroup,
  debit: DebitTerms,
  head: Head,
  facts: FileFacts,
): string {
  const creditor = lines[0]!.accounts.payeeAccount;
  return writeCollectionFile({
    ...head,
    ...debit,
    creditor: partyOf(creditor, facts),
    collectionDate: executionDate,
    currency,
    format: collectionFormats[creditor.paymentFormat],
    collections: lines.map(({ payment, accounts: { payerAccount }, mandate }) => ({
      endToEndId: payment.endToEndId,
      debtor: partyOf(payerAccount, facts),
      mandate: { id: mandate!.reference, signedOn: mandate!.signedOn },
      amountMinor: payment.amountMinor,
      remittance: facts.numberOf.get(payment.id) ?? null,
    })),
  });
}

function partyOf({ organizationId, holderName: name, iban, bic }: BankAccountRow, { addressOf }: FileFacts) {
  return { name, iban, bic, address: addressOf.get(organizationId) ?? null };
}

async function insertFiles(tx: Tx, viewer: Viewer, files: readonly NewFile[], { now }: Moment): Promise<void> {
  await tx.execute(
    `INSERT INTO payment_file (id, message_id, owner_account_id, execution_date, currency, last_day, payment_count,
                               total_minor, body, sha256, direction, owner_id, prepared_by, prepared_at, lapses_at, state,
                               event_no)
     SELECT f.id, f.message_id, f.owner_account_id, f.execution_date, f.currency, f.last_day, f.payment_count,
            f.total_minor, f.body, f.sha256, f.direction, $13::uuid, $14::uuid, $15::timestamptz,
            f.over_on::timestamp AT TIME ZONE (SELECT zone FROM business_clock), 'PREPARED', 1
       FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::date[], $5::text[], $6::date[], $7::integer[], $8::bigint[],
                   $9::text[], $10::bytea[], $11::text[], $12::date[])
         AS f(id, message_id, owner_account_id, execution_date, currency, last_day, payment_count, total_minor, body, sha256,
              direction, over_on)`,
    [
      files.map(file => file.id),
      files.map(file => file.messageId),
      files.map(file => file.ownerAccountId),
      files.map(file => file.executionDate),
      files.map(file => file.currency),
      files.map(file => file.lastDay),
      files.map(file => file.lines.length),
      files.map(file => totalOf(file).toString()),
      files.map(file => file.body),
      files.map(file => file.sha256),
      files.map(file => file.direction),
      files.map(file => file.overOn),
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
    `INSERT INTO payment_file_line (file_id, payment_id, amount_minor, late_minor, payer_account_id, payee_account_id,
                                    mandate_id, state)
     SELECT l.*, 'PREPARED'
       FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::bigint[], $5::uuid[], $6::uuid[], $7::uuid[]) AS l`,
    [
      lines.map(line => line.fileId),
      lines.map(line => line.payment.id),
      lines.map(line => line.payment.amountMinor.toString()),
      lines.map(line => line.payment.lateMinor.toString()),
      lines.map(line => line.accounts.payerAccount.id),
      lines.map(line => line.accounts.payeeAccount.id),
      lines.map(line => line.mandate?.id ?? null),
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
