// Long: each step of the way of a payment is killed once, and the lease of what died has to end.
import { randomUUID } from 'node:crypto';

import { beforeAll, describe, expect, test } from 'vitest';

import { CRASH_MOMENTS, crashAt, crashAtDatabase } from '../harness/crash-moment.js';
import type { Caught } from '../harness/database-gate.js';
import { journal, Shopper, type PlaceOrderAnswer } from '../harness/shopper.js';
import { startSystem, type TestSystem } from '../harness/system.js';
import { waitFor } from '../harness/wait-for.js';
import { paymentOf, paymentWhen } from './capture-fixture.js';
import { readTopic } from './relay-fixture.js';

let system: TestSystem;
let shopper: Shopper;

beforeAll(async () => {
  // One shard, so that all events of a test wait for the same relay.
  system = await startSystem({ gate: true, env: { RELAY_SHARDS: '1' } });
  shopper = new Shopper(system);
});

describe.each(CRASH_MOMENTS)('a process killed %s', (moment) => {
  test('to create the intent leaves one intent, which the shopper can pay', async () => {
    const cart = await shopper.fillCart({ sellers: 1 });
    const key = randomUUID();
    const intentsBefore = await intentsAtPsp();
    await crashAt(system, {
      ...{ moment, victim: system.api, kind: 'CREATE_INTENT', operation: 'payment_intents.create' },
      act: () => shopper.place(cart, key),
      did: async () => (await intentsAtPsp()) === intentsBefore + 1,
    });
    const order = await waitFor(
      async () => {
        const answer = await shopper.place(cart, key);
        return answer.__typename === 'PlaceOrderSuccess' ? answer : null;
      },
      { what: 'the replayed answer' },
    );
    await waitFor(async () => (await shopper.fetchOrder(order)).payment.intents[0]?.status === 'CREATED', {
      what: 'the intent',
    });
    expect(await intentsAtPsp()).toBe(intentsBefore + 1);
    const paid = await shopper.authorize(order, { confirmationToken: await shopper.card() });
    expect(paid).toMatchObject({ paymentIntentStatus: 'AUTHORIZED' });
    await expectPaidOnce(order);
  });

  test('to confirm leaves one authorization, and the order is captured', async () => {
    const order = await shopper.place(await shopper.fillCart({ sellers: 1 }));
    const confirmationToken = await shopper.card();
    await crashAt(system, {
      ...{ moment, victim: system.api, kind: 'CONFIRM', operation: 'payment_intents.confirm' },
      act: () => shopper.authorize(order, { confirmationToken }),
      did: async () => (await movementsOf(order, 'authorize')) === 1,
    });
    await expectPaidOnce(order);
  });

  test('to capture leaves one capture', async () => {
    const order = await shopper.place(await shopper.fillCart({ sellers: 1 }));
    const confirmationToken = await shopper.card();
    await crashAt(system, {
      ...{ moment, victim: system.workers, kind: 'CAPTURE', operation: 'payment_intents.capture' },
      act: () => shopper.authorize(order, { confirmationToken }),
      did: async () => (await movementsOf(order, 'capture')) === 1,
    });
    await expectPaidOnce(order);
  });
});

/** The event that reports the authorization; nothing else does, because the shopper was at their bank. */
const AUTHORIZED = 'payment_intent.amount_capturable_updated';

describe('a process killed while handling a webhook', () => {
  const moments: readonly { when: string; victim: 'api' | 'workers'; at: Caught }[] = [
    {
      when: 'before it is stored',
      victim: 'api',
      at: { hold: 'REQUEST', words: ['webhook-keep', AUTHORIZED] },
    },
    {
      when: 'after it is stored',
      victim: 'api',
      at: { hold: 'ANSWER', words: ['webhook-keep', AUTHORIZED] },
    },
    { when: 'before it is processed', victim: 'workers', at: { hold: 'ANSWER', words: ['webhook-find'] } },
    {
      when: 'after its result is recorded',
      victim: 'workers',
      at: { hold: 'ANSWER', words: ['checkout-save', '"AUTHORIZED"'] },
    },
    {
      when: 'after it is marked as processed',
      victim: 'workers',
      at: { hold: 'ANSWER', words: ['webhook-mark-processed'] },
    },
  ];

  test.each(moments)('$when leaves one authorization and one capture', async ({ victim, at }) => {
    const order = await shopper.place(await shopper.fillCart({ sellers: 1 }));
    const asked = await shopper.authorize(order, {
      confirmationToken: await shopper.card('4000000000003220'),
    });
    expect(asked).toMatchObject({ paymentIntentStatus: 'REQUIRES_ACTION' });
    await untilNoWebhookIsPending();
    const redirectUrl = (await shopper.fetchOrder(order)).payment.intents[0]?.nextAction?.redirectUrl ?? '';
    await crashAtDatabase(system, { victim: system[victim], at, act: () => comeBackFromBank(redirectUrl) });
    await expectPaidOnce(order);
    await untilNoWebhookIsPending();
  });
});

