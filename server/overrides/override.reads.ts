import { fetchSize, type Page, pageOf } from '../platform/connection.js';
import type { Db, Tx } from '../platform/database.js';
import { type Listed, placeOf, sortKey } from '../platform/keyset.js';
import type { BatchRead } from '../platform/request-context.js';
import type { OverrideRow } from './override.entity.js';
import { overrideVisible } from './override.policy.js';
import type { OverrideState } from './override.states.js';

export interface OverrideFilter {
  readonly first: number;
  readonly after?: string | null;
  readonly state?: readonly OverrideState[] | null;
}

/** The overrides, the latest proposed first. */
export async function overridePage(db: Db, filter: OverrideFilter): Promise<Page<Listed<OverrideRow>>> {
  const place = placeOf(filter.after);
  const rows = await db.query<Listed<OverrideRow>>(
    `SELECT t.*, ${sortKey('t.proposed_at')} AS sort_key FROM operator_override t
      WHERE ${overrideVisible} AND ($1::text[] IS NULL OR t.state = ANY($1))
        AND (t.proposed_at, t.id) < ($2::timestamptz, $3::uuid)
      ORDER BY t.proposed_at DESC, t.id DESC LIMIT $4`,
    [filter.state ?? null, place.at, place.id, fetchSize(filter.first)],
  );
  return pageOf(rows, filter.first);
}

export const overrideById: BatchRead<string, OverrideRow | null> = async (db, _viewer, ids) => {
  const rows = await db.query<OverrideRow>(
    `SELECT t.* FROM operator_override t WHERE t.id = ANY($1::uuid[]) AND ${overrideVisible}`,
    [ids],
  );
  const byId = new Map(rows.map(row => [row.id, row]));
  return ids.map(id => byId.get(id) ?? null);
};

/** The override, locked, with the instant after the lock and whether its time is over. */
export async function lockOverride(
  tx: Tx,
  id: string,
): Promise<(OverrideRow & { readonly now: Date; readonly isOver: boolean }) | undefined> {
  await tx.query(`SELECT FROM operator_override t WHERE t.id = $1 AND ${overrideVisible} FOR UPDATE`, [id]);
  return tx.maybe(
    `SELECT t.*, n.now, t.lapses_at <= n.now AS is_over
       FROM operator_override t CROSS JOIN (SELECT business_now() AS now OFFSET 0) n
      WHERE t.id = $1 AND ${overrideVisible}`,
    [id],
  );
}
