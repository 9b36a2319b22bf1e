import { fetchSize, type Page, pageOf } from '../platform/connection.js';
import type { Db } from '../platform/database.js';
import { type Listed, placeOf, sortKey } from '../platform/keyset.js';
import type { LocalDate } from '../platform/local-date.js';
import type { BatchRead } from '../platform/request-context.js';

/** WAITING: it has not begun to leave. LEFT: it may have left. SENT: the bank took it. WITHDRAWN: it never leaves. */
export type PaymentFileState = 'WAITING' | 'LEFT' | 'SENT' | 'WITHDRAWN';

/** An instruction file, but for its bytes. */
export interface PaymentFileView {
  readonly id: string;
  readonly messageId: string;
  readonly payerId: string;
  readonly payerAccountId: string;
  readonly executionDate: LocalDate;
  readonly currency: string;
  readonly paymentCount: number;
  /** Minor units of `currency`. */
  readonly totalMinor: bigint;
  readonly sha256: Buffer;
  readonly releasedBy: string;
  readonly releasedAt: Date;
  readonly sendingAt: Date | null;
  readonly sentAt: Date | null;
  readonly withdrawnAt: Date | null;
  readonly state: PaymentFileState;
}

/** Which files a viewer sees, an SQL condition on `t`: its organization's own; the operator all. */
export const paymentFileVisible = '(viewer_sees_all() OR t.payer_id = viewer_organization())';

const state = `CASE WHEN t.withdrawn_at IS NOT NULL THEN 'WITHDRAWN' WHEN t.sent_at IS NOT NULL THEN 'SENT'
  WHEN t.sending_at IS NOT NULL THEN 'LEFT' ELSE 'WAITING' END`;

const columns = `t.id, t.message_id, t.payer_id, t.payer_account_id, t.execution_date, t.currency, t.payment_count,
  t.total_minor, t.sha256, t.released_by, t.released_at, t.sending_at, t.sent_at, t.withdrawn_at, ${state} AS state`;

export interface PaymentFileFilter {
  readonly first: number;
  readonly after?: string | null;
  readonly state?: readonly PaymentFileState[] | null;
}

/** The files that the viewer sees, the latest released first. */
export async function paymentFilePage(db: Db, filter: PaymentFileFilter): Promise<Page<Listed<PaymentFileView>>> {
  const place = placeOf(filter.after);
  const rows = await db.query<Listed<PaymentFileView>>(
    `SELECT ${columns}, ${sortKey('t.released_at')} AS sort_key FROM payment_file t
      WHERE ${paymentFileVisible} AND ($1::text[] IS NULL OR ${state} = ANY ($1))
        AND (t.released_at, t.id) < ($2::timestamptz, $3::uuid)
      ORDER BY t.released_at DESC, t.id DESC LIMIT $4`,
    [filter.state ?? null, place.at, place.id, fetchSize(filter.first)],
  );
  return pageOf(rows, filter.first);
}

export const paymentFileById: BatchRead<string, PaymentFileView | null> = async (db, _viewer, ids) => {
  const rows = await db.query<PaymentFileView>(
    `SELECT ${columns} FROM payment_file t WHERE t.id = ANY ($1::uuid[]) AND ${paymentFileVisible}`,
    [ids],
  );
  const byId = new Map(rows.map(row => [row.id, row]));
  return ids.map(id => byId.get(id) ?? null);
};
