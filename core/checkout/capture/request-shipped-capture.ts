import type { CheckoutChange } from '../model/checkout.js';
import type { CheckoutPaymentOrder } from '../model/payment-order.js';
import { addPaymentOrder, patchPaymentOrder } from '../model/checkout.js';
import { authorizedIntentOf, coveredPaymentOrders } from '../model/authorized-intent.js';
import type { SellerOrderId } from '../../shared/ids.js';
import { MAX_CAPTURES } from './choose-strategy.js';
import { scheduleCaptures } from './schedule-captures.js';

/**
 * Captures `amountMinor` worth of shipped goods. A payment order is captured at most once, so the shipped amount is
 * split off and captured, and the rest becomes a payment order that waits for the next parcel; the last parcel captures
 * everything left. Changes nothing where the payment order is no longer open, as with sellers who capture
 * automatically.
 */
export function requestShippedCapture(
  change: CheckoutChange,
  shipped: { sellerOrderId: SellerOrderId; amountMinor: bigint; isLast: boolean },
): CheckoutChange {
  const paymentOrder = change.after.paymentOrders.find(
    ({ sellerOrderId, status, captureDue }) =>
      sellerOrderId === shipped.sellerOrderId && status === 'INITIATED_PENDING' && !captureDue,
  );
  if (paymentOrder === undefined) return change;
  const isAll = shipped.isLast || shipped.amountMinor >= paymentOrder.amountMinor;
  if (isAll) return scheduleCaptures(patchPaymentOrder(change, paymentOrder.id, { captureDue: true }));
  // The PSP limits the number of captures. The last ones are kept for whole payment orders: this parcel waits for the
  // rest.
  const { length } = coveredPaymentOrders(change.after, authorizedIntentOf(change.after, paymentOrder));
  const isSplittable = length < MAX_CAPTURES - 1;
  if (shipped.amountMinor <= 0n || !isSplittable) return change;
  return scheduleCaptures(split(change, paymentOrder, shipped.amountMinor));
}

function split(
  change: CheckoutChange,
  paymentOrder: CheckoutPaymentOrder,
  amountMinor: bigint,
): CheckoutChange {
  const rest = {
    ...paymentOrder,
    id: change.after.newId('po'),
    amountMinor: paymentOrder.amountMinor - amountMinor,
  };
  const shipped = patchPaymentOrder(change, paymentOrder.id, { amountMinor, captureDue: true });
  return addPaymentOrder(shipped, rest);
}
