import type { Checkout, CheckoutChange } from '../model/checkout.js';
import { patchPayment, patchPaymentOrder, paymentOrderOf, unchanged } from '../model/checkout.js';
import { authorizedIntentOf, coveredPaymentOrders } from '../model/authorized-intent.js';
import type { DomainError } from '../../shared/domain-error.js';
import type { PaymentOrderId } from '../../shared/ids.js';
import type { PaymentOrderStatus } from '../model/payment-order-states.js';
import { scheduleCaptures } from './schedule-captures.js';
import { applyVoid } from './apply-void.js';

/**
 * The share is captured, being captured, or nobody knows yet whether it was: a capture that the PSP did not answer may
 * have been done. Then it can be refunded once it is known, but not voided now.
 */
export type PaymentOrderNotVoidable = DomainError<
  'PAYMENT_ORDER_NOT_VOIDABLE',
  { status: PaymentOrderStatus }
>;

/** The share is captured, being captured, or given up. */
export type PaymentOrderNotCapturable = DomainError<
  'PAYMENT_ORDER_NOT_CAPTURABLE',
  { status: PaymentOrderStatus }
>;

/** This long before the PSP lets go of a hold everything undecided is decided. A day is enough for a person to look. */
export const EXPIRY_MARGIN_MS = 24 * 60 * 60_000;

/** The decision of a person that a share is not captured at all. */
export function decideVoid(
  checkout: Checkout,
  { paymentOrderId, reason }: { paymentOrderId: PaymentOrderId; reason: string },
): CheckoutChange | PaymentOrderNotVoidable {
  const { status } = paymentOrderOf(checkout, paymentOrderId);
  if (status !== 'INITIATED_PENDING' && status !== 'CAPTURE_FAILED')
    return { code: 'PAYMENT_ORDER_NOT_VOIDABLE', status };
  return scheduleCaptures(applyVoid(unchanged(checkout), { paymentOrderId, reason }));
}

/**
 * The decision of a person that a share is captured now: one that waits for its shipment, or one that failed. Shares that
 * failed with one call are tried again with one call.
 */
export function decideCapture(
  checkout: Checkout,
  { paymentOrderId }: { paymentOrderId: PaymentOrderId },
): CheckoutChange | PaymentOrderNotCapturable {
  const { status } = paymentOrderOf(checkout, paymentOrderId);
  if (status !== 'INITIATED_PENDING' && status !== 'CAPTURE_FAILED')
    return { code: 'PAYMENT_ORDER_NOT_CAPTURABLE', status };
  const intent = authorizedIntentOf(checkout, paymentOrderOf(checkout, paymentOrderId));
  const isTogether = status === 'CAPTURE_FAILED' && !intent.authorization.multicapture;
  let change = unchanged(checkout);
  for (const paymentOrder of coveredPaymentOrders(checkout, intent)) {
    const isMeant =
      paymentOrder.id === paymentOrderId || (isTogether && paymentOrder.status === 'CAPTURE_FAILED');
    if (isMeant && !paymentOrder.captureDue)
      change = patchPaymentOrder(change, paymentOrder.id, { captureDue: true });
  }
  return scheduleCaptures(change);
}

/**
 * The decision that the hold's end is near: what is shipped or decided is captured, the rest is voided. It is taken once;
 * after it nothing waits any more.
 */
export function actBeforeExpiry(checkout: Checkout): CheckoutChange {
  const { authorization, captureBefore, expiryActedAt } = checkout.payment;
  const isDue =
    authorization === 'OPEN' &&
    expiryActedAt === null &&
    captureBefore !== null &&
    captureBefore.getTime() - EXPIRY_MARGIN_MS <= checkout.readAt.getTime();
  if (!isDue) return unchanged(checkout);
  return scheduleCaptures(patchPayment(unchanged(checkout), { expiryActedAt: checkout.readAt }));
}
