import { loadConfig, StartRefused } from '../../platform/config.js';
import { removeEmbeddedPostgres } from '../../platform/embedded-postgres.js';
import type { CommandIo } from '../command.js';

/** Removes the embedded database, so that the next start makes a new one; resolves to 1 when that was refused. */
export async function run(args: string[], io: CommandIo): Promise<number> {
  try {
    const config = loadConfig(io.env, args);
    if (config.databaseUrl !== undefined)
      throw new StartRefused(
        'Only the embedded database can be reset, and DATABASE_URL names another: nothing was done.',
      );
    const removed = await removeEmbeddedPostgres(config.dataDir);
    io.stderr.write(
      removed ? 'The database is removed: the next start makes a new one.\n' : 'There is no database yet.\n',
    );
    return 0;
  } catch (error) {
    if (!(error instanceof StartRefused)) throw error;
    for (const reason of error.reasons) io.stderr.write(`${reason}\n`);
    return 1;
  }
}
