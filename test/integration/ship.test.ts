import { randomUUID } from 'node:crypto';

import { beforeAll, describe, expect, test } from 'vitest';

import type { ShipSellerOrderInput } from '../../core/fulfilment/ship-seller-order.js';
import { shipSellerOrder } from '../../core/fulfilment/ship-seller-order.js';
import type { Actor } from '../../core/identity/actor.js';
import { ANONYMOUS } from '../../core/identity/actor.js';
import type { SellerId } from '../../core/shared/ids.js';
import { newId } from '../../core/shared/ids.js';
import { startCheckoutServices, type CheckoutServices } from '../harness/checkout-services.js';
import { payInCore, placeInCore, runStepsInCore } from '../harness/core-shopper.js';

let started: CheckoutServices;
const accountId = newId('acc');

beforeAll(async () => {
  started = await startCheckoutServices({ poolMax: 20 });
  await started.database.sql(
    `INSERT INTO account (id, email, display_name, password_hash, role) VALUES ($1, 'seller@example.com', 'Sel', 'x', 'SELLER')`,
    [accountId],
  );
});

const memberOf = (...sellerIds: SellerId[]): Actor => ({
  kind: 'ACCOUNT',
  accountId,
  roles: ['SELLER'],
  sellerIds,
  sessionId: 's1',
});

type SellerOrder = { id: string; seller_id: SellerId; total_minor: string; lines: string[] };

/** An authorized order with its seller orders; two units per line. */
async function paidOrder({ sellers = 1, linesPerSeller = 2, captureMode = 'AUTOMATIC' } = {}) {
  await started.database.sql('UPDATE seller SET capture_mode = $1', [captureMode]);
  const order = await placeInCore(started, { sellers, linesPerSeller });
  await payInCore(started, order);
  const sellerOrders = await started.database.sql<SellerOrder>(
    `SELECT id, seller_id, total_minor, (SELECT array_agg(l.id::text ORDER BY l.id) FROM order_line l WHERE l.seller_order_id = so.id) AS lines
     FROM seller_order so WHERE order_id = $1 ORDER BY id`,
    [order.orderId],
  );
  const [sellerOrder] = sellerOrders;
  if (sellerOrder === undefined) throw new Error('an order without seller orders');
  return {
    ...order,
    sellerOrders,
    sellerOrder,
    actor: memberOf(...sellerOrders.map(({ seller_id }) => seller_id)),
  };
}

const ship = (
  actor: Actor,
  sellerOrderId: string,
  {
    services = started.services,
    ...input
  }: Partial<ShipSellerOrderInput> & { services?: typeof started.services } = {},
) =>
  shipSellerOrder(services, {
    requester: { actor, correlationId: 'test-request' },
    sellerOrderId,
    lines: null,
    carrier: 'DHL',
    trackingNumber: '00340434161094042557',
    idempotencyKey: randomUUID(),
    ...input,
  });

const of = (sellerOrder: SellerOrder, ...quantities: number[]) =>
  quantities.flatMap((quantity, index) =>
    quantity === 0 ? [] : [{ orderLineId: sellerOrder.lines[index] ?? '', quantity }],
  );

async function stateOf(orderId: string) {
  const [row] = await started.database.sql<Record<string, unknown>>(
    `SELECT o.status AS order_status, array(SELECT DISTINCT status FROM seller_order WHERE order_id = o.id) AS "sellerOrders",
       array(SELECT type FROM outbox_event WHERE aggregate_id = o.id AND type NOT IN ('OrderCreated', 'OrderConfirmed') ORDER BY sequence) AS events,
       array(SELECT status FROM payment_order WHERE order_id = o.id) AS "paymentOrders"
     FROM orders o WHERE o.id = $1`,
    [orderId],
  );
  return row;
}

