import { beforeAll, describe, expect, test } from 'vitest';

import { startCheckoutServices, type CheckoutServices } from '../harness/checkout-services.js';
import { runSomeStepsInCore, runStepsInCore } from '../harness/core-shopper.js';
import { PaidOrders } from './cancel-fixture.js';

const sales = [
  { name: 'one hold and a capture for each seller', captureStrategy: 'auto', card: 'pm_card_visa' },
  {
    name: 'one hold and one capture for all',
    captureStrategy: 'auto',
    card: 'pm_card_sim_multicaptureUnavailable',
  },
  { name: 'an intent for each seller', captureStrategy: 'intent_per_seller', card: 'pm_card_visa' },
] as const;

describe.each(sales)('with $name, a canceled order', ({ captureStrategy, card }) => {
  let started: CheckoutServices;
  let orders: PaidOrders;

  beforeAll(async () => {
    started = await startCheckoutServices({ poolMax: 20, captureStrategy });
    orders = await new PaidOrders(started).open();
  });

  async function expectGivenBack(order: Parameters<PaidOrders['state']>[0]): Promise<void> {
    const { statuses, taken, given } = await orders.atPsp(order);
    expect({
      statuses: [...new Set(statuses)].filter((status) => status === 'requires_capture'),
      left: taken - given,
    }).toEqual({
      statuses: [],
      left: 0,
    });
    expect(await orders.state(order)).toMatchObject({
      status: 'CANCELED',
      payment: taken === 0 ? 'VOIDED' : 'REFUNDED',
      parts: ['CANCELED'],
    });
  }

  test.each([0, 1])(
    'keeps nothing, after whichever of its steps it is canceled; %i ship first',
    async (onShipment) => {
      for (let steps = 0, isUnderWay = true; isUnderWay; steps += 1) {
        const order = await orders.held({ sellers: 3, onShipment, card });
        isUnderWay = await runSomeStepsInCore(started, steps);
        expect(await orders.cancel(order)).toMatchObject({ replayed: false });
        await runStepsInCore(started);
        await expectGivenBack(order);
      }
      expect(await orders.broken()).toEqual([]);
    },
  );

  test('keeps nothing, when it is canceled at the same time as its steps run', async () => {
    for (let round = 0; round < 8; round += 1) {
      const order = await orders.held({ sellers: 3, card });
      await runSomeStepsInCore(started, round % 4);
      await Promise.all([runStepsInCore(started), orders.cancel(order)]);
      await runStepsInCore(started);
      await expectGivenBack(order);
    }
    expect(await orders.broken()).toEqual([]);
  });
});
