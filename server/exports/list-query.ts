import {
  astFromValue,
  type DocumentNode,
  execute,
  type ExecutionResult,
  type GraphQLArgument,
  getNamedType,
  getNullableType,
  getVariableValues,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isInputObjectType,
  isListType,
  isInterfaceType,
  isObjectType,
  type OperationDefinitionNode,
  parse,
  print,
} from 'graphql';
import { pageSizeMax } from '../platform/connection.js';
import { numberCell, textCell } from '../platform/csv-writer.js';
import type { RequestContext } from '../platform/request-context.js';

/** A list of the API as a file: where it stands, and which of its fields are the columns. */
export interface ListDefinition {
  /** The field of `Query`, or of `of`. */
  readonly field: string;
  /** The type of node that the list belongs to; its id is given under `parameter`. */
  readonly of?: { readonly type: string; readonly parameter: string };
  /** A list within each row: each of its items is a record of its own, beside what stands above it. */
  readonly each?: string;
  /** Heading → path below a row, through fields that are single. Headings are promised: they do not change. */
  readonly columns: Readonly<Record<string, string>>;
}

/** Parameters of an address, as they came. */
export type Parameters = Readonly<Record<string, string | readonly string[] | undefined>>;

/** A page of records, as cells. */
export type Records = readonly (readonly string[])[];

/** A list that can be written as a file, a page at a time. */
export interface ListReader {
  readonly headings: readonly string[];
  /** Names of the parameters that narrow the list. */
  readonly parameters: readonly string[];
  /** The variables that parameters stand for, or one sentence for each that is wrong. */
  read(parameters: Parameters): { readonly variables: Variables } | { readonly faults: readonly string[] };
  /** The pages, of which the first was read already; null where what the list belongs to is not there for this viewer. */
  open(context: RequestContext, variables: Variables): Promise<AsyncGenerator<Records, void, undefined> | null>;
}

type Variables = Readonly<Record<string, unknown>>;
type Row = Readonly<Record<string, unknown>>;

/**
 * A list asked for through the API itself, as a query with this definition's columns: what a viewer may not read there, it
 * does not get here, field by field, whatever the list. Throws where the schema has no such list or column: a mistake of
 * ours, found when the server starts.
 */
export function listQuery(schema: GraphQLSchema, definition: ListDefinition): ListReader {
  const owner = ownerOf(schema, definition);
  const field = owner.getFields()[definition.field];
  if (!field) throw new Error(`${owner.name} has no list ${definition.field}.`);
  const shape = shapeOf(field.type);
  const columns = Object.entries(definition.columns).map(([heading, path]) => column(shape.row, heading, path));
  const given = field.args.filter(({ name }) => name !== 'first' && name !== 'after');
  const pages = field.args.some(({ name }) => name === 'first');
  const document = parse(documentText(definition, shape, given, pages));
  const places = placesByParameter(given);
  const parent = definition.of?.parameter;

  async function page(context: RequestContext, variables: Variables, after: string | null): Promise<ListPage | null> {
    const result = await execute({
      schema,
      document,
      contextValue: context,
      variableValues: { ...variables, after },
    });
    // What a page held is not kept: an export may have a thousand of them.
    context.forget();
    const list = listIn(definition, result);
    if (list === null) return null;
    const rows = shape.connection ? (list as Connection).edges.map(edge => edge.node) : (list as Row[]);
    const records = rows.flatMap(row => spread(row, definition.each)).map(row => columns.map(cell => cell(row)));
    const { hasNextPage = false, endCursor = null } = shape.connection ? (list as Connection).pageInfo : {};
    return { records, next: hasNextPage ? endCursor : null };
  }

  return {
    headings: Object.keys(definition.columns),
    parameters: [...(parent ? [parent] : []), ...places.keys()],
    read(parameters) {
      const variables: Record<string, unknown> = {};
      const faults: string[] = [];
      for (const [name, value] of Object.entries(parameters)) {
        const place = places.get(name);
        if (name === parent && typeof value === 'string') variables.parent = value;
        else if (!place) faults.push(`This list has no parameter ${name}.`);
        else if (value !== undefined) put(variables, place, value);
      }
      if (parent && variables.parent === undefined) faults.push(`Say of which by ${parent}=<id>.`);
      return faults.length > 0 ? { faults } : checked(schema, document, variables);
    },
    async open(context, variables) {
      const first = await page(context, variables, null);
      return first && pagesFrom(first, after => page(context, variables, after));
    },
  };
}

