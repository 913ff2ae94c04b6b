import { setTimeout as delay } from 'node:timers/promises';

import type { Admin, Kafka } from 'kafkajs';

import type { Topic } from '../../core/shared/event-envelope.js';
import { isUnknownTopic } from './kafka-errors.js';
import type { KafkaSettings } from './kafka-settings.js';

/** The topics events are published to; no other is ever created or written by the relay. */
export const EVENT_TOPICS: readonly Topic[] = [
  'splitcart.orders.v1',
  'splitcart.payments.v1',
  'splitcart.sellers.v1',
];

/** Enough for six consumers of a group side by side. Never changed on a live topic: a key would move to another partition. */
const EVENT_PARTITIONS = 6;
/** Dead letters are few and read by people. */
const DEAD_LETTER_PARTITIONS = 1;
const MAX_REPLICAS = 3;

const ATTEMPTS_TO_FIND = 30;
const FIND_AGAIN_MS = 100;

export function deadLetterTopicOf(topic: string): string {
  return `${topic}.dlq`;
}

type Wanted = { admin: Admin; topics: readonly string[]; settings: KafkaSettings };

/**
 * Creates the topics that are absent and leaves those that exist as they are. Names are those on the broker, prefix
 * included. Returns how many partitions each has.
 */
export async function ensureTopics(wanted: Wanted): Promise<ReadonlyMap<string, number>> {
  const existing = new Set(await wanted.admin.listTopics());
  const absent = wanted.topics.filter((topic) => !existing.has(topic));
  if (absent.length > 0) await createTopics({ ...wanted, topics: absent });
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await partitionCounts(wanted);
    } catch (error) {
      // A topic just created, here or by another process, is not known to every broker at once.
      if (!isUnknownTopic(error) || attempt === ATTEMPTS_TO_FIND) throw error;
      await delay(FIND_AGAIN_MS);
    }
  }
}

async function createTopics({ admin, topics, settings }: Wanted): Promise<void> {
  const { brokers } = await admin.describeCluster();
  const replicationFactor = settings.replicationFactor ?? Math.min(MAX_REPLICAS, brokers.length);
  // With three copies a write needs two of them, so that losing one broker loses nothing and stops nothing.
  const configEntries =
    replicationFactor >= MAX_REPLICAS ? [{ name: 'min.insync.replicas', value: '2' }] : [];
  // One call per topic: when another process creates some of them at the same moment, kafkajs fails a call for several.
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

/** Runs the work with an administrative connection and closes it. */
export async function withAdmin<Value>(kafka: Kafka, work: (admin: Admin) => Promise<Value>): Promise<Value> {
  const admin = kafka.admin();
  try {
    await admin.connect();
    return await work(admin);
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
}
