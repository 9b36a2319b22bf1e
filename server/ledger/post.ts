import { createHash } from 'node:crypto';
import type { Tx } from '../platform/database.js';
import { type AccountKey, lockAccounts } from './accounts.js';
import type { NewMovement } from './movement.js';

/** `exists`: the same cause had posted the same content before; nothing was written again. */
export interface PostedMovement {
  readonly id: string;
  readonly status: 'created' | 'exists';
}

/** As many as have their own microsecond. */
const movementsMax = 999;

/**
 * Posts up to 999 movements in a few statements. Account rows are made on demand and locked in the order of
 * their ids; the counters move in the statement that inserts the transfers. Call it once in a transaction, after every
 * other lock. The same cause with other content, and transfers that do not balance, are faults.
 */
export async function post(tx: Tx, movements: readonly NewMovement[]): Promise<PostedMovement[]> {
  if (movements.length === 0) return [];
  for (const movement of movements) assertBalanced(movement);
  const named = movements.map(movement => ({ ...movement, id: movementIdOf(movement) }));
  if (movements.length > movementsMax) throw new Error(`${movements.length} movements are posted at once.`);
  if (new Set(named.map(movement => movement.id)).size < named.length)
    throw new Error('One cause is posted twice at once.');

  const accountIdOf = await lockAccounts(tx, movements.flatMap(accountsOf));
  const transfers = named.flatMap(movement => transfersOf(movement, accountIdOf));
  const created = await insert(tx, named, transfers);
  await assertSameContent(
    tx,
    transfers.filter(transfer => !created.has(transfer.movementId)),
  );
  return named.map(({ id }) => ({ id, status: created.has(id) ? 'created' : 'exists' }));
}

interface TransferRecord {
  readonly id: string;
  readonly movementId: string;
  readonly ordinal: number;
  readonly debitAccountId: string;
  readonly creditAccountId: string;
  readonly amountMinor: string;
  readonly currency: string;
  readonly invoiceId: string | null;
  readonly financingId: string | null;
}

function transfersOf(
  movement: NewMovement & { id: string },
  accountIdOf: (key: AccountKey) => string,
): TransferRecord[] {
  return movement.transfers.map(({ debit, credit, amountMinor, currency, invoiceId, financingId }, index) => ({
    id: uuidFrom('transfer', movement.id, String(index + 1)),
    movementId: movement.id,
    ordinal: index + 1,
    debitAccountId: accountIdOf({ ...debit, currency }),
    creditAccountId: accountIdOf({ ...credit, currency }),
    amountMinor: amountMinor.toString(),
    currency,
    invoiceId,
    financingId: financingId ?? null,
  }));
}

/**
 * Writes what is new and moves the counters, in one statement; resolves to the ids of the movements written. What is posted
 * together has one instant to the millisecond, and its order in the microseconds.
 */
