import type { DecisionReason } from '../invoices/index.js';
import { decodeCursor, fetchSize, type Page, pageOf } from '../platform/connection.js';
import type { Db } from '../platform/database.js';
import { isUuid, type Listed, placeOf, sortKey } from '../platform/keyset.js';
import type { BatchRead } from '../platform/request-context.js';
import type { ApprovalLineRow, LineOutcome } from './approval.entity.js';
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

/** The approvals a viewer sees, newest first. */
export async function approvalPage(
  db: Db,
  page: { first: number; after?: string | null; state?: readonly ApprovalState[] | null },
): Promise<Page<Listed<ApprovalView>>> {
  const place = placeOf(page.after);
  const rows = await db.query<Listed<ApprovalView>>(
    `SELECT ${approvalColumns}, ${sortKey('t.prepared_at')} AS sort_key FROM approval t
      WHERE (t.prepared_at, t.id) < ($1::timestamptz, $2::uuid)
        AND ($3::text[] IS NULL OR t.state = ANY($3)) AND ${approvalVisible}
      ORDER BY t.prepared_at DESC, t.id DESC LIMIT $4`,
    [place.at, place.id, page.state ?? null, fetchSize(page.first)],
  );
  return pageOf(rows, page.first);
}

/** A line with the currency of its batch. */
export interface LineView extends ApprovalLineRow {
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
    `SELECT l.*, t.currency FROM approval_line l JOIN approval t ON t.id = l.approval_id
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
    `SELECT l.*, t.currency FROM approval_line l JOIN approval t ON t.id = l.approval_id
      WHERE l.approval_id = $1 AND l.outcome = 'LEFT_OUT' AND ${approvalVisible} ORDER BY l.invoice_id LIMIT $2`,
    [approvalId, sliceSize],
  );
}
