// @ts-check
// Compiles the server, and bundles the web, into dist/ when what they are made from has changed. Plain JavaScript that
// needs nothing built; it says what it does on standard error, for standard output belongs to the commands.
//
//   dist/.builds/<hash of the sources>/   one build each, moved into place whole
//   dist/.current -> .builds/<hash>       the newest; dist/server, dist/schema and dist/migrations lead through it
//   dist/web -> .builds/web-<hash>
//
// A program that runs from one build keeps its files while another is made, and two builds at once do no harm.
import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, realpathSync } from 'node:fs';
import { mkdir, readFile, readdir, readlink, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const dist = path.join(root, 'dist');
const SERVER_FOLDERS = ['server', 'schema', 'migrations'];
const SIDE_BY_SIDE_MS = 60 * 60 * 1000;

/** @typedef {(line: string) => void} Log */
/** @typedef {{ file: string, content: Buffer }} Source a path below the project, with forward slashes */

/**
 * Makes dist/server, dist/schema and dist/migrations new if they are stale. Where the sources are absent, as in an
 * image, the build that is there is left as it is.
 *
 * @param {Log} [log]
 */
export async function buildServer(log = toStandardError) {
  if (!existsSync(path.join(root, 'server/cli/tenor.ts'))) return;
  const sources = await readSources(SERVER_FOLDERS, isServerSource);
  const build = path.join('.builds', await hashOf(sources));
  if ((await linkTarget('.current')) !== build) {
    const started = performance.now();
    await makeBuild(build, folder => compile(sources, folder));
    await pointTo('.current', build);
    log(`Built the server in ${Math.round(performance.now() - started)} ms.`);
    await removeOldBuilds();
  }
  for (const folder of SERVER_FOLDERS) await pointTo(folder, path.join('.current', folder));
}

/**
 * Makes dist/web new if it is stale. Where its sources or its tools are absent, as in an image, the build that is there
 * is left as it is.
 *
 * @param {Log} [log]
 */
export async function buildWeb(log = toStandardError) {
  const vite = path.join(root, 'node_modules/vite/bin/vite.js');
  if (!existsSync(path.join(root, 'web/index.html'))) return;
  if (!existsSync(vite)) {
    if (existsSync(path.join(dist, 'web'))) return;
    throw new Error('The web is not built and the tools to build it are missing: run npm ci, then start again.');
  }
  const build = path.join('.builds', `web-${await hashOf(await readSources(['web', 'schema'], isWebSource))}`);
  if ((await linkTarget('web')) === build) return;
  const started = performance.now();
  log('Building the web …');
  await makeBuild(build, folder => bundle(vite, folder));
  await pointTo('web', build);
  log(`Built the web in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
}

/** @param {string} file */
function isServerSource(file) {
  return !/\.md$|\.d\.ts$|^server\/cli\/[^/]+\.mjs$/.test(file);
}

/** @param {string} file */
function isWebSource(file) {
  return !file.endsWith('.md');
}

/**
 * @param {string[]} folders
 * @param {(file: string) => boolean} isSource
 * @returns {Promise<Source[]>} in a fixed order
 */
async function readSources(folders, isSource) {
  const files = (await Promise.all(folders.map(filesBelow))).flat().filter(isSource).sort();
  return Promise.all(files.map(readSource));
}

/**
 * @param {string} file
 * @returns {Promise<Source>}
 */
async function readSource(file) {
  return { file, content: await readFile(path.join(root, file)) };
}

/**
 * @param {string} folder
 * @returns {Promise<string[]>}
 */
async function filesBelow(folder) {
  if (!existsSync(path.join(root, folder))) return [];
  const entries = await readdir(path.join(root, folder), { withFileTypes: true });
  const below = entries
    .filter(entry => !entry.name.startsWith('.') && entry.name !== 'node_modules')
    .map(entry => {
      const file = path.posix.join(folder, entry.name);
      return entry.isDirectory() ? filesBelow(file) : [file];
    });
  return (await Promise.all(below)).flat();
}

/**
 * What a build is made from: its sources, the locked dependencies and this program.
 *
 * @param {Source[]} sources
 */
async function hashOf(sources) {
  const hash = createHash('sha256');
  const makers = await Promise.all(['package-lock.json', 'server/cli/build.mjs'].map(readSource));
  for (const { file, content } of [...makers, ...sources]) hash.update(`${file}\0${content.length}\0`).update(content);
  return hash.digest('hex').slice(0, 16);
}

/**
 * @param {Source[]} sources
 * @param {string} folder
 */
async function compile(sources, folder) {
  const { transform } = await import('@swc/core').catch(() => {
    throw new Error('The server is not built and its compiler is missing: run npm ci, then start again.');
  });
  await Promise.all(
    sources.map(async ({ file, content }) => {
      const target = path.join(folder, file);
      await mkdir(path.dirname(target), { recursive: true });
      if (!file.endsWith('.ts')) return writeFile(target, content);
      const { code, map } = await transform(content.toString('utf8'), compilerOptions(file, target));
      const script = target.replace(/\.ts$/, '.js');
      await writeFile(script, `${code}//# sourceMappingURL=${path.basename(script)}.map\n`);
      await writeFile(`${script}.map`, map ?? '');
    }),
  );
}

