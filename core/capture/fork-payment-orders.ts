import type { CheckoutChange } from '../payments/checkout.js';
import { addPaymentOrder, emit, intentOf, movePaymentOrder, owe } from '../payments/checkout.js';
import { paymentOrderCaptureRequested } from '../payments/payment-events.js';
import { eventOf } from '../shared/event-envelope.js';
import type { PaymentIntentId, PaymentOrderId } from '../shared/ids.js';
import { newId } from '../shared/ids.js';
import { paymentOrderOf } from '../payments/checkout.js';

/**
 * One payment order per seller once the money is held. Sellers who are captured automatically get their capture step
 * in the same transaction; the others wait for their shipment.
 */
export function forkPaymentOrders(change: CheckoutChange, intentId: PaymentIntentId): CheckoutChange {
  let forked = change;
  for (const sellerOrder of change.after.sellerOrders) {
    const id = newId('po');
    forked = addPaymentOrder(forked, {
      id,
      sellerOrderId: sellerOrder.id,
      sellerId: sellerOrder.sellerId,
      status: 'INITIATED_PENDING',
      amountMinor: sellerOrder.totalMinor,
      capturedMinor: 0n,
      refundedMinor: 0n,
      attempts: 0,
      nextAttemptInMs: null,
      failureMessage: null,
    });
    if (sellerOrder.captureMode === 'AUTOMATIC')
      forked = requestCapture(forked, { paymentOrderId: id, intentId });
  }
  return forked;
}

/** The decision to take a seller's share: the state, the event and the step that will call the PSP. */
export function requestCapture(
  change: CheckoutChange,
  { paymentOrderId, intentId }: { paymentOrderId: PaymentOrderId; intentId: PaymentIntentId },
): CheckoutChange {
  const { order, payment } = change.after;
  const { amountMinor, sellerId } = paymentOrderOf(change.after, paymentOrderId);
  const { pspIntentId } = intentOf(change.after, intentId);
  if (pspIntentId === null) throw new Error(`${intentId} is authorized but has no PSP intent`);
  const requested = movePaymentOrder(change, { id: paymentOrderId, event: 'captureRequested' });
  const owed = owe(requested, {
    id: newId('stp'),
    orderId: order.id,
    paymentId: payment.id,
    intentId,
    paymentOrderId,
    pspKey: `cap_${paymentOrderId}_1`,
    // Captures of one payment run side by side, so none of them may close the hold for the others.
    params: { kind: 'CAPTURE', pspIntentId, amountMinor, finalCapture: false },
    lease: null,
  });
  return emit(
    owed,
    eventOf(paymentOrderCaptureRequested, payment.id, {
      paymentId: payment.id,
      orderId: order.id,
      paymentOrderId,
      sellerId,
      amountMinor: amountMinor.toString(),
      currency: order.currency,
    }),
  );
}
