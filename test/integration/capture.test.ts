import { beforeAll, describe, expect, test } from 'vitest';

import { fault, Shopper } from '../harness/shopper.js';
import { startSystem, type TestSystem } from '../harness/system.js';
import {
  atPsp,
  CAPTURE_FAILS_CARD,
  movementsOf,
  paymentWhen,
  SINGLE_CAPTURE_CARD,
} from './capture-fixture.js';

let system: TestSystem;
let shopper: Shopper;

beforeAll(async () => {
  system = await startSystem();
  shopper = new Shopper(system);
});

const sellerOrdersOf = ({ orderId }: { orderId: string }) =>
  system.database.sql<{ status: string; seller: string; total: number }>(
    'SELECT status, seller_id AS seller, total_minor::int AS total FROM seller_order WHERE order_id = $1 ORDER BY id',
    [orderId],
  );

const closed = {
  what: 'the authorization to close',
  is: ({ authorization }: { authorization: string | null }) => authorization === 'CLOSED',
};

describe('with multicapture', () => {
  test.each([1, 3])(
    '%i payment orders take as many captures, and the last closes the authorization',
    async (sellers) => {
      const order = await shopper.buy({ sellers });
      const payment = await paymentWhen(system, order, closed);
      expect(payment).toMatchObject({
        status: 'CAPTURED',
        strategy: 'MULTICAPTURE',
        captured: payment.authorized,
      });
      expect(await atPsp(system, payment.pspIntentId)).toMatchObject({
        status: 'succeeded',
        amount_received: payment.authorized,
        amount_capturable: 0,
      });
      const movements = await movementsOf(system, payment.pspIntentId);
      expect(movements.map(({ type }) => type)).toEqual(Array(sellers).fill('capture'));
      const keys = payment.paymentOrders.map(({ id }) => `cap_${id}_1`);
      expect(movements.map(({ idempotency_key: key }) => key).sort()).toEqual(keys.sort());
    },
  );

  test('a delayed capture does not block the last one, and a separate step closes the authorization', async () => {
    const removeFault = await fault(system, {
      operation: 'payment_intents.capture',
      kind: 'fail',
      status: 503,
      times: 1,
    });
    const order = await shopper.buy();
    const payment = await paymentWhen(system, order, closed);
    await removeFault();
    expect(payment.captured).toBe(payment.authorized);
    const steps = await system.database.sql<{ kind: string; state: string; psp_key: string }>(
      `SELECT kind, state FROM psp_step WHERE subject_id = $1 AND kind IN ('CAPTURE', 'RELEASE') ORDER BY kind`,
      [order.orderId],
    );
    expect(new Set(steps.map(({ state }) => state))).toEqual(new Set(['SUCCEEDED']));
    expect(await atPsp(system, payment.pspIntentId)).toMatchObject({ status: 'succeeded' });
    expect(await movementsOf(system, payment.pspIntentId)).toHaveLength(3);
  });

  test('a definitively failed capture leaves the other sellers captured; its lines are voided, and events are emitted', async () => {
    const order = await shopper.place(await shopper.fillCart());
    const [failing] = await sellerOrdersOf(order);
    await fault(system, {
      operation: 'payment_intents.capture',
      kind: 'fail',
      status: 402,
      code: 'card_declined',
      match: { amount: failing?.total },
      times: 1,
    });
    await shopper.authorize(order, { confirmationToken: await shopper.card() });
    const payment = await paymentWhen(system, order, closed);
    expect(payment.paymentOrders.map(({ status }) => status)).toEqual(['VOIDED', 'CAPTURED', 'CAPTURED']);
    expect(payment).toMatchObject({
      status: 'CAPTURED',
      captured: payment.authorized - (failing?.total ?? 0),
    });
    expect((await sellerOrdersOf(order)).map(({ status }) => status)).toEqual([
      'CANCELED',
      'TO_SHIP',
      'TO_SHIP',
    ]);
    const emitted = await system.database.sql<{ type: string; seller: string }>(
      `SELECT type, data ->> 'sellerId' AS seller FROM outbox_event
       WHERE type IN ('PaymentOrderCaptureFailed', 'PaymentOrderVoided') AND data ->> 'orderId' = $1 ORDER BY position`,
      [order.orderId],
    );
    expect(emitted).toEqual([
      { type: 'PaymentOrderCaptureFailed', seller: failing?.seller },
      { type: 'PaymentOrderVoided', seller: failing?.seller },
    ]);
    const seen = (await shopper.fetchOrder(order)).payment.paymentOrders.map(({ status }) => status);
    expect(seen.sort()).toEqual(['CAPTURED', 'CAPTURED', 'VOIDED']);
  });

  test('a card whose captures all fail leaves nothing captured and nothing authorized', async () => {
    const order = await shopper.buy({ card: CAPTURE_FAILS_CARD });
    const payment = await paymentWhen(system, order, closed);
    expect(payment).toMatchObject({ status: 'VOIDED', captured: 0 });
    expect((await movementsOf(system, payment.pspIntentId)).map(({ type }) => type)).toEqual(['void']);
  });
});

