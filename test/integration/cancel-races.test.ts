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

const fullyRefunded = {
  status: 'CANCELED',
  payment: 'REFUNDED',
  authorization: 'CLOSED',
  paymentOrders: ['REFUNDED'],
};

/** Whether the cancellation or the first capture was recorded first. */
async function firstOf(orderId: string): Promise<string> {
  const [row] = await orders.sql<{ to_state: string }>(
    `SELECT to_state FROM state_transition WHERE order_id = $1 AND (to_state, machine) IN (('CANCELED', 'Order'), ('CAPTURED', 'PaymentOrder'))
     ORDER BY position LIMIT 1`,
    orderId,
  );
  return row?.to_state ?? '';
}

const codeOf = (answer: object) => ('code' in answer ? answer.code : null);

describe('a cancellation concurrent with', () => {
  test('captures leaves nothing captured, whichever is first', async () => {
    const firsts = new Set<string>();
    for (let round = 0; round < 24; round += 1) {
      const order = await orders.authorized({ sellers: 3, onShipment: round % 2 });
      const capturing = runStepsInCore(started);
      // In some rounds, let the captures get a few round trips ahead.
      for (let ahead = 0; ahead < (round % 6) * 4; ahead += 1) await orders.sql('SELECT 1');
      await Promise.all([capturing, orders.cancel(order)]);
      await runStepsInCore(started);
      const { statuses, captured, refunded } = await orders.atPsp(order);
      expect([statuses.includes('requires_capture'), captured - refunded]).toEqual([false, 0]);
      expect((await orders.state(order))?.['payment']).toBe(captured === 0 ? 'VOIDED' : 'REFUNDED');
      firsts.add(await firstOf(order.orderId));
    }
    expect([...firsts].toSorted()).toEqual(['CANCELED', 'CAPTURED']);
    expect(await orders.broken()).toEqual([]);
  });

  test('a shipment: exactly one of them succeeds', async () => {
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

  test('refunds returns every cent exactly once', async () => {
    for (let round = 0; round < 6; round += 1) {
      const order = await orders.captured();
      const [first, second] = await orders.sellerOrders(order);
      await Promise.all([
        orders.refund(first?.paymentOrder, '100'),
        orders.cancel(order),
        orders.refund(second?.paymentOrder),
      ]);
      await runStepsInCore(started);
      expect(await orders.state(order)).toMatchObject(fullyRefunded);
      const { captured, refunded } = await orders.atPsp(order);
      expect(captured - refunded).toBe(0);
    }
    expect(await orders.broken()).toEqual([]);
  });
});
