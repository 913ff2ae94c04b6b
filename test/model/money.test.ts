// Long: 1,000 stories, with faults and time travel, are what proves the guarantees; each takes about 0.2 s.
import { expect, test } from 'vitest';

import { environmentVariable } from '../../config/environment.js';
import { atEndOfFile } from '../harness/cleanup.js';
import { StoryRunner } from './story-runner.js';

/** One source tree always runs the same stories; `MODEL_SEED=<number>` changes them, `MODEL_RUNS` their number. */
const seed = Number(environmentVariable('MODEL_SEED') ?? 20_261_130);
const runs = Number(environmentVariable('MODEL_RUNS') ?? 1_000);
const minute = 60_000;

/** While one waits for the database, the other runs. */
const RUNNERS = 2;

const runners = Array.from({ length: RUNNERS }, () => new StoryRunner());
atEndOfFile(async () => {
  for (const runner of runners) await runner.close();
});

/** Stories that never reach a state prove nothing about it. */
const MUST_BE_REACHED = [
  ...['COMPLETED', 'CANCELED', 'EXPIRED'].map((status) => `order ${status}`),
  ...['MULTICAPTURE', 'SINGLE_CAPTURE', 'INTENT_PER_SELLER'].flatMap((strategy) =>
    ['CAPTURED', 'REFUNDED', 'VOIDED'].map((status) => `${strategy} ${status}`),
  ),
  ...['CAPTURED', 'PARTIALLY_REFUNDED', 'REFUNDED', 'VOIDED'].map((status) => `paymentOrder ${status}`),
  ...[
    'refund SUCCEEDED',
    'refund FAILED',
    'intent DECLINED',
    'intent CANCELED',
    'sellerOrder CLOSED',
    'step retried',
  ],
];
const RUNS_THAT_REACH_ALL = 1_000;

function sumOf(counts: readonly ReadonlyMap<string, number>[]): ReadonlyMap<string, number> {
  const sum = new Map<string, number>();
  for (const count of counts) for (const [what, times] of count) sum.set(what, (sum.get(what) ?? 0) + times);
  return sum;
}

function sentenceOf(reached: ReadonlyMap<string, number>): string {
  return [...reached].map(([what, times]) => `${times} ${what}`).join(', ');
}

test(
  `every guarantee holds in ${runs} random stories of buyers, sellers, faults and clock jumps`,
  async () => {
    process.stdout.write(`model test: ${runs} runs with seed ${seed} (MODEL_SEED, MODEL_RUNS)\n`);
    const startedAt = performance.now();
    const runsEach = Math.ceil(runs / RUNNERS);
    const ends = await Promise.allSettled(
      runners.map((runner, nth) => runner.runStories({ runs: runsEach, seed: seed + nth })),
    );
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
    const seen = await Promise.all(runners.map((runner) => runner.lookBack()));
    expect(seen.flatMap(({ violations }) => violations)).toEqual([]);
    const reached = sumOf(seen.map((each) => each.reached));
    const wanted = runs < RUNS_THAT_REACH_ALL ? [] : MUST_BE_REACHED;
    expect(wanted.filter((what) => !reached.has(what))).toEqual([]);
    const seconds = (performance.now() - startedAt) / 1000;
    const stories = runners.reduce((sum, runner) => sum + runner.storyCount, 0);
    process.stdout.write(
      `model test: ${stories} stories in ${seconds.toFixed(0)} s; ${sentenceOf(reached)}\n`,
    );
    expect(stories).toBeGreaterThanOrEqual(runs);
  },
  40 * minute,
);
