import type { CodegenConfig } from '@graphql-codegen/cli';
import { print } from 'graphql';
import { documentId } from '../schema/document-id.js';

const config: CodegenConfig = {
  schema: 'schema/draft.graphql',
  documents: 'schema/operations/*/*.graphql',
  generates: {
    'web/src/graphql/': {
      preset: 'client',
      presetConfig: {
        fragmentMasking: false,
        persistedDocuments: { mode: 'replaceDocumentWithHash', hashPropertyName: 'hash' },
        onExecutableDocumentNode: document => ({ documentId: documentId(print(document)) }),
      },
      config: { scalars: { DateTime: 'string', LocalDate: 'string', Decimal: 'string', UUID: 'string' }, useTypeImports: true },
    },
  },
};

export default config;
