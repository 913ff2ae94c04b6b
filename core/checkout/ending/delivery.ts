import type { Checkout, CheckoutChange } from '../model/checkout.js';
import { emit, sellerOrderOf, unchanged } from '../model/checkout.js';
import type { DeliveryWitness } from '../model/delivery-witness.js';
import { sellerOrderDelivered } from '../model/order-events.js';
import { moveSellerOrder } from '../model/seller-order-moves.js';
import type { SellerOrderStatus } from '../model/seller-order-states.js';
import type { DomainError } from '../../shared/domain-error.js';
import { eventOf } from '../../shared/event-envelope.js';
import type { SellerOrderId } from '../../shared/ids.js';

/** It is not fully shipped yet, already delivered, or canceled. */
export type SellerOrderNotInDelivery = DomainError<
  'SELLER_ORDER_NOT_IN_DELIVERY',
  { status: SellerOrderStatus }
>;

/**
 * Records that everything a seller shipped has arrived. It ends the seller order and nothing else: a completed order
 * stays completed, and one that was canceled after shipping stays canceled, with its refunds under way. The arrival is
 * a fact in either case.
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
