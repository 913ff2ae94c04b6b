import type { Checkout } from './checkout.js';
import type { CheckoutPaymentOrder } from './payment-order.js';

/** The data common to all events about a payment order. */
export function paymentOrderEventData(
  checkout: Checkout,
  { id, sellerId, amountMinor }: CheckoutPaymentOrder,
) {
  return {
    paymentId: checkout.payment.id,
    orderId: checkout.order.id,
    paymentOrderId: id,
    sellerId,
    amountMinor: amountMinor.toString(),
    currency: checkout.order.currency,
  };
}
