import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { TestDatabase } from './database.js';

/** What `npm run invariants` says of the database: its exit code (0 where nothing is violated) and its words. */
export function invariants(database: TestDatabase): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, ['server/cli/run.mjs', 'invariants'], {
    cwd: join(__dirname, '../..'),
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: database.appUrl,
      DATABASE_OWNER_URL: database.ownerUrl,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  return new Promise(resolve => {
    child.once('close', code => resolve({ code, output }));
  });
}

export async function expectNoViolation(database: TestDatabase): Promise<void> {
  const { code, output } = await invariants(database);
  if (code !== 0) throw new Error(`Invariants are violated:\n${output}`);
}

/**
 * The checks that are broken but for those that compare the ledger with the approvals: for a market whose invoices are
 * approved from the start, without a release that would have posted them.
 */
export async function brokenBesideApprovals(database: TestDatabase): Promise<string[]> {
  const { output } = await invariants(database);
  const broken = [...output.matchAll(/^ +(I-\S+) +BROKEN/gm)].map(([, id]) => id!);
  return broken.filter(id => !/^I-02\.(CLAIM|PAYABLE|SALES|PURCHASES)/.test(id));
}
