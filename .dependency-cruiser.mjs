// The dependency rules of docs/ARCHITECTURE.md. test/architecture.test.ts runs them over the source and proves, with one
// planted violation per rule (test/fixtures/architecture/<rule>), that each one is effective.

const OURS = ['core', 'adapters', 'config', 'api', 'workers', 'web', 'simulator', 'sdk', 'tools', 'test'];
// A role of a process, such as the relay of the workers, may have its own composition root.
const PROCESS_ENTRY = ['^(api|workers)/(main|compose)[.]ts$', '^(api|workers)/[^/]+/compose[.]ts$'];
const TEST_CODE = '[.]test[.]tsx?$|^test/|/testing/';

const SQL_UNDER_TEST = [
  '^adapters/postgres/verification/rules[.]ts$',
  '^adapters/postgres/orders/order-list-query[.]ts$',
];

/** Matches our files outside the named folders: what a restricted folder may not import. */
function oursExcept(...allowed) {
  return `^(${OURS.filter((folder) => !allowed.includes(folder)).join('|')})/`;
}

/** Matches npm packages by their folders, wherever npm has installed them. */
function npm(...names) {
  return `(^|/)node_modules/(${names.map((name) => name.replaceAll('.', '[.]')).join('|')})/`;
}

/** Packages that only the named folders (and tests) may import; all other code goes through a port. */
function onlyFrom({ name, packages, folders, comment }) {
  return {
    name,
    comment,
    severity: 'error',
    from: { pathNot: [TEST_CODE, ...folders] },
    to: { path: npm(...packages) },
  };
}

