import { defineConfig } from 'vitest/config';

const minute = 60_000;

/** Two cores; while one file waits for its servers the others work. Each worker has a stack of its own, see docs/testing.md. */
const WORKERS = { unit: 2, integration: 3, e2e: 2 };

/** Patience of the tests that start processes or a browser. */
const withSystem = { testTimeout: 2 * minute, hookTimeout: 3 * minute };

export default defineConfig({
  resolve: {
    // Without this vitest loads a second copy of graphql beside the one that type-graphql loads.
    alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }],
  },
  test: {
    globalSetup: ['test/harness/global-setup.ts'],
    execArgv: ['--disable-warning=TimeoutNegativeWarning'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          globalSetup: [],
          include: [
            '{core,adapters,api,workers,simulator,sdk,tools,config,web}/**/*.test.{ts,tsx}',
            'test/*.test.ts',
          ],
          testTimeout: 30_000,
          hookTimeout: minute,
          maxWorkers: WORKERS.unit,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          globalSetup: [],
          include: ['test/{contract,integration,model}/**/*.test.ts'],
          ...withSystem,
          maxWorkers: WORKERS.integration,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          globalSetup: [],
          include: ['test/e2e/**/*.test.ts'],
          ...withSystem,
          maxWorkers: WORKERS.e2e,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
