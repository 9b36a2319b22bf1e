import tseslint from 'typescript-eslint';

/** Money and rates never meet a JavaScript number: these names are amounts, or rates, wherever they stand. */
const moneyNames = '/(Minor|Bps|[aA]mount)$/';

export default tseslint.config(
  { ignores: ['dist/**', 'data/**', 'node_modules/**', 'web/src/graphql/**', '**/*.mjs', '**/*.cjs', 'examples/**'] },
  {
    files: ['server/**/*.ts', 'schema/**/*.ts', 'migrations/**/*.ts', 'test/**/*.ts', 'web/**/*.ts', 'web/**/*.tsx'],
    languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true } },
    plugins: { '@typescript-eslint': tseslint.plugin },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    files: ['server/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: `CallExpression[callee.name=/^(Number|parseFloat|parseInt)$/] > :matches(Identifier[name=${moneyNames}], MemberExpression[property.name=${moneyNames}])`,
          message: 'An amount or rate never becomes a number: use bigint minor units or Decimal.',
        },
        {
          selector: `CallExpression[callee.object.name='Math'] :matches(Identifier[name=${moneyNames}], MemberExpression[property.name=${moneyNames}])`,
          message: 'No Math near an amount or rate.',
        },
        {
          selector: `UnaryExpression[operator='+'] > :matches(Identifier[name=${moneyNames}], MemberExpression[property.name=${moneyNames}])`,
          message: 'An amount or rate never becomes a number.',
        },
      ],
    },
  },
  {
    files: ['server/**/*.ts'],
    ignores: ['server/platform/config.ts', 'server/cli/**'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Settings are read in config.ts alone.' },
      ],
    },
  },
  {
    // One door to the database: nobody else opens a connection or a transaction.
    files: ['server/**/*.ts'],
    ignores: ['server/platform/{database,migrate,embedded-postgres,unit-of-work}.ts', 'server/cli/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [
            { name: 'pg', message: 'Use the Database.' },
            { name: 'typeorm', importNames: ['DataSource', 'getRepository'], message: 'Use the Database.' },
          ],
        },
      ],
    },
  },
  {
    files: ['server/**/*.ts'],
    ignores: [
      'server/platform/**',
      'server/http/**',
      'server/cli/**',
      'server/{main,demo,sweeps}/**',
      'server/main.ts',
    ],
    rules: {},
  },
);
