import { z } from 'zod';
import { command } from '../platform/command.js';
import type { Tx } from '../platform/database.js';
import { wireId } from '../platform/input.js';
import { NotFound } from '../platform/problem.js';
import { actsInPerson } from '../platform/viewer.js';
import type { Carrier } from './identity.entity.js';
import { openSession } from './sessions.js';

/**
 * A person who is a member of several organizations acts for another of them: the session ends, and one of the other
 * member begins that travels as the first did and ends when the first would have. What is no sign-in, as an API key, stays.
 */
export const changeOrganization = command({
  name: 'changeOrganization',
  input: z.object({ organizationId: wireId('organization') }),
  problems: [NotFound],
  async execute(tx, viewer, { organizationId }) {
    if (!actsInPerson(viewer)) return new NotFound();
    const member = await tx.maybe<{ id: string }>(
      'SELECT id FROM member WHERE person_id = $1 AND organization_id = $2 AND active',
      [viewer.personId, organizationId],
    );
    const ended = member && (await endOwnSession(tx, viewer.sessionId));
    const opened = ended && (await openSession(tx, member.id, ended.carrier, ended.expiresAt));
    return opened ? { ...opened, carrier: ended.carrier } : new NotFound();
  },
});

function endOwnSession(tx: Tx, sessionId: string): Promise<{ carrier: Carrier; expiresAt: Date } | undefined> {
  return tx.maybe(
    `UPDATE session SET revoked_at = clock_timestamp() WHERE id = $1 AND revoked_at IS NULL
     RETURNING carrier, expires_at`,
    [sessionId],
  );
}
