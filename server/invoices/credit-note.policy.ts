import type { ActionTable } from '../platform/actions.js';
import { organizationOf, type Viewer } from '../platform/viewer.js';
import type { CreditNoteRow } from './credit-note.entity.js';

/**
 * Which credit notes a viewer sees, as an SQL condition on `t`: its supplier, its buyer, and the operator. A funder sees
 * none: none ever touches a claim that it holds.
 */
export const creditNoteVisible =
  '(viewer_sees_all() OR t.supplier_id = viewer_organization() OR t.buyer_id = viewer_organization())';

/** A line of a batch that waits for its release, or for its slice; an SQL condition on `c`, the credit, and `a`, the batch. */
export const creditReserved = `(c.outcome = 'PENDING'
  AND (a.state = 'RELEASED' OR (a.state = 'PREPARED' AND a.lapses_at > (SELECT business_now()))))`;

/**
 * What can become of a waiting credit note, by its invoice: an SQL expression on `n`, the note, and `i`, its invoice or
 * nothing. WITH_INVOICE: it waits for the release of its invoice and reduces it then. REDUCTION: its invoice is promised
 * and nobody's but the supplier's; the next release reduces it. NETTING: the claim is sold, or paid in part or whole, or on
 * its way; it is taken off later invoices. LOST: its invoice ended without a promise.
 */
export const creditStanding = `CASE
  WHEN n.state = 'OPEN' OR i.id IS NULL THEN 'NETTING'
  WHEN i.state IN ('REJECTED', 'WITHDRAWN') THEN 'LOST'
  WHEN i.state IN ('SUBMITTED', 'DISPUTED') THEN 'WITH_INVOICE'
  WHEN i.state IN ('APPROVED', 'OVERDUE') AND i.paid_minor = 0
       AND NOT EXISTS (SELECT FROM financing f WHERE f.invoice_id = i.id AND f.state <> 'FAILED')
       AND NOT EXISTS (SELECT FROM payment p WHERE p.invoice_id = i.id AND p.kind = 'SUPPLIER_PAYMENT' AND p.state = 'INSTRUCTED')
    THEN 'REDUCTION'
  ELSE 'NETTING' END`;

export type CreditStanding = 'WITH_INVOICE' | 'REDUCTION' | 'NETTING' | 'LOST';

/** The columns of a credit note with what stands around it, from `credit_note t`. */
export const creditNoteColumns = `t.*,
  coalesce((SELECT sum(c.amount_minor) FROM approval_credit c JOIN approval a ON a.id = c.approval_id
             WHERE c.credit_note_id = t.id AND ${creditReserved}), 0)::bigint AS reserved_minor,
  (SELECT ${creditStanding} FROM (SELECT t.state) n LEFT JOIN invoice i ON i.id = t.invoice_id) AS standing`;

export interface CreditNoteView extends CreditNoteRow {
  /** What batches that wait for their release mean to take of it. */
  readonly reservedMinor: bigint;
  /** What can become of it, while it waits. */
  readonly standing: CreditStanding;
}

export type CreditNoteAction = 'PREPARE_APPROVAL' | 'WITHDRAW';

/**
 * Who may do what with a credit note. Most take effect with the invoices of a batch; one whose invoice is promised already
 * can be put into a batch by itself. Whoever submitted one takes it back as long as nothing came of it.
 */
export const creditNotePolicy: ActionTable<CreditNoteAction, CreditNoteView> = {
  PREPARE_APPROVAL: {
    permission: 'MAKER',
    states: ['RECORDED'],
    party: (viewer, note) => organizationOf(viewer) === note.buyerId,
    when: (_, note) => note.standing === 'REDUCTION' && note.reservedMinor === 0n,
  },
  WITHDRAW: {
    permission: 'MAKER',
    states: ['RECORDED', 'OPEN'],
    party: isSubmitter,
    when: (_, note) => note.nettedMinor === 0n && note.reservedMinor === 0n,
  },
};

function isSubmitter(viewer: Viewer, note: CreditNoteRow): boolean {
  return organizationOf(viewer) === (note.submittedBySide === 'SUPPLIER' ? note.supplierId : note.buyerId);
}
