// @ts-check
// Runs jest with the arguments given, all tests without any, and closes with one line that says how many tests passed,
// failed and were skipped. A test file that could not run at all counts as one failed test.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const folder = mkdtempSync(path.join(tmpdir(), 'tenor-tests-'));
const report = path.join(folder, 'report.json');
const jest = [path.join(root, 'node_modules/jest/bin/jest.js'), '--json', `--outputFile=${report}`];

const child = spawn(process.execPath, [...jest, ...process.argv.slice(2)], {
  cwd: root,
  stdio: ['inherit', 'ignore', 'inherit'],
});
// A Ctrl-C reaches jest as well, which ends its database: wait for it.
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => child.kill(/** @type {NodeJS.Signals} */ (signal)));
const code = await new Promise(ended => child.once('close', ended));

const counts = readCounts();
rmSync(folder, { recursive: true, force: true });
process.stdout.write(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`);
process.exitCode = code ?? 1;

function readCounts() {
  try {
    const result = JSON.parse(readFileSync(report, 'utf8'));
    return {
      passed: result.numPassedTests,
      failed: result.numFailedTests + result.numRuntimeErrorTestSuites,
      skipped: result.numPendingTests + result.numTodoTests,
    };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}
