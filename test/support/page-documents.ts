import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../server/platform/project-root.js';

let documents: ReadonlyMap<string, string> | undefined;

/** The document that our pages send under this name of an operation, whole. */
export function pageDocument(operation: string): string {
  documents ??= new Map(
    Object.values<string>(JSON.parse(readFileSync(join(projectRoot(), 'schema/operations.json'), 'utf8'))).map(text => [
      /^(?:query|mutation|subscription) (\w+)/.exec(text)![1]!,
      text,
    ]),
  );
  const text = documents.get(operation);
  if (text === undefined) throw new Error(`No page sends ${operation}.`);
  return text;
}
