// @ts-check
// Seeds the bugs of bugs.json, one at a time, into a copy of the tree, and runs the tests that must see each: CAUGHT where one fails,
// ESCAPED where none does. `npm run -s seed-bugs`, or with words of the names: `npm run -s seed-bugs -- "cut off" Easter`.
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@swc/core';

/** @typedef {{ name: string, kind: string, file: string, source: string, replacement: string, tests: string[] }} Bug */

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
/** @type {Bug[]} */
const all = JSON.parse(readFileSync(path.join(root, 'test/seeded-bugs/bugs.json'), 'utf8'));
const words = process.argv.slice(2);
const bugs = all.filter(({ name }) => words.length === 0 || words.some(word => name.includes(word)));
if (bugs.length === 0) throw new Error('No bug of the list has such a name.');

const copy = mkdtempSync(path.join(tmpdir(), 'tenor-seeded-'));
process.once('exit', () => rmSync(copy, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));
copyTree();

const tests = [...new Set(bugs.flatMap(bug => bug.tests))];
const whole = run(tests);
if (whole.failed > 0 || whole.broken > 0 || whole.passed === 0) {
  process.stdout.write(`Without any bug ${whole.failed + whole.broken} fail: mend them first.\n${whole.said}\n`);
  process.exit(2);
}

/** @type {string[][]} */
const rows = [];
for (const bug of bugs) {
  const verdict = judge(bug);
  rows.push([verdict, bug.kind, bug.name, bug.file]);
  process.stdout.write(`${verdict.padEnd(7)}  ${bug.kind.padEnd(18)} ${bug.name} (${bug.file})\n`);
}
const caught = rows.filter(([verdict]) => verdict === 'CAUGHT').length;
process.stdout.write(`${caught} of ${rows.length} seeded bugs were caught\n`);
process.exitCode = caught === rows.length ? 0 : 1;

/**
 * CAUGHT: a test fails. ESCAPED: none does. BROKEN: the file with the bug is no program, or a test file cannot be run at all: that
 * proves nothing.
 *
 * @param {Bug} bug
 */
function judge(bug) {
  const place = path.join(copy, bug.file);
  const text = readFileSync(path.join(root, bug.file), 'utf8');
  const parts = text.split(bug.source);
  if (parts.length !== 2) return 'STALE';
  const seeded = parts.join(bug.replacement);
  try {
    transformSync(seeded, { jsc: { parser: { syntax: 'typescript', decorators: true } } });
  } catch {
    return 'BROKEN';
  }
  // The copy is linked to the original: the original must not change with it.
  rmSync(place);
  writeFileSync(place, seeded);
  const { failed, broken } = run(bug.tests);
  rmSync(place);
  copyFileSync(path.join(root, bug.file), place);
  if (broken > 0) return 'BROKEN';
  return failed > 0 ? 'CAUGHT' : 'ESCAPED';
}

/** Every file of the tree that is not ignored, linked; the packages as one link. */
function copyTree() {
  const listed = spawnSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8' });
  for (const file of listed.stdout.split('\n').filter(line => line !== '')) {
    const to = path.join(copy, file);
    mkdirSync(path.dirname(to), { recursive: true });
    try {
      linkSync(path.join(root, file), to);
    } catch (error) {
      const { code } = /** @type {NodeJS.ErrnoException} */ (error);
      if (code === 'EXDEV' || code === 'EPERM') copyFileSync(path.join(root, file), to);
      else if (code !== 'ENOENT') throw error;
    }
  }
  symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'));
}

/**
 * Runs test files in the copy.
 *
 * @param {string[]} files
 */
function run(files) {
  const report = path.join(copy, 'report.json');
  const jest = path.join(copy, 'node_modules/jest/bin/jest.js');
  const { stderr } = spawnSync(
    process.execPath,
    [jest, '--json', `--outputFile=${report}`, '--runTestsByPath', ...files],
    {
      cwd: copy,
      encoding: 'utf8',
      stdio: ['ignore', 'ignore', 'pipe'],
      maxBuffer: 1 << 28,
    },
  );
  try {
    const result = JSON.parse(readFileSync(report, 'utf8'));
    rmSync(report);
    return {
      passed: result.numPassedTests,
      failed: result.numFailedTests,
      broken: result.numRuntimeErrorTestSuites,
      said: stderr.slice(-4_000),
    };
  } catch {
    return { passed: 0, failed: 0, broken: 1, said: stderr.slice(-4_000) };
  }
}
