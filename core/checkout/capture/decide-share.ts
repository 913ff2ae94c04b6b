import type { Checkout, CheckoutChange } from '../model/checkout.js';
import { patchPayment, patchPaymentOrder, paymentOrderOf, unchanged } from '../model/checkout.js';
import { holdingIntent, sharesOfHold } from '../model/holding-intent.js';
import type { DomainError } from '../../shared/domain-error.js';
import type { PaymentOrderId } from '../../shared/ids.js';
import type { PaymentOrderStatus } from '../model/payment-order-states.js';
import { pursueCaptures } from './pursue-captures.js';
import { voidShare } from './void-share.js';

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
export function giveUpShare(
  checkout: Checkout,
  { paymentOrderId, reason }: { paymentOrderId: PaymentOrderId; reason: string },
): CheckoutChange | PaymentOrderNotVoidable {
  const { status } = paymentOrderOf(checkout, paymentOrderId);
  if (status !== 'INITIATED_PENDING' && status !== 'CAPTURE_FAILED')
    return { code: 'PAYMENT_ORDER_NOT_VOIDABLE', status };
  return pursueCaptures(voidShare(unchanged(checkout), { paymentOrderId, reason }));
}

/**
 * The decision of a person that a share is captured now: one that waits for its shipment, or one that failed. Shares that
 * failed with one call are tried again with one call.
 */
export function askForShare(
  checkout: Checkout,
  { paymentOrderId }: { paymentOrderId: PaymentOrderId },
): CheckoutChange | PaymentOrderNotCapturable {
  const { status } = paymentOrderOf(checkout, paymentOrderId);
  if (status !== 'INITIATED_PENDING' && status !== 'CAPTURE_FAILED')
    return { code: 'PAYMENT_ORDER_NOT_CAPTURABLE', status };
  const intent = holdingIntent(checkout, paymentOrderOf(checkout, paymentOrderId));
  const isTogether = status === 'CAPTURE_FAILED' && !intent.hold.multicapture;
  let change = unchanged(checkout);
  for (const share of sharesOfHold(checkout, intent)) {
    const isMeant = share.id === paymentOrderId || (isTogether && share.status === 'CAPTURE_FAILED');
    if (isMeant && !share.captureDue) change = patchPaymentOrder(change, share.id, { captureDue: true });
  }
  return pursueCaptures(change);
}

/**
 * The decision that the hold's end is near: what is shipped or decided is captured, the rest is voided. It is taken once;
 * after it nothing waits any more.
 */
export function actBeforeExpiry(checkout: Checkout): CheckoutChange {
  const { hold, captureBefore, expiryActedAt } = checkout.payment;
  const isDue =
    hold === 'OPEN' &&
    expiryActedAt === null &&
    captureBefore !== null &&
    captureBefore.getTime() - EXPIRY_MARGIN_MS <= checkout.readAt.getTime();
  if (!isDue) return unchanged(checkout);
  return pursueCaptures(patchPayment(unchanged(checkout), { expiryActedAt: checkout.readAt }));
}
