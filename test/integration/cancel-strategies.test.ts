import { beforeAll, describe, expect, test } from 'vitest';

import { startCheckoutServices, type CheckoutServices } from '../harness/checkout-services.js';
import { runSomeStepsInCore, runStepsInCore } from '../harness/core-shopper.js';
import { PaidOrders } from './cancel-fixture.js';

const sales = [
  { name: 'one authorization and a capture per seller', captureStrategy: 'auto', card: 'pm_card_visa' },
  {
    name: 'one authorization and a single capture',
    captureStrategy: 'auto',
    card: 'pm_card_sim_multicaptureUnavailable',
  },
  { name: 'an intent per seller', captureStrategy: 'intent_per_seller', card: 'pm_card_visa' },
] as const;

describe.each(sales)('with $name, a canceled order', ({ captureStrategy, card }) => {
  let started: CheckoutServices;
  let orders: PaidOrders;

  beforeAll(async () => {
    started = await startCheckoutServices({ poolMax: 20, captureStrategy });
    orders = await new PaidOrders(started).open();
  });

  async function expectNothingKept(order: Parameters<PaidOrders['state']>[0]): Promise<void> {
    const { statuses, captured, refunded } = await orders.atPsp(order);
    expect({
      statuses: [...new Set(statuses)].filter((status) => status === 'requires_capture'),
      left: captured - refunded,
    }).toEqual({
      statuses: [],
      left: 0,
    });
    expect(await orders.state(order)).toMatchObject({
      status: 'CANCELED',
      payment: captured === 0 ? 'VOIDED' : 'REFUNDED',
      sellerOrders: ['CANCELED'],
    });
  }

  test.each([0, 1])(
    'keeps nothing when canceled after any of its steps; %i sellers are captured on shipment',
    async (onShipment) => {
      for (let steps = 0, hasMoreSteps = true; hasMoreSteps; steps += 1) {
        const order = await orders.authorized({ sellers: 3, onShipment, card });
        hasMoreSteps = await runSomeStepsInCore(started, steps);
        expect(await orders.cancel(order)).toMatchObject({ replayed: false });
        await runStepsInCore(started);
        await expectNothingKept(order);
      }
      expect(await orders.broken()).toEqual([]);
    },
  );

  test('keeps nothing when canceled while its steps run', async () => {
    for (let round = 0; round < 8; round += 1) {
      const order = await orders.authorized({ sellers: 3, card });
      await runSomeStepsInCore(started, round % 4);
      await Promise.all([runStepsInCore(started), orders.cancel(order)]);
      await runStepsInCore(started);
      await expectNothingKept(order);
    }
    expect(await orders.broken()).toEqual([]);
  });
});
