import { readFileSync } from 'node:fs';
import type { CodegenConfig } from '@graphql-codegen/cli';
import { preset as client } from '@graphql-codegen/client-preset';
import { type OperationDefinitionNode, parse } from 'graphql';
import { documentId } from './document-id.js';
import { type Operation, wholeOperations } from './fragments.js';

type Sections = Awaited<ReturnType<typeof client.buildGeneratesSection>>;
type Documents = { readonly location?: string }[];

/** A document: the id by which the server knows it, its name, and the types of what goes in and what comes back. */
interface Constant {
  readonly name: string;
  readonly value: string;
  readonly type: string;
}

function constantOf({ name, source }: Operation): Constant {
  const [{ operation }] = parse(source).definitions as [OperationDefinitionNode];
  const types = `${name}${operation[0]!.toUpperCase()}${operation.slice(1)}`;
  return {
    name: `${name}Document`,
    value: JSON.stringify({ id: documentId(source), name }),
    type: `TypedDocument<${types}, ${types}Variables>`,
  };
}

function byName(documents: Documents): Constant[] {
  const files = documents.map(({ location }) => ({ file: location!, source: readFileSync(location!, 'utf8') }));
  return wholeOperations(files)
    .map(constantOf)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** How a target writes the constants, and where it has the type of one. */
interface Target {
  readonly typedDocument: string;
  readonly written: (constant: Constant) => string;
}

const web: Target = {
  typedDocument: '../lib/typed-document.js',
  written: ({ name, value, type }) => `export const ${name} = ${value} as ${type};`,
};

const declarations: Target = {
  typedDocument: './tenor-client.mjs',
  written: ({ name, type }) => `export declare const ${name}: ${type};`,
};

/** The types of the client preset, with our constants in place of its documents and its tag function. */
function typesAndConstants(filename: string, target: Target) {
  const constants = (_schema: unknown, documents: Documents) => ({
    prepend: [`import type { TypedDocument } from '${target.typedDocument}';`],
    content: byName(documents).map(target.written).join('\n'),
  });
  return {
    ...client,
    async buildGeneratesSection(options: Parameters<typeof client.buildGeneratesSection>[0]): Promise<Sections> {
      const [section] = await client.buildGeneratesSection(options);
      return [
        {
          ...section!,
          filename: `${options.baseOutputDir}${filename}`,
          plugins: [...section!.plugins.filter(plugin => !('typed-document-node' in plugin)), { constants: {} }],
          pluginMap: { ...section!.pluginMap, constants: { plugin: constants } },
        },
      ];
    },
  };
}

/** The constants alone, as a program without types runs them. */
const constantsOnly = {
  buildGeneratesSection(options: Parameters<typeof client.buildGeneratesSection>[0]): Sections {
    const plugin = (_schema: unknown, documents: Documents) =>
      byName(documents)
        .map(({ name, value }) => `export const ${name} = ${value};`)
        .join('\n');
    return [
      {
        ...options,
        filename: `${options.baseOutputDir}documents.mjs`,
        plugins: [{ constants: {} }],
        pluginMap: { constants: { plugin } },
      },
    ];
  },
};

const scalars = { ID: 'string', DateTimeISO: 'string', LocalDate: 'string', Decimal: 'string', UUID: 'string' };
const shared = {
  presetConfig: { fragmentMasking: false },
  config: { scalars, strictScalars: true, useTypeImports: true },
};

const config: CodegenConfig = {
  schema: 'schema/schema.graphql',
  documents: 'schema/operations/*/*.graphql',
  generates: {
    'web/src/graphql/': { preset: typesAndConstants('documents.ts', web), ...shared },
    'schema/client/': { preset: typesAndConstants('documents.d.mts', declarations), ...shared },
    './schema/client/': { preset: constantsOnly },
  },
};

export default config;
