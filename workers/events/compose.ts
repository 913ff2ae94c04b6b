import { QUEUE_PREFIX } from '../../adapters/bullmq/queue-prefix.js';
import { startRelayQueue } from '../../adapters/bullmq/relay-queue.js';
import { createKafkaEventPublisher } from '../../adapters/kafka/kafka-event-publisher.js';
import { createKafkaEventSubscriber } from '../../adapters/kafka/kafka-event-subscriber.js';
import type { Stores } from '../../adapters/postgres/open-stores.js';
import type { RedisConnection } from '../../adapters/redis/redis-connection.js';
import type { Config } from '../../config/config.js';
import type { Logger } from '../../core/shared/logger.js';
import { startFulfilmentConsumer } from '../consumers/fulfilment.js';
import { startRelay } from '../relay/start-relay.js';
import type { Wake } from '../relay/wake.js';

type EventParts = Readonly<{
  config: Config;
  stores: Stores;
  connection: RedisConnection;
  logger: Logger;
  wake: Wake;
}>;

/** Composes relay and consumers. Without brokers neither starts, and events wait in the outbox. */
export function composeEvents({ config, stores, connection, logger, wake }: EventParts): {
  stop: () => Promise<void>;
} {
  const { KAFKA_BROKERS: brokers, KAFKA_TOPIC_PREFIX: topicPrefix, RELAY_SHARDS: shards } = config;
  if (brokers === undefined) {
    logger.warn({ event: 'relay.off', reason: 'KAFKA_BROKERS is not set; events wait in the outbox' });
    return { stop: () => Promise.resolve() };
  }
  const kafka = { brokers, topicPrefix, clientId: 'splitcart', logger };
  const publisher = createKafkaEventPublisher(kafka);
  const subscriber = createKafkaEventSubscriber(kafka);
  const relay = startRelay({
    fence: stores.outboxFence,
    publisher,
    shards,
    logger,
    wake,
    startQueue: (runSession) =>
      startRelayQueue({ connection, prefix: QUEUE_PREFIX, shards, runSession, logger }),
  });
  const fulfilment = startFulfilmentConsumer({
    subscriber,
    inbox: stores.consumerInbox,
    list: stores.fulfilmentList,
    groupId: 'splitcart-fulfilment',
    logger,
  });
  return {
    async stop() {
      await fulfilment.stop();
      await relay.stop();
      await publisher.close();
      await subscriber.close();
    },
  };
}
