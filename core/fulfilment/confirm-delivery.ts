import { z } from 'zod';

import type { SellerOrderNotInDelivery } from '../checkout/ending/delivery.js';
import { applyDelivery } from '../checkout/ending/delivery.js';
import type { Checkout } from '../checkout/model/checkout.js';
import { ownAccess } from '../checkout/order-access.js';
import type { Checkouts } from '../checkout/ports.js';
import { idempotencyKey } from '../idempotency/idempotency-key.js';
import type {
  IdempotencyKeyInProgress,
  IdempotencyKeyReused,
  IdempotencyRecords,
} from '../idempotency/ports.js';
import { causeOf } from '../identity/cause-of.js';
import type { GuestTokens } from '../identity/guest-tokens.js';
import { actsForSeller, may } from '../identity/policy.js';
import type { Requester } from '../identity/requester.js';
import type { InvalidInput } from '../shared/domain-error.js';
import { invalidInput } from '../shared/domain-error.js';
import type { OrderId, SellerId } from '../shared/ids.js';
import { parseId } from '../shared/ids.js';
import type { LiveUpdates } from '../shared/live-updates.js';
import type { Transaction, Tx } from '../shared/transaction.js';
import type { Shipments } from './ports.js';
import type { SellerOrderNotFound } from './ship-seller-order.js';

export type ConfirmDeliveryDependencies = Readonly<{
  transaction: Transaction;
  checkouts: Checkouts;
  shipments: Shipments;
  idempotency: IdempotencyRecords;
  tokens: GuestTokens;
  live: LiveUpdates;
}>;

const command = z.object({ idempotencyKey });

export type ConfirmDeliveryInput = z.input<typeof command> &
  Readonly<{
    sellerOrderId: string;
    /** Of a guest's order; its owner, the seller and operations need none. */
    orderToken: string | null | undefined;
    requester: Requester;
  }>;

export type ConfirmDeliveryError =
  | InvalidInput
  | SellerOrderNotFound
  | IdempotencyKeyReused
  | IdempotencyKeyInProgress
  | SellerOrderNotInDelivery;

const confirmedAnswer = z.object({ sellerOrderId: z.string() });

export type ConfirmedDelivery = z.output<typeof confirmedAnswer> & Readonly<{ replayed: boolean }>;

/**
 * Somebody who can know says that all a seller sent has arrived: the buyer, who has it; a member of the seller or operations,
 * who were told by the carrier. The time is that of the database: what somebody says about last week is not ours to vouch for.
 *
 * Errors in order of precedence: INVALID_INPUT, SELLER_ORDER_NOT_FOUND (also when it is somebody else's), IDEMPOTENCY_KEY_REUSED,
 * IDEMPOTENCY_KEY_IN_PROGRESS, SELLER_ORDER_NOT_IN_DELIVERY.
 */
export async function confirmDelivery(
  dependencies: ConfirmDeliveryDependencies,
  input: ConfirmDeliveryInput,
): Promise<ConfirmedDelivery | ConfirmDeliveryError> {
  const { transaction, checkouts, shipments, idempotency, live } = dependencies;
  const parsed = command.safeParse(input);
  if (!parsed.success) return invalidInput(parsed.error.issues);
  const sellerOrderId = parseId('so', input.sellerOrderId);
  const found = sellerOrderId === null ? null : await shipments.find(sellerOrderId);
  if (sellerOrderId === null || found === null) return { code: 'SELLER_ORDER_NOT_FOUND' };
  const { orderId } = found;
  const scope = { actor: `order:${orderId}`, operation: 'confirmDelivery', key: parsed.data.idempotencyKey };
  const response = { sellerOrderId };

  const confirmed = await transaction.run(async (tx) => {
    const locked = await lockForWitness(dependencies, tx, { ...found, input });
    if (locked === null) return tx.refuse({ code: 'SELLER_ORDER_NOT_FOUND' });
    const claimed = { scope, input: { sellerOrderId }, provisional: response, lockMs: 0 };
    const claim = await idempotency.claim(tx, claimed);
    if (claim.state === 'REFUSED') return tx.refuse(claim.error);
    if (claim.state === 'REPLAY') return { replay: claim.response };
    const change = applyDelivery(locked.checkout, { sellerOrderId, by: locked.by });
    if ('code' in change) return tx.refuse(change);
    const by = causeOf(input.requester, ROLES[locked.by], 'confirmDelivery');
    return checkouts.save(tx, { change, by, answer: { scope, response } });
  });

  if ('code' in confirmed) return confirmed;
  if ('replay' in confirmed) return { ...confirmedAnswer.parse(confirmed.replay), replayed: true };
  live.announce({ orderId, version: confirmed.version });
  return { ...response, replayed: false };
}

const ROLES = { SELLER: 'seller', BUYER: 'shopper', OPERATOR: 'operator' } as const;

type Witnessed = Readonly<{ orderId: OrderId; sellerId: SellerId; input: ConfirmDeliveryInput }>;

/** The order, locked, for the seller, or else its buyer, or else operations; null for everybody else. */
async function lockForWitness(
  { checkouts, tokens }: ConfirmDeliveryDependencies,
  tx: Tx,
  { orderId, sellerId, input }: Witnessed,
): Promise<{ checkout: Checkout; by: keyof typeof ROLES } | null> {
  const { actor } = input.requester;
  const isMember = actsForSeller(actor, sellerId);
  if (!isMember) {
    const access = ownAccess({ tokens }, { actor, token: input.orderToken });
    const own = await checkouts.lockFor(tx, orderId, access);
    if (own !== null) return { checkout: own, by: 'BUYER' };
    if (!may(actor, 'operations.act')) return null;
  }
  const checkout = await checkouts.lock(tx, orderId);
  return checkout === null ? null : { checkout, by: isMember ? 'SELLER' : 'OPERATOR' };
}
