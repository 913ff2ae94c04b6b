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

/** It has ended already. */
export type OrderNotCancelable = DomainError<'ORDER_NOT_CANCELABLE', { status: OrderStatus }>;

/** A parcel is with a carrier. Operations can still cancel the order; its buyer sends back what arrives. */
export type OrderShipped = DomainError<'ORDER_SHIPPED'>;

export type Cancellation = Readonly<{
  reason: CancellationReason;
  by: Canceler;
  /** Of which a parcel was sent. */
  shipped: readonly SellerOrderId[];
}>;

/**
 * The decision to cancel an order. It is canceled at once; the money follows by steps. One that is not paid ends here,
 * also while the bank is being asked: a hold that comes later is released. Of one that is paid every share goes back to the
 * shopper, whatever was shipped, and what was not shipped goes back on sale.
 */
export function applyCancellation(
  checkout: Checkout,
  { reason, by, shipped }: Cancellation,
): CheckoutChange | OrderNotCancelable | OrderShipped {
  const { order, readAt } = checkout;
  if (order.status === 'EXPIRED' || order.status === 'CANCELED')
    return { code: 'ORDER_NOT_CANCELABLE', status: order.status };
  if (by === 'BUYER' && shipped.length > 0) return { code: 'ORDER_SHIPPED' };
  // Of a completed order of which nothing was shipped everything was given up already.
  if (by === 'BUYER' && order.status === 'COMPLETED')
    return { code: 'ORDER_NOT_CANCELABLE', status: order.status };
  const canceledAt = readAt.toISOString();
  const data = { orderId: order.id, orderNumber: order.number, canceledAt, reason, by };
  const canceled = eventOf(orderCanceled, order.id, data);
  if (order.status === 'PENDING_PAYMENT') return emit(abandonUnpaid(checkout, 'canceled'), canceled);
  return cancelPaid(emit(unchanged(checkout), canceled), shipped);
}

/** What is on its way stays on its way: such a part ends as shipped, with what was sent; the others are canceled. */
function cancelPaid(change: CheckoutChange, shipped: readonly SellerOrderId[]): CheckoutChange {
  let off = moveOrder(change, 'canceled');
  for (const { id, status } of change.after.sellerOrders)
    if (status === 'PENDING' || status === 'TO_SHIP')
      off = moveSellerOrder(off, id, shipped.includes(id) ? 'shipped' : 'canceled');
  return continueCancellation(off);
}
