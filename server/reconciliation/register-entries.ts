import { type BankMessage, registerBankMessages } from '../payments/index.js';
import type { Tx } from '../platform/database.js';
import { newId } from '../platform/ids.js';
import type { BankReportRow } from './reconciliation.entity.js';
import { digestOf, type ReportItem, type ReportPart } from './report-parts.js';

/** An item under the key by which it is known, with what it says of a payment of ours, if it does. */
interface Sighting {
  readonly item: ReportItem;
  readonly key: string;
  readonly message: BankMessage | null;
}

/**
 * Writes down what a report says was booked on the account: each thing once, in however many reports it stands; one that a
 * statement tells again is from then on part of that statement. What it says of payments of ours is registered, to be
 * followed next; the rest is worked on by the sweep.
 */
export async function registerEntries(
  tx: Tx,
  report: Pick<BankReportRow, 'id' | 'message' | 'state'>,
  account: { readonly id: string; readonly organizationId: string },
  part: ReportPart,
): Promise<void> {
  const items = await unbatched(tx, part.items, account.organizationId);
  const sightings = await unlessTaken(tx, account.id, sightingsOf(items, part, await paymentsAmong(tx, items)));
  const statementId = report.message === 'camt.053' && report.state !== 'REPEATED' ? report.id : null;
  const written = await write(tx, { report, account, part, statementId }, sightings);
  await tx.execute('UPDATE bank_report SET entry_count = $2 WHERE id = $1', [report.id, sightings.length]);
  const missing = statementId === null ? [] : sightings.filter(({ key }) => !written.has(key));
  if (missing.length === 0) return;
  // They stand in an earlier statement: the account moved once more.
  const once = missing.map(({ item, key, message }) => ({
    item,
    key: `${key}-${digestOf(statementId).slice(0, 8)}`,
    message: message && repeated(message, digestOf(statementId).slice(0, 8)),
  }));
  await write(tx, { report, account, part, statementId }, once);
}

/**
 * A payment that another entry of that side is already, by a match or by the word of two persons, is not booked once more by
 * being named: what names it then is worked on as what names nothing, and goes into suspense.
 */
async function unlessTaken(tx: Tx, accountId: string, sightings: readonly Sighting[]): Promise<readonly Sighting[]> {
  const named = sightings.flatMap(({ item, message }) => (message && !item.returned ? item.endToEndId! : []));
  if (named.length === 0) return sightings;
  const taken = await tx.query<{ endToEndId: string; side: string }>(
    `SELECT m.content ->> 'endToEndId' AS end_to_end_id, e.side
       FROM bank_message_receipt m JOIN bank_entry e USING (message_id)
      WHERE m.content ->> 'endToEndId' = ANY ($2::text[]) AND e.account_id = $1 AND e.key <> e.message_id AND NOT e.returned
      UNION
     SELECT p.end_to_end_id, e.side
       FROM payment p
       JOIN entry_resolution r ON r.payment_id = p.id AND r.state IN ('CONFIRMED', 'UNDOING')
       JOIN bank_entry e ON e.id = r.entry_id AND e.account_id = $1
      WHERE p.end_to_end_id = ANY ($2::text[])`,
    [accountId, named],
  );
  const isTaken = ({ endToEndId, side, returned }: ReportItem) =>
    !returned && taken.some(each => each.endToEndId === endToEndId && each.side === side);
  return sightings.map(sighting => (isTaken(sighting.item) ? { ...sighting, message: null } : sighting));
}

/** Resolves to the keys that are new, or are part of the statement now. */
async function write(
  tx: Tx,
  of: {
    readonly report: Pick<BankReportRow, 'id'>;
    readonly account: { readonly id: string; readonly organizationId: string };
    readonly part: ReportPart;
    readonly statementId: string | null;
  },
  sightings: readonly Sighting[],
): Promise<ReadonlySet<string>> {
  await registerBankMessages(
    tx,
    sightings.flatMap(({ message }) => message ?? []),
  );
  const rows = await tx.query<{ key: string }>(
    `INSERT INTO bank_entry (id, account_id, organization_id, key, report_id, statement_id, side, returned, amount_minor,
                             currency, booked_on, end_to_end_id, reference, remittance, counterparty_name,
                             counterparty_iban, message_id, state)
     SELECT g.id, $2, $3, g.key, $4, $5, g.side, g.returned, g."amountMinor", $6, g."bookedOn", g."endToEndId", g.reference,
            g.remittance, g."counterpartyName", g."counterpartyIban", g."messageId",
            CASE WHEN g."messageId" IS NULL THEN 'RECEIVED' ELSE 'FOLLOWED' END
       FROM jsonb_to_recordset($1::jsonb)
            AS g(id uuid, key text, side text, returned boolean, "amountMinor" bigint, "bookedOn" date, "endToEndId" text,
                 reference text, remittance text, "counterpartyName" text, "counterpartyIban" text, "messageId" text)
     ON CONFLICT (account_id, key) DO UPDATE SET statement_id = excluded.statement_id
       WHERE bank_entry.statement_id IS NULL AND excluded.statement_id IS NOT NULL
     RETURNING key`,
    [
      JSON.stringify(
        sightings.map(({ item, key, message }) => ({
          ...item,
          id: newId(),
          key,
          amountMinor: String(item.amountMinor),
          messageId: message?.id ?? null,
        })),
      ),
      of.account.id,
      of.account.organizationId,
      of.report.id,
      of.statementId,
      of.part.currency,
    ],
  );
  return new Set(rows.map(({ key }) => key));
}

