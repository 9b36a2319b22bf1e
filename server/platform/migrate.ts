import { DataSource } from 'typeorm';
import * as migrations from '../../migrations/index.js';

/** Brings the schema up to date as its owner; concurrent starts wait for each other. */
export async function migrate(ownerUrl: string): Promise<void> {
  const source = new DataSource({
    type: 'postgres',
    url: ownerUrl,
    poolSize: 2,
    migrations: Object.values(migrations),
    migrationsTransactionMode: 'each',
  });
  await source.initialize();
  const lock = source.createQueryRunner();
  try {
    await lock.query("SELECT pg_advisory_lock(hashtext('tenor.migrate'))");
    await source.runMigrations();
  } finally {
    await lock.query("SELECT pg_advisory_unlock(hashtext('tenor.migrate'))").catch(() => {});
    await lock.release();
    await source.destroy();
  }
}
