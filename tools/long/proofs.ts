/** A proof that takes too long for every change: a test of `npm test` at a larger size, or one of its own. */
export type Proof = Readonly<{
  name: string;
  /** What vitest is told to run. */
  args: readonly string[];
  /** The size, as settings of the test; each is overridden by the variable of that name. */
  size: Readonly<Record<string, string>>;
  timeoutMs: number;
}>;

const minute = 60_000;
const integration = (file: string): readonly string[] => ['--project', 'integration', `test/${file}`];

/** What has to hold before a release, and before an issue about money, events or the API is called resolved. */
export const proofs: readonly Proof[] = [
  {
    name: 'stories',
    args: integration('model/money.test.ts'),
    size: { MODEL_RUNS: '10000' },
    timeoutMs: 60 * minute,
  },
  {
    name: 'fuzz',
    args: integration('integration/fuzz.test.ts'),
    size: { FUZZ_REQUESTS: '20000' },
    timeoutMs: 60 * minute,
  },
  {
    name: 'broker-losses',
    args: integration('integration/relay-broker-loss.test.ts'),
    size: { BROKER_LOSSES: '10' },
    timeoutMs: 60 * minute,
  },
  {
    name: 'soak',
    args: ['--config', 'vitest.long.config.ts', 'test/long/soak.test.ts'],
    size: { SOAK_MINUTES: '10' },
    timeoutMs: 60 * minute,
  },
];
