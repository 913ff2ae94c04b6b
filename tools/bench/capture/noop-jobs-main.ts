import { randomBytes } from 'node:crypto';

import { Queue, Worker } from 'bullmq';
import { z } from 'zod';

import { jobQueueSettings } from '../../../adapters/bullmq/job-queue-settings.js';
import { redisOptions } from '../../../adapters/redis/redis-connection.js';
import { runProgram } from '../../stack/run-program.js';
import { givenArgument } from '../reference/given-argument.js';

const given = z.object({ redisUrl: z.string(), jobs: z.number() });

/** The dispatcher's batch size. */
const BATCH = 200;

/** No-op jobs, enqueued and run like captures: in batches, with ids only, with the same concurrency. */
async function main(): Promise<number> {
  const { redisUrl, jobs } = givenArgument(given);
  const connection = { ...redisOptions(redisUrl), enableOfflineQueue: true };
  const settings = { connection, prefix: `{bench-${randomBytes(4).toString('hex')}}` };
  const queue = new Queue('noop', settings);
  const { concurrency } = jobQueueSettings.capture;
  const kept = { removeOnComplete: { count: 500 }, removeOnFail: { count: 1_000 } };
  let left = jobs;
  const allDone = Promise.withResolvers<void>();
  const worker = new Worker('noop', async () => 'done', { ...settings, concurrency });
  worker.on('completed', () => {
    left -= 1;
    if (left === 0) allDone.resolve();
  });
  worker.on('error', allDone.reject);
  await worker.waitUntilReady();
  await queue.waitUntilReady();
  const startedAt = performance.now();
  for (let first = 0; first < jobs; first += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, jobs - first) }, (_, nth) => {
      const stepId = `stp_${String(first + nth).padStart(26, '0')}`;
      return {
        name: 'CAPTURE',
        data: { stepId },
        opts: { attempts: 12, ...kept, deduplication: { id: stepId } },
      };
    });
    await queue.addBulk(batch);
  }
  await allDone.promise;
  const elapsedMs = performance.now() - startedAt;
  await worker.close();
  await queue.obliterate({ force: true });
  await queue.close();
  console.log(JSON.stringify({ count: jobs, elapsedMs }));
  return 0;
}

runProgram(main);
