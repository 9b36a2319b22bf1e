import { z } from 'zod';
import { transition } from '../events/index.js';
import { creditNoteCause, reverse } from '../ledger/index.js';
import { refusal } from '../platform/actions.js';
import { command } from '../platform/command.js';
import type { Tx } from '../platform/database.js';
import { uuidKey, wireId } from '../platform/input.js';
import { NotAvailable, NotFound, NotPermitted } from '../platform/problem.js';
import type { Viewer } from '../platform/viewer.js';
import { creditNoteColumns, creditNotePolicy, type CreditNoteView, creditNoteVisible } from './credit-note.policy.js';
import type { CreditNoteRow } from './credit-note.entity.js';
import { creditNoteMachine } from './credit-note.states.js';
import { invoiceChannels } from './invoice.channels.js';

/** The side that submitted a credit note takes it back, while nothing came of it; its number is free again. */
export const withdrawCreditNote = command({
  name: 'withdrawCreditNote',
  input: z.object({ creditNoteId: wireId('creditNote'), idempotencyKey: uuidKey }),
  problems: [NotFound, NotPermitted, NotAvailable],
  async execute(tx, viewer, input) {
    const note = await lockVisibleNote(tx, input.creditNoteId);
    if (!note) return new NotFound();
    const refused = refusal(creditNotePolicy.WITHDRAW, viewer, note);
    if (refused) return refused;
    await withdraw(tx, viewer, 'withdrawCreditNote', [note]);
    if (note.bookedAt !== null) await reverse(tx, creditNoteCause(note.id));
    return { creditNoteId: note.id };
  },
});

/** An invoice that ends without a promise takes the credit notes with it that wait for it: nothing is claimed any more. */
export async function withdrawNotesOf(tx: Tx, viewer: Viewer, cause: string, invoiceId: string): Promise<void> {
  const notes = await tx.query<CreditNoteRow>(
    `SELECT t.* FROM credit_note t WHERE t.invoice_id = $1 AND t.state = 'RECORDED' ORDER BY t.id FOR UPDATE`,
    [invoiceId],
  );
  await withdraw(tx, viewer, cause, notes);
}

async function withdraw(tx: Tx, viewer: Viewer, cause: string, notes: readonly CreditNoteRow[]): Promise<void> {
  await transition(
    tx,
    viewer,
    creditNoteMachine,
    cause,
    notes.map(row => ({ row, to: 'WITHDRAWN', event: 'credit_note.withdrawn', channels: invoiceChannels(row) })),
  );
}

async function lockVisibleNote(tx: Tx, id: string): Promise<CreditNoteView | undefined> {
  await tx.query(`SELECT t.id FROM credit_note t WHERE t.id = $1 AND ${creditNoteVisible} FOR UPDATE`, [id]);
  // A second statement: what batches mean to take is judged as it is after the wait for the lock.
  return tx.maybe<CreditNoteView>(
    `SELECT ${creditNoteColumns} FROM credit_note t WHERE t.id = $1 AND ${creditNoteVisible}`,
    [id],
  );
}
