import { randomUUID } from 'node:crypto';

import { beforeAll, describe, expect, test } from 'vitest';

import { firstEvent } from '../harness/client.js';
import { fault, journal, otherShopper, Shopper } from '../harness/shopper.js';
import { startSystem, type TestSystem } from '../harness/system.js';
import { waitFor } from '../harness/wait-for.js';

let system: TestSystem;
let shopper: Shopper;

beforeAll(async () => {
  system = await startSystem();
  shopper = new Shopper(system);
});

const count = async (table: string): Promise<number> => {
  const [row] = await system.database.sql<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`);
  return row?.n ?? -1;
};

describe('an order of three sellers', () => {
  test('goes from the cart to three captures, each with its own key, with live updates', async () => {
    const order = await shopper.place(await shopper.fillCart());
    expect(order).toMatchObject({
      __typename: 'PlaceOrderSuccess',
      paymentIntentStatus: 'CREATED',
      replayed: false,
    });
    const updates = shopper.watch(order);
    const snapshot = await updates.next();
    expect(snapshot.value).toMatchObject({ orderUpdated: { payment: { intents: [{ status: 'CREATED' }] } } });
    const captured = firstEvent(updates, ({ orderUpdated }) => orderUpdated.payment.status === 'CAPTURED');
    const authorized = await shopper.authorize(order, { confirmationToken: await shopper.card() });
    expect(authorized).toMatchObject({
      __typename: 'AuthorizePaymentSuccess',
      paymentIntentStatus: 'AUTHORIZED',
    });
    const { orderUpdated } = await captured;
    expect(orderUpdated.status).toBe('PAYMENT_CONFIRMED');
    expect(orderUpdated.payment.paymentOrders.map(({ status }) => status)).toEqual([
      'CAPTURED',
      'CAPTURED',
      'CAPTURED',
    ]);
    const keys = orderUpdated.payment.paymentOrders.map(({ id }) => `cap_${id}_1`).sort();
    const captures = await journal(system, 'capture');
    expect(captures.map((entry) => entry.idempotency_key).sort()).toEqual(keys);
  });

  test('reaches the fulfilment list through Kafka exactly once', async () => {
    const order = await shopper.buy();
    const rows = await waitFor(
      async () => {
        const found = await system.database.sql('SELECT * FROM fulfilment_order WHERE order_id = $1', [
          order.orderId,
        ]);
        return found.length > 0 ? found : null;
      },
      { what: 'the order on the fulfilment list', timeoutMs: 30_000 },
    );
    expect(rows).toMatchObject([{ order_number: order.orderNumber, seller_count: 3 }]);
  });

  test('records a history in which each state follows from the previous one', async () => {
    const order = await shopper.buy();
    await waitFor(async () => (await shopper.fetchOrder(order)).payment.status === 'CAPTURED', {
      what: 'the captures',
    });
    const history = await system.database.sql<{
      machine: string;
      entity_id: string;
      from_state: string;
      to_state: string;
    }>(
      'SELECT machine, entity_id, from_state, to_state FROM state_transition WHERE order_id = $1 ORDER BY position',
      [order.orderId],
    );
    const present = new Map<string, string | null>();
    for (const { entity_id: entity, from_state: from, to_state: to } of history) {
      expect(present.get(entity) ?? null).toBe(from);
      present.set(entity, to);
    }
    expect(present.get(order.orderId)).toBe('PAYMENT_CONFIRMED');
    expect(present.get(order.paymentId)).toBe('CAPTURED');
  });
});

describe('one idempotency key', () => {
  test('sent 50 times concurrently creates one order and one PSP intent', async () => {
    const cart = await shopper.fillCart();
    const before = { orders: await count('orders'), intents: await count('payment_intent') };
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 50 }, () => shopper.place(cart, key)));
    const placed = answers.filter(({ __typename }) => __typename === 'PlaceOrderSuccess');
    const others = answers.filter(({ __typename }) => __typename !== 'PlaceOrderSuccess');
    expect(new Set(placed.map(({ orderId }) => orderId)).size).toBe(1);
    expect(placed.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(new Set(others.map(({ code }) => code))).toEqual(
      new Set(others.length > 0 ? ['IDEMPOTENCY_KEY_IN_PROGRESS'] : []),
    );
    expect(await count('orders')).toBe(before.orders + 1);
    expect(await count('payment_intent')).toBe(before.intents + 1);
  });

  test('with the same input returns the identical answer, with other input an error', async () => {
    const cart = await shopper.fillCart();
    const key = randomUUID();
    const first = await shopper.place(cart, key);
    const again = await shopper.place(cart, key);
    expect(again).toEqual({ ...first, replayed: true });
    const other = await shopper.place({ ...cart, quoteVersion: 'q0-0-0' }, key);
    expect(other).toMatchObject({ __typename: 'IdempotencyKeyReused', code: 'IDEMPOTENCY_KEY_REUSED' });
  });

  test('authorizes once, even when sent concurrently', async () => {
    const order = await shopper.place(await shopper.fillCart());
    const confirmationToken = await shopper.card();
    const key = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => shopper.authorize(order, { confirmationToken, key })),
    );
    const done = answers.filter(({ __typename }) => __typename === 'AuthorizePaymentSuccess');
    expect(done.filter(({ replayed }) => !replayed)).toHaveLength(1);
    const authorizations = await journal(system, 'authorize');
    expect(
      authorizations.filter(({ idempotency_key }) => idempotency_key === `con_${order.paymentIntentId}_1`),
    ).toHaveLength(1);
  });
});

describe('two tabs', () => {
  test('that pay the same attempt with two cards authorize it once', async () => {
    const order = await shopper.place(await shopper.fillCart());
    const cards = [await shopper.card(), await shopper.card('5555555555554444')];
    const answers = await Promise.all(
      cards.map((confirmationToken) => shopper.authorize(order, { confirmationToken })),
    );
    const kinds = answers.map(({ __typename }) => __typename).sort();
    expect(kinds).toEqual(['AuthorizePaymentSuccess', 'PaymentNotAuthorizable']);
    const authorizations = await journal(system, 'authorize');
    const ours = authorizations.filter(({ idempotency_key: key }) => key.includes(order.paymentIntentId));
    expect(ours).toHaveLength(1);
  });

  test('that order the same cart with different keys create one order', async () => {
    const cart = await shopper.fillCart();
    const answers = await Promise.all([shopper.place(cart), otherShopper(system).place(cart)]);
    expect(answers.map(({ __typename }) => __typename).sort()).toEqual([
      'CartAlreadyOrdered',
      'PlaceOrderSuccess',
    ]);
  });
});

describe('a PSP slower than the budget', () => {
  test('lets placeOrder answer within 3.5 s; the client secret arrives by subscription', async () => {
    const cart = await shopper.fillCart();
    const removeFault = await fault(system, {
      operation: 'payment_intents.create',
      kind: 'delay',
      delayMs: 5_000,
      times: 1,
    });
    const started = Date.now();
    const order = await shopper.place(cart);
    const elapsedMs = Date.now() - started;
    await removeFault();
    expect(order).toMatchObject({ paymentIntentStatus: 'CREATED_PENDING', clientSecret: null });
    expect(order.retryAfterMs).toBeGreaterThan(0);
    expect(elapsedMs).toBeGreaterThan(2_500);
    expect(elapsedMs).toBeLessThan(3_500);
    const { orderUpdated } = await firstEvent(
      shopper.watch(order),
      (event) => event.orderUpdated.payment.intents[0]?.clientSecret !== null,
    );
    expect(orderUpdated.payment.intents[0]).toMatchObject({ status: 'CREATED' });
  });

  test('leaves authorizePayment at PENDING_AUTH, and a replay returns the same answer', async () => {
    const order = await shopper.place(await shopper.fillCart());
    await fault(system, { operation: 'payment_intents.confirm', kind: 'delay', delayMs: 4_500, times: 1 });
    const [confirmationToken, key] = [await shopper.card(), randomUUID()];
    const answer = await shopper.authorize(order, { confirmationToken, key });
    expect(answer).toMatchObject({ paymentIntentStatus: 'PENDING_AUTH' });
    await waitFor(async () => (await shopper.fetchOrder(order)).payment.status === 'CAPTURED', {
      what: 'the captures',
    });
    const replay = await shopper.authorize(order, { confirmationToken, key });
    expect(replay).toEqual({ ...answer, replayed: true });
  });

  test('whose confirm times out is resolved by its webhook', async () => {
    const order = await shopper.place(await shopper.fillCart());
    await fault(system, { operation: 'payment_intents.confirm', kind: 'timeout_after', times: 1 });
    const answer = await shopper.authorize(order, { confirmationToken: await shopper.card() });
    expect(answer).toMatchObject({ paymentIntentStatus: 'PENDING_AUTH' });
    const state = await waitFor(
      async () => {
        const seen = await shopper.fetchOrder(order);
        return seen.payment.status === 'CAPTURED' ? seen : null;
      },
      { what: 'the captures', timeoutMs: 30_000 },
    );
    expect(state.payment.intents).toMatchObject([{ status: 'AUTHORIZED' }]);
    const authorizations = await journal(system, 'authorize');
    expect(
      authorizations.filter(({ idempotency_key: key }) => key.includes(order.paymentIntentId)),
    ).toHaveLength(1);
  });
});

describe('a bank', () => {
  test('that declines leaves the order payable; the next attempt succeeds', async () => {
    const order = await shopper.place(await shopper.fillCart());
    const declined = await shopper.authorize(order, {
      confirmationToken: await shopper.card('4000000000009995'),
    });
    expect(declined).toMatchObject({ __typename: 'PaymentDeclined', declineCode: 'insufficient_funds' });
    const retried = await shopper.retry(order);
    expect(retried.__typename).toBe('RetryPaymentSuccess');
    const paid = await shopper.authorize(
      { ...order, paymentIntentId: retried.paymentIntentId },
      { confirmationToken: await shopper.card() },
    );
    expect(paid).toMatchObject({ paymentIntentStatus: 'AUTHORIZED' });
    const state = await shopper.fetchOrder(order);
    expect(state.payment.intents.map(({ status }) => status)).toEqual(['DECLINED', 'AUTHORIZED']);
  });

  test('that requires 3-D Secure is answered in the browser, and the webhook delivers the result', async () => {
    const order = await shopper.place(await shopper.fillCart());
    const asked = await shopper.authorize(order, {
      confirmationToken: await shopper.card('4000000000003220'),
    });
    expect(asked).toMatchObject({ paymentIntentStatus: 'REQUIRES_ACTION' });
    const redirectUrl = (await shopper.fetchOrder(order)).payment.intents[0]?.nextAction?.redirectUrl ?? '';
    const answer = await fetch(redirectUrl, {
      method: 'POST',
      body: new URLSearchParams({ result: 'complete' }),
      redirect: 'manual',
    });
    expect(answer.headers.get('location')).toContain(`/orders/${order.orderId}`);
    await waitFor(async () => (await shopper.fetchOrder(order)).payment.status === 'CAPTURED', {
      what: 'the captures',
    });
  });

  test('is not called with another order’s token', async () => {
    const [order, other] = [
      await shopper.place(await shopper.fillCart()),
      await shopper.place(await shopper.fillCart()),
    ];
    const confirmationToken = await shopper.card();
    const answer = await shopper.authorize({ ...order, orderToken: other.orderToken }, { confirmationToken });
    expect(answer).toMatchObject({ __typename: 'PaymentNotFound' });
  });
});
