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

/** What was decided automatically about the payment orders of an authorization, for the alert. */
export type ExpiringAuthorizationDecision = Readonly<{
  captureBefore: string;
  voided: number;
  asked: number;
  open: number;
}>;

/**
 * Settles an authorization that expires soon: what is shipped or due is captured, the rest is voided. Checked again
 * under the lock: a second sweeper finds nothing to do and gets null.
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

const SWEEPER = { actor: 'sweeper', actorId: null, cause: 'authorization expires soon' } as const;

function decisionOf({ before, after }: CheckoutChange): ExpiringAuthorizationDecision {
  const countOf = (status: string, { paymentOrders }: typeof after) =>
    paymentOrders.filter((paymentOrder) => paymentOrder.status === status).length;
  const isOpen = /^(INITIATED_PENDING|CAPTURE_REQUESTED|PENDING_CAPTURE|CAPTURE_FAILED)$/;
  return {
    captureBefore: after.payment.captureBefore?.toISOString() ?? '',
    voided: countOf('VOIDED', after) - countOf('VOIDED', before),
    asked: countOf('CAPTURE_REQUESTED', after) - countOf('CAPTURE_REQUESTED', before),
    open: after.paymentOrders.filter(({ status }) => isOpen.test(status)).length,
  };
}
