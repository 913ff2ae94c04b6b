import type { CheckoutChange } from '../model/checkout.js';
import type { CheckoutPaymentOrder } from '../model/payment-order.js';
import { addPaymentOrder, patchPaymentOrder } from '../model/checkout.js';
import { holdingIntent, sharesOfHold } from '../model/holding-intent.js';
import type { SellerOrderId } from '../../shared/ids.js';
import { MAX_CAPTURES } from './choose-strategy.js';
import { pursueCaptures } from './pursue-captures.js';

/**
 * A seller shipped goods worth `amountMinor` of his share. A share is captured at most once, so a part is split off and
 * captured, and the rest waits as a share of its own for the next parcel; with the last one everything left is captured.
 * Changes nothing where the share is not open any more, as with sellers who are captured automatically.
 */
export function requestShippedCapture(
  change: CheckoutChange,
  shipped: { sellerOrderId: SellerOrderId; amountMinor: bigint; isLast: boolean },
): CheckoutChange {
  const share = change.after.paymentOrders.find(
    ({ sellerOrderId, status, captureDue }) =>
      sellerOrderId === shipped.sellerOrderId && status === 'INITIATED_PENDING' && !captureDue,
  );
  if (share === undefined) return change;
  const isAll = shipped.isLast || shipped.amountMinor >= share.amountMinor;
  if (isAll) return pursueCaptures(patchPaymentOrder(change, share.id, { captureDue: true }));
  // The PSP allows a number of captures only. The last ones are kept for whole shares: this part waits for its rest.
  const { length } = sharesOfHold(change.after, holdingIntent(change.after, share));
  const isSplittable = length < MAX_CAPTURES - 1;
  if (shipped.amountMinor <= 0n || !isSplittable) return change;
  return pursueCaptures(split(change, share, shipped.amountMinor));
}

function split(change: CheckoutChange, share: CheckoutPaymentOrder, amountMinor: bigint): CheckoutChange {
  const rest = { ...share, id: change.after.newId('po'), amountMinor: share.amountMinor - amountMinor };
  const shipped = patchPaymentOrder(change, share.id, { amountMinor, captureDue: true });
  return addPaymentOrder(shipped, rest);
}
