/** A proof that takes too long to run on every change: a test of `npm test` at a larger size, or a separate one. */
export type Proof = Readonly<{
  name: string;
  /** Arguments for vitest. */
  args: readonly string[];
  /** The size, as variables for the test; the environment variable of the same name overrides each. */
  size: Readonly<Record<string, string>>;
  timeoutMs: number;
}>;

const minute = 60_000;
const integration = (file: string): readonly string[] => ['--project', 'integration', `test/${file}`];

/** Required before a release, and before an issue about money, events or the API is resolved. */
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
