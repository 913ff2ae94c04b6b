import { setTimeout as delay } from 'node:timers/promises';

import type { Consumer, EachBatchPayload, Kafka } from 'kafkajs';

import type { SubscribeOptions, Subscription } from '../../sdk/event-subscriber.js';
import type { ReceivedMessage } from '../../sdk/received-event.js';
import { headerTexts } from './cloud-event.js';
import { settledWithin } from '../../core/shared/settled-within.js';
import { reasonOf } from './kafka-errors.js';
import type { KafkaSettings } from './kafka-settings.js';
import { deadLetterTopicOf, ensureTopics, withAdmin } from './topics.js';

/** A vanished member keeps its partitions this long; after a broker restart it is our own previous membership. */
const SESSION_TIMEOUT_MS = 10_000;
/** At most a third of the session timeout, so that two lost heartbeats do not cost the partition. */
const HEARTBEAT_MS = 3_000;
/** An idle fetch waits this long at the broker, and so does a stop. New messages return at once. */
const FETCH_WAIT_MS = 500;
const PARTITIONS_AT_ONCE = 3;
const COMMIT_EVERY_MS = 1_000;
const REJOIN_PAUSE_MS = 1_000;
const STOP_DEADLINE_MS = 5_000;

type Membership = Readonly<{ kafka: Kafka; settings: KafkaSettings; options: SubscribeOptions }>;

/** Keeps one member in the group until stopped; whenever it crashes, a new one joins a second later. */
export function runGroupMember(membership: Membership): Subscription {
  const stopping = new AbortController();
  const { logger } = membership.settings;
  const running = (async () => {
    while (!stopping.signal.aborted) {
      try {
        await consumeUntilCrash(membership, stopping.signal);
      } catch (error) {
        logger.warn({
          event: 'consumer.rejoining',
          groupId: membership.options.groupId,
          reason: reasonOf(error),
        });
      }
      await delay(REJOIN_PAUSE_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await settledWithin(STOP_DEADLINE_MS, running);
    },
  };
}

async function consumeUntilCrash(
  { kafka, settings, options }: Membership,
  stopping: AbortSignal,
): Promise<void> {
  const prefix = settings.topicPrefix ?? '';
  const topics = options.topics.map((topic) => prefix + topic);
  await withAdmin(kafka, (admin) =>
    ensureTopics({ admin, topics: [...topics, ...topics.map(deadLetterTopicOf)], settings }),
  );
  const consumer = kafka.consumer({
    groupId: prefix + options.groupId,
    sessionTimeout: SESSION_TIMEOUT_MS,
    heartbeatInterval: HEARTBEAT_MS,
    maxWaitTimeInMs: FETCH_WAIT_MS,
    // We restart the consumer ourselves, on every error; kafkajs gives up on some.
    retry: { retries: 3, restartOnFailure: async () => false },
  });
  try {
    await consumer.connect();
    await consumer.subscribe({ topics, fromBeginning: true });
    const ended = untilEnded(consumer, stopping);
    await consumer.run({
      eachBatchAutoResolve: false,
      autoCommitInterval: COMMIT_EVERY_MS,
      partitionsConsumedConcurrently: PARTITIONS_AT_ONCE,
      eachBatch: (payload) => handleBatch({ payload, options, prefix, stopping }),
    });
    settings.logger.info({ event: 'consumer.joined', groupId: options.groupId, topics });
    await ended;
  } finally {
    await consumer.disconnect().catch(() => undefined);
  }
}

/** Resolves when the subscription is stopped, rejects when the consumer crashes. */
function untilEnded(consumer: Consumer, stopping: AbortSignal): Promise<void> {
  const ended = Promise.withResolvers<void>();
  consumer.on(consumer.events.CRASH, ({ payload }) => ended.reject(payload.error));
  stopping.addEventListener('abort', () => ended.resolve(), { once: true });
  if (stopping.aborted) ended.resolve();
  ended.promise.catch(() => undefined); // `run` may reject first; the same error must not be unhandled here.
  return ended.promise;
}

type Batch = Readonly<{
  payload: EachBatchPayload;
  options: SubscribeOptions;
  prefix: string;
  stopping: AbortSignal;
}>;

async function handleBatch({ payload, options, prefix, stopping }: Batch): Promise<void> {
  const { batch } = payload;
  const topic = batch.topic.slice(prefix.length);
  const revoked = new AbortController();
  const signal = AbortSignal.any([stopping, revoked.signal]);
  // One message may outlast the session timeout: without this heartbeat the group would reassign the partition.
  const pulse = setInterval(
    () => void payload.heartbeat().catch((error: unknown) => revoked.abort(error)),
    HEARTBEAT_MS,
  );
  let handledUpTo = Number(batch.firstOffset()) - 1;
  try {
    for (const message of batch.messages) {
      if (!payload.isRunning() || payload.isStale() || signal.aborted) break;
      await options.onMessage(received(topic, batch.partition, message), signal);
      handledUpTo = Number(message.offset);
      payload.resolveOffset(message.offset);
      await payload.commitOffsetsIfNecessary();
      await payload.heartbeat();
    }
  } catch (error) {
    // Interrupted on purpose: the offset is not resolved, so the partition's next owner gets the message again.
    if (!signal.aborted) throw error;
  } finally {
    clearInterval(pulse);
  }
  const messagesBehind = Math.max(0, Number(batch.highWatermark) - 1 - handledUpTo);
  options.onLag?.({ groupId: options.groupId, topic, partition: batch.partition, messagesBehind });
}

function received(
  topic: string,
  partition: number,
  message: EachBatchPayload['batch']['messages'][number],
): ReceivedMessage {
  return {
    topic,
    partition,
    offset: message.offset,
    key: message.key === null ? null : message.key.toString(),
    headers: headerTexts(message.headers),
    value: message.value,
  };
}
