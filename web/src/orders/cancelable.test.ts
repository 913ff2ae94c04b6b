import { expect, test } from 'vitest';
import { cancelableMoney } from './cancelable.js';
import { headlineOf } from './headline.js';
import { anOrder, aPaymentOrder, aRefund, aSellerOrder } from './order-builder.js';
import { railOf } from './rail.js';
import { notGivenBack } from './refunds.js';

const parcel = {
  __typename: 'Shipment',
  id: 'shp_1',
  carrier: 'DHL',
  trackingNumber: 'T1',
  trackingUrl: null,
  shippedAt: '2026-11-21T10:00:00.000Z',
  lines: [],
} as const;

test('an order can be canceled until a parcel was sent or it has ended', () => {
  expect(cancelableMoney(anOrder())).toBe('unpaid');
  expect(cancelableMoney(anOrder({ status: 'PAYMENT_CONFIRMED' }))).toBe('held');
  expect(cancelableMoney(anOrder({ status: 'PAYMENT_CONFIRMED', captured: 4000 }))).toBe('captured');
  const sent = [aSellerOrder({ shipments: [parcel] }), aSellerOrder()];
  expect(cancelableMoney(anOrder({ status: 'PAYMENT_CONFIRMED', sellerOrders: sent }))).toBeNull();
  for (const status of ['COMPLETED', 'EXPIRED', 'CANCELED'] as const)
    expect(cancelableMoney(anOrder({ status }))).toBeNull();
});

test('a canceled order says what becomes of its money, and no more than is known', () => {
  const text = (over: Parameters<typeof anOrder>[0]) =>
    headlineOf(anOrder({ status: 'CANCELED', ...over })).text;
  expect(text({ paymentStatus: 'VOIDED' })).toBe('Nothing was charged.');
  expect(text({ paymentStatus: 'VOIDED', authorized: 4000 })).toContain('the hold on your card is released');
  expect(text({ paymentStatus: 'NOT_CAPTURED', authorized: 4000 })).toContain(
    'As soon as the payment provider',
  );
  expect(text({ paymentStatus: 'CAPTURED', captured: 4000 })).toContain('on its way back');
  expect(text({ paymentStatus: 'REFUNDED', captured: 4000 })).toContain('is given back');
});

test('a refund under way is a step that goes on; one that failed is told until another makes up for it', () => {
  const returning = aPaymentOrder({
    status: 'CAPTURED',
    captured: 4000,
    refunds: [aRefund('REQUESTED', 4000)],
  });
  expect(railOf(aSellerOrder({ paymentOrder: returning }), 'AUTHORIZED').at(-1)).toMatchObject({
    label: 'Refunding',
    state: 'active',
  });
  const failed = aPaymentOrder({ status: 'CAPTURED', captured: 4000, refunds: [aRefund('FAILED', 4000)] });
  expect(notGivenBack(failed)).toBe(4000n);
  expect(notGivenBack({ ...failed, refunds: [...failed.refunds, aRefund('PENDING', 4000)] })).toBe(0n);
});
