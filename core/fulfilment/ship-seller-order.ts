import { z } from 'zod';

import { requestShippedCapture } from '../checkout/capture/request-shipped-capture.js';
import { idempotencyKey } from '../idempotency/idempotency-key.js';
import type {
  IdempotencyKeyInProgress,
  IdempotencyKeyReused,
  IdempotencyRecords,
} from '../idempotency/ports.js';
import { actsForSeller } from '../identity/policy.js';
import type { Requester } from '../identity/requester.js';
import { completeWhenDone } from '../checkout/ending/complete-order.js';
import { sellerOrderShipped } from '../checkout/model/order-events.js';
import type { SellerOrderStatus } from '../checkout/model/seller-order-states.js';
import { causeOf } from '../identity/cause-of.js';
import type { Checkout, CheckoutChange } from '../checkout/model/checkout.js';
import { emit, sellerOrderOf, unchanged } from '../checkout/model/checkout.js';
import { moveSellerOrder } from '../checkout/model/seller-order-moves.js';
import type { Checkouts } from '../checkout/ports.js';
import type { DomainError, InvalidInput } from '../shared/domain-error.js';
import { invalidInput } from '../shared/domain-error.js';
import { eventOf } from '../shared/event-envelope.js';
import { newId, parseId } from '../shared/ids.js';
import type { LiveUpdates } from '../shared/live-updates.js';
import type { Transaction } from '../shared/transaction.js';
import type { UnitsNotLeft } from './plan-shipment.js';
import { planShipment } from './plan-shipment.js';
import type { NewShipment, Shipments } from './ports.js';

export type ShipSellerOrderDependencies = Readonly<{
  transaction: Transaction;
  checkouts: Checkouts;
  shipments: Shipments;
  idempotency: IdempotencyRecords;
  live: LiveUpdates;
}>;

const word = (max: number) =>
  z.string().trim().min(1, 'must not be empty').max(max, `must have at most ${max} characters`);

const command = z.object({
  lines: z
    .array(z.object({ orderLineId: z.string(), quantity: z.int().min(1, 'must be at least 1') }))
    .min(1, 'must name a line, or be left out for everything')
    .nullable(),
  carrier: word(40),
  trackingNumber: word(60),
  idempotencyKey,
});

export type ShipSellerOrderInput = z.input<typeof command> & Readonly<{ sellerOrderId: string }>;

export type SellerOrderNotFound = DomainError<'SELLER_ORDER_NOT_FOUND'>;
/** It is not paid yet, all of it is shipped, or it was called off. */
export type SellerOrderNotShippable = DomainError<
  'SELLER_ORDER_NOT_SHIPPABLE',
  { status: SellerOrderStatus }
>;

export type ShipSellerOrderError =
  | InvalidInput
  | SellerOrderNotFound
  | IdempotencyKeyReused
  | IdempotencyKeyInProgress
  | SellerOrderNotShippable
  | UnitsNotLeft;

const shippedAnswer = z.object({ sellerOrderId: z.string(), shipmentId: z.string() });

export type ShippedSellerOrder = z.output<typeof shippedAnswer> & Readonly<{ replayed: boolean }>;

/**
 * A member of the seller hands a parcel, the whole seller order or a part of it, to a carrier. One transaction under the
 * order's lock writes the parcel, the state, the events and, for sellers who are captured on shipment, what is owed to
 * the PSP for it.
 *
 * Errors in order of precedence: INVALID_INPUT, SELLER_ORDER_NOT_FOUND (also for another seller's), IDEMPOTENCY_KEY_REUSED,
 * IDEMPOTENCY_KEY_IN_PROGRESS, SELLER_ORDER_NOT_SHIPPABLE, UNITS_NOT_LEFT.
 */
export async function shipSellerOrder(
  { transaction, checkouts, shipments, idempotency, live }: ShipSellerOrderDependencies,
  { requester, ...input }: ShipSellerOrderInput & { requester: Requester },
): Promise<ShippedSellerOrder | ShipSellerOrderError> {
  const { actor } = requester;
  const parsed = command.safeParse(input);
  if (!parsed.success) return invalidInput(parsed.error.issues);
  const { idempotencyKey: key, lines: wanted, ...parcel } = parsed.data;
  const sellerOrderId = parseId('so', input.sellerOrderId);
  const found = sellerOrderId === null ? null : await shipments.find(sellerOrderId);
  if (sellerOrderId === null || found === null || actor.kind !== 'ACCOUNT')
    return { code: 'SELLER_ORDER_NOT_FOUND' };
  const { orderId, sellerId } = found;
  if (!actsForSeller(actor, sellerId)) return { code: 'SELLER_ORDER_NOT_FOUND' };
  const scope = { actor: `account:${actor.accountId}`, operation: 'shipSellerOrder', key };
  const by = causeOf(requester, 'seller', 'shipSellerOrder');
  const id = newId('shp');
  const response = { sellerOrderId, shipmentId: id };

  const shipped = await transaction.run(async (tx) => {
    const checkout = await checkouts.lock(tx, orderId);
    if (checkout === null) throw new Error(`${sellerOrderId} has no order`);
    const claimed = { scope, input: { sellerOrderId, wanted, ...parcel }, provisional: response, lockMs: 0 };
    const claim = await idempotency.claim(tx, claimed);
    if (claim.state === 'REFUSED') return tx.refuse(claim.error);
    if (claim.state === 'REPLAY') return { replay: claim.response };
    const { status, totalMinor } = sellerOrderOf(checkout, sellerOrderId);
    if (status !== 'TO_SHIP') return tx.refuse({ code: 'SELLER_ORDER_NOT_SHIPPABLE', status });
    const planned = planShipment({ totalMinor, lines: await shipments.lines(tx, sellerOrderId) }, wanted);
    if ('code' in planned) return tx.refuse(planned);
    const shipment = { id, orderId, sellerOrderId, accountId: actor.accountId, ...parcel, ...planned };
    await shipments.add(tx, shipment);
    const change = applyShipment(checkout, shipment);
    return checkouts.save(tx, { change, by, answer: { scope, response } });
  });

  if ('code' in shipped) return shipped;
  if ('replay' in shipped) return { ...shippedAnswer.parse(shipped.replay), replayed: true };
  live.announce({ orderId, version: shipped.version });
  return { ...response, replayed: false };
}

/** What a parcel means for the checkout: told to others, the capture it earns, and with the last one the end of shipping. */
function applyShipment(checkout: Checkout, shipment: NewShipment): CheckoutChange {
  const { sellerOrderId, isLast, amountMinor } = shipment;
  const { sellerId, captureMode } = sellerOrderOf(checkout, sellerOrderId);
  const { id, number, currency } = checkout.order;
  let change = unchanged(checkout);
  if (isLast) change = moveSellerOrder(change, sellerOrderId, 'shipped');
  const shipped = eventOf(sellerOrderShipped, id, {
    orderId: id,
    orderNumber: number,
    sellerOrderId,
    sellerId,
    shipmentId: shipment.id,
    carrier: shipment.carrier,
    trackingNumber: shipment.trackingNumber,
    shippedAt: checkout.readAt.toISOString(),
    amountMinor: amountMinor.toString(),
    currency,
    lines: [...shipment.lines],
    isLast,
  });
  change = emit(change, shipped);
  if (captureMode === 'ON_SHIPMENT')
    change = requestShippedCapture(change, { sellerOrderId, amountMinor, isLast });
  return completeWhenDone(change);
}
