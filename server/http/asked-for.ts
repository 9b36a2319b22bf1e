import { type DocumentNode, Kind, type OperationDefinitionNode, visit } from 'graphql';
import type { AskedFor } from '../platform/asked-for.js';
import { kindOfWireId } from '../platform/ids.js';

const kinds = { query: 'QUERY', mutation: 'MUTATION', subscription: 'SUBSCRIPTION' } as const;

/** What an operation asks for: its name, the fields of its root, and every id in its variables and in its text. */
export function askedFor(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  fields: readonly string[],
  variables: unknown,
): AskedFor {
  const written: string[] = [];
  visit(document, { [Kind.STRING]: ({ value }) => void written.push(value) });
  return {
    kind: kinds[operation.operation],
    operation: operation.name?.value ?? '',
    fields: [...new Set(fields)],
    subjects: idsIn([variables, written]),
  };
}

/** Every id in a value, however deep, once. */
export function idsIn(value: unknown): string[] {
  const found = new Set<string>();
  function look(at: unknown): void {
    if (typeof at === 'string' && kindOfWireId(at) !== undefined) found.add(at);
    else if (at !== null && typeof at === 'object') Object.values(at).forEach(look);
  }
  look(value);
  return [...found];
}
