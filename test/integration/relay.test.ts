import { randomBytes } from 'node:crypto';

import type { Pool } from 'pg';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';

import type { Stores } from '../../adapters/postgres/open-stores.js';
import { createKafkaEventPublisher } from '../../adapters/kafka/kafka-event-publisher.js';
import { partitionOf } from '../../adapters/kafka/murmur2.js';
import type { EventPublisher, PublishReport } from '../../core/shared/event-publisher.js';
import { startRelay } from '../../workers/relay/start-relay.js';
import { atEndOfFile } from '../harness/cleanup.js';
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
  unpublished,
  untilDrained,
} from './relay-fixture.js';

let kafkaBrokers: string;
let pool: Pool;
let stores: Stores;
let topicPrefix: string;
let publisher: EventPublisher;

beforeAll(async () => {
  ({ kafkaBrokers } = await testStack());
  ({ pool, stores } = await freshStores());
});

beforeEach(async () => {
  await pool.query('DELETE FROM outbox_event');
  topicPrefix = `t${randomBytes(4).toString('hex')}.`;
  const kafka = createKafkaEventPublisher({
    brokers: [kafkaBrokers],
    clientId: 'relay',
    topicPrefix,
    logger: silent,
  });
  publisher = kafka;
  atEndOfFile(() => kafka.close());
});

/** Runs a relay during the work; without Redis, so that only the outbox fence assigns the shards. */
async function relaying(
  work: () => Promise<void>,
  options: { shards?: number; through?: EventPublisher } = {},
) {
  const { shards = 4, through = publisher } = options;
  const relay = startRelay({ fence: stores.outboxFence, publisher: through, shards, logger: silent });
  try {
    await work();
  } finally {
    await relay.stop();
  }
}

const arrived = () => readTopic(kafkaBrokers, topicPrefix + ORDERS);

