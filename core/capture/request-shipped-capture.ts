import type { CheckoutChange } from '../payments/checkout.js';
import type { SellerOrderId } from '../shared/ids.js';
import { requestCapture } from './fork-payment-orders.js';

/**
 * A seller who is captured on shipment has shipped goods worth this much. The whole share is asked for with the last
 * parcel; nothing is asked for again that was decided otherwise before.
 */
export function requestShippedCapture(
  change: CheckoutChange,
  { sellerOrderId, isLast }: { sellerOrderId: SellerOrderId; amountMinor: bigint; isLast: boolean },
): CheckoutChange {
  const { paymentOrders, intents } = change.after;
  const share = paymentOrders.find((each) => each.sellerOrderId === sellerOrderId);
  const intent = intents.find(({ status }) => status === 'AUTHORIZED');
  if (!isLast || intent === undefined || share?.status !== 'INITIATED_PENDING') return change;
  return requestCapture(change, { paymentOrderId: share.id, intentId: intent.id });
}
