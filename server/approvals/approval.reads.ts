import type { DecisionReason } from '../invoices/index.js';
import { decodeCursor, fetchSize, type Page, pageOf } from '../platform/connection.js';
import type { Db } from '../platform/database.js';
import { isUuid, type Listed, type Orders, type Sorting, sortedPage } from '../platform/keyset.js';
import type { BatchRead } from '../platform/request-context.js';
import type { ApprovalCreditRow, ApprovalLineRow, LineOutcome } from './approval.entity.js';
import { approvalColumns, type ApprovalView, approvalVisible } from './approval.policy.js';
import { sliceSize } from './approval.rules.js';
import type { ApprovalState } from './approval.states.js';

export const approvalById: BatchRead<string, ApprovalView | null> = async (db, _viewer, ids) => {
  const rows = await db.query<ApprovalView>(
    `SELECT ${approvalColumns} FROM approval t WHERE t.id = ANY($1::uuid[]) AND ${approvalVisible}`,
    [ids],
  );
  const byId = new Map(rows.map(row => [row.id, row]));
  return ids.map(id => byId.get(id) ?? null);
};

export type ApprovalOrder = 'PREPARED' | 'TOTAL' | 'LAPSES';

/** Amounts compare within their currency. */
const orders: Orders<ApprovalOrder> = {
  PREPARED: { columns: [{ sql: 't.prepared_at', type: 'timestamptz' }], descending: true },
  TOTAL: {
    columns: [
      { sql: 't.currency', type: 'text' },
      { sql: 't.total_minor', type: 'bigint' },
    ],
    descending: true,
  },
  LAPSES: { columns: [{ sql: 't.lapses_at', type: 'timestamptz' }], descending: false },
};

/** The approvals a viewer sees, newest first unless they are sorted otherwise. */
export async function approvalPage(
  db: Db,
  page: { first: number; state?: readonly ApprovalState[] | null } & Sorting<ApprovalOrder>,
): Promise<Page<Listed<ApprovalView>>> {
  const sorted = sortedPage(orders, page);
  const rows = await db.query<Listed<ApprovalView>>(
    `SELECT ${approvalColumns}, ${sorted.key} FROM approval t
      WHERE ${sorted.after(1)} AND ($4::text[] IS NULL OR t.state = ANY($4)) AND ${approvalVisible}
      ORDER BY ${sorted.orderBy} LIMIT $3`,
    [...sorted.parameters, fetchSize(page.first), page.state ?? null],
  );
  return pageOf(rows, page.first);
}

/** A line with the currency of its batch and what credit notes take off it; of `approval_line l`, `approval t`. */
const lineColumns = `l.*, t.currency,
  coalesce((SELECT sum(c.amount_minor) FROM approval_credit c
             WHERE (c.approval_id, c.invoice_id) = (l.approval_id, l.invoice_id)), 0)::bigint AS credit_minor`;

export interface LineView extends ApprovalLineRow {
  readonly creditMinor: bigint;
  readonly currency: string;
  readonly lowerReason: DecisionReason | null;
}

/** The lines of an approval that the viewer sees, in the order of their invoices' ids. */
export async function linePage(
  db: Db,
  approvalId: string,
  page: { first: number; after?: string | null; outcome?: readonly LineOutcome[] | null },
): Promise<Page<LineView>> {
  const [after = null] = decodeCursor(page.after, 1) ?? [];
  if (page.after && !isUuid(after ?? '')) return { rows: [], hasNextPage: false };
  const rows = await db.query<LineView>(
    `SELECT ${lineColumns} FROM approval_line l JOIN approval t ON t.id = l.approval_id
      WHERE l.approval_id = $1 AND ($2::uuid IS NULL OR l.invoice_id > $2)
        AND ($4::text[] IS NULL OR l.outcome = ANY($4)) AND ${approvalVisible}
      ORDER BY l.invoice_id LIMIT $3`,
    [approvalId, after, fetchSize(page.first), page.outcome ?? null],
  );
  return pageOf(rows, page.first);
}

/** The lines of an approval that its release left out: as many as one slice can. */
export function linesLeftOut(db: Db, approvalId: string): Promise<LineView[]> {
  return db.query<LineView>(
    `SELECT ${lineColumns} FROM approval_line l JOIN approval t ON t.id = l.approval_id
      WHERE l.approval_id = $1 AND l.outcome = 'LEFT_OUT' AND ${approvalVisible} ORDER BY l.invoice_id LIMIT $2`,
    [approvalId, sliceSize],
  );
}

/** What a batch takes off one invoice for one credit note. */
export interface CreditView extends ApprovalCreditRow {
  readonly currency: string;
}

const credit = `SELECT c.*, t.currency FROM approval_credit c JOIN approval t ON t.id = c.approval_id
  WHERE ${approvalVisible}`;

/** The key of a line among all batches. */
export type LineKey = `${string} ${string}`;

/** What batches take off lines, those credit notes first that name the invoice. */
export const creditsOfLine: BatchRead<LineKey, CreditView[]> = async (db, _viewer, keys) => {
  const [approvalIds, invoiceIds] = [keys.map(key => key.split(' ')[0]), keys.map(key => key.split(' ')[1])];
  const rows = await db.query<CreditView>(
    `${credit} AND (c.approval_id, c.invoice_id) IN (SELECT * FROM unnest($1::uuid[], $2::uuid[]))
      ORDER BY c.kind DESC, c.credit_note_id`,
    [approvalIds, invoiceIds],
  );
  return keys.map(key => rows.filter(row => `${row.approvalId} ${row.invoiceId}` === key));
};

/** What batches take off invoices that are promised already. */
export const reductionsOfApproval: BatchRead<string, CreditView[]> = async (db, _viewer, approvalIds) => {
  const rows = await db.query<CreditView>(
    `${credit} AND c.approval_id = ANY($1::uuid[])
        AND NOT EXISTS (SELECT FROM approval_line l WHERE (l.approval_id, l.invoice_id) = (c.approval_id, c.invoice_id))
      ORDER BY c.invoice_id, c.credit_note_id`,
    [approvalIds],
  );
  return approvalIds.map(id => rows.filter(row => row.approvalId === id));
};