async function insert(
  tx: Tx,
  movements: readonly (NewMovement & { id: string })[],
  transfers: readonly TransferRecord[],
): Promise<ReadonlySet<string>> {
  const made = await tx.query<{ id: string }>(
    `WITH instant AS MATERIALIZED (
       SELECT date_trunc('milliseconds', business_now()) AS now
     ), made AS (
       INSERT INTO movement (id, kind, cause_kind, cause_id, reverses_id, posted_at, business_day)
       SELECT id, kind, "causeKind", "causeId", "reversesId", now + ordinal * interval '1 microsecond', business_day_of(now)
         FROM jsonb_to_recordset($1::jsonb)
              AS g(ordinal integer, id uuid, kind text, "causeKind" text, "causeId" text, "reversesId" uuid)
        CROSS JOIN instant
        ORDER BY ordinal
       ON CONFLICT DO NOTHING
       RETURNING id
     ), moved AS (
       INSERT INTO transfer (id, movement_id, ordinal, debit_account_id, credit_account_id, amount_minor, currency,
                             invoice_id, financing_id)
       SELECT g.id, g."movementId", g.ordinal, g."debitAccountId", g."creditAccountId", g."amountMinor", g.currency,
              g."invoiceId", g."financingId"
         FROM jsonb_to_recordset($2::jsonb)
              AS g(id uuid, "movementId" uuid, ordinal integer, "debitAccountId" uuid, "creditAccountId" uuid,
                   "amountMinor" bigint, currency text, "invoiceId" uuid, "financingId" uuid)
         JOIN made ON made.id = g."movementId"
       RETURNING debit_account_id, credit_account_id, amount_minor
     ), counted AS (
       UPDATE ledger_account a
          SET debit_minor = a.debit_minor + s.debit, credit_minor = a.credit_minor + s.credit
         FROM (SELECT account_id, sum(debit)::bigint AS debit, sum(credit)::bigint AS credit
                 FROM (SELECT debit_account_id AS account_id, amount_minor AS debit, 0 AS credit FROM moved
                       UNION ALL
                       SELECT credit_account_id, 0, amount_minor FROM moved) e
                GROUP BY account_id) s
        WHERE a.id = s.account_id
     )
     SELECT id FROM made`,
    [
      JSON.stringify(
        movements.map(({ id, kind, cause, reversesId }, ordinal) => ({
          ordinal,
          id,
          kind,
          causeKind: cause.kind,
          causeId: cause.id,
          reversesId: reversesId ?? null,
        })),
      ),
      JSON.stringify(transfers),
    ],
  );
  return new Set(made.map(movement => movement.id));
}

/** What was not written must have been there before, to the last transfer. */
async function assertSameContent(tx: Tx, given: readonly TransferRecord[]): Promise<void> {
  if (given.length === 0) return;
  const stored = await tx.query<TransferRecord>(
    `SELECT id, movement_id, ordinal, debit_account_id, credit_account_id, amount_minor::text AS amount_minor, currency,
            invoice_id, financing_id
       FROM transfer WHERE movement_id = ANY ($1::uuid[])`,
    [[...new Set(given.map(transfer => transfer.movementId))]],
  );
  const storedById = new Map(stored.map(transfer => [transfer.id, JSON.stringify(transfer)]));
  const differs = given.find(transfer => storedById.get(transfer.id) !== JSON.stringify(transfer));
  if (differs || stored.length !== given.length) {
    throw new Error(`The movement ${(differs ?? given[0]!).movementId} was posted before with other content.`);
  }
}

function accountsOf(movement: NewMovement): AccountKey[] {
  return movement.transfers.flatMap(({ debit, credit, currency }) => [
    { ...debit, currency },
    { ...credit, currency },
  ]);
}

/** The database judges this again at commit; here the fault still names its movement. */
function assertBalanced({ kind, cause, transfers }: NewMovement): void {
  const sums = new Map<string, bigint>();
  for (const { debit, credit, amountMinor, currency } of transfers) {
    if (amountMinor <= 0n) throw new Error(`${kind} of ${cause.kind} ${cause.id} moves ${amountMinor}.`);
    const debitKey = `${debit.organizationId} ${currency}`;
    const creditKey = `${credit.organizationId} ${currency}`;
    sums.set(debitKey, (sums.get(debitKey) ?? 0n) + amountMinor);
    sums.set(creditKey, (sums.get(creditKey) ?? 0n) - amountMinor);
  }
  if (transfers.length === 0) throw new Error(`${kind} of ${cause.kind} ${cause.id} has no transfer.`);
  for (const [key, sum] of sums) {
    if (sum !== 0n) throw new Error(`${kind} of ${cause.kind} ${cause.id} does not balance for ${key}: ${sum}.`);
  }
}

/** Made from the cause, so that the same cause cannot post twice. */
function movementIdOf({ kind, cause, reversesId }: NewMovement): string {
  return uuidFrom('movement', kind, cause.kind, cause.id, reversesId ?? '');
}

/** A UUID of version 8 (RFC 9562, section 5.8) from the SHA-256 of the parts. */
function uuidFrom(...parts: readonly string[]): string {
  const bytes = createHash('sha256').update(JSON.stringify(parts)).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
