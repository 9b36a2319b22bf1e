import type { Database, Tx } from '../platform/database.js';
import { newId } from '../platform/ids.js';
import type { UnitOfWork } from '../platform/unit-of-work.js';
import { anonymousViewer, type MemberViewer } from '../platform/viewer.js';
import { liveKey } from './api-key.reads.js';
import type { Carrier } from './identity.entity.js';
import { endedSessions, liveSession, sessionHours, viewerOf } from './session.reads.js';
import { hashToken, isToken, newToken } from './token.js';

/** A session just opened. The token is shown once: only its hash is kept. */
export interface SignedIn {
  readonly token: string;
  readonly expiresAt: Date;
  readonly viewer: MemberViewer;
}

/** Opens a session with a new token, until an instant at most; undefined where the member is active no more. */
export async function openSession(
  tx: Tx,
  memberId: string,
  carrier: Carrier,
  until: Date | null = null,
): Promise<SignedIn | undefined> {
  const viewer = await viewerOf(tx, memberId, newId());
  if (!viewer) return undefined;
  const token = newToken();
  const { expiresAt } = await tx.one<{ expiresAt: Date }>(
    `INSERT INTO session (id, token_hash, member_id, carrier, expires_at)
     VALUES ($1, $2, $3, $4, least(clock_timestamp() + $5 * interval '1 hour', $6::timestamptz)) RETURNING expires_at`,
    [viewer.sessionId, hashToken(token), memberId, carrier, sessionHours[carrier], until],
  );
  return { token, expiresAt, viewer };
}

/** Ends every session of a member: its sockets close within a second. */
export async function endSessionsOf(tx: Tx, memberId: string): Promise<void> {
  await tx.execute('UPDATE session SET revoked_at = clock_timestamp() WHERE member_id = $1 AND revoked_at IS NULL', [
    memberId,
  ]);
}

/** Writes that a session is in use. Idle sessions end by what stands there, so once a minute is enough. */
export async function touchSession(tx: Tx, sessionId: string): Promise<void> {
  await tx.execute(
    `UPDATE session SET last_used_at = clock_timestamp()
      WHERE id = $1 AND revoked_at IS NULL AND last_used_at < clock_timestamp() - interval '1 minute'`,
    [sessionId],
  );
}

/** Writes that a key is in use, at most once a minute. */
async function touchApiKey(tx: Tx, apiKeyId: string): Promise<void> {
  await tx.execute(
    `UPDATE api_key SET last_used_at = clock_timestamp()
      WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < clock_timestamp() - interval '1 minute')`,
    [apiKeyId],
  );
}

/** Forgets sessions and links that ended more than 30 days ago, at most 500 of each. */
export async function forgetEnded(tx: Tx): Promise<void> {
  for (const table of ['session', 'invitation']) {
    await tx.execute(
      `DELETE FROM ${table} WHERE id IN (SELECT id FROM ${table} WHERE expires_at < clock_timestamp() - interval '30 days'
         LIMIT 500 FOR UPDATE SKIP LOCKED)`,
    );
  }
}

/** The door for tokens: who comes with one, and which sessions have ended since. */
export class Sessions {
  constructor(
    private readonly database: Database,
    private readonly work: UnitOfWork,
  ) {}

  /** A session's token, or as a bearer the secret of a key. */
  async viewerOfToken(token: string, carrier: Carrier): Promise<MemberViewer | null> {
    const isKey = carrier === 'BEARER' && isToken('tnk', token);
    const found = await this.database.read(anonymousViewer, db =>
      isKey ? liveKey(db, token) : liveSession(db, token, carrier),
    );
    const touch = isKey ? touchApiKey : touchSession;
    if (found?.touchDue) await this.work.perform(found.viewer, tx => touch(tx, found.viewer.sessionId));
    return found?.viewer ?? null;
  }

  endedSessions(sessionIds: readonly string[]): Promise<string[]> {
    return this.database.read(anonymousViewer, db => endedSessions(db, sessionIds));
  }
}
