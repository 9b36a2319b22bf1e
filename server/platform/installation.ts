import { randomBytes } from 'node:crypto';
import { StartRefused } from './config.js';
import type { Db } from './database.js';
import type { UnitOfWork } from './unit-of-work.js';
import { systemViewer } from './viewer.js';

/** The one row that says what this database is, with its keys. */
export interface Installation {
  /** A demo market has a simulated bank and a clock that can be moved; it can never become another kind. */
  readonly demo: boolean;
  /** Grows when the database is found restored into another cluster: older events then count as past. */
  readonly epoch: number;
  readonly cursorKey: Buffer;
  readonly fingerprintKey: Buffer;
  /** Whether the demo market stands. */
  readonly furnished: boolean;
}

/**
 * The installation, made at the first start. Two servers starting at once agree on one row.
 *
 * @throws StartRefused with a sentence when a demo is asked of a database that is none, or the reverse.
 */
export async function openInstallation(work: UnitOfWork, demo: boolean): Promise<Installation> {
  return work.perform(systemViewer, async tx => {
    await tx.execute(
      `INSERT INTO installation (demo, system_identifier, cursor_key, fingerprint_key)
       VALUES ($1, (SELECT system_identifier FROM pg_control_system()), $2, $3) ON CONFLICT (id) DO NOTHING`,
      [demo, randomBytes(32), randomBytes(32)],
    );
    // 64-bit transaction ids start anew in another cluster, so positions of before would lie in its future.
    await tx.execute(
      `UPDATE installation SET epoch = epoch + 1, system_identifier = c.system_identifier::text
         FROM pg_control_system() c WHERE installation.system_identifier <> c.system_identifier::text`,
    );
    const installation = await readInstallation(tx);
    if (installation.demo !== demo) {
      throw new StartRefused(
        installation.demo
          ? 'This database is a demo market and can never become another: start it with --demo, or name an empty database.'
          : 'This database is a real market and can never become a demo: leave --demo out, or name an empty database.',
      );
    }
    return installation;
  });
}

export function readInstallation(db: Db): Promise<Installation> {
  return db.one(
    'SELECT demo, epoch, cursor_key, fingerprint_key, furnished_at IS NOT NULL AS furnished FROM installation',
  );
}

/** The demo market stands: the next start finds it. */
export async function markFurnished(work: UnitOfWork): Promise<void> {
  await work.perform(systemViewer, tx => tx.execute('UPDATE installation SET furnished_at = clock_timestamp()'));
}
