import { openAuctionsByRule, withdrawListings } from '../auctions/index.js';
import { transition } from '../events/index.js';
import {
  creditNoteMachine,
  type CreditNoteRow,
  creditStanding,
  type CreditStanding,
  invoiceChannels,
  type InvoiceView,
  lockInvoices,
  reduceInvoices,
} from '../invoices/index.js';
import {
  approvalLineCause,
  creditNetted,
  creditNoteCause,
  creditNoteOwed,
  creditNoteReducing,
  type NewMovement,
} from '../ledger/index.js';
import { freeReserved } from '../limits/index.js';
import {
  cancelPayments,
  createSupplierPayments,
  lockPaymentsOfInvoices,
  renewSupplierPayments,
} from '../payments/index.js';
import type { Tx } from '../platform/database.js';
import { systemViewer, type Viewer } from '../platform/viewer.js';
import type { ApprovalCreditRow, ApprovalRow } from './approval.entity.js';
import { totalOf } from './approval.rules.js';

/*
 * What a release takes off invoices for credit notes: of those that it approves, before anything is owed or listed of them,
 * and of those that are promised already and not sold.
 */

/** What the batch takes for one credit note, which is locked, as is its invoice. */
export interface PendingCredit extends ApprovalCreditRow {
  readonly note: CreditNoteRow;
  readonly standing: CreditStanding;
}

/** Locks the credit notes that a batch takes off these invoices, the lowest id first; the invoices are locked before. */
export async function lockPendingCredits(
  tx: Tx,
  approvalId: string,
  invoiceIds: readonly string[],
): Promise<PendingCredit[]> {
  const credits = await tx.query<ApprovalCreditRow>(
    `SELECT c.* FROM approval_credit c
      WHERE c.approval_id = $1 AND c.outcome = 'PENDING' AND c.invoice_id = ANY($2::uuid[])
      ORDER BY c.credit_note_id, c.invoice_id`,
    [approvalId, invoiceIds],
  );
  if (credits.length === 0) return [];
  const ids = [...new Set(credits.map(({ creditNoteId }) => creditNoteId))];
  await tx.query('SELECT n.id FROM credit_note n WHERE n.id = ANY($1::uuid[]) ORDER BY n.id FOR UPDATE', [ids]);
  const notes = await tx.query<CreditNoteRow & { standing: CreditStanding }>(
    `SELECT n.*, ${creditStanding} AS standing FROM credit_note n LEFT JOIN invoice i ON i.id = n.invoice_id
      WHERE n.id = ANY($1::uuid[])`,
    [ids],
  );
  const noteOf = new Map(notes.map(note => [note.id, note]));
  return credits.map(credit => {
    const { standing, ...note } = noteOf.get(credit.creditNoteId)!;
    return { ...credit, note, standing };
  });
}

/** The invoices that a batch reduces and does not approve: they are promised already. */
export async function invoicesReduced(tx: Tx, approvalId: string): Promise<string[]> {
  const rows = await tx.query<{ invoiceId: string }>(
    `SELECT DISTINCT c.invoice_id FROM approval_credit c
      WHERE c.approval_id = $1 AND c.outcome = 'PENDING'
        AND NOT EXISTS (SELECT FROM approval_line l WHERE l.approval_id = $1 AND l.invoice_id = c.invoice_id)`,
    [approvalId],
  );
  return rows.map(({ invoiceId }) => invoiceId);
}

/**
 * The invoices of which a credit cannot be taken any more as it was frozen. A note whose claim came back to the supplier
 * since it was to be netted is netted all the same.
 *
 * @param approving the invoices that this slice approves
 */
export function invoicesWithChangedCredits(
  credits: readonly PendingCredit[],
  approving: ReadonlySet<string>,
): ReadonlySet<string> {
  const openOf = new Map(credits.map(({ note }) => [note.id, note.amountMinor - note.nettedMinor]));
  const changed = credits.filter(({ kind, note, standing, invoiceId, amountMinor }) => {
    if (note.state !== 'RECORDED' && note.state !== 'OPEN') return true;
    if (kind === 'REDUCTION') return standing !== (approving.has(invoiceId) ? 'WITH_INVOICE' : 'REDUCTION');
    openOf.set(note.id, openOf.get(note.id)! - amountMinor);
    return standing === 'WITH_INVOICE' || standing === 'LOST' || openOf.get(note.id)! < 0n;
  });
  return new Set(changed.map(({ invoiceId }) => invoiceId));
}

/** Says of the credits that wait on these invoices what became of them. */
export async function settleCredits(
  tx: Tx,
  approvalId: string,
  invoiceIds: readonly string[],
  outcome: 'APPLIED' | 'LEFT_OUT',
): Promise<void> {
  await tx.execute(
    `UPDATE approval_credit SET outcome = $3
      WHERE approval_id = $1 AND outcome = 'PENDING' AND invoice_id = ANY($2::uuid[])`,
    [approvalId, invoiceIds, outcome],
  );
}

/** Of an approval, what its slice does to one invoice. */
export interface CreditedInvoice {
  readonly invoice: InvoiceView;
  readonly credits: readonly PendingCredit[];
}

