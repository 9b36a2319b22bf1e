import { getOperationAST, parse } from 'graphql';
import { idsIn } from '../../../server/http/asked-for.js';
import { lookAt } from '../../../server/http/graphql.js';
import { type IdKind, toWireId } from '../../../server/platform/ids.js';

let count = 0;
function id(kind: IdKind): string {
  count += 1;
  return toWireId(kind, `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`);
}

function asked(source: string, variables?: object) {
  const document = parse(source);
  return lookAt(document, getOperationAST(document)!, variables);
}

test('an operation is told by its name, its root fields and the ids in its variables', () => {
  const [invoice, auction] = [id('invoice'), id('auction')];
  expect(
    asked('query Page($ids: [ID!]!) { nodes(ids: $ids) { id } viewer { id } }', { ids: [invoice, auction] }),
  ).toEqual({
    kind: 'QUERY',
    operation: 'Page',
    fields: ['nodes', 'viewer'],
    subjects: [invoice, auction],
  });
});

test('ids count wherever they stand: in the text, under an alias, in a fragment, deep in an input', () => {
  const [a, b, c, d] = [id('invoice'), id('payment'), id('bid'), id('organization')];
  const source = `mutation M($input: I!) { x: quote(a: "${a}") { y(first: 1, of: ["${b}"]) } ...F }
    fragment F on Mutation { suspend(input: $input, note: """${c}""") { id } }`;
  expect(asked(source, { input: { deep: [{ in: { it: d } }], not: 'inv_nonsense', count: 7, none: null } })).toEqual({
    kind: 'MUTATION',
    operation: 'M',
    fields: ['quote', 'suspend'],
    subjects: [d, a, b, c],
  });
});

test('a subscription without a name has its field', () => {
  expect(asked('subscription { events { cursor } }')).toEqual({
    kind: 'SUBSCRIPTION',
    operation: '',
    fields: ['events'],
    subjects: [],
  });
});

test('each id is named once, and nothing else is one', () => {
  const one = id('limit');
  expect(idsIn([one, { a: one }, `${one}x`, one.toUpperCase(), null, 1])).toEqual([one]);
});
