import { describe, expect, test } from 'vitest';

import type { Checkout } from '../model/checkout.js';
import { unchanged } from '../model/checkout.js';
import { sellerOrderDelivered } from '../model/order-events.js';
import { moveSellerOrder } from '../model/seller-order-moves.js';
import type { SellerOrderStatus } from '../model/seller-order-states.js';
import { buildCheckout } from '../testing/build-checkout.js';
import { applyDelivery } from './delivery.js';

/** The first of two sellers has shipped everything; the second is in the given state. */
function inDelivery(status: SellerOrderStatus = 'TO_SHIP', order: Partial<Checkout['order']> = {}) {
  const built = buildCheckout({ sellers: 2 });
  const sellerOrders = built.sellerOrders.map((sellerOrder, nth) => ({
    ...sellerOrder,
    status: nth === 0 ? ('TO_SHIP' as const) : status,
  }));
  const paid = {
    ...built,
    order: { ...built.order, status: 'PAYMENT_CONFIRMED' as const, ...order },
    sellerOrders,
  };
  const [first, second] = paid.sellerOrders;
  if (first === undefined || second === undefined) throw new Error('two sellers');
  return {
    checkout: moveSellerOrder(unchanged(paid), first.id, 'shipped').after,
    first: first.id,
    second: second.id,
  };
}

describe('a delivery', () => {
  test('closes this seller’s order, records the time, and emits one event naming who confirmed it', () => {
    const { checkout, first, second } = inDelivery();
    const later = { ...checkout, readAt: new Date('2026-11-24T10:30:00.000Z') };
    const change = applyDelivery(later, { sellerOrderId: first, by: 'SELLER' });
    if ('code' in change) throw new Error(change.code);
    expect(change.after.sellerOrders).toMatchObject([
      { id: first, status: 'CLOSED', shippedAt: checkout.readAt, deliveredAt: later.readAt },
      { id: second, status: 'TO_SHIP', shippedAt: null, deliveredAt: null },
    ]);
    expect(change.events).toMatchObject([
      {
        type: 'SellerOrderDelivered',
        data: { sellerOrderId: first, deliveredAt: '2026-11-24T10:30:00.000Z', by: 'SELLER' },
      },
    ]);
    expect(sellerOrderDelivered.schema.safeParse(change.events[0]?.data).success).toBe(true);
    expect(change.transitions).toEqual([
      { machine: 'SellerOrder', entityId: first, from: 'SHIPPED', to: 'CLOSED' },
    ]);
  });

  test.each(['PENDING', 'TO_SHIP', 'CLOSED', 'CANCELED'] as const)(
    'of a seller order that is %s is rejected',
    (status) => {
      const { checkout, second } = inDelivery(status);
      expect(applyDelivery(checkout, { sellerOrderId: second, by: 'BUYER' })).toEqual({
        code: 'SELLER_ORDER_NOT_IN_DELIVERY',
        status,
      });
    },
  );

  test.each(['PAYMENT_CONFIRMED', 'COMPLETED', 'CANCELED'] as const)(
    'leaves an order that is %s and its money unchanged',
    (status) => {
      const { checkout, first } = inDelivery('CANCELED', { status });
      const change = applyDelivery(checkout, { sellerOrderId: first, by: 'TIMEOUT' });
      if ('code' in change) throw new Error(change.code);
      const { sellerOrders: _sellerOrders, ...rest } = checkout;
      expect(change.after).toMatchObject(rest);
      expect(change).toMatchObject({ steps: [], ledgerEntries: [], stock: null });
    },
  );
});
