import { Redis } from 'ioredis';
import { beforeAll, describe, expect, test } from 'vitest';

import { KafkaReader } from '../../tools/demo/kafka-events.js';
import type { RecordedEvent } from '../../tools/demo/outbox-events.js';
import { firstEvent } from '../harness/client.js';
import { fault, journal, Shopper } from '../harness/shopper.js';
import { startSystem, type TestSystem } from '../harness/system.js';
import { actOnServer } from '../harness/test-stack.js';
import { waitFor } from '../harness/wait-for.js';

let system: TestSystem;
let shopper: Shopper;

beforeAll(async () => {
  system = await startSystem();
  shopper = new Shopper(system);
});

const isCaptured = async (order: Parameters<Shopper['fetchOrder']>[0]): Promise<boolean> =>
  (await shopper.fetchOrder(order)).payment.status === 'CAPTURED';

describe('a worker killed between the PSP call and its record', () => {
  // The crash table (crash-table.test.ts) covers every moment; here the killed worker's lease expires by itself.
  test('leaves one capture in the PSP’s journal, recorded after the lease expires by itself', async () => {
    const before = (await journal(system, 'capture')).length;
    // The PSP executes the capture but never responds: the worker waits, and the money has moved.
    await fault(system, { operation: 'payment_intents.capture', kind: 'timeout_after', times: 1 });
    const order = await shopper.buy({ sellers: 1 });
    await waitFor(async () => (await journal(system, 'capture')).length === before + 1, {
      what: 'the capture at the PSP',
    });
    await system.workers.kill('SIGKILL');
    expect((await shopper.fetchOrder(order)).payment.status).toBe('NOT_CAPTURED');
    await system.workers.start();
    await waitFor(async () => isCaptured(order), { what: 'the recorded capture', timeoutMs: 60_000 });
    expect(await journal(system, 'capture')).toHaveLength(before + 1);
    const steps = await system.database.sql(
      `SELECT state, attempt FROM psp_step WHERE kind = 'CAPTURE' AND subject_id = $1`,
      [order.orderId],
    );
    expect(steps).toEqual([{ state: 'SUCCEEDED', attempt: 2 }]);
  });
});

