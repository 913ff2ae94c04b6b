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

const givenBack = {
  status: 'CANCELED',
  payment: 'REFUNDED',
  authorization: 'CLOSED',
  paymentOrders: ['REFUNDED'],
};

describe('an order whose money is held', () => {
  test('is canceled at once; the hold is given up by a step, and the units are on sale again', async () => {
    const order = await orders.held({ onShipment: 2 });
    const before = await orders.forSale(order);
    expect(await orders.cancel(order)).toEqual({ orderId: order.orderId, replayed: false });
    expect(await orders.state(order)).toEqual({
      ...{
        status: 'CANCELED',
        payment: 'VOIDED',
        authorization: 'CLOSING',
        paymentOrders: ['VOIDED'],
        parts: ['CANCELED'],
      },
    });
    expect(await orders.forSale(order)).toBe(before + 4);
    expect((await orders.atPsp(order)).statuses).toEqual(['requires_capture']);
    await runStepsInCore(started);
    expect(await orders.atPsp(order)).toEqual({ statuses: ['canceled'], taken: 0, given: 0 });
    expect(await orders.state(order)).toMatchObject({ authorization: 'CLOSED' });
    const events = await orders.events(order);
    for (const type of ['OrderCanceled', 'PaymentVoided']) expect(events).toContain(type);
    expect(events).not.toContain('OrderPaid');
    expect(await orders.broken()).toEqual([]);
  });

  test('many times at once is canceled once', async () => {
    const order = await orders.held({ onShipment: 1 });
    const before = await orders.forSale(order);
    const answers = await Promise.all(Array.from({ length: 6 }, () => orders.cancel(order)));
    expect(answers.filter((answer) => 'replayed' in answer)).toHaveLength(1);
    expect(answers.find((answer) => 'code' in answer)).toEqual({
      code: 'ORDER_NOT_CANCELABLE',
      status: 'CANCELED',
    });
    await runStepsInCore(started);
    expect(await orders.forSale(order)).toBe(before + 4);
    expect((await orders.atPsp(order)).taken - (await orders.atPsp(order)).given).toBe(0);
    expect(await orders.broken()).toEqual([]);
  });
});

describe('an order whose captures are under way', () => {
  test('cannot call them back: the answer that says that a share was taken is followed by its refund', async () => {
    const order = await orders.held();
    expect(await orders.state(order)).toMatchObject({
      paymentOrders: ['CAPTURE_REQUESTED', 'INITIATED_PENDING'],
    });
    await orders.cancel(order);
    expect(await orders.state(order)).toMatchObject({
      status: 'CANCELED',
      paymentOrders: ['CAPTURE_REQUESTED', 'VOIDED'],
    });
    await runStepsInCore(started);
    expect(await orders.state(order)).toMatchObject({ ...givenBack, paymentOrders: ['REFUNDED', 'VOIDED'] });
    const { statuses, taken, given } = await orders.atPsp(order);
    expect([statuses, taken > 0, taken - given]).toEqual([['succeeded'], true, 0]);
    expect(await orders.events(order)).not.toContain('OrderPaid');
    const [refunded] = await orders.sql<{ same: boolean }>(
      `SELECT (SELECT max(t.correlation_id) FROM state_transition t WHERE t.machine = 'Refund' AND t.to_state = 'REQUESTED' AND t.order_id = $1)
         = (SELECT max(t.correlation_id) FROM state_transition t WHERE t.to_state = 'CAPTURED' AND t.machine = 'PaymentOrder' AND t.order_id = $1) AS same`,
      order.orderId,
    );
    expect(refunded?.same).toBe(true);
    expect(await orders.broken()).toEqual([]);
  });
});

describe('an order of which a capture was not answered', () => {
  /** Its one capture has had no answer yet, and the order is canceled. */
  async function unanswered(how: { kind: string; status?: number }) {
    const order = await orders.held({ sellers: 1 });
    await fault(started, { operation: 'payment_intents.capture', ...how, times: 1 });
    await runStepsInCore(started);
    await orders.cancel(order);
    expect(await orders.state(order)).toMatchObject({
      status: 'CANCELED',
      paymentOrders: ['PENDING_CAPTURE'],
    });
    expect((await orders.atPsp(order)).given).toBe(0);
    await orders.sql(`UPDATE psp_step SET run_at = now(), dispatched_at = NULL WHERE state = 'DUE'`);
    return order;
  }

  test('gives back what was taken, once the PSP says that it was', async () => {
    const order = await unanswered({ kind: 'reset' });
    await runStepsInCore(started);
    expect(await orders.state(order)).toMatchObject(givenBack);
    const { taken, given } = await orders.atPsp(order);
    expect([taken > 0, taken - given]).toEqual([true, 0]);
  });

  test('is voided, once the PSP says that it took nothing and will not', async () => {
    const order = await unanswered({ kind: 'fail', status: 503 });
    const rejection = { status: 402, code: 'card_declined' };
    await fault(started, { operation: 'payment_intents.capture', kind: 'fail', ...rejection, times: 1 });
    await runStepsInCore(started);
    expect(await orders.state(order)).toMatchObject({
      payment: 'VOIDED',
      authorization: 'CLOSED',
      paymentOrders: ['VOIDED'],
    });
    expect(await orders.atPsp(order)).toEqual({ statuses: ['canceled'], taken: 0, given: 0 });
    expect(await orders.broken()).toEqual([]);
  });
});

