import { orderPaid } from '../orders/order-events.js';
import type { Checkout, CheckoutChange, CheckoutPaymentOrder } from '../payments/checkout.js';
import {
  emit,
  movePayment,
  movePaymentOrder,
  patchPayment,
  paymentOrderOf,
  unchanged,
} from '../payments/checkout.js';
import {
  paymentOrderCaptured,
  paymentOrderCaptureFailed,
  paymentSucceeded,
} from '../payments/payment-events.js';
import { eventOf } from '../shared/event-envelope.js';
import type { PaymentOrderId } from '../shared/ids.js';

/** The PSP took a seller's share. The payment's totals and, with the last share, the order follow. */
export function applyCaptured(checkout: Checkout, id: PaymentOrderId, amountMinor: bigint): CheckoutChange {
  const start = resumed(checkout, id);
  if (start === null) return unchanged(checkout);
  let change = movePaymentOrder(start, {
    id,
    event: 'captured',
    patch: { capturedMinor: amountMinor, nextAttemptInMs: null, failureMessage: null },
  });
  const { payment, order, paymentOrders } = change.after;
  change = emit(
    change,
    eventOf(paymentOrderCaptured, payment.id, shareData(change.after, paymentOrderOf(change.after, id))),
  );
  const capturedMinor = payment.capturedMinor + amountMinor;
  change = patchPayment(change, { capturedMinor });
  if (!paymentOrders.every(isSettled)) return movePayment(change, 'partCaptured');
  change = movePayment(change, 'allCaptured');
  const total = { currency: order.currency, capturedMinor: capturedMinor.toString() };
  return emit(
    change,
    eventOf(paymentSucceeded, payment.id, { paymentId: payment.id, orderId: order.id, ...total }),
    eventOf(orderPaid, order.id, { orderId: order.id, orderNumber: order.number, ...total }),
  );
}

/** The PSP refused a seller's share for good. The other sellers' shares are not touched. */
export function applyCaptureRefused(checkout: Checkout, id: PaymentOrderId, reason: string): CheckoutChange {
  const start = resumed(checkout, id);
  if (start === null) return unchanged(checkout);
  const change = movePaymentOrder(start, {
    id,
    event: 'captureRefused',
    patch: { failureMessage: reason, nextAttemptInMs: null },
  });
  const data = { ...shareData(change.after, paymentOrderOf(change.after, id)), reason };
  return emit(change, eventOf(paymentOrderCaptureFailed, change.after.payment.id, data));
}

/** The PSP did not answer: the share waits for the next attempt with the same key. */
export function deferCapture(
  checkout: Checkout,
  id: PaymentOrderId,
  { attempt, retryInMs, reason }: { attempt: number; retryInMs: number; reason: string },
): CheckoutChange {
  const start = resumed(checkout, id);
  if (start === null) return unchanged(checkout);
  const patch = { attempts: attempt, nextAttemptInMs: retryInMs, failureMessage: reason };
  return movePaymentOrder(start, { id, event: 'captureDeferred', patch });
}

/** The checkout with the share in CAPTURE_REQUESTED, passing through it when it was deferred; null when it is decided. */
function resumed(checkout: Checkout, id: PaymentOrderId): CheckoutChange | null {
  const { status } = paymentOrderOf(checkout, id);
  if (status === 'CAPTURE_REQUESTED') return unchanged(checkout);
  if (status === 'PENDING_CAPTURE')
    return movePaymentOrder(unchanged(checkout), { id, event: 'captureRequested' });
  return null;
}

/** Nothing more will happen to it: it was taken, released or given back. */
export function isSettled({ status }: CheckoutPaymentOrder): boolean {
  return (
    status !== 'INITIATED_PENDING' &&
    status !== 'CAPTURE_REQUESTED' &&
    status !== 'PENDING_CAPTURE' &&
    status !== 'CAPTURE_FAILED'
  );
}

function shareData(checkout: Checkout, { id, sellerId, amountMinor }: CheckoutPaymentOrder) {
  return {
    paymentId: checkout.payment.id,
    orderId: checkout.order.id,
    paymentOrderId: id,
    sellerId,
    amountMinor: amountMinor.toString(),
    currency: checkout.order.currency,
  };
}
