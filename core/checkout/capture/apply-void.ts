import type { CheckoutChange } from '../model/checkout.js';
import { emit, movePaymentOrder, paymentOrderOf } from '../model/checkout.js';
import { moveSellerOrder } from '../model/seller-order-moves.js';
import { paymentOrderVoided } from '../model/payment-events.js';
import { eventOf } from '../../shared/event-envelope.js';
import type { PaymentOrderId } from '../../shared/ids.js';
import { paymentOrderEventData } from '../model/payment-order-event-data.js';

/**
 * Voids a payment order: it will not be captured. If it covers unshipped goods, its seller order ends, too: as canceled
 * or, when an earlier parcel has its own payment order, as shipped.
 */
export function applyVoid(
  change: CheckoutChange,
  { paymentOrderId: id, reason }: { paymentOrderId: PaymentOrderId; reason: string },
): CheckoutChange {
  const patch = { captureDue: false, nextAttemptInMs: null, failureMessage: reason };
  let voided = movePaymentOrder(change, { id, event: 'voided', patch });
  const { payment, paymentOrders, sellerOrders } = voided.after;
  const paymentOrder = paymentOrderOf(voided.after, id);
  const own = paymentOrders.filter(({ sellerOrderId }) => sellerOrderId === paymentOrder.sellerOrderId);
  const isWhole = own.every(({ status }) => status === 'VOIDED');
  // A shipped parcel's payment order is split off, so the newest one covers what is left to ship.
  const isUnsent = own.at(-1)?.status === 'VOIDED';
  const sellerOrder = sellerOrders.find((each) => each.id === paymentOrder.sellerOrderId);
  if (isUnsent && (sellerOrder?.status === 'PENDING' || sellerOrder?.status === 'TO_SHIP'))
    voided = moveSellerOrder(voided, sellerOrder.id, isWhole ? 'canceled' : 'shipped');
  return emit(
    voided,
    eventOf(paymentOrderVoided, payment.id, { ...paymentOrderEventData(voided.after, paymentOrder), reason }),
  );
}