describe('an order that is captured', () => {
  test('is given back in full, share by share, in the books and at the PSP', async () => {
    const order = await orders.captured();
    const before = await orders.forSale(order);
    const [paymentOrder] = await orders.parts(order);
    await orders.refund(paymentOrder?.paymentOrder, '100');
    expect(await orders.cancel(order)).toMatchObject({ replayed: false });
    expect(await orders.state(order)).toMatchObject({ status: 'CANCELED', parts: ['CANCELED'] });
    await runStepsInCore(started);
    expect(await orders.state(order)).toMatchObject(givenBack);
    const { taken, given } = await orders.atPsp(order);
    expect([taken > 0, taken - given]).toEqual([true, 0]);
    expect(await orders.forSale(order)).toBe(before + 4);
    const [books] = await orders.sql<{ left: number }>(
      `SELECT sum(CASE p.side WHEN 'DR' THEN p.amount_minor ELSE -p.amount_minor END)::int AS left
       FROM ledger_posting p JOIN ledger_entry e ON e.id = p.entry_id WHERE e.order_id = $1 AND p.account = 'psp_clearing'`,
      order.orderId,
    );
    expect(books?.left).toBe(0);
    expect(await orders.broken()).toEqual([]);
  });

  test('cannot be canceled by its buyer once a parcel was sent; by operations it can, and what was sent is not on sale', async () => {
    const order = await orders.captured();
    expect(await orders.ship(order, 1)).toMatchObject({ replayed: false });
    const before = await orders.forSale(order);
    expect(await orders.cancel(order)).toEqual({ code: 'ORDER_SHIPPED' });
    expect(await orders.cancelAsOperations(order)).toMatchObject({ replayed: false });
    await runStepsInCore(started);
    expect(await orders.state(order)).toMatchObject({ ...givenBack, parts: ['CANCELED', 'SHIPPED'] });
    expect(await orders.forSale(order)).toBe(before + 3);
    const { taken, given } = await orders.atPsp(order);
    expect(taken - given).toBe(0);
    expect(await orders.broken()).toEqual([]);
  });

  test('and completed is canceled by operations only', async () => {
    const order = await orders.captured({ sellers: 1 });
    await orders.ship(order);
    expect(await orders.state(order)).toMatchObject({ status: 'COMPLETED' });
    const before = await orders.forSale(order);
    expect(await orders.cancel(order)).toEqual({ code: 'ORDER_SHIPPED' });
    expect(await orders.cancelAsOperations(order)).toMatchObject({ replayed: false });
    await runStepsInCore(started);
    expect(await orders.state(order)).toMatchObject({ ...givenBack, parts: ['SHIPPED'] });
    expect(await orders.forSale(order)).toBe(before);
    expect(await orders.broken()).toEqual([]);
  });
});

describe('units of a share that is voided without a cancellation', () => {
  test('are on sale again, those of the other sellers are not', async () => {
    const order = await orders.held({ onShipment: 2 });
    const before = await orders.forSale(order);
    const [first] = await orders.parts(order);
    expect(await orders.voidPart(first?.paymentOrder)).toMatchObject({ status: 'VOIDED' });
    expect(await orders.forSale(order)).toBe(before + 2);
    expect(await orders.voidPart(first?.paymentOrder)).toMatchObject({ code: 'PAYMENT_ORDER_NOT_VOIDABLE' });
    expect(await orders.forSale(order)).toBe(before + 2);
    expect(await orders.broken()).toEqual([]);
  });

  test('are on sale again as far as they were not shipped, and the part ends as shipped', async () => {
    const order = await orders.held({ sellers: 1, onShipment: 1 });
    await orders.ship(order, 1);
    await runStepsInCore(started);
    const before = await orders.forSale(order);
    const rest = (await orders.parts(order)).at(-1);
    expect(await orders.voidPart(rest?.paymentOrder)).toMatchObject({ status: 'VOIDED' });
    expect(await orders.forSale(order)).toBe(before + 1);
    await runStepsInCore(started);
    expect(await orders.state(order)).toMatchObject({ status: 'COMPLETED', parts: ['SHIPPED'] });
    expect(await orders.broken()).toEqual([]);
  });
});

test('units that were not put back on sale are found by the verifier', async () => {
  const order = await orders.held({ sellers: 1, onShipment: 1 });
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
