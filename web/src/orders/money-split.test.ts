import fc from 'fast-check';
import { expect, test } from 'vitest';
import { moneySplit } from './money-split.js';
import { anOrder, aPaymentOrder, aRefund, aSellerOrder } from './order-builder.js';

const parts = (order: Parameters<typeof moneySplit>[0]) =>
  Object.fromEntries(moneySplit(order).map(({ id, amount }) => [id, amount.amountMinor]));

test('before the authorization everything is unpaid', () => {
  expect(parts(anOrder())).toEqual({ unpaid: '4000' });
});

test('an expired unpaid order shows as not charged', () => {
  expect(moneySplit(anOrder({ status: 'EXPIRED' })).map(({ word }) => word)).toEqual(['Not charged']);
});

test('each seller’s amount counts by the state of its own payment order', () => {
  const order = anOrder({
    sellerOrders: [
      aSellerOrder({ paymentOrder: aPaymentOrder({ status: 'CAPTURED', captured: 4000 }) }),
      aSellerOrder({ paymentOrder: aPaymentOrder({ status: 'PENDING_CAPTURE' }) }),
      aSellerOrder({ paymentOrder: aPaymentOrder({ status: 'VOIDED' }) }),
      aSellerOrder({
        paymentOrder: aPaymentOrder({ status: 'PARTIALLY_REFUNDED', captured: 4000, refunded: 1500 }),
      }),
    ],
  });
  expect(parts(order)).toEqual({ captured: '6500', authorized: '4000', refunded: '1500', voided: '4000' });
});

test('a pending refund is neither captured nor refunded', () => {
  const paymentOrder = aPaymentOrder({
    status: 'PARTIALLY_REFUNDED',
    captured: 4000,
    refunded: 500,
    refunds: [aRefund('SUCCEEDED', 500), aRefund('PENDING', 1000), aRefund('FAILED', 700)],
  });
  expect(parts(anOrder({ sellerOrders: [aSellerOrder({ paymentOrder })] }))).toEqual({
    captured: '2500',
    refunding: '1000',
    refunded: '500',
  });
});

test('the remainder of a partial capture is voided, not authorized', () => {
  const paymentOrder = aPaymentOrder({ status: 'CAPTURED', captured: 3000 });
  expect(parts(anOrder({ sellerOrders: [aSellerOrder({ paymentOrder })] }))).toEqual({
    captured: '3000',
    voided: '1000',
  });
});

test('the parts always add up to the total', () => {
  const amounts = fc
    .nat(4000)
    .chain((captured) => fc.record({ captured: fc.constant(captured), refunded: fc.nat(captured) }));
  const status = fc.constantFrom(
    'INITIATED_PENDING',
    'CAPTURE_REQUESTED',
    'CAPTURED',
    'CAPTURE_FAILED',
    'VOIDED',
    'REFUNDED',
  );
  const paymentOrder = fc.option(fc.tuple(status, amounts), { nil: null });
  fc.assert(
    fc.property(fc.array(paymentOrder, { minLength: 1, maxLength: 6 }), (rows) => {
      const order = anOrder({
        sellerOrders: rows.map((row) =>
          aSellerOrder({
            paymentOrder: row === null ? null : aPaymentOrder({ status: row[0] as 'CAPTURED', ...row[1] }),
          }),
        ),
      });
      const sum = moneySplit(order).reduce((total, { amount }) => total + BigInt(amount.amountMinor), 0n);
      expect(sum.toString()).toBe(order.total.amountMinor);
    }),
  );
});
