import { creditReserved, creditStanding, type CreditStanding } from '../invoices/index.js';
import type { Tx } from '../platform/database.js';
import type { CreditKind } from './approval.entity.js';
import type { FrozenLine, PlannedCredit } from './approval.rules.js';

/*
 * Which credit notes a batch takes, and off which invoices: shown, hashed and released with it. Those that name an invoice
 * of the batch reduce it; those that name one which is promised already reduce that one; the others are taken off the
 * batch's invoices of the same supplier, the earliest due first, as far as these go.
 */

/** A credit note that waits, locked. Amounts in minor units of the batch's currency. */
export interface WaitingNote {
  readonly id: string;
  readonly supplierId: string;
  readonly invoiceId: string | null;
  /** What is left of it, less what other batches mean to take. */
  readonly restMinor: bigint;
  readonly standing: CreditStanding;
}

/** The most credit notes that a batch takes off invoices which are approved already. */
export const reductionsMax = 500;

/** Plans in the order of the notes given. Lines of which their own notes would take more than is approved are named. */
export function planCredits(
  lines: readonly FrozenLine[],
  notes: readonly WaitingNote[],
): { readonly credits: PlannedCredit[]; readonly overdrawn: string[] } {
  const restOf = new Map(lines.map(({ invoice, amountMinor }) => [invoice.id, amountMinor]));
  const credits: PlannedCredit[] = [];
  const take = (note: WaitingNote, invoiceId: string, kind: CreditKind, amountMinor: bigint) => {
    credits.push({ creditNoteId: note.id, invoiceId, kind, amountMinor });
    restOf.set(invoiceId, (restOf.get(invoiceId) ?? 0n) - amountMinor);
  };
  for (const note of notes) {
    if (note.standing === 'WITH_INVOICE' && note.restMinor > 0n && restOf.has(note.invoiceId!)) {
      take(note, note.invoiceId!, 'REDUCTION', note.restMinor);
    }
  }
  const overdrawn = new Set([...restOf].filter(([, rest]) => rest < 0n).map(([id]) => id));
  const reductions = notes.filter(({ standing, restMinor }) => standing === 'REDUCTION' && restMinor > 0n);
  for (const note of reductions.slice(0, reductionsMax)) take(note, note.invoiceId!, 'REDUCTION', note.restMinor);
  const byDueDate = [...lines].sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
  for (const note of notes) {
    if (note.standing !== 'NETTING') continue;
    let { restMinor } = note;
    for (const { invoice } of byDueDate) {
      const open = restOf.get(invoice.id) ?? 0n;
      if (restMinor <= 0n) break;
      if (invoice.supplierId !== note.supplierId || open <= 0n) continue;
      const amountMinor = open < restMinor ? open : restMinor;
      take(note, invoice.id, 'NETTING', amountMinor);
      restMinor -= amountMinor;
    }
  }
  return { credits: credits.filter(({ invoiceId }) => !overdrawn.has(invoiceId)), overdrawn: [...overdrawn] };
}

function placeOf({ invoice }: FrozenLine): string {
  return `${invoice.adjustedDueDate} ${invoice.id}`;
}

/** Locks the credit notes of the buyer that wait and are of these suppliers, and reads them, the oldest first. */
export function lockNotesOfSuppliers(
  tx: Tx,
  buyerId: string,
  currency: string,
  supplierIds: readonly string[],
): Promise<WaitingNote[]> {
  return lockWaiting(tx, 'n.buyer_id = $1 AND n.currency = $2 AND n.supplier_id = ANY($3::uuid[])', [
    buyerId,
    currency,
    supplierIds,
  ]);
}

/** As `lockNotesOfSuppliers`, of those named. */
export function lockNamedNotes(
  tx: Tx,
  buyerId: string,
  ids: readonly string[],
): Promise<(WaitingNote & { readonly currency: string })[]> {
  return lockWaiting(tx, 'n.buyer_id = $1 AND n.id = ANY($2::uuid[])', [buyerId, ids]);
}

async function lockWaiting(
  tx: Tx,
  condition: string,
  parameters: readonly unknown[],
): Promise<(WaitingNote & { readonly currency: string })[]> {
  const waiting = `${condition} AND n.state IN ('RECORDED', 'OPEN')`;
  await tx.query(`SELECT n.id FROM credit_note n WHERE ${waiting} ORDER BY n.id FOR UPDATE`, parameters);
  // A second statement: what other batches mean to take is judged as it is after the wait for the lock.
  return tx.query(
    `SELECT n.id, n.supplier_id, n.invoice_id, n.currency, ${creditStanding} AS standing,
            n.amount_minor - n.netted_minor
              - coalesce((SELECT sum(c.amount_minor) FROM approval_credit c JOIN approval a ON a.id = c.approval_id
                           WHERE c.credit_note_id = n.id AND ${creditReserved}), 0)::bigint AS rest_minor
       FROM credit_note n LEFT JOIN invoice i ON i.id = n.invoice_id
      WHERE ${waiting} ORDER BY n.submitted_at, n.id`,
    parameters,
  );
}