describe('the relay', () => {
  test('publishes every aggregate in order, to the partition that its id hashes to', async () => {
    const orders = newOrders(120);
    await appendEvents(pool, { aggregateIds: orders, sequences: [1, 20] });
    await relaying(() => untilDrained(pool));
    const records = await arrived();
    expect(judge(records, orders, 20)).toEqual({ distinct: 2_400, duplicates: 0, missing: 0, outOfOrder: 0 });
    expect(records.filter(({ aggregateId, partition }) => partition !== partitionOf(aggregateId, 6))).toEqual(
      [],
    );
    expect(new Set(records.map(({ partition }) => partition)).size).toBe(6);
  });

  test('publishes an event within half a second of its commit when idle', async () => {
    await relaying(async () => {
      await appendEvents(pool, { aggregateIds: newOrders(1), sequences: [1, 1] });
      await untilDrained(pool);
      const appendedAt = performance.now();
      await appendEvents(pool, { aggregateIds: newOrders(1), sequences: [1, 1] });
      await untilDrained(pool);
      expect(performance.now() - appendedAt).toBeLessThan(500);
    });
  });

  test('loses nothing when Kafka is killed and recovers, and catches up in order', async () => {
    const orders = newOrders(50);
    await relaying(async () => {
      await appendEvents(pool, { aggregateIds: orders, sequences: [1, 10] });
      await waitFor(async () => (await unpublished(pool)) < 500, { what: 'the relay at work', everyMs: 5 });
      await actOnServer('kafka', 'kill');
      try {
        await appendEvents(pool, { aggregateIds: orders, sequences: [11, 30] });
        expect(await unpublished(pool)).toBeGreaterThanOrEqual(1_000);
      } finally {
        await actOnServer('kafka', 'start');
      }
      await untilDrained(pool);
    });
    expect(judge(await arrived(), orders, 30)).toMatchObject({ missing: 0, outOfOrder: 0 });
  });

  test('resends events not marked before a crash: duplicates, but none lost or out of order', async () => {
    const orders = newOrders(50);
    await appendEvents(pool, { aggregateIds: orders, sequences: [1, 10] });
    let crashes = 0;
    const crashingAfterSend: EventPublisher = {
      async publish(batch): Promise<PublishReport> {
        const report = await publisher.publish(batch);
        crashes += 1;
        // A crash as the database sees it: the connection with the fence ends before the rows are marked.
        if (crashes <= 4) await endFencedConnections();
        return report;
      },
    };
    await relaying(() => untilDrained(pool), { through: crashingAfterSend });
    const judgement = judge(await arrived(), orders, 10);
    expect(judgement).toMatchObject({ distinct: 500, missing: 0, outOfOrder: 0 });
    expect(judgement.duplicates).toBeGreaterThan(0);
  });

  test('sends every event once with two workers that have different shard counts', async () => {
    const orders = newOrders(100);
    const twoWorkers = relaying(
      () =>
        relaying(
          async () => {
            for (let sequence = 1; sequence <= 20; sequence += 1)
              await appendEvents(pool, { aggregateIds: orders, sequences: [sequence, sequence] });
            await untilDrained(pool);
          },
          { shards: 3 },
        ),
      { shards: 4 },
    );
    await twoWorkers;
    expect(judge(await arrived(), orders, 20)).toEqual({
      distinct: 2_000,
      duplicates: 0,
      missing: 0,
      outOfOrder: 0,
    });
  });

  test('parks an event rejected by the broker; later events of its aggregate wait, all others continue', async () => {
    const [poisoned = '', ...others] = newOrders(40);
    await appendEvents(pool, { aggregateIds: [poisoned, ...others], sequences: [1, 2] });
    await appendEvents(pool, {
      aggregateIds: [poisoned],
      sequences: [3, 3],
      data: { note: 'x'.repeat(2_000_000) },
    });
    await appendEvents(pool, { aggregateIds: others, sequences: [3, 3] });
    await appendEvents(pool, { aggregateIds: [poisoned, ...others], sequences: [4, 6] });
    await relaying(async () => {
      await waitFor(async () => (await unpublished(pool)) === 3, {
        what: 'all but those behind the parked event',
      });
    });
    const records = await arrived();
    const ofPoisoned = records.filter(({ aggregateId }) => aggregateId === poisoned);
    expect(ofPoisoned.map(({ sequence }) => sequence)).toEqual([1, 2]);
    expect(
      judge(
        records.filter((record) => !ofPoisoned.includes(record)),
        others,
        6,
      ),
    ).toMatchObject({ missing: 0, outOfOrder: 0 });
    expect(await stores.readOutboxBacklog()).toMatchObject({ unpublished: 3, parked: 1 });
    const { rows } = await pool.query(
      'SELECT sequence, parked_reason FROM outbox_event WHERE parked_at IS NOT NULL',
    );
    expect(rows).toEqual([{ sequence: 3, parked_reason: expect.stringContaining('MESSAGE_TOO_LARGE') }]);
  });

  test('parks an event of a topic that does not exist', async () => {
    await appendEvents(pool, {
      aggregateIds: newOrders(1),
      sequences: [1, 2],
      topic: 'splitcart.unknown.v1',
    });
    await relaying(async () => {
      await waitFor(async () => (await stores.readOutboxBacklog()).parked === 1, {
        what: 'the parked event',
      });
    });
    expect(await stores.readOutboxBacklog()).toMatchObject({ unpublished: 1, parked: 1 });
  });
});

describe('the outbox fence', () => {
  test('gives a slot to one relay at a time, and to the next when the first one’s connection ends', async () => {
    const fence = stores.outboxFence;
    const first = await fence.acquire([1, 2, 3]);
    expect(first).not.toBeNull();
    expect(await fence.acquire([3, 4])).toBeNull();
    expect(await fence.heldSlots()).toEqual(new Set([1, 2, 3]));

    await endFencedConnections();
    const second = await waitFor(() => fence.acquire([3, 4]), { what: 'the freed slots' });
    // The server frees the slots a moment before this side notices the end of its connection.
    await waitFor(() => Promise.resolve(first?.lost.aborted === true), { what: 'the first to notice' });
    await expect(first?.markPublished(['evt_1'])).rejects.toThrow(/terminat|not queryable/);
    await first?.release();
    expect(await fence.heldSlots()).toEqual(new Set([3, 4]));
    await second.release();
    expect(await fence.heldSlots()).toEqual(new Set());
  });
});

/** Terminates, on the server, the connections that hold an advisory lock. */
async function endFencedConnections(): Promise<void> {
  await pool.query(
    `SELECT pg_terminate_backend(pid) FROM (SELECT DISTINCT pid FROM pg_locks
      WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())) AS fenced`,
  );
}
