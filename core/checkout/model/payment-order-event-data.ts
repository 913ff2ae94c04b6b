import type { Checkout } from './checkout.js';
import type { CheckoutPaymentOrder } from './payment-order.js';

/** What every event about one seller's share tells of it. */
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
