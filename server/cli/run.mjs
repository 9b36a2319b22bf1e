// @ts-check
// Builds the server if it is stale and runs one of its commands: node server/cli/run.mjs COMMAND [ARGUMENTS].
import { existsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

// A terminal or a reader that went away is no reason to end before everything is stopped.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

process.exitCode = await run().catch(error => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : error}\n`);
  return 1;
});
await Promise.all([process.stdout, process.stderr].map(stream => new Promise(written => stream.write('', written))));
process.exit();

async function run() {
  const missing = missingFromMachine();
  if (missing) {
    process.stderr.write(`${missing}\n`);
    return 1;
  }
  workWhereTheCallerStands();
  process.setSourceMapsEnabled(true);
  const { buildServer, buildWeb } = await import('./build.mjs');
  try {
    await buildServer();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    return 1;
  }
  const { main } = await import(pathToFileURL(path.join(root, 'dist/server/cli/tenor.js')).href);
  const { stdin, stdout, stderr, env } = process;
  return main(process.argv.slice(2), { stdin, stdout, stderr, env, buildWeb });
}

function missingFromMachine() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) return `Tenor needs Node 20.19 or newer; this is ${process.version}.`;
  if (!existsSync(path.join(root, 'node_modules'))) return 'The packages are not installed: run npm ci first.';
  return undefined;
}

/** npm runs scripts in the project's folder, but a path that somebody types is meant from where they stand. */
function workWhereTheCallerStands() {
  const caller = process.env.INIT_CWD;
  const fromNpm = process.env.npm_package_name === 'tenor' && process.cwd() === root;
  if (fromNpm && caller && existsSync(caller)) process.chdir(caller);
}
