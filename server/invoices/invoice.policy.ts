import type { ActionTable } from '../platform/actions.js';
import { organizationOf, type Viewer } from '../platform/viewer.js';
import type { InvoiceRow } from './invoice.entity.js';

/**
 * Which invoices a viewer sees, as an SQL condition on `t`: its supplier, its buyer, and the operator. Everything that
 * shows an invoice, or tells that there is one, contains it.
 */
export const invoiceVisible =
  '(viewer_sees_all() OR t.supplier_id = viewer_organization() OR t.buyer_id = viewer_organization())';

/**
 * Whether an invoice is in a batch that waits for its release, or for the slice of its release that works on it; an SQL
 * condition on `t`, as the next two.
 */
export const invoicePrepared = `EXISTS (SELECT FROM approval_line l JOIN approval a ON a.id = l.approval_id
  WHERE l.invoice_id = t.id AND l.outcome = 'PENDING'
    AND (a.state = 'RELEASED' OR (a.state = 'PREPARED' AND a.lapses_at > (SELECT business_now()))))`;
/** Whether it has an auction that is not finished. */
export const invoiceListed = `EXISTS (SELECT FROM auction a
  WHERE a.invoice_id = t.id AND a.state IN ('OPEN', 'CLOSED', 'SUSPENDED'))`;
/** Whether its claim is sold, or being sold. */
export const invoiceFinanced = `EXISTS (SELECT FROM financing f WHERE f.invoice_id = t.id AND f.state <> 'FAILED')`;

/** The columns of an invoice with what stands around it, from `invoice t`. */
export const invoiceColumns = `t.*, ${invoicePrepared} AS prepared, ${invoiceListed} AS listed, ${invoiceFinanced} AS financed`;

/** An invoice with what stands around it and decides, with its state, what can be done with it. */
export interface InvoiceView extends InvoiceRow {
  readonly prepared: boolean;
  readonly listed: boolean;
  readonly financed: boolean;
}

export type InvoiceAction =
  | 'PREPARE_APPROVAL'
  | 'DISPUTE'
  | 'REJECT'
  | 'WITHDRAW'
  | 'CORRECT'
  | 'SETTLE_DIFFERENCE'
  | 'OPEN_AUCTION';

/**
 * Who may do what with an invoice, and when. A dispute after an approval belongs to terms without an irrevocable
 * undertaking; no product has such yet.
 */
export const invoicePolicy: ActionTable<InvoiceAction, InvoiceView> = {
  PREPARE_APPROVAL: {
    permission: 'MAKER',
    states: ['SUBMITTED', 'DISPUTED'],
    party: isBuyer,
    when: (_, invoice) => invoice.heldReason === null && !invoice.prepared && invoice.programmeId !== null,
  },
  DISPUTE: { permission: ['MAKER', 'CHECKER'], states: ['SUBMITTED'], party: isBuyer },
  REJECT: { permission: ['MAKER', 'CHECKER'], states: ['SUBMITTED', 'DISPUTED'], party: isBuyer },
  WITHDRAW: { permission: 'MAKER', states: ['SUBMITTED', 'DISPUTED'], party: isSubmitter },
  CORRECT: { permission: 'MAKER', states: ['DISPUTED'], party: isSupplier },
  SETTLE_DIFFERENCE: {
    permission: 'MAKER',
    states: ['SUBMITTED'],
    party: isBuyer,
    when: (_, invoice) => invoice.heldReason !== null,
  },
  OPEN_AUCTION: {
    permission: 'DEALER',
    states: ['APPROVED'],
    party: isSupplier,
    when: (_, invoice) => !invoice.listed && !invoice.financed,
  },
};

/**
 * Which documents a viewer may open, as an SQL condition on `d`: its own organization's, all for the operator, and for a
 * buyer those of its suppliers that hold one invoice or credit note. A file of many may name other buyers: of those it sees its own rows.
 */
export const documentVisible = `(viewer_sees_all() OR d.organization_id = viewer_organization()
  OR (d.format <> 'csv' AND EXISTS (
       SELECT FROM invoice_copy c JOIN invoice t ON t.id = c.invoice_id
        WHERE c.document_id = d.id AND c.side = 'SUPPLIER' AND t.buyer_id = viewer_organization()
       UNION ALL
       SELECT FROM credit_note_copy c JOIN credit_note t ON t.id = c.credit_note_id
        WHERE c.document_id = d.id AND c.side = 'SUPPLIER' AND t.buyer_id = viewer_organization())))`;

/**
 * Which copies of an invoice a viewer sees, as an SQL condition on `t` and its copy `c`: the supplier its own, for a row
 * of the buyer's file is the buyer's; the buyer and the operator both.
 */
export const copyVisible = `(${invoiceVisible} AND (c.side = 'SUPPLIER' OR viewer_sees_all() OR t.buyer_id = viewer_organization()))`;

function isBuyer(viewer: Viewer, invoice: InvoiceRow): boolean {
  return organizationOf(viewer) === invoice.buyerId;
}

function isSupplier(viewer: Viewer, invoice: InvoiceRow): boolean {
  return organizationOf(viewer) === invoice.supplierId;
}

function isSubmitter(viewer: Viewer, invoice: InvoiceRow): boolean {
  return invoice.submittedBySide === 'SUPPLIER' ? isSupplier(viewer, invoice) : isBuyer(viewer, invoice);
}