/**
 * Takes the credits off invoices that are approved by now, and makes of the rest what it is: what was listed of the reduced
 * ones is withdrawn, for a face never changes under its bids, and their payment is owed anew; the rest may be listed by
 * the programme's rule. Locks go downwards: auctions, bids, payments, limits; the movements are the caller's to post.
 *
 * @param fresh approved by this slice: nothing is owed of them yet
 * @param reduced promised before
 */
export async function takeCredits(
  tx: Tx,
  viewer: Viewer,
  cause: string,
  approval: ApprovalRow,
  fresh: readonly CreditedInvoice[],
  reduced: readonly CreditedInvoice[],
): Promise<NewMovement[]> {
  const reducedIds = reduced.map(({ invoice }) => invoice.id);
  const exposures = await withdrawListings(tx, systemViewer, cause, reducedIds);
  const payments = reduced.length === 0 ? [] : await lockPaymentsOfInvoices(tx, reducedIds);
  const due = payments.filter(({ kind, state }) => kind === 'SUPPLIER_PAYMENT' && state === 'DUE');
  await cancelPayments(tx, viewer, cause, due);

  const credited = [...fresh, ...reduced].filter(({ credits }) => credits.length > 0);
  await reduceInvoices(
    tx,
    viewer,
    cause,
    credited.map(({ invoice, credits }) => ({ invoice, amountMinor: totalOf(credits) })),
  );
  const after = await lockInvoices(
    tx,
    [...fresh, ...reduced].map(({ invoice }) => invoice.id),
  );
  const standing = after.filter(({ state }) => state !== 'CREDITED');
  await openAuctionsByRule(tx, systemViewer, cause, standing);
  await createSupplierPayments(
    tx,
    viewer,
    cause,
    standing.filter(({ id }) => !reducedIds.includes(id)),
  );
  await renewSupplierPayments(tx, viewer, cause, due, standing);
  if (exposures.length > 0) await freeReserved(tx, exposures);
  await settleCredits(
    tx,
    approval.id,
    credited.map(({ invoice }) => invoice.id),
    'APPLIED',
  );
  const booked = await moveNotes(
    tx,
    viewer,
    cause,
    credited.flatMap(({ credits }) => credits),
  );
  return [...booked, ...credited.flatMap(one => netted(approval, one))];
}

/** Moves the notes on, and gives back the movements of those that were not posted yet. */
async function moveNotes(
  tx: Tx,
  viewer: Viewer,
  cause: string,
  credits: readonly PendingCredit[],
): Promise<NewMovement[]> {
  const reducing = credits.filter(({ kind }) => kind === 'REDUCTION').map(({ note }) => note);
  const nettings = credits.filter(({ kind }) => kind === 'NETTING');
  const notes = [...new Map(nettings.map(({ note }) => [note.id, note])).values()];
  const opening = notes.filter(({ state }) => state === 'RECORDED');
  const { now } = await tx.one<{ now: Date }>('SELECT business_now() AS now');
  const channels = (note: CreditNoteRow) => invoiceChannels(note);
  await transition(
    tx,
    viewer,
    creditNoteMachine,
    cause,
    reducing.map(row => ({ row, to: 'APPLIED', event: 'credit_note.applied', channels: channels(row) })),
    { booked_at: now },
  );
  await transition(
    tx,
    viewer,
    creditNoteMachine,
    cause,
    opening.map(row => ({ row, to: 'OPEN', event: 'credit_note.opened', channels: channels(row) })),
    { booked_at: now },
  );
  await transition(
    tx,
    viewer,
    creditNoteMachine,
    cause,
    notes.map(note => {
      const nettedMinor = note.nettedMinor + totalOf(nettings.filter(({ creditNoteId }) => creditNoteId === note.id));
      const eventNo = note.state === 'RECORDED' ? note.eventNo + 1 : note.eventNo;
      return {
        row: { ...note, state: 'OPEN', eventNo },
        to: nettedMinor === note.amountMinor ? 'NETTED' : 'OPEN',
        event: 'credit_note.netted',
        channels: channels(note),
        after: { nettedMinor: nettedMinor.toString() },
        set: { netted_minor: nettedMinor.toString() },
      };
    }),
  );
  return [
    ...reducing.map(note => creditNoteReducing(posted(note))),
    ...opening.map(note => creditNoteOwed(posted(note))),
  ];
}

function posted({ id, currency, invoiceId, supplierId, buyerId, amountMinor }: CreditNoteRow) {
  return { cause: creditNoteCause(id), currency, invoiceId, supplierId, buyerId, amountMinor };
}

function netted(approval: ApprovalRow, { invoice, credits }: CreditedInvoice): NewMovement[] {
  const nettedMinor = totalOf(credits.filter(({ kind }) => kind === 'NETTING'));
  if (nettedMinor === 0n) return [];
  const { id, currency, supplierId, buyerId } = invoice;
  return [
    creditNetted({
      cause: approvalLineCause(approval.id, id),
      currency,
      invoiceId: id,
      supplierId,
      buyerId,
      nettedMinor,
    }),
  ];
}
