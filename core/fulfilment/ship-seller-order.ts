import { z } from 'zod';

import { idempotencyKey } from '../idempotency/idempotency-key.js';
import type { CommandDependencies, Decision, KeyConflict } from '../idempotency/run-command.js';
import { runCommand } from '../idempotency/run-command.js';
import { actsForSeller } from '../identity/policy.js';
import type { Requester } from '../identity/requester.js';
import { stepMinorOf } from '../shared/money.js';
import type { SellerOrderStatus } from '../checkout/model/seller-order-states.js';
import { causeOf } from '../identity/cause-of.js';
import type { CheckoutChange } from '../checkout/model/checkout.js';
import { sellerOrderOf } from '../checkout/model/checkout.js';
import type { Checkouts } from '../checkout/model/ports.js';
import { applyShipment } from '../checkout/shipment/apply-shipment.js';
import type { DomainError, InvalidInput } from '../shared/domain-error.js';
import { invalidInput } from '../shared/domain-error.js';
import { newId, parseId } from '../shared/ids.js';
import type { UnitsNotLeft } from './plan-shipment.js';
import { planShipment } from './plan-shipment.js';
import type { NewShipment, Shipments } from './ports.js';

export type ShipSellerOrderDependencies = CommandDependencies &
  Readonly<{ checkouts: Checkouts; shipments: Shipments }>;

const text = (max: number) =>
  z.string().trim().min(1, 'must not be empty').max(max, `must have at most ${max} characters`);

const command = z.object({
  lines: z
    .array(z.object({ orderLineId: z.string(), quantity: z.int().min(1, 'must be at least 1') }))
    .min(1, 'must contain a line, or be omitted to ship everything')
    .nullable(),
  carrier: text(40),
  trackingNumber: text(60),
  idempotencyKey,
});

export type ShipSellerOrderInput = z.input<typeof command> & Readonly<{ sellerOrderId: string }>;

export type SellerOrderNotFound = DomainError<'SELLER_ORDER_NOT_FOUND'>;
/** It is unpaid, completely shipped, or canceled. */
export type SellerOrderNotShippable = DomainError<
  'SELLER_ORDER_NOT_SHIPPABLE',
  { status: SellerOrderStatus }
>;

type Rejection = SellerOrderNotShippable | InvalidInput | UnitsNotLeft;
export type ShipSellerOrderError = SellerOrderNotFound | KeyConflict | Rejection;

const shippedAnswer = z.object({ sellerOrderId: z.string(), shipmentId: z.string() });

type Answer = z.output<typeof shippedAnswer>;
export type ShippedSellerOrder = Answer & Readonly<{ replayed: boolean }>;

type Shipped = Readonly<{ shipment: NewShipment; change: CheckoutChange }>;

/**
 * Records that a member of the seller handed a parcel, the whole seller order or part of it, to a carrier. One
 * transaction under the order's lock writes the parcel, the state, the events and, for sellers captured on shipment,
 * the capture steps.
 *
 * Errors in order of precedence: INVALID_INPUT, SELLER_ORDER_NOT_FOUND (also for another seller's),
 * IDEMPOTENCY_KEY_REUSED, IDEMPOTENCY_KEY_IN_PROGRESS, SELLER_ORDER_NOT_SHIPPABLE, INVALID_INPUT for unknown or
 * repeated lines, UNITS_NOT_LEFT.
 */
export async function shipSellerOrder(
  dependencies: ShipSellerOrderDependencies,
  { requester, ...input }: ShipSellerOrderInput & { requester: Requester },
): Promise<ShippedSellerOrder | ShipSellerOrderError> {
  const { checkouts, shipments } = dependencies;
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
  const { accountId } = actor;
  const by = causeOf(requester, 'seller', 'shipSellerOrder');
  const id = newId('shp');
  const answer = { sellerOrderId, shipmentId: id };

  const shipped = await runCommand(dependencies, {
    answer: shippedAnswer,
    input: { sellerOrderId, wanted, ...parcel },
    lock: (tx) => checkouts.lock(tx, orderId),
    notFound: { code: 'SELLER_ORDER_NOT_FOUND' },
    claims: 'UNDER_LOCK',
    key: () => ({
      scope: { actor: `account:${accountId}`, operation: 'shipSellerOrder', key },
      provisional: answer,
    }),
    async decide(tx, checkout): Promise<Decision<Answer, Shipped> | Rejection> {
      const { status, totalMinor } = sellerOrderOf(checkout, sellerOrderId);
      if (status !== 'TO_SHIP') return { code: 'SELLER_ORDER_NOT_SHIPPABLE', status };
      const lines = await shipments.lines(tx, sellerOrderId);
      const stepMinor = stepMinorOf(checkout.order.currency);
      const planned = planShipment({ totalMinor, lines, stepMinor }, wanted);
      if ('code' in planned) return planned;
      const shipment = { id, orderId, sellerOrderId, accountId, ...parcel, ...planned };
      return { answer, write: { shipment, change: applyShipment(checkout, shipment) } };
    },
    async save(tx, { shipment, change }, stored) {
      await shipments.add(tx, shipment);
      const { version } = await checkouts.save(tx, { change, by, answer: stored });
      return { orderId, version };
    },
  });

  if ('code' in shipped) return shipped;
  return { ...shipped.answer, replayed: shipped.replayed };
}
