import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildSchema,
  getNamedType,
  type GraphQLField,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isEnumType,
  isObjectType,
  isRequiredArgument,
  isScalarType,
} from 'graphql';
import type { ApiClient } from './api-client.js';

/* All that a caller can read, by every query of the SDL, in one text in which two worlds can be compared. */

/** How deep objects are followed below a root field. */
const DEPTH = 2;
const PAGE = 50;

/** The published schema: a reader who knows nothing else. */
export function publishedSchema(): GraphQLSchema {
  return buildSchema(readFileSync(join(__dirname, '../../schema/schema.graphql'), 'utf8'));
}

/** Asks every query that needs no argument, and what each of the ids stands for; one line an answer. */
export async function readEverything(
  schema: GraphQLSchema,
  client: ApiClient,
  ids: readonly string[],
): Promise<string[]> {
  const lines: string[] = [];
  for (const field of Object.values(schema.getQueryType()!.getFields())) {
    if (field.args.some(isRequiredArgument)) continue;
    const first = field.args.some(({ name }) => name === 'first') ? `(first: ${PAGE})` : '';
    lines.push(`${field.name} ${await answer(client, `{ ${field.name}${first}${selectionOf(field, DEPTH)} }`)}`);
  }
  const nodeTypes = schema.getPossibleTypes(schema.getType('Node') as GraphQLInterfaceType);
  for (const id of ids) {
    const found = await client.send('query ($id: ID!) { node(id: $id) { __typename } }', { id });
    lines.push(`node ${id} ${JSON.stringify(found)}`);
    const type = nodeTypes.find(({ name }) => name === (found.data?.node as { __typename: string } | null)?.__typename);
    if (!type) continue;
    const document = `query ($id: ID!) { node(id: $id) { ... on ${type.name} ${fieldsOf(type, DEPTH - 1)} } }`;
    lines.push(`node ${type.name} ${id} ${await answer(client, document, { id })}`);
  }
  return lines;
}

async function answer(client: ApiClient, document: string, variables: object = {}): Promise<string> {
  return JSON.stringify(await client.send(document, variables));
}

function selectionOf(field: GraphQLField<unknown, unknown>, depth: number): string {
  const type = getNamedType(field.type);
  if (isLeaf(type)) return '';
  if (!isObjectType(type)) return ' { __typename }';
  if (type.name.endsWith('Connection')) {
    return ` { edges { cursor node ${fieldsOf(nodeOf(type), depth)} } pageInfo { hasNextPage endCursor } }`;
  }
  return ` ${fieldsOf(type, depth)}`;
}

function nodeOf(connection: GraphQLObjectType): GraphQLObjectType {
  const edge = getNamedType(connection.getFields().edges!.type) as GraphQLObjectType;
  return getNamedType(edge.getFields().node!.type) as GraphQLObjectType;
}

function fieldsOf(type: GraphQLObjectType, depth: number): string {
  const parts = Object.values(type.getFields()).flatMap(field => {
    const named = getNamedType(field.type);
    if (field.args.some(isRequiredArgument)) return [];
    if (isLeaf(named)) return [field.name];
    if (depth === 0 || named.name.endsWith('Connection')) return [];
    return [`${field.name}${selectionOf(field, depth - 1)}`];
  });
  return `{ __typename ${parts.join(' ')} }`;
}

function isLeaf(type: GraphQLNamedType): boolean {
  return isScalarType(type) || isEnumType(type);
}

/**
 * Replaces what differs between any two worlds: ids, labels, end-to-end ids, files, their hashes and the references of banks
 * by the order in which they first stand in the text, cursors and the instants of sessions wholly, those of the business clock
 * up to their hour.
 */
export function canonical(text: string): string {
  const names = new Map<string, string>();
  const named = (kind: string) => (found: string) => {
    if (!names.has(found)) names.set(found, `<${kind} ${names.size}>`);
    return names.get(found)!;
  };
  return text
    .replace(/("(?:cursor|endCursor)":)"[^"]*"/g, '$1"<cursor>"')
    .replace(/("(?:createdAt|lastUsedAt)":)"[^"]*"/g, '$1"<instant of the real clock>"')
    .replace(/\b[a-z]{3}_[a-z2-7]{26}\b/g, named('id'))
    .replace(/\bS-[A-Z2-7]{6}\b/g, named('alias'))
    .replace(/\b[A-Z2-7]{26}[ADFPR]\d{2}\b/g, named('end-to-end'))
    .replace(/\bM[0-9A-F]{32}\b/g, named('file'))
    .replace(/\b(?:SIM|E)[0-9A-F]{16}\b/g, named('reference'))
    .replace(/\b[0-9a-f]{64}\b/g, named('hash'))
    .replace(/(\d{4}-\d{2}-\d{2}T\d{2}):[\d:.]+Z/g, '$1h');
}