/**
 * A file of ours that the bank booked as one, to the cent, is each of its payments, paid or collected, or each that the bank did
 * not reject before; any other batch is an entry that matches nothing.
 */
async function unbatched(tx: Tx, items: readonly ReportItem[], ownerId: string): Promise<ReportItem[]> {
  const batchIds = items.flatMap(({ batchId, returned }) => (returned ? [] : (batchId ?? [])));
  if (batchIds.length === 0) return [...items];
  const files = await tx.query<{
    messageId: string;
    side: ReportItem['side'];
    endToEndId: string;
    amountMinor: bigint;
    rejected: boolean;
  }>(
    `SELECT f.message_id, CASE f.direction WHEN 'TRANSFER' THEN 'DEBIT' ELSE 'CREDIT' END AS side,
            p.end_to_end_id, p.amount_minor, p.state = 'REJECTED' AS rejected
       FROM payment_file f JOIN payment p ON p.file_id = f.id
      WHERE f.message_id = ANY ($1::text[]) AND f.owner_id = $2 ORDER BY p.end_to_end_id`,
    [batchIds, ownerId],
  );
  return items.flatMap(item => {
    const payments = files.filter(
      ({ messageId, side }) => item.side === side && !item.returned && messageId === item.batchId,
    );
    const booked = [payments, payments.filter(({ rejected }) => !rejected)].find(
      some => some.reduce((sum, { amountMinor }) => sum + amountMinor, 0n) === item.amountMinor,
    );
    if (!booked) return [item];
    return booked.map(({ endToEndId, amountMinor }) => ({ ...item, endToEndId, amountMinor }));
  });
}

async function paymentsAmong(tx: Tx, items: readonly ReportItem[]): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ endToEndId: string }>(
    'SELECT end_to_end_id FROM payment WHERE end_to_end_id = ANY ($1::text[])',
    [items.flatMap(({ endToEndId }) => endToEndId ?? [])],
  );
  return new Set(rows.map(({ endToEndId }) => endToEndId));
}

/**
 * What names a payment of ours is known by that, its side, its account and its amount, whatever else a report adds or leaves
 * out; anything else by all that it says. Two that are alike in one report are two.
 */
function sightingsOf(items: readonly ReportItem[], part: ReportPart, ours: ReadonlySet<string>): Sighting[] {
  const seen = new Map<string, number>();
  return items.map(item => {
    const isOurs = item.endToEndId !== null && ours.has(item.endToEndId);
    const alike = isOurs ? `${item.endToEndId}-${kindOf(item)}-${whereOf(item, part)}` : item.likeness;
    const repetition = seen.get(alike) ?? 0;
    seen.set(alike, repetition + 1);
    const message = isOurs ? messageOf(item, part, alike) : null;
    if (repetition === 0) return { item, key: alike, message };
    return { item, key: `${alike}-${repetition}`, message: message && repeated(message, String(repetition)) };
  });
}

function kindOf({ side, returned }: ReportItem): string {
  return returned ? `RTRN${side}` : side;
}

function whereOf({ amountMinor }: ReportItem, { iban, currency }: ReportPart): string {
  return digestOf(iban, amountMinor, currency).slice(0, 8);
}

function messageOf(item: ReportItem, { iban, currency }: ReportPart, id: string): BankMessage {
  const { side, amountMinor, bookedOn, counterpartyIban } = item;
  const entry = { id, endToEndId: item.endToEndId!, iban, side, amountMinor, currency };
  if (!item.returned) return { ...entry, kind: 'BOOKED', bookedOn, counterpartyIban };
  const reasonCode = item.returnCode ?? 'NARR';
  return { ...entry, kind: 'RETURNED', returnedOn: bookedOn, reasonCode, reason: item.returnWords ?? reasonCode };
}

/** The very same once more, which one instruction does not account for. */
function repeated(message: BankMessage, by: string): BankMessage {
  return { ...message, id: `${message.id}-${by}`, ...(message.kind === 'BOOKED' && { repetition: 1 }) } as BankMessage;
}