const arrows = [
  {
    name: 'core-imports-only-core',
    comment: 'The domain has no I/O dependency; hashing is all it uses of Node.',
    severity: 'error',
    from: { path: '^core/', pathNot: TEST_CODE },
    to: { pathNot: ['^core/', npm('zod', 'dinero.js', 'typeid-js'), '^(node:)?crypto$'] },
  },
  {
    name: 'adapters-import-only-core',
    comment: 'An adapter implements ports of core/ and does not know which process it runs in.',
    severity: 'error',
    from: { path: '^adapters/', pathNot: TEST_CODE },
    to: { path: oursExcept('core', 'adapters', 'config', 'sdk') },
  },
  {
    name: 'adapters-know-config-and-sdk-by-type',
    comment: 'Settings are passed in by compose.ts; adapters only implement ports of the SDK.',
    severity: 'error',
    from: { path: '^adapters/', pathNot: TEST_CODE },
    to: { path: '^(config|sdk)/', dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'processes-stay-apart',
    comment: 'The API and the workers are deployed and scaled separately; shared code belongs in core/.',
    severity: 'error',
    from: { path: '^(api|workers)/', pathNot: TEST_CODE },
    to: { path: `^(api|workers|web|simulator)/`, pathNot: '^$1/' },
  },
  {
    name: 'adapters-only-in-compose',
    comment: 'Only the composition root chooses technologies; everything else sees ports.',
    severity: 'error',
    from: { path: '^(api|workers)/', pathNot: [TEST_CODE, ...PROCESS_ENTRY] },
    to: { path: '^adapters/' },
  },
  {
    name: 'stores-are-opened-once',
    comment:
      'Processes, tests and benches use the stores returned by openStores instead of composing their own set.',
    severity: 'error',
    from: { pathNot: ['^adapters/postgres/'] },
    to: {
      path: '^adapters/postgres/',
      // Connections and transactions; and SQL that is tested on its own.
      pathNot: ['^adapters/postgres/(open-stores[.]ts$|database/)', ...SQL_UNDER_TEST],
    },
  },
  {
    name: 'web-imports-no-server-file',
    comment: 'The browser knows the server only by its GraphQL schema.',
    severity: 'error',
    from: { path: '^web/', pathNot: TEST_CODE },
    to: { path: oursExcept('web') },
  },
  {
    name: 'sdk-imports-nothing-of-ours',
    comment: 'Other teams install the SDK without our server.',
    severity: 'error',
    from: { path: '^sdk/', pathNot: TEST_CODE },
    to: { path: oursExcept('sdk') },
  },
  {
    name: 'simulator-imports-nothing-of-ours',
    comment: 'A simulator that shared code with the gateway would share its mistakes.',
    severity: 'error',
    from: { path: '^simulator/', pathNot: TEST_CODE },
    to: { path: oursExcept('simulator') },
  },
  {
    name: 'config-imports-nothing-of-ours',
    comment: 'Settings are read before anything else exists.',
    severity: 'error',
    from: { path: '^config/', pathNot: TEST_CODE },
    to: { path: oursExcept('config') },
  },
  {
    name: 'tools-and-tests-are-leaves',
    comment: 'Production code does not depend on code that builds, seeds or tests it.',
    severity: 'error',
    from: { pathNot: [TEST_CODE, '^tools/'] },
    to: { path: `^tools/|${TEST_CODE}` },
  },
  {
    name: 'production-uses-no-dev-dependency',
    comment: 'The image is built without devDependencies; such an import would crash only there.',
    severity: 'error',
    from: { path: '^(core|adapters|config|api|workers|simulator|sdk)/', pathNot: TEST_CODE },
    to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
  },
];

/** Folders of core/ that may import only the named other folders of core/. */
function coreFolder({ name, from, mayImport, comment }) {
  return {
    name,
    comment,
    severity: 'error',
    from: { path: `^core/(${from.join('|')})/`, pathNot: TEST_CODE },
    to: { path: '^core/', pathNot: `^core/(${[...from, ...mayImport].join('|')})/` },
  };
}

/** Separate aggregates; they interact with the checkout only through the ledger and events. */
const SMALL_AGGREGATES = ['payouts', 'disputes', 'reserves', 'reconciliation', 'webhooks-out', 'analytics'];

const insideCore = [
  coreFolder({
    name: 'core-shared-imports-nothing',
    comment: 'Code that every folder uses depends on none of them.',
    from: ['shared'],
    mayImport: [],
  }),
  coreFolder({
    name: 'psp-engine-knows-no-subject',
    comment:
      'The engine that calls the PSP serves any kind of object; the owner declares what a call is about.',
    from: ['psp'],
    mayImport: ['shared', 'idempotency'],
  }),
  coreFolder({
    name: 'checkout-imports-no-command',
    comment: 'Commands use the aggregate; the aggregate does not know its callers.',
    from: ['checkout'],
    mayImport: ['psp', 'ledger', 'idempotency', 'identity', 'catalog', 'shared'],
  }),
  {
    name: 'checkout-model-decides-nothing',
    comment: 'The model is data, states and transitions; decisions belong in the sibling folders.',
    severity: 'error',
    from: { path: '^core/checkout/model/', pathNot: TEST_CODE },
    to: { path: '^core/checkout/', pathNot: '^core/checkout/model/' },
  },
  {
    name: 'aggregates-stay-apart',
    comment:
      'A payout or a dispute is an aggregate with its own steps and facts, never a part of the checkout.',
    severity: 'error',
    from: { path: `^core/(${SMALL_AGGREGATES.join('|')})/`, pathNot: TEST_CODE },
    to: { path: '^core/checkout/' },
  },
  {
    name: 'no-cycle-between-core-folders',
    comment: 'Two folders that import each other are really one folder. Types count too.',
    severity: 'error',
    scope: 'folder',
    from: { path: '^core/' },
    to: { circular: true },
  },
];

const technologies = [
  onlyFrom({
    name: 'stripe-only-in-its-adapter',
    comment:
      'SDK types and error classes stay in adapters/stripe; all other code sees only our PSP outcomes.',
    packages: ['stripe'],
    folders: ['^adapters/stripe/'],
  }),
  onlyFrom({
    name: 'kafkajs-only-in-its-adapter',
    comment: 'kafkajs silently loses messages on failover; only one adapter guards against it.',
    packages: ['kafkajs'],
    folders: ['^adapters/kafka/', '^tools/'],
  }),
  onlyFrom({
    name: 'bullmq-only-in-its-adapter',
    comment: 'The queue only schedules; no domain code may depend on its state.',
    packages: ['bullmq'],
    folders: ['^adapters/bullmq/', '^tools/bench/'],
  }),
  onlyFrom({
    name: 'bull-board-only-in-ops',
    comment: 'Bull Board has no authentication; it is mounted once, behind the ops guard.',
    packages: ['@bull-board/[^/]+'],
    folders: ['^api/ops/'],
  }),
  onlyFrom({
    name: 'mikro-orm-only-in-its-adapter',
    comment: 'No entity manager outside the repositories: a use case only passes the transaction on.',
    packages: ['@mikro-orm/[^/]+'],
    folders: ['^adapters/postgres/'],
  }),
  onlyFrom({
    name: 'pg-only-in-its-adapter',
    comment: 'SQL belongs in the repository that owns the table.',
    packages: ['pg'],
    folders: ['^adapters/postgres/', '^tools/'],
  }),
  onlyFrom({
    name: 'ioredis-only-in-its-adapters',
    comment: 'Redis commands wait forever while Redis is down unless the connection is configured to fail.',
    packages: ['ioredis'],
    folders: ['^adapters/(redis|bullmq)/', '^tools/'],
  }),
  onlyFrom({
    name: 'stripe-js-only-in-checkout',
    comment: 'Card fields are loaded on the payment page only.',
    packages: ['@stripe/[^/]+'],
    folders: ['^web/src/checkout/stripe/'],
  }),
];

const shape = [
  {
    name: 'no-barrel',
    comment: 'Import from the defining file: a re-export hides cycles and slows every tool.',
    severity: 'error',
    from: {},
    to: { dependencyTypes: ['export'] },
  },
  {
    name: 'no-utils',
    comment: 'A file is named after what it exports; names like "utils" say nothing.',
    severity: 'error',
    from: {},
    to: { path: '(^|/)(index|utils?|helpers?|common|misc)[.][cm]?tsx?$', pathNot: '(^|/)node_modules/' },
  },
  {
    name: 'no-cycle',
    comment: 'Decorated classes that import each other crash only in plain Node. Types count too.',
    severity: 'error',
    from: {},
    to: { circular: true },
  },
  {
    name: 'no-orphan',
    comment: 'A file that neither imports nor is imported is dead code.',
    severity: 'error',
    from: {
      orphan: true,
      pathNot: [TEST_CODE, '[.]d[.]ts$', '(^|/)[^/]+[.]config[.]ts$', '(^|/)main[.]tsx?$'],
    },
    to: {},
  },
  {
    name: 'no-unresolvable',
    comment: 'An unresolvable import would escape every other rule.',
    severity: 'error',
    from: {},
    to: { couldNotResolve: true },
  },
];

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [...arrows, ...insideCore, ...technologies, ...shape],
  options: {
    // TypeScript 7 has no JavaScript API; swc reads the source as written, so type-only imports count too.
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: '(^|/)node_modules/' },
    // Anchored: many packages resolve into their own dist/, and excluded files escape every rule.
    exclude: { path: '^(dist|web/dist|web/public|web/src/generated|test/fixtures)/' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.css', '.svg'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
