import type { Tx } from '../platform/database.js';
import type { Cause, NewMovement, NewTransfer } from './movement.js';
import { type PostedMovement, post } from './post.js';

/**
 * Takes back every movement that the cause posted: the same transfers with their sides exchanged, each reversal naming its
 * movement. A cause that posted nothing is a fault; one that was taken back before is not reversed again.
 */
export async function reverse(tx: Tx, cause: Cause): Promise<PostedMovement[]> {
  return post(tx, await reversalsOf(tx, cause));
}

async function reversalsOf(tx: Tx, cause: Cause): Promise<NewMovement[]> {
  const transfers = await tx.query<StoredTransfer>(
    `SELECT m.id AS movement_id, d.organization_id AS debit_organization_id, d.kind AS debit_kind,
            c.organization_id AS credit_organization_id, c.kind AS credit_kind,
            t.amount_minor, t.currency, t.invoice_id, t.financing_id
       FROM movement m
       JOIN transfer t ON t.movement_id = m.id
       JOIN ledger_account d ON d.id = t.debit_account_id
       JOIN ledger_account c ON c.id = t.credit_account_id
      WHERE m.cause_kind = $1 AND m.cause_id = $2 AND m.kind <> 'REVERSAL'
      ORDER BY m.posted_at, m.id, t.ordinal`,
    [cause.kind, cause.id],
  );
  if (transfers.length === 0) throw new Error(`${cause.kind} ${cause.id} posted nothing that could be reversed.`);
  return [...new Set(transfers.map(transfer => transfer.movementId))].map(reversesId => ({
    kind: 'REVERSAL',
    cause,
    reversesId,
    transfers: transfers.filter(transfer => transfer.movementId === reversesId).map(exchanged),
  }));
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
