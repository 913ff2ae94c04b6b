import { defineConfig } from 'vitest/config';

/** `npm run test:stripe`: the contract that the simulator keeps in every run, kept by Stripe; not part of `npm test`. */
export default defineConfig({
  test: {
    globalSetup: ['test/stripe/require-key.ts'],
    include: ['test/stripe/**/*.test.ts'],
    // A test is up to six calls over the network, one after the other; Stripe allows 25 a second in test mode.
    testTimeout: 60_000,
    fileParallelism: false,
  },
});
