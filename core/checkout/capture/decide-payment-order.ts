import type { Checkout, CheckoutChange } from '../model/checkout.js';
import { patchPayment, patchPaymentOrder, paymentOrderOf, unchanged } from '../model/checkout.js';
import { authorizedIntentOf, coveredPaymentOrders } from '../model/authorized-intent.js';
import type { DomainError } from '../../shared/domain-error.js';
import type { PaymentOrderId } from '../../shared/ids.js';
import type { PaymentOrderStatus } from '../model/payment-order-states.js';
import { scheduleCaptures } from './schedule-captures.js';
import { applyVoid } from './apply-void.js';

/**
 * The payment order is captured, voided or being captured, or the outcome of its capture is unknown: after a timeout
 * the PSP may have captured. It cannot be voided then; it can be refunded once it is known to be captured.
 */
export type PaymentOrderNotVoidable = DomainError<
  'PAYMENT_ORDER_NOT_VOIDABLE',
  { status: PaymentOrderStatus }
>;

/** The payment order is captured, being captured, or voided. */
export type PaymentOrderNotCapturable = DomainError<
  'PAYMENT_ORDER_NOT_CAPTURABLE',
  { status: PaymentOrderStatus }
>;

/** This long before an authorization expires, everything undecided is settled. A day gives operators time to act. */
export const EXPIRY_MARGIN_MS = 24 * 60 * 60_000;

/** Voids a payment order manually. */
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
 * Captures a payment order manually: one that waits for its shipment, or one that failed. Payment orders that failed in
 * one call are retried in one call.
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
    const isSelected =
      paymentOrder.id === paymentOrderId || (isTogether && paymentOrder.status === 'CAPTURE_FAILED');
    if (isSelected && !paymentOrder.captureDue)
      change = patchPaymentOrder(change, paymentOrder.id, { captureDue: true });
  }
  return scheduleCaptures(change);
}

/**
 * Settles an authorization that expires soon: what is shipped or due is captured, the rest is voided. Happens once;
 * nothing waits any longer after it.
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
