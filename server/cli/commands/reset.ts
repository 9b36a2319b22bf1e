import { loadConfig, StartRefused } from '../../platform/config.js';
import { removeEmbeddedPostgres } from '../../platform/embedded-postgres.js';
import type { CommandIo } from '../command.js';

/**
 * Removes the embedded database, so that the next start makes a new one.
 *
 * @throws StartRefused for a database that DATABASE_URL names, and while somebody uses the embedded one.
 */
export async function run(args: string[], io: CommandIo): Promise<number> {
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
}
