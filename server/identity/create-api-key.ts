import { z } from 'zod';
import { lockOrganizations, organizationActions } from '../organizations/index.js';
import { refusal } from '../platform/actions.js';
import { command } from '../platform/command.js';
import { instantInput, plainName } from '../platform/input.js';
import { NotAvailable, NotFound, NotPermitted } from '../platform/problem.js';
import { actsInPerson } from '../platform/viewer.js';
import type { KeyScope } from './api-key.entity.js';
import { keysMax } from './api-key.policy.js';
import { ScopeBeyondOwn, TooManyKeys } from './api-key.problems.js';
import { countLiveKeys } from './api-key.reads.js';
import { recordMember } from './record-member.js';
import { outOfRange, writeApiKey } from './write-api-key.js';

/** READ goes without saying; each once, in one order. */
const scopesInput = z
  .array(z.enum(['READ', 'MAKER', 'DEALER', 'RISK']))
  .min(1)
  .max(8)
  .transform(scopes => [...new Set(scopes)].filter((scope): scope is KeyScope => scope !== 'READ').sort());

/**
 * An administrator gives a program a key, which acts for that administrator and may do no more than its scopes, none of
 * which is beyond the administrator's own permissions. The secret is shown once. There is no idempotency key, for with the
 * outcome the secret would be kept: an answer that was lost leaves a key to be revoked.
 */
export const createApiKey = command({
  name: 'createApiKey',
  input: z.object({ name: plainName(80), scopes: scopesInput, expiresAt: instantInput }),
  problems: [NotFound, NotPermitted, NotAvailable, ScopeBeyondOwn, TooManyKeys],
  async execute(tx, viewer, { name, scopes, expiresAt }) {
    if (!actsInPerson(viewer)) return new NotFound();
    const { organizationId, memberId, permissions } = viewer;
    const [organization] = await lockOrganizations(tx, [organizationId]);
    if (!organization) return new NotFound();
    const refused = refusal(organizationActions.CREATE_API_KEY, viewer, organization);
    if (refused) return refused;
    if (!scopes.every(scope => permissions.includes(scope))) return new ScopeBeyondOwn();
    const wrong = await outOfRange(tx, 'expiresAt', expiresAt);
    if (wrong) return wrong;
    if ((await countLiveKeys(tx, organizationId)) >= keysMax) return new TooManyKeys();

    const key = await writeApiKey(tx, { organizationId, memberId, name, scopes, expiresAt });
    await recordMember(tx, viewer, 'createApiKey', organization, {
      event: 'organization.keyCreated',
      after: { apiKeyId: key.apiKeyId, memberId, name, scopes, expiresAt },
    });
    return key;
  },
});
