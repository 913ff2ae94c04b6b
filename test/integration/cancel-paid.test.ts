import { beforeAll, describe, expect, test } from 'vitest';

import { startCheckoutServices, type CheckoutServices } from '../harness/checkout-services.js';
import { runStepsInCore } from '../harness/core-shopper.js';
import { fault } from '../harness/shopper.js';
import { PaidOrders } from './cancel-fixture.js';

let started: CheckoutServices;
let orders: PaidOrders;

beforeAll(async () => {
  started = await startCheckoutServices({ poolMax: 20 });
  orders = await new PaidOrders(started).open();
});

const fullyRefunded = {
  status: 'CANCELED',
  payment: 'REFUNDED',
  authorization: 'CLOSED',
  paymentOrders: ['REFUNDED'],
};

describe('an authorized order', () => {
  test('is canceled at once; a step voids the authorization, and the units are restocked', async () => {
    const order = await orders.authorized({ onShipment: 2 });
    const before = await orders.forSale(order);
    expect(await orders.cancel(order)).toEqual({ orderId: order.orderId, replayed: false });
    expect(await orders.state(order)).toEqual({
      ...{
        status: 'CANCELED',
        payment: 'VOIDED',
        authorization: 'CLOSING',
        paymentOrders: ['VOIDED'],
        sellerOrders: ['CANCELED'],
      },
    });
    expect(await orders.forSale(order)).toBe(before + 4);
    expect((await orders.atPsp(order)).statuses).toEqual(['requires_capture']);
    await runStepsInCore(started);
    expect(await orders.atPsp(order)).toEqual({ statuses: ['canceled'], captured: 0, refunded: 0 });
    expect(await orders.state(order)).toMatchObject({ authorization: 'CLOSED' });
    const events = await orders.events(order);
    for (const type of ['OrderCanceled', 'PaymentVoided']) expect(events).toContain(type);
    expect(events).not.toContain('OrderPaid');
    expect(await orders.broken()).toEqual([]);
  });

  test('canceled several times concurrently is canceled once', async () => {
    const order = await orders.authorized({ onShipment: 1 });
    const before = await orders.forSale(order);
    const answers = await Promise.all(Array.from({ length: 6 }, () => orders.cancel(order)));
    expect(answers.filter((answer) => 'replayed' in answer)).toHaveLength(1);
    expect(answers.find((answer) => 'code' in answer)).toEqual({
      code: 'ORDER_NOT_CANCELABLE',
      status: 'CANCELED',
    });
    await runStepsInCore(started);
    expect(await orders.forSale(order)).toBe(before + 4);
    expect((await orders.atPsp(order)).captured - (await orders.atPsp(order)).refunded).toBe(0);
    expect(await orders.broken()).toEqual([]);
  });
});

describe('an order with captures in progress', () => {
  test('refunds each payment order that turns out to be captured', async () => {
    const order = await orders.authorized();
    expect(await orders.state(order)).toMatchObject({
      paymentOrders: ['CAPTURE_REQUESTED', 'INITIATED_PENDING'],
    });
    await orders.cancel(order);
    expect(await orders.state(order)).toMatchObject({
      status: 'CANCELED',
      paymentOrders: ['CAPTURE_REQUESTED', 'VOIDED'],
    });
    await runStepsInCore(started);
    expect(await orders.state(order)).toMatchObject({
      ...fullyRefunded,
      paymentOrders: ['REFUNDED', 'VOIDED'],
    });
    const { statuses, captured, refunded } = await orders.atPsp(order);
    expect([statuses, captured > 0, captured - refunded]).toEqual([['succeeded'], true, 0]);
    expect(await orders.events(order)).not.toContain('OrderPaid');
    const [correlation] = await orders.sql<{ same: boolean }>(
      `SELECT (SELECT max(t.correlation_id) FROM state_transition t WHERE t.machine = 'Refund' AND t.to_state = 'REQUESTED' AND t.order_id = $1)
         = (SELECT max(t.correlation_id) FROM state_transition t WHERE t.to_state = 'CAPTURED' AND t.machine = 'PaymentOrder' AND t.order_id = $1) AS same`,
      order.orderId,
    );
    expect(correlation?.same).toBe(true);
    expect(await orders.broken()).toEqual([]);
  });
});

describe('an order with a capture of unknown outcome', () => {
  /** Cancels an order while the outcome of its only capture is unknown. */
  async function canceledWhileUnknown(how: { kind: string; status?: number }) {
    const order = await orders.authorized({ sellers: 1 });
    await fault(started, { operation: 'payment_intents.capture', ...how, times: 1 });
    await runStepsInCore(started);
    await orders.cancel(order);
    expect(await orders.state(order)).toMatchObject({
      status: 'CANCELED',
      paymentOrders: ['PENDING_CAPTURE'],
    });
    expect((await orders.atPsp(order)).refunded).toBe(0);
    await orders.sql(`UPDATE psp_step SET run_at = now(), dispatched_at = NULL WHERE state = 'DUE'`);
    return order;
  }

  test('is refunded once the PSP reports the capture', async () => {
    const order = await canceledWhileUnknown({ kind: 'reset' });
    await runStepsInCore(started);
    expect(await orders.state(order)).toMatchObject(fullyRefunded);
    const { captured, refunded } = await orders.atPsp(order);
    expect([captured > 0, captured - refunded]).toEqual([true, 0]);
  });

  test('is voided once the PSP reports that the capture failed', async () => {
    const order = await canceledWhileUnknown({ kind: 'fail', status: 503 });
    const rejection = { status: 402, code: 'card_declined' };
    await fault(started, { operation: 'payment_intents.capture', kind: 'fail', ...rejection, times: 1 });
    await runStepsInCore(started);
    expect(await orders.state(order)).toMatchObject({
      payment: 'VOIDED',
      authorization: 'CLOSED',
      paymentOrders: ['VOIDED'],
    });
    expect(await orders.atPsp(order)).toEqual({ statuses: ['canceled'], captured: 0, refunded: 0 });
    expect(await orders.broken()).toEqual([]);
  });
});

