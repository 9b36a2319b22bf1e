import type { Tx } from '../platform/database.js';
import { newId } from '../platform/ids.js';
import { InvalidInput } from '../platform/problem.js';
import type { KeyScope } from './api-key.entity.js';
import { keyDaysMax } from './api-key.policy.js';
import { hashToken, newToken } from './token.js';

/** A key just made. The secret is shown once: only its hash is kept. */
export interface NewKey {
  readonly apiKeyId: string;
  readonly secret: string;
}

interface KeyToWrite {
  readonly organizationId: string;
  readonly memberId: string;
  readonly name: string;
  readonly scopes: readonly KeyScope[];
  readonly expiresAt: Date;
  readonly replacesId?: string;
}

/** How much of a secret is shown: it tells keys apart and leaves more than 200 bits unsaid. */
const prefixLength = 'tnk_'.length + 8;

/** Writes a key and gives its secret. */
export async function writeApiKey(tx: Tx, given: KeyToWrite): Promise<NewKey> {
  const apiKeyId = newId();
  const secret = newToken('tnk');
  await tx.execute(
    `INSERT INTO api_key (id, organization_id, member_id, name, prefix, secret_hash, scopes, expires_at, replaces_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      apiKeyId,
      given.organizationId,
      given.memberId,
      given.name,
      secret.slice(0, prefixLength),
      hashToken(secret),
      given.scopes,
      given.expiresAt,
      given.replacesId ?? null,
    ],
  );
  return { apiKeyId, secret };
}

/** What is wrong with an instant that must lie ahead, by the database's own clock, at most so many days; null for nothing. */
export async function outOfRange(
  tx: Tx,
  path: string,
  instant: Date,
  daysMax = keyDaysMax,
): Promise<InvalidInput | null> {
  const { past, far } = await tx.one<{ past: boolean; far: boolean }>(
    `SELECT $1::timestamptz <= clock_timestamp() AS past,
            $1::timestamptz > clock_timestamp() + $2 * interval '1 day' AS far`,
    [instant, daysMax],
  );
  if (!past && !far) return null;
  return new InvalidInput([
    past
      ? { path, code: 'IN_THE_PAST', message: 'This is over already.' }
      : { path, code: 'TOO_FAR', message: `This is more than ${daysMax} days ahead.` },
  ]);
}
