import { z } from 'zod';

import type { Checkout, CheckoutChange } from '../checkout/model/checkout.js';
import { isUnchanged, paymentOrderOf } from '../checkout/model/checkout.js';
import { completeWhenDone } from '../checkout/ending/complete-order.js';
import { paymentOrderStatus } from '../checkout/model/payment-order-states.js';
import type { Checkouts } from '../checkout/model/ports.js';
import type { CommandDependencies, Decision, KeyConflict } from '../idempotency/run-command.js';
import { runCommand } from '../idempotency/run-command.js';
import { causeOf } from '../identity/cause-of.js';
import { actsForSeller, may } from '../identity/policy.js';
import type { Requester } from '../identity/requester.js';
import type { DomainError } from '../shared/domain-error.js';
import type { PaymentOrderId } from '../shared/ids.js';
import { parseId } from '../shared/ids.js';
import type { PaymentOrderNotFound, PaymentOrders } from './ports.js';

export type ManualCommandDependencies = CommandDependencies &
  Readonly<{ checkouts: Checkouts; paymentOrders: PaymentOrders }>;

/** A manual command on one payment order. */
type ManualCommand<Rejection> = Readonly<{
  requester: Requester;
  paymentOrderId: string;
  operation: 'voidPaymentOrder' | 'capturePaymentOrder';
  reason: string;
  idempotencyKey: string;
  decide: (checkout: Checkout, paymentOrderId: PaymentOrderId) => CheckoutChange | Rejection;
}>;

/** The payment order right after the decision; stored under the idempotency key. */
const decidedPaymentOrder = z.object({
  orderId: z.string(),
  paymentOrderId: z.string(),
  status: paymentOrderStatus,
});

type Answer = z.output<typeof decidedPaymentOrder>;
export type DecidedPaymentOrder = Answer & Readonly<{ replayed: boolean }>;

/**
 * Runs a manual command of a member of the seller, or of operations, under the order's lock. For everyone else the
 * payment order does not exist. The history keeps the reason and who gave it.
 */
export async function runManualCommand<Rejection extends DomainError<string>>(
  dependencies: ManualCommandDependencies,
  { requester, operation, reason, idempotencyKey: key, decide, ...input }: ManualCommand<Rejection>,
): Promise<DecidedPaymentOrder | PaymentOrderNotFound | KeyConflict | Rejection> {
  const { checkouts, paymentOrders } = dependencies;
  const { actor } = requester;
  const paymentOrderId = parseId('po', input.paymentOrderId);
  const found = paymentOrderId === null ? null : await paymentOrders.find(paymentOrderId);
  if (paymentOrderId === null || found === null || actor.kind !== 'ACCOUNT')
    return { code: 'PAYMENT_ORDER_NOT_FOUND' };
  const { orderId, sellerId } = found;
  const isSeller = actsForSeller(actor, sellerId);
  if (!isSeller && !may(actor, 'operations.act')) return { code: 'PAYMENT_ORDER_NOT_FOUND' };
  const by = causeOf(requester, isSeller ? 'seller' : 'operator', `${operation}: ${reason}`);
  const answerOf = (checkout: Checkout): Answer => ({
    orderId,
    paymentOrderId,
    status: paymentOrderOf(checkout, paymentOrderId).status,
  });

  const decided = await runCommand(dependencies, {
    answer: decidedPaymentOrder,
    input: { paymentOrderId, reason },
    lock: (tx) => checkouts.lock(tx, orderId),
    notFound: { code: 'PAYMENT_ORDER_NOT_FOUND' },
    claims: 'UNDER_LOCK',
    // Also the final answer of a decision that changes nothing, which saves nothing.
    key: (checkout) => ({
      scope: { actor: `account:${actor.accountId}`, operation, key },
      provisional: answerOf(checkout),
    }),
    async decide(_, checkout): Promise<Decision<Answer, CheckoutChange> | Rejection> {
      const change = decide(checkout, paymentOrderId);
      if ('code' in change) return change;
      return { answer: answerOf(change.after), write: completeWhenDone(change) };
    },
    async save(tx, change, answer) {
      if (isUnchanged(change)) return null;
      const { version } = await checkouts.save(tx, { change, by, answer });
      return { orderId, version };
    },
  });

  if ('code' in decided) return decided;
  return { ...decided.answer, replayed: decided.replayed };
}
