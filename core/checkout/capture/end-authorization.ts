import type { CheckoutChange } from '../model/checkout.js';
import { intentOf } from '../model/checkout.js';
import { moveAuthorization, coveredPaymentOrders } from '../model/authorized-intent.js';
import { isCommitted } from '../model/intent-authorization.js';
import type { PaymentIntentId } from '../../shared/ids.js';
import { AUTHORIZATION_LOST } from './plan-captures.js';
import { scheduleCaptures } from './schedule-captures.js';
import { applyVoid } from './apply-void.js';

/**
 * Records that the intent's authorization has ended: it expired, or was canceled at the PSP. What was not captured
 * never will be. While the PSP reports more captured than we have recorded, a capture's own step has yet to report, and
 * nothing is decided before. `capturedMinor` is null where the PSP did not report the amount.
 */
export function endAuthorization(
  change: CheckoutChange,
  { intentId, capturedMinor }: { intentId: PaymentIntentId; capturedMinor: bigint | null },
): CheckoutChange {
  const intent = intentOf(change.after, intentId);
  if (!isCommitted(intent.authorization) || intent.authorization.state === 'CLOSED') return change;
  const paymentOrders = coveredPaymentOrders(change.after, intent);
  const recordedMinor = paymentOrders.reduce((sum, paymentOrder) => sum + paymentOrder.capturedMinor, 0n);
  if (capturedMinor !== null && capturedMinor !== recordedMinor) return change;
  let ended = moveAuthorization(change, intentId, 'CLOSED');
  // Their outcome was unknown; now it is certain that they were not captured.
  for (const { id, status } of paymentOrders)
    if (status === 'PENDING_CAPTURE')
      ended = applyVoid(ended, { paymentOrderId: id, reason: AUTHORIZATION_LOST });
  return scheduleCaptures(ended);
}
