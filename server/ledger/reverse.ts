import type { Tx } from '../platform/database.js';
import { type Cause, correctionCause, type MovementKind, type NewMovement, type NewTransfer } from './movement.js';
import { type PostedMovement, post } from './post.js';

/**
 * Takes back every movement that the cause posted, or that stands in the place of one it posted: the same transfers with their
 * sides exchanged, each reversal naming its movement. A cause that posted nothing is a fault; a movement that was taken back
 * before is not reversed again.
 */
export async function reverse(tx: Tx, cause: Cause): Promise<PostedMovement[]> {
  return post(tx, await reversalsOf(tx, [cause]));
}

/**
 * The reversals of several causes, to be posted together with what follows them: of all that they posted, or of one kind alone,
 * where a cause posts what stands for itself. A day of an invoice may be a charge's, and a write-off's.
 */
export async function reversalsOf(
  tx: Tx,
  causes: readonly Cause[],
  kind: MovementKind | null = null,
): Promise<NewMovement[]> {
  const transfers = await tx.query<StoredTransfer & { causeKind: Cause['kind']; causeId: string }>(
    `WITH RECURSIVE posted AS (
       SELECT m.id, m.posted_at, g.kind AS cause_kind, g.id AS cause_id
         FROM unnest($1::text[], $2::text[]) AS g(kind, id)
         JOIN movement m ON (m.cause_kind, m.cause_id) = (g.kind, g.id) AND m.kind <> 'REVERSAL'
                          AND ($3::text IS NULL OR m.kind = $3)
       UNION
       SELECT m.id, m.posted_at, p.cause_kind, p.cause_id
         FROM posted p
         JOIN movement m ON m.cause_kind = 'CORRECTION' AND m.cause_id = p.id::text AND m.kind <> 'REVERSAL')
     SELECT m.id AS movement_id, m.cause_kind, m.cause_id, ${transferColumns}
       FROM posted m
       ${joinTransfers}
      WHERE NOT EXISTS (SELECT FROM movement c WHERE c.reverses_id = m.id AND c.cause_kind = 'CORRECTION')
      ORDER BY m.posted_at, m.id, t.ordinal`,
    [causes.map(cause => cause.kind), causes.map(cause => cause.id), kind],
  );
  for (const cause of causes) {
    if (!transfers.some(({ causeKind, causeId }) => causeKind === cause.kind && causeId === cause.id))
      throw new Error(`${cause.kind} ${cause.id} posted nothing that could be reversed.`);
  }
  return byMovement(transfers).map(([first, ...others]) =>
    reversal({ kind: first.causeKind, id: first.causeId }, [first, ...others]),
  );
}

/**
 * Corrects a movement: its REVERSAL and what is right, in one commit. Nothing is posted free-hand: the right movements come
 * from the chart, with `correctionCause(movementId)` as their cause. Who may is the caller's to judge: two persons, a reason.
 */
export async function correct(tx: Tx, movementId: string, right: readonly NewMovement[]): Promise<PostedMovement[]> {
  return post(tx, await correctionOf(tx, movementId, right));
}

/** As `correct`, to be posted together with what follows it. */
export async function correctionOf(tx: Tx, movementId: string, right: readonly NewMovement[]): Promise<NewMovement[]> {
  const cause = correctionCause(movementId);
  if (right.some(movement => movement.cause.kind !== cause.kind || movement.cause.id !== cause.id))
    throw new Error(`What corrects the movement ${movementId} has another cause.`);
  const transfers = await tx.query<StoredTransfer>(
    `SELECT m.id AS movement_id, ${transferColumns}
       FROM movement m
       ${joinTransfers}
      WHERE m.id = $1 AND m.kind <> 'REVERSAL'
        AND NOT EXISTS (SELECT FROM movement r WHERE r.reverses_id = m.id AND r.cause_kind <> 'CORRECTION')
      ORDER BY t.ordinal`,
    [movementId],
  );
  if (transfers.length === 0) throw new Error(`The movement ${movementId} does not stand.`);
  return [reversal(cause, transfers), ...right];
}

const transferColumns = `d.organization_id AS debit_organization_id, d.kind AS debit_kind,
            c.organization_id AS credit_organization_id, c.kind AS credit_kind,
            t.amount_minor, t.currency, t.invoice_id, t.financing_id`;
const joinTransfers = `JOIN transfer t ON t.movement_id = m.id
       JOIN ledger_account d ON d.id = t.debit_account_id
       JOIN ledger_account c ON c.id = t.credit_account_id`;

function byMovement<Row extends StoredTransfer>(transfers: readonly Row[]): [Row, ...Row[]][] {
  const groups = new Map<string, Row[]>();
  for (const transfer of transfers)
    groups.set(transfer.movementId, [...(groups.get(transfer.movementId) ?? []), transfer]);
  return [...groups.values()] as [Row, ...Row[]][];
}

function reversal(cause: Cause, transfers: readonly StoredTransfer[]): NewMovement {
  return { kind: 'REVERSAL', cause, reversesId: transfers[0]!.movementId, transfers: transfers.map(exchanged) };
}

interface StoredTransfer {
  readonly movementId: string;
  readonly debitOrganizationId: string;
  readonly debitKind: NewTransfer['debit']['kind'];
  readonly creditOrganizationId: string;
  readonly creditKind: NewTransfer['credit']['kind'];
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly invoiceId: string | null;
  readonly financingId: string | null;
}

function exchanged(row: StoredTransfer): NewTransfer {
  return {
    debit: { organizationId: row.creditOrganizationId, kind: row.creditKind },
    credit: { organizationId: row.debitOrganizationId, kind: row.debitKind },
    amountMinor: row.amountMinor,
    currency: row.currency,
    invoiceId: row.invoiceId,
    financingId: row.financingId,
  };
}
