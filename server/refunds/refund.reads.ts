import { fetchSize, type Page, pageOf } from '../platform/connection.js';
import type { Db } from '../platform/database.js';
import { type Listed, placeOf, sortKey } from '../platform/keyset.js';
import type { BatchRead } from '../platform/request-context.js';
import type { RefundRow } from './refund.entity.js';
import { refundVisible } from './refund.policy.js';
import type { RefundState } from './refund.states.js';

export interface RefundFilter {
  readonly first: number;
  readonly after?: string | null;
  readonly state?: readonly RefundState[] | null;
}

/** The refunds that the viewer sees, the latest first. */
export async function refundPage(db: Db, filter: RefundFilter): Promise<Page<Listed<RefundRow>>> {
  const place = placeOf(filter.after);
  const rows = await db.query<Listed<RefundRow>>(
    `SELECT t.*, ${sortKey('t.created_at')} AS sort_key FROM refund t
      WHERE ${refundVisible} AND ($1::text[] IS NULL OR t.state = ANY ($1))
        AND (t.created_at, t.id) < ($2::timestamptz, $3::uuid)
      ORDER BY t.created_at DESC, t.id DESC LIMIT $4`,
    [filter.state ?? null, place.at, place.id, fetchSize(filter.first)],
  );
  return pageOf(rows, filter.first);
}

export const refundById: BatchRead<string, RefundRow | null> = async (db, _viewer, ids) => {
  const rows = await db.query<RefundRow>(
    `SELECT t.* FROM refund t WHERE t.id = ANY ($1::uuid[]) AND ${refundVisible}`,
    [ids],
  );
  const byId = new Map(rows.map(row => [row.id, row]));
  return ids.map(id => byId.get(id) ?? null);
};
