import { z } from 'zod';
import { lockOrganizations } from '../organizations/index.js';
import { refusal } from '../platform/actions.js';
import { command } from '../platform/command.js';
import type { Tx } from '../platform/database.js';
import { wireId } from '../platform/input.js';
import { NotAvailable, NotFound, NotPermitted } from '../platform/problem.js';
import type { Permission } from '../platform/viewer.js';
import { apiKeyActions } from './api-key.policy.js';
import { apiKeyById, lockApiKey } from './api-key.reads.js';
import { recordMember } from './record-member.js';

/** An administrator takes a key back; its sockets are closed within a second. */
export const revokeApiKey = command({
  name: 'revokeApiKey',
  input: z.object({ apiKeyId: wireId('apiKey') }),
  problems: [NotFound, NotPermitted, NotAvailable],
  async execute(tx, viewer, { apiKeyId }) {
    const [found] = await apiKeyById(tx, viewer, [apiKeyId]);
    if (!found) return new NotFound();
    const [organization] = await lockOrganizations(tx, [found.organizationId]);
    const key = await lockApiKey(tx, apiKeyId);
    if (!organization || !key) return new NotFound();
    const refused = refusal(apiKeyActions.REVOKE, viewer, key);
    if (refused) return refused;

    await tx.execute('UPDATE api_key SET revoked_at = clock_timestamp() WHERE id = $1', [key.id]);
    await recordMember(tx, viewer, 'revokeApiKey', organization, {
      event: 'organization.keyRevoked',
      after: { apiKeyId: key.id },
    });
    return { apiKeyId: key.id };
  },
});

/**
 * Revokes for good the keys of a member that may no longer do what they were made for: all where it leaves, those with a
 * scope that is none of these permissions where they are set.
 *
 * @param permissions what the member may still do
 */
export async function revokeKeysOf(
  tx: Tx,
  memberId: string,
  permissions: readonly Permission[] | 'NONE',
): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `UPDATE api_key SET revoked_at = clock_timestamp()
      WHERE member_id = $1 AND revoked_at IS NULL AND ($2::text[] IS NULL OR NOT scopes <@ $2) RETURNING id`,
    [memberId, permissions === 'NONE' ? null : permissions],
  );
  return rows.map(row => row.id);
}