describe('a worker killed while relaying', () => {
  const MARK = 'UPDATE outbox_event SET published_at';
  const moments: readonly { when: string; at: Caught; copies: number }[] = [
    {
      when: 'before sending',
      at: { hold: 'ANSWER', words: ['FROM unnest($1::smallint[]) AS wanted'] },
      copies: 1,
    },
    { when: 'after sending, before marking', at: { hold: 'REQUEST', words: [MARK] }, copies: 2 },
    { when: 'after marking', at: { hold: 'ANSWER', words: [MARK] }, copies: 1 },
  ];

  test.each(moments)('$when loses no event and keeps the order', async ({ at, copies }) => {
    await waitFor(async () => (await waitingEvents()) === 0, { what: 'an empty outbox' });
    await system.workers.kill('SIGKILL');
    // No relay runs now, so the events of this order wait together for the worker that will be killed.
    const order = await shopper.place(await shopper.fillCart({ sellers: 1 }));
    await crashAtDatabase(system, { victim: system.workers, at, act: () => system.workers.start() });
    await waitFor(async () => (await waitingEvents()) === 0, { what: 'all events', timeoutMs: 60_000 });
    const [created, prepared] = await eventsOf(order);
    expect([created?.type, prepared?.type]).toEqual(['OrderCreated', 'PaymentIntentCreated']);
    expect(await arrivalsOf('splitcart.orders.v1', order.orderId)).toEqual(Array(copies).fill(created?.id));
    expect(await arrivalsOf('splitcart.payments.v1', order.paymentId)).toEqual(
      Array(copies).fill(prepared?.id),
    );
  });
});

/** The expected end of every flow: one authorization, one capture, the order paid, and each event emitted once. */
async function expectPaidOnce(order: PlaceOrderAnswer) {
  const { authorized, captured } = await paymentWhen(system, order, {
    what: 'the capture',
    is: ({ status }) => status === 'CAPTURED',
  });
  expect(captured).toBe(authorized);
  expect(await movementsOf(order, 'authorize')).toBe(1);
  expect(await movementsOf(order, 'capture')).toBe(1);
  expect((await eventsOf(order)).map(({ type }) => type).toSorted()).toEqual([
    ...['OrderConfirmed', 'OrderCreated', 'OrderPaid', 'PaymentAuthorized', 'PaymentIntentCreated'],
    ...['PaymentOrderCaptureRequested', 'PaymentOrderCaptured', 'PaymentSucceeded'],
  ]);
}

async function movementsOf({ orderId }: PlaceOrderAnswer, type: string): Promise<number> {
  const { pspIntentId } = await paymentOf(system, orderId);
  return (await journal(system, type)).filter(({ intent }) => intent === pspIntentId).length;
}

async function intentsAtPsp(): Promise<number> {
  const response = await fetch(`${system.simulator.url}/v1/payment_intents?limit=100`, {
    headers: { authorization: 'Bearer sk_test_splitcart' },
  });
  return ((await response.json()) as { data: unknown[] }).data.length;
}

const eventsOf = ({ orderId, paymentId }: PlaceOrderAnswer) =>
  system.database.sql<{ id: string; type: string }>(
    'SELECT id, type FROM outbox_event WHERE aggregate_id = ANY($1) ORDER BY position',
    [[orderId, paymentId]],
  );

/** The ids of all Kafka records of one aggregate, duplicates included. */
async function arrivalsOf(topic: string, aggregateId: string): Promise<string[]> {
  const records = await readTopic(system.kafkaBrokers ?? '', `${system.topicPrefix}${topic}`);
  return records.filter((each) => each.aggregateId === aggregateId).map(({ id }) => id);
}

async function waitingEvents(): Promise<number> {
  const [row] = await system.database.sql<{ n: number }>(
    'SELECT count(*)::int AS n FROM outbox_event WHERE published_at IS NULL',
  );
  return row?.n ?? -1;
}

async function untilNoWebhookIsPending(): Promise<void> {
  await waitFor(
    async () => {
      const waiting = await system.database.sql(
        'SELECT 1 FROM webhook_event WHERE processed_at IS NULL AND parked_at IS NULL',
      );
      return waiting.length === 0;
    },
    { what: 'every webhook to be processed', timeoutMs: 90_000 },
  );
}

const comeBackFromBank = (redirectUrl: string) =>
  fetch(redirectUrl, {
    method: 'POST',
    body: new URLSearchParams({ result: 'complete' }),
    redirect: 'manual',
  });
