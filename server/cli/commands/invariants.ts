import 'reflect-metadata';
import { existsSync } from 'node:fs';
import { checks, findViolations, type Violation } from '../../invariants/index.js';
import { type Config, loadConfig, StartRefused } from '../../platform/config.js';
import { Database } from '../../platform/database.js';
import { startEmbeddedPostgres } from '../../platform/embedded-postgres.js';
import type { CommandIo } from '../command.js';

/** Checks what must always hold on the database that a start would use. Resolves to 1 when something does not. */
export async function run(args: string[], io: CommandIo): Promise<number> {
  try {
    // Nothing is migrated here, so the role that migrates need not be named.
    const config = loadConfig(io.env, io.env.DATABASE_URL ? [...args, '--no-migrate'] : args);
    const violations = await check(config);
    io.stdout.write(tableOf(violations));
    return violations.length === 0 ? 0 : 1;
  } catch (error) {
    if (!(error instanceof StartRefused)) throw error;
    for (const reason of error.reasons) io.stderr.write(`${reason}\n`);
    return 1;
  }
}

async function check({ databaseUrl, dataDir }: Config): Promise<Violation[]> {
  if (databaseUrl !== undefined) return checkAt(databaseUrl);
  if (!existsSync(dataDir)) throw new StartRefused('There is no database yet: start Tenor once.');
  const embedded = await startEmbeddedPostgres({ dataDir, log: () => {} });
  try {
    return await checkAt(embedded.appUrl);
  } finally {
    await embedded.stop();
  }
}

async function checkAt(url: string): Promise<Violation[]> {
  const database = await Database.connect({ url, poolSize: 2, applicationName: 'tenor-invariants' });
  try {
    return await findViolations(database);
  } finally {
    await database.close();
  }
}

/** One line a check, and below a broken one a line for each thing that breaks it. */
function tableOf(violations: readonly Violation[]): string {
  const width = Math.max(...checks.map(({ id }) => id.length));
  const lines = checks.flatMap(({ id, sentence }) => {
    const broken = violations.filter(violation => violation.id === id);
    const head = `${id.padEnd(width)}  ${broken.length === 0 ? 'holds ' : 'BROKEN'}  ${sentence}`;
    return [head, ...broken.map(({ facts }) => `${''.padEnd(width)}          ${factsOf(facts)}`)];
  });
  const brokenCount = new Set(violations.map(({ id }) => id)).size;
  const sum =
    brokenCount === 0 ? `${checks.length} checks hold.` : `${brokenCount} of ${checks.length} checks are broken.`;
  return `${[...lines, sum].join('\n')}\n`;
}

function factsOf(facts: Violation['facts']): string {
  return Object.entries(facts)
    .map(([name, value]) => `${name} ${value instanceof Date ? value.toISOString() : String(value)}`)
    .join(', ');
}
