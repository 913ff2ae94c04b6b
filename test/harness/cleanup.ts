import { afterAll } from 'vitest';

const pending: (() => Promise<void>)[] = [];

/** Registers work for the end of the test file; the last registered runs first. Safe to call from any hook or test. */
export function atEndOfFile(cleanUp: () => Promise<void>): void {
  pending.push(cleanUp);
}

// Registered when a test file imports the harness, hence once per file and before its own hooks: vitest runs
// afterAll hooks in reverse order, so this one comes last.
afterAll(async () => {
  const failures: unknown[] = [];
  for (const cleanUp of pending.splice(0).reverse()) {
    await cleanUp().catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0)
    throw new AggregateError(failures, 'a test left something that could not be cleaned up');
});
