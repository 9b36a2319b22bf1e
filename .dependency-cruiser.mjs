/** What may import what; ARCHITECTURE.md draws the same map in words. */
const slices = [
  'events',
  'pricing',
  'documents',
  'mail',
  'exchange-rates',
  'organizations',
  'identity',
  'looks',
  'webhooks',
  'programmes',
  'mandates',
  'ledger',
  'limits',
  'bank',
  'invoices',
  'payments',
  'fees',
  'lateness',
  'refunds',
  'financings',
  'remittances',
  'reconciliation',
  'auctions',
  'approvals',
  'comparisons',
  'figures',
  'statements',
  'disclosures',
  'alerts',
  'overrides',
];
const tops = ['http', 'demo', 'invariants', 'sweeps', 'exports', 'cli'];

/** A slice reaches only the slices before it. */
const order = slices.map((slice, index) => ({
  name: `${slice}-reaches-downward`,
  severity: 'error',
  from: { path: `^server/${slice}/` },
  to: { path: `^server/(${[...slices.slice(index + 1), ...tops, 'main'].join('|')})[/.]` },
}));

export default {
  forbidden: [
    { name: 'no-circle', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'platform-knows-no-slice',
      severity: 'error',
      from: { path: '^server/platform/' },
      to: { path: `^server/(${[...slices, ...tops].join('|')})/` },
    },
    {
      name: 'through-the-door',
      severity: 'error',
      comment: "A slice's index.ts is its only door.",
      from: { path: '^server/([^/]+)/' },
      to: { path: `^server/(${slices.join('|')})/`, pathNot: ['^server/$1/', '/index\\.ts$'] },
    },
    {
      name: 'bank-stands-alone',
      severity: 'error',
      from: { path: '^server/bank/simulated-bank' },
      to: {
        path: '^server/',
        pathNot: ['^server/bank/', '^server/platform/(local-date|database)', '^server/pricing/index'],
      },
    },
    {
      name: 'rates-are-for-reports',
      severity: 'error',
      comment: 'No posting, price, limit or payment knows an exchange rate.',
      from: { path: '^server/', pathNot: '^server/(exchange-rates|figures|http|cli)/' },
      to: { path: '^server/exchange-rates/' },
    },
    {
      name: 'graphql-at-the-edge',
      severity: 'error',
      comment: 'Only types, problems and resolvers know GraphQL.',
      from: { path: `^server/(${slices.join('|')})/`, pathNot: '\\.(types|problems|resolver)\\.ts$' },
      to: { path: '^node_modules/(type-graphql|graphql)/' },
    },
    {
      name: 'web-imports-the-contract-only',
      severity: 'error',
      from: { path: '^web/' },
      to: { path: '^(server|migrations|test)/' },
    },
    {
      name: 'examples-know-the-contract-only',
      severity: 'error',
      from: { path: '^examples/' },
      to: { path: '^(server|web|test|migrations)/' },
    },
    {
      name: 'contract-imports-no-code',
      severity: 'error',
      from: { path: '^schema/' },
      to: { path: '^(server|web|test|migrations|examples)/' },
    },
    {
      name: 'no-test-in-product',
      severity: 'error',
      from: { path: '^(server|web|schema|migrations)/' },
      to: { path: '^test/' },
    },
    ...order,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|node_modules)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
    },
  },
};
