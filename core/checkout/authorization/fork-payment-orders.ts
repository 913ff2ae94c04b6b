import type { CheckoutChange } from '../model/checkout.js';
import { addPaymentOrder } from '../model/checkout.js';
import { newPaymentOrder } from '../model/payment-order.js';
import { scheduleCaptures } from '../capture/schedule-captures.js';

/**
 * Creates one payment order per seller once the money is authorized. Captures that the plan requests at once get their
 * step in the same transaction; sellers who capture on shipment wait for it.
 */
export function forkPaymentOrders(change: CheckoutChange): CheckoutChange {
  let forked = change;
  for (const { id: sellerOrderId, sellerId, totalMinor, captureMode } of change.after.sellerOrders)
    forked = addPaymentOrder(
      forked,
      newPaymentOrder({
        id: change.after.newId('po'),
        sellerOrderId,
        sellerId,
        amountMinor: totalMinor,
        captureDue: captureMode === 'AUTOMATIC',
      }),
    );
  return scheduleCaptures(forked);
}
