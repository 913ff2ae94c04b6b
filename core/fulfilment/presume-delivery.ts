import { applyDelivery } from '../checkout/ending/delivery.js';
import type { Checkouts } from '../checkout/model/ports.js';
import type { OrderId, SellerOrderId } from '../shared/ids.js';
import type { LiveUpdates } from '../shared/live-updates.js';
import type { Transaction } from '../shared/transaction.js';

export type PresumeDeliveryDependencies = Readonly<{
  transaction: Transaction;
  checkouts: Checkouts;
  live: LiveUpdates;
}>;

/**
 * Marks an overdue seller order as delivered. Checks again under the lock: a confirmation in the meantime wins, and a
 * second sweeper finds nothing to do.
 */
export async function presumeDelivery(
  { transaction, checkouts, live }: PresumeDeliveryDependencies,
  { orderId, sellerOrderId, correlationId }: Overdue,
): Promise<'DELIVERED' | 'KEPT'> {
  const version = await transaction.run(async (tx) => {
    const checkout = await checkouts.lock(tx, orderId);
    if (checkout === null) return null;
    const change = applyDelivery(checkout, { sellerOrderId, by: 'TIMEOUT' });
    return 'code' in change
      ? null
      : (await checkouts.save(tx, { change, by: { ...SWEEPER, correlationId } })).version;
  });
  if (version === null) return 'KEPT';
  live.announce({ orderId, version });
  return 'DELIVERED';
}

type Overdue = Readonly<{ orderId: OrderId; sellerOrderId: SellerOrderId; correlationId: string }>;

const SWEEPER = { actor: 'sweeper', actorId: null, cause: 'delivery time over' } as const;
