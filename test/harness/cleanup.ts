import { afterAll } from 'vitest';

const pending: (() => Promise<void>)[] = [];

/** Registers cleanup for the end of the test file; last registered runs first. Safe to call from any hook or test. */
export function atEndOfFile(cleanUp: () => Promise<void>): void {
  pending.push(cleanUp);
}

// Registered when a test file imports the harness, so once per file and before its own hooks. vitest runs afterAll
// hooks in reverse order, so this one runs last.
afterAll(async () => {
  const failures: unknown[] = [];
  for (const cleanUp of pending.splice(0).reverse()) {
    await cleanUp().catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw new AggregateError(failures, 'cleanup after the tests failed');
});
