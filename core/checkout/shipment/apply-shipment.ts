import { eventOf } from '../../shared/event-envelope.js';
import type { Id, SellerOrderId } from '../../shared/ids.js';
import { requestShippedCapture } from '../capture/request-shipped-capture.js';
import { completeWhenDone } from '../ending/complete-order.js';
import { moveSellerOrder } from '../model/seller-order-moves.js';
import type { Checkout, CheckoutChange } from '../model/checkout.js';
import { emit, sellerOrderOf, unchanged } from '../model/checkout.js';
import { sellerOrderShipped } from '../model/order-events.js';

/** A parcel, and the value of its units. */
export type Parcel = Readonly<{
  id: Id<'shp'>;
  sellerOrderId: SellerOrderId;
  carrier: string;
  trackingNumber: string;
  lines: readonly Readonly<{ orderLineId: string; quantity: number }>[];
  /** Nothing of the seller order is left to ship after it. */
  isLast: boolean;
  amountMinor: bigint;
}>;

/**
 * Applies a parcel to the checkout: emits the event, makes the seller's capture due, and ends the seller order with the
 * last parcel.
 */
export function applyShipment(checkout: Checkout, parcel: Parcel): CheckoutChange {
  const { sellerOrderId, isLast, amountMinor } = parcel;
  const { sellerId, captureMode } = sellerOrderOf(checkout, sellerOrderId);
  const { id, number, currency } = checkout.order;
  let change = unchanged(checkout);
  if (isLast) change = moveSellerOrder(change, sellerOrderId, 'shipped');
  const shipped = eventOf(sellerOrderShipped, id, {
    orderId: id,
    orderNumber: number,
    sellerOrderId,
    sellerId,
    shipmentId: parcel.id,
    carrier: parcel.carrier,
    trackingNumber: parcel.trackingNumber,
    shippedAt: checkout.readAt.toISOString(),
    amountMinor: amountMinor.toString(),
    currency,
    lines: [...parcel.lines],
    isLast,
  });
  change = emit(change, shipped);
  if (captureMode === 'ON_SHIPMENT')
    change = requestShippedCapture(change, { sellerOrderId, amountMinor, isLast });
  return completeWhenDone(change);
}
