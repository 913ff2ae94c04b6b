import { setTimeout as delay } from 'node:timers/promises';

import type { Admin, Kafka } from 'kafkajs';

import type { Topic } from '../../core/shared/event-envelope.js';
import { isUnknownTopic } from './kafka-errors.js';
import type { KafkaSettings } from './kafka-settings.js';

/** The topics that events are published to; the relay creates and writes no other. */
export const EVENT_TOPICS: readonly Topic[] = [
  'splitcart.orders.v1',
  'splitcart.payments.v1',
  'splitcart.sellers.v1',
];

/** Allows six parallel consumers per group. Never change it on a live topic: keys would move to other partitions. */
const EVENT_PARTITIONS = 6;
/** Dead letters are few and handled manually. */
const DEAD_LETTER_PARTITIONS = 1;
const MAX_REPLICAS = 3;

const ATTEMPTS_TO_FIND = 30;
const FIND_AGAIN_MS = 100;

export function deadLetterTopicOf(topic: string): string {
  return `${topic}.dlq`;
}

type Wanted = { admin: Admin; topics: readonly string[]; settings: KafkaSettings };

/**
 * Creates missing topics and leaves existing ones as they are. Names are those on the broker, prefix included.
 * Returns the partition count of each.
 */
export async function ensureTopics(wanted: Wanted): Promise<ReadonlyMap<string, number>> {
  const existing = new Set(await wanted.admin.listTopics());
  const absent = wanted.topics.filter((topic) => !existing.has(topic));
  if (absent.length > 0) await createTopics({ ...wanted, topics: absent });
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await partitionCounts(wanted);
    } catch (error) {
      // A topic just created, here or by another process, takes a moment to reach every broker.
      if (!isUnknownTopic(error) || attempt === ATTEMPTS_TO_FIND) throw error;
      await delay(FIND_AGAIN_MS);
    }
  }
}

async function createTopics({ admin, topics, settings }: Wanted): Promise<void> {
  const { brokers } = await admin.describeCluster();
  const replicationFactor = settings.replicationFactor ?? Math.min(MAX_REPLICAS, brokers.length);
  // With three replicas a write needs two, so that losing one broker neither loses data nor blocks writes.
  const configEntries =
    replicationFactor >= MAX_REPLICAS ? [{ name: 'min.insync.replicas', value: '2' }] : [];
  // One call per topic: kafkajs fails a call for several when another process creates one of them concurrently.
  for (const topic of topics) {
    const numPartitions = topic.endsWith('.dlq') ? DEAD_LETTER_PARTITIONS : EVENT_PARTITIONS;
    await admin.createTopics({ topics: [{ topic, numPartitions, replicationFactor, configEntries }] });
  }
  settings.logger.info({ event: 'kafka.topics_created', topics, replicationFactor });
}

async function partitionCounts({ admin, topics }: Wanted): Promise<ReadonlyMap<string, number>> {
  const { topics: metadata } = await admin.fetchTopicMetadata({ topics: [...topics] });
  return new Map(metadata.map(({ name, partitions }) => [name, partitions.length]));
}

/** Runs `work` with an admin client and disconnects it. */
export async function withAdmin<Value>(kafka: Kafka, work: (admin: Admin) => Promise<Value>): Promise<Value> {
  const admin = kafka.admin();
  try {
    await admin.connect();
    return await work(admin);
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
}
