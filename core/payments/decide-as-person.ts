import { z } from 'zod';

import type {
  IdempotencyKeyInProgress,
  IdempotencyKeyReused,
  IdempotencyRecords,
} from '../idempotency/ports.js';
import { actsForSeller, may } from '../identity/policy.js';
import type { Requester } from '../identity/requester.js';
import { completeWhenDone } from '../checkout/ending/complete-order.js';
import { causeOf } from '../identity/cause-of.js';
import type { Checkout, CheckoutChange } from '../checkout/model/checkout.js';
import { isUnchanged, paymentOrderOf } from '../checkout/model/checkout.js';
import type { Checkouts } from '../checkout/model/ports.js';
import type { DomainError } from '../shared/domain-error.js';
import type { PaymentOrderId } from '../shared/ids.js';
import { parseId } from '../shared/ids.js';
import type { LiveUpdates } from '../shared/live-updates.js';
import type { Transaction } from '../shared/transaction.js';
import { paymentOrderStatus } from '../checkout/model/payment-order-states.js';
import type { PaymentOrderNotFound, PaymentOrders } from './ports.js';

export type DecideAsPersonDependencies = Readonly<{
  transaction: Transaction;
  checkouts: Checkouts;
  paymentOrders: PaymentOrders;
  idempotency: IdempotencyRecords;
  live: LiveUpdates;
}>;

type Refusal = DomainError<string>;

/** A decision of a person about one share. */
type ShareCommand<Refused extends Refusal> = Readonly<{
  requester: Requester;
  paymentOrderId: string;
  operation: 'voidPaymentOrder' | 'capturePaymentOrder';
  reason: string;
  idempotencyKey: string;
  decide: (checkout: Checkout, paymentOrderId: PaymentOrderId) => CheckoutChange | Refused;
}>;

/** Where the share stood right after the decision; kept under the idempotency key. */
const decidedShare = z.object({
  orderId: z.string(),
  paymentOrderId: z.string(),
  status: paymentOrderStatus,
});

export type DecidedShare = z.output<typeof decidedShare> & Readonly<{ replayed: boolean }>;

/**
 * Lets a member of the share's seller, or operations, decide about it under the order's lock. To everyone else the share
 * does not exist. The reason is kept in the history with who gave it.
 */
export async function decideAsPerson<Refused extends Refusal>(
  { transaction, checkouts, paymentOrders, idempotency, live }: DecideAsPersonDependencies,
  { requester, operation, reason, idempotencyKey: key, decide, ...input }: ShareCommand<Refused>,
): Promise<DecidedShare | PaymentOrderNotFound | IdempotencyKeyReused | IdempotencyKeyInProgress | Refused> {
  const { actor } = requester;
  const paymentOrderId = parseId('po', input.paymentOrderId);
  const found = paymentOrderId === null ? null : await paymentOrders.find(paymentOrderId);
  if (paymentOrderId === null || found === null || actor.kind !== 'ACCOUNT')
    return { code: 'PAYMENT_ORDER_NOT_FOUND' };
  const { orderId, sellerId } = found;
  const isSeller = actsForSeller(actor, sellerId);
  if (!isSeller && !may(actor, 'operations.act')) return { code: 'PAYMENT_ORDER_NOT_FOUND' };
  const scope = { actor: `account:${actor.accountId}`, operation, key };
  const by = causeOf(requester, isSeller ? 'seller' : 'operator', `${operation}: ${reason}`);

  const decided = await transaction.run(async (tx) => {
    const checkout = await checkouts.lock(tx, orderId);
    if (checkout === null) throw new Error(`${paymentOrderId} has no order`);
    const change = decide(checkout, paymentOrderId);
    const status = 'code' in change ? null : paymentOrderOf(change.after, paymentOrderId).status;
    const response = { orderId, paymentOrderId, status };
    const claimed = { scope, input: { paymentOrderId, reason }, provisional: response, lockMs: 0 };
    const claim = await idempotency.claim(tx, claimed);
    if (claim.state === 'REFUSED') return tx.refuse(claim.error);
    if (claim.state === 'REPLAY') return { replay: claim.response };
    if ('code' in change) return tx.refuse(change);
    const done = completeWhenDone(change);
    if (isUnchanged(done)) return { response, version: null };
    const saved = await checkouts.save(tx, { change: done, by, answer: { scope, response } });
    return { response, version: saved.version };
  });

  if ('code' in decided) return decided;
  if ('replay' in decided) return { ...decidedShare.parse(decided.replay), replayed: true };
  if (decided.version !== null) live.announce({ orderId, version: decided.version });
  return { ...decidedShare.parse(decided.response), replayed: false };
}
