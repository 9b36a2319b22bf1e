import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type GraphQLSchema, lexicographicSortSchema, printSchema } from 'graphql';
import { documentId, normalDocument } from './document-id.js';
import { type OperationFile, wholeOperations } from './fragments.js';

const header = '# Emitted from the code by `npm run schema:emit`: never edited by hand.\n\n';

/** The API as text: sorted, so that a diff shows what changed. */
export function printedSchema(schema: GraphQLSchema): string {
  return `${header}${printSchema(lexicographicSortSchema(schema))}\n`;
}

/** What the documents are written in, by file name. */
export async function readOperationFiles(schemaFolder: string): Promise<OperationFile[]> {
  const folder = join(schemaFolder, 'operations');
  const files = (await readdir(folder, { recursive: true })).filter(file => file.endsWith('.graphql')).sort();
  return Promise.all(files.map(async file => ({ file, source: await readFile(join(folder, file), 'utf8') })));
}

/** Hash → document: what a page may send. */
export function printedOperations(operations: readonly OperationFile[]): string {
  const entries = operations
    .map(({ source }) => [documentId(source), normalDocument(source)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`;
}

/** Writes schema.graphql and operations.json. */
export async function emitSchema(schema: GraphQLSchema, schemaFolder: string): Promise<void> {
  const operations = wholeOperations(await readOperationFiles(schemaFolder));
  await mkdir(schemaFolder, { recursive: true });
  await writeFile(join(schemaFolder, 'schema.graphql'), printedSchema(schema));
  await writeFile(join(schemaFolder, 'operations.json'), printedOperations(operations));
}
