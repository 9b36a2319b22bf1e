import { StartRefused } from '../platform/config.js';
import type { Command, CommandIo } from './command.js';

const COMMANDS: Readonly<Record<string, { does: string; load: () => Promise<Command> }>> = {
  start: { does: 'start the server', load: () => import('./commands/start.js') },
  reset: { does: 'remove the embedded database', load: () => import('./commands/reset.js') },
  migrate: { does: 'bring the tables up to date', load: () => import('./commands/migrate.js') },
  invariants: { does: 'check what must always hold', load: () => import('./commands/invariants.js') },
  'check-vectors': {
    does: 'hold tables of test vectors against the arithmetic',
    load: () => import('./commands/check-vectors.js'),
  },
  'import-rates': {
    does: "keep the ECB's reference rates of a file",
    load: () => import('./commands/import-rates.js'),
  },
  'read-bank-file': { does: 'read a message of a bank', load: () => import('./commands/read-bank-file.js') },
  'take-bank-file': {
    does: 'take files as from the connected bank',
    load: () => import('./commands/take-bank-file.js'),
  },
  'read-invoice': { does: 'read an invoice document', load: () => import('./commands/read-invoice.js') },
  'emit-schema': { does: 'write the API schema', load: () => import('./commands/emit-schema.js') },
  'check-schema': {
    does: 'compare the API schema with the written one',
    load: () => import('./commands/check-schema.js'),
  },
};

/**
 * Runs the command that `argv` names. Resolves to its exit code, to 1 when it was refused, after a sentence for each
 * reason, and to 2 for a command that is not known.
 */
export async function main(argv: readonly string[], io: CommandIo): Promise<number> {
  const [name = '', ...args] = argv;
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) {
    io.stderr.write(usage(name));
    return 2;
  }
  try {
    return await (await command.load()).run(args, io);
  } catch (error) {
    if (!(error instanceof StartRefused)) throw error;
    for (const reason of error.reasons) io.stderr.write(`${reason}\n`);
    return 1;
  }
}

function usage(name: string): string {
  const complaint = name === '' ? '' : `"${name}" is not a command.\n\n`;
  const lines = Object.entries(COMMANDS).map(([command, { does }]) => `  ${command.padEnd(15)}${does}\n`);
  return `${complaint}npm run tenor -- COMMAND\n\n${lines.join('')}`;
}
