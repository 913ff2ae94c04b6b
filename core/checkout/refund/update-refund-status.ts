import type { CheckoutChange } from '../model/checkout.js';
import { movePayment } from '../model/checkout.js';

/**
 * Lets the payment's status follow from what was refunded. While shares are still being captured the totals tell it; the
 * status speaks of refunds only once everything that will be captured is.
 */
export function updateStatusAfterRefund(change: CheckoutChange): CheckoutChange {
  const { status, capturedMinor, refundedMinor } = change.after.payment;
  if (refundedMinor === 0n || (status !== 'CAPTURED' && status !== 'PARTIALLY_REFUNDED')) return change;
  return movePayment(change, refundedMinor === capturedMinor ? 'allRefunded' : 'partRefunded');
}

/** The same, after a refund came back: less is refunded than before. */
export function updateStatusAfterReversal(change: CheckoutChange): CheckoutChange {
  const { status, refundedMinor } = change.after.payment;
  if (status !== 'REFUNDED' && status !== 'PARTIALLY_REFUNDED') return change;
  return movePayment(change, refundedMinor === 0n ? 'allReversed' : 'partReversed');
}
