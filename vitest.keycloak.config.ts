import { defineConfig } from 'vitest/config';

const minute = 60_000;

/** `npm run test:keycloak`: against a real Keycloak, which takes a download of 160 MB; not part of `npm test`. */
export default defineConfig({
  test: {
    globalSetup: ['test/harness/global-setup.ts'],
    include: ['test/keycloak/**/*.test.ts'],
    testTimeout: 2 * minute,
    hookTimeout: 12 * minute,
  },
});
