// @ts-check
// Prints, as JSON, where the Chromium that npm brings was unpacked and the environment it needs. A program of its own,
// for unpacking changes the environment of the process that does it.
import { createRequire } from 'node:module';
import { mkdirSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import process from 'node:process';

const require = createRequire(import.meta.url);
const manifest = path.join(path.dirname(require.resolve('@sparticuz/chromium')), '../../package.json');
const { version } = require(manifest);

// It takes whatever an earlier run, of any version, left in the temporary folder: one folder a version and user.
const folder = path.join(tmpdir(), `tenor-chromium-${version}-${userInfo().username}`);
mkdirSync(folder, { recursive: true });
process.env.TMPDIR = folder;
// Makes it unpack the libraries that a bare system lacks.
process.env.AWS_EXECUTION_ENV = 'AWS_Lambda_nodejs22.x';

const { default: chromium } = await import('@sparticuz/chromium');
const executablePath = await chromium.executablePath();
const { TMPDIR, LD_LIBRARY_PATH, FONTCONFIG_PATH } = process.env;
process.stdout.write(JSON.stringify({ executablePath, env: { TMPDIR, LD_LIBRARY_PATH, FONTCONFIG_PATH } }));