describe('a seller who ships', () => {
  test('everything at once completes the shipment of their seller order and emits the event', async () => {
    const { orderId, sellerOrder, actor } = await paidOrder({ sellers: 2 });
    expect(await ship(actor, sellerOrder.id)).toMatchObject({
      sellerOrderId: sellerOrder.id,
      replayed: false,
    });
    expect(await stateOf(orderId)).toMatchObject({
      order_status: 'PAYMENT_CONFIRMED',
      sellerOrders: ['SHIPPED', 'TO_SHIP'],
      events: ['SellerOrderShipped'],
    });
    expect(await ship(actor, sellerOrder.id)).toEqual({
      code: 'SELLER_ORDER_NOT_SHIPPABLE',
      status: 'SHIPPED',
    });
    const history = await started.database.sql(
      `SELECT from_state, to_state, actor, cause FROM state_transition WHERE entity_id = $1 ORDER BY position DESC LIMIT 1`,
      [sellerOrder.id],
    );
    expect(history).toEqual([
      { from_state: 'TO_SHIP', to_state: 'SHIPPED', actor: 'seller', cause: 'shipSellerOrder' },
    ]);
  });

  test('in parcels has units left to ship until the last one, and the parcels sum to the total', async () => {
    const { orderId, sellerOrder, actor } = await paidOrder();
    await ship(actor, sellerOrder.id, { lines: of(sellerOrder, 1) });
    await ship(actor, sellerOrder.id, { lines: of(sellerOrder, 1, 1) });
    expect(await stateOf(orderId)).toMatchObject({ sellerOrders: ['TO_SHIP'] });
    expect(await ship(actor, sellerOrder.id, { lines: of(sellerOrder, 1) })).toEqual({
      code: 'UNITS_NOT_LEFT',
      lines: [{ orderLineId: sellerOrder.lines[0], wanted: 1, left: 0 }],
    });
    await ship(actor, sellerOrder.id);
    expect(await stateOf(orderId)).toMatchObject({ sellerOrders: ['SHIPPED'] });
    const view = await started.services.sellerOrders.find(sellerOrder.id as `so_${string}` & { __id: 'so' });
    expect(view?.shipments.map(({ lines }) => lines.length)).toEqual([1, 2, 1]);
    expect(view?.shipments.reduce((sum, { amount }) => sum + amount.amountMinor, 0n)).toBe(
      BigInt(sellerOrder.total_minor),
    );
    expect(view?.lines.map(({ quantity, shippedUnits }) => quantity - shippedUnits)).toEqual([0, 0]);
  });

  test('the same units concurrently ships them once', async () => {
    const { sellerOrder, actor } = await paidOrder();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => ship(actor, sellerOrder.id, { lines: of(sellerOrder, 2) })),
    );
    expect(answers.map((answer) => ('code' in answer ? answer.code : 'SHIPPED')).toSorted()).toEqual([
      'SHIPPED',
      ...Array<string>(7).fill('UNITS_NOT_LEFT'),
    ]);
    expect(await shippedUnits(sellerOrder)).toEqual([2, 0]);
  });

  test('never ships more than was ordered, even without the order lock', async () => {
    const { sellerOrder, actor } = await paidOrder();
    const { transaction, checkouts } = started.services;
    const lock: typeof checkouts.lock = (_tx, orderId) =>
      transaction.run((own) => checkouts.lock(own, orderId));
    const unlocked = { ...started.services, checkouts: { ...checkouts, lock } };
    await Promise.allSettled(
      Array.from({ length: 8 }, () =>
        ship(actor, sellerOrder.id, { lines: of(sellerOrder, 2), services: unlocked }),
      ),
    );
    expect(await shippedUnits(sellerOrder)).toEqual([2, 0]);
    await expect(
      started.database.sql('UPDATE order_line SET shipped_units = 3 WHERE id = $1', [sellerOrder.lines[0]]),
    ).rejects.toThrow('order_line_is_never_shipped_above_the_order');
  });

  test('with one key several times sends one parcel and always gets the same answer', async () => {
    const { sellerOrder, actor } = await paidOrder();
    const idempotencyKey = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 5 }, () =>
        ship(actor, sellerOrder.id, { idempotencyKey, lines: of(sellerOrder, 1) }),
      ),
    );
    expect(
      new Set(answers.map((answer) => ('shipmentId' in answer ? answer.shipmentId : answer.code))).size,
    ).toBe(1);
    expect(answers.filter((answer) => 'replayed' in answer && !answer.replayed)).toHaveLength(1);
    expect(await shippedUnits(sellerOrder)).toEqual([1, 0]);
    const other = await ship(actor, sellerOrder.id, { idempotencyKey, lines: of(sellerOrder, 0, 1) });
    expect(other).toEqual({ code: 'IDEMPOTENCY_KEY_REUSED' });
  });

  test.each([
    ['no carrier', { carrier: ' ' }, 'carrier'],
    ['no tracking number', { trackingNumber: '' }, 'trackingNumber'],
    ['an empty parcel', { lines: [] }, 'lines'],
    ['half a unit', { lines: [{ orderLineId: 'ln_1', quantity: 0.5 }] }, 'lines.0.quantity'],
    ['another seller’s line', { lines: [{ orderLineId: newId('ln'), quantity: 1 }] }, 'lines.0.orderLineId'],
  ])('gets %s rejected', async (_what, fault, field) => {
    const { sellerOrder, actor } = await paidOrder();
    expect(await ship(actor, sellerOrder.id, fault)).toMatchObject({ code: 'INVALID_INPUT', field });
    expect(await shippedUnits(sellerOrder)).toEqual([0, 0]);
  });
});

