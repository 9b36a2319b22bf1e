import type { Db, Tx } from '../platform/database.js';
import type { BatchRead } from '../platform/request-context.js';
import type { MemberViewer } from '../platform/viewer.js';
import { type ApiKeyView, apiKeyVisible, seesKeys } from './api-key.policy.js';
import { hashToken } from './token.js';

/**
 * Whether the key `k` of the member `m` opens anything, by the real clock. A member that lost a permission takes its keys
 * with that scope along: setting permissions revokes them, and this holds beside it.
 */
export const keyLives = `(k.revoked_at IS NULL AND coalesce(k.ends_at, k.expires_at) > clock_timestamp()
  AND m.active AND k.scopes <@ m.permissions)`;

const keyView = `t.id, t.organization_id, t.member_id, t.name, t.prefix, t.scopes, t.created_at, t.expires_at, t.last_used_at,
  t.replaces_id, t.rotated_at, t.ends_at, t.revoked_at,
  CASE WHEN t.revoked_at IS NOT NULL THEN 'REVOKED'
       WHEN coalesce(t.ends_at, t.expires_at) <= clock_timestamp() THEN 'ENDED' ELSE 'LIVE' END AS state`;

/** Who comes with this secret, in one statement; null for every other text. What it may do is its scopes, and to read. */
export async function liveKey(
  db: Db,
  secret: string,
): Promise<{ readonly viewer: MemberViewer; readonly touchDue: boolean } | null> {
  const row = await db.maybe<Omit<MemberViewer, 'kind'> & { touchDue: boolean }>(
    `SELECT k.id AS api_key_id, k.id AS session_id, m.id AS member_id, m.person_id, m.organization_id,
            k.scopes || 'VIEWER'::text AS permissions, o.roles,
            coalesce(k.last_used_at < clock_timestamp() - interval '1 minute', true) AS touch_due
       FROM api_key k JOIN member m ON m.id = k.member_id JOIN organization o ON o.id = m.organization_id
      WHERE k.secret_hash = $1 AND ${keyLives}`,
    [hashToken(secret)],
  );
  if (!row) return null;
  const { touchDue, ...member } = row;
  return { viewer: { kind: 'MEMBER', ...member }, touchDue };
}

export const apiKeyById: BatchRead<string, ApiKeyView | null> = async (db, viewer, ids) => {
  const rows = await db.query<ApiKeyView>(
    `SELECT ${keyView} FROM api_key t WHERE t.id = ANY($1::uuid[]) AND ${apiKeyVisible}`,
    [ids],
  );
  const isOwn = (id: string) => viewer.kind === 'MEMBER' && viewer.apiKeyId === id;
  const seen = rows.filter(row => seesKeys(viewer, row.organizationId) || isOwn(row.id));
  return ids.map(id => seen.find(row => row.id === id) ?? null);
};

/** The keys of organizations, newest first; null where they are not the viewer's business. */
export const apiKeysOf: BatchRead<string, ApiKeyView[] | null> = async (db, viewer, organizationIds) => {
  const rows = await db.query<ApiKeyView>(
    `SELECT ${keyView} FROM api_key t WHERE t.organization_id = ANY($1::uuid[]) AND ${apiKeyVisible}
      ORDER BY t.created_at DESC, t.id`,
    [organizationIds],
  );
  return organizationIds.map(id => (seesKeys(viewer, id) ? rows.filter(row => row.organizationId === id) : null));
};

/** How many keys of an organization open something now. Its row must be locked: that keeps the count. */
export async function countLiveKeys(tx: Tx, organizationId: string): Promise<number> {
  const { count } = await tx.one<{ count: number }>(
    `SELECT count(*)::integer AS count FROM api_key k JOIN member m ON m.id = k.member_id
      WHERE k.organization_id = $1 AND ${keyLives}`,
    [organizationId],
  );
  return count;
}

/** Takes the key for a change, if the viewer may see it. Its organization is locked already. */
export async function lockApiKey(tx: Tx, id: string): Promise<ApiKeyView | undefined> {
  return tx.maybe(`SELECT ${keyView} FROM api_key t WHERE t.id = $1 AND ${apiKeyVisible} FOR UPDATE OF t`, [id]);
}
