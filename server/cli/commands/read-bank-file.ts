import { readFile, stat } from 'node:fs/promises';
import { type BankFileProblem, readBankFile } from '../../bank/index.js';
import type { CommandIo } from '../command.js';

/** Larger than what a server takes: at the terminal the file is one's own. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * Prints one JSON object for each file, in the order of `files`: the message as it is written (server/bank/bank-file.ts), or
 * why it is not read, under `problem`. The exit code is 0, and 2 for a call without files.
 */
export async function run(files: string[], io: CommandIo): Promise<number> {
  if (files.length === 0) {
    io.stderr.write('npm run -s tenor -- read-bank-file FILE…\n');
    return 2;
  }
  for (const file of files) io.stdout.write(`${JSON.stringify({ file, ...(await readingOf(file)) })}\n`);
  return 0;
}

async function readingOf(file: string): Promise<ReturnType<typeof readBankFile>> {
  try {
    const stats = await stat(file);
    // A pipe or a device may never end.
    if (!stats.isFile()) return unread('UNREADABLE', 'This is not a file.');
    if (stats.size > MOST_BYTES) return unread('FILE_TOO_LARGE', `The file has more than ${MOST_BYTES} bytes.`);
    return readBankFile(await readFile(file));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return unread('UNREADABLE', code === 'ENOENT' ? 'There is no such file.' : `The file cannot be opened (${code}).`);
  }
}

function unread(code: string, message: string): { problem: BankFileProblem } {
  return { problem: { code, path: '/', message } };
}
