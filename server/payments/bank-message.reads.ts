import { fetchSize, type Page, pageOf } from '../platform/connection.js';
import type { Db } from '../platform/database.js';
import { type Listed, placeOf, sortKey } from '../platform/keyset.js';
import type { BatchRead } from '../platform/request-context.js';
import type { Receipt } from './bank-message-receipts.js';

/** A message of a bank as the operator sees it: with the payment it names, if there is one. */
export type BankMessageView = Listed<Receipt & { readonly paymentId: string | null }>;

/** Messages are the operator's alone: they name both sides of a payment, and what a person has to settle. */
const bankMessageView = `
  SELECT t.*, p.id AS payment_id, ${sortKey('t.received_at')} AS sort_key
    FROM bank_message_receipt t
    LEFT JOIN payment p ON p.end_to_end_id = t.content ->> 'endToEndId'
   WHERE viewer_sees_all()`;

export const bankMessageById: BatchRead<string, BankMessageView | null> = async (db, _viewer, ids) => {
  const rows = await db.query<BankMessageView>(`${bankMessageView} AND t.id = ANY($1::uuid[])`, [ids]);
  const byId = new Map(rows.map(row => [row.id, row]));
  return ids.map(id => byId.get(id) ?? null);
};

/** The messages that wait, the latest received first. */
export async function heldBankMessages(
  db: Db,
  first: number,
  after: string | null | undefined,
): Promise<Page<BankMessageView>> {
  const below = placeOf(after);
  const rows = await db.query<BankMessageView>(
    `${bankMessageView} AND t.outcome = 'HELD' AND (t.received_at, t.id) < ($1::timestamptz, $2::uuid)
      ORDER BY t.received_at DESC, t.id DESC LIMIT $3`,
    [below.at, below.id, fetchSize(first)],
  );
  return pageOf(rows, first);
}
