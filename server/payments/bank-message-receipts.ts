import { createHash } from 'node:crypto';
import { operatorChannel, recordEvents } from '../events/index.js';
import type { Tx } from '../platform/database.js';
import { systemViewer, type Viewer } from '../platform/viewer.js';
import type { BankMessage } from './bank-message.js';
import type { BankMessageReceiptRow as Receipt, HoldReason } from './payment.entity.js';
import { obstacles } from './payment.rules.js';

export type { Receipt };

/**
 * Registers what a bank said, to be worked on next; what was said before stays as it is. Resolves to the ids of what is new.
 */
export async function registerBankMessages(tx: Tx, messages: readonly BankMessage[]): Promise<ReadonlySet<string>> {
  if (messages.length === 0) return new Set();
  const ids = messages.map(message => receiptIdOf(message.id));
  const made = await tx.query<{ messageId: string }>(
    `INSERT INTO bank_message_receipt (message_id, kind, content, outcome)
     SELECT m.id, m.kind, m.content, 'RECEIVED'
       FROM unnest($1::text[], $2::text[], $3::jsonb[]) AS m(id, kind, content)
     ON CONFLICT (message_id) DO NOTHING RETURNING message_id`,
    [ids, messages.map(({ kind }) => kind), messages.map(contentOf)],
  );
  const isNew = new Set(made.map(({ messageId }) => messageId));
  return new Set(messages.filter((_, index) => isNew.has(ids[index]!)).map(({ id }) => id));
}

/** The message as it came, but for characters that the database does not keep. */
export function messageOf({ content }: Pick<Receipt, 'content'>): BankMessage {
  const revived =
    'amountMinor' in content ? { ...content, amountMinor: BigInt(content.amountMinor as string) } : content;
  return revived as unknown as BankMessage;
}

/** What the events that a message brings about give as their cause. */
export function causeOf(message: BankMessage): string {
  return `bank message ${message.id}`;
}

/** Keeps what became of a message whose receipt is locked; the operator is told where it waits, and where it waits no more. */
export async function conclude(
  tx: Tx,
  receipt: Receipt,
  outcome: Receipt['outcome'],
  reason: HoldReason | null,
  viewer: Viewer = systemViewer,
): Promise<void> {
  await tx.execute('UPDATE bank_message_receipt SET outcome = $2, reason = $3, retry_at = NULL WHERE message_id = $1', [
    receipt.messageId,
    outcome,
    reason,
  ]);
  const isNews = outcome === 'HELD' ? receipt.reason !== reason : receipt.eventNo > 0;
  if (isNews)
    await tell(tx, receipt, outcome === 'HELD' ? 'bankMessage.held' : 'bankMessage.concluded', reason, viewer);
}

const firstWaitSeconds = 1;
const longestWaitSeconds = 600;

/**
 * Holds a message that met a fault, to be tried again: at once, then after one second more, and each further time after
 * about twice as long. One that was concluded meanwhile stays as it is.
 */
export async function holdForFault(tx: Tx, messageId: string): Promise<void> {
  const receipt = await lockWaiting(tx, messageId);
  if (!receipt) return;
  await tx.execute(
    `UPDATE bank_message_receipt
        SET outcome = 'HELD', reason = 'FAULT', faults = faults + 1,
            retry_at = clock_timestamp() + least($3, $2 * (power(2, least(faults, 30)) - 1)) * interval '1 second'
      WHERE message_id = $1`,
    [receipt.messageId, firstWaitSeconds, longestWaitSeconds],
  );
  if (receipt.reason !== 'FAULT') await tell(tx, receipt, 'bankMessage.held', 'FAULT');
}

/** The receipt of a message that is to be worked on, locked; undefined where that was done meanwhile. */
export function lockWaiting(tx: Tx, messageId: string): Promise<Receipt | undefined> {
  return tx.maybe<Receipt>(
    `SELECT * FROM bank_message_receipt
      WHERE message_id = $1
        AND (outcome = 'RECEIVED' OR (outcome = 'HELD' AND reason IN ('NOT_BOOKED_YET', 'NOT_RETURNED_YET', 'FAULT')))
        FOR UPDATE`,
    [messageId],
  );
}

async function tell(
  tx: Tx,
  receipt: Receipt,
  type: string,
  reason: HoldReason | null,
  viewer: Viewer = systemViewer,
): Promise<void> {
  const subjectNo = receipt.eventNo + 1;
  await tx.execute('UPDATE bank_message_receipt SET event_no = $2 WHERE message_id = $1', [
    receipt.messageId,
    subjectNo,
  ]);
  await recordEvents(tx, viewer, [
    {
      type,
      subjectKind: 'bank_message',
      subjectId: receipt.id,
      subjectNo,
      stateBefore: '',
      stateAfter: '',
      channels: [operatorChannel],
      cause: causeOf(messageOf(receipt)),
      after: { reason },
    },
  ]);
}

/**
 * Whether the bank booked leg 1 `p` and the booking is held because the deal had moved on, so that nothing followed from
 * it; an SQL condition.
 */
export const bookedInVain = `(p.kind = 'DISBURSEMENT' AND EXISTS (
  SELECT FROM bank_message_receipt b
   WHERE b.content ->> 'endToEndId' = p.end_to_end_id AND b.outcome = 'HELD' AND b.kind = 'BOOKED'
     AND b.content ->> 'side' = 'DEBIT' AND b.reason IN (${obstacles.map(reason => `'${reason}'`).join(', ')})))`;

/** The receipts of the bookings of a payment that are held in vain, locked, the earliest first. */
export function lockBookingsInVain(tx: Tx, endToEndId: string): Promise<Receipt[]> {
  return tx.query(
    `SELECT * FROM bank_message_receipt
      WHERE content ->> 'endToEndId' = $1 AND outcome = 'HELD' AND kind = 'BOOKED' AND content ->> 'side' = 'DEBIT'
        AND reason = ANY ($2)
      ORDER BY received_at, message_id FOR UPDATE`,
    [endToEndId, obstacles],
  );
}

/** A bank's id, where it can be a key of ours; else a name that is always the same for it. */
function receiptIdOf(messageId: string): string {
  if (/^[\u0020-\uffff]{1,64}$/.test(messageId)) return messageId;
  return `sha256:${createHash('sha256').update(messageId).digest('base64url')}`;
}

/** As JSON that the database keeps: amounts as text, and no character of nothing. */
function contentOf(message: BankMessage): string {
  return JSON.stringify(message, (_, value: unknown) => {
    if (typeof value === 'bigint') return value.toString();
    return typeof value === 'string' ? value.replaceAll('\u0000', '\ufffd') : value;
  });
}
