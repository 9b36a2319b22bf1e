import { settlementEffects } from '../financings/index.js';
import { bankEntryCause, post, suspense } from '../ledger/index.js';
import { instructOutside, registerBankMessages } from '../payments/index.js';
import type { Database, Tx } from '../platform/database.js';
import type { ReportFault } from '../platform/report-fault.js';
import type { UnitOfWork } from '../platform/unit-of-work.js';
import { systemViewer, type Viewer } from '../platform/viewer.js';
import { recordEntry } from './entry-events.js';
import { type Candidate, matchEntry } from './match-entry.js';
import { messagesOfMatch } from './match-messages.js';
import type { BankEntryRow, EntryReason } from './reconciliation.entity.js';

const slice = 500;

/**
 * Works on the entries that named no payment of ours, all or those of one file: each is matched, or goes into suspense, in a
 * transaction of its own. What meets a fault is reported and waits for the next pass. Resolves to how many were worked on.
 */
export async function followEntries(
  work: UnitOfWork,
  database: Database,
  report: ReportFault,
  { fileId = null, atMost = slice }: { readonly fileId?: string | null; readonly atMost?: number } = {},
): Promise<number> {
  const waiting = await database.read(systemViewer, db =>
    db.query<{ id: string }>(
      `SELECT e.id FROM bank_entry e
        WHERE e.state = 'RECEIVED'
          AND ($2::uuid IS NULL OR EXISTS (SELECT FROM bank_report r WHERE r.id = e.report_id AND r.file_id = $2))
        ORDER BY e.received_at, e.id LIMIT $1`,
      [atMost, fileId],
    ),
  );
  let followed = 0;
  for (const { id } of waiting) {
    try {
      if (await work.perform(systemViewer, tx => follow(tx, id))) followed += 1;
    } catch (error) {
      report(new Error(`The bank entry ${id} could not be worked on.`, { cause: error }));
    }
  }
  return followed;
}

async function follow(tx: Tx, id: string): Promise<boolean> {
  const found = await tx.one<BankEntryRow>('SELECT * FROM bank_entry WHERE id = $1', [id]);
  const match = await matchEntry(tx, found);
  if (typeof match !== 'string' && match.state === 'DUE' && !(await takePaidOutside(tx, found, match))) {
    // Somebody else took the payment on meanwhile: it is matched anew, next time.
    return false;
  }
  const entry = await tx.maybe<BankEntryRow>(
    `SELECT * FROM bank_entry WHERE id = $1 AND state = 'RECEIVED' FOR UPDATE`,
    [id],
  );
  if (!entry) return false;
  if (await reusesReference(tx, entry)) {
    await recordEntry(tx, systemViewer, 'bank entry', entry, 'HELD', 'bankEntry.held', { reason: 'REFERENCE_REUSED' });
    return true;
  }
  if (typeof match === 'string') await suspend(tx, systemViewer, entry, match);
  else await followPayment(tx, entry, match);
  return true;
}

function takePaidOutside(tx: Tx, entry: BankEntryRow, match: Candidate): Promise<boolean> {
  return instructOutside(tx, settlementEffects, `bank entry ${entry.id}`, match, match);
}

/** The same reference of the bank with another figure: a copy that somebody changed, or a bank that counts anew. */
async function reusesReference(
  tx: Tx,
  { id, accountId, reference, amountMinor, side }: BankEntryRow,
): Promise<boolean> {
  const [other] = await tx.query(
    `SELECT FROM bank_entry
      WHERE account_id = $2 AND reference = $3 AND id <> $1 AND state <> 'HELD' AND (amount_minor, side) <> ($4, $5)
        AND received_at <= (SELECT received_at FROM bank_entry WHERE id = $1)
        AND report_id <> (SELECT report_id FROM bank_entry WHERE id = $1) LIMIT 1`,
    [id, accountId, reference, amountMinor, side],
  );
  return other !== undefined;
}

/** From here on it is what the bank said of that payment, as if it had named it. */
async function followPayment(tx: Tx, entry: BankEntryRow, match: Candidate): Promise<void> {
  const messages = messagesOfMatch(entry, match);
  await registerBankMessages(tx, messages);
  await tx.execute(`UPDATE bank_entry SET state = 'FOLLOWED', message_id = $2 WHERE id = $1`, [
    entry.id,
    messages.at(-1)!.id,
  ]);
}

/** Into suspense: the account's money moved, and nobody has said yet what it is. */
export async function suspend(
  tx: Tx,
  viewer: Viewer,
  entry: BankEntryRow,
  reason: EntryReason,
  event: 'bankEntry.suspended' | 'bankEntry.reopened' = 'bankEntry.suspended',
): Promise<void> {
  const suspended = entry.suspended + 1;
  await recordEntry(tx, viewer, 'bank entry', entry, 'SUSPENSE', event, { reason, suspended });
  await post(tx, [
    suspense({
      cause: suspenseCause({ id: entry.id, suspended }),
      ownerId: entry.organizationId,
      direction: entry.side === 'CREDIT' ? 'IN' : 'OUT',
      amountMinor: entry.amountMinor,
      currency: entry.currency,
    }),
  ]);
}

/** Each time that an entry goes into suspense is a cause of its own. */
export function suspenseCause({ id, suspended }: Pick<BankEntryRow, 'id' | 'suspended'>) {
  return bankEntryCause(suspended === 1 ? id : `${id}:${suspended}`);
}
