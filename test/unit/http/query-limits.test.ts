import { buildSchema, parse, validate } from 'graphql';
import { memberLimits, queryLimitsRule, strictestLimits } from '../../../server/http/query-limits.js';

const schema = buildSchema(`
  type Query { thing: Thing things(first: Int! = 50): ThingConnection! list: [Thing!]! name: String }
  type Thing { name: String child: Thing children(first: Int! = 50): ThingConnection! list: [Thing!]! }
  type ThingConnection { edges: [ThingEdge!]! }
  type ThingEdge { node: Thing! }
`);
const faults = (source: string, limits = memberLimits) =>
  validate(schema, parse(source), [queryLimitsRule(limits)]).map(error => error.message);
const nested = (depth: number) => (depth === 1 ? '{ name }' : `{ thing { ${chain(depth - 1)} } }`);
const chain = (depth: number): string => (depth === 1 ? 'name' : `child { ${chain(depth - 1)} }`);

test('an ordinary document passes', () => {
  expect(faults('{ things(first: 50) { edges { node { name child { name } } } } }')).toEqual([]);
});

test('depth is counted to the leaf', () => {
  expect(faults(nested(12))).toEqual([]);
  expect(faults(nested(13))).toEqual(['The document is 13 levels deep; at most 12.']);
});

test('pages multiply', () => {
  // 100 edges with a node each, in each 100 edges with a node: 1 + 100·(1 + 1 + 1 + 100·2) objects and more.
  const [fault] = faults(
    '{ things(first: 100) { edges { node { children(first: 100) { edges { node { children(first: 100) { edges { node { name } } } } } } } } } }',
  );
  expect(fault).toMatch(/^The answer could hold \d+ objects; at most 50000\.$/);
});

test('a page size in a variable counts as the largest', () => {
  expect(
    faults('query ($n: Int!) { things(first: $n) { edges { node { list { list { list { name } } } } } } }'),
  ).toHaveLength(1);
});

test('aliases, directives and root fields are counted, through fragments too', () => {
  const aliases = Array.from({ length: 31 }, (_, i) => `a${i}: name`).join(' ');
  expect(faults(`{ thing { ${aliases} } }`)).toEqual(['At most 30 aliases.']);
  expect(faults(`{ thing { ...F } } fragment F on Thing { ${aliases} }`)).toEqual(['At most 30 aliases.']);
  expect(faults(`{ ${'name @skip(if: false) '.repeat(9)} thing { ${'name @skip(if: false) '.repeat(12)} } }`)).toEqual([
    'At most 20 directives.',
  ]);
  expect(faults(`{ ${'name '.repeat(11)} }`)).toEqual(['At most 10 root fields.']);
});

test('a stranger has less', () => {
  expect(faults('{ name name name }', strictestLimits)).toEqual(['At most 2 root fields.']);
});

test('a fan-out of fragments is refused in linear time', () => {
  const fragments = Array.from(
    { length: 30 },
    (_, i) => `fragment F${i} on Thing { child { ...F${i + 1} } b: child { ...F${i + 1} } }`,
  ).join('\n');
  const started = process.cpuUsage();
  const found = faults(`{ thing { ...F0 } } ${fragments} fragment F30 on Thing { name }`);
  expect(found).toHaveLength(1);
  // Exponential work would be 2^30 visits, minutes of them.
  expect(process.cpuUsage(started).user).toBeLessThan(1_000_000);
});

test('circular and unknown fragments end', () => {
  expect(
    faults(
      '{ thing { ...A } } fragment A on Thing { child { ...B } } fragment B on Thing { child { ...A ...Unknown } }',
    ),
  ).toEqual([]);
});

test('a document with too many selections is cut', () => {
  expect(faults(`{ thing { ${'name '.repeat(10_001)} } }`)).toEqual(['The document has more than 10000 selections.']);
});
