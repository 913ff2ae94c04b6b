import fc from 'fast-check';
import { expect, it } from 'vitest';
import { command, execute } from './testing/model-commands.js';
import { checkInvariants } from './testing/model-invariants.js';
import { ModelWorld } from './testing/model-world.js';

const RUNS = 2_000;
/** Stories long enough that money is captured, transferred and partially refunded. */
const STEPS = { minLength: 20, maxLength: 60 };

it('keeps money, balances, keys and journal consistent in 2,000 random stories', async () => {
  const seed = Date.now() % 2 ** 31;
  process.stdout.write(`model test: ${RUNS} runs with seed ${seed}\n`);
  let steps = 0;
  const story = fc.asyncProperty(fc.array(command, STEPS), async (commands) => {
    const world = new ModelWorld();
    await world.prepare();
    for (const step of commands) await execute(world, step);
    await checkInvariants(world);
    await world.close();
    steps += commands.length;
  });
  await fc.assert(story, { numRuns: RUNS, seed });
  expect(steps).toBeGreaterThan(20 * RUNS);
}, 120_000);