describe('Redis flushed with captures due', () => {
  const waiting = async (): Promise<number> => {
    const [row] = await system.database.sql<{ n: number }>(
      `SELECT count(*)::int AS n FROM psp_step WHERE kind = 'CAPTURE' AND state = 'DUE' AND error IS NOT NULL`,
    );
    return row?.n ?? 0;
  };

  test('loses no work: all captures succeed within 60 s', async () => {
    const removeFault = await fault(system, {
      operation: 'payment_intents.capture',
      kind: 'fail',
      status: 503,
    });
    const orders = await Promise.all([shopper.buy(), shopper.buy(), shopper.buy()]);
    try {
      // An order's last payment order waits for the first results of the others, which the open circuit may delay.
      await waitFor(async () => (await waiting()) >= 6, {
        what: 'captures waiting for their next attempt',
      });
      const redis = new Redis(system.redisUrl);
      await redis.flushall();
      redis.disconnect();
    } finally {
      await removeFault();
    }
    await waitFor(async () => (await Promise.all(orders.map(isCaptured))).every(Boolean), {
      what: 'all captures',
      timeoutMs: 60_000,
    });
    const keys = (await journal(system, 'capture')).map(({ idempotency_key: key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('Redis down', () => {
  test('does not stop a shopper from paying or from seeing it; the captures follow after recovery', async () => {
    await actOnServer('redis', 'stop');
    const order = await shopper.place(await shopper.fillCart());
    const confirmed = firstEvent(
      shopper.watch(order),
      ({ orderUpdated }) => orderUpdated.status === 'PAYMENT_CONFIRMED',
    );
    try {
      const answer = await shopper.authorize(order, { confirmationToken: await shopper.card() });
      expect(answer).toMatchObject({ paymentIntentStatus: 'AUTHORIZED' });
      await confirmed;
      const ready = await fetch(`${system.apiUrl}/readyz`);
      expect(ready.status).toBe(200);
      expect(await ready.json()).toMatchObject({
        status: 'degraded',
        dependencies: { redis: { up: false } },
      });
    } finally {
      await actOnServer('redis', 'start');
    }
    await waitFor(async () => isCaptured(order), { what: 'the captures', timeoutMs: 60_000 });
  });
});

describe('Kafka down while ten orders are paid', () => {
  test('affects no order; every event arrives in order after recovery', async () => {
    const reader = await KafkaReader.open(system.kafkaBrokers ?? '', system.topicPrefix);
    await actOnServer('kafka', 'stop');
    const orders: Awaited<ReturnType<Shopper['buy']>>[] = [];
    try {
      for (let nth = 0; nth < 10; nth += 1) orders.push(await shopper.buy());
      await waitFor(async () => (await Promise.all(orders.map(isCaptured))).every(Boolean), {
        what: 'ten paid orders',
      });
    } finally {
      await actOnServer('kafka', 'start');
    }
    const aggregates = orders.flatMap(({ orderId, paymentId }) => [orderId, paymentId]);
    const expected = await system.database.sql<RecordedEvent>(
      `SELECT id, type, topic, aggregate_id AS "aggregateId", sequence FROM outbox_event WHERE aggregate_id = ANY($1) ORDER BY position`,
      [aggregates],
    );
    // Three of the order (created, confirmed, paid); nine of the payment (intent created, authorized, three captures
    // requested and three captured, succeeded).
    expect(expected).toHaveLength(10 * (3 + 9));
    const arrived = await reader.readUntil(expected);
    for (const aggregate of aggregates) {
      const sequences = arrived
        .filter(({ aggregateId }) => aggregateId === aggregate)
        .map(({ sequence }) => sequence);
      const firsts = [...new Set(sequences)];
      expect(firsts).toEqual(Array.from(firsts, (_, index) => index + 1));
    }
    expect(new Set(arrived.map(({ id }) => id))).toEqual(new Set(expected.map(({ id }) => id)));
  });
});

describe('webhooks that never arrive', () => {
  test('after 3-D Secure are replaced by polling the intent', async () => {
    const order = await shopper.place(await shopper.fillCart({ sellers: 1 }));
    const asked = await shopper.authorize(order, {
      confirmationToken: await shopper.card('4000000000003220'),
    });
    expect(asked).toMatchObject({ paymentIntentStatus: 'REQUIRES_ACTION' });
    const removeFault = await fault(system, { operation: '*', kind: 'webhook_drop' });
    const redirectUrl = (await shopper.fetchOrder(order)).payment.intents[0]?.nextAction?.redirectUrl ?? '';
    await fetch(redirectUrl, {
      method: 'POST',
      body: new URLSearchParams({ result: 'complete' }),
      redirect: 'manual',
    });
    // The poll is due after a minute; the test does not wait for it.
    await system.database.sql(
      `UPDATE psp_step SET run_at = now() WHERE kind = 'RETRIEVE' AND subject_id = $1`,
      [order.orderId],
    );
    await waitFor(async () => isCaptured(order), { what: 'the capture', timeoutMs: 30_000 });
    await removeFault();
  });
});

describe('a database that drops every connection', () => {
  test('crashes no process; the next request is served', async () => {
    const [api, workers] = [system.api.pid, system.workers.pid];
    const buying = Promise.allSettled(Array.from({ length: 10 }, () => shopper.buy()));
    await system.database.sql(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'splitcart-%'`,
    );
    await buying;
    const order = await waitFor(async () => shopper.buy({ sellers: 1 }), { what: 'an order after the drop' });
    await waitFor(async () => isCaptured(order), { what: 'its capture', timeoutMs: 60_000 });
    expect([system.api.pid, system.workers.pid]).toEqual([api, workers]);
  });
});
