import pg from 'pg';
import { Database, type DatabaseOptions } from '../../server/platform/database.js';
import { type Installation, openInstallation } from '../../server/platform/installation.js';
import { UnitOfWork } from '../../server/platform/unit-of-work.js';
import { createTestDatabase, type TestDatabase } from './database.js';

/** A migrated database of its own with an installation row, and the two ways into it. */
export interface TestMarket {
  readonly urls: TestDatabase;
  readonly database: Database;
  readonly work: UnitOfWork;
  readonly installation: Installation;
  /** A statement as the superuser, beside every rule of the code: for setting up violations and looking behind the curtain. */
  asAdmin<Row extends pg.QueryResultRow>(sql: string, parameters?: unknown[]): Promise<Row[]>;
  /** A second server's view: its own pool and unit of work on the same database. */
  another(): Promise<{ database: Database; work: UnitOfWork }>;
  /** Leaves the database alone, so that it can be copied. */
  disconnect(): Promise<void>;
  close(): Promise<void>;
}

export async function openTestMarket(options: Partial<DatabaseOptions> = {}): Promise<TestMarket> {
  const urls = await createTestDatabase();
  const open: Database[] = [];
  async function connect(): Promise<Database> {
    const database = await Database.connect({
      url: urls.appUrl,
      poolSize: 12,
      applicationName: 'tenor-test',
      ...options,
    });
    open.push(database);
    return database;
  }
  const database = await connect();
  const work = new UnitOfWork(database);
  const installation = await openInstallation(work, true);
  const admin = new pg.Client({ connectionString: urls.adminUrl });
  await admin.connect();
  async function disconnect(): Promise<void> {
    await admin.end();
    for (const each of open) await each.close();
  }
  return {
    urls,
    database,
    work,
    installation,
    asAdmin: async (sql, parameters) => (await admin.query(sql, parameters)).rows,
    another: async () => {
      const other = await connect();
      return { database: other, work: new UnitOfWork(other) };
    },
    disconnect,
    close: async () => {
      await disconnect();
      await urls.drop();
    },
  };
}
