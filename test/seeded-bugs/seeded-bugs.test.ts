import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../server/platform/project-root.js';

/* The list itself: `npm run -s seed-bugs` seeds what stands in it. Here it is kept from going stale. */

interface Bug {
  readonly name: string;
  readonly file: string;
  readonly source: string;
  readonly replacement: string;
  readonly tests: readonly string[];
}

const read = (file: string) => readFileSync(join(projectRoot(), file), 'utf8');
const bugs = JSON.parse(read('test/seeded-bugs/bugs.json')) as readonly (Bug & Readonly<Record<string, unknown>>)[];

test('each bug is named once, and stands in the code exactly once, waiting to be made', () => {
  expect(bugs.length).toBeGreaterThanOrEqual(30);
  expect(new Set(bugs.map(({ name }) => name)).size).toBe(bugs.length);
  const stale = bugs.filter(
    ({ file, source, replacement }) => source === replacement || read(file).split(source).length !== 2,
  );
  expect(stale.map(({ name }) => name)).toEqual([]);
});

test('every test that is to catch one is there', () => {
  expect(bugs.filter(({ tests }) => tests.length === 0 || !tests.every(existsIn))).toEqual([]);
});

test('no kind of bug is left out', () => {
  const kinds = [
    'ROUNDING',
    'DAY_COUNT',
    'LOCK_ORDER',
    'MISSING_WHERE',
    'WRONG_ORGANIZATION',
    'RETRY_WITHOUT_KEY',
    'REVERSED_SIGN',
    'OFF_BY_ONE_DAY',
  ];
  const seeded = new Set(bugs.map(({ kind }) => kind));
  expect(kinds.filter(kind => !seeded.has(kind))).toEqual([]);
});

function existsIn(file: string): boolean {
  return existsSync(join(projectRoot(), file));
}
