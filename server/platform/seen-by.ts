import { announce, type Db } from './database.js';
import type { Viewer } from './viewer.js';

/**
 * Asks what a member of another organization would be shown, by the very conditions that decide it: they hold for that
 * organization while `read` runs, and for the viewer again afterwards. For what is only thought of: what `read` gives goes
 * to the viewer, so nothing of the other's own may be in it.
 */
export async function seenBy<T>(db: Db, viewer: Viewer, organizationId: string, read: () => Promise<T>): Promise<T> {
  await db.query(
    `SELECT set_config('tenor.scope', 'MEMBER', true), set_config('tenor.organization', $1, true),
            set_config('tenor.person', '', true)`,
    [organizationId],
  );
  const seen = await read();
  await db.query(announce(viewer));
  return seen;
}