describe('without multicapture', () => {
  test.each([1, 3])('one capture covers all %i payment orders', async (sellers) => {
    const order = await shopper.buy({ sellers, card: SINGLE_CAPTURE_CARD });
    const payment = await paymentWhen(system, order, closed);
    expect(payment).toMatchObject({
      status: 'CAPTURED',
      strategy: 'SINGLE_CAPTURE',
      captured: payment.authorized,
    });
    expect(payment.paymentOrders.map(({ status }) => status)).toEqual(Array(sellers).fill('CAPTURED'));
    const movements = await movementsOf(system, payment.pspIntentId);
    expect(movements).toMatchObject([{ type: 'capture', amount: payment.authorized }]);
    expect(await atPsp(system, payment.pspIntentId)).toMatchObject({ status: 'succeeded' });
  });

  test('a timed-out call leaves all payment orders pending, to be retried with the same key', async () => {
    await fault(system, { operation: 'payment_intents.capture', kind: 'timeout_after', times: 1 });
    const order = await shopper.buy({ card: SINGLE_CAPTURE_CARD });
    await paymentWhen(system, order, {
      what: 'payment orders pending capture',
      is: ({ paymentOrders }) =>
        paymentOrders.length === 3 && paymentOrders.every(({ status }) => status === 'PENDING_CAPTURE'),
    });
    const payment = await paymentWhen(system, order, closed);
    expect(payment.paymentOrders.map(({ status }) => status)).toEqual(Array(3).fill('CAPTURED'));
    expect(await movementsOf(system, payment.pspIntentId)).toHaveLength(1);
  });
});

test('a seller captured on shipment keeps the authorization open while the others are captured', async () => {
  const [seller] = await system.database.sql<{ id: string }>(
    `UPDATE seller SET capture_mode = 'ON_SHIPMENT' WHERE id = (
       SELECT i.seller_id FROM item i JOIN order_line l ON l.item_id = i.id ORDER BY l.id DESC LIMIT 1) RETURNING id`,
  );
  const order = await shopper.buy();
  const payment = await paymentWhen(system, order, {
    what: 'two captures',
    is: ({ paymentOrders }) => paymentOrders.filter(({ status }) => status === 'CAPTURED').length === 2,
  });
  expect(payment).toMatchObject({ status: 'PARTIALLY_CAPTURED', authorization: 'OPEN' });
  expect(payment.paymentOrders.find(({ sellerId }) => sellerId === seller?.id)).toMatchObject({
    status: 'INITIATED_PENDING',
  });
  expect(await atPsp(system, payment.pspIntentId)).toMatchObject({ status: 'requires_capture' });
  await system.database.sql(`UPDATE seller SET capture_mode = 'AUTOMATIC' WHERE id = $1`, [seller?.id]);
});
