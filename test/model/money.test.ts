import { expect, test } from 'vitest';

import { environmentVariable } from '../../config/environment.js';
import { atEndOfFile } from '../harness/cleanup.js';
import { StoryTeller } from './story-teller.js';

/** The same tree tells the same stories; `MODEL_SEED=<number>` tells others, `MODEL_RUNS` more of them. */
const seed = Number(environmentVariable('MODEL_SEED') ?? 20_261_121);
const runs = Number(environmentVariable('MODEL_RUNS') ?? 3_000);
const minute = 60_000;

/** While one of them waits for the database the other one works. */
const TELLERS = 2;

const tellers = Array.from({ length: TELLERS }, () => new StoryTeller());
atEndOfFile(async () => {
  for (const teller of tellers) await teller.close();
});

test(
  `the guarantees hold in ${runs} random stories of buyers, sellers, faults and time`,
  async () => {
    process.stdout.write(`model test: ${runs} runs with seed ${seed} (MODEL_SEED, MODEL_RUNS)\n`);
    const startedAt = performance.now();
    const share = Math.ceil(runs / TELLERS);
    const ends = await Promise.allSettled(
      tellers.map((teller, nth) => teller.tellStories({ runs: share, seed: seed + nth })),
    );
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
    const seconds = (performance.now() - startedAt) / 1000;
    const told = tellers.reduce((sum, teller) => sum + teller.told, 0);
    process.stdout.write(`model test: ${told} stories in ${seconds.toFixed(0)} s\n`);
    expect(told).toBeGreaterThanOrEqual(runs);
  },
  20 * minute,
);
