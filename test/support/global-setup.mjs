// @ts-check
// Before the tests: builds dist/, for the tests that spawn the server or a worker from it, and starts one throw-away
// PostgreSQL with an empty, migrated database that every test file clones (see database.ts).
import { existsSync, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import pg from 'pg';
import { buildServer } from '../../server/cli/build.mjs';

const platform = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../dist/server/platform');
const FOLDER = /^tenor-test-(\d+)-/;
const ROOM_BYTES = 2 * 1024 ** 3;
/** It need not survive anything. */
const SETTINGS = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' };

export default async function setUp() {
  await buildServer();
  const { startEmbeddedPostgres } = await built('embedded-postgres.js');
  await removeLeftovers();
  const dataDir = mkdtempSync(path.join(roomyFolder(), `tenor-test-${process.pid}-`));
  const options = { dataDir, log: () => {}, settings: SETTINGS, initdbFlags: ['--no-sync'] };
  const cluster = await startEmbeddedPostgres(options);
  Object.assign(globalThis, { tenorTestCluster: { cluster, dataDir } });
  await makeTemplate(cluster);
  process.env.TENOR_TEST_ADMIN_URL = cluster.adminUrl;
  process.env.TENOR_TEST_OWNER_URL = cluster.ownerUrl;
  process.env.TENOR_TEST_APP_URL = cluster.appUrl;
}

/** @param {string} module of server/platform */
function built(module) {
  return import(pathToFileURL(path.join(platform, module)).href);
}

/** Memory where there is enough of it. */
function roomyFolder() {
  const memory = '/dev/shm';
  if (!existsSync(memory)) return tmpdir();
  const { bavail, bsize } = statfsSync(memory);
  return bavail * bsize > ROOM_BYTES ? memory : tmpdir();
}

/** Ends and removes the clusters of test runs that were killed. */
async function removeLeftovers() {
  const { removeEmbeddedPostgres } = await built('embedded-postgres.js');
  const { processIdentity } = await built('folder-lock.js');
  for (const name of readdirSync(roomyFolder())) {
    const run = FOLDER.exec(name)?.[1];
    if (run === undefined || processIdentity(Number(run)) !== undefined) continue;
    const dataDir = path.join(roomyFolder(), name);
    try {
      await removeEmbeddedPostgres(dataDir);
      rmSync(dataDir, { recursive: true, force: true });
    } catch {
      // Another user's, or being removed by another run.
    }
  }
}

/** @param {{ adminUrl: string, ownerUrl: string }} cluster */
async function makeTemplate({ adminUrl, ownerUrl }) {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  await admin.query('CREATE DATABASE tenor_template OWNER tenor_owner');
  if (existsSync(path.join(platform, 'migrate.js'))) {
    const { migrate } = await built('migrate.js');
    await migrate(Object.assign(new URL(ownerUrl), { pathname: '/tenor_template' }).href);
  }
  await admin.query('ALTER DATABASE tenor_template WITH IS_TEMPLATE true ALLOW_CONNECTIONS false');
  await admin.end();
}
