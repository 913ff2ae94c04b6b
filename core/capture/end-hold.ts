import type { CheckoutChange } from '../payments/checkout.js';
import { patchPayment } from '../payments/checkout.js';
import { HOLD_IS_GONE } from './plan-captures.js';
import { pursueCaptures } from './pursue-captures.js';
import { voidShare } from './void-share.js';

/**
 * The PSP holds nothing any more: the hold ran out, or someone canceled it there. What was not captured never will be.
 * While the PSP says that more was taken than we know, a capture's own step has yet to tell; nothing is decided before.
 */
export function endHold(change: CheckoutChange, capturedMinor: bigint): CheckoutChange {
  const { payment, paymentOrders } = change.after;
  if (payment.hold === null || payment.hold === 'CLOSED' || capturedMinor !== payment.capturedMinor)
    return change;
  let ended = patchPayment(change, { hold: 'CLOSED' });
  // The PSP did not answer these, and now it is known that it took nothing.
  for (const { id, status } of paymentOrders)
    if (status === 'PENDING_CAPTURE') ended = voidShare(ended, { paymentOrderId: id, reason: HOLD_IS_GONE });
  return pursueCaptures(ended);
}
