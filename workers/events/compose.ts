import { QUEUE_PREFIX } from '../../adapters/bullmq/queue-prefix.js';
import { startRelayQueue } from '../../adapters/bullmq/relay-queue.js';
import { createKafkaEventPublisher } from '../../adapters/kafka/kafka-event-publisher.js';
import { createKafkaEventSubscriber } from '../../adapters/kafka/kafka-event-subscriber.js';
import type { Database } from '../../adapters/postgres/database/database.js';
import { createConsumerInbox } from '../../adapters/postgres/outbox/consumer-inbox-store.js';
import { fulfilmentList } from '../../adapters/postgres/fulfilment/fulfilment-store.js';
import { createOutboxFence } from '../../adapters/postgres/outbox/outbox-store.js';
import type { RedisConnection } from '../../adapters/redis/redis-connection.js';
import type { Config } from '../../config/config.js';
import type { Logger } from '../../core/shared/logger.js';
import { startFulfilmentConsumer } from '../consumers/fulfilment.js';
import { startRelay } from '../relay/start-relay.js';
import type { Wake } from '../relay/wake.js';

type EventParts = Readonly<{
  config: Config;
  pool: Database['pool'];
  connection: RedisConnection;
  logger: Logger;
  wake: Wake;
}>;

/** Relay and consumers. Without brokers neither starts, and events wait in the outbox. */
export function composeEvents({ config, pool, connection, logger, wake }: EventParts): {
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
    fence: createOutboxFence(pool),
    publisher,
    shards,
    logger,
    wake,
    startQueue: (runSession) =>
      startRelayQueue({ connection, prefix: QUEUE_PREFIX, shards, runSession, logger }),
  });
  const fulfilment = startFulfilmentConsumer({
    subscriber,
    inbox: createConsumerInbox(pool),
    list: fulfilmentList,
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
