import type { CheckoutChange } from '../payments/checkout.js';
import { emit, movePaymentOrder, moveSellerOrder, paymentOrderOf } from '../payments/checkout.js';
import { paymentOrderVoided } from '../payments/payment-events.js';
import { eventOf } from '../shared/event-envelope.js';
import type { PaymentOrderId } from '../shared/ids.js';
import { shareData } from './share-data.js';

/**
 * Gives a share up: it will not be captured. A seller order of which nothing is left to be paid is called off with it,
 * unless its goods are on their way.
 */
export function voidShare(
  change: CheckoutChange,
  { paymentOrderId: id, reason }: { paymentOrderId: PaymentOrderId; reason: string },
): CheckoutChange {
  const patch = { captureDue: false, nextAttemptInMs: null, failureMessage: reason };
  let voided = movePaymentOrder(change, { id, event: 'voided', patch });
  const { payment, paymentOrders, sellerOrders } = voided.after;
  const share = paymentOrderOf(voided.after, id);
  const isWhole = paymentOrders
    .filter(({ sellerOrderId }) => sellerOrderId === share.sellerOrderId)
    .every(({ status }) => status === 'VOIDED');
  const sellerOrder = sellerOrders.find((part) => part.id === share.sellerOrderId);
  if (isWhole && (sellerOrder?.status === 'PENDING' || sellerOrder?.status === 'TO_SHIP'))
    voided = moveSellerOrder(voided, sellerOrder.id, 'canceled');
  return emit(voided, eventOf(paymentOrderVoided, payment.id, { ...shareData(voided.after, share), reason }));
}
