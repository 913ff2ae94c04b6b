import { z } from 'zod';

import type { GuestTokens } from '../identity/guest-tokens.js';
import { idempotencyKey } from '../idempotency/idempotency-key.js';
import type {
  IdempotencyKeyInProgress,
  IdempotencyKeyReused,
  IdempotencyRecords,
} from '../idempotency/ports.js';
import { may } from '../identity/policy.js';
import type { Requester } from '../identity/requester.js';
import type { OrderNotCancelable, OrderShipped } from '../checkout/ending/cancellation.js';
import { applyCancellation } from '../checkout/ending/cancellation.js';
import { causeOf } from '../identity/cause-of.js';
import type { Checkout } from '../checkout/model/checkout.js';
import type { Checkouts } from '../checkout/model/ports.js';
import type { InvalidInput } from '../shared/domain-error.js';
import { invalidInput } from '../shared/domain-error.js';
import type { OrderId } from '../shared/ids.js';
import { parseId } from '../shared/ids.js';
import type { LiveUpdates } from '../shared/live-updates.js';
import type { Transaction, Tx } from '../shared/transaction.js';
import type { OrderNotFound } from './adopt-order.js';
import type { Canceler } from '../checkout/model/cancellation-reason.js';
import { cancellationReasons, isOfOperations } from '../checkout/model/cancellation-reason.js';
import { ownAccess } from '../checkout/model/order-access.js';
import type { OrderCancellations } from './ports.js';

export type CancelOrderDependencies = Readonly<{
  transaction: Transaction;
  checkouts: Checkouts;
  cancellations: OrderCancellations;
  idempotency: IdempotencyRecords;
  tokens: GuestTokens;
  live: LiveUpdates;
}>;

const command = z.object({
  reason: z.enum(cancellationReasons),
  note: z.string().trim().max(500, 'must have at most 500 characters'),
  idempotencyKey,
});

export type CancelOrderInput = z.input<typeof command> &
  Readonly<{
    orderId: string;
    /** Of a guest's order; its owner and operations need none. */
    orderToken: string | null | undefined;
    requester: Requester;
  }>;

export type CancelOrderError =
  | InvalidInput
  | OrderNotFound
  | IdempotencyKeyReused
  | IdempotencyKeyInProgress
  | OrderNotCancelable
  | OrderShipped;

const canceledAnswer = z.object({ orderId: z.string() });

export type CanceledOrder = z.output<typeof canceledAnswer> & Readonly<{ replayed: boolean }>;

/**
 * Calls an order off: the buyer's decision while nothing was shipped, or that of operations. What it means for the money,
 * `applyCancellation` decides under the order's lock; what it owes to the PSP are steps of the same transaction.
 *
 * Errors in order of precedence: INVALID_INPUT, ORDER_NOT_FOUND (also when it is somebody else's), IDEMPOTENCY_KEY_REUSED,
 * IDEMPOTENCY_KEY_IN_PROGRESS, ORDER_NOT_CANCELABLE, ORDER_SHIPPED.
 */
export async function cancelOrder(
  dependencies: CancelOrderDependencies,
  input: CancelOrderInput,
): Promise<CanceledOrder | CancelOrderError> {
  const { transaction, checkouts, cancellations, idempotency, live } = dependencies;
  const parsed = command.safeParse(input);
  if (!parsed.success) return invalidInput(parsed.error.issues);
  const orderId = parseId('ord', input.orderId);
  if (orderId === null) return { code: 'ORDER_NOT_FOUND' };
  const { idempotencyKey: key, ...why } = parsed.data;
  const scope = { actor: `order:${orderId}`, operation: 'cancelOrder', key };
  const response = { orderId };

  const canceled = await transaction.run(async (tx) => {
    const found = await lockForCanceler(dependencies, tx, { orderId, input });
    if (found === null) return tx.refuse({ code: 'ORDER_NOT_FOUND' });
    if (found.by === 'BUYER' && isOfOperations(why.reason))
      return tx.refuse({ code: 'INVALID_INPUT', field: 'reason', reason: 'is for operations to give' });
    const claim = await idempotency.claim(tx, { scope, input: why, provisional: response, lockMs: 0 });
    if (claim.state === 'REFUSED') return tx.refuse(claim.error);
    if (claim.state === 'REPLAY') return { replay: claim.response };
    const shipped = await cancellations.shipped(tx, orderId);
    const change = applyCancellation(found.checkout, { reason: why.reason, by: found.by, shipped });
    if ('code' in change) return tx.refuse(change);
    await cancellations.add(tx, { orderId, ...why, by: found.by });
    const role = found.by === 'BUYER' ? 'shopper' : 'operator';
    const by = causeOf(input.requester, role, `cancelOrder: ${why.reason}`);
    return checkouts.save(tx, { change, by, answer: { scope, response } });
  });

  if ('code' in canceled) return canceled;
  if ('replay' in canceled) return { ...canceledAnswer.parse(canceled.replay), replayed: true };
  live.announce({ orderId, version: canceled.version });
  return { ...response, replayed: false };
}

/** The order, locked, for its buyer or else for operations; null for everybody else. */
async function lockForCanceler(
  { checkouts, tokens }: CancelOrderDependencies,
  tx: Tx,
  { orderId, input }: { orderId: OrderId; input: CancelOrderInput },
): Promise<{ checkout: Checkout; by: Canceler } | null> {
  const { actor } = input.requester;
  const own = await checkouts.lockFor(tx, orderId, ownAccess({ tokens }, { actor, token: input.orderToken }));
  if (own !== null) return { checkout: own, by: 'BUYER' };
  const found = may(actor, 'operations.act') ? await checkouts.lock(tx, orderId) : null;
  return found === null ? null : { checkout: found, by: 'OPERATOR' };
}
