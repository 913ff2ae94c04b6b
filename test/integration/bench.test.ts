// Long: each benchmark starts servers of its own once, so that none breaks unnoticed.
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { childEnvironment } from '../../config/environment.js';
import { projectRoot } from '../../tools/stack/project-paths.js';
import { runCommand } from '../../tools/stack/run-command.js';
import { buildTarget, testStack } from '../harness/test-stack.js';

const timeoutMs = 110_000;

/** The shortest possible run: it shows that both sides work, not how fast they are. */
async function runBench(name: string, options: readonly string[]): Promise<Record<string, unknown>> {
  await buildTarget('server');
  const { databaseUrl, redisUrl, kafkaBrokers } = await testStack();
  const program = join(projectRoot, 'dist', 'tools', 'bench', 'main.js');
  const env = childEnvironment({
    NODE_ENV: undefined,
    VITEST: undefined,
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl,
    KAFKA_BROKERS: kafkaBrokers,
  });
  const { output } = await runCommand(process.execPath, [program, name, '--json', ...options], {
    timeoutMs,
    env,
  });
  const line = output.trimEnd().split('\n').at(-1) ?? '';
  if (!line.startsWith('{')) throw new Error(output);
  return JSON.parse(line) as Record<string, unknown>;
}

test.each([
  [
    'checkout',
    ['--orders=8', '--seconds=1', '--outage-rounds=1'],
    { outages: expect.objectContaining({ healthyP99Ms: expect.any(Number) }) },
  ],
  [
    'order',
    ['--orders=6', '--seconds=1'],
    { sqlStatementsPerOrder: expect.any(Number), pspCallsPerOrder: expect.any(Number) },
  ],
  ['capture', ['--orders=6', '--jobs=200'], {}],
  ['relay', ['--events=200'], {}],
  ['fanout', ['--sockets=10', '--changes=2'], { sockets: 10 }],
])('the %s benchmark measures both sides and reports one JSON line', async (name, options, more) => {
  const result = await runBench(name, ['--rounds=1', ...options]);
  expect(result).toMatchObject({ name, ok: expect.any(Boolean), ratio: expect.any(Number), ...more });
  const { ours, reference, rounds } = result as {
    ours: { perSecond: number; p50Ms: number; p99Ms: number };
    reference: { perSecond: number };
    rounds: { ours: number; reference: number }[];
  };
  expect(ours.perSecond).toBeGreaterThan(0);
  expect(ours.p99Ms).toBeGreaterThanOrEqual(ours.p50Ms);
  expect(reference.perSecond).toBeGreaterThan(0);
  expect(rounds).toEqual([{ ours: ours.perSecond, reference: reference.perSecond }]);
});

/** Only long histories show the cost of the past; this run shows that the seeded rows still fit the operations. */
test('the history benchmark counts the blocks of every statement, including those run by triggers', async () => {
  const result = await runBench('history', ['--small=450', '--large=900']);
  expect(result).toMatchObject({ name: 'history', ok: expect.any(Boolean), small: 450, large: 900 });
  const { statements } = result as {
    statements: { operation: string; statement: string; small: number; large: number }[];
  };
  const read = (operation: string, statement: RegExp) =>
    statements.find((each) => each.operation === operation && statement.test(each.statement));
  const blocks = { small: expect.any(Number), large: expect.any(Number) };
  expect(read('authorization recorded', /^checkout-save/)).toMatchObject(blocks);
  expect(read('last capture recorded', /^references to ledger_entry$/)).toMatchObject(blocks);
  expect(read('webhook: kept to done', /^webhook-find$/)).toMatchObject(blocks);
  expect(statements.filter(({ large }) => large > 0).length).toBeGreaterThan(50);
});
