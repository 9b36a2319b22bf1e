import { z } from 'zod';
import { command } from '../platform/command.js';
import { wireId } from '../platform/input.js';
import { NotFound } from '../platform/problem.js';
import { actsInPerson } from '../platform/viewer.js';

/** Ends another of the viewer's own sessions, or this one. One that has ended is not found, as another's is not. */
export const endSession = command({
  name: 'endSession',
  input: z.object({ sessionId: wireId('session') }),
  problems: [NotFound],
  async execute(tx, viewer, { sessionId }) {
    if (!actsInPerson(viewer)) return new NotFound();
    const ended = await tx.execute(
      `UPDATE session SET revoked_at = clock_timestamp()
        WHERE id = $1 AND member_id = $2 AND revoked_at IS NULL AND expires_at > clock_timestamp()`,
      [sessionId, viewer.memberId],
    );
    return ended === 1 ? { sessionId } : new NotFound();
  },
});
