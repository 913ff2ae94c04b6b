import type { CancellationReason, Canceler } from '../model/cancellation-reason.js';
import { orderCanceled } from '../model/order-events.js';
import type { OrderStatus } from '../model/order-states.js';
import type { DomainError } from '../../shared/domain-error.js';
import { eventOf } from '../../shared/event-envelope.js';
import type { SellerOrderId } from '../../shared/ids.js';
import type { Checkout, CheckoutChange } from '../model/checkout.js';
import { emit, moveOrder, unchanged } from '../model/checkout.js';
import { moveSellerOrder } from '../model/seller-order-moves.js';
import { abandonUnpaid } from './expiry.js';
import { continueCancellation } from './continue-cancellation.js';

/** The order has already ended. */
export type OrderNotCancelable = DomainError<'ORDER_NOT_CANCELABLE', { status: OrderStatus }>;

/** A parcel is with a carrier. Operations can still cancel the order; its buyer returns what arrives. */
export type OrderShipped = DomainError<'ORDER_SHIPPED'>;

export type Cancellation = Readonly<{
  reason: CancellationReason;
  by: Canceler;
  /** Seller orders with at least one shipped parcel. */
  shipped: readonly SellerOrderId[];
}>;

/**
 * Cancels an order at once; the money follows by steps. An unpaid order ends here, even while an authorization is in
 * flight: one that arrives later is voided. For a paid order, every payment order is voided or refunded, whatever was
 * shipped, and unshipped units are restocked.
 */
export function applyCancellation(
  checkout: Checkout,
  { reason, by, shipped }: Cancellation,
): CheckoutChange | OrderNotCancelable | OrderShipped {
  const { order, readAt } = checkout;
  if (order.status === 'EXPIRED' || order.status === 'CANCELED')
    return { code: 'ORDER_NOT_CANCELABLE', status: order.status };
  if (by === 'BUYER' && shipped.length > 0) return { code: 'ORDER_SHIPPED' };
  // For a completed order without shipments, everything has already been voided.
  if (by === 'BUYER' && order.status === 'COMPLETED')
    return { code: 'ORDER_NOT_CANCELABLE', status: order.status };
  const canceledAt = readAt.toISOString();
  const data = { orderId: order.id, orderNumber: order.number, canceledAt, reason, by };
  const canceled = eventOf(orderCanceled, order.id, data);
  if (order.status === 'PENDING_PAYMENT') return emit(abandonUnpaid(checkout, 'canceled'), canceled);
  return cancelPaid(emit(unchanged(checkout), canceled), shipped);
}

/** Partly shipped seller orders end as shipped, with what was sent; the others are canceled. */
function cancelPaid(change: CheckoutChange, shipped: readonly SellerOrderId[]): CheckoutChange {
  let canceled = moveOrder(change, 'canceled');
  for (const { id, status } of change.after.sellerOrders)
    if (status === 'PENDING' || status === 'TO_SHIP')
      canceled = moveSellerOrder(canceled, id, shipped.includes(id) ? 'shipped' : 'canceled');
  return continueCancellation(canceled);
}
