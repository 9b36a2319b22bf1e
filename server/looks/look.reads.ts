import { fetchSize, type Page, pageOf } from '../platform/connection.js';
import type { Db } from '../platform/database.js';
import { type Listed, placeOf, sortKey } from '../platform/keyset.js';
import type { OperatorLookRow } from './look.entity.js';

/** The operator's own business. */
const lookVisible = 'viewer_sees_all()';

export interface LookFilter {
  readonly first: number;
  readonly after?: string | null;
  /** Inside. */
  readonly personId?: string | null;
  /** As on the wire. */
  readonly subjectId?: string | null;
}

/** What persons of the operator looked at, the latest first. */
export async function lookPage(db: Db, filter: LookFilter): Promise<Page<Listed<OperatorLookRow>>> {
  const place = placeOf(filter.after);
  const rows = await db.query<Listed<OperatorLookRow>>(
    `SELECT t.*, ${sortKey('t.looked_at')} AS sort_key FROM operator_look t
      WHERE ${lookVisible} AND (t.looked_at, t.id) < ($1::timestamptz, $2::uuid)
        AND ($3::uuid IS NULL OR t.person_id = $3)
        AND ($4::text IS NULL OR t.subjects @> ARRAY[$4])
      ORDER BY t.looked_at DESC, t.id DESC LIMIT $5`,
    [place.at, place.id, filter.personId ?? null, filter.subjectId ?? null, fetchSize(filter.first)],
  );
  return pageOf(rows, filter.first);
}
