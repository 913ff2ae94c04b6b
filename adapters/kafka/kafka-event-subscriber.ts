import type { Kafka, Producer } from 'kafkajs';
import { Partitioners } from 'kafkajs';

import type { EventSubscriber } from '../../sdk/event-subscriber.js';
import type { ReceivedMessage } from '../../sdk/received-event.js';
import { settledWithin } from '../../core/shared/settled-within.js';
import { confirms } from './broker-answer.js';
import { runGroupMember } from './group-member.js';
import { createKafkaClient } from './kafka-client.js';
import type { KafkaSettings } from './kafka-settings.js';
import { deadLetterTopicOf } from './topics.js';

export type KafkaEventSubscriber = EventSubscriber & { close(): Promise<void> };

const CLOSE_DEADLINE_MS = 3_000;

/** Consumes from Kafka through consumer groups; implements the port of the consumer SDK. */
export function createKafkaEventSubscriber(settings: KafkaSettings): KafkaEventSubscriber {
  const kafka = createKafkaClient(settings);
  const prefix = settings.topicPrefix ?? '';
  let connecting: Promise<Producer> | null = null;

  const producer = (): Promise<Producer> => {
    connecting ??= connectProducer(kafka).catch((error: unknown) => {
      connecting = null;
      throw error;
    });
    return connecting;
  };

  return {
    subscribe: (options) => runGroupMember({ kafka, settings, options }),

    async sendToDeadLetters(message, headers) {
      const topic = prefix + deadLetterTopicOf(message.topic);
      const answer = await (
        await producer()
      ).send({ topic, acks: -1, messages: [deadLetter(message, headers)] });
      // Throwing leaves the offset uncommitted, so the message is redelivered: a lost dead letter would be a lost event.
      if (!confirms(answer, topic, 0))
        throw new Error(`the broker did not confirm the dead letter on ${topic}`);
    },

    async close() {
      const opened = await connecting?.catch(() => null);
      if (opened) await settledWithin(CLOSE_DEADLINE_MS, opened.disconnect());
    },
  };
}

async function connectProducer(kafka: Kafka): Promise<Producer> {
  const producer = kafka.producer({
    allowAutoTopicCreation: false,
    createPartitioner: Partitioners.DefaultPartitioner,
  });
  await producer.connect();
  return producer;
}

function deadLetter(
  { key, value, headers: own }: ReceivedMessage,
  headers: Readonly<Record<string, string>>,
) {
  return {
    key,
    partition: 0,
    value: value === null ? null : Buffer.from(value),
    headers: { ...own, ...headers },
  };
}
