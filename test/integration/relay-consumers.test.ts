import { randomBytes } from 'node:crypto';

import type { Pool, PoolClient } from 'pg';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import {
  createKafkaEventPublisher,
  type KafkaEventPublisher,
} from '../../adapters/kafka/kafka-event-publisher.js';
import {
  createKafkaEventSubscriber,
  type KafkaEventSubscriber,
} from '../../adapters/kafka/kafka-event-subscriber.js';
import type { Stores } from '../../adapters/postgres/open-stores.js';
import { orderCanceled, orderConfirmed } from '../../core/checkout/model/order-events.js';
import { newId } from '../../core/shared/ids.js';
import type { PublishableEvent } from '../../core/shared/event-publisher.js';
import type { PartitionLag } from '../../sdk/event-subscriber.js';
import { startFulfilmentConsumer } from '../../workers/consumers/fulfilment.js';
import { actOnServer, testStack } from '../harness/test-stack.js';
import { waitFor } from '../harness/wait-for.js';
import { freshStores, ORDERS, readTopic, silent } from './relay-fixture.js';

let kafkaBrokers: string;
let pool: Pool;
let stores: Stores;
let topicPrefix: string;
let publisher: KafkaEventPublisher;
let subscriber: KafkaEventSubscriber;
const running: (() => Promise<void>)[] = [];

beforeAll(async () => {
  ({ kafkaBrokers } = await testStack());
  ({ pool, stores } = await freshStores());
});

beforeEach(async () => {
  await pool.query('DELETE FROM fulfilment_order');
  await pool.query('DELETE FROM consumer_inbox');
  topicPrefix = `t${randomBytes(4).toString('hex')}.`;
  const kafka = { brokers: [kafkaBrokers], clientId: 'consumers', topicPrefix, logger: silent };
  publisher = createKafkaEventPublisher(kafka);
  subscriber = createKafkaEventSubscriber(kafka);
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((stop) => stop()));
  await publisher.close();
  await subscriber.close();
});

function startConsumer(onLag: (lag: PartitionLag) => void = () => undefined) {
  const inbox = stores.consumerInbox;
  const consumer = startFulfilmentConsumer<PoolClient>({
    subscriber,
    inbox,
    list: stores.fulfilmentList,
    groupId: 'fulfilment',
    logger: silent,
    onLag,
  });
  running.push(() => consumer.stop());
  return consumer;
}

function confirmedOrder(over: Partial<PublishableEvent> = {}): PublishableEvent {
  const orderId = newId('ord');
  return {
    position: 1n,
    id: newId('evt'),
    topic: ORDERS,
    aggregateType: 'order',
    aggregateId: orderId,
    sequence: 2,
    type: orderConfirmed.type,
    data: { ...orderConfirmed.example, orderId },
    traceParent: null,
    occurredAt: new Date(),
    ...over,
  };
}

function canceledOrder(orderId: string): PublishableEvent {
  const data = { ...orderCanceled.example, orderId };
  return confirmedOrder({ aggregateId: orderId, type: orderCanceled.type, sequence: 3, data });
}

/** Publishes until all are confirmed, as the relay does. A topic still being created rejects the first attempt. */
async function publish(...events: PublishableEvent[]): Promise<void> {
  await waitFor(
    async () => [...(await publisher.publish(events)).values()].every(({ status }) => status === 'confirmed'),
    { what: 'the events to be confirmed' },
  );
}

async function listedOrders(): Promise<string[]> {
  const { rows } = await pool.query<{ order_id: string }>('SELECT order_id FROM fulfilment_order');
  return rows.map(({ order_id: orderId }) => orderId);
}

async function untilListed(orderId: string): Promise<void> {
  await waitFor(async () => (await listedOrders()).includes(orderId), {
    what: `order ${orderId} on the list`,
  });
}

