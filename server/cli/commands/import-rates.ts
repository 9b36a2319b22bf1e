import 'reflect-metadata';
import { readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { keepRates } from '../../exchange-rates/index.js';
import { loadConfig, StartRefused } from '../../platform/config.js';
import { Database } from '../../platform/database.js';
import { startEmbeddedPostgres } from '../../platform/embedded-postgres.js';
import { UnitOfWork } from '../../platform/unit-of-work.js';
import { systemViewer } from '../../platform/viewer.js';
import type { CommandIo } from '../command.js';

/**
 * Keeps the ECB's reference rates of a file, of any size, in the database that a start would use. The exit code is 0, 1 for a
 * file or a database that cannot be used, with one line a fault, and 2 for a call without a file.
 */
export async function run(args: string[], io: CommandIo): Promise<number> {
  const [file, ...options] = args;
  if (file === undefined || file.startsWith('-')) {
    io.stderr.write('npm run -s tenor -- import-rates FILE\n');
    return 2;
  }
  const bytes = await readFile(file).catch(() => undefined);
  if (!bytes) throw new StartRefused(`The file ${file} cannot be read.`);
  const config = loadConfig(io.env, io.env.DATABASE_URL ? [...options, '--no-migrate'] : options);
  if (config.databaseUrl === undefined && !existsSync(config.dataDir)) {
    throw new StartRefused('There is no database yet: start Tenor once.');
  }
  const embedded = config.databaseUrl
    ? undefined
    : await startEmbeddedPostgres({ dataDir: config.dataDir, log: () => {} });
  try {
    const url = config.databaseUrl ?? embedded!.appUrl;
    const kept = await keep(url, basename(file), bytes);
    if ('faults' in kept) {
      for (const { path, message } of kept.faults) io.stderr.write(`${path}: ${message}\n`);
      return 1;
    }
    const { total, changed, firstDay, lastDay } = kept;
    io.stdout.write(`${total} rates from ${firstDay} to ${lastDay}: ${changed} were new or corrected.\n`);
    return 0;
  } finally {
    await embedded?.stop();
  }
}

async function keep(url: string, name: string, bytes: Buffer) {
  const database = await Database.connect({ url, poolSize: 1, applicationName: 'tenor-import-rates' });
  try {
    return await new UnitOfWork(database).perform(systemViewer, tx => keepRates(tx, { name, bytes, personId: null }));
  } finally {
    await database.close();
  }
}
