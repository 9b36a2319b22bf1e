import { z } from 'zod';
import { lockOrganizations } from '../organizations/index.js';
import { refusal } from '../platform/actions.js';
import { command } from '../platform/command.js';
import { instantInput, orNull, wireId } from '../platform/input.js';
import { NotAvailable, NotFound, NotPermitted } from '../platform/problem.js';
import { apiKeyActions, overlapDaysMax } from './api-key.policy.js';
import { ScopeBeyondOwn } from './api-key.problems.js';
import { apiKeyById, lockApiKey } from './api-key.reads.js';
import { recordMember } from './record-member.js';
import { outOfRange, writeApiKey } from './write-api-key.js';

/**
 * Puts a new key of the same name and scopes in the place of one, which ends at the instant given, or at once: until then
 * both work, so that programs can change over. Only the person for whom the key acts does this.
 */
export const rotateApiKey = command({
  name: 'rotateApiKey',
  input: z.object({
    apiKeyId: wireId('apiKey'),
    expiresAt: instantInput,
    /** Null: at once. */
    previousEndsAt: orNull(instantInput),
  }),
  problems: [NotFound, NotPermitted, NotAvailable, ScopeBeyondOwn],
  async execute(tx, viewer, { apiKeyId, expiresAt, previousEndsAt }) {
    const [found] = await apiKeyById(tx, viewer, [apiKeyId]);
    if (!found) return new NotFound();
    const [organization] = await lockOrganizations(tx, [found.organizationId]);
    const key = await lockApiKey(tx, apiKeyId);
    if (!organization || !key || viewer.kind !== 'MEMBER') return new NotFound();
    const refused = refusal(apiKeyActions.ROTATE, viewer, key);
    if (refused) return refused;
    if (!key.scopes.every(scope => viewer.permissions.includes(scope))) return new ScopeBeyondOwn();
    const wrong =
      (await outOfRange(tx, 'expiresAt', expiresAt)) ??
      (previousEndsAt && (await outOfRange(tx, 'previousEndsAt', previousEndsAt, overlapDaysMax)));
    if (wrong) return wrong;

    const { organizationId, memberId, name, scopes } = key;
    const next = await writeApiKey(tx, { organizationId, memberId, name, scopes, expiresAt, replacesId: key.id });
    const { endsAt } = await tx.one<{ endsAt: Date }>(
      `UPDATE api_key SET rotated_at = clock_timestamp(), ends_at = least(coalesce($2, clock_timestamp()), expires_at)
        WHERE id = $1 RETURNING ends_at`,
      [key.id, previousEndsAt],
    );
    await recordMember(tx, viewer, 'rotateApiKey', organization, {
      event: 'organization.keyRotated',
      before: { apiKeyId: key.id, endsAt },
      after: { apiKeyId: next.apiKeyId, memberId, name, scopes, expiresAt },
    });
    return next;
  },
});
