import { randomUUID } from 'node:crypto';

import { beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { confirmDelivery } from '../../core/fulfilment/confirm-delivery.js';
import type { Actor } from '../../core/identity/actor.js';
import { ANONYMOUS } from '../../core/identity/actor.js';
import type { LiveUpdate } from '../../core/shared/live-updates.js';
import { newId } from '../../core/shared/ids.js';
import { sweepDeliveries } from '../../workers/sweeper/delivery-sweeper.js';
import { startCheckoutServices, type CheckoutServices } from '../harness/checkout-services.js';
import { runStepsInCore } from '../harness/core-shopper.js';
import { PaidOrders } from './cancel-fixture.js';
import { silentLogger } from '../harness/silent-logger.js';

type Order = Awaited<ReturnType<PaidOrders['authorized']>>;

let started: CheckoutServices;
let orders: PaidOrders;
let announced: LiveUpdate[] = [];

beforeAll(async () => {
  started = await startCheckoutServices({ poolMax: 20 });
  orders = await new PaidOrders(started).open();
});

beforeEach(() => {
  announced = [];
});

/** An order whose first seller has shipped everything, and that seller order. */
async function shipped({ sellers = 1 } = {}) {
  const order = await orders.captured({ sellers });
  await orders.ship(order);
  const [sellerOrder] = await orders.sellerOrders(order);
  if (sellerOrder === undefined) throw new Error('an order without seller orders');
  return { order, sellerOrder, seller: orders.actor('SELLER', sellerOrder.seller_id) };
}

type Asked = Readonly<{ actor: Actor; orderToken?: string | null; idempotencyKey?: string }>;

const live = { announce: (update: LiveUpdate) => void announced.push(update) };

const confirm = (sellerOrderId: string, { actor, orderToken = null, idempotencyKey = randomUUID() }: Asked) =>
  confirmDelivery(
    { ...started.services, live },
    { sellerOrderId, orderToken, idempotencyKey, requester: { actor, correlationId: 'test-request' } },
  );

const tokenOf = ({ orderId }: Order) => started.services.tokens.orderToken(orderId);

const sweep = () =>
  sweepDeliveries({
    ...started.services,
    live,
    deliveredAfterDays: 14,
    logger: silentLogger,
  });

const letDaysPass = ({ id }: { id: string }, days: number) =>
  orders.sql(
    'UPDATE seller_order SET shipped_at = shipped_at - make_interval(days => $2) WHERE id = $1',
    ...[id, days],
  );

/** The state of the seller order, its transitions to CLOSED, and the delivery events. */
async function deliveryOf({ id }: { id: string }) {
  const [row] = await orders.sql<Record<string, unknown>>(
    `SELECT status, delivered_at IS NOT NULL AS has_time,
       array(SELECT actor || ': ' || cause FROM state_transition WHERE entity_id = so.id AND to_state = 'CLOSED') AS moves,
       array(SELECT data->>'by' FROM outbox_event WHERE type = 'SellerOrderDelivered' AND data->>'sellerOrderId' = so.id) AS reported
     FROM seller_order so WHERE id = $1`,
    id,
  );
  return row;
}

describe('a delivery', () => {
  test('is confirmed by a member of the seller, with time, history, event and announcement', async () => {
    const { order, sellerOrder, seller } = await shipped({ sellers: 2 });
    expect(await confirm(sellerOrder.id, { actor: seller })).toEqual({
      sellerOrderId: sellerOrder.id,
      replayed: false,
    });
    expect(await deliveryOf(sellerOrder)).toEqual({
      status: 'CLOSED',
      has_time: true,
      moves: ['seller: confirmDelivery'],
      reported: ['SELLER'],
    });
    expect(announced).toMatchObject([{ orderId: order.orderId }]);
    expect(await orders.state(order)).toMatchObject({
      status: 'PAYMENT_CONFIRMED',
      sellerOrders: ['CLOSED', 'TO_SHIP'],
    });
    expect(await confirm(sellerOrder.id, { actor: seller })).toEqual({
      code: 'SELLER_ORDER_NOT_IN_DELIVERY',
      status: 'CLOSED',
    });
    expect(await orders.broken()).toEqual([]);
  });

  test.each([
    [
      'its buyer with the token',
      (order: Order) => ({ actor: ANONYMOUS, orderToken: tokenOf(order) }),
      { moves: ['guest: confirmDelivery'], reported: ['BUYER'] },
    ],
    [
      'operations',
      () => ({ actor: orders.actor('OPS') }),
      { moves: ['operator: confirmDelivery'], reported: ['OPERATOR'] },
    ],
  ])('is confirmed by %s', async (_who, ask, reported) => {
    const { order, sellerOrder } = await shipped();
    expect(await confirm(sellerOrder.id, ask(order))).toMatchObject({ replayed: false });
    expect(await deliveryOf(sellerOrder)).toMatchObject(reported);
    expect(await orders.state(order)).toMatchObject({ status: 'COMPLETED', sellerOrders: ['CLOSED'] });
  });

  test('cannot be confirmed by anyone else', async () => {
    const { sellerOrder } = await shipped();
    const strangers: Asked[] = [
      { actor: ANONYMOUS },
      { actor: ANONYMOUS, orderToken: 'not-its-token' },
      { actor: orders.actor('SELLER', newId('sel')) },
      { actor: orders.actor('FINANCE') },
      { actor: { kind: 'SERVICE', keyId: newId('key'), scopes: ['orders:read'] } },
    ];
    for (const stranger of strangers)
      expect(await confirm(sellerOrder.id, stranger)).toEqual({ code: 'SELLER_ORDER_NOT_FOUND' });
    const unknown = await confirm('so_00000000000000000000000000', { actor: orders.actor('OPS') });
    expect(unknown).toEqual({ code: 'SELLER_ORDER_NOT_FOUND' });
    expect(await deliveryOf(sellerOrder)).toMatchObject({ status: 'SHIPPED', has_time: false });
  });

  test('with one key sent several times is confirmed once and always gets the same answer', async () => {
    const { order, sellerOrder, seller } = await shipped({ sellers: 2 });
    const asked = { actor: seller, idempotencyKey: randomUUID() };
    const answers = await Promise.all(Array.from({ length: 5 }, () => confirm(sellerOrder.id, asked)));
    expect(answers.filter((answer) => 'replayed' in answer && !answer.replayed)).toHaveLength(1);
    expect(answers.filter((answer) => 'code' in answer)).toEqual([]);
    expect(announced).toHaveLength(1);
    expect(await deliveryOf(sellerOrder)).toMatchObject({ reported: ['SELLER'] });
    const [, other] = await orders.sellerOrders(order);
    const reused = await confirm(other?.id ?? '', { ...asked, actor: orders.actor('OPS') });
    expect(reused).toEqual({ code: 'IDEMPOTENCY_KEY_REUSED' });
  });

  test('is rejected without a key, and while units are unshipped', async () => {
    const order = await orders.captured({ sellers: 1 });
    await orders.ship(order, 1);
    const [sellerOrder] = await orders.sellerOrders(order);
    const actor = orders.actor('OPS');
    expect(await confirm(sellerOrder?.id ?? '', { actor, idempotencyKey: '' })).toMatchObject({
      code: 'INVALID_INPUT',
    });
    expect(await confirm(sellerOrder?.id ?? '', { actor })).toEqual({
      code: 'SELLER_ORDER_NOT_IN_DELIVERY',
      status: 'TO_SHIP',
    });
  });
});

describe('an unconfirmed delivery', () => {
  test('counts as delivered after the configured days, not before', async () => {
    const { order, sellerOrder } = await shipped();
    const { sellerOrder: recent } = await shipped();
    await letDaysPass(sellerOrder, 13);
    expect(await sweep()).toBe(0);
    await letDaysPass(sellerOrder, 1);
    expect(await sweep()).toBe(1);
    expect(await deliveryOf(sellerOrder)).toEqual({
      status: 'CLOSED',
      has_time: true,
      moves: ['sweeper: delivery time over'],
      reported: ['TIMEOUT'],
    });
    expect(announced).toMatchObject([{ orderId: order.orderId }]);
    expect(await deliveryOf(recent)).toMatchObject({ status: 'SHIPPED' });
    expect(await sweep()).toBe(0);
  });

  test('also counts as delivered in an order canceled and refunded after shipment', async () => {
    const { order, sellerOrder } = await shipped();
    await orders.cancelAsOperations(order);
    await letDaysPass(sellerOrder, 15);
    expect(await sweep()).toBe(1);
    expect(await orders.state(order)).toMatchObject({ status: 'CANCELED', sellerOrders: ['CLOSED'] });
    await runStepsInCore(started);
    expect(await orders.broken()).toEqual([]);
  });

  test('is confirmed once by concurrent sweepers and users', async () => {
    const all = await Promise.all(Array.from({ length: 6 }, () => shipped()));
    for (const { sellerOrder } of all) await letDaysPass(sellerOrder, 20);
    await Promise.all([
      ...all.slice(0, 3).map(({ sellerOrder, seller }) => confirm(sellerOrder.id, { actor: seller })),
      sweep(),
      sweep(),
      ...all
        .slice(3)
        .map(({ order, sellerOrder }) =>
          confirm(sellerOrder.id, { actor: ANONYMOUS, orderToken: tokenOf(order) }),
        ),
    ]);
    const ends = await Promise.all(all.map(({ sellerOrder }) => deliveryOf(sellerOrder)));
    for (const end of ends)
      expect(end).toMatchObject({
        status: 'CLOSED',
        moves: [expect.any(String)],
        reported: [expect.any(String)],
      });
    expect(announced).toHaveLength(all.length);
    expect(await orders.broken()).toEqual([]);
  });
});
