import {
  type ASTVisitor,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';
import type { GraphQLCompositeType, GraphQLOutputType } from 'graphql';

/** What a document may ask for. `nodes` bounds the objects an answer can hold, counted before anything is executed. */
export interface QueryLimits {
  readonly depth: number;
  readonly aliases: number;
  readonly directives: number;
  readonly rootFields: number;
  readonly nodes: number;
}

export const strictestLimits: QueryLimits = { depth: 8, aliases: 5, directives: 5, rootFields: 2, nodes: 300 };
export const memberLimits: QueryLimits = { depth: 12, aliases: 30, directives: 20, rootFields: 10, nodes: 50_000 };

/** The tokens a document may have at all: more are refused before it is validated. */
export const maxTokens = 2_000;
/** How many selections the check itself looks at: the limiter must not become the attack. */
const maxVisits = 10_000;
/** A list without a `first` is counted as so many. */
const plainListSize = 10;

interface Cost {
  readonly depth: number;
  readonly nodes: number;
  readonly aliases: number;
  readonly directives: number;
}

/**
 * A validation rule that refuses documents beyond the limits. Linear: each fragment is measured once and remembered.
 * Introspection fields are free of node cost, but not of depth.
 */
export function queryLimitsRule(limits: QueryLimits): ValidationRule {
  return (context: ValidationContext): ASTVisitor => ({
    OperationDefinition(operation) {
      const problem = problemOf(context, operation, limits);
      if (problem)
        context.reportError(new GraphQLError(problem, { nodes: operation, extensions: { code: 'QUERY_TOO_LARGE' } }));
    },
  });
}

function problemOf(
  context: ValidationContext,
  operation: OperationDefinitionNode,
  limits: QueryLimits,
): string | undefined {
  const root = context.getSchema().getRootType(operation.operation);
  if (!root) return undefined;
  const measure = measurer(context.getSchema(), name => context.getFragment(name) ?? undefined);
  const cost = measure(operation.selectionSet, root);
  if (cost === 'CUT') return `The document has more than ${maxVisits} selections.`;
  const directives = cost.directives + (operation.directives?.length ?? 0);
  if (operation.selectionSet.selections.length > limits.rootFields) return `At most ${limits.rootFields} root fields.`;
  if (cost.depth > limits.depth) return `The document is ${cost.depth} levels deep; at most ${limits.depth}.`;
  if (cost.aliases > limits.aliases) return `At most ${limits.aliases} aliases.`;
  if (directives > limits.directives) return `At most ${limits.directives} directives.`;
  if (cost.nodes > limits.nodes) return `The answer could hold ${cost.nodes} objects; at most ${limits.nodes}.`;
  return undefined;
}

function measurer(schema: GraphQLSchema, fragmentOf: (name: string) => FragmentDefinitionNode | undefined) {
  const fragments = new Map<string, Cost>();
  const open = new Set<string>();
  let visits = 0;

  function measure(set: SelectionSetNode, parent: GraphQLCompositeType): Cost | 'CUT' {
    const costs: Cost[] = [];
    for (const selection of set.selections) {
      if (++visits > maxVisits) return 'CUT';
      const cost =
        selection.kind === Kind.FIELD
          ? field(selection, parent)
          : selection.kind === Kind.FRAGMENT_SPREAD
            ? fragment(selection.name.value)
            : measure(selection.selectionSet, typeNamed(selection.typeCondition?.name.value) ?? parent);
      if (cost === 'CUT') return 'CUT';
      costs.push({ ...cost, directives: cost.directives + (selection.directives?.length ?? 0) });
    }
    return total(costs);
  }

  function field(
    selection: Extract<SelectionSetNode['selections'][number], { kind: Kind.FIELD }>,
    parent: GraphQLCompositeType,
  ): Cost | 'CUT' {
    const alias = selection.alias ? 1 : 0;
    const definition = 'getFields' in parent ? parent.getFields()[selection.name.value] : undefined;
    if (!selection.selectionSet) return { depth: 1, nodes: 0, aliases: alias, directives: 0 };
    const type = definition && getNamedType(definition.type);
    // Introspection and unknown fields: counted by depth alone; unknown ones are refused by another rule.
    const inner = measure(selection.selectionSet, type && isCompositeType(type) ? type : parent);
    if (inner === 'CUT') return 'CUT';
    const times = definition ? multiplier(selection, definition.type) : 0;
    return {
      depth: inner.depth + 1,
      nodes: Math.min(times * (1 + inner.nodes), 1e9),
      aliases: inner.aliases + alias,
      directives: inner.directives,
    };
  }

  function fragment(name: string): Cost | 'CUT' {
    const known = fragments.get(name);
    if (known) return known;
    const definition = fragmentOf(name);
    const nothing = { depth: 0, nodes: 0, aliases: 0, directives: 0 };
    // An unknown or circular fragment is refused by another rule.
    if (!definition || open.has(name)) return nothing;
    open.add(name);
    const type = typeNamed(definition.typeCondition.name.value);
    const cost = type ? measure(definition.selectionSet, type) : nothing;
    open.delete(name);
    if (cost !== 'CUT') fragments.set(name, cost);
    return cost;
  }

  function typeNamed(name: string | undefined): GraphQLCompositeType | undefined {
    const type = name === undefined ? undefined : schema.getType(name);
    return isCompositeType(type) ? type : undefined;
  }
  return measure;
}

/** How many objects a field can give: the page asked for, a fixed guess for a plain list, else one. */
function multiplier(
  selection: Extract<SelectionSetNode['selections'][number], { kind: Kind.FIELD }>,
  type: GraphQLOutputType,
): number {
  const first = selection.arguments?.find(argument => argument.name.value === 'first')?.value;
  if (first) return first.kind === Kind.INT ? Math.max(Number(first.value), 1) : 100;
  if (isConnection(type)) return 50;
  return hasList(type) && !isEdges(selection.name.value) ? plainListSize : 1;
}

function isConnection(type: GraphQLOutputType): boolean {
  const named = getNamedType(type);
  return isObjectType(named) && named.name.endsWith('Connection');
}

/** The edges of a connection were counted with its `first`. */
function isEdges(name: string): boolean {
  return name === 'edges';
}

function hasList(type: GraphQLOutputType): boolean {
  return isListType(type) || (isNonNullType(type) && isListType(type.ofType));
}

function total(costs: readonly Cost[]): Cost {
  return costs.reduce(
    (sum, cost) => ({
      depth: Math.max(sum.depth, cost.depth),
      nodes: sum.nodes + cost.nodes,
      aliases: sum.aliases + cost.aliases,
      directives: sum.directives + cost.directives,
    }),
    { depth: 0, nodes: 0, aliases: 0, directives: 0 },
  );
}