describe('a captured order', () => {
  test('is refunded in full, per payment order, in the ledger and at the PSP', async () => {
    const order = await orders.captured();
    const before = await orders.forSale(order);
    const [paymentOrder] = await orders.sellerOrders(order);
    await orders.refund(paymentOrder?.paymentOrder, '100');
    expect(await orders.cancel(order)).toMatchObject({ replayed: false });
    expect(await orders.state(order)).toMatchObject({ status: 'CANCELED', sellerOrders: ['CANCELED'] });
    await runStepsInCore(started);
    expect(await orders.state(order)).toMatchObject(fullyRefunded);
    const { captured, refunded } = await orders.atPsp(order);
    expect([captured > 0, captured - refunded]).toEqual([true, 0]);
    expect(await orders.forSale(order)).toBe(before + 4);
    const [ledger] = await orders.sql<{ left: number }>(
      `SELECT sum(CASE p.side WHEN 'DR' THEN p.amount_minor ELSE -p.amount_minor END)::int AS left
       FROM ledger_posting p JOIN ledger_entry e ON e.id = p.entry_id WHERE e.order_id = $1 AND p.account = 'psp_clearing'`,
      order.orderId,
    );
    expect(ledger?.left).toBe(0);
    expect(await orders.broken()).toEqual([]);
  });

  test('can be canceled after a shipment by operations only, and shipped units are not restocked', async () => {
    const order = await orders.captured();
    expect(await orders.ship(order, 1)).toMatchObject({ replayed: false });
    const before = await orders.forSale(order);
    expect(await orders.cancel(order)).toEqual({ code: 'ORDER_SHIPPED' });
    expect(await orders.cancelAsOperations(order)).toMatchObject({ replayed: false });
    await runStepsInCore(started);
    expect(await orders.state(order)).toMatchObject({
      ...fullyRefunded,
      sellerOrders: ['CANCELED', 'SHIPPED'],
    });
    expect(await orders.forSale(order)).toBe(before + 3);
    const { captured, refunded } = await orders.atPsp(order);
    expect(captured - refunded).toBe(0);
    expect(await orders.broken()).toEqual([]);
  });

  test('once completed can be canceled by operations only', async () => {
    const order = await orders.captured({ sellers: 1 });
    await orders.ship(order);
    expect(await orders.state(order)).toMatchObject({ status: 'COMPLETED' });
    const before = await orders.forSale(order);
    expect(await orders.cancel(order)).toEqual({ code: 'ORDER_SHIPPED' });
    expect(await orders.cancelAsOperations(order)).toMatchObject({ replayed: false });
    await runStepsInCore(started);
    expect(await orders.state(order)).toMatchObject({ ...fullyRefunded, sellerOrders: ['SHIPPED'] });
    expect(await orders.forSale(order)).toBe(before);
    expect(await orders.broken()).toEqual([]);
  });
});

describe('units of a payment order voided without a cancellation', () => {
  test('are restocked; those of other sellers are not', async () => {
    const order = await orders.authorized({ onShipment: 2 });
    const before = await orders.forSale(order);
    const [first] = await orders.sellerOrders(order);
    expect(await orders.voidPaymentOrder(first?.paymentOrder)).toMatchObject({ status: 'VOIDED' });
    expect(await orders.forSale(order)).toBe(before + 2);
    expect(await orders.voidPaymentOrder(first?.paymentOrder)).toMatchObject({
      code: 'PAYMENT_ORDER_NOT_VOIDABLE',
    });
    expect(await orders.forSale(order)).toBe(before + 2);
    expect(await orders.broken()).toEqual([]);
  });

  test('are restocked unless they were shipped, and the seller order ends as shipped', async () => {
    const order = await orders.authorized({ sellers: 1, onShipment: 1 });
    await orders.ship(order, 1);
    await runStepsInCore(started);
    const before = await orders.forSale(order);
    const rest = (await orders.sellerOrders(order)).at(-1);
    expect(await orders.voidPaymentOrder(rest?.paymentOrder)).toMatchObject({ status: 'VOIDED' });
    expect(await orders.forSale(order)).toBe(before + 1);
    await runStepsInCore(started);
    expect(await orders.state(order)).toMatchObject({ status: 'COMPLETED', sellerOrders: ['SHIPPED'] });
    expect(await orders.broken()).toEqual([]);
  });
});

test('the verifier finds units that were not restocked', async () => {
  const order = await orders.authorized({ sellers: 1, onShipment: 1 });
  await orders.cancel(order);
  await runStepsInCore(started);
  const put = (units: number) =>
    orders.sql(
      `WITH r AS (UPDATE stock_reservation SET restocked_units = restocked_units + $2 WHERE order_id = $1 RETURNING item_id)
       UPDATE stock s SET on_hand = on_hand + $2, sold = sold - $2 FROM r WHERE s.item_id = r.item_id`,
      ...[order.orderId, units],
    );
  await put(-1);
  expect(await orders.broken()).toEqual([
    expect.stringMatching(/^G6 .* 1 restocked of a seller order that is CANCELED$/),
  ]);
  await put(1);
  expect(await orders.broken()).toEqual([]);
});