/**
 * @param {string} file
 * @param {string} target
 * @returns {import('@swc/core').Options}
 */
function compilerOptions(file, target) {
  return {
    filename: path.join(root, file),
    sourceFileName: path.relative(path.dirname(target), path.join(root, file)),
    sourceMaps: true,
    inputSourceMap: false,
    swcrc: false,
    configFile: false,
    module: { type: 'es6' },
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript', decorators: true },
      transform: {
        legacyDecorator: true,
        decoratorMetadata: false,
        useDefineForClassFields: false,
        verbatimModuleSyntax: true,
      },
      keepClassNames: true,
    },
  };
}

/**
 * @param {string} vite
 * @param {string} folder
 */
async function bundle(vite, folder) {
  const args = [vite, 'build', 'web', '--outDir', folder, '--emptyOutDir', '--logLevel', 'warn'];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', text => (output += text));
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  if (code !== 0) throw new Error(`The web cannot be built.\n${output}`);
}

/**
 * Fills a folder of its own and moves it to its place; a build of the same sources that came first is kept.
 *
 * @param {string} build below dist/
 * @param {(folder: string) => Promise<void>} fill
 */
async function makeBuild(build, fill) {
  const target = path.join(dist, build);
  if (existsSync(target)) return;
  const making = path.join(dist, '.builds', `making-${randomBytes(6).toString('hex')}`);
  await mkdir(making, { recursive: true });
  try {
    await fill(making);
    await rename(making, target).catch(error => {
      if (!existsSync(target)) throw error;
    });
  } finally {
    await rm(making, { recursive: true, force: true });
  }
}

/**
 * @param {string} link below dist/
 * @returns {Promise<string | undefined>}
 */
function linkTarget(link) {
  return readlink(path.join(dist, link)).catch(() => undefined);
}

/**
 * @param {string} link below dist/
 * @param {string} target relative to dist/
 */
async function pointTo(link, target) {
  if ((await linkTarget(link)) === target) return;
  const place = path.join(dist, link);
  const fresh = path.join(dist, '.builds', `link-${randomBytes(6).toString('hex')}`);
  await symlink(target, fresh);
  await rename(fresh, place).catch(async error => {
    if (error.code !== 'EISDIR') throw error;
    await rm(place, { recursive: true, force: true });
    await rename(fresh, place);
  });
}

/** Removes what no link leads to, once nobody can still be reading from it. */
async function removeOldBuilds() {
  const current = [await linkTarget('.current'), await linkTarget('web')];
  for (const name of await readdir(path.join(dist, '.builds'))) {
    const build = path.join('.builds', name);
    const made = await stat(path.join(dist, build)).catch(() => undefined);
    if (current.includes(build) || (made && Date.now() - made.mtimeMs < SIDE_BY_SIDE_MS)) continue;
    await rm(path.join(dist, build), { recursive: true, force: true });
  }
}

/** @type {Log} */
function toStandardError(line) {
  process.stderr.write(`${line}\n`);
}

if (process.argv[1] && import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href) {
  try {
    await buildServer();
    await buildWeb();
  } catch (error) {
    toStandardError(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
