import { join } from 'node:path';
import { buildSchema } from 'graphql';
import { idleFragments, wholeOperations } from '../../schema/fragments.js';
import { houseRuleFaults, operationFaults, schemaFaults } from '../../schema/check.js';
import { apiSchema } from '../../server/http/schema.js';

test('the written contract is fresh, keeps its house rules, and is wholly used', async () => {
  expect(await schemaFaults(await apiSchema(), join(__dirname, '../../schema'))).toEqual([]);
});

describe('each rule can fail', () => {
  const rules = (sdl: string) => houseRuleFaults(buildSchema(`scalar UUID ${sdl}`));

  test('a mutation begins with a business verb, gives its own result and takes a key', () => {
    expect(
      rules(
        `type Query { a: Int } type A { a: Int } union AnyResult = A input I { a: Int } type Mutation { updateInvoice(input: I!): AnyResult! }`,
      ),
    ).toEqual([
      'Mutation.updateInvoice does not begin with a business verb.',
      'Mutation.updateInvoice gives AnyResult.',
      'Mutation.updateInvoice takes no `idempotencyKey: UUID!`.',
    ]);
  });

  test('an optional key is none', () => {
    expect(
      rules(
        `type Query { a: Int } type A { a: Int } union PlaceBidResult = A input I { idempotencyKey: UUID } type Mutation { placeBid(input: I!): PlaceBidResult! }`,
      ),
    ).toEqual(['Mutation.placeBid takes no `idempotencyKey: UUID!`.']);
  });

  test('a connection is one, nothing is a float, a state has its actions', () => {
    expect(
      rules(
        'enum S { A } enum ThingState { A } type Query { a: Float } type ThingConnection { nodes: Int } type Thing { state: ThingState }',
      ),
    ).toEqual([
      'Query.a is a Float: amounts and rates are decimal strings.',
      'ThingConnection is no connection: it has no edges or no pageInfo.',
      'Thing has a state, but no availableActions.',
    ]);
  });

  test('an operation carries the fragments it needs, and no others', () => {
    const files = [
      { file: 'do.graphql', source: 'mutation Do { do { ...Refusal } }' },
      { file: 'idle.graphql', source: 'fragment Idle on Ok { a }' },
      { file: 'place.graphql', source: 'fragment Place on Field { path }' },
      { file: 'refusal.graphql', source: 'fragment Refusal on Problem { fields { ...Place } }' },
    ];
    expect(wholeOperations(files).map(({ name, source }) => [name, source.replace(/\s+/g, ' ')])).toEqual([
      [
        'Do',
        'mutation Do { do { ...Refusal } } fragment Place on Field { path } fragment Refusal on Problem { fields { ...Place } }',
      ],
    ]);
    expect(idleFragments(files)).toEqual(['idle.graphql']);
    const twice = { file: 'twice.graphql', source: 'query A { a } query B { a }' };
    expect(() => wholeOperations([twice])).toThrow('twice.graphql: one named document a file, please.');
  });

  test('an operation is valid and ready for problems it does not know', () => {
    const schema = buildSchema(
      'interface Problem { code: String } type Query { a: Int } type Ok { a: Int } type No implements Problem { code: String } union DoResult = Ok | No type Mutation { do: DoResult }',
    );
    expect(operationFaults(schema, { file: 'x.graphql', source: 'mutation X { do { ... on Ok { a b } } }' })).toEqual([
      'schema/operations/x.graphql: Cannot query field "b" on type "Ok". Did you mean "a"?',
      'schema/operations/x.graphql: DoResult is read without `... on Problem`.',
    ]);
    expect(
      operationFaults(schema, { file: 'x.graphql', source: 'mutation X { do { ... on Problem { code } } }' }),
    ).toEqual([]);
  });
});
