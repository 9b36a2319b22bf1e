import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { projectRoot } from '../../server/platform/project-root.js';

const ARGS = ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--disable-quic', '--no-first-run'];
const SILENT_ARGS = ['--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** Starts a browser without a window: the one CHROME_PATH names, the system's Chromium, or the one that npm brings. */
export async function launchBrowser(): Promise<Browser> {
  const { executablePath, env } = findChromium();
  return chromium.launch({ executablePath, env: { ...process.env, ...env }, args: [...ARGS, ...SILENT_ARGS] });
}

function findChromium(): { executablePath: string; env: Record<string, string> } {
  const installed = process.env.CHROME_PATH || '/usr/bin/chromium';
  if (process.env.CHROME_PATH || existsSync(installed)) return { executablePath: installed, env: {} };
  return JSON.parse(
    execFileSync(process.execPath, [join(projectRoot(), 'test/support/unpack-chromium.mjs')]).toString(),
  );
}
