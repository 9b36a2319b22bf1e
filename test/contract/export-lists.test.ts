import { getNamedType, isObjectType } from 'graphql';
import { exportLists } from '../../server/exports/export-lists.js';
import { Exports } from '../../server/exports/index.js';
import type { ListDefinition } from '../../server/exports/list-query.js';
import { apiSchema } from '../../server/http/schema.js';

/** Lists of `Query` that are no list of their own. */
const notLists: Readonly<Record<string, string>> = {
  nodes: 'asks for things by their ids',
  eventLog: 'written as events.csv',
  webhookEventTypes: 'names, the same for everybody',
};

test('every list of the API can be taken away as a file', async () => {
  const schema = await apiSchema();
  const exported = new Set(Object.values<ListDefinition>(exportLists).flatMap(({ of, field }) => (of ? [] : [field])));
  const missing = Object.values(schema.getQueryType()!.getFields())
    .filter(({ name, type }) => {
      const named = getNamedType(type);
      const isList = String(type).startsWith('[') || (isObjectType(named) && named.name.endsWith('Connection'));
      return isList && !exported.has(name) && !(name in notLists);
    })
    .map(({ name }) => name);
  expect(missing).toEqual([]);
});

test('every column leads to a field of the API, and no heading stands twice', async () => {
  const { lists } = new Exports(await apiSchema());
  for (const [name, { headings }] of lists) {
    expect([name, new Set(headings).size]).toEqual([name, headings.length]);
    for (const heading of headings) expect(heading).toMatch(/^[a-z][a-z0-9_]*$/);
  }
});
