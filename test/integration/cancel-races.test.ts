import { beforeAll, describe, expect, test } from 'vitest';

import { startCheckoutServices, type CheckoutServices } from '../harness/checkout-services.js';
import { runStepsInCore } from '../harness/core-shopper.js';
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

/** Whether the order was canceled before the first capture was recorded, or after it. */
async function firstOf(orderId: string): Promise<string> {
  const [row] = await orders.sql<{ to_state: string }>(
    `SELECT to_state FROM state_transition WHERE order_id = $1 AND (to_state, machine) IN (('CANCELED', 'Order'), ('CAPTURED', 'PaymentOrder'))
     ORDER BY position LIMIT 1`,
    orderId,
  );
  return row?.to_state ?? '';
}

const codeOf = (answer: object) => ('code' in answer ? answer.code : null);

describe('a cancellation that meets', () => {
  test('captures leaves nothing taken, whoever is first', async () => {
    const firsts = new Set<string>();
    for (let round = 0; round < 24; round += 1) {
      const order = await orders.held({ sellers: 3, onShipment: round % 2 });
      const capturing = runStepsInCore(started);
      // Let the captures get ahead by a few round trips in some of the rounds.
      for (let ahead = 0; ahead < (round % 6) * 4; ahead += 1) await orders.sql('SELECT 1');
      await Promise.all([capturing, orders.cancel(order)]);
      await runStepsInCore(started);
      const { statuses, taken, given } = await orders.atPsp(order);
      expect([statuses.includes('requires_capture'), taken - given]).toEqual([false, 0]);
      expect((await orders.state(order))?.['payment']).toBe(taken === 0 ? 'VOIDED' : 'REFUNDED');
      firsts.add(await firstOf(order.orderId));
    }
    expect([...firsts].toSorted()).toEqual(['CANCELED', 'CAPTURED']);
    expect(await orders.broken()).toEqual([]);
  });

  test('a parcel gives way to it, or refuses it; never both and never neither', async () => {
    for (let round = 0; round < 8; round += 1) {
      const order = await orders.captured({ sellers: 1 });
      const [shipped, canceled] = await Promise.all([orders.ship(order), orders.cancel(order)]);
      await runStepsInCore(started);
      const outcome = [codeOf(shipped), codeOf(canceled), (await orders.state(order))?.['payment']];
      expect([
        [null, 'ORDER_SHIPPED', 'CAPTURED'],
        ['SELLER_ORDER_NOT_SHIPPABLE', null, 'REFUNDED'],
      ]).toContainEqual(outcome);
    }
    expect(await orders.broken()).toEqual([]);
  });

  test('refunds gives back every cent once', async () => {
    for (let round = 0; round < 6; round += 1) {
      const order = await orders.captured();
      const [first, second] = await orders.parts(order);
      await Promise.all([
        orders.refund(first?.paymentOrder, '100'),
        orders.cancel(order),
        orders.refund(second?.paymentOrder),
      ]);
      await runStepsInCore(started);
      expect(await orders.state(order)).toMatchObject(givenBack);
      const { taken, given } = await orders.atPsp(order);
      expect(taken - given).toBe(0);
    }
    expect(await orders.broken()).toEqual([]);
  });
});
