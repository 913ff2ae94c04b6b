import { z } from 'zod';

import type { GuestTokens } from '../identity/guest-tokens.js';
import { idempotencyKey } from '../idempotency/idempotency-key.js';
import type { CommandDependencies, Decision, KeyConflict } from '../idempotency/run-command.js';
import { runCommand } from '../idempotency/run-command.js';
import { may } from '../identity/policy.js';
import type { Requester } from '../identity/requester.js';
import type { OrderNotCancelable, OrderShipped } from '../checkout/ending/cancellation.js';
import { applyCancellation } from '../checkout/ending/cancellation.js';
import { causeOf } from '../identity/cause-of.js';
import type { Checkout, CheckoutChange } from '../checkout/model/checkout.js';
import type { Checkouts } from '../checkout/model/ports.js';
import type { InvalidInput } from '../shared/domain-error.js';
import { invalidInput } from '../shared/domain-error.js';
import type { OrderId } from '../shared/ids.js';
import { parseId } from '../shared/ids.js';
import type { Tx } from '../shared/transaction.js';
import type { Canceler } from '../checkout/model/cancellation-reason.js';
import { cancellationReasons, isOfOperations } from '../checkout/model/cancellation-reason.js';
import { ownAccess } from '../checkout/model/order-access.js';
import type { OrderCancellations, OrderNotFound } from './ports.js';

export type CancelOrderDependencies = CommandDependencies &
  Readonly<{ checkouts: Checkouts; cancellations: OrderCancellations; tokens: GuestTokens }>;

const command = z.object({
  reason: z.enum(cancellationReasons),
  note: z.string().trim().max(500, 'must have at most 500 characters'),
  idempotencyKey,
});

export type CancelOrderInput = z.input<typeof command> &
  Readonly<{
    orderId: string;
    /** For a guest's order; its owner and operations need none. */
    orderToken: string | null | undefined;
    requester: Requester;
  }>;

type Rejection = InvalidInput | OrderNotCancelable | OrderShipped;
export type CancelOrderError = OrderNotFound | KeyConflict | Rejection;

const canceledAnswer = z.object({ orderId: z.string() });

type Answer = z.output<typeof canceledAnswer>;
export type CanceledOrder = Answer & Readonly<{ replayed: boolean }>;

type Canceled = Readonly<{ change: CheckoutChange; by: Canceler }>;

/**
 * Cancels an order: for its buyer while nothing was shipped, or for operations. `applyCancellation` decides the
 * consequences for the money under the order's lock; the resulting PSP steps are scheduled in the same transaction.
 *
 * Errors in order of precedence: INVALID_INPUT, ORDER_NOT_FOUND (also without access), IDEMPOTENCY_KEY_REUSED,
 * IDEMPOTENCY_KEY_IN_PROGRESS, INVALID_INPUT for a buyer with a reason that only operations may give,
 * ORDER_NOT_CANCELABLE, ORDER_SHIPPED.
 */
export async function cancelOrder(
  dependencies: CancelOrderDependencies,
  input: CancelOrderInput,
): Promise<CanceledOrder | CancelOrderError> {
  const { checkouts, cancellations } = dependencies;
  const parsed = command.safeParse(input);
  if (!parsed.success) return invalidInput(parsed.error.issues);
  const orderId = parseId('ord', input.orderId);
  if (orderId === null) return { code: 'ORDER_NOT_FOUND' };
  const { idempotencyKey: key, ...why } = parsed.data;
  const answer = { orderId };

  const canceled = await runCommand(dependencies, {
    answer: canceledAnswer,
    input: why,
    lock: (tx) => lockForCanceler(dependencies, tx, { orderId, input }),
    notFound: { code: 'ORDER_NOT_FOUND' },
    claims: 'UNDER_LOCK',
    key: () => ({
      scope: { actor: `order:${orderId}`, operation: 'cancelOrder', key },
      provisional: answer,
    }),
    async decide(tx, { checkout, by }): Promise<Decision<Answer, Canceled> | Rejection> {
      if (by === 'BUYER' && isOfOperations(why.reason))
        return { code: 'INVALID_INPUT', field: 'reason', reason: 'is reserved for operations' };
      const shipped = await cancellations.shipped(tx, orderId);
      const change = applyCancellation(checkout, { reason: why.reason, by, shipped });
      return 'code' in change ? change : { answer, write: { change, by } };
    },
    async save(tx, { change, by }, stored) {
      await cancellations.add(tx, { orderId, ...why, by });
      const role = by === 'BUYER' ? 'shopper' : 'operator';
      const cause = causeOf(input.requester, role, `cancelOrder: ${why.reason}`);
      const { version } = await checkouts.save(tx, { change, by: cause, answer: stored });
      return { orderId, version };
    },
  });

  if ('code' in canceled) return canceled;
  return { ...canceled.answer, replayed: canceled.replayed };
}

/** Locks the order for its buyer or for operations; null for everyone else. */
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
