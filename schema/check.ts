import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
  isNonNullType,
  isObjectType,
  isUnionType,
  Kind,
  parse,
  specifiedRules,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { printedOperations, printedSchema, readOperationFiles } from './emit.js';
import { idleFragments, type OperationFile, wholeOperations } from './fragments.js';

/** Root fields that no screen of ours sends: they are for programs. */
export const integratorsOnly = new Set(['Query.entryResolutions', 'Query.nodes', 'Query.remittances']);

/** The verbs a mutation may begin with: acts of the business, never "update". */
const verbs =
  /^(accept|activate|add|admit|change|close|confirm|correct|create|deactivate|delete|dispute|end|export|invite|mark|move|number|open|pause|place|plan|prepare|propose|publish|refuse|reject|release|reopen|replay|request|resend|resume|revoke|rotate|send|set|settle|sign|supply|suspend|undo|verify|withdraw)[A-Z]/;
/** Mutations that commit nobody and move nothing: they need no idempotency key. */
const withoutKey = new Set([
  'acceptInvitation',
  'addFunder',
  'admitOrganization',
  'changeOrganization',
  'closeBankAccount',
  'closeBankDay',
  'createApiKey',
  'createProgramme',
  'deactivateMember',
  'endSession',
  'inviteMember',
  'inviteNamedSupplier',
  'inviteOrganization',
  'inviteSupplier',
  'markAlertsRead',
  'numberJournal',
  'publishTerms',
  'refuseBankAccount',
  'refuseOrganization',
  'resumeOrganization',
  'revokeApiKey',
  'rotateApiKey',
  'setAlertPreference',
  'setAlertThreshold',
  'setBankNoise',
  'setBooks',
  'setCeilings',
  'setLanguage',
  'setPermissions',
  'setSubstitute',
  'signIn',
  'signInWithLink',
  'signOut',
  'suspendOrganization',
]);

/** Every way in which the written contract and the code differ, or a house rule is broken; empty is clean. */
export async function schemaFaults(schema: GraphQLSchema, folder: string): Promise<string[]> {
  const files = await readOperationFiles(folder);
  const operations = wholeOperations(files);
  return [
    ...(await freshnessFaults(schema, operations, folder)),
    ...houseRuleFaults(schema),
    ...operations.flatMap(operation => operationFaults(schema, operation)),
    ...coverageFaults(schema, operations),
    ...idleFragments(files).map(file => `schema/operations/${file} is spread by no operation.`),
  ];
}

async function freshnessFaults(
  schema: GraphQLSchema,
  operations: readonly OperationFile[],
  folder: string,
): Promise<string[]> {
  const expected = { 'schema.graphql': printedSchema(schema), 'operations.json': printedOperations(operations) };
  const faults: string[] = [];
  for (const [file, text] of Object.entries(expected)) {
    const written = await readFile(join(folder, file), 'utf8').catch(() => '');
    if (written !== text) faults.push(`schema/${file} is stale: run \`npm run schema:emit\` and commit it.`);
  }
  return faults;
}

/** What schema/README.md promises of every type. */
export function houseRuleFaults(schema: GraphQLSchema): string[] {
  const faults: string[] = [];
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    if (!verbs.test(field.name)) faults.push(`Mutation.${field.name} does not begin with a business verb.`);
    const result = getNamedType(field.type);
    if (
      isUnionType(result) &&
      result.name !== `${field.name[0]!.toUpperCase()}${field.name.slice(1)}Result` &&
      !field.name.startsWith('signIn')
    ) {
      faults.push(`Mutation.${field.name} gives ${result.name}.`);
    }
    const input = field.args[0] && getNamedType(field.args[0].type);
    const key = isInputObjectType(input) ? input.getFields().idempotencyKey : undefined;
    if (!withoutKey.has(field.name) && (!key || !isNonNullType(key.type) || getNamedType(key.type).name !== 'UUID')) {
      faults.push(`Mutation.${field.name} takes no \`idempotencyKey: UUID!\`.`);
    }
  }
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    if (type.name.endsWith('Connection') && !(type.getFields().edges && type.getFields().pageInfo)) {
      faults.push(`${type.name} is no connection: it has no edges or no pageInfo.`);
    }
    for (const field of Object.values(type.getFields())) {
      const name = getNamedType(field.type).name;
      if (name === 'Float')
        faults.push(`${type.name}.${field.name} is a Float: amounts and rates are decimal strings.`);
      const stateful = field.name === 'state' && name.endsWith('State');
      if (stateful && !type.getFields().availableActions && !statesWithoutActions.has(type.name)) {
        faults.push(`${type.name} has a state, but no availableActions.`);
      }
    }
  }
  return faults;
}

/** Their acts hang on another thing: a bid's on its auction, a financing's on its payments; an alert is only read. */
const statesWithoutActions = new Set(['Alert', 'Bid', 'CompleteExport', 'FeeBill', 'Financing', 'Refund']);

/** An operation must be valid, named after its file, and prepared for problems it does not know. */
export function operationFaults(schema: GraphQLSchema, operation: OperationFile): string[] {
  const where = `schema/operations/${operation.file}`;
  const document = parse(operation.source);
  const faults = validate(schema, document, specifiedRules).map(error => `${where}: ${error.message}`);
  const types = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(types, {
      SelectionSet(set) {
        const parent = types.getParentType();
        if (!isUnionType(parent) || !parent.name.endsWith('Result')) return;
        const spreadsProblem = set.selections.some(
          selection => selection.kind === Kind.INLINE_FRAGMENT && selection.typeCondition?.name.value === 'Problem',
        );
        const spreadsFragment = set.selections.some(selection => selection.kind === Kind.FRAGMENT_SPREAD);
        if (!spreadsProblem && !spreadsFragment)
          faults.push(`${where}: ${parent.name} is read without \`... on Problem\`.`);
      },
    }),
  );
  return faults;
}

/** An API field that nobody uses is cheapest to remove now. */
function coverageFaults(schema: GraphQLSchema, operations: readonly OperationFile[]): string[] {
  const used = new Set<string>();
  const types = new TypeInfo(schema);
  for (const { source } of operations) {
    visit(
      parse(source),
      visitWithTypeInfo(types, {
        Field() {
          const parent = types.getParentType();
          const field = types.getFieldDef();
          if (parent && field) used.add(`${parent.name}.${field.name}`);
        },
      }),
    );
  }
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  return roots.flatMap(root =>
    Object.keys(root?.getFields() ?? {})
      .map(field => `${root!.name}.${field}`)
      .filter(field => !used.has(field) && !integratorsOnly.has(field))
      .map(field => `${field} is in no operation: use it, remove it, or list it in integratorsOnly.`),
  );
}
