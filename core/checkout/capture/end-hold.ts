import type { CheckoutChange } from '../model/checkout.js';
import { intentOf } from '../model/checkout.js';
import { moveHold, sharesOfHold } from '../model/holding-intent.js';
import { isCounted } from '../model/intent-hold.js';
import type { PaymentIntentId } from '../../shared/ids.js';
import { HOLD_IS_GONE } from './plan-captures.js';
import { pursueCaptures } from './pursue-captures.js';
import { voidShare } from './void-share.js';

/**
 * The PSP holds nothing by this intent any more: the hold ran out, or someone canceled it there. What was not captured never will be.
 * While the PSP says that more was taken than we know, a capture's own step has yet to tell; nothing is decided before. Null
 * where the PSP did not say how much was taken.
 */
export function endHold(
  change: CheckoutChange,
  { intentId, capturedMinor }: { intentId: PaymentIntentId; capturedMinor: bigint | null },
): CheckoutChange {
  const intent = intentOf(change.after, intentId);
  if (!isCounted(intent.hold) || intent.hold.state === 'CLOSED') return change;
  const shares = sharesOfHold(change.after, intent);
  const taken = shares.reduce((sum, share) => sum + share.capturedMinor, 0n);
  if (capturedMinor !== null && capturedMinor !== taken) return change;
  let ended = moveHold(change, intentId, 'CLOSED');
  // The PSP did not answer these, and now it is known that it took nothing.
  for (const { id, status } of shares)
    if (status === 'PENDING_CAPTURE') ended = voidShare(ended, { paymentOrderId: id, reason: HOLD_IS_GONE });
  return pursueCaptures(ended);
}
