import { beforeAll, describe, expect, test } from 'vitest';

import { Shopper, type PlaceOrderAnswer } from '../harness/shopper.js';
import { startSystem, type TestSystem } from '../harness/system.js';

let system: TestSystem;
let shopper: Shopper;

beforeAll(async () => {
  system = await startSystem({ workers: false });
  shopper = new Shopper(system);
});

const attempts = async ({ paymentId }: PlaceOrderAnswer): Promise<number> =>
  (await system.database.sql('SELECT id FROM payment_intent WHERE payment_id = $1', [paymentId])).length;

describe('another attempt', () => {
  test('is rejected while the current one can still be paid', async () => {
    const order = await shopper.place(await shopper.fillCart({ sellers: 1 }));
    expect(await shopper.retry(order)).toMatchObject({ code: 'PAYMENT_NOT_RETRYABLE' });
    expect(await attempts(order)).toBe(1);
  });

  test('is rejected once the payment is authorized', async () => {
    const order = await shopper.buy({ sellers: 1 });
    expect(await shopper.retry(order)).toMatchObject({ code: 'PAYMENT_NOT_RETRYABLE' });
    expect(await attempts(order)).toBe(1);
  });

  test('is denied without the order’s token', async () => {
    const order = await shopper.place(await shopper.fillCart({ sellers: 1 }));
    const stranger = { ...order, orderToken: 'not-its-token' };
    expect(await shopper.retry(stranger)).toMatchObject({ code: 'PAYMENT_NOT_FOUND' });
  });
});
