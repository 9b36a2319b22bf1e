import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Exports } from '../../server/exports/index.js';
import { apiSchema } from '../../server/http/schema.js';

const screens = join(__dirname, '../../web/src/screens');

/** `list: '<name>'` wherever a screen says which file a table is. */
function listsOfScreens(): string[] {
  const files = readdirSync(screens, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.tsx'));
  const texts = files.map(name => readFileSync(join(screens, name), 'utf8'));
  return texts.flatMap(text => [...text.matchAll(/\blist(?:: |=)['"]([a-z-]+)['"]/g)].map(([, list]) => list!));
}

test('every table that screens offer as a file is one', async () => {
  const { lists } = new Exports(await apiSchema());
  const offered = listsOfScreens();
  expect(offered.length).toBeGreaterThan(20);
  expect(offered.filter(list => !lists.has(list))).toEqual([]);
});
