import { z } from 'zod';

import type { SellerOrderNotInDelivery } from '../checkout/ending/delivery.js';
import { applyDelivery } from '../checkout/ending/delivery.js';
import type { Checkout, CheckoutChange } from '../checkout/model/checkout.js';
import { ownAccess } from '../checkout/model/order-access.js';
import type { Checkouts } from '../checkout/model/ports.js';
import { idempotencyKey } from '../idempotency/idempotency-key.js';
import type { CommandDependencies, Decision, KeyConflict } from '../idempotency/run-command.js';
import { runCommand } from '../idempotency/run-command.js';
import { causeOf } from '../identity/cause-of.js';
import type { GuestTokens } from '../identity/guest-tokens.js';
import { actsForSeller, may } from '../identity/policy.js';
import type { Requester } from '../identity/requester.js';
import type { InvalidInput } from '../shared/domain-error.js';
import { invalidInput } from '../shared/domain-error.js';
import type { OrderId, SellerId } from '../shared/ids.js';
import { parseId } from '../shared/ids.js';
import type { Tx } from '../shared/transaction.js';
import type { Shipments } from './ports.js';
import type { SellerOrderNotFound } from './ship-seller-order.js';

export type ConfirmDeliveryDependencies = CommandDependencies &
  Readonly<{ checkouts: Checkouts; shipments: Shipments; tokens: GuestTokens }>;

const command = z.object({ idempotencyKey });

export type ConfirmDeliveryInput = z.input<typeof command> &
  Readonly<{
    sellerOrderId: string;
    /** Required for a guest's order; its owner, the seller and operations need none. */
    orderToken: string | null | undefined;
    requester: Requester;
  }>;

export type ConfirmDeliveryError =
  InvalidInput | SellerOrderNotFound | KeyConflict | SellerOrderNotInDelivery;

const confirmedAnswer = z.object({ sellerOrderId: z.string() });

type Answer = z.output<typeof confirmedAnswer>;
type Write = Readonly<{ change: CheckoutChange; role: 'seller' | 'shopper' | 'operator' }>;

export type ConfirmedDelivery = Answer & Readonly<{ replayed: boolean }>;

/**
 * Confirms that everything the seller shipped has arrived: by the buyer, who received it, or by a member of the seller
 * or operations, on the carrier's word. The time is that of the database; we do not accept a stated time.
 *
 * Errors in order of precedence: INVALID_INPUT, SELLER_ORDER_NOT_FOUND (also without access), IDEMPOTENCY_KEY_REUSED,
 * IDEMPOTENCY_KEY_IN_PROGRESS, SELLER_ORDER_NOT_IN_DELIVERY.
 */
export async function confirmDelivery(
  dependencies: ConfirmDeliveryDependencies,
  input: ConfirmDeliveryInput,
): Promise<ConfirmedDelivery | ConfirmDeliveryError> {
  const { checkouts, shipments } = dependencies;
  const parsed = command.safeParse(input);
  if (!parsed.success) return invalidInput(parsed.error.issues);
  const sellerOrderId = parseId('so', input.sellerOrderId);
  const found = sellerOrderId === null ? null : await shipments.find(sellerOrderId);
  if (sellerOrderId === null || found === null) return { code: 'SELLER_ORDER_NOT_FOUND' };
  const { orderId } = found;
  const scope = { actor: `order:${orderId}`, operation: 'confirmDelivery', key: parsed.data.idempotencyKey };
  const answer = { sellerOrderId };

  const confirmed = await runCommand(dependencies, {
    answer: confirmedAnswer,
    input: { sellerOrderId },
    claims: 'UNDER_LOCK',
    key: () => ({ scope, provisional: answer }),
    lock: (tx) => lockWithRole(dependencies, tx, { ...found, input }),
    notFound: { code: 'SELLER_ORDER_NOT_FOUND' },
    async decide(_, { checkout, by }): Promise<Decision<Answer, Write> | SellerOrderNotInDelivery> {
      const change = applyDelivery(checkout, { sellerOrderId, by });
      return 'code' in change ? change : { answer, write: { change, role: ROLES[by] } };
    },
    async save(tx, { change, role }, stored) {
      const by = causeOf(input.requester, role, 'confirmDelivery');
      const { version } = await checkouts.save(tx, { change, by, answer: stored });
      return { orderId, version };
    },
  });
  return 'code' in confirmed ? confirmed : { ...confirmed.answer, replayed: confirmed.replayed };
}

const ROLES = { SELLER: 'seller', BUYER: 'shopper', OPERATOR: 'operator' } as const;

type ConfirmationTarget = Readonly<{ orderId: OrderId; sellerId: SellerId; input: ConfirmDeliveryInput }>;

/** Locks the order for a member of the seller, else its buyer, else operations; null for everyone else. */
async function lockWithRole(
  { checkouts, tokens }: ConfirmDeliveryDependencies,
  tx: Tx,
  { orderId, sellerId, input }: ConfirmationTarget,
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
