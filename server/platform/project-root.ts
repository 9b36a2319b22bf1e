import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

let found: string | undefined;

/**
 * Absolute path of the project's own folder: the nearest `package.json` named `tenor`, looked for upward from the
 * running program and then from the working directory, so that it is the same for compiled code, tests and workers.
 *
 * @throws when neither lies inside the project, which only a broken installation can bring about.
 */
export function projectRoot(): string {
  found ??= [process.argv[1], process.cwd()].map(nearestProject).find(folder => folder !== undefined);
  if (found === undefined) throw new Error('The folder of Tenor cannot be found: run it from inside its own folder.');
  return found;
}

function nearestProject(start: string | undefined): string | undefined {
  if (start === undefined) return undefined;
  for (let folder = resolve(start); ; folder = dirname(folder)) {
    if (isProject(folder)) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}

function isProject(folder: string): boolean {
  const manifest = join(folder, 'package.json');
  return existsSync(manifest) && (JSON.parse(readFileSync(manifest, 'utf8')) as { name?: string }).name === 'tenor';
}
