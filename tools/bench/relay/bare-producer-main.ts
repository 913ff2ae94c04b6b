import { Kafka, logLevel, Partitioners } from 'kafkajs';
import { z } from 'zod';

import { toKafkaMessage } from '../../../adapters/kafka/cloud-event.js';
import { newId } from '../../../core/shared/ids.js';
import { runProgram } from '../../stack/run-program.js';
import { givenArgument } from '../reference/given-argument.js';
import { EVENTS_PER_PAYMENT, exampleEvent } from './example-event.js';

const given = z.object({ kafkaBrokers: z.string(), topicPrefix: z.string(), events: z.number() });

/** The relay's batch size. */
const BATCH = 500;

/** Sends the same events in batches to the same topic with the same acks, without reading or marking an outbox. */
async function main(): Promise<number> {
  const { kafkaBrokers, topicPrefix, events } = givenArgument(given);
  const kafka = new Kafka({ clientId: 'bench', brokers: kafkaBrokers.split(','), logLevel: logLevel.ERROR });
  const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
  await producer.connect();
  const topic = `${topicPrefix}${exampleEvent.topic}`;
  const payments = Array.from({ length: Math.ceil(events / EVENTS_PER_PAYMENT) }, () => newId('pay'));
  const made = Array.from({ length: events }, (_, nth) => ({
    ...exampleEvent,
    position: BigInt(nth),
    id: newId('evt'),
    aggregateId: payments[nth % payments.length] ?? '',
    sequence: Math.floor(nth / payments.length) + 1,
    traceParent: null,
    occurredAt: new Date(),
  }));
  const send = async (batch: typeof made): Promise<void> => {
    const messages = batch.map((event) => {
      const { partition: _chosenByTheClient, ...message } = toKafkaMessage(event, 0);
      return message;
    });
    await producer.send({ topic, acks: -1, messages });
  };
  await send(made.slice(0, 1));
  const startedAt = performance.now();
  for (let first = 0; first < made.length; first += BATCH) await send(made.slice(first, first + BATCH));
  const elapsedMs = performance.now() - startedAt;
  await producer.disconnect();
  console.log(JSON.stringify({ count: events, elapsedMs }));
  return 0;
}

runProgram(main);
