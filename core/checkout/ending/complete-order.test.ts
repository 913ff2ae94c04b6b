import { describe, expect, test } from 'vitest';

import { applyPspFact } from '../apply-psp-fact.js';
import type { Checkout, CheckoutChange } from '../model/checkout.js';
import { unchanged } from '../model/checkout.js';
import { moveSellerOrder } from '../model/seller-order-moves.js';
import { buildCheckout } from '../testing/build-checkout.js';
import { completeWhenDone } from './complete-order.js';

const authorized = (): Checkout => {
  const checkout = buildCheckout({ sellers: 2 });
  const [intent] = checkout.intents;
  if (intent === undefined) throw new Error('no intent');
  const subject = { intentId: intent.id, paymentOrderIds: [] };
  const fact = { kind: 'AUTHORIZED', amountMinor: 2_000n, multicapture: true, captureBefore: null } as const;
  return applyPspFact(checkout, subject, fact).after;
};

const captureAll = (checkout: Checkout): CheckoutChange => {
  let change = unchanged(checkout);
  for (const { id } of checkout.paymentOrders) {
    const subject = { intentId: checkout.intents[0]?.id ?? never(), paymentOrderIds: [id] };
    change = applyPspFact(change.after, subject, { kind: 'CAPTURED', amountMinor: 1_000n });
  }
  return change;
};

const shipAll = (checkout: Checkout): CheckoutChange => {
  let change = unchanged(checkout);
  for (const { id } of checkout.sellerOrders) change = moveSellerOrder(change, id, 'shipped');
  return completeWhenDone(change);
};

function never(): never {
  throw new Error('the checkout has no intent');
}

describe('an order is completed', () => {
  test('by the last parcel when everything is captured', () => {
    const captured = captureAll(authorized());
    expect(captured.after.order.status).toBe('PAYMENT_CONFIRMED');
    const { after, events } = shipAll(captured.after);
    expect(after.order.status).toBe('COMPLETED');
    expect(events.map(({ type }) => type)).toEqual(['OrderCompleted']);
  });

  test('by the last capture when everything is shipped', () => {
    const shipped = shipAll(authorized());
    expect(shipped.after.order.status).toBe('PAYMENT_CONFIRMED');
    const { after, events } = captureAll(shipped.after);
    expect(after.order.status).toBe('COMPLETED');
    expect(events.map(({ type }) => type)).toEqual([
      'PaymentOrderCaptured',
      'PaymentSucceeded',
      'OrderPaid',
      'OrderCompleted',
    ]);
  });

  test('not while a capture has failed, because it still needs a manual decision', () => {
    const checkout = shipAll(authorized()).after;
    const [paymentOrder] = checkout.paymentOrders;
    const subject = {
      intentId: checkout.intents[0]?.id ?? never(),
      paymentOrderIds: [paymentOrder?.id ?? never()],
    };
    const { after } = applyPspFact(checkout, subject, {
      kind: 'CAPTURE_FAILED',
      reason: 'expired',
      authorizationLost: false,
    });
    expect(after.order.status).toBe('PAYMENT_CONFIRMED');
  });

  test('once', () => {
    const { after } = shipAll(captureAll(authorized()).after);
    expect(completeWhenDone(unchanged(after)).events).toEqual([]);
  });
});
