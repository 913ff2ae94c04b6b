import { expect, test } from 'vitest';

import type { OrderStatus, PaymentStatus } from '../generated/graphql.js';
import { statusIn, statusLabel } from './status-words.js';

const label = (status: OrderStatus, payment: PaymentStatus = 'NOT_CAPTURED') =>
  statusLabel({ status, payment: { __typename: 'Payment', id: 'pay_1', status: payment } });

test('an unpaid order never claims that money moved', () => {
  expect(label('PENDING_PAYMENT')).toEqual({ word: 'Not paid yet', tone: 'waiting' });
  expect(label('EXPIRED', 'VOIDED').word).toContain('not charged');
});

test('authorized, captured, voided and refunded have different words and colors', () => {
  const money: PaymentStatus[] = ['NOT_CAPTURED', 'PARTIALLY_CAPTURED', 'CAPTURED', 'REFUNDED', 'VOIDED'];
  const labels = money.map((payment) => label('COMPLETED', payment));
  expect(new Set(labels.map(({ word }) => word)).size).toBe(money.length);
  expect(new Set(labels.map(({ tone }) => tone)).size).toBe(money.length);
});

test('an unknown status in the URL filters nothing', () => {
  expect(statusIn('COMPLETED')).toBe('COMPLETED');
  expect(statusIn('PAID')).toBeUndefined();
  expect(statusIn('')).toBeUndefined();
  expect(statusIn(null)).toBeUndefined();
});
