import { expect, test } from 'vitest';
import { announcementsOf } from './announcements.js';
import { headlineOf } from './headline.js';
import { isOlderOrder } from './is-older-order.js';
import { anOrder, aPaymentOrder, aSellerOrder } from './order-builder.js';

test('the tab title shows the state of the payment', () => {
  const tab = (...args: Parameters<typeof anOrder>) => headlineOf(anOrder(...args)).tab;
  expect(tab()).toBe('Payment due');
  expect(tab({ intent: 'PENDING_AUTH' })).toBe('… Contacting your bank');
  expect(tab({ intent: 'DECLINED' })).toBe('✕ Card declined');
  expect(tab({ status: 'PAYMENT_CONFIRMED', intent: 'AUTHORIZED' })).toBe('✓ Confirmed');
  expect(tab({ status: 'PAYMENT_CONFIRMED', paymentStatus: 'CAPTURED' })).toBe('✓ Paid');
  expect(tab({ status: 'EXPIRED' })).toBe('Expired');
});

test('an order is not shown as paid while only its attempt is authorized', () => {
  expect(headlineOf(anOrder({ intent: 'AUTHORIZED' })).title).toBe('Contacting your bank…');
});

test('only a payable order offers payment', () => {
  expect(headlineOf(anOrder({ intent: 'DECLINED' })).action).toBe('pay');
  expect(headlineOf(anOrder({ intent: 'PENDING_AUTH' })).action).toBeUndefined();
  expect(headlineOf(anOrder({ status: 'EXPIRED', intent: 'CREATED' })).action).toBe('shop');
});

test('an update announces only what is new', () => {
  const part = (captured: number) =>
    aSellerOrder({
      status: 'TO_SHIP',
      paymentOrder: aPaymentOrder({ status: captured === 0 ? 'CAPTURE_REQUESTED' : 'CAPTURED', captured }),
    });
  const paid = { status: 'PAYMENT_CONFIRMED', intent: 'AUTHORIZED' } as const;
  const before = anOrder({ ...paid, sellerOrders: [part(0)] });
  const after = anOrder({ ...paid, paymentStatus: 'CAPTURED', sellerOrders: [part(4000)] });
  expect(announcementsOf(before, after)).toEqual(['Paid.', 'Kiln & Clay: charged €40.00.']);
  expect(announcementsOf(after, after)).toEqual([]);
});

test('an older version of the order or payment never replaces a newer one', () => {
  const current = anOrder({ version: 3, paymentVersion: 5 });
  expect(isOlderOrder(anOrder({ version: 2, paymentVersion: 5 }), current)).toBe(true);
  expect(isOlderOrder(anOrder({ version: 3, paymentVersion: 4 }), current)).toBe(true);
  expect(isOlderOrder(anOrder({ version: 3, paymentVersion: 6 }), current)).toBe(false);
});

test('the headline points to the parcels until everything has arrived', () => {
  const paymentOrder = aPaymentOrder({ status: 'CAPTURED', captured: 4000 });
  const part = (status: 'SHIPPED' | 'CLOSED') => aSellerOrder({ id: `so_${status}`, status, paymentOrder });
  const of = (...sellerOrders: ReturnType<typeof part>[]) =>
    headlineOf(anOrder({ status: 'COMPLETED', paymentStatus: 'CAPTURED', sellerOrders })).text;
  expect(of(part('CLOSED'), part('SHIPPED'))).toBe('Thank you. You can follow your parcel below.');
  expect(of(part('CLOSED'))).toBe('Thank you. Everything has arrived.');
});

test('a seller whose capture failed for good is named as not charged', () => {
  const part = (status: 'VOIDED' | 'CAPTURED', name: string) => {
    const made = aSellerOrder({ paymentOrder: aPaymentOrder({ status }) });
    return { ...made, seller: { ...made.seller, name } };
  };
  const sellerOrders = [part('VOIDED', 'Kiln & Clay'), part('CAPTURED', 'Oak')];
  const order = anOrder({ status: 'PAYMENT_CONFIRMED', paymentStatus: 'CAPTURED', sellerOrders });
  expect(headlineOf(order).text).toBe(
    'Thank you. You can follow your parcel below. Items from Kiln & Clay are canceled; you won’t be charged for them.',
  );
  const before = anOrder({
    status: 'PAYMENT_CONFIRMED',
    sellerOrders: [
      { ...part('CAPTURED', 'Kiln & Clay'), paymentOrder: aPaymentOrder({ status: 'CAPTURE_REQUESTED' }) },
    ],
  });
  const after = { ...before, sellerOrders: [part('VOIDED', 'Kiln & Clay')] };
  expect(announcementsOf(before, after)).toEqual(['Kiln & Clay: not charged.', 'Kiln & Clay: canceled.']);
});
