import { isSettled } from '../capture/update-payment-status.js';
import type { CheckoutChange } from '../model/checkout.js';
import { emit, moveOrder } from '../model/checkout.js';
import { eventOf } from '../../shared/event-envelope.js';
import { orderCompleted } from '../model/order-events.js';

/**
 * Completes the order once every payment order is settled and nothing is left to ship. Either may come last, so
 * shipments and PSP facts both end here.
 */
export function completeWhenDone(change: CheckoutChange): CheckoutChange {
  const { order, paymentOrders, sellerOrders, readAt } = change.after;
  if (order.status !== 'PAYMENT_CONFIRMED' || !paymentOrders.every(isSettled)) return change;
  if (sellerOrders.some(({ status }) => status === 'PENDING' || status === 'TO_SHIP')) return change;
  const data = { orderId: order.id, orderNumber: order.number, completedAt: readAt.toISOString() };
  return emit(moveOrder(change, 'completed'), eventOf(orderCompleted, order.id, data));
}
