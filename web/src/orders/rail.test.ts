import { expect, test } from 'vitest';
import type { PaymentOrderStatus } from '../generated/graphql.js';
import { aPaymentOrder, aSellerOrder } from './order-builder.js';
import { railOf } from './rail.js';

const shown = (...args: Parameters<typeof railOf>) =>
  railOf(...args).map(({ label, state }) => `${label} ${state}`);

test('an order that is not paid has everything before it', () => {
  expect(shown(aSellerOrder(), 'CREATED')).toEqual([
    'Authorize todo',
    'Capture todo',
    'Ship todo',
    'Deliver todo',
  ]);
});

test('the first step follows the latest attempt until the money is held', () => {
  const first = (intent: Parameters<typeof railOf>[1]) => shown(aSellerOrder(), intent)[0];
  expect(first('PENDING_AUTH')).toBe('Asking bank active');
  expect(first('REQUIRES_ACTION')).toBe('Confirm active');
  expect(first('DECLINED')).toBe('Declined stopped');
  expect(first('CANCELED')).toBe('Not paid stopped');
  expect(first('AUTHORIZED')).toBe('Authorized done');
});

test('money that is held stays authorized whatever a stale attempt says', () => {
  const held = aSellerOrder({ status: 'TO_SHIP', paymentOrder: aPaymentOrder() });
  expect(shown(held, 'PENDING_AUTH')[0]).toBe('Authorized done');
});

test('a captured part shows what was captured and when', () => {
  const capturedAt = '2026-11-21T10:01:00.000Z';
  const part = aSellerOrder({
    status: 'TO_SHIP',
    paymentOrder: aPaymentOrder({ status: 'CAPTURED', captured: 4000, capturedAt }),
  });
  expect(railOf(part, 'AUTHORIZED')[1]).toMatchObject({
    label: 'Captured',
    tone: 'captured',
    at: capturedAt,
    amount: { amountMinor: '4000' },
  });
});

test('captured is never claimed before the API says it', () => {
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

test('a part that has arrived says when', () => {
  const deliveredAt = '2026-11-24T10:30:00.000Z';
  const paymentOrder = aPaymentOrder({ status: 'CAPTURED', captured: 4000 });
  const last = railOf(aSellerOrder({ status: 'CLOSED', deliveredAt, paymentOrder }), 'AUTHORIZED')[3];
  expect(last).toMatchObject({ label: 'Delivered', state: 'done', at: deliveredAt });
});

test('money given back replaces the delivery as the last word', () => {
  const last = (status: PaymentOrderStatus, refunded = 0) =>
    railOf(
      aSellerOrder({ status: 'CLOSED', paymentOrder: aPaymentOrder({ status, captured: 4000, refunded }) }),
      'AUTHORIZED',
    )[3];
  expect(last('CAPTURED')).toMatchObject({ label: 'Delivered', state: 'done' });
  expect(last('PARTIALLY_REFUNDED', 1500)).toMatchObject({
    label: 'Part refunded',
    amount: { amountMinor: '1500' },
  });
  expect(last('REFUNDED', 4000)).toMatchObject({ label: 'Refunded', tone: 'refunded' });
  expect(last('VOIDED')).toMatchObject({ label: 'Released', tone: 'released' });
});
