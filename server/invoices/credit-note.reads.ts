import { fetchSize, type Page, pageOf } from '../platform/connection.js';
import type { Db } from '../platform/database.js';
import { type Listed, placeOf, sortKey } from '../platform/keyset.js';
import type { BatchRead } from '../platform/request-context.js';
import { creditNoteColumns, type CreditNoteView, creditNoteVisible } from './credit-note.policy.js';
import type { CreditNoteState } from './credit-note.states.js';
import type { Side } from './invoice.entity.js';
import { documentVisible } from './invoice.policy.js';

export const creditNoteById: BatchRead<string, CreditNoteView | null> = async (db, _viewer, ids) => {
  const rows = await db.query<CreditNoteView>(
    `SELECT ${creditNoteColumns} FROM credit_note t WHERE t.id = ANY($1::uuid[]) AND ${creditNoteVisible}`,
    [ids],
  );
  const byId = new Map(rows.map(row => [row.id, row]));
  return ids.map(id => byId.get(id) ?? null);
};

/** The credit notes that name an invoice, the oldest first. */
export const creditNotesOfInvoice: BatchRead<string, CreditNoteView[]> = async (db, _viewer, invoiceIds) => {
  const rows = await db.query<CreditNoteView>(
    `SELECT ${creditNoteColumns} FROM credit_note t
      WHERE t.invoice_id = ANY($1::uuid[]) AND ${creditNoteVisible} ORDER BY t.submitted_at, t.id`,
    [invoiceIds],
  );
  return invoiceIds.map(id => rows.filter(row => row.invoiceId === id));
};

export interface CreditNoteFilter {
  readonly first: number;
  readonly after?: string | null;
  readonly state?: readonly CreditNoteState[] | null;
}

/** The credit notes a viewer sees, newest first. */
export async function creditNotePage(db: Db, filter: CreditNoteFilter): Promise<Page<Listed<CreditNoteView>>> {
  const place = placeOf(filter.after);
  const rows = await db.query<Listed<CreditNoteView>>(
    `SELECT ${creditNoteColumns}, ${sortKey('t.submitted_at')} AS sort_key FROM credit_note t
      WHERE (t.submitted_at, t.id) < ($1::timestamptz, $2::uuid)
        AND ($3::text[] IS NULL OR t.state = ANY($3)) AND ${creditNoteVisible}
      ORDER BY t.submitted_at DESC, t.id DESC LIMIT $4`,
    [place.at, place.id, filter.state ?? null, fetchSize(filter.first)],
  );
  return pageOf(rows, filter.first);
}

/** What releases took off an invoice for a credit note. */
export interface CreditUse {
  readonly creditNoteId: string;
  readonly invoiceId: string;
  readonly kind: 'REDUCTION' | 'NETTING';
  readonly amountMinor: bigint;
  readonly currency: string;
}

const use = `SELECT c.credit_note_id, c.invoice_id, c.kind, c.amount_minor, t.currency
  FROM approval_credit c JOIN credit_note t ON t.id = c.credit_note_id JOIN approval a ON a.id = c.approval_id
 WHERE c.outcome = 'APPLIED' AND ${creditNoteVisible}`;

export const usesOfCreditNote: BatchRead<string, CreditUse[]> = async (db, _viewer, ids) => {
  const rows = await db.query<CreditUse>(
    `${use} AND c.credit_note_id = ANY($1::uuid[]) ORDER BY a.decided_at, c.invoice_id`,
    [ids],
  );
  return ids.map(id => rows.filter(row => row.creditNoteId === id));
};

/** What was taken off invoices, its own credit notes first. */
export const creditsOfInvoice: BatchRead<string, CreditUse[]> = async (db, _viewer, ids) => {
  const rows = await db.query<CreditUse>(
    `${use} AND c.invoice_id = ANY($1::uuid[]) ORDER BY c.kind DESC, a.decided_at, c.credit_note_id`,
    [ids],
  );
  return ids.map(id => rows.filter(row => row.invoiceId === id));
};

/** A copy, with its file where the viewer may open it. */
export interface CreditNoteCopyView {
  readonly creditNoteId: string;
  readonly side: Side;
  readonly documentId: string | null;
  readonly receivedAt: Date;
}

/** The copies that the viewer may read, the supplier's first: the supplier its own, the buyer both. */
export const creditNoteCopies: BatchRead<string, CreditNoteCopyView[]> = async (db, _viewer, ids) => {
  const rows = await db.query<CreditNoteCopyView>(
    `SELECT c.credit_note_id, c.side, c.received_at, CASE WHEN ${documentVisible} THEN d.id END AS document_id
       FROM credit_note_copy c JOIN credit_note t ON t.id = c.credit_note_id JOIN document d ON d.id = c.document_id
      WHERE c.credit_note_id = ANY($1::uuid[]) AND ${creditNoteVisible}
        AND (c.side = 'SUPPLIER' OR viewer_sees_all() OR t.buyer_id = viewer_organization())
      ORDER BY c.side DESC`,
    [ids],
  );
  return ids.map(id => rows.filter(row => row.creditNoteId === id));
};
