import { type Channel, created, operatorChannel, organizationChannel, transition } from '../events/index.js';
import type { Tx } from '../platform/database.js';
import { newId } from '../platform/ids.js';
import type { Viewer } from '../platform/viewer.js';
import { readAside } from './read-aside.js';
import { registerEntries } from './register-entries.js';
import type { BankReportRow, ReportHoldReason } from './reconciliation.entity.js';
import { bankReportMachine } from './reconciliation.states.js';
import { movedBy, type ReportPart } from './report-parts.js';
import { follows, type Place } from './statement-line.js';

/** Of whom an account is; no two organizations share a number. */
interface Account {
  readonly id: string;
  readonly organizationId: string;
  readonly iban: string;
  readonly currency: string;
}

/**
 * Takes each account's part of a file, or holds it with the reason. What is reported of an account of somebody else than who
 * brought the file, and of one that nobody has here, is the same: foreign.
 */
export async function takeReports(
  tx: Tx,
  viewer: Viewer,
  fileId: string,
  organizationId: string | null,
  parts: readonly ReportPart[],
): Promise<void> {
  const accounts = await lockAccounts(
    tx,
    parts.map(part => part.iban),
    organizationId,
  );
  for (const part of parts) {
    const account = accounts.find(({ iban, currency }) => iban === part.iban && currency === part.currency);
    const { state, reason } = account
      ? await judgeReport(tx, part, account)
      : ({ state: 'HELD', reason: 'FOREIGN_ACCOUNT' } as const);
    const report = await insertReport(tx, fileId, part, account ?? null, state, reason);
    if (state === 'HELD') await tell(tx, viewer, report, organizationId ?? account?.organizationId ?? null);
    if (account && state !== 'HELD') await registerEntries(tx, report, account, part);
    if (account && state === 'TAKEN' && part.message === 'camt.053') await takeWhatFollows(tx, viewer, account);
  }
}

/** A verified account, or one that was: money may come to it still. One report of an account is taken at a time. */
async function lockAccounts(tx: Tx, ibans: readonly string[], organizationId: string | null): Promise<Account[]> {
  return tx.query<Account>(
    `SELECT a.id, a.organization_id, a.iban, a.currency FROM bank_account a
      WHERE a.id IN (
              SELECT DISTINCT ON (b.iban, b.currency) b.id FROM bank_account b
               WHERE b.iban = ANY ($1::text[]) AND b.state IN ('VERIFIED', 'CLOSED')
               ORDER BY b.iban, b.currency, b.state DESC, b.created_at DESC, b.id)
        AND ($2::uuid IS NULL OR a.organization_id = $2)
      ORDER BY a.id FOR NO KEY UPDATE`,
    [ibans, organizationId],
  );
}

type Judgement =
  | { readonly state: 'TAKEN' | 'REPEATED'; readonly reason: null }
  | { readonly state: 'HELD'; readonly reason: ReportHoldReason };

/**
 * A statement is taken where its balances add up and it opens as the one before closed. One that was taken before is
 * repeated. Other reports have no balances to be judged by.
 */
async function judgeReport(tx: Tx, part: ReportPart, { id: accountId }: Pick<Account, 'id'>): Promise<Judgement> {
  if (part.message !== 'camt.053') return { state: 'TAKEN', reason: null };
  const { openingMinor, closingMinor, day, sequence } = part;
  if (openingMinor === null || closingMinor === null || day === null)
    return { state: 'HELD', reason: 'BALANCES_MISSING' };
  if (openingMinor + movedBy(part.items) !== closingMinor) return { state: 'HELD', reason: 'BALANCES_DIFFER' };
  return judgePlace(tx, accountId, { openingMinor, closingMinor, day, sequence });
}

async function judgePlace(tx: Tx, accountId: string, place: Place, receivedAt: Date | null = null): Promise<Judgement> {
  const { openingMinor, closingMinor, day, sequence } = place;
  const twins = await tx.query<Pick<BankReportRow, 'openingMinor' | 'closingMinor'> & { readonly isBefore: boolean }>(
    `SELECT opening_minor, closing_minor, closing_minor = $4 AND ($6::timestamptz IS NULL OR received_at < $6) AS is_before
       FROM bank_report
      WHERE account_id = $1 AND message = 'camt.053' AND state = 'TAKEN' AND day = $2
        AND sequence IS NOT DISTINCT FROM $3
        AND ($3::integer IS NOT NULL OR (opening_minor, closing_minor) = ($4, $5))`,
    [accountId, day, sequence, openingMinor, closingMinor, receivedAt],
  );
  if (twins.some(twin => twin.openingMinor === openingMinor && twin.closingMinor === closingMinor))
    return { state: 'REPEATED', reason: null };
  // What goes on where one of its number closed is a further page; anything else of its number says otherwise.
  const isFurtherPage = twins.some(twin => twin.isBefore) && !twins.some(twin => twin.openingMinor === openingMinor);
  if (twins.length > 0 && !isFurtherPage) return { state: 'HELD', reason: 'STATEMENT_DIFFERS' };
  const [first, last] = [await endOfLine(tx, accountId, 'first'), await endOfLine(tx, accountId, 'last')];
  return !first || !last || follows(place, last) || follows(first, place)
    ? { state: 'TAKEN', reason: null }
    : { state: 'HELD', reason: 'OUT_OF_SEQUENCE' };
}

