import { completeWhenDone } from '../checkout/ending/complete-order.js';
import type { CheckoutChange } from '../checkout/model/checkout.js';
import { isUnchanged } from '../checkout/model/checkout.js';
import type { Checkouts } from '../checkout/model/ports.js';
import type { OrderId } from '../shared/ids.js';
import type { LiveUpdates } from '../shared/live-updates.js';
import type { Transaction } from '../shared/transaction.js';
import { actBeforeExpiry } from '../checkout/capture/decide-payment-order.js';

export type DecideExpiringAuthorizationDependencies = Readonly<{
  transaction: Transaction;
  checkouts: Checkouts;
  live: LiveUpdates;
}>;

/** What the autopilot did with the shares of a hold, for the alert. */
export type ExpiringAuthorizationDecision = Readonly<{
  captureBefore: string;
  voided: number;
  asked: number;
  open: number;
}>;

/**
 * Decides a hold that the PSP will let go of soon: what is shipped or decided is captured, the rest is voided. Looked at
 * again under the lock; a second sweeper finds nothing to do, and the answer is null.
 */
export async function decideExpiringAuthorization(
  { transaction, checkouts, live }: DecideExpiringAuthorizationDependencies,
  { orderId, correlationId }: { orderId: OrderId; correlationId: string },
): Promise<ExpiringAuthorizationDecision | null> {
  const saved = await transaction.run(async (tx) => {
    const checkout = await checkouts.lock(tx, orderId);
    if (checkout === null) return null;
    const change = completeWhenDone(actBeforeExpiry(checkout));
    if (isUnchanged(change)) return null;
    const { version } = await checkouts.save(tx, { change, by: { ...SWEEPER, correlationId } });
    return { version, decision: decisionOf(change) };
  });
  if (saved === null) return null;
  live.announce({ orderId, version: saved.version });
  return saved.decision;
}

const SWEEPER = { actor: 'sweeper', actorId: null, cause: 'hold ends soon' } as const;

function decisionOf({ before, after }: CheckoutChange): ExpiringAuthorizationDecision {
  const counted = (status: string, { paymentOrders }: typeof after) =>
    paymentOrders.filter((paymentOrder) => paymentOrder.status === status).length;
  const isOpen = /^(INITIATED_PENDING|CAPTURE_REQUESTED|PENDING_CAPTURE|CAPTURE_FAILED)$/;
  return {
    captureBefore: after.payment.captureBefore?.toISOString() ?? '',
    voided: counted('VOIDED', after) - counted('VOIDED', before),
    asked: counted('CAPTURE_REQUESTED', after) - counted('CAPTURE_REQUESTED', before),
    open: after.paymentOrders.filter(({ status }) => isOpen.test(status)).length,
  };
}
