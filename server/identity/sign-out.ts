import { z } from 'zod';
import { command } from '../platform/command.js';

/** Ends the viewer's own session; whoever has none is signed out already. */
export const signOut = command({
  name: 'signOut',
  input: z.object({}),
  problems: [],
  async execute(tx, viewer) {
    if (viewer.kind === 'MEMBER') {
      await tx.execute('UPDATE session SET revoked_at = clock_timestamp() WHERE id = $1 AND revoked_at IS NULL', [
        viewer.sessionId,
      ]);
    }
    return { signedOut: true };
  },
});
