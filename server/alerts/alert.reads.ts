import { fetchSize, type Page, pageOf } from '../platform/connection.js';
import type { Db, Tx } from '../platform/database.js';
import { type Listed, placeOf, sortKey } from '../platform/keyset.js';
import type { BatchRead } from '../platform/request-context.js';
import { actsInPerson, type Viewer } from '../platform/viewer.js';
import type { AlertRow } from './alert.entity.js';
import {
  type AlertKind,
  defaultDelivery,
  type Delivery,
  kindsOf,
  thresholdRule,
  type ThresholdRule,
} from './alert.kinds.js';
import { alertVisible } from './alert.policy.js';
import type { AlertState } from './alert.states.js';

export const alertById: BatchRead<string, AlertRow | null> = async (db, _viewer, ids) => {
  const rows = await db.query<AlertRow>(`SELECT x.* FROM alert x WHERE x.id = ANY($1::uuid[]) AND ${alertVisible}`, [
    ids,
  ]);
  const byId = new Map(rows.map(row => [row.id, row]));
  return ids.map(id => byId.get(id) ?? null);
};

export interface AlertFilter {
  readonly first: number;
  readonly after?: string | null;
  readonly state?: readonly AlertState[] | null;
  readonly kind?: readonly AlertKind[] | null;
}

/** What the viewer was told of, the latest first. */
export async function alertPage(db: Db, filter: AlertFilter): Promise<Page<Listed<AlertRow>>> {
  const place = placeOf(filter.after);
  const rows = await db.query<Listed<AlertRow>>(
    `SELECT x.*, ${sortKey('x.raised_at')} AS sort_key FROM alert x
      WHERE ${alertVisible} AND ($1::text[] IS NULL OR x.state = ANY($1)) AND ($2::text[] IS NULL OR x.kind = ANY($2))
        AND (x.raised_at, x.id) < ($3::timestamptz, $4::uuid)
      ORDER BY x.raised_at DESC, x.id DESC LIMIT $5`,
    [filter.state ?? null, filter.kind ?? null, place.at, place.id, fetchSize(filter.first)],
  );
  return pageOf(rows, filter.first);
}

/** More than so many unread alerts are not counted. */
export const unreadMax = 100;

/** How many alerts the viewer has not read, at most `unreadMax`. */
export async function unreadCount(db: Db): Promise<number> {
  const { count } = await db.one<{ count: number }>(
    `SELECT count(*)::integer AS count
       FROM (SELECT FROM alert x WHERE x.state = 'UNREAD' AND ${alertVisible} LIMIT ${unreadMax}) unread`,
  );
  return count;
}

/** Locks unread alerts of the viewer, those with these ids or all of them, at most so many, and reads them. */
export function lockUnread(tx: Tx, ids: readonly string[] | null, most: number): Promise<AlertRow[]> {
  return tx.query(
    `SELECT x.* FROM alert x
      WHERE x.state = 'UNREAD' AND ($1::uuid[] IS NULL OR x.id = ANY($1)) AND ${alertVisible}
      ORDER BY x.id LIMIT $2 FOR UPDATE OF x`,
    [ids, most],
  );
}

/** How a kind reaches the viewer, and how it would if nothing had been asked for. */
export interface Preference {
  readonly kind: AlertKind;
  readonly delivery: Delivery;
  readonly defaultDelivery: Delivery;
  /** From when on; null where the kind knows no threshold. */
  readonly threshold: (ThresholdRule & { readonly value: number }) | null;
}

/** The kinds that there can be for the viewer's organization; none for programs, which have webhooks and the event feed. */
export async function preferencesOf(db: Db, viewer: Viewer): Promise<Preference[]> {
  if (!actsInPerson(viewer)) return [];
  const asked = await db.query<{ kind: AlertKind; delivery: Delivery }>(
    'SELECT kind, delivery FROM alert_preference WHERE member_id = $1',
    [viewer.memberId],
  );
  const chosen = await db.query<{ kind: AlertKind; threshold: number }>(
    'SELECT kind, threshold FROM alert_threshold WHERE member_id = $1',
    [viewer.memberId],
  );
  const deliveryOf = new Map(asked.map(({ kind, delivery }) => [kind, delivery]));
  const thresholdOf = new Map(chosen.map(({ kind, threshold }) => [kind, threshold]));
  return kindsOf(viewer.roles).map(kind => {
    const byDefault = defaultDelivery(kind, viewer);
    const rule = thresholdRule(kind);
    return {
      kind,
      delivery: deliveryOf.get(kind) ?? byDefault,
      defaultDelivery: byDefault,
      threshold: rule ? { ...rule, value: thresholdOf.get(kind) ?? rule.byDefault } : null,
    };
  });
}
