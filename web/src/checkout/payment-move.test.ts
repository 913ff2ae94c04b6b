import { expect, test } from 'vitest';
import type { PaymentIntentStatus } from '../generated/graphql.js';
import { paymentMove, type PaymentMove } from './payment-move.js';

const card = { orderId: 'ord_1', confirmationToken: 'ctoken_1', cardLabel: 'Visa •••• 4242' };
const sentHere = { ...card, sentTo: 'pi_2' };
const sentBefore = { ...card, sentTo: 'pi_1' };

type Row = [no: PaymentMove, waiting: PaymentMove, here: PaymentMove, before: PaymentMove];

const table: Record<PaymentIntentStatus, Row> = {
  CREATED_PENDING: ['ask-for-card', 'wait-for-intent', 'forget-card', 'forget-card'],
  CREATED: ['ask-for-card', 'authorize', 'authorize', 'forget-card'],
  DECLINED: ['ask-for-card', 'open-attempt', 'forget-card', 'forget-card'],
  REQUIRES_ACTION: ['offer-bank', 'offer-bank', 'go-to-bank', 'offer-bank'],
  PENDING_AUTH: ['show-order', 'show-order', 'show-order', 'show-order'],
  AUTHORIZED: ['show-order', 'show-order', 'show-order', 'show-order'],
  CANCELED: ['over', 'over', 'over', 'over'],
};

test.each(Object.entries(table))('an attempt that is %s has one move per card state', (status, row) => {
  const attempt = { id: 'pi_2', status: status as PaymentIntentStatus };
  const moves = [undefined, card, sentHere, sentBefore].map((pending) => paymentMove(attempt, pending));
  expect(moves).toEqual(row);
});

test('a reload never sends a declined card to the next attempt', () => {
  expect(paymentMove({ id: 'pi_2', status: 'CREATED' }, sentBefore)).toBe('forget-card');
});

test('a reload during authorization retries with the same card', () => {
  expect(paymentMove({ id: 'pi_2', status: 'CREATED' }, sentHere)).toBe('authorize');
});
