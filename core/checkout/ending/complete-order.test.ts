import { describe, expect, test } from 'vitest';

import { applyPspFact } from '../apply-psp-fact.js';
import type { Checkout, CheckoutChange } from '../model/checkout.js';
import { unchanged } from '../model/checkout.js';
import { moveSellerOrder } from '../model/seller-order-moves.js';
import { buildCheckout } from '../testing/build-checkout.js';
import { completeWhenDone } from './complete-order.js';

const held = (): Checkout => {
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
  test('by the last parcel when all shares are taken', () => {
    const taken = captureAll(held());
    expect(taken.after.order.status).toBe('PAYMENT_CONFIRMED');
    const { after, events } = shipAll(taken.after);
    expect(after.order.status).toBe('COMPLETED');
    expect(events.map(({ type }) => type)).toEqual(['OrderCompleted']);
  });

  test('by the last capture when everything is shipped', () => {
    const sent = shipAll(held());
    expect(sent.after.order.status).toBe('PAYMENT_CONFIRMED');
    const { after, events } = captureAll(sent.after);
    expect(after.order.status).toBe('COMPLETED');
    expect(events.map(({ type }) => type)).toEqual([
      'PaymentOrderCaptured',
      'PaymentSucceeded',
      'OrderPaid',
      'OrderCompleted',
    ]);
  });

  test('not while a share has failed, because a person still has to decide about it', () => {
    const checkout = shipAll(held()).after;
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
    const { after } = shipAll(captureAll(held()).after);
    expect(completeWhenDone(unchanged(after)).events).toEqual([]);
  });
});
