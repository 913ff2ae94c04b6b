import type { CheckoutChange } from '../model/checkout.js';
import { addPaymentOrder } from '../model/checkout.js';
import { pursueCaptures } from '../capture/pursue-captures.js';

/**
 * One payment order per seller once the money is held. What the plan captures at once gets its step in the same
 * transaction; sellers who capture on shipment wait for it.
 */
export function forkPaymentOrders(change: CheckoutChange): CheckoutChange {
  let forked = change;
  for (const { id: sellerOrderId, sellerId, totalMinor, captureMode } of change.after.sellerOrders)
    forked = addPaymentOrder(forked, {
      id: change.after.newId('po'),
      sellerOrderId,
      sellerId,
      status: 'INITIATED_PENDING',
      amountMinor: totalMinor,
      capturedMinor: 0n,
      refundedMinor: 0n,
      refundingMinor: 0n,
      attempts: 0,
      nextAttemptInMs: null,
      failureMessage: null,
      captureDue: captureMode === 'AUTOMATIC',
      captureNumber: 0,
    });
  return pursueCaptures(forked);
}
