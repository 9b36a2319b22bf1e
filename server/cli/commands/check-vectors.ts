import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { CommandIo } from '../command.js';
import { checkVectors, type FileReport } from '../vectors/check-file.js';

/** How many failures of one file are told; the count is always of all. */
const FAILURES_TOLD = 10;

/**
 * Holds the tables of test vectors in a folder, and in those below it, against what the product computes. Standard output
 * has one line a file, in the order of their paths, and nothing else:
 *
 *   FILE: passed N, failed M, not applicable K
 *
 * Standard error says, indented below the name of the file, what failed and why rows were left out. Resolves to 0, to 1
 * if anything failed, to 2 where there is nothing to check.
 */
export async function run(args: string[], io: CommandIo): Promise<number> {
  const [folder, ...more] = args;
  if (folder === undefined || more.length > 0) return refuse(io, 'npm run -s tenor -- check-vectors FOLDER');
  const files = await filesOf(folder);
  if (!files) return refuse(io, `There is no folder ${folder}.`);
  if (files.length === 0) return refuse(io, `There is no file in ${folder}.`);

  let failed = 0;
  for (const { name, place } of files) {
    const report = await reportOf(place);
    io.stdout.write(`${lineOf(name, report)}\n`);
    io.stderr.write(remarksOf(name, report));
    failed += report.failures.length;
  }
  return failed === 0 ? 0 : 1;
}

async function reportOf(place: string): Promise<FileReport> {
  try {
    return checkVectors(await readFile(place, 'utf8'));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    return { kind: null, passed: 0, failures: [`cannot be read (${code})`], notApplicable: new Map() };
  }
}

function refuse(io: CommandIo, complaint: string): number {
  io.stderr.write(`${complaint}\n`);
  return 2;
}

interface FoundFile {
  /** Below the folder, with forward slashes. */
  readonly name: string;
  readonly place: string;
}

/** The files of a folder in one order on every machine; a file that is named is its own folder. */
async function filesOf(folder: string): Promise<FoundFile[] | undefined> {
  const stats = await stat(folder).catch(() => undefined);
  if (stats?.isFile()) return [{ name: path.basename(folder), place: folder }];
  if (!stats?.isDirectory()) return undefined;
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const shown = entries.filter(entry => !entry.isDirectory() && !entry.name.startsWith('.'));
  const places = shown.map(entry => path.join(entry.parentPath, entry.name));
  const isWanted = await Promise.all(places.map(isFileOrNothing));
  return places
    .filter((_, index) => isWanted[index])
    .map(place => ({ name: path.relative(folder, place).split(path.sep).join('/'), place }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** A link that leads nowhere is told; one to a folder is not followed, for it could lead round; a pipe may never end. */
async function isFileOrNothing(place: string): Promise<boolean> {
  return (await stat(place).catch(() => undefined))?.isFile() ?? true;
}

function lineOf(name: string, { passed, failures, notApplicable }: FileReport): string {
  const leftOut = [...notApplicable.values()].reduce((sum, count) => sum + count, 0);
  return `${name}: passed ${passed}, failed ${failures.length}, not applicable ${leftOut}`;
}

function remarksOf(name: string, { failures, notApplicable }: FileReport): string {
  const remarks = [
    ...failures.slice(0, FAILURES_TOLD).map(failure => `failed: ${failure}`),
    ...(failures.length > FAILURES_TOLD ? [`failed: and ${failures.length - FAILURES_TOLD} more`] : []),
    ...[...notApplicable].map(([reason, count]) => `not applicable: ${count} × ${reason}`),
  ];
  return remarks.length === 0 ? '' : [name, ...remarks.map(remark => `  ${remark}`), ''].join('\n');
}
