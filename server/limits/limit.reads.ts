import type { Db } from '../platform/database.js';
import type { Viewer } from '../platform/viewer.js';
import type { LimitRow } from './limit.entity.js';
import { limitVisible } from './limit.policy.js';

/** A limit as its owner sees it: the supplier of a pair by the owner's own label. */
export interface LimitView extends LimitRow {
  readonly supplierAlias: string | null;
}

const limitView = `
  SELECT t.*, a.label AS supplier_alias
    FROM exposure_limit t
    LEFT JOIN supplier_alias a ON a.funder_id = t.funder_id AND a.supplier_id = t.supplier_id`;

/** The viewer's own limits; for the operator those of the programmes. */
export function limits(db: Db): Promise<LimitView[]> {
  return db.query(
    `${limitView} WHERE ${limitVisible}
      ORDER BY array_position(ARRAY['TOTAL', 'COUNTRY', 'BUYER', 'PAIR', 'PROGRAMME'], t.scope), t.currency, t.id`,
  );
}

export async function limitById(db: Db, _viewer: Viewer, ids: readonly string[]): Promise<(LimitView | null)[]> {
  const rows = await db.query<LimitView>(`${limitView} WHERE t.id = ANY ($1::uuid[]) AND ${limitVisible}`, [ids]);
  const byId = new Map(rows.map(row => [row.id, row]));
  return ids.map(id => byId.get(id) ?? null);
}
