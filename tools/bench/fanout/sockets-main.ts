import { z } from 'zod';

import { runProgram } from '../../stack/run-program.js';
import { givenArgument } from '../reference/given-argument.js';
import { sampleOf } from '../statistics.js';
import { openReceivers } from './receivers.js';
import { broadcastTrigger, orderTrigger } from './triggers.js';

const given = z.discriminatedUnion('side', [
  z.object({
    side: z.literal('ours'),
    socketUrl: z.string(),
    ownerUrl: z.string(),
    redisUrl: z.string(),
    orderId: z.string(),
    orderToken: z.string(),
    sockets: z.number(),
    changes: z.number(),
  }),
  z.object({ side: z.literal('reference'), socketUrl: z.string(), sockets: z.number(), changes: z.number() }),
]);

/** Not measured: the first messages run cold code on both sides. */
const WARM_UPS = 3;
const SAMPLE = 1_000;

/** All sockets of this process wait for each change; the next change follows once all have received the last one. */
async function main(): Promise<number> {
  const argument = givenArgument(given);
  const { socketUrl, sockets, changes } = argument;
  const trigger = argument.side === 'ours' ? await orderTrigger(argument) : await broadcastTrigger(socketUrl);
  const receivers = await openReceivers({ socketUrl, sockets, subscription: trigger.subscription });
  const latenciesMs: number[] = [];
  for (let nth = 1; nth <= WARM_UPS; nth += 1) await receivers.all(await trigger.change());
  const startedAt = performance.now();
  for (let nth = 1; nth <= changes; nth += 1) {
    const changedAt = performance.now();
    const arrived = receivers.all(await trigger.change());
    for (const at of await arrived) latenciesMs.push(at - changedAt);
  }
  const elapsedMs = performance.now() - startedAt;
  receivers.close();
  await trigger.close();
  console.log(
    JSON.stringify({ count: sockets * changes, elapsedMs, latenciesMs: sampleOf(latenciesMs, SAMPLE) }),
  );
  return 0;
}

runProgram(main);
