import { defineConfig } from 'vitest/config';

const minute = 60_000;

/** Settings of the tests that start processes or a browser: one file at a time, patience, a stack. */
const withSystem = {
  fileParallelism: false,
  testTimeout: 2 * minute,
  hookTimeout: 3 * minute,
};

export default defineConfig({
  resolve: {
    // Without this vitest loads a second copy of graphql beside the one that type-graphql loads.
    alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }],
  },
  test: {
    globalSetup: ['test/harness/global-setup.ts'],
    // Two cores run the servers, too.
    maxWorkers: 2,
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
          // A browser beside seven servers on two cores loses a click or a request now and then; the report tells of each retry.
          retry: 1,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