describe('the fulfilment consumer', () => {
  test('records the cancellation of a confirmed order, and ignores an order never paid', async () => {
    const [kept, canceled] = [confirmedOrder(), confirmedOrder()];
    await publish(kept, canceled, canceledOrder(canceled.aggregateId), canceledOrder(newId('ord')));
    startConsumer();
    await waitFor(async () => (await pool.query('SELECT FROM consumer_inbox')).rowCount === 4, {
      what: 'four events',
    });
    const { rows } = await pool.query<{ id: string; at: Date | null }>(
      'SELECT order_id AS id, canceled_at AS at FROM fulfilment_order',
    );
    expect(new Map(rows.map(({ id, at }) => [id, at]))).toEqual(
      new Map([
        [kept.aggregateId, null],
        [canceled.aggregateId, new Date(orderCanceled.example.canceledAt)],
      ]),
    );
  });

  test('lists a confirmed order once, although its event is delivered twice', async () => {
    const event = confirmedOrder();
    const last = confirmedOrder({ aggregateId: event.aggregateId, type: 'OrderPaid', sequence: 3 });
    await publish(event);
    await publish(event, last);
    const lags: PartitionLag[] = [];
    startConsumer((lag) => lags.push(lag));
    await waitFor(() => lags.some(({ messagesBehind }) => messagesBehind === 0), {
      what: 'a lag of zero',
    });
    const { rows } = await pool.query('SELECT * FROM fulfilment_order');
    expect(rows).toEqual([
      {
        order_id: event.aggregateId,
        order_number: orderConfirmed.example.orderNumber,
        event_id: event.id,
        sequence: 2,
        seller_count: 1,
        confirmed_at: new Date(orderConfirmed.example.confirmedAt),
        received_at: expect.any(Date),
        canceled_at: null,
      },
    ]);
    expect((await pool.query('SELECT consumer, event_id FROM consumer_inbox')).rows).toEqual([
      { consumer: 'fulfilment', event_id: event.id },
    ]);
  });

  test('resumes where the last one stopped', async () => {
    const [first, second] = [confirmedOrder(), confirmedOrder()];
    await publish(first);
    const consumer = startConsumer();
    await untilListed(first.aggregateId);
    await consumer.stop();
    await publish(second);
    startConsumer();
    await untilListed(second.aggregateId);
    expect(await listedOrders()).toHaveLength(2);
  });

  test('sends an unreadable event to the dead letters and handles those behind it', async () => {
    const poison = confirmedOrder({ data: { orderId: 'ord_1' } });
    const behind = confirmedOrder({ aggregateId: poison.aggregateId, sequence: 3 });
    await publish(poison, behind);
    startConsumer();
    await waitFor(async () => (await listedOrders()).length === 1, {
      what: 'the order behind the poison event',
    });
    const dead = await readTopic(kafkaBrokers, `${topicPrefix}${ORDERS}.dlq`);
    expect(dead.map(({ id }) => id)).toEqual([poison.id]);
    expect(dead[0]?.headers).toMatchObject({
      ce_type: 'OrderConfirmed',
      dlq_consumer: 'fulfilment',
      dlq_topic: ORDERS,
    });
    expect(dead[0]?.headers['dlq_reason']).toContain('orderNumber');
  });

  test('waits while the database is down and loses nothing', async () => {
    const [before, during] = [confirmedOrder(), confirmedOrder()];
    startConsumer();
    await publish(before);
    await untilListed(before.aggregateId);
    await actOnServer('postgres', 'kill');
    try {
      await publish(during);
    } finally {
      // Backends of the killed server may briefly keep its shared memory.
      await waitFor(() => actOnServer('postgres', 'start').then(() => true));
    }
    await untilListed(during.aggregateId);
    expect(await readTopic(kafkaBrokers, `${topicPrefix}${ORDERS}.dlq`)).toEqual([]);
  });

  test('rejoins after Kafka is killed and recovers', async () => {
    const [before, after] = [confirmedOrder(), confirmedOrder()];
    startConsumer();
    await publish(before);
    await untilListed(before.aggregateId);
    await actOnServer('kafka', 'kill');
    await actOnServer('kafka', 'start');
    await waitFor(async () => (await publisher.publish([after])).get(after.id)?.status === 'confirmed');
    await waitFor(async () => (await listedOrders()).includes(after.aggregateId), { timeoutMs: 60_000 });
    expect(await listedOrders()).toHaveLength(2);
  });
});
