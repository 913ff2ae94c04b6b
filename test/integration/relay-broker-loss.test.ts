import { Kafka, logLevel, Partitioners } from 'kafkajs';
import type { Pool } from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';

import type { Stores } from '../../adapters/postgres/open-stores.js';
import { toKafkaMessage } from '../../adapters/kafka/cloud-event.js';
import {
  createKafkaEventPublisher,
  type KafkaEventPublisher,
} from '../../adapters/kafka/kafka-event-publisher.js';
import { partitionOf } from '../../adapters/kafka/murmur2.js';
import { environmentVariable } from '../../config/environment.js';
import { newId } from '../../core/shared/ids.js';
import type { EventPublisher, PublishableEvent } from '../../core/shared/event-publisher.js';
import type { KafkaCluster } from '../../tools/stack/kafka-cluster.js';
import { startRelay } from '../../workers/relay/start-relay.js';
import { startTestCluster } from '../harness/kafka.js';
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

const ORDER_COUNT = 200;
const EVENTS_EACH = 30;
/** Of about a dozen batches: the connections are warm, and most of the backlog remains. */
const KILL_DURING_BATCH = 5;
/** Number of runs; `BROKER_LOSSES=<number>` sets more. */
const losses = Number(environmentVariable('BROKER_LOSSES') ?? 1);

let cluster: KafkaCluster;
let pool: Pool;
let stores: Stores;

beforeAll(async () => {
  [{ pool, stores }, cluster] = await Promise.all([freshStores(), startTestCluster(3)]);
});

function goodPublisher(topicPrefix: string): KafkaEventPublisher {
  return createKafkaEventPublisher({
    brokers: cluster.brokers,
    clientId: 'relay',
    topicPrefix,
    logger: silent,
  });
}

/** Publishes the wrong way: everything in one call, trusting a call that resolves. */
function trustingPublisher(topicPrefix: string): KafkaEventPublisher {
  const kafka = new Kafka({
    brokers: [...cluster.brokers],
    clientId: 'trusting',
    logLevel: logLevel.NOTHING,
  });
  const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
  const message = (event: PublishableEvent) => toKafkaMessage(event, partitionOf(event.aggregateId, 6));
  let connected: Promise<void> | null = null;
  return {
    async publish(batch) {
      connected ??= producer.connect();
      await connected;
      await producer.send({ topic: topicPrefix + ORDERS, acks: -1, messages: batch.map(message) });
      return new Map(batch.map(({ id }) => [id, { status: 'confirmed' }]));
    },
    close: () => producer.disconnect(),
  };
}

/** Creates the topics by publishing one event with the good publisher. */
async function createTopics(topicPrefix: string): Promise<void> {
  const publisher = goodPublisher(topicPrefix);
  const event = {
    id: newId('evt'),
    topic: 'splitcart.payments.v1',
    aggregateType: 'payment',
    aggregateId: newId('pay'),
    sequence: 1,
  };
  const report = await publisher.publish([
    {
      ...event,
      position: 1n,
      type: 'PaymentAuthorized',
      data: {},
      traceParent: null,
      occurredAt: new Date(),
    },
  ]);
  expect(report.get(event.id)).toEqual({ status: 'confirmed' });
  await publisher.close();
}

/** Kills a broker while a batch is in flight with a backlog behind it; judges what arrives in the end. */
async function relayThroughBrokerLoss(publisher: KafkaEventPublisher, topicPrefix: string, broker: number) {
  const orders = newOrders(ORDER_COUNT);
  await appendEvents(pool, { aggregateIds: orders, sequences: [1, EVENTS_EACH] });
  let batches = 0;
  const kills: Promise<void>[] = [];
  const killing: EventPublisher = {
    publish(batch) {
      batches += 1;
      const report = publisher.publish(batch);
      if (batches === KILL_DURING_BATCH) kills.push(cluster.killBroker(broker));
      return report;
    },
  };
  const relay = startRelay({ fence: stores.outboxFence, publisher: killing, shards: 4, logger: silent });
  try {
    await untilDrained(pool);
  } finally {
    await relay.stop();
    await publisher.close();
    await Promise.all(kills);
    await cluster.restartBroker(broker);
  }
  return judge(await readTopic(cluster.bootstrap, topicPrefix + ORDERS), orders, EVENTS_EACH);
}

describe('when one of three brokers is killed during relaying', () => {
  test(
    'the relay loses nothing and keeps the order of every aggregate',
    { repeats: losses - 1 },
    async () => {
      const topicPrefix = `good-${Date.now()}.`;
      const { missing, outOfOrder } = await relayThroughBrokerLoss(
        goodPublisher(topicPrefix),
        topicPrefix,
        1,
      );
      expect({ missing, outOfOrder }).toEqual({ missing: 0, outOfOrder: 0 });
    },
  );

  // The test above proves something only if a relay that trusts kafkajs fails it, so this one must lose events. It lost
  // 46 to 403 of 6,000 in each of eight measured runs; the retries cover a lucky run.
  test('a relay that trusts a resolved send loses events', { retry: 2 }, async () => {
    const topicPrefix = `trusting-${Date.now()}.`;
    await createTopics(topicPrefix);
    const { missing } = await relayThroughBrokerLoss(trustingPublisher(topicPrefix), topicPrefix, 2);
    expect(missing).toBeGreaterThan(0);
  });
});
