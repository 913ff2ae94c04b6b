import type { CancellationReason, Canceler } from '../orders/cancellation-reason.js';
import { orderCanceled } from '../orders/order-events.js';
import type { OrderStatus } from '../orders/order-states.js';
import type { DomainError } from '../shared/domain-error.js';
import { eventOf } from '../shared/event-envelope.js';
import type { Checkout, CheckoutChange } from './checkout.js';
import { emit } from './checkout.js';
import { abandonUnpaid } from './expiry.js';

/** Its money is held or taken, or it has ended already. */
export type OrderNotCancelable = DomainError<'ORDER_NOT_CANCELABLE', { status: OrderStatus }>;

/**
 * The decision to call an order off. One that is not paid ends here, also while the bank is being asked: a hold that comes
 * later is released. One whose money is held would need voids and refunds, which this decision does not make yet.
 */
export function applyCancellation(
  checkout: Checkout,
  { reason, by }: { reason: CancellationReason; by: Canceler },
): CheckoutChange | OrderNotCancelable {
  const { order, readAt } = checkout;
  if (order.status !== 'PENDING_PAYMENT') return { code: 'ORDER_NOT_CANCELABLE', status: order.status };
  const canceledAt = readAt.toISOString();
  const data = { orderId: order.id, orderNumber: order.number, canceledAt, reason, by };
  return emit(abandonUnpaid(checkout, 'canceled'), eventOf(orderCanceled, order.id, data));
}
