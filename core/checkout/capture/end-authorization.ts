import type { CheckoutChange } from '../model/checkout.js';
import { intentOf } from '../model/checkout.js';
import { moveAuthorization, coveredPaymentOrders } from '../model/authorized-intent.js';
import { isCommitted } from '../model/intent-authorization.js';
import type { PaymentIntentId } from '../../shared/ids.js';
import { AUTHORIZATION_LOST } from './plan-captures.js';
import { scheduleCaptures } from './schedule-captures.js';
import { applyVoid } from './apply-void.js';

/**
 * The PSP holds nothing by this intent any more: the hold ran out, or someone canceled it there. What was not captured never will be.
 * While the PSP says that more was taken than we know, a capture's own step has yet to tell; nothing is decided before. Null
 * where the PSP did not say how much was taken.
 */
export function endAuthorization(
  change: CheckoutChange,
  { intentId, capturedMinor }: { intentId: PaymentIntentId; capturedMinor: bigint | null },
): CheckoutChange {
  const intent = intentOf(change.after, intentId);
  if (!isCommitted(intent.authorization) || intent.authorization.state === 'CLOSED') return change;
  const paymentOrders = coveredPaymentOrders(change.after, intent);
  const taken = paymentOrders.reduce((sum, paymentOrder) => sum + paymentOrder.capturedMinor, 0n);
  if (capturedMinor !== null && capturedMinor !== taken) return change;
  let ended = moveAuthorization(change, intentId, 'CLOSED');
  // The PSP did not answer these, and now it is known that it took nothing.
  for (const { id, status } of paymentOrders)
    if (status === 'PENDING_CAPTURE')
      ended = applyVoid(ended, { paymentOrderId: id, reason: AUTHORIZATION_LOST });
  return scheduleCaptures(ended);
}