/** Records of one page, and where the next begins; null for none. */
interface ListPage {
  readonly records: Records;
  readonly next: string | null;
}

async function* pagesFrom(
  first: ListPage,
  pageAfter: (after: string) => Promise<ListPage | null>,
): AsyncGenerator<Records, void, undefined> {
  for (let page = first; ; ) {
    yield page.records;
    if (page.next === null) return;
    const following = await pageAfter(page.next);
    // What the list belonged to may be hidden meanwhile: a file that ends early must not pass for a whole one.
    if (following === null) throw new Error('The list went out of sight while it was written.');
    page = following;
  }
}

interface Connection {
  readonly edges: readonly { readonly node: Row }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

interface Shape {
  readonly connection: boolean;
  readonly row: GraphQLObjectType;
}

function ownerOf(schema: GraphQLSchema, { of }: ListDefinition): GraphQLObjectType {
  const owner = of ? schema.getType(of.type) : schema.getQueryType();
  if (!isObjectType(owner)) throw new Error(`The API has no type ${of?.type}.`);
  return owner;
}

/** A connection's rows are its nodes; those of a plain list its items. */
function shapeOf(type: GraphQLOutputType): Shape {
  const named = getNamedType(type);
  if (!isObjectType(named)) throw new Error(`${named.name} is no list of objects.`);
  if (isListType(getNullableType(type))) return { connection: false, row: named };
  const edge = getNamedType(named.getFields().edges?.type);
  const node = isObjectType(edge) ? getNamedType(edge.getFields().node?.type) : undefined;
  if (!isObjectType(node)) throw new Error(`${named.name} is no connection.`);
  return { connection: true, row: node };
}

function column(rowType: GraphQLObjectType, heading: string, path: string): (row: Row) => string {
  const steps = path.split('.');
  const leaf = steps.reduce<GraphQLOutputType>((type, step) => {
    const named = getNamedType(type);
    const field = isObjectType(named) || isInterfaceType(named) ? named.getFields()[step] : undefined;
    if (!field) throw new Error(`The column ${heading} leads nowhere: ${named.name} has no field ${step}.`);
    return field.type;
  }, rowType);
  const isNumber = ['Decimal', 'Int'].includes(getNamedType(leaf).name);
  return row => {
    const value = steps.reduce<unknown>((found, step) => (found as Row | null | undefined)?.[step], row);
    if (value === null || value === undefined) return '';
    return isNumber ? numberCell(String(value)) : textCell(Array.isArray(value) ? value.join(' ') : String(value));
  };
}

/** A row once for each item of the list within it. */
function spread(row: Row, each: string | undefined): readonly Row[] {
  if (each === undefined) return [row];
  return ((row[each] ?? []) as readonly unknown[]).map(item => ({ ...row, [each]: item }));
}

/** Where a parameter goes: an argument, or a field below one that is an input object. */
interface Place {
  readonly parameter: string;
  readonly path: readonly string[];
  readonly type: GraphQLInputType;
}

function placesByParameter(given: readonly GraphQLArgument[]): ReadonlyMap<string, Place> {
  const places = given.flatMap(({ name, type }) => placesBelow([name], type));
  const byParameter = new Map(places.map(place => [place.parameter, place]));
  if (byParameter.size < places.length) throw new Error('Two arguments of one list have a field of the same name.');
  return byParameter;
}

/** `filter: {state, amountFrom: {amount}}` is given as `state` and `amountFrom.amount`. */
function placesBelow(path: readonly string[], type: GraphQLInputType): Place[] {
  const named = getNullableType(type);
  if (isInputObjectType(named))
    return Object.values(named.getFields()).flatMap(field => placesBelow([...path, field.name], field.type));
  return [{ parameter: path.length > 1 ? path.slice(1).join('.') : path[0]!, path, type }];
}

function put(variables: Record<string, unknown>, { path, type }: Place, written: string | readonly string[]): void {
  const texts = typeof written === 'string' ? [written] : written;
  const values = texts.map(text => valueOf(type, text));
  const value = isListType(getNullableType(type)) || values.length !== 1 ? values : values[0];
  let holder = variables;
  for (const step of path.slice(0, -1)) holder = (holder[step] ??= {}) as Record<string, unknown>;
  holder[path.at(-1)!] = value;
}

/** Texts that are no value of the type stay texts, which the schema then refuses. */
function valueOf(type: GraphQLInputType, text: string): unknown {
  const { name } = getNamedType(type);
  if (name === 'Boolean') return text === 'true' ? true : text === 'false' ? false : text;
  return name === 'Int' && /^-?\d{1,9}$/.test(text) ? Number(text) : text;
}

function checked(schema: GraphQLSchema, document: DocumentNode, variables: Record<string, unknown>) {
  const [operation] = document.definitions as [OperationDefinitionNode];
  const read = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
  return read.errors ? { faults: read.errors.map(({ message }) => message) } : { variables };
}

function documentText(definition: ListDefinition, shape: Shape, given: readonly GraphQLArgument[], pages: boolean) {
  const { of, field, columns } = definition;
  const declared = given.map(declaration);
  const passed = given.map(({ name }) => `${name}: $${name}`);
  if (pages) {
    declared.push('$after: String');
    passed.push(`first: ${pageSizeMax}`, 'after: $after');
  }
  if (of) declared.push('$parent: ID!');
  const row = selection(Object.values(columns));
  const list = shape.connection ? `{ edges { node ${row} } pageInfo { hasNextPage endCursor } }` : row;
  const asked = `${field}${passed.length > 0 ? `(${passed.join(', ')})` : ''} ${list}`;
  const whole = of ? `node(id: $parent) { ... on ${of.type} { ${asked} } }` : asked;
  return `query Export${declared.length > 0 ? `(${declared.join(', ')})` : ''} { ${whole} }`;
}

/** As the schema declares it: what has a default there needs no value here. */
function declaration({ name, type, defaultValue }: GraphQLArgument): string {
  const fallback = defaultValue === undefined ? null : astFromValue(defaultValue, type);
  return `$${name}: ${type}${fallback ? ` = ${print(fallback)}` : ''}`;
}

/** Paths as a selection: `['id', 'payer.name', 'payer.id']` is `{ id payer { name id } }`. */
function selection(paths: readonly string[]): string {
  const below = new Map<string, string[]>();
  for (const path of paths) {
    const [head = '', ...rest] = path.split('.');
    const paths = below.get(head) ?? [];
    if (rest.length > 0) paths.push(rest.join('.'));
    below.set(head, paths);
  }
  const fields = [...below].map(([name, paths]) => (paths.length > 0 ? `${name} ${selection(paths)}` : name));
  return `{ ${fields.join(' ')} }`;
}

/** The list in an answer; null where what it belongs to is hidden, or the list itself. Throws for a fault. */
function listIn({ of, field }: ListDefinition, { data, errors }: ExecutionResult): unknown {
  if (errors?.[0]) throw errors[0].originalError ?? errors[0];
  const owner = (of ? data?.node : data) as Row | null | undefined;
  return owner?.[field] ?? null;
}
