import 'reflect-metadata';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { loadConfig, StartRefused } from '../../platform/config.js';
import { Database } from '../../platform/database.js';
import { toWireId } from '../../platform/ids.js';
import { UnitOfWork } from '../../platform/unit-of-work.js';
import { systemViewer } from '../../platform/viewer.js';
import { readBroughtFile, takeBankFile } from '../../reconciliation/index.js';
import type { CommandIo } from '../command.js';

/**
 * Takes files as if the connected bank had sent them, which speaks of every account, into the database that DATABASE_URL names;
 * the servers on it go on from there. Prints one JSON object a file. The exit code is 1 where a file is held.
 */
export async function run(files: string[], io: CommandIo): Promise<number> {
  if (files.length === 0) {
    io.stderr.write('npm run -s tenor -- take-bank-file FILE…\n');
    return 2;
  }
  const { databaseUrl } = loadConfig(io.env, io.env.DATABASE_URL ? ['--no-migrate'] : []);
  if (databaseUrl === undefined)
    throw new StartRefused('Name the database in DATABASE_URL; files for a demo market are brought on its pages.');
  const database = await Database.connect({ url: databaseUrl, poolSize: 2, applicationName: 'tenor-take-bank-file' });
  try {
    const work = new UnitOfWork(database);
    let held = false;
    for (const file of files) {
      const answer = await take(work, file);
      held ||= answer.state !== 'TAKEN';
      io.stdout.write(`${JSON.stringify({ file, ...answer })}\n`);
    }
    return held ? 1 : 0;
  } finally {
    await database.close();
  }
}

async function take(work: UnitOfWork, file: string): Promise<{ bankFileId: string; state: string }> {
  const brought = { name: basename(file), bytes: await readFile(file), organizationId: null, personId: null };
  const reading = readBroughtFile(brought);
  return work.perform(systemViewer, async tx => {
    const id = await takeBankFile(tx, systemViewer, brought, reading);
    const kept = await tx.one<{ state: string; reason: string | null }>(
      'SELECT state, reason FROM bank_file WHERE id = $1',
      [id],
    );
    return { bankFileId: toWireId('bankFile', id), ...kept };
  });
}
