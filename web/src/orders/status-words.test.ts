import { expect, test } from 'vitest';

import type { OrderStatus, PaymentStatus } from '../generated/graphql.js';
import { statusIn, statusWords } from './status-words.js';

const words = (status: OrderStatus, payment: PaymentStatus = 'NOT_CAPTURED') =>
  statusWords({ status, payment: { __typename: 'Payment', id: 'pay_1', status: payment } });

test('an order that nobody paid never says that money moved', () => {
  expect(words('PENDING_PAYMENT')).toEqual({ word: 'Not paid yet', tone: 'waiting' });
  expect(words('EXPIRED', 'VOIDED').word).toContain('nothing charged');
});

test('held, captured, released and refunded are different words in different colours', () => {
  const money: PaymentStatus[] = ['NOT_CAPTURED', 'PARTIALLY_CAPTURED', 'CAPTURED', 'REFUNDED', 'VOIDED'];
  const told = money.map((payment) => words('COMPLETED', payment));
  expect(new Set(told.map(({ word }) => word)).size).toBe(money.length);
  expect(new Set(told.map(({ tone }) => tone)).size).toBe(money.length);
});

test('a status in the address that is none of ours filters nothing', () => {
  expect(statusIn('COMPLETED')).toBe('COMPLETED');
  expect(statusIn('PAID')).toBeUndefined();
  expect(statusIn('')).toBeUndefined();
  expect(statusIn(null)).toBeUndefined();
});
