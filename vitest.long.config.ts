import { defineConfig } from 'vitest/config';

const minute = 60_000;

/** The part of `npm run long` that has no shorter form in `npm test`. */
export default defineConfig({
  test: {
    globalSetup: ['test/harness/global-setup.ts'],
    include: ['test/long/**/*.test.ts'],
    hookTimeout: 3 * minute,
    fileParallelism: false,
    execArgv: ['--disable-warning=TimeoutNegativeWarning'],
  },
});
