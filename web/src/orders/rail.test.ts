import { expect, test } from 'vitest';
import type { PaymentOrderStatus } from '../generated/graphql.js';
import { aPaymentOrder, aSellerOrder } from './order-builder.js';
import { railOf } from './rail.js';

const shown = (...args: Parameters<typeof railOf>) =>
  railOf(...args).map(({ label, state }) => `${label} ${state}`);

test('an unpaid order has every step to do', () => {
  expect(shown(aSellerOrder(), 'CREATED')).toEqual([
    'Approve todo',
    'Charge todo',
    'Ship todo',
    'Deliver todo',
  ]);
});

test('the first step follows the latest attempt until the authorization', () => {
  const first = (intent: Parameters<typeof railOf>[1]) => shown(aSellerOrder(), intent)[0];
  expect(first('PENDING_AUTH')).toBe('Pending active');
  expect(first('REQUIRES_ACTION')).toBe('Verify active');
  expect(first('DECLINED')).toBe('Declined stopped');
  expect(first('CANCELED')).toBe('Not paid stopped');
  expect(first('AUTHORIZED')).toBe('Approved done');
});

test('a payment order stays authorized whatever a stale attempt says', () => {
  const authorized = aSellerOrder({ status: 'TO_SHIP', paymentOrder: aPaymentOrder() });
  expect(shown(authorized, 'PENDING_AUTH')[0]).toBe('Approved done');
});

test('a captured payment order shows the amount and time', () => {
  const capturedAt = '2026-11-21T10:01:00.000Z';
  const part = aSellerOrder({
    status: 'TO_SHIP',
    paymentOrder: aPaymentOrder({ status: 'CAPTURED', captured: 4000, capturedAt }),
  });
  expect(railOf(part, 'AUTHORIZED')[1]).toMatchObject({
    label: 'Charged',
    tone: 'captured',
    at: capturedAt,
    amount: { amountMinor: '4000' },
  });
});

test('a capture is never shown before the API reports it', () => {
  const waiting: PaymentOrderStatus[] = [
    'INITIATED_PENDING',
    'CAPTURE_REQUESTED',
    'PENDING_CAPTURE',
    'CAPTURE_FAILED',
    'VOIDED',
  ];
  for (const status of waiting) {
    const [, captured] = railOf(aSellerOrder({ paymentOrder: aPaymentOrder({ status }) }), 'AUTHORIZED');
    expect(captured).not.toMatchObject({ state: 'done' });
    expect(captured).not.toHaveProperty('amount');
  }
});

test('a delivered seller order shows the time', () => {
  const deliveredAt = '2026-11-24T10:30:00.000Z';
  const paymentOrder = aPaymentOrder({ status: 'CAPTURED', captured: 4000 });
  const last = railOf(aSellerOrder({ status: 'CLOSED', deliveredAt, paymentOrder }), 'AUTHORIZED')[3];
  expect(last).toMatchObject({ label: 'Delivered', state: 'done', at: deliveredAt });
});

test('a refund replaces the delivery as the last step', () => {
  const last = (status: PaymentOrderStatus, refunded = 0) =>
    railOf(
      aSellerOrder({ status: 'CLOSED', paymentOrder: aPaymentOrder({ status, captured: 4000, refunded }) }),
      'AUTHORIZED',
    )[3];
  expect(last('CAPTURED')).toMatchObject({ label: 'Delivered', state: 'done' });
  expect(last('PARTIALLY_REFUNDED', 1500)).toMatchObject({
    label: 'Partly refunded',
    amount: { amountMinor: '1500' },
  });
  expect(last('REFUNDED', 4000)).toMatchObject({ label: 'Refunded', tone: 'refunded' });
  expect(last('VOIDED')).toMatchObject({ label: 'Canceled', tone: 'neutral' });
});
