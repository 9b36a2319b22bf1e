import { loadConfig, StartRefused } from '../../platform/config.js';
import { migrate } from '../../platform/migrate.js';
import type { CommandIo } from '../command.js';

/** Brings the tables of the database that DATABASE_OWNER_URL names up to date. */
export async function run(args: string[], io: CommandIo): Promise<number> {
  const config = loadConfig(io.env, args);
  if (config.databaseOwnerUrl === undefined) {
    throw new StartRefused(
      'DATABASE_URL and DATABASE_OWNER_URL must be set: the embedded database is migrated at its start.',
    );
  }
  await migrate(config.databaseOwnerUrl);
  io.stderr.write('The tables are up to date.\n');
  return 0;
}
