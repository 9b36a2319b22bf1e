import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Exports } from '../../server/exports/index.js';
import { apiSchema } from '../../server/http/schema.js';
import { csvColumns } from '../../server/documents/index.js';
import { SETTINGS_TABLE } from '../../server/platform/config.js';

/**
 * Parts of the documentation that are rendered from code stand between `<!-- name … -->` and `<!-- /name -->`. Run with
 * UPDATE_DOCUMENTATION=1 to write them.
 */
function check(file: string, name: string, rendered: string): void {
  const path = join(__dirname, '../..', file);
  const text = readFileSync(path, 'utf8');
  const pattern = new RegExp(`(<!-- ${name}[^>]*-->\n)([\\s\\S]*?)(<!-- /${name} -->)`);
  expect(text).toMatch(pattern);
  if (process.env.UPDATE_DOCUMENTATION)
    writeFileSync(
      path,
      text.replace(pattern, (_, open, _old, close) => `${open}\n${rendered}\n\n${close}`),
    );
  else expect(text.match(pattern)![2]!.trim()).toBe(rendered);
}

const table = (head: string[], rows: string[][]) =>
  [head, head.map(() => '---'), ...rows].map(row => `| ${row.join(' | ')} |`).join('\n');

test('every setting is in the README', () => {
  check(
    'README.md',
    'settings',
    table(
      ['setting', 'meaning', 'default', 'range'],
      SETTINGS_TABLE.map(setting => [`\`${setting.name}\``, setting.meaning, setting.default, setting.range]),
    ),
  );
});

test('every column of a CSV file is in the README', () => {
  check(
    'README.md',
    'csv-columns',
    table(
      ['column', 'required', 'meaning', 'example'],
      csvColumns.map(column => [
        `\`${column.name}\``,
        column.required ? 'yes' : 'no',
        column.meaning,
        column.example && `\`${column.example}\``,
      ]),
    ),
  );
});

test('every list that can be taken away is in the README of the API', async () => {
  const code = (words: readonly string[]) => words.map(word => `\`${word}\``).join(' ');
  check(
    'schema/README.md',
    'exports',
    table(
      ['list', 'parameters', 'columns'],
      [...new Exports(await apiSchema()).lists].map(([name, { parameters, headings }]) => [
        `\`${name}\``,
        code(parameters),
        code(headings),
      ]),
    ),
  );
});
