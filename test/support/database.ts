import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** A database of one test file, migrated and empty. */
export interface TestDatabase {
  /** As the role that serves. */
  appUrl: string;
  /** As the role that owns the tables. */
  ownerUrl: string;
  /** As the superuser. */
  adminUrl: string;
  /** Removes it, whoever is still connected. */
  drop(): Promise<void>;
}

/** Clones the migrated template, or a database that nobody is connected to; takes some tens of milliseconds. */
export async function createTestDatabase(template = 'tenor_template'): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  await asAdmin(
    `CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY file_copy OWNER tenor_owner`,
    `REVOKE ALL ON DATABASE ${name} FROM PUBLIC`,
    `GRANT CONNECT ON DATABASE ${name} TO tenor_app`,
  );
  return {
    appUrl: addressOf('TENOR_TEST_APP_URL', name),
    ownerUrl: addressOf('TENOR_TEST_OWNER_URL', name),
    adminUrl: addressOf('TENOR_TEST_ADMIN_URL', name),
    drop: () => asAdmin(`DROP DATABASE ${name} WITH (FORCE)`),
  };
}

async function asAdmin(...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: addressOf('TENOR_TEST_ADMIN_URL', 'postgres') });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

/** The cluster's address is handed on by global-setup.mjs. */
function addressOf(variable: string, database: string): string {
  const url = new URL(process.env[variable]!);
  url.pathname = `/${database}`;
  return url.href;
}
