import { randomBytes } from 'node:crypto';

import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import type { Pool } from 'pg';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import type { Stores } from '../../adapters/postgres/open-stores.js';
import { RELAY_QUEUE, startRelayQueue } from '../../adapters/bullmq/relay-queue.js';
import { createKafkaEventPublisher } from '../../adapters/kafka/kafka-event-publisher.js';
import { redisOptions } from '../../adapters/redis/redis-connection.js';
import type { EventPublisher } from '../../core/shared/event-publisher.js';
import { startRelay } from '../../workers/relay/start-relay.js';
import { actOnServer, testStack } from '../harness/test-stack.js';
import { waitFor } from '../harness/wait-for.js';
import {
  appendEvents,
  freshStores,
  judge,
  newOrders,
  ORDERS,
  readTopic,
  silent,
  untilDrained,
} from './relay-fixture.js';

const SHARDS = 2;
/** "Losing Redis must not stop the relay for more than a few seconds." */
const A_FEW_SECONDS = 8_000;

let redisUrl: string;
let kafkaBrokers: string;
let pool: Pool;
let stores: Stores;
let topicPrefix: string;
let prefix: string;

beforeAll(async () => {
  ({ redisUrl, kafkaBrokers } = await testStack());
  ({ pool, stores } = await freshStores());
});

beforeEach(async () => {
  await pool.query('DELETE FROM outbox_event');
  const own = randomBytes(4).toString('hex');
  topicPrefix = `t${own}.`;
  prefix = `{t${own}}`;
});

const running: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((stop) => stop()));
});

/** One worker's relay, scheduled through Redis; stopped at the end of the test. */
function startWorker(through: (publisher: EventPublisher) => EventPublisher = (publisher) => publisher) {
  const publisher = createKafkaEventPublisher({
    brokers: [kafkaBrokers],
    clientId: 'relay',
    topicPrefix,
    logger: silent,
  });
  const connection = redisOptions(redisUrl);
  const relay = startRelay({
    fence: stores.outboxFence,
    publisher: through(publisher),
    shards: SHARDS,
    logger: silent,
    startQueue: (runSession) =>
      startRelayQueue({ connection, prefix, shards: SHARDS, runSession, logger: silent }),
  });
  const stop = async (): Promise<void> => {
    await relay.stop();
    await publisher.close();
  };
  running.push(stop);
  return { stop };
}

async function withQueue<Value>(work: (queue: Queue) => Promise<Value>): Promise<Value> {
  const queue = new Queue(RELAY_QUEUE, {
    connection: { ...redisOptions(redisUrl), enableOfflineQueue: true },
    prefix,
  });
  try {
    return await work(queue);
  } finally {
    await queue.close();
  }
}

const untilJobsRun = (): Promise<unknown> =>
  withQueue((queue) =>
    waitFor(async () => (await queue.getActiveCount()) === SHARDS, { what: 'a running job per shard' }),
  );

/** Milliseconds until a hundred new events are published. */
async function publishingTime(): Promise<number> {
  const startedAt = performance.now();
  await appendEvents(pool, { aggregateIds: newOrders(20), sequences: [1, 5] });
  await untilDrained(pool);
  return performance.now() - startedAt;
}

describe('the relay scheduled by the queue', () => {
  test('has one job per shard that reports its progress', async () => {
    startWorker();
    await untilJobsRun();
    expect(await publishingTime()).toBeLessThan(A_FEW_SECONDS);
    await withQueue(async (queue) => {
      const jobs = await queue.getActive();
      expect(new Set(jobs.map(({ id }) => id))).toEqual(new Set(['relay-shard-0', 'relay-shard-1']));
      const progress = await waitFor(
        async () => {
          const shown = await Promise.all(
            jobs.map(async ({ id }) => (await queue.getJob(id ?? ''))?.progress),
          );
          return (
            shown.every((one) => typeof one === 'object' && 'published' in one && one.published !== 0) &&
            shown
          );
        },
        { what: 'progress of both shards' },
      );
      const totals = progress as { published: number; unpublished: number; state: string; error: null }[];
      expect(totals.reduce((sum, { published }) => sum + published, 0)).toBe(100);
      for (const total of totals)
        expect(total).toMatchObject({ unpublished: 0, parked: 0, failures: 0, error: null });
    });
  });

  test('returns its jobs when the worker stops, and the next worker continues at once', async () => {
    const first = startWorker();
    await untilJobsRun();
    await first.stop();
    startWorker();
    expect(await publishingTime()).toBeLessThan(A_FEW_SECONDS);
    await untilJobsRun();
  });

  test('continues when Redis is flushed, and recreates its jobs', async () => {
    startWorker();
    await untilJobsRun();
    const redis = new Redis(redisUrl);
    await redis.flushall();
    await redis.quit();
    expect(await publishingTime()).toBeLessThan(A_FEW_SECONDS);
    await untilJobsRun();
  });

  test('continues while Redis is down, with two workers and no duplicates, and returns to its jobs afterwards', async () => {
    startWorker();
    startWorker();
    await untilJobsRun();
    const orders = newOrders(20);
    let rounds = 0;
    let slowest = 0;
    await actOnServer('redis', 'kill');
    try {
      // Longer than a session, so that running jobs have ended and the local loops have taken over.
      const until = performance.now() + 15_000;
      while (performance.now() < until) {
        rounds += 1;
        await appendEvents(pool, { aggregateIds: orders, sequences: [rounds, rounds] });
        const appendedAt = performance.now();
        await untilDrained(pool);
        slowest = Math.max(slowest, performance.now() - appendedAt);
      }
    } finally {
      await actOnServer('redis', 'start');
    }
    await untilJobsRun();
    expect(await publishingTime()).toBeLessThan(A_FEW_SECONDS);
    expect(slowest).toBeLessThan(A_FEW_SECONDS);
    const records = (await readTopic(kafkaBrokers, topicPrefix + ORDERS)).filter(({ aggregateId }) =>
      orders.includes(aggregateId),
    );
    const all = { distinct: 20 * rounds, duplicates: 0, missing: 0, outOfOrder: 0 };
    expect(judge(records, orders, rounds)).toEqual(all);
  });

  test('stops within seconds while Redis is down', async () => {
    const worker = startWorker();
    await untilJobsRun();
    await actOnServer('redis', 'kill');
    try {
      const startedAt = performance.now();
      await worker.stop();
      expect(performance.now() - startedAt).toBeLessThan(A_FEW_SECONDS);
    } finally {
      await actOnServer('redis', 'start');
    }
  });

  test('shows an unavailable broker as a failing shard, and recovers by itself', async () => {
    const unavailable: EventPublisher = {
      publish: async (batch) =>
        new Map(batch.map(({ id }) => [id, { status: 'unconfirmed', reason: 'no broker' }])),
    };
    let isUnavailable = true;
    startWorker((publisher) => ({
      publish: (batch) => (isUnavailable ? unavailable : publisher).publish(batch),
    }));
    await appendEvents(pool, { aggregateIds: newOrders(40), sequences: [1, 1] });
    await withQueue(async (queue) => {
      await waitFor(async () => {
        const progress = (await queue.getJob('relay-shard-0'))?.progress;
        return typeof progress === 'object' && 'state' in progress && progress.state === 'backing off';
      });
      expect((await queue.getJobLogs('relay-shard-0')).logs).toEqual([expect.stringContaining('no broker')]);
    });
    isUnavailable = false;
    await untilDrained(pool, A_FEW_SECONDS);
  });
});
