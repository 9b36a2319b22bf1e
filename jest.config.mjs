import { existsSync } from 'node:fs';

// Published as ES modules alone, which jest's CommonJS cannot load as they are.
const ES_MODULES = ['cookie', 'temporal-polyfill', 'temporal-utils', 'temporal-spec'];

/** @param {import('@swc/core').Options['jsc']} jsc */
const swc = jsc => [
  '@swc/jest',
  {
    swcrc: false,
    module: { type: 'commonjs' },
    sourceMaps: 'inline',
    jsc: {
      target: 'es2022',
      transform: {
        legacyDecorator: true,
        decoratorMetadata: false,
        useDefineForClassFields: false,
        verbatimModuleSyntax: true,
        react: { runtime: 'automatic' },
      },
      keepClassNames: true,
      ...jsc,
    },
  },
];

export default {
  testEnvironment: 'node',
  // A hang, not slowness, fails a test: two cores may be busy with four of these at once.
  testTimeout: 30_000,
  roots: ['server', 'schema', 'migrations', 'web', 'test'].filter(existsSync).map(folder => `<rootDir>/${folder}`),
  // Walks of a large market take minutes: they are run by naming their size.
  testPathIgnorePatterns: ['/node_modules/', ...(process.env.LARGE_MARKET_ROWS ? [] : ['/test/web/large-market'])],
  testMatch: ['<rootDir>/test/**/*.test.ts', '<rootDir>/test/**/*.test.tsx'],
  globalSetup: './test/support/global-setup.mjs',
  globalTeardown: './test/support/global-teardown.mjs',
  setupFiles: ['reflect-metadata'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '\\.ts$': swc({ parser: { syntax: 'typescript', decorators: true } }),
    '\\.tsx$': swc({ parser: { syntax: 'typescript', decorators: true, tsx: true } }),
    '/node_modules/.+\\.m?js$': swc({ parser: { syntax: 'ecmascript' } }),
  },
  transformIgnorePatterns: [`/node_modules/(?!(${ES_MODULES.join('|')})/)`],
  // More than there are cores: each waits now and then, for the database or a page.
  maxWorkers: 3,
  testSequencer: './test/support/longest-first.mjs',
};