test('capture on shipment is triggered by the seller’s last parcel, and completes the order', async () => {
  const { orderId, sellerOrder, actor } = await paidOrder({ captureMode: 'ON_SHIPMENT' });
  expect(await stateOf(orderId)).toMatchObject({ paymentOrders: ['INITIATED_PENDING'] });
  await ship(actor, sellerOrder.id);
  expect(await stateOf(orderId)).toMatchObject({ order_status: 'PAYMENT_CONFIRMED' });
  await runStepsInCore(started);
  expect(await stateOf(orderId)).toMatchObject({
    order_status: 'COMPLETED',
    paymentOrders: ['CAPTURED'],
    events: ['SellerOrderShipped', 'OrderPaid', 'OrderCompleted'],
  });
});

test('a captured order is completed by the last parcel of the last seller', async () => {
  const { orderId, sellerOrders, actor } = await paidOrder({ sellers: 2 });
  await runStepsInCore(started);
  for (const { id } of sellerOrders) await ship(actor, id);
  expect(await stateOf(orderId)).toMatchObject({
    order_status: 'COMPLETED',
    events: ['OrderPaid', 'SellerOrderShipped', 'SellerOrderShipped', 'OrderCompleted'],
  });
});

test('nothing can be shipped before authorization', async () => {
  const { orderId } = await placeInCore(started, { sellers: 1, linesPerSeller: 1 });
  const [sellerOrder] = await started.database.sql<{ id: string; seller_id: SellerId }>(
    'SELECT id, seller_id FROM seller_order WHERE order_id = $1',
    [orderId],
  );
  if (sellerOrder === undefined) throw new Error('an order without seller orders');
  expect(await ship(memberOf(sellerOrder.seller_id), sellerOrder.id)).toEqual({
    code: 'SELLER_ORDER_NOT_SHIPPABLE',
    status: 'PENDING',
  });
});

test('only members of the seller find the seller order', async () => {
  const { sellerOrder } = await paidOrder();
  const shopper: Actor = { kind: 'ACCOUNT', accountId, roles: ['SHOPPER'], sellerIds: [], sessionId: 's' };
  const ops: Actor = { ...shopper, roles: ['OPS', 'ADMIN'] };
  for (const actor of [ANONYMOUS, memberOf(newId('sel')), memberOf(), shopper, ops])
    expect(await ship(actor, sellerOrder.id)).toEqual({ code: 'SELLER_ORDER_NOT_FOUND' });
  expect(await shippedUnits(sellerOrder)).toEqual([0, 0]);
});

describe('a seller’s list', () => {
  test('has the oldest first, one statement per page, and no unpaid orders', async () => {
    const { sellerOrder } = await paidOrder();
    const sellerIds = [sellerOrder.seller_id];
    const reader = started.services.sellerOrders;
    const seen: string[] = [];
    let after: string | null = null;
    for (;;) {
      const [page, statements] = await started.statements.during(() =>
        reader.list({ sellerIds, statuses: ['TO_SHIP'], newestFirst: false }, { first: 2, after }),
      );
      expect(statements).toHaveLength(1);
      seen.push(...page.nodes.map(({ id }) => id));
      after = seen.at(-1) ?? null;
      if (!page.hasNextPage) break;
    }
    const rows = await started.database.sql<{ id: string }>(
      `SELECT id FROM seller_order WHERE seller_id = $1 AND status = 'TO_SHIP' ORDER BY id`,
      [sellerOrder.seller_id],
    );
    expect(seen.length).toBeGreaterThan(2);
    expect(seen).toEqual(rows.map(({ id }) => id));
    await placeInCore(started, { sellers: 1, linesPerSeller: 1 });
    const newest = await reader.list(
      { sellerIds, statuses: null, newestFirst: true },
      { first: 1, after: null },
    );
    expect(newest.nodes.map(({ id }) => id)).toEqual([sellerOrder.id]);
  });
});

async function shippedUnits({ id }: SellerOrder): Promise<number[]> {
  const rows = await started.database.sql<{ shipped_units: number }>(
    'SELECT shipped_units FROM order_line WHERE seller_order_id = $1 ORDER BY id',
    [id],
  );
  return rows.map(({ shipped_units }) => shipped_units);
}