/** The statements that were taken stand in one line, which grows at both ends: the first to come may be any. */
async function endOfLine(tx: Tx, accountId: string, end: 'first' | 'last'): Promise<Place | undefined> {
  const order = end === 'last' ? 'day DESC, sequence DESC NULLS LAST, received_at DESC' : 'day, sequence, received_at';
  return tx.maybe<Place>(
    `SELECT opening_minor, closing_minor, sequence, day FROM bank_report
      WHERE account_id = $1 AND message = 'camt.053' AND state = 'TAKEN' ORDER BY ${order} LIMIT 1`,
    [accountId],
  );
}

/** Statements that were held for one between them and the others, as far as they follow now: their balances had added up. */
export async function takeWhatFollows(
  tx: Tx,
  viewer: Viewer,
  account: Omit<Account, 'iban' | 'currency'>,
): Promise<void> {
  for (;;) {
    const waiting = await tx.query<BankReportRow & Place>(
      `SELECT * FROM bank_report WHERE account_id = $1 AND state = 'HELD' AND reason = 'OUT_OF_SEQUENCE'
        ORDER BY day, sequence, received_at, id FOR UPDATE`,
      [account.id],
    );
    let next: { readonly report: BankReportRow; readonly state: 'TAKEN' | 'REPEATED' } | undefined;
    for (const report of waiting) {
      const { state } = await judgePlace(tx, account.id, report, report.receivedAt);
      if (state === 'HELD') continue;
      next = { report, state };
      break;
    }
    if (!next) return;
    await takeHeld(tx, viewer, next.report, account, next.state);
  }
}

/** A report that was held is taken after all, or was told again by one that was. */
export async function takeHeld(
  tx: Tx,
  viewer: Viewer,
  report: BankReportRow,
  account: Pick<Account, 'id' | 'organizationId'>,
  to: 'TAKEN' | 'REPEATED' = 'TAKEN',
): Promise<void> {
  const part = await partOf(tx, report);
  await transition(tx, viewer, bankReportMachine, 'bank report', [
    {
      row: { ...report, eventNo: report.eventNo! },
      to,
      event: to === 'TAKEN' ? 'bankReport.taken' : 'bankReport.repeated',
      channels: [organizationChannel(account.organizationId), operatorChannel],
    },
  ]);
  await registerEntries(tx, { ...report, state: to }, account, part);
}

/** The part of its file that a report is. */
async function partOf(tx: Tx, { fileId, ordinal }: Pick<BankReportRow, 'fileId' | 'ordinal'>): Promise<ReportPart> {
  const { body } = await tx.one<{ body: Buffer }>('SELECT body FROM bank_file WHERE id = $1', [fileId]);
  const reading = await readAside(body);
  const part = 'faults' in reading ? undefined : reading.parts[ordinal - 1];
  if (!part) throw new Error(`The bank file ${fileId} has no part ${ordinal}.`);
  return part;
}

async function insertReport(
  tx: Tx,
  fileId: string,
  part: ReportPart,
  account: Account | null,
  state: BankReportRow['state'],
  reason: ReportHoldReason | null,
): Promise<BankReportRow> {
  return tx.one<BankReportRow>(
    `INSERT INTO bank_report (id, file_id, ordinal, message, reference, iban, account_id, currency, sequence, day,
                              opening_minor, closing_minor, state, reason, event_no)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) RETURNING *`,
    [
      newId(),
      fileId,
      part.ordinal,
      part.message,
      part.reference,
      part.iban,
      account?.id ?? null,
      part.currency,
      part.sequence,
      part.day,
      part.openingMinor,
      part.closingMinor,
      state,
      reason,
      reason === null ? null : 1,
    ],
  );
}

function tell(tx: Tx, viewer: Viewer, { id, reason }: BankReportRow, organizationId: string | null): Promise<void> {
  const channels: Channel[] = [...(organizationId ? [organizationChannel(organizationId)] : []), operatorChannel];
  return created(tx, viewer, bankReportMachine, 'bank report', [
    { id, state: 'HELD', event: 'bankReport.held', channels, after: { reason } },
  ]);
}
