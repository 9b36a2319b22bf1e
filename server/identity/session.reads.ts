import type { Db } from '../platform/database.js';
import type { MemberViewer } from '../platform/viewer.js';
import type { Carrier, SessionRow } from './identity.entity.js';
import { keyLives } from './api-key.reads.js';
import { hashToken, isToken } from './token.js';

/** A cookie's session ends when nothing was asked for so long; a program's does not. */
export const idleMinutes = 30;

/** How long a session lasts however much it is used. */
export const sessionHours: Readonly<Record<Carrier, number>> = { COOKIE: 12, BEARER: 30 * 24 };

/** Whether the session `s` of the member `m` lives, by the real clock. */
const lives = `(s.revoked_at IS NULL AND m.active AND s.expires_at > clock_timestamp()
  AND (s.carrier = 'BEARER' OR s.last_used_at > clock_timestamp() - interval '${idleMinutes} minutes'))`;

/** Who a token belongs to, and whether its use is to be written down. */
export interface LiveSession {
  readonly viewer: MemberViewer;
  /** Its last use was written more than a minute ago. */
  readonly touchDue: boolean;
}

/** The session that a token opens when it comes as this carrier, in one statement; null for every other text. */
export async function liveSession(db: Db, token: string, carrier: Carrier): Promise<LiveSession | null> {
  if (!isToken('tnr', token)) return null;
  const row = await db.maybe<Omit<MemberViewer, 'kind'> & { touchDue: boolean }>(
    `SELECT s.id AS session_id, m.id AS member_id, m.person_id, m.organization_id, m.permissions, o.roles,
            s.last_used_at < clock_timestamp() - interval '1 minute' AS touch_due
       FROM session s JOIN member m ON m.id = s.member_id JOIN organization o ON o.id = m.organization_id
      WHERE s.token_hash = $1 AND s.carrier = $2 AND ${lives}`,
    [hashToken(token), carrier],
  );
  if (!row) return null;
  const { touchDue, ...member } = row;
  return { viewer: { kind: 'MEMBER', ...member }, touchDue };
}

/** Who a token belongs to; null where it opens nothing. */
export async function viewerOfToken(db: Db, token: string, carrier: Carrier): Promise<MemberViewer | null> {
  return (await liveSession(db, token, carrier))?.viewer ?? null;
}

/** Which of these sessions and keys live no more: signed out, ended, expired, idle, revoked, or their member deactivated. */
export async function endedSessions(db: Db, sessionIds: readonly string[]): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    `SELECT g.id FROM unnest($1::uuid[]) AS g(id)
      WHERE NOT EXISTS (SELECT FROM session s JOIN member m ON m.id = s.member_id WHERE s.id = g.id AND ${lives})
        AND NOT EXISTS (SELECT FROM api_key k JOIN member m ON m.id = k.member_id WHERE k.id = g.id AND ${keyLives})`,
    [sessionIds],
  );
  return rows.map(row => row.id);
}

/** The live sessions of a member, the one used last first. */
export function sessionsOf(db: Db, memberId: string): Promise<SessionRow[]> {
  return db.query(
    `SELECT s.* FROM session s JOIN member m ON m.id = s.member_id WHERE s.member_id = $1 AND ${lives}
      ORDER BY s.last_used_at DESC, s.id`,
    [memberId],
  );
}

/** The viewer that a member is in a session. */
export function viewerOf(db: Db, memberId: string, sessionId: string): Promise<MemberViewer | undefined> {
  return db.maybe(
    `SELECT 'MEMBER' AS kind, m.id AS member_id, m.person_id, m.organization_id, m.permissions, o.roles,
            $2::text AS session_id
       FROM member m JOIN organization o ON o.id = m.organization_id WHERE m.id = $1 AND m.active`,
    [memberId, sessionId],
  );
}
