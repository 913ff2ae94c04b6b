import { beforeAll, describe, expect, test } from 'vitest';
import { startSystem, type TestSystem } from '../harness/system.js';
import { waitFor } from '../harness/wait-for.js';

let system: TestSystem;

beforeAll(async () => {
  system = await startSystem();
});

describe('on SIGTERM', () => {
  test.each(['workers', 'api', 'simulator'] as const)('%s shuts down gracefully within 5 s', async (name) => {
    const program = system[name];
    const { pid } = program;
    process.kill(pid ?? 0, 'SIGTERM');
    await waitFor(() => program.pid === undefined, { timeoutMs: 5_000, what: `the end of ${name}` });
    expect(program.log()).not.toMatch(/stop_failed|uncaught|unhandled/i);
  });
});
