import { z } from 'zod';

import type { BenchSystem } from '../load/bench-system.js';

const calls = z.object({ calls: z.record(z.string(), z.number()) });

/** Calls made by browsers, which send the card directly to the PSP. */
const OF_BROWSERS = 'confirmation_tokens.create';

/** Calls that the PSP has received from our processes so far. */
export async function countPspCalls({ simulatorUrl }: BenchSystem): Promise<number> {
  const response = await fetch(`${simulatorUrl}/_sim/calls`);
  const { calls: counts } = calls.parse(await response.json());
  return Object.entries(counts)
    .filter(([operation]) => operation !== OF_BROWSERS)
    .reduce((sum, [, count]) => sum + count, 0);
}
