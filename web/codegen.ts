import { readFileSync } from 'node:fs';
import type { CodegenConfig } from '@graphql-codegen/cli';
import { preset as client } from '@graphql-codegen/client-preset';
import { Kind, parse } from 'graphql';
import { documentId } from '../schema/document-id.js';

type Sections = Awaited<ReturnType<typeof client.buildGeneratesSection>>;
type Documents = { readonly location?: string; readonly rawSDL?: string }[];

/** Writes one constant for each file: the id by which the server knows its document, and the types of what it carries. */
function typedDocuments(_schema: unknown, documents: Documents): { prepend: string[]; content: string } {
  const constants = documents.map(({ location }) => constantOf(readFileSync(location!, 'utf8')));
  return {
    prepend: [`import type { TypedDocument } from '../lib/typed-document.js';`],
    content: constants.sort().join('\n'),
  };
}

function constantOf(text: string): string {
  const [operation] = parse(text).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION || !operation.name)
    throw new Error('a file holds one named document');
  const name = operation.name.value;
  const types = `${name}${operation.operation[0]!.toUpperCase()}${operation.operation.slice(1)}`;
  const value = JSON.stringify({ id: documentId(text), name });
  return `export const ${name}Document = ${value} as TypedDocument<${types}, ${types}Variables>;`;
}

/** The types of the client preset, with our constants in place of its documents and its tag function. */
async function typesAndIds(options: Parameters<typeof client.buildGeneratesSection>[0]): Promise<Sections> {
  const [section] = await client.buildGeneratesSection(options);
  return [
    {
      ...section!,
      filename: `${options.baseOutputDir}documents.ts`,
      plugins: [...section!.plugins.filter(plugin => !('typed-document-node' in plugin)), { ids: {} }],
      pluginMap: { ...section!.pluginMap, ids: { plugin: typedDocuments } },
    },
  ];
}

const scalars = { ID: 'string', DateTimeISO: 'string', LocalDate: 'string', Decimal: 'string', UUID: 'string' };

const config: CodegenConfig = {
  schema: 'schema/schema.graphql',
  documents: 'schema/operations/*/*.graphql',
  generates: {
    'web/src/graphql/': {
      preset: { ...client, buildGeneratesSection: typesAndIds },
      presetConfig: { fragmentMasking: false },
      config: { scalars, strictScalars: true, useTypeImports: true },
    },
  },
};

export default config;
