import { expect, test } from 'vitest';
import { cancelableMoney } from './cancelable.js';
import { headlineOf } from './headline.js';
import { anOrder, aPaymentOrder, aRefund, aSellerOrder } from './order-builder.js';
import { railOf } from './rail.js';
import { failedRefundMinor } from './refunds.js';

const parcel = {
  __typename: 'Shipment',
  id: 'shp_1',
  carrier: 'DHL',
  trackingNumber: 'T1',
  trackingUrl: null,
  shippedAt: '2026-11-21T10:00:00.000Z',
  lines: [],
} as const;

test('an order can be canceled until a parcel is shipped or the order has ended', () => {
  expect(cancelableMoney(anOrder())).toBe('unpaid');
  expect(cancelableMoney(anOrder({ status: 'PAYMENT_CONFIRMED' }))).toBe('authorized');
  expect(cancelableMoney(anOrder({ status: 'PAYMENT_CONFIRMED', captured: 4000 }))).toBe('captured');
  const shipped = [aSellerOrder({ shipments: [parcel] }), aSellerOrder()];
  expect(cancelableMoney(anOrder({ status: 'PAYMENT_CONFIRMED', sellerOrders: shipped }))).toBeNull();
  for (const status of ['COMPLETED', 'EXPIRED', 'CANCELED'] as const)
    expect(cancelableMoney(anOrder({ status }))).toBeNull();
});

test('a canceled order shows what happens to its money, and no more than is known', () => {
  const text = (over: Parameters<typeof anOrder>[0]) =>
    headlineOf(anOrder({ status: 'CANCELED', ...over })).text;
  expect(text({ paymentStatus: 'VOIDED' })).toBe('You haven’t been charged.');
  expect(text({ paymentStatus: 'VOIDED', authorized: 4000 })).toContain('pending charge');
  expect(text({ paymentStatus: 'NOT_CAPTURED', authorized: 4000 })).toContain(
    'Once the payment provider responds',
  );
  expect(text({ paymentStatus: 'CAPTURED', captured: 4000 })).toContain('We’re refunding');
  expect(text({ paymentStatus: 'REFUNDED', captured: 4000 })).toContain('We’ve refunded everything');
});

test('a pending refund is an active step; a failed one is reported until another replaces it', () => {
  const refunding = aPaymentOrder({
    status: 'CAPTURED',
    captured: 4000,
    refunds: [aRefund('REQUESTED', 4000)],
  });
  expect(railOf(aSellerOrder({ paymentOrder: refunding }), 'AUTHORIZED').at(-1)).toMatchObject({
    label: 'Refunding',
    state: 'active',
  });
  const failed = aPaymentOrder({ status: 'CAPTURED', captured: 4000, refunds: [aRefund('FAILED', 4000)] });
  expect(failedRefundMinor(failed)).toBe(4000n);
  expect(failedRefundMinor({ ...failed, refunds: [...failed.refunds, aRefund('PENDING', 4000)] })).toBe(0n);
});
