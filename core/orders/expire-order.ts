import { isUnchanged } from '../checkout/model/checkout.js';
import { applyExpiry } from '../checkout/ending/expiry.js';
import type { Checkouts } from '../checkout/model/ports.js';
import type { OrderId } from '../shared/ids.js';
import type { LiveUpdates } from '../shared/live-updates.js';
import type { Transaction } from '../shared/transaction.js';

export type ExpireOrderDependencies = Readonly<{
  transaction: Transaction;
  checkouts: Checkouts;
  live: LiveUpdates;
}>;

/**
 * Expires an overdue unpaid order. Checked again under the lock: a payment in between wins, and a second sweeper finds
 * nothing to do.
 */
export async function expireOrder(
  { transaction, checkouts, live }: ExpireOrderDependencies,
  { orderId, correlationId }: { orderId: OrderId; correlationId: string },
): Promise<'EXPIRED' | 'KEPT'> {
  const version = await transaction.run(async (tx) => {
    const checkout = await checkouts.lock(tx, orderId);
    if (checkout === null) return null;
    const change = applyExpiry(checkout);
    return isUnchanged(change)
      ? null
      : (await checkouts.save(tx, { change, by: { ...SWEEPER, correlationId } })).version;
  });
  if (version === null) return 'KEPT';
  live.announce({ orderId, version });
  return 'EXPIRED';
}

const SWEEPER = { actor: 'sweeper', actorId: null, cause: 'reservation expired' } as const;
