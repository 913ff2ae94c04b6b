import type { CheckoutChange } from '../model/checkout.js';
import { movePayment } from '../model/checkout.js';

/**
 * Derives the payment's status from its refunds. While payment orders are still being captured only the totals show
 * refunds; the status follows once everything that will be captured is.
 */
export function updateStatusAfterRefund(change: CheckoutChange): CheckoutChange {
  const { status, capturedMinor, refundedMinor } = change.after.payment;
  if (refundedMinor === 0n || (status !== 'CAPTURED' && status !== 'PARTIALLY_REFUNDED')) return change;
  return movePayment(change, refundedMinor === capturedMinor ? 'allRefunded' : 'partRefunded');
}

/** As `updateStatusAfterRefund`, after a reversal: less is refunded than before. */
export function updateStatusAfterReversal(change: CheckoutChange): CheckoutChange {
  const { status, refundedMinor } = change.after.payment;
  if (status !== 'REFUNDED' && status !== 'PARTIALLY_REFUNDED') return change;
  return movePayment(change, refundedMinor === 0n ? 'allReversed' : 'partReversed');
}
