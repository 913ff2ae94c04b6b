import { orderPaid } from '../model/order-events.js';
import type { CheckoutChange } from '../model/checkout.js';
import type { CheckoutPaymentOrder } from '../model/payment-order.js';
import { emit, movePayment } from '../model/checkout.js';
import { paymentSucceeded, paymentVoided } from '../model/payment-events.js';
import { updateStatusAfterRefund } from '../refund/update-refund-status.js';
import { eventOf } from '../../shared/event-envelope.js';

/** Derives the payment's status from its payment orders: partially captured, captured or voided. */
export function updatePaymentStatus(change: CheckoutChange): CheckoutChange {
  const { payment, order, paymentOrders } = change.after;
  if (payment.status !== 'NOT_CAPTURED' && payment.status !== 'PARTIALLY_CAPTURED') return change;
  if (paymentOrders.length === 0) return change;
  if (!paymentOrders.every(isSettled))
    return payment.capturedMinor > 0n ? movePayment(change, 'partCaptured') : change;
  const subject = { paymentId: payment.id, orderId: order.id, currency: order.currency };
  if (payment.capturedMinor === 0n) {
    const data = { ...subject, voidedMinor: payment.authorizedMinor.toString() };
    return emit(movePayment(change, 'voided'), eventOf(paymentVoided, payment.id, data));
  }
  const capturedMinor = payment.capturedMinor.toString();
  const total = { currency: order.currency, capturedMinor };
  const captured = emit(
    movePayment(change, 'allCaptured'),
    eventOf(paymentSucceeded, payment.id, { ...subject, capturedMinor }),
  );
  // A canceled order is not paid, even if captures could not be stopped in time: they are refunded.
  if (order.status === 'CANCELED') return updateStatusAfterRefund(captured);
  const paid = eventOf(orderPaid, order.id, { orderId: order.id, orderNumber: order.number, ...total });
  return updateStatusAfterRefund(emit(captured, paid));
}

/** Whether it can no longer be captured or voided. */
export function isSettled({ status }: CheckoutPaymentOrder): boolean {
  return (
    status !== 'INITIATED_PENDING' &&
    status !== 'CAPTURE_REQUESTED' &&
    status !== 'PENDING_CAPTURE' &&
    status !== 'CAPTURE_FAILED'
  );
}
