import { randomUUID } from 'node:crypto';

import type { OverdueDeliveries } from '../../core/fulfilment/ports.js';
import type { PresumeDeliveryDependencies } from '../../core/fulfilment/presume-delivery.js';
import { presumeDelivery } from '../../core/fulfilment/presume-delivery.js';
import type { Logger } from '../../core/shared/logger.js';
import { startLoop } from './start-loop.js';

export type DeliverySweeperDependencies = PresumeDeliveryDependencies &
  Readonly<{
    overdueDeliveries: OverdueDeliveries;
    /** How long a parcel may be in transit without a confirmation. */
    deliveredAfterDays: number;
    logger: Logger;
  }>;

/** After days in transit, a minute does not matter. */
const POLL_INTERVAL_MS = 60_000;
const BATCH = 100;

/** Marks overdue seller orders as delivered. Any number of sweepers may run: the order's lock decides between them. */
export function startDeliverySweeper(dependencies: DeliverySweeperDependencies): {
  stop: () => Promise<void>;
} {
  return startLoop({
    everyMs: POLL_INTERVAL_MS,
    poll: async () => ((await sweepDeliveries(dependencies)) === BATCH ? 'AGAIN' : 'DONE'),
    onError: (error) => dependencies.logger.warn({ event: 'delivery_sweeper.failed', error }),
  });
}

/** Polls once; returns the number of overdue seller orders, up to a batch. */
export async function sweepDeliveries(dependencies: DeliverySweeperDependencies): Promise<number> {
  const { overdueDeliveries, deliveredAfterDays: afterDays, logger } = dependencies;
  const overdue = await overdueDeliveries.list({ afterDays, limit: BATCH });
  const correlationId = `sweep-${randomUUID()}`;
  for (const { orderId, sellerOrderId } of overdue) {
    const outcome = await presumeDelivery(dependencies, { orderId, sellerOrderId, correlationId });
    if (outcome === 'DELIVERED')
      logger.info({ event: 'seller_order.presumed_delivered', orderId, sellerOrderId, correlationId });
  }
  return overdue.length;
}
