import type { Checkout, CheckoutChange } from '../model/checkout.js';
import { emit, sellerOrderOf, unchanged } from '../model/checkout.js';
import type { DeliveryWitness } from '../model/delivery-witness.js';
import { sellerOrderDelivered } from '../model/order-events.js';
import { moveSellerOrder } from '../model/seller-order-moves.js';
import type { SellerOrderStatus } from '../model/seller-order-states.js';
import type { DomainError } from '../../shared/domain-error.js';
import { eventOf } from '../../shared/event-envelope.js';
import type { SellerOrderId } from '../../shared/ids.js';

/** Something of it is not sent yet, it has arrived already, or it was canceled. */
export type SellerOrderNotInDelivery = DomainError<
  'SELLER_ORDER_NOT_IN_DELIVERY',
  { status: SellerOrderStatus }
>;

/**
 * The decision that all a seller sent has arrived. It ends the seller's part and nothing else: an order that is complete stays
 * complete, and one that was canceled after it had been sent stays canceled, with its money on the way back. What arrived
 * is a fact in either.
 */
export function applyDelivery(
  checkout: Checkout,
  { sellerOrderId, by }: { sellerOrderId: SellerOrderId; by: DeliveryWitness },
): CheckoutChange | SellerOrderNotInDelivery {
  const { sellerId, status } = sellerOrderOf(checkout, sellerOrderId);
  if (status !== 'SHIPPED') return { code: 'SELLER_ORDER_NOT_IN_DELIVERY', status };
  const { id, number } = checkout.order;
  const delivered = eventOf(sellerOrderDelivered, id, {
    orderId: id,
    orderNumber: number,
    sellerOrderId,
    sellerId,
    deliveredAt: checkout.readAt.toISOString(),
    by,
  });
  return emit(moveSellerOrder(unchanged(checkout), sellerOrderId, 'delivered'), delivered);
}
