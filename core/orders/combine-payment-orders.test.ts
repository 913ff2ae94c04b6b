import { expect, test } from 'vitest';

import { newId } from '../shared/ids.js';
import { money } from '../shared/money.js';
import type { PaymentOrderView } from './order-view.js';
import { combinePaymentOrders } from './combine-payment-orders.js';

const paymentOrder = (
  status: PaymentOrderView['status'],
  amount: bigint,
  captured = 0n,
): PaymentOrderView => ({
  id: `po_${status}`,
  status,
  seller: {
    id: newId('sel'),
    slug: 'kiln',
    name: 'Kiln',
    tagline: '',
    accent: 'clay',
    captureMode: 'ON_SHIPMENT',
  },
  amount: money(amount, 'EUR'),
  captured: money(captured, 'EUR'),
  refunded: money(0n, 'EUR'),
  attempts: 0,
  nextAttemptAt: null,
  capturedAt: captured > 0n ? new Date('2026-11-21T09:00:00.000Z') : null,
  failureMessage: null,
  refunds: [],
});

test('the amounts of one seller’s payment orders add up, and the most urgent one gives the status', () => {
  const one = combinePaymentOrders([
    paymentOrder('CAPTURED', 300n, 300n),
    paymentOrder('INITIATED_PENDING', 700n),
  ]);
  expect(one).toMatchObject({ status: 'INITIATED_PENDING', id: 'po_INITIATED_PENDING' });
  expect(one?.amount.amountMinor).toBe(1_000n);
  expect(one?.captured.amountMinor).toBe(300n);
  expect(one?.capturedAt).not.toBeNull();
});

test('a single payment order stays unchanged, and none gives null', () => {
  const only = paymentOrder('VOIDED', 5n);
  expect(combinePaymentOrders([only])).toBe(only);
  expect(combinePaymentOrders([])).toBeNull();
});
