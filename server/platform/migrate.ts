import { DataSource } from 'typeorm';
import * as migrations from '../../migrations/index.js';

/** What the owner of the tables can do with them. */
export interface TableOwner {
  /** Brings the tables up to date. */
  migrate(): Promise<void>;
  /** Removes every table with all that is in it. */
  empty(): Promise<void>;
}

/** Brings the tables up to date as their owner. */
export function migrate(ownerUrl: string): Promise<void> {
  return startingAlone(ownerUrl, owner => owner.migrate());
}

/** Does what a start must do alone: servers that start at once on one database wait here for each other. */
export async function startingAlone<T>(ownerUrl: string, work: (owner: TableOwner) => Promise<T>): Promise<T> {
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
    await lock.query("SELECT pg_advisory_lock(hashtext('tenor.start'))");
    return await work({
      migrate: async () => void (await source.runMigrations()),
      empty: async () =>
        void (await source.query(
          'DROP SCHEMA public, simulated_bank CASCADE; CREATE SCHEMA public AUTHORIZATION CURRENT_USER',
        )),
    });
  } finally {
    await lock.query("SELECT pg_advisory_unlock(hashtext('tenor.start'))").catch(() => {});
    await lock.release();
    await source.destroy();
  }
}
